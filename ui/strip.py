"""The folded sidebar's one line: what to do now, or what made things worse."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.motion import Motion
from ui.paragraph import Paragraph, settle
from ui.theme import Theme
from ui.warning import Triangle


class Strip(QWidget):
    """The headline of the card; of the warning, where there is one, with its sign."""

    def __init__(self, theme: Theme, motion: Motion) -> None:
        super().__init__()
        self._theme = theme
        self._motion = motion
        self._sign = Triangle(theme)
        self._headline = Paragraph(theme, theme.tokens.lead, weight=QFont.Weight.DemiBold)
        self._quiet = Paragraph(theme, theme.tokens.body, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 12)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._headline, 1)
        row.addWidget(self._quiet, 1)
        self._kind = ""
        self.show_words("", "")

    @property
    def text(self) -> str:
        return self._headline.text() or self._quiet.text()

    def show_words(self, kind: str, words: str) -> None:
        """`kind`: "warning", "card", or "" for quiet words."""
        if (kind, words) == (self._kind, self.text):
            return
        self._kind = kind
        self._sign.setVisible(kind == "warning")
        self._headline.setText(words if kind else "")
        self._headline.set_colour("warning" if kind == "warning" else "ink")
        self._quiet.setText("" if kind else words)
        self._headline.setVisible(bool(kind))
        self._quiet.setVisible(not kind)
        self.setAccessibleName(words)
        settle(self)
        self._motion.ease_in(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._kind:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("warning_ground" if self._kind == "warning" else "card"))
        painter.drawRect(self.rect())
        if self._kind == "card":
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(4, 8, 4, self.height() - 16), 2, 2)
