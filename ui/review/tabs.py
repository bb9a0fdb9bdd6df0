"""The names of pages that stand in one place, of which one is seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.buttons import TextButton
from ui.flow import Flow
from ui.theme import Theme


class Tabs(QWidget):
    """`chosen` carries the number of the page whose name was clicked; the first is 0."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names = QButtonGroup(self)
        self._names.idClicked.connect(self.chosen)
        self._flow = Flow(self, 4)

    def add(self, name: str, deed: str) -> None:
        """One more page; `deed` is what its tool tip tells of."""
        tab = TextButton(self._theme, name, "tab", deed)
        tab.setCheckable(True)
        self._names.addButton(tab, len(self._names.buttons()))
        self._flow.addWidget(tab)

    def mark(self, number: int) -> None:
        """This page is seen now."""
        self._names.button(number).setChecked(True)
