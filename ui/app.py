"""Opens the sidebar, and the review window. Light to import: Qt is loaded when a window is asked for."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assist.errors import InputError
from assist.events import Notice
from assist.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from assist.review.archive import Archive
    from ui.bridge import MakeEvents
    from ui.call_control import SaveNote
    from ui.choices import Choices, Found
    from ui.playbook_shape import PlaybookShape


def has_display() -> bool:
    """Whether a window could be opened here."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith(("linux", "freebsd")):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _x_answers()


def _x_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in. Qt ends the program where it does not."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # it is Qt that says which library is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def run(
    make_events: MakeEvents,
    playbook: PlaybookShape,
    title: str,
    settings: Settings | None = None,
    on_save: SaveNote | None = None,
    close_when_done: bool = False,
    start_at_once: bool = True,
    choices: Choices | None = None,
    practice: MakeEvents | None = None,
    places: Path | None = None,
    get_ready: Callable[[], Found] | None = None,
) -> int:
    """Shows a call in the sidebar until the window is closed; the call starts at once, or when asked to.

    `make_events(desk)` is iterated in a thread of its own; `practice(desk)` is the practice call. `on_save(note)`
    saves the note and says where; without it the note is copied. With `close_when_done` the window closes when
    the events end. `choices` brings the settings, the tray and, at the very first time, the first pages;
    `places` is the file that remembers where windows stand. `get_ready` is called once the window is there, beside it;
    what it found is told, and a call may be started meanwhile.
    What stopped a call is shown in the window, and raised again after the window was closed.
    Raises InputError where no window can be opened."""
    if not has_display():
        raise InputError("There is no display to open a window on; use --terminal.")
    with _interrupt_ends():
        with _qt():  # all of it, before there is another thread: it ends the program if one imports meanwhile
            from PySide6.QtCore import QSettings

            from ui.call_control import CallControl
            from ui.desktop import Desktop
            from ui.settings_window import look_of
            from ui.sidebar import Sidebar
            from ui.theme import Theme
            from ui.words import tr

        app = _application()
        chosen = settings or Settings()
        theme = Theme(look_of(chosen))
        remembered = QSettings(str(places), QSettings.Format.IniFormat) if places else None
        sidebar = Sidebar(playbook, theme, title, remembered, chosen.dispositions)
        sidebar.close_when_done = close_when_done
        control = CallControl(make_events, sidebar, on_save)
        desktop = Desktop(sidebar, control, theme, choices, practice, remembered) if choices else None
        if desktop is None:
            words = tr("This window shows one call; call-assist opens the rest.")
            for asked in (sidebar.settings_asked, sidebar.follow_ups_asked, sidebar.review_asked):
                asked.connect(lambda: sidebar.call.take([Notice(sidebar.call.now, words)]))

    _keep_awake(sidebar)
    before = signal.signal(
        signal.SIGINT, lambda *_: sidebar.end_and_close() if sidebar.call.live else sidebar.close()
    )
    try:
        if get_ready is not None:
            sidebar.greet(ready=False)
        sidebar.show()
        app.processEvents()  # it is seen before the rest is loaded
        if start_at_once:
            control.start()
        if desktop is not None and get_ready is not None:
            desktop.get_ready(get_ready)
        if not start_at_once and desktop is not None and not chosen.welcomed:
            desktop.welcome()
        status = (
            app.exec() if sidebar.isVisible() else 0
        )  # which would wait for a window that was closed before
    finally:
        control.wait()
        if desktop is not None:
            desktop.end()
        signal.signal(signal.SIGINT, before)
    if control.failure is not None:
        raise control.failure
    return status


@contextmanager
def _interrupt_ends() -> Iterator[None]:
    """Ctrl+C ends the program at once, for nothing is heard yet: what Qt makes of its names when they are first used
    swallows Python's own interrupt, and is half made from then on."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run_review(archive: Archive, settings: Settings, places: Path | None = None) -> int:
    """Shows the kept calls until the window is closed. Raises InputError where no window can be opened."""
    with _interrupt_ends():
        with _qt():
            from PySide6.QtCore import QSettings

            from ui.review.window import ReviewWindow
            from ui.settings_window import look_of
            from ui.theme import Theme

        app = _application()
        remembered = QSettings(str(places), QSettings.Format.IniFormat) if places else None
        window = ReviewWindow(Theme(look_of(settings)), archive, places=remembered)
    _keep_awake(window)
    before = signal.signal(signal.SIGINT, lambda *_: window.close())
    try:
        window.show()
        return app.exec()
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _qt() -> Iterator[None]:
    """Where a library of the system is missing, a sentence says so."""
    try:
        yield
    except ImportError as error:
        if "shared object" not in str(error):
            raise
        raise InputError(
            f"Qt lacks a library of the system ({error}); install it or use --terminal."
        ) from error


def _application() -> QApplication:
    from ui.application import application
    from ui.tray import sign

    app = application(sys.argv[:1])
    app.setApplicationName("Call Assist")
    app.setWindowIcon(sign())
    return app


def _keep_awake(window: QWidget) -> None:
    """Python sees Ctrl+C only when it runs; Qt's loop would keep it asleep."""
    from PySide6.QtCore import QTimer

    awake = QTimer(window)
    awake.timeout.connect(lambda: None)
    awake.start(250)
