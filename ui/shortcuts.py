"""What the keys do in the sidebar, and its menu, which says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from ui.keys import DEEDS, READ_BACK
from ui.pages import Page
from ui.words import tr

OF_THE_CARD = ("done", "not_now", "tick")
MENU = ("settings", "overview", "follow_ups", "review", "", "fold", "other_edge", "", "close")


class Shortcuts(QObject):
    """The keys of `ui.keys` for one window. `deeds`: what each does; `number` is told which digit was pressed."""

    def __init__(
        self, window: QWidget, deeds: Mapping[str, Callable[[], object]], number: Callable[[int], object]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts: dict[str, list[QShortcut]] = {}
        for name, deed in deeds.items():
            for key in DEEDS[name].keys:
                self._add(name, key, deed)
        for digit, key in enumerate(DEEDS["tick"].keys, start=1):
            self._add("tick", key, partial(number, digit))

    def _add(self, name: str, key: str, deed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self._window)
        shortcut.activated.connect(deed)
        self._shortcuts.setdefault(name, []).append(shortcut)

    def hold_for(self, page: Page) -> None:
        """Only what can be done on a page has its keys there."""
        for name, shortcuts in self._shortcuts.items():
            here = page == "read_back" if name in READ_BACK else page == "call" or name not in OF_THE_CARD
            for shortcut in shortcuts:
                shortcut.setEnabled(here)

    def open_menu(self, button: QWidget) -> None:
        """The deeds that have no button of their own, below a button."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in MENU:
            if not name:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{tr(DEEDS[name].words)}\t{DEEDS[name].key}")
            action.triggered.connect(self._shortcuts[name][0].activated)
        at = button.mapToGlobal(button.rect().bottomRight())
        menu.popup(QPoint(at.x() - menu.sizeHint().width(), at.y() + 4))
