"""Keys that work while another program has the focus. Optional: needs the package pynput, and X11, Windows or macOS."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.words import tr


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


class Hotkeys(QObject):
    """Listens for the keys of the settings; `pressed` carries the deed's name, in the window's thread."""

    pressed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listener: Any = None

    def listen(self, keys: Mapping[str, str]) -> str:
        """Hears these keys from now on, such as {"done": "ctrl+alt+d"}. Returns what is wrong with them, or ""."""
        self.rest()
        wanted = {key: name for name, key in keys.items() if key}
        if not wanted:
            return ""
        if reason := why_not():
            return reason
        from pynput import keyboard

        deeds: dict[str, Any] = {}
        for key, name in wanted.items():
            try:
                deeds[_spelled(key)] = lambda name=name: self.pressed.emit(name)
                keyboard.HotKey.parse(_spelled(key))
            except ValueError:
                return tr("{key} is no key: expected something like ctrl+alt+d.", key=key)
        self._listener = keyboard.GlobalHotKeys(deeds)
        self._listener.start()
        return ""

    def rest(self) -> None:
        """Hears nothing any more."""
        if self._listener is not None:
            self._listener.stop()
            self._listener = None


def _spelled(key: str) -> str:
    """ctrl+alt+d as pynput wants it: <ctrl>+<alt>+d."""
    return "+".join(part if len(part) == 1 else f"<{part}>" for part in key.lower().split("+"))
