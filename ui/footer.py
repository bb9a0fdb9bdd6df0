"""The bottom line: which playbook, what is saved, and a quiet word about the program itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.paragraph import Paragraph
from ui.theme import Theme


class OneLine(QLabel):
    """A line of quiet text that gives way with an ellipsis, and shows the whole in its tool tip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFont(theme.font(theme.tokens.body))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("muted"))
        line = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


class Footer(QWidget):
    """A notice, if there is one, stands in a line of its own above."""

    def __init__(self, theme: Theme, playbook: str) -> None:
        super().__init__()
        body = theme.tokens.body
        self._notice = Paragraph(theme, body, "muted")
        self._notice.hide()
        title = OneLine(theme)
        title.setText(f"Playbook: {playbook}")
        title.setToolTip(title.text())
        self._saved = Paragraph(theme, body, "muted")
        self._saved.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(title, 1)
        line.addWidget(self._saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addWidget(self._notice)
        column.addLayout(line)

    @property
    def notice(self) -> str:
        return self._notice.text()

    @property
    def saved(self) -> str:
        return self._saved.text()

    def show_notice(self, text: str) -> None:
        """An empty text takes the notice away."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def show_saved(self, text: str) -> None:
        if self._saved.text() != text:
            self._saved.setText(text)
