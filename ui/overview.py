"""All keys on one page, over the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import KeyButton
from ui.keys import GROUPS, Deed, shown
from ui.paragraph import Paragraph
from ui.scrolling import scrolled
from ui.theme import Theme
from ui.words import tr

WIDEST = 560
"""Of its lines, at the type's usual size."""
_Move = QAbstractSlider.SliderAction
_MOVES = {
    Qt.Key.Key_Up: _Move.SliderSingleStepSub,
    Qt.Key.Key_Down: _Move.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _Move.SliderPageStepSub,
    Qt.Key.Key_PageDown: _Move.SliderPageStepAdd,
    Qt.Key.Key_Home: _Move.SliderToMinimum,
    Qt.Key.Key_End: _Move.SliderToMaximum,
}


class KeyCap(Paragraph):
    """A key as it looks on the keyboard."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("chip"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setPen(self._theme.colour("ink"))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Overview(QWidget):
    """Every deed of some groups of `ui.keys` with its keys; a click, or any key that scrolls no list, leaves it."""

    left = Signal()

    def __init__(self, theme: Theme, groups: tuple[tuple[str, dict[str, Deed]], ...] = GROUPS) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(tr("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page = page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 8, 16)
        column.setSpacing(3)
        tokens = theme.tokens
        for title, deeds in groups:
            heading = Paragraph(theme, tokens.small, "muted", QFont.Weight.DemiBold, spacing=0.4)
            heading.setText(tr(title).upper())
            column.addSpacing(10)
            column.addWidget(heading)
            for deed in deeds.values():
                column.addWidget(self._line(deed))
        column.addStretch(1)
        self._area = scrolled(page, theme)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.back = KeyButton(theme, "leave", tr("Back"))
        self.back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.back)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.setSpacing(8)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        # in a wide window, too, the eye finds from the words to their key
        self._page.setMaximumWidth(self._theme.px(WIDEST))

    def _line(self, deed: Deed) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        words = Paragraph(self._theme, self._theme.tokens.body)
        words.setText(tr(deed.words))
        row.addWidget(words, 1)
        digits = len(deed.keys) > 2
        for key in (f"{deed.keys[0]}–{deed.keys[-1]}",) if digits else dict.fromkeys(map(shown, deed.keys)):
            cap = KeyCap(self._theme, self._theme.tokens.small, weight=QFont.Weight.Bold).as_label()
            cap.setText(f" {key} ")
            row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None:
            self.left.emit()
        else:
            self._area.verticalScrollBar().triggerAction(move)
