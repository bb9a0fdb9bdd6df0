"""The warning: what made things worse, and a line that repairs it.

It differs from a card in shape, not in colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
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
        self._headline = Paragraph(theme, tokens.reading, "warning", QFont.Weight.DemiBold)
        self._lead_in = Paragraph(theme, tokens.body, "muted")
        self._repair = Paragraph(theme, tokens.lead)
        self._why = Paragraph(theme, tokens.body, "muted")

        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Triangle(theme), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._headline, 1)
        self._tight = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(4)
        layout.addLayout(top)
        for part in (self._lead_in, self._repair, self._why):
            layout.addWidget(part)
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
        self._why.setVisible(bool(why) and not self._tight)
        self.setAccessibleName(tr("Warning: {headline}", headline=headline))
        instead = " ".join(filter(None, (lead_in, repair)))
        self.setAccessibleDescription(instead)
        self.show()
        settle(self)
        self._motion.ease_in(self)
        announce(self, f"{headline}. {instead}", now=True)

    def set_tight(self, tight: bool) -> None:
        """Where there is little room the reason, which the transcript shows, gives way."""
        if tight != self._tight:
            self._tight = tight
            self._why.setVisible(bool(self._why.text()) and not tight)
            settle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warning"), 1.5))
        painter.setBrush(theme.colour("warning_ground"))
        radius = theme.tokens.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
