"""A line at the foot of the review window that asks for something, and tells how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.buttons import TextButton
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class Bar(QWidget):
    """Hidden until it asks. `left`: it is put away, and what is under way is to stop."""

    left = Signal()

    def __init__(self, theme: Theme, progress: str) -> None:
        """`progress`: what its progress is called."""
        super().__init__()
        self._theme = theme
        self.words = Paragraph(theme, theme.tokens.body, weight=QFont.Weight.DemiBold).as_label()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(progress)
        self.cancel = TextButton(theme, tr("Cancel"), "", "review_list")
        self.cancel.clicked.connect(self.leave)
        self.hide()

    def _hold(self, *parts: QWidget) -> None:
        """These, from left to right, between the words and Cancel."""
        flow = Flow(self, 10)
        flow.setContentsMargins(16, 8, 16, 8)
        for part in (self.words, *parts, self.cancel):
            flow.addWidget(part)
        self._theme.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        """Fonts and widths by the theme."""

    @Slot()
    def leave(self) -> None:
        if not self.isHidden():
            self.hide()
            self.left.emit()
