"""Keys that work while another program has the focus. Optional: needs the package pynput, and X11, Windows or macOS."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.words import tr

REPEAT_MS = 80
"""X11 tells of a held key as of many short ones; a release that is followed by a press within this is none."""


def why_not() -> str:
    """Empty where such keys can be heard; else one sentence that says why not."""
    if sys.platform.startswith("linux") and os.environ.get("WAYLAND_DISPLAY"):
        return tr(
            "Wayland lets no program hear keys meant for another; set a shortcut in your desktop instead."
        )
    try:
        import pynput.keyboard  # noqa: F401
    except ImportError:
        return tr("They need the package pynput: pip install 'call-assist[hotkeys]'.")
    except Exception as problem:  # pynput raises its own kinds where there is no display to listen on
        return tr("They cannot be heard here ({reason}).", reason=type(problem).__name__)
    return ""


class Combination:
    """Keys that count when all of them are down; `tell` is given True then, and False once one is up again."""

    def __init__(self, keys: frozenset[object], tell: Callable[[bool], None]) -> None:
        self._keys = keys
        self._tell = tell
        self._down: set[object] = set()

    def press(self, key: object) -> None:
        if key in self._keys and key not in self._down:
            self._down.add(key)
            if self._down == self._keys:
                self._tell(True)

    def release(self, key: object) -> None:
        if key in self._down:
            if self._down == self._keys:
                self._tell(False)
            self._down.discard(key)


class Hotkeys(QObject):
    """Listens for the keys of the settings; `pressed` and `released` carry the deed's name, in the window's thread."""

    pressed = Signal(str)
    released = Signal(str)
    _heard = Signal(str, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listener: Any = None
        self._held = ""
        self._up = QTimer(self)
        self._up.setSingleShot(True)
        self._up.setInterval(REPEAT_MS)
        self._up.timeout.connect(self._release)
        self._heard.connect(self._take)

    def listen(self, keys: Mapping[str, str]) -> str:
        """Hears these keys from now on, such as {"done": "ctrl+alt+d"}. Returns what is wrong with them, or ""."""
        self.rest()
        wanted = {key: name for name, key in keys.items() if key}
        if not wanted:
            return ""
        if reason := why_not():
            return reason
        from pynput import keyboard

        combinations: list[Combination] = []
        for key, name in wanted.items():
            try:
                parsed = frozenset(keyboard.HotKey.parse(_spelled(key)))
            except ValueError:
                return tr("{key} is no key: expected something like ctrl+alt+d.", key=key)
            # from pynput's thread into the window's
            combinations.append(Combination(parsed, partial(self._heard.emit, name)))

        def press(key: Any) -> None:
            for one in combinations:
                one.press(listener.canonical(key))

        def release(key: Any) -> None:
            for one in combinations:
                one.release(listener.canonical(key))

        self._listener = listener = keyboard.Listener(on_press=press, on_release=release)
        listener.start()
        return ""

    @Slot(str, bool)
    def _take(self, name: str, down: bool) -> None:
        if not down:
            self._up.start()
        elif self._held == name and self._up.isActive():
            self._up.stop()
        else:
            self._release()
            self._held = name
            self.pressed.emit(name)

    @Slot()
    def _release(self) -> None:
        self._up.stop()
        if self._held:
            name, self._held = self._held, ""
            self.released.emit(name)

    def rest(self) -> None:
        """Hears nothing any more."""
        self._release()
        if self._listener is not None:
            self._listener.stop()
            self._listener = None


def _spelled(key: str) -> str:
    """ctrl+alt+d as pynput wants it: <ctrl>+<alt>+d."""
    return "+".join(part if len(part) == 1 else f"<{part}>" for part in key.lower().split("+"))
