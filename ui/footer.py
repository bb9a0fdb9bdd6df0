"""The bottom line: which playbook, what is saved, and a quiet word about the program itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.one_line import OneLine
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class Footer(QWidget):
    """A notice, if there is one, stands in a line of its own above."""

    def __init__(self, theme: Theme, playbook: str) -> None:
        super().__init__()
        body = theme.tokens.body
        self._notice = Paragraph(theme, body, "muted")
        self._notice.hide()
        self._title = OneLine(theme)
        self.show_playbook(playbook)
        self._saved = Paragraph(theme, body, "muted").as_label()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 1)
        line.addWidget(self._saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addWidget(self._notice)
        column.addLayout(line)

    def show_playbook(self, title: str) -> None:
        self._title.say(tr("Playbook: {title}", title=title))

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
