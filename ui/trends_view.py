"""Trends: four pictures of a set of calls. What is missed most, warnings, promises, and how clients felt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assist.calls.trends import PROMISES, PromiseTrend, StepTrend, Trends, UpsetTrend, WarningTrend, label
from assist.note.text import day
from assist.wording import typeset
from ui.bar_row import BarRow
from ui.buttons import TextButton
from ui.fields import ChoiceBox
from ui.paragraph import Paragraph
from ui.scrolling import scrolled
from ui.theme import Theme
from ui.words import tr

MOST_ROWS = 7
SIDE_BY_SIDE = 720
"""From this width on two pictures stand beside one another, at the usual size of type."""


class TrendsView(QWidget):
    """`chosen`: a bar was pressed; the CallFilter fields, such as {"missed": "ask_want"}, of the calls behind it.
    `exported`: the same figures are wanted as a file."""

    chosen = Signal(object)
    exported = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._people: list[Trends] = []
        self._labels: Mapping[str, str] = {}
        self.whose = ChoiceBox(theme)
        self.whose.setAccessibleName(tr("Whose calls"))
        self.whose.currentIndexChanged.connect(self._show)
        self.export = TextButton(theme, tr("Export as CSV"))
        self.export.clicked.connect(self.exported)
        self.summary = Paragraph(theme, theme.tokens.body, "muted")
        self.nothing = Paragraph(theme, theme.tokens.lead, "muted")
        self.nothing.setText(tr("No calls match. Widen the filter to see what they have in common."))
        self.missed = Picture(theme, tr("Missed most"))
        self.warnings = Picture(theme, tr("Warnings"))
        self.promises = Picture(theme, tr("Promises"))
        self.upset = Picture(theme, tr("Upset clients"))
        self.pictures = (self.missed, self.warnings, self.promises, self.upset)
        self._page = QWidget()
        self._beside = beside = QHBoxLayout()
        beside.setSpacing(0)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for one in self._columns:
            one.setSpacing(12)
            beside.addLayout(one)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(16, 4, 16, 16)
        page.addWidget(self.nothing)
        page.addLayout(beside)
        page.addStretch(1)
        self._shown_columns = 0
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 24, 0)
        top.setSpacing(12)
        top.addWidget(self.whose)
        top.addStretch(1)
        top.addWidget(self.export)
        below = QHBoxLayout()
        below.setContentsMargins(18, 0, 24, 0)
        below.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(scrolled(self._page, theme), 1)
        self._arrange()
        self._dress()
        theme.changed.connect(self._dress)

    def show_trends(self, everybody: Trends, people: Sequence[Trends], labels: Mapping[str, str]) -> None:
        """`people`: each person apart, as far as one may see them. `labels`: the steps' names in words."""
        chosen = self._people[self.whose.currentIndex()].who if self._people else ""
        # one person's figures and everybody's are the same where there is one person
        self._people = [everybody, *people] if len(people) > 1 else [everybody]
        self._labels = labels
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItems([one.who or tr("Everybody") for one in self._people])
        names = [one.who for one in self._people]
        self.whose.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.whose.blockSignals(False)
        self.whose.setVisible(len(self._people) > 1)
        self._dress()
        self._show()

    @Slot()
    def _show(self) -> None:
        shown = self._people[max(self.whose.currentIndex(), 0)]
        for picture in (*self.pictures, self.export):
            picture.setVisible(shown.calls > 0)
        self.nothing.setVisible(not shown.calls)
        self.summary.setText("")
        if not shown.calls or shown.since is None or shown.until is None:
            return
        days = tr("{since} to {until}", since=day(shown.since, tr), until=day(shown.until, tr))
        if shown.since == shown.until:
            days = day(shown.since, tr)
        calls = tr("1 call") if shown.calls == 1 else tr("{count} calls", count=shown.calls)
        self.summary.setText(f"{calls} · {days}")
        self._show_missed(shown.steps)
        self._show_warnings(shown.warnings, shown.calls)
        self._show_promises(shown.promises)
        self._show_upset(shown.upset)

    def _show_missed(self, steps: Sequence[StepTrend]) -> None:
        missed = [step for step in steps if step.missed][:MOST_ROWS]
        rows = [
            self._row(
                typeset(label(step.step, self._labels)),
                step.missed,
                step.kept + step.missed,
                "warning",
                missed=step.step,
            )
            for step in missed
        ]
        self.missed.show_rows("" if rows else tr("No step was missed."), rows)

    def _show_warnings(self, warnings: Sequence[WarningTrend], calls: int) -> None:
        rows = [
            self._row(typeset(one.headline), one.calls, calls, "warning", warning=one.headline)
            for one in warnings[:MOST_ROWS]
        ]
        self.warnings.show_rows("" if rows else tr("No warning was shown."), rows)

    def _show_promises(self, promises: PromiseTrend) -> None:
        counts = asdict(promises)
        due = sum(counts.values()) - promises.waiting
        rows = []
        if due:
            said = tr("{kept} of {due} due promises were kept in time.", kept=promises.kept, due=due)
        elif promises.waiting:
            said = tr("No promise is due yet.")
        else:
            said = tr("Nothing was promised.")
        for name, words in PROMISES.items():
            if counts[name]:
                colour = {"kept": "accent", "waiting": "edge"}.get(name, "warning")
                opens = {"promise_open": True} if name in ("overdue", "waiting") else {}
                rows.append(self._row(tr(words), counts[name], sum(counts.values()), colour, **opens))
        self.promises.show_rows(said, rows)

    def _show_upset(self, upset: UpsetTrend) -> None:
        calls = upset.calm + upset.calmed + upset.stayed + upset.became
        began, ended = upset.calmed + upset.stayed, upset.stayed + upset.became
        if began:
            said = tr(
                "{calmed} of {began} who began upset were calm at the end.", calmed=upset.calmed, began=began
            )
        elif ended:
            said = tr("Nobody began upset.")
        else:
            said = tr("Nobody was upset at the start or at the end.")
        rows = [
            self._row(tr("Upset in the first third"), began, calls, "warning"),
            self._row(tr("Upset in the last third"), ended, calls, "warning"),
        ]
        if upset.became:
            rows.append(self._row(tr("Began calm, ended upset"), upset.became, calls, "warning"))
        self.upset.show_rows(said, rows)

    def _row(self, words: str, count: int, of: int, colour: str, **opens: object) -> BarRow:
        value = tr("{count} of {of} · {share}", count=count, of=of, share=percent(count, of))
        says = tr("Show these calls") if opens else ""
        row = BarRow(self._theme, words, value, count / of if of else 0.0, colour=colour, opens=says)
        if opens:
            row.clicked.connect(lambda: self.chosen.emit(self._with_person(opens)))
        return row

    def _with_person(self, opens: dict[str, object]) -> dict[str, object]:
        who = self._people[max(self.whose.currentIndex(), 0)].who
        return {**opens, "agent": who} if who else opens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One column of pictures or two, by the room there is."""
        columns = 2 if self.width() >= self._theme.px(SIDE_BY_SIDE) else 1
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        for column in self._columns:
            for picture in self.pictures:
                column.removeWidget(picture)  # taken otherwise, its height would never be measured again
            while column.count():
                column.takeAt(0)
        for place, picture in enumerate(self.pictures):
            self._columns[place % columns].addWidget(picture)
        for place, column in enumerate(self._columns):
            column.addStretch(1)
            self._beside.setStretch(place, int(place < columns))
        self._beside.setSpacing(12 * (columns - 1))

    @Slot()
    def _dress(self) -> None:
        self.whose.dress()
        self._arrange()


class Picture(QWidget):
    """A card with a heading, a sentence where the bars do not say it, and its bars."""

    def __init__(self, theme: Theme, heading: str) -> None:
        super().__init__()
        self._theme = theme
        name = Paragraph(theme, theme.tokens.lead, weight=QFont.Weight.DemiBold)
        name.setText(heading)
        self.said = Paragraph(theme, theme.tokens.body, "muted")
        self.rows: list[BarRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 12, 10, 10)
        self._column.setSpacing(4)
        for paragraph in (name, self.said):
            inset = QHBoxLayout()
            inset.setContentsMargins(6, 0, 6, 0)
            inset.addWidget(paragraph)
            self._column.addLayout(inset)
        self._column.addSpacing(4)
        theme.changed.connect(self.update)

    def show_rows(self, said: str, rows: list[BarRow]) -> None:
        self.said.setText(said)
        self.said.setVisible(bool(said))
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = rows
        for row in rows:
            self._column.addWidget(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("card"))
        radius = self._theme.tokens.card_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def percent(count: int, of: int) -> str:
    """A share in words that never claim all or nothing where that is not so."""
    if not of:
        return "0 %"
    share = 100 * count / of
    if 0 < share < 1:
        return "< 1 %"
    if 99 < share < 100:
        return "> 99 %"
    return f"{round(share)} %"
