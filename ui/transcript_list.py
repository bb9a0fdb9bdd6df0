"""The transcript as a list model: finished utterances and the one that each speaker is in the middle of."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assist.events import Channel, Partial, Utterance
from assist.wording import SPEAKERS, clock

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One turn as shown. `id` is None while it is unfinished; text from `stable` on may still change."""

    id: int | None
    channel: Channel
    start: float
    text: str
    stable: int


class TranscriptList(QAbstractListModel):
    """Rows in the order in which the turns began."""

    ROW_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
            return f"{SPEAKERS[row.channel]}, {clock(row.start)}: {row.text}"
        return None

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
        """Whether somebody else spoke before this row."""
        return place == 0 or self._rows[place - 1].channel != self._rows[place].channel

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

    def drop_unfinished(self) -> None:
        """The call is over: nobody is in the middle of anything."""
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].id is None:
                self._remove(place)

    def clear(self) -> None:
        self.beginResetModel()
        self._rows.clear()
        self._utterances.clear()
        self.endResetModel()

    def _unfinished(self, channel: Channel) -> int | None:
        places = range(len(self._rows) - 1, -1, -1)
        rows = self._rows
        return next((at for at in places if rows[at].id is None and rows[at].channel == channel), None)

    def _insert(self, row: Row) -> None:
        place = bisect.bisect_right(self._rows, row.start, key=lambda known: known.start)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()
