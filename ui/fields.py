"""Fields that show in the theme's own signs what they are: one to choose from, one to tick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from ui.icon import draw_icon
from ui.theme import Theme


class ChoiceBox(QComboBox):
    """One of several, folded into a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setItemDelegate(QStyledItemDelegate(self))  # whose items the style sheet gives room

    def dress(self) -> None:
        """Takes the theme's type, and room for its longest text beside the sign."""
        self.setFont(self._theme.font(self._theme.tokens.body))
        texts = [self.itemText(at) for at in range(self.count())]
        longest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        self.setMinimumWidth(longest + self._theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._theme.px(14)
        place = QRectF(self.width() - side - 9, (self.height() - side) / 2, side, side)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = int(place.left()) - self._theme.px(12)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        draw_icon(painter, "unfold", place, self._theme.colour("muted"))


class TickBox(QCheckBox):
    """Yes or no."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme

    def _side(self) -> int:
        return self._theme.px(18)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._side() + 8 + words + 2, max(self._side(), self.fontMetrics().height()) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self._theme, self._side()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - side) / 2, side - 1, side - 1)
        checked, focused = self.isChecked(), self.hasFocus()
        edge = ("ink" if focused else "accent") if checked else ("accent" if focused else "edge")
        painter.setPen(QPen(theme.colour(edge), 1.4))
        painter.setBrush(theme.colour("accent" if checked else "card"))
        painter.drawRoundedRect(box, 5, 5)
        if checked:
            draw_icon(painter, "tick", box.adjusted(2, 2, -2, -2), theme.colour("on_accent"))
        painter.setPen(theme.colour("ink"))
        painter.setFont(self.font())
        words = QRectF(side + 8, 0, self.width() - side - 8, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
