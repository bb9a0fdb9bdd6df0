"""What is looked for becomes the calls or the lines of the list."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Signal, Slot

from assist.calls.store.search import Hit
from assist.calls.store.words import Term, terms
from assist.review.archive import Archive
from assist.review.wanted import Wanted
from ui.lookups import Lookups
from ui.review.call_list import CallList
from ui.review.found_page import FoundPage
from ui.review.hit_list import HitList

HITS_AT_ONCE = 60
MOST_HITS = 5_000


class Finding(QObject):
    """`begun` carries what is looked for, before anything is found."""

    begun = Signal(object)

    def __init__(
        self,
        archive: Archive,
        lookups: Lookups,
        calls: CallList,
        hits: HitList,
        found: FoundPage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._archive, self._lookups = archive, lookups
        self._calls, self._hits, self._found = calls, hits, found
        self.terms: tuple[Term, ...] = ()
        found.filters.changed.connect(self.look_for)
        hits.more_asked.connect(self._more)
        self._look_up_names()

    def _look_up_names(self) -> None:
        """What there is to choose from in the filters."""
        archive, filters = self._archive, self._found.filters
        self._lookups.ask(
            "names", lambda: (archive.names(), archive.labels()), lambda both: filters.show_names(*both)
        )

    @Slot()
    def refresh(self) -> None:
        """Something was said of a call: the list and what it can be narrowed by show it, too."""
        self._calls.refresh()
        self._look_up_names()

    @Slot()
    def look_again(self) -> None:
        """There may be calls that are not found yet."""
        self.look_for(self._found.filters.wanted)
        self._look_up_names()

    @Slot(object)
    def look_for(self, wanted: Wanted) -> None:
        """Looks for calls, or for lines where there are words."""
        self.begun.emit(wanted)
        archive = self._archive
        if not wanted.for_words:
            self.terms = ()
            self._lookups.drop("hits")

            def show(places: array[int]) -> None:
                self._calls.show_places(places)
                self._found.show_calls(len(places), wanted != Wanted())

            self._lookups.ask("places", lambda: archive.places(wanted.calls), show)
            return
        self._lookups.drop("places")

        def show_hits(answer: tuple[tuple[Term, ...], list[Hit]]) -> None:
            self.terms, hits = answer
            self._found.hit_rows.terms = self.terms
            more = len(hits) == HITS_AT_ONCE
            self._hits.show_hits(hits, more)
            self._found.show_hits(len(hits), more)

        query = wanted.query(HITS_AT_ONCE)
        self._lookups.ask("hits", lambda: (terms(wanted.text), archive.search(query)), show_hits)

    @Slot()
    def _more(self) -> None:
        """Twice as many lines as are known."""
        known = len(self._hits.hits)
        limit = min(known * 2, MOST_HITS)
        wanted = self._found.filters.wanted

        def add(hits: list[Hit]) -> None:
            more = len(hits) == limit < MOST_HITS
            self._hits.add_hits(hits, more)
            self._found.show_hits(len(hits), more)

        if limit > known:
            self._lookups.ask("hits", lambda: self._archive.search(wanted.query(limit)), add)
