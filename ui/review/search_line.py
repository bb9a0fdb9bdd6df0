"""The line into which one writes what one looks for; it searches when one stops typing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from ui.icon import draw_icon
from ui.theme import Theme
from ui.words import tr

WAIT_MS = 220
"""After the last key."""


class SearchLine(QLineEdit):
    """`searched` when there is something else to look for; `entered` when one goes on to what was found."""

    searched = Signal()
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(tr('Search words, "phrases", begin*'))
        self.setAccessibleName(tr("Search"))
        self.setClearButtonEnabled(False)
        self.setTextMargins(theme.px(20), 0, 0, 0)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.searched)
        self.textEdited.connect(lambda _text: self._wait.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._wait.stop()
            self.searched.emit()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._theme.px(14)
        place = QRectF(9, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, "search", place, self._theme.colour("muted"))
