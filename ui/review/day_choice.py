"""The days that calls are looked for in: by a name that they have, or from one day to another, as they are typed."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from assist.errors import InputError
from assist.note.text import day
from assist.review.wanted import DAYS, Span, days, span
from ui.fields import ChoiceBox
from ui.theme import Theme
from ui.words import tr

_OTHER = "Other days"


class DayChoice(QObject):
    """`named` writes the days of a name into the two lines, which are what holds. `changed`: other days do;
    `refused` carries what is wrong with those that were typed."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.named = ChoiceBox(theme)
        self.named.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for name in (*DAYS, _OTHER):
            self.named.addItem(tr(name), name)
        self.named.activated.connect(self._take_name)
        self.since = self._line()
        self.until = self._line()
        for field, name, tip in (
            (self.named, tr("Day"), tr("Day (Tab)")),
            (self.since, tr("From"), tr("The first day, such as 2026-11-01 (Enter)")),
            (self.until, tr("To"), tr("The last day, such as 2026-11-30 (Enter)")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tip)
        self._span: Span = (None, None)

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(tr("2026-11-19"))
        line.editingFinished.connect(self._take_typed)
        return line

    @property
    def span(self) -> Span:
        """From when, and until when (not included)."""
        return self._span

    @property
    def words(self) -> str:
        """The days in a few words; none where every day will do."""
        if self._span == (None, None):
            return ""
        if self.named.currentData() != _OTHER:
            return self.named.currentText()
        since, until = (day(at.isoformat(), tr) if at else "" for at in self._first_and_last())
        if since == until:
            return since
        if not until:
            return tr("from {day}", day=since)
        return tr("to {day}", day=until) if not since else tr("{since} to {until}", since=since, until=until)

    def show_span(self, wanted: Span) -> None:
        """Sets all three; tells nobody."""
        self._span = wanted
        for line, at in zip((self.since, self.until), self._first_and_last(), strict=True):
            line.setText(at.isoformat() if at else "")
        today = datetime.date.today()
        name = next((name for name in DAYS if days(name, today) == wanted), _OTHER)
        self.named.setCurrentIndex(self.named.findData(name))

    def _first_and_last(self) -> tuple[datetime.date | None, datetime.date | None]:
        since, until = self._span
        return since.date() if since else None, (until - datetime.timedelta(days=1)).date() if until else None

    @Slot()
    def _take_name(self) -> None:
        name = self.named.currentData()
        if name == _OTHER:
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_span(days(name, datetime.date.today()))
        self.changed.emit()

    @Slot()
    def _take_typed(self) -> None:
        try:
            wanted = span(self.since.text(), self.until.text())
        except InputError as problem:
            self.refused.emit(str(problem))
            return
        if wanted != self._span:
            self.show_span(wanted)
            self.changed.emit()
