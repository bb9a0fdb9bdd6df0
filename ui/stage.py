"""Where cards and warnings come and go, while nothing below moves."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.card import NO_REASON, NO_STEP, Card
from ui.scrolling import Edges
from ui.theme import Theme
from ui.warning import WarningCard
from ui.wrap_up import WrapUp

STAGE_HEIGHT = 296
"""What cards and warnings have for themselves, at the type's usual size."""
LEAST = 64


class Stage(QScrollArea):
    """Keeps a card's usual height when it is empty, and in one call never gets lower than a card needed; what the
    agent has explained has more for as long as it is there. A card that is too long scrolls. After the call it has what
    the wrap-up needs."""

    def __init__(self, theme: Theme, warning: WarningCard, card: Card, wrap_up: WrapUp) -> None:
        super().__init__()
        self._theme = theme
        self._card = card
        self._warning = warning
        self._wrap_up = wrap_up
        self._highest = 0
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._parts = parts = QVBoxLayout(page)
        parts.setContentsMargins(16, 16, 16, 8)
        parts.setSpacing(8)
        widgets: tuple[QWidget, ...] = (warning, card, wrap_up)
        for part in widgets:
            parts.addWidget(part)
        parts.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        Edges(self, theme)

    def forget(self) -> None:
        """A new call, another size: the height starts anew."""
        self._highest = 0

    def needs(self, width: int) -> int:
        """The height of all that it shows."""
        return self._parts.totalHeightForWidth(width)

    def _tightened(self, width: int, tight: int) -> int:
        """What all of it needs when so much gives way."""
        self._card.set_tight(tight)
        self._warning.set_tight(tight > 0)
        self._wrap_up.set_tight(tight == NO_REASON)
        # the wrap-up's buttons bring the rest of the distance along
        margins = QMargins(16, 8 if tight == NO_REASON else 16, 16, 8 if self._wrap_up.isHidden() else 2)
        if self._parts.contentsMargins() != margins:
            self._parts.setContentsMargins(margins)
        return self._parts.totalHeightForWidth(width)

    def fit(self, width: int, room: int) -> int:
        """Takes the height that its cards need at a width, within what there is room for; returns it."""
        usual = self._theme.px(STAGE_HEIGHT)
        wanted = self._tightened(width, 0)
        if wanted > min(usual, room) and not self._card.explained:  # rather than move what is below
            wanted = self._tightened(width, NO_STEP)
        if wanted > room:
            wanted = self._tightened(width, NO_REASON)
        if self._wrap_up.isHidden():
            lasting = usual if self._card.explained else max(usual, wanted)
            self._highest = max(self._highest, lasting)
            wanted = max(self._highest, wanted)
        height = max(min(wanted, room), LEAST)
        if self.height() != height:
            self.setFixedHeight(height)
        return height
