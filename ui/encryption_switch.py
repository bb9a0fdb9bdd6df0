"""Whether the calls of this machine are encrypted: asked, done beside the window, and said as it is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.choices import Choices
from ui.errand import Errand
from ui.fields import TickBox
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class EncryptionSwitch(QWidget):
    """`changed` carries the Settings that hold from now on; `refused` why the file could not be encrypted."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme, choices: Choices, wanted: bool) -> None:
        super().__init__()
        self._choices = choices
        self._errand = Errand(self)
        self._errand.told.connect(self.changed)
        self._errand.done.connect(self._finish)
        self.box = TickBox(theme, tr("Encrypt the calls on this machine"))
        self.box.setChecked(wanted)
        self.box.setToolTip(f"{self.box.text()} ({tr('Space')})")
        self.box.toggled.connect(self._set)
        self.state = Paragraph(theme, theme.tokens.body, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.state)
        self._say()

    def _say(self) -> None:
        """How it is now."""
        encrypted = self._choices.is_encrypted()
        if encrypted and not self.box.isChecked():
            words = tr("The calls that are here stay encrypted, and go on being opened with their key.")
        elif encrypted:
            words = tr("The calls are encrypted.")
        elif self.box.isChecked():
            words = tr("They will be encrypted, from the first call on.")
        else:
            words = tr(
                "They are not encrypted: nobody else here can read them, but whoever gets hold of the disk can."
            )
        self.state.setText(words)

    @Slot(bool)
    def _set(self, wanted: bool) -> None:
        """Many calls take a while."""
        self.box.setEnabled(False)
        if wanted:
            self.state.setText(tr("Encrypting the calls that are here…"))
        self._errand.begin(lambda tell, _stop: tell(self._choices.encrypt(wanted)))

    @Slot(str)
    def _finish(self, problem: str) -> None:
        if problem:
            self.box.blockSignals(True)
            self.box.setChecked(not self.box.isChecked())
            self.box.blockSignals(False)
        self.box.setEnabled(True)
        self.refused.emit(problem)
        self._say()
