"""The warning: what made things worse, and a line that repairs it.

It differs from a card in shape, not in colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.announce import announce
from ui.icon import draw_icon
from ui.motion import Motion
from ui.paragraph import Paragraph, settle
from ui.theme import Theme
from ui.words import tr


class Triangle(QWidget):
    """The warning sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self.setFixedSize(self._theme.px(24), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), "warning", QRectF(self.rect()), self._theme.colour("warning"))


class WarningCard(QWidget):
    """A bordered card with a triangle; hidden while there is nothing to warn of."""

    def __init__(self, theme: Theme, motion: Motion) -> None:
        super().__init__()
        self._theme = theme
        self._motion = motion
        tokens = theme.tokens
        self._headline = Paragraph(theme, tokens.lead, "warning", QFont.Weight.DemiBold)
        self._lead_in = Paragraph(theme, tokens.body, "muted")
        self._repair = Paragraph(theme, tokens.lead)
        self._why = Paragraph(theme, tokens.body, "muted")

        texts = QVBoxLayout()
        texts.setSpacing(4)
        for part in (self._headline, self._lead_in, self._repair, self._why):
            texts.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        sign = QVBoxLayout()
        sign.addWidget(Triangle(theme))
        sign.addStretch(1)
        layout.addLayout(sign)
        layout.addLayout(texts, 1)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be read on it, from top to bottom."""
        parts = (self._headline, self._lead_in, self._repair, self._why)
        return tuple(part.text() for part in parts if not part.isHidden())

    def show_words(self, headline: str, lead_in: str = "", repair: str = "", why: str = "") -> None:
        """Shows the parts that have words."""
        for part, words in (
            (self._headline, headline),
            (self._lead_in, lead_in),
            (self._repair, repair),
            (self._why, why),
        ):
            part.setText(words)
            part.setVisible(bool(words))
        self.setAccessibleName(tr("Warning: {headline}", headline=headline))
        instead = " ".join(filter(None, (lead_in, repair)))
        self.setAccessibleDescription(instead)
        self.show()
        settle(self)
        self._motion.ease_in(self)
        announce(self, f"{headline}. {instead}", now=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warning"), 1.5))
        painter.setBrush(theme.colour("warning_ground"))
        radius = theme.tokens.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
