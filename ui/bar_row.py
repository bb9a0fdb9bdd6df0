"""One figure of a picture: what it is, how many of how many, and a bar as long as its share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.paragraph import lay_out
from ui.theme import Theme


class BarRow(QAbstractButton):
    """Words and number stand above the bar, so that neither needs a legend; the shade alone says nothing. Where it
    opens something, it is reached by Tab and pressed by Space; else it only shows."""

    def __init__(
        self, theme: Theme, words: str, value: str, share: float, *, colour: str = "accent", opens: str = ""
    ) -> None:
        """`share`: 0 to 1. `opens`: what a press will open, in words; "" where it opens nothing."""
        super().__init__()
        self._theme = theme
        self.share = min(max(share, 0.0), 1.0)
        self._value = value
        self._colour = colour
        self._opens = bool(opens)
        self.setText(words)
        self.setAccessibleName(f"{words}: {value}")
        self.setAccessibleDescription(opens)
        self.setToolTip(opens)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not opens)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def value(self) -> str:
        return self._value

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(self._theme.tokens.body))
        self.updateGeometry()
        self.update()

    def _measures(self, width: int) -> tuple[int, int, int]:
        """The room of the number, of the words beside it, and the height of a line."""
        line = self._theme.line_height(self._theme.tokens.body)
        number = self.fontMetrics().horizontalAdvance(self._value) + 2
        return number, max(width - number - self._theme.px(16) - 2 * PAD, 40), line

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _, room, line = self._measures(width)
        return (
            lay_out(self.text(), self.font(), room, line)[1]
            + self._theme.px(BAR)
            + 2 * PAD
            + self._theme.px(4)
        )

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(280), self.heightForWidth(self._theme.px(280)))

    def minimumSizeHint(self) -> QSize:
        number, _, line = self._measures(0)
        return QSize(number + self._theme.px(100), line)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self._opens and (self.underMouse() or self.isDown())
        painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ground") if hot else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        number, room, line = self._measures(self.width())
        words, height = lay_out(self.text(), self.font(), room, line)
        painter.setPen(theme.colour("ink"))
        words.draw(painter, QPointF(PAD, PAD))
        painter.setPen(theme.colour("muted"))
        painter.setFont(self.font())
        beside = QRectF(self.width() - PAD - number, PAD, number, line)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._value)
        bar = QRectF(PAD, PAD + height + theme.px(2), self.width() - 2 * PAD, theme.px(BAR))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("chip"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if self.share:
            # never shorter than it is high: a small share is seen too
            filled = QRectF(bar)
            filled.setWidth(max(bar.width() * self.share, bar.height()))
            painter.setBrush(theme.colour(self._colour))
            painter.drawRoundedRect(filled, bar.height() / 2, bar.height() / 2)


BAR = 8
"""The height of a bar, at the usual size of type."""
PAD = 6
