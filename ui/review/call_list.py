"""The calls as a list model: it knows how many there are, and reads those that are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assist.calls.store.listing import ListedCall
from assist.review.call_time import when
from assist.wording import clock
from ui.lookups import Lookups
from ui.words import tr

AnyIndex = QModelIndex | QPersistentModelIndex
PAGE = 60
"""Calls that are read at once."""
PAGES_ASKED = 4
"""So many pages are waited for; a screen shows two at most."""
PAGES_KEPT = 40
"""So many pages are remembered; those looked at longest ago are forgotten."""


class CallList(QAbstractListModel):
    """A call is its place, eight bytes, until it is looked at. `read(places)` gives the calls at some places; it is
    called beside the window."""

    CALL_ROLE = Qt.ItemDataRole.UserRole

    def __init__(
        self,
        lookups: Lookups,
        read: Callable[[Sequence[int]], list[ListedCall]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._read = read
        self._places: array[int] = array("q")
        self._pages: OrderedDict[int, list[ListedCall | None]] = OrderedDict()
        self._asked: OrderedDict[int, None] = OrderedDict()

    def show_places(self, places: array[int]) -> None:
        """Other calls, or others than before."""
        self.beginResetModel()
        self._places = places
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """What is shown of the calls may have changed."""
        self._forget()
        if self._places:
            self.dataChanged.emit(self.index(0), self.index(len(self._places) - 1))

    def _forget(self) -> None:
        for page in self._asked:
            self._lookups.drop(f"page {page}")
        self._pages.clear()
        self._asked.clear()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> ListedCall | str | None:
        """The call, or None while it is being read."""
        if not index.isValid() or role not in (
            self.CALL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
        ):  # fmt: skip
            return None
        listed = self.call(index.row())
        if role == self.CALL_ROLE:
            return listed
        if listed is None:
            return tr("…")
        call = listed.call
        parts = (
            listed.subject,
            when(call.started, tr),
            clock(call.seconds) if call.finished else tr("{time}, cut off", time=clock(call.seconds)),
            call.agent,
            call.disposition,
            *listed.tags,
            tr("promise open") if listed.promise_open else "",
            tr("good example") if listed.good_example else "",
        )
        return ", ".join(part for part in parts if part)

    def places_of(self, rows: Sequence[int]) -> list[int]:
        return [self._places[row] for row in rows]

    def call(self, row: int) -> ListedCall | None:
        """The call in a row; where it is not known yet it is asked for, and comes by itself."""
        number, within = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        return page[within]

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked[number] = None
        while len(self._asked) > PAGES_ASKED:  # scrolled past before it was read
            overtaken, _ = self._asked.popitem(last=False)
            self._lookups.drop(f"page {overtaken}")
        places = self._places[number * PAGE : (number + 1) * PAGE]
        self._lookups.ask(
            f"page {number}", lambda: self._read(places), lambda calls: self._take(number, places, calls)
        )

    def _take(self, number: int, places: Sequence[int], calls: list[ListedCall]) -> None:
        self._asked.pop(number, None)
        known = {call.place: call for call in calls}
        self._pages[number] = [known.get(place) for place in places]
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = number * PAGE
        self.dataChanged.emit(self.index(first), self.index(first + len(places) - 1))
