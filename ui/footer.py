"""The bottom line: which playbook, what is saved, and a quiet word about the program itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.one_line import OneLine
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr

SIDE, ABOVE = 16, 4


class Footer(QWidget):
    """A notice, if there is one, stands in a line of its own above; else what is wrong for as long as it is."""

    def __init__(self, theme: Theme, playbook: str) -> None:
        super().__init__()
        body = theme.tokens.body
        self._notice = Paragraph(theme, body, "muted")
        self._notice.hide()
        self._passing = ""
        self._trouble = ""
        self._title = OneLine(theme)
        self.show_playbook(playbook)
        self._saved = Paragraph(theme, body, "muted").as_label()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 1)
        line.addWidget(self._saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 8, SIDE, 8)
        column.setSpacing(ABOVE)
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
        self._passing = text
        self._tell()

    def show_trouble(self, text: str) -> None:
        """What is wrong now; an empty text when nothing is."""
        if text != self._trouble:
            self._trouble = text
            self._tell()

    def _tell(self) -> None:
        words = self._passing or self._trouble
        self._notice.set_colour("muted" if self._passing else "warning")
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    @property
    def lines_above(self) -> int:
        """How high a notice makes it, beyond its usual height."""
        if self._notice.isHidden():
            return 0
        return self._notice.heightForWidth(self.width() - 2 * SIDE) + ABOVE

    def show_saved(self, text: str) -> None:
        if self._saved.text() != text:
            self._saved.setText(text)
