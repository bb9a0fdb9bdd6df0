"""The optional model of sentences: what it does, fetching it, taking it away again."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import TextButton
from ui.choices import Choices
from ui.download import Download
from ui.errand import Errand
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class SentenceModel(QWidget):
    """One button, which keeps its place and the focus: it fetches, stops, or takes away."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._model = model = choices.sentences()
        self._here = model.here
        self._removing = Errand(self)
        self._removing.done.connect(self._removed)
        heading = Paragraph(theme, theme.tokens.body, weight=QFont.Weight.DemiBold).as_label()
        heading.setText(tr("Sentence model"))
        self._place = Paragraph(theme, theme.tokens.small, "muted").as_label()
        advice = Paragraph(theme, theme.tokens.body, "muted")
        advice.setText(tr(model.advice))
        self.button = TextButton(theme, "")
        self.button.setAccessibleDescription(advice.text())
        self.button.clicked.connect(self._press)
        self.download = Download(theme, choices, self.button)
        self.download.ended.connect(self._ended)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(heading)
        top.addWidget(self._place)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(advice)
        column.addSpacing(4)
        column.addWidget(self.download)
        self._show()

    @property
    def place(self) -> str:
        """Where it is."""
        return self._place.text()

    def _show(self) -> None:
        """What the button does now."""
        if self.download.running:
            words, tip = tr("Stop"), tr("Stop the download; it goes on from here next time")
        elif self._here:
            words, tip = tr("Remove"), tr("Delete it from this machine; it can be fetched again")
        else:
            words, tip = tr("Fetch"), tr("Fetch it over the network, once")
        self.button.setText(words)
        self.button.setToolTip(f"{tip} ({tr('Tab, then Space')})")
        self._place.setText(
            tr("on this machine") if self._here else tr("{size} MB to fetch", size=self._model.megabytes)
        )

    @Slot()
    def _press(self) -> None:
        if self.download.running:
            self.download.stop()
            self.download.rest(tr("Stopped. It goes on from here when you fetch it again."))
        elif self._here:
            self.button.setEnabled(False)
            self._removing.begin(lambda _tell, _stop: self._choices.remove(self._model.name))
        else:
            self.download.begin(self._model.name, tr("the sentence model"))
        self._show()

    @Slot(str)
    def _ended(self, problem: str) -> None:
        if not problem:
            self._here = True
            self.download.rest(tr("It is here; the next call uses it."))
        self._show()

    @Slot(str)
    def _removed(self, problem: str) -> None:
        self._here = self._choices.sentences().here
        self.download.rest(problem or tr("It is gone; the next call does without."))
        self.button.setEnabled(True)
        self._show()
