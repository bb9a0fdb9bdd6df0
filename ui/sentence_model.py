"""The optional model of sentences: what it does, fetching it, taking it away again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.buttons import TextButton
from ui.choices import Choices
from ui.download import Download
from ui.model_line import ModelLine
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class SentenceModel(QWidget):
    """One button fetches it and stops that, another takes it away."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__()
        heading = Paragraph(theme, theme.tokens.body, weight=QFont.Weight.DemiBold).as_label()
        heading.setText(tr("Sentence model"))
        self.button = TextButton(theme, "", "link")
        self.line = ModelLine(theme, choices, choices.sentences, heading, (self.button,))
        self.line.removed.connect(self._removed)
        self.button.setAccessibleDescription(tr(self.line.model.advice))
        self.button.clicked.connect(self._press)
        self.download = Download(theme, choices)
        self.download.ended.connect(self._ended)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.download)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Another program may have fetched or removed it since the last time."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        """What the button does now."""
        if self.download.running:
            words, tip = tr("Stop"), tr("Stop the download; it goes on from here next time")
        else:
            words, tip = tr("Fetch"), tr("Fetch it over the network, once")
        self.button.setText(words)
        self.button.setToolTip(f"{tip} ({tr('Tab, then Space')})")
        self.line.look_again(coming=self.download.running)
        self.button.setVisible(self.download.running or not self.line.model.here)

    @Slot()
    def _press(self) -> None:
        if self.download.running:
            self.download.stop()
            self.download.rest(tr("Stopped. It goes on from here when you fetch it again."))
        else:
            self.download.begin(self.line.model.name, tr("the sentence model"))
        self._show()

    @Slot(str)
    def _ended(self, problem: str) -> None:
        had_keys = self.button.hasFocus()
        self._show()
        if not problem:
            self.download.rest(tr("It is here; the next call uses it."))
            if had_keys:
                self.line.remove.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _removed(self) -> None:
        self.download.rest("")
        self._show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
