"""How calls leave the window as files: in which form, and with or without names and numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot

from assist.review.export import EVENTS, PDF, REPORT
from ui.buttons import TextButton
from ui.fields import ChoiceBox, TickBox
from ui.review.bar import Bar
from ui.theme import Theme
from ui.words import tr

_FORMS = (
    (REPORT, "Report (one HTML page)"),
    ("text", "Note as plain text"),
    ("markdown", "Note as Markdown"),
    ("html", "Note as HTML"),
    ("docx", "Note as Word document"),
    (PDF, "Note as PDF"),
    ("json", "Note as JSON"),
    ("ics", "Goal date for a calendar"),
    (EVENTS, "All that happened (JSON lines)"),
)


class ShareBar(Bar):
    """`asked` carries the form and whether to redact."""

    asked = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("How many are written"))
        self.progress.setFixedWidth(120)
        self.form = ChoiceBox(theme)
        self.form.setAccessibleName(tr("As"))
        self.form.setToolTip(tr("What the calls leave as (Tab)"))
        for form, name in _FORMS:
            self.form.addItem(tr(name), form)
        self.form.currentIndexChanged.connect(self._fit)
        self.redact = TickBox(theme, tr("Without names and numbers"))
        self.redact.setToolTip(
            tr("Takes out cards, phones, emails, bank accounts, references and names (Space)")
        )
        self.save = TextButton(theme, tr("Save…"), "primary")
        self.save.setToolTip(tr("Choose where it goes (Tab, then Space)"))
        self.save.clicked.connect(lambda: self.asked.emit(self.form.currentData(), self.redact.isChecked()))
        self._hold(self.form, self.redact, self.progress, self.save)

    @Slot()
    def _dress(self) -> None:
        font = self._theme.font(self._theme.tokens.body)
        for part in (self.form, self.redact):
            part.setFont(font)

    @Slot()
    def _fit(self) -> None:
        """What happened leaves as it is, or not at all."""
        raw = self.form.currentData() == EVENTS
        self.redact.setEnabled(not raw)
        if raw:
            self.redact.setChecked(False)

    def ask(self, count: int) -> None:
        """Opens for so many calls."""
        self.words.setText(tr("This call as") if count == 1 else tr("{count} calls as", count=count))
        self.progress.hide()
        self.progress.setRange(0, count)
        self.save.setEnabled(True)
        self.show()
        self.form.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_done(self, done: int) -> None:
        """So many are written."""
        self.save.setEnabled(False)
        self.progress.setVisible(self.progress.maximum() > 1)
        self.progress.setValue(done)
