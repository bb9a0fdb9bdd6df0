"""The call that is open: brought from the archive, and changed there by what one says of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from assist.calls.store.remarks import Kind, Remark
from assist.calls.store.search import Hit
from assist.calls.store.words import Term
from assist.events import UtteranceCorrected
from assist.review.archive import Archive, ReviewedCall
from ui.lookups import Lookups
from ui.review.call_page import CallPage


class OpenCall(QObject):
    """`shown` when a call is on the page; `changed` when something was said of it that the list shows, too."""

    shown = Signal()
    changed = Signal()

    def __init__(self, archive: Archive, lookups: Lookups, page: CallPage, parent: QObject) -> None:
        super().__init__(parent)
        self._archive, self._lookups, self._page = archive, lookups, page
        page.corrected.connect(self._correct)
        page.pace_wanted.connect(self._ask_for_pace)
        page.remarks.written.connect(self._comment)
        page.remarks.taken_away.connect(self._take_away)
        page.head.tagged.connect(self._tag)
        page.head.taken_away.connect(self._take_away)
        page.head.good.clicked.connect(self.mark_good)

    @property
    def reviewed(self) -> ReviewedCall | None:
        return self._page.reviewed

    def open(
        self,
        call: int,
        at: int | None = None,
        looked_for: tuple[Term, ...] = (),
        seconds: float | None = None,
    ) -> None:
        """Shows a call: at an utterance, with the words marked that were looked for, or at a second."""
        archive = self._archive

        def show(reviewed: ReviewedCall) -> None:
            self._page.show_call(reviewed, at, looked_for)
            if seconds is not None:
                self._page.go_to(seconds)
            self.shown.emit()
            self._lookups.ask("tags", archive.tags, self._page.head.know_tags)

        self._lookups.ask("call", lambda: archive.open(call), show)

    def open_hit(self, hit: Hit, looked_for: tuple[Term, ...]) -> None:
        """The call of a line that was found, at that line."""
        known = self.reviewed
        if known is None or known.id != hit.call:
            self.open(hit.call, hit.line.utterance, looked_for)
            return
        self._page.transcript.look_for(looked_for)
        if hit.line.utterance is not None:
            self._page.show_sources((hit.line.utterance,), play=self._page.playing.playing)

    @Slot()
    def _ask_for_pace(self) -> None:
        """Reads the calls before, so only when it is looked at."""
        known, archive = self.reviewed, self._archive
        if known is not None:
            stored = known.call.stored
            self._lookups.ask("pace", lambda: archive.usual_pace(stored), self._page.show_usual_pace)

    # --- what is said of it ---------------------------------------------------------------------------

    def _change(self, work: Callable[[int], object]) -> None:
        """Does something to the call, and shows it anew."""
        known, archive = self.reviewed, self._archive
        if known is None:
            return

        def changed() -> ReviewedCall:
            work(known.id)
            return archive.open(known.id)

        def show(reviewed: ReviewedCall) -> None:
            self._page.refresh(reviewed)
            self.changed.emit()

        self._lookups.do(changed, show)

    def _remark(self, kind: Kind, words: str = "", utterance: int | None = None) -> None:
        self._change(lambda call: self._archive.remark(call, kind, words, utterance))

    @Slot(str, object)
    def _comment(self, words: str, utterance: int | None) -> None:
        self._remark("comment", words, utterance)

    @Slot(str)
    def _tag(self, words: str) -> None:
        self._remark("tag", words)

    @Slot(object)
    def _take_away(self, remark: Remark) -> None:
        self._change(lambda _call: self._archive.take_away(remark))

    @Slot(object)
    def _correct(self, change: UtteranceCorrected) -> None:
        self._change(lambda call: self._archive.correct(call, change))

    @Slot()
    def mark_good(self) -> None:
        """The marked turn, or the call where none is, is a good example; again, and it is not."""
        known = self.reviewed
        if known is None:
            return
        at = self._page.transcript.marked
        marks = [one for one in known.remarks if one.kind == "good_example" and one.utterance == at]
        if marks:
            self._take_away(marks[0])
        else:
            self._remark("good_example", utterance=at)

    @Slot()
    def comment(self) -> None:
        """To the line where a comment on the marked turn is written."""
        if self.reviewed is not None:
            self._page.show_panel(3)
            self._page.remarks.begin()
