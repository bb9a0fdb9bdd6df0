"""The transcript as a list model: finished utterances and the one that each speaker is in the middle of."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assist.events import Channel, Gap, Partial, Utterance, UtteranceCorrected
from assist.wording import SPEAKERS, clock
from ui.words import tr

PAUSE_APART = 0.5
"""Seconds by which the channels may begin one pause apart."""

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One turn as shown. `id` is None while it is unfinished; text from `stable` on may still change.
    `corrected`: the agent has put it right. `gap`: no turn at all, but a time of which nothing was heard; its text
    says so."""

    id: int | None
    channel: Channel
    start: float
    text: str
    stable: int
    corrected: bool = False
    gap: Gap | None = None

    @property
    def unfinished(self) -> bool:
        """Whether somebody is in the middle of it."""
        return self.id is None and self.gap is None


def gap_words(gap: Gap) -> str:
    """What a gap says of itself; one without an end lasted as long as the call."""
    if gap.reason == "paused":
        what = tr("Paused")
    elif gap.reason == "muted":
        what = tr("You were muted")
    else:
        what = tr("You were not heard") if gap.channel == "agent" else tr("The caller was not heard")
    if gap.end is None:
        return tr("{what} until the end", what=what)
    return tr("{what} for {count} s", what=what, count=max(round(gap.end - gap.start), 1))


def _same(one: Gap, other: Gap) -> bool:
    whose = one.channel == other.channel or one.reason == "paused"
    return one.reason == other.reason and whose and abs(one.start - other.start) < PAUSE_APART


class TranscriptList(QAbstractListModel):
    """Rows in the order in which the turns began. What is finished can be put right: `corrected` carries the
    UtteranceCorrected, whose time is not known here."""

    corrected = Signal(object)

    ROW_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None, speakers: Mapping[Channel, str] = SPEAKERS) -> None:
        """`speakers`: what the two are called by whoever reads."""
        super().__init__(parent)
        self.speakers = speakers
        self._rows: list[Row] = []
        self._utterances: dict[int, Utterance] = {}

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Row | str | None:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if row.gap is not None:
                return f"{clock(row.start)}: {row.text}"
            return f"{tr(self.speakers[row.channel])}, {clock(row.start)}: {row.text}"
        if role == Qt.ItemDataRole.EditRole:
            return row.text
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._rows[index.row()].id is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: AnyIndex, value: str, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The agent writes what was really said."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        row = self._rows[index.row()]
        text = " ".join(str(value).split())
        if row.id is None or not text or text == row.text:
            return False
        self._correct(UtteranceCorrected(0.0, row.id, text=text))
        return True

    def swap_speaker(self, index: AnyIndex) -> None:
        """The agent says that the other one said it."""
        row = self._rows[index.row()] if index.isValid() else None
        if row is not None and row.id is not None:
            other: Channel = "client" if row.channel == "agent" else "agent"
            self._correct(UtteranceCorrected(0.0, row.id, channel=other))

    def _correct(self, correction: UtteranceCorrected) -> None:
        self.show_correction(correction)
        self.corrected.emit(correction)

    def show_correction(self, correction: UtteranceCorrected) -> None:
        """Shows an utterance as it was put right; showing it again changes nothing."""
        index = self.index_of(correction.utterance)
        known = self._utterances.get(correction.utterance)
        if known is None or not index.isValid():
            return
        text = known.text if correction.text is None else correction.text
        channel = correction.channel or known.channel
        if (text, channel) == (known.text, known.channel):
            return
        self._utterances[correction.utterance] = dataclasses.replace(known, text=text, channel=channel)
        self._rows[index.row()] = Row(known.id, channel, known.start, text, len(text), corrected=True)
        # whether the next row names its speaker depends on this one
        self.dataChanged.emit(index, self.index(min(index.row() + 1, len(self._rows) - 1)))

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def utterance(self, id: int) -> Utterance | None:
        """The finished utterance with an id, or None while it has not arrived."""
        return self._utterances.get(id)

    def index_of(self, id: int) -> QModelIndex:
        """The place of a finished utterance; an invalid index while it has not arrived."""
        for place, row in enumerate(self._rows):
            if row.id == id:
                return self.index(place)
        return QModelIndex()

    def speaker_changes_at(self, place: int) -> bool:
        """Whether somebody else spoke before this row, or nobody was heard."""
        if place == 0:
            return True
        before = self._rows[place - 1]
        return before.gap is not None or before.channel != self._rows[place].channel

    def show_partial(self, partial: Partial) -> None:
        """Shows what an unfinished turn sounds like so far; empty text takes it away."""
        row = Row(None, partial.channel, partial.start, partial.text, partial.stable)
        place = self._unfinished(partial.channel)
        if place is not None and partial.text and self._rows[place].start == partial.start:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))
            return
        if place is not None:
            self._remove(place)
        if partial.text:
            self._insert(row)

    def show_utterance(self, utterance: Utterance) -> None:
        """Adds a finished turn in the place of what was guessed of it."""
        place = self._unfinished(utterance.channel)
        if place is not None and self._rows[place].start < utterance.end:
            self._remove(place)
        self._utterances[utterance.id] = utterance
        text = utterance.text
        self._insert(Row(utterance.id, utterance.channel, utterance.start, text, len(text)))

    def show_gap(self, gap: Gap) -> None:
        """Marks that nothing was heard. A pause is one gap, though it comes for each channel."""
        if not any(row.gap is not None and _same(row.gap, gap) for row in self._rows):
            self._insert(Row(None, gap.channel, gap.start, gap_words(gap), 0, gap=gap))

    def show_call(self, utterances: Iterable[Utterance], corrected: Container[int]) -> None:
        """A whole call at once, in the order of its time; `corrected`: the ids that were put right."""
        self.beginResetModel()
        self._utterances = {one.id: one for one in utterances}
        self._rows = [
            Row(one.id, one.channel, one.start, one.text, len(one.text), one.id in corrected)
            for one in self._utterances.values()
        ]
        self.endResetModel()

    def show_again(self, utterances: Iterable[Utterance], corrected: Container[int]) -> None:
        """The same call, of which something was put right: only those rows change, and what is being typed stays."""
        self._utterances = {one.id: one for one in utterances}
        for place, row in enumerate(self._rows):
            said = self._utterances.get(row.id) if row.id is not None else None
            if said is None:
                continue
            now = Row(said.id, said.channel, said.start, said.text, len(said.text), said.id in corrected)
            if now != row:
                self._rows[place] = now
                self.dataChanged.emit(self.index(place), self.index(place))

    def drop_unfinished(self) -> None:
        """The call is over: nobody is in the middle of anything."""
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].unfinished:
                self._remove(place)

    def clear(self) -> None:
        self.beginResetModel()
        self._rows.clear()
        self._utterances.clear()
        self.endResetModel()

    def _unfinished(self, channel: Channel) -> int | None:
        places = range(len(self._rows) - 1, -1, -1)
        rows = self._rows
        return next((at for at in places if rows[at].unfinished and rows[at].channel == channel), None)

    def _insert(self, row: Row) -> None:
        place = bisect.bisect_right(self._rows, row.start, key=lambda known: known.start)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()
