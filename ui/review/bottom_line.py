"""The window's last line: what was done, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Slot

from ui.announce import announce
from ui.paragraph import Paragraph
from ui.theme import Theme


class BottomLine(Paragraph):
    """Says it whole, in as many lines as that takes: what helps stands at a sentence's end. A screen reader says it
    too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, theme.tokens.body, "muted")

    @Slot(str)
    def say(self, text: str) -> None:
        self.setText(text)
        announce(self, text)
