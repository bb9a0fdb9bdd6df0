"""Opens the sidebar. Light to import: Qt is loaded when a window is asked for."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from assist.errors import InputError

if TYPE_CHECKING:
    from ui.bridge import MakeEvents
    from ui.call_control import SaveNote
    from ui.playbook_shape import PlaybookShape
    from ui.theme import ThemeChoice


def has_display() -> bool:
    """Whether a window could be opened here."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith(("linux", "freebsd")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(
    make_events: MakeEvents,
    playbook: PlaybookShape,
    title: str,
    theme: ThemeChoice = "system",
    on_save: SaveNote | None = None,
    close_when_done: bool = False,
    start_at_once: bool = True,
) -> int:
    """Shows a call in the sidebar until the window is closed; the call starts at once, or when asked to.

    `make_events(actions, stop)` is iterated in a thread of its own. `on_save(note)` saves the note and says
    where; without it the note is copied. With `close_when_done` the window closes when the events end.
    What stopped a call is shown in the window, and raised again after the window was closed.
    Raises InputError where no window can be opened."""
    if not has_display():
        raise InputError("There is no display to open a window on; use --terminal.")
    try:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from ui.call_control import CallControl
        from ui.sidebar import Sidebar
        from ui.theme import Theme
    except ImportError as error:
        if "shared object" not in str(error):
            raise
        raise InputError(
            f"Qt lacks a library of the system ({error}); install it or use --terminal."
        ) from error

    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Call Assist")
    sidebar = Sidebar(playbook, Theme(theme), title)
    sidebar.close_when_done = close_when_done
    control = CallControl(make_events, sidebar, on_save)

    # Python sees Ctrl+C only when it runs; Qt's loop would keep it asleep
    awake = QTimer(sidebar)
    awake.timeout.connect(lambda: None)
    awake.start(250)
    before = signal.signal(
        signal.SIGINT, lambda *_: sidebar.end_and_close() if sidebar.call.live else sidebar.close()
    )
    try:
        sidebar.show()
        if start_at_once:
            control.start()
        status = app.exec()
    finally:
        control.wait()
        signal.signal(signal.SIGINT, before)
    if control.failure is not None:
        raise control.failure
    return status
