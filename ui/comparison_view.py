"""What another playbook would have changed in kept calls: chosen, replayed beside the window, and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from assist.calls.replay import Replayed, tally
from assist.calls.trends import label
from assist.coach.comparison import Change
from assist.review.call_time import when
from assist.wording import clock, typeset
from ui.bar_row import BarRow
from ui.buttons import TextButton
from ui.errand import Errand
from ui.fields import ChoiceBox
from ui.paragraph import Paragraph
from ui.scrolling import scrolled
from ui.theme import Theme
from ui.words import tr

MOST_CALLS = 50
"""So many changed calls are shown one by one; the bars count all of them."""
MOST_ROWS = 12
KINDS = {"prompt": "Card", "warning": "Warning", "omission": "Reminder", "step": "Tick"}


@dataclass(frozen=True, slots=True)
class Progress:
    """One more call has been replayed: the how many-th of how many, and what came of it."""

    done: int
    of: int
    call: Replayed


Compare = Callable[[str, Callable[[Progress], None], Flag], None]
"""Replays the calls through a playbook, by its name or file, telling of each, until the flag is set."""


class ComparisonView(QWidget):
    """`opened`: a call's number and the seconds at which something changes there."""

    opened = Signal(int, float)

    def __init__(
        self,
        theme: Theme,
        playbooks: Sequence[tuple[str, str]],
        compare: Compare,
        labels: Mapping[str, str],
    ) -> None:
        """`playbooks`: names and titles. `labels`: steps in words."""
        super().__init__()
        self._theme = theme
        self._compare = compare
        self._labels = labels
        self._errand = Errand(self)
        self._errand.told.connect(self._take)
        self._errand.done.connect(self._finish)
        self._changed: list[Replayed] = []
        self._done = 0
        self._said = Paragraph(theme, theme.tokens.body, "muted")
        self._said.setText(
            tr("Replays the calls of the list through another playbook. Nothing in the calls is changed.")
        )
        self.playbook = ChoiceBox(theme)
        self.playbook.setAccessibleName(tr("Playbook to compare with"))
        for name, title in playbooks:
            self.playbook.addItem(title, name)
        self.file = TextButton(theme, tr("Choose a file…"))
        self.file.clicked.connect(self._ask_for_file)
        self.start = TextButton(theme, tr("Compare"), "primary")
        self.start.clicked.connect(self.run)
        self.stop = TextButton(theme, tr("Stop"))
        self.stop.clicked.connect(self.cancel)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress of the comparison"))
        self.outcome = Paragraph(theme, theme.tokens.lead, weight=QFont.Weight.DemiBold)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 4, 16, 16)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._results: list[QWidget] = []
        top, middle = QHBoxLayout(), QHBoxLayout()
        for one in (self.playbook, self.file, self.start, self.stop):
            top.addWidget(one)
        top.insertStretch(2, 1)
        top.setSpacing(8)
        middle.addWidget(self.outcome, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 24, 0)
        head.setSpacing(8)
        head.addWidget(self._said)
        head.addLayout(top)
        head.addWidget(self._progress)
        head.addLayout(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(scrolled(page, theme), 1)
        self._dress()
        theme.changed.connect(self._dress)
        self._running(False)

    def choose(self, file: Path) -> None:
        """Takes a playbook's file for the one to compare with."""
        place = self.playbook.findData(str(file))
        if place < 0:
            self.playbook.addItem(file.name, str(file))
            place = self.playbook.count() - 1
        self.playbook.setCurrentIndex(place)
        self._dress()

    @Slot()
    def run(self) -> None:
        """Begins to replay; what was found before goes."""
        if self._errand.running or self.playbook.currentData() is None:
            return
        self._changed, self._done = [], 0
        self._clear()
        self.outcome.setText("")
        self._progress.setRange(0, 0)
        name = str(self.playbook.currentData())
        self._running(True)
        self._errand.begin(lambda tell, stop: self._compare(name, tell, stop))

    @Slot()
    def cancel(self) -> None:
        """Stops after the call under way, and shows what was found until then."""
        self._errand.stop()

    def leave(self) -> None:
        """The window closes: stops, and listens no longer."""
        self._errand.end()

    @Slot(object)
    def _take(self, progress: Progress) -> None:
        self._done = progress.done
        self._progress.setRange(0, progress.of)
        self._progress.setValue(progress.done)
        self.outcome.setText(tr("{done} of {of} calls", done=progress.done, of=progress.of))
        if progress.call.changes:
            self._changed.append(progress.call)

    @Slot(str)
    def _finish(self, problem: str) -> None:
        self._running(False)
        self.outcome.set_colour("warning" if problem else "ink")
        if problem:
            self.outcome.setText(problem)
            return
        changed, done = len(self._changed), self._done
        if not done:
            self.outcome.setText(tr("No calls were compared."))
        elif not changed:
            one = tr("Nothing would change in 1 call.")
            many = tr("Nothing would change in {done} calls.", done=done)
            self.outcome.setText(one if done == 1 else many)
        else:
            said = tr("{changed} of {done} calls would change.", changed=changed, done=done)
            if self._errand.stopped:
                said = tr("{changed} of the first {done} calls would change.", changed=changed, done=done)
            self.outcome.setText(said)
        self._show_results()

    def _show_results(self) -> None:
        for row in tally(self._changed)[:MOST_ROWS]:
            parts = [tr("comes in {count} of {of}", count=row.came, of=self._done)] * (row.came > 0)
            parts += [tr("gone in {count} of {of}", count=row.gone, of=self._done)] * (row.gone > 0)
            words = self._named(row.kind, row.id, row.headline)
            share = (row.came + row.gone) / max(self._done, 1)
            colour = "accent" if row.came >= row.gone else "edge"
            self._add(BarRow(self._theme, words, " · ".join(parts), share, colour=colour))
        for one in self._changed[:MOST_CALLS]:
            self._add(self._call(one))
        if len(self._changed) > MOST_CALLS:
            more = Paragraph(self._theme, self._theme.tokens.body, "muted")
            more.setText(tr("and {count} more calls", count=len(self._changed) - MOST_CALLS))
            self._add(more)

    def _call(self, one: Replayed) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(2)
        started = when(one.call.started, tr)
        name = tr("Call {number} · {started}", number=one.call.id, started=started)
        heading = TextButton(self._theme, name, "link")
        heading.setToolTip(tr("Open this call where it changes first"))
        first = one.changes[0].seen.at
        heading.clicked.connect(lambda: self.opened.emit(one.call.id, first))
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch(1)
        column.addLayout(row)
        for change in one.changes:
            line = Paragraph(self._theme, self._theme.tokens.body, "ink" if change.came else "muted")
            line.setText(self._told(change))
            inset = QHBoxLayout()
            inset.setContentsMargins(8, 0, 0, 0)
            inset.addWidget(line)
            column.addLayout(inset)
        return block

    def _told(self, change: Change) -> str:
        seen = change.seen
        values = {"at": clock(seen.at), "what": self._named(seen.kind, seen.id, seen.headline)}
        said = tr("+ {at}  {what}", **values) if change.came else tr("− {at}  {what}, gone", **values)
        return f"{said} · “{seen.words}”" if seen.words else said

    def _named(self, kind: str, id: str, headline: str) -> str:
        what = label(id, self._labels) if kind == "step" else typeset(headline)
        return tr("{kind}: {what}", kind=tr(KINDS[kind]), what=what)

    def _add(self, widget: QWidget) -> None:
        self._results.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)

    def _clear(self) -> None:
        for widget in self._results:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._results = []

    def _running(self, running: bool) -> None:
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self._progress.setVisible(running)
        for widget in (self.playbook, self.file):
            widget.setEnabled(not running)
        if running:
            self.outcome.set_colour("muted")

    @Slot()
    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a playbook"), "", tr("Playbooks (*.toml)"))
        if name:
            self.choose(Path(name))

    @Slot()
    def _dress(self) -> None:
        self.playbook.dress()
