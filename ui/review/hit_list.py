"""What was found as a list model: lines with those around them, more of them as one goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assist.calls.store.search import Hit
from assist.review.call_time import when
from assist.review.speakers import SOURCES
from assist.wording import clock
from ui.words import tr

AnyIndex = QModelIndex | QPersistentModelIndex


class HitList(QAbstractListModel):
    """Hits of one search. `more_asked`: the end is near, and there may be more."""

    HIT_ROLE = Qt.ItemDataRole.UserRole
    more_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._more = False

    def show_hits(self, hits: Sequence[Hit], more: bool) -> None:
        """Another search. `more`: there may be more than these."""
        self.beginResetModel()
        self._hits, self._more = list(hits), more
        self.endResetModel()

    def add_hits(self, hits: Sequence[Hit], more: bool) -> None:
        """The same search, asked for more: all that is known now, of which the first are shown already."""
        fresh = hits[len(self._hits) :]
        self._more = more
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(hits) - 1)
            self._hits += fresh
            self.endInsertRows()

    @property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(self._hits)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: AnyIndex) -> None:
        if self._more:
            self._more = False  # until the answer says so again
            self.more_asked.emit()

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Hit | str | None:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == self.HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            who = tr(SOURCES[hit.line.source])
            parts = (when(hit.started, tr), hit.agent, clock(hit.said_at))
            return f"{', '.join(part for part in parts if part)}; {who}: {hit.line.text}"
        return None
