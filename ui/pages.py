"""What fills the sidebar below its call bar: the call, the read-back, all keys, or the promises that are due."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

Page = Literal["call", "read_back", "keys", "follow_ups"]


class Pages(QStackedWidget):
    """One page at a time; its reader has the keys. `turned` carries the page's name."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names: list[Page] = []
        self._readers: list[QWidget] = []

    def add(self, name: Page, page: QWidget, reader: QWidget | None = None) -> None:
        """`reader`: the part of the page that takes the keys, where it is not the page itself."""
        self._names.append(name)
        self._readers.append(reader or page)
        self.addWidget(page)

    @property
    def page(self) -> Page:
        return self._names[self.currentIndex()]

    def hasHeightForWidth(self) -> bool:
        return False  # it takes what the bar above and the line below leave

    def turn_to(self, name: Page) -> None:
        place = self._names.index(name)
        self.setCurrentIndex(place)
        self._readers[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit(name)
