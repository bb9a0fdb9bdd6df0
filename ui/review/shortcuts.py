"""What the keys do in the review window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.keys import REVIEW


def add_shortcuts(
    window: QWidget, deeds: Mapping[str, Callable[[], object]], players: Sequence[QWidget]
) -> None:
    """The keys of `ui.keys.REVIEW` for the window, which keeps them. `deeds`: what each does. `players`: the parts in
    which Space plays; elsewhere it presses buttons."""
    for name, deed in deeds.items():
        for key in REVIEW[name].keys:
            for place in players if key == "Space" else (window,):
                shortcut = QShortcut(QKeySequence(key), place)
                if place is not window:
                    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(deed)
