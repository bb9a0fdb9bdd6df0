"""A question or a piece of news that stands above the bottom line until it is answered; it takes no focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import TextButton
from ui.motion import Motion
from ui.paragraph import Paragraph, settle
from ui.theme import Theme
from ui.words import tr

Answer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


class Question(QWidget):
    """Hidden while nothing is asked. The last answer is the one that changes nothing: Esc gives it."""

    def __init__(self, theme: Theme, motion: Motion | None = None, radius: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self._motion = motion
        self._radius = radius
        self._words = Paragraph(theme, theme.tokens.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._answers: list[TextButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; empty where nothing is."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, words: str, answers: Sequence[Answer], *, takes_away: bool = False) -> None:
        """The first answer is the one that is meant, and stands out unless it takes something away; Esc gives the
        last."""
        self._forget()
        self._words.setText(words)
        self.setAccessibleName(words)
        for place, (name, deed) in enumerate(answers):
            button = TextButton(self._theme, name, "primary" if place == 0 and not takes_away else "")
            key = tr("Esc") if place == len(answers) - 1 else tr("Tab, then Space")
            button.setToolTip(f"{name} ({key})")
            button.setAccessibleDescription(words)
            button.clicked.connect(self.close_question)
            button.clicked.connect(lambda _checked=False, deed=deed: deed())
            self._answers.append(button)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.show()
        settle(self)
        if self._motion is not None:
            self._motion.ease_in(self)

    @property
    def buttons(self) -> tuple[TextButton, ...]:
        return tuple(self._answers)

    def leave(self) -> bool:
        """Gives the answer that changes nothing; False where nothing is asked."""
        if self.isHidden() or not self._answers:
            return False
        self._answers[-1].click()
        return True

    @Slot()
    def close_question(self) -> None:
        self.hide()

    def _forget(self) -> None:
        self._answers.clear()
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(self.rect(), self._radius, self._radius)
