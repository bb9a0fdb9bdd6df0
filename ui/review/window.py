"""The review window: the calls at the left, one of them at the right."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assist.audio.player import Player
from assist.calls.store.remarks import Remark
from assist.calls.store.search import Hit
from assist.calls.store.words import Term, terms
from assist.events import UtteranceCorrected
from assist.review.archive import Archive, ReviewedCall
from assist.review.wanted import Wanted
from ui.buttons import TextButton
from ui.keys import REVIEW, REVIEW_GROUPS
from ui.one_line import OneLine
from ui.overview import Overview
from ui.paragraph import Paragraph
from ui.review.call_list import CallList
from ui.review.call_page import CallPage
from ui.review.found_page import FoundPage
from ui.review.hit_list import HitList
from ui.review.lookups import Lookups
from ui.review.playing import Playing
from ui.theme import Theme
from ui.words import tr

LIST_WIDTH = 392
HITS_AT_ONCE = 60
MOST_HITS = 5_000
_SEEK_SECONDS = 5.0


class ReviewWindow(QWidget):
    """Everything is looked up beside the window; what is wrong stands in its bottom line."""

    closed = Signal()
    call_shown = Signal(int)

    def __init__(
        self,
        theme: Theme,
        archive: Archive,
        player: Player | None = None,
        places: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.archive = archive
        self._places = places
        self._terms: tuple[Term, ...] = ()
        self._shortcuts: list[QShortcut] = []
        self.setWindowTitle(tr("Review calls"))
        self.lookups = Lookups(self)
        self.calls = CallList(self.lookups, archive.calls_at, self)
        self.hits = HitList(self)
        self.playing = Playing(player or Player(), self)
        self.found = FoundPage(theme, self.calls, self.hits)
        self.page = CallPage(theme, self.playing)
        self.overview = Overview(theme, REVIEW_GROUPS)
        self.word = OneLine(theme)
        self._lay_out()
        self._connect()
        self._add_keys()
        theme.changed.connect(self._dress)
        self._dress()
        self._remember()
        self.look_for(Wanted())
        self.lookups.ask("names", archive.names, self.found.filters.show_names)
        self.found.filters.words.setFocus()

    # --- the parts ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._right = QStackedWidget()
        self._right.addWidget(self._nothing_open())
        self._right.addWidget(self.page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.found)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split)
        self._tabs = QWidget()
        self._tab_row = QHBoxLayout(self._tabs)
        self._tab_row.setContentsMargins(12, 8, 12, 0)
        self._tab_row.setSpacing(4)
        self._tab_row.addStretch(1)
        self._names: list[TextButton] = []
        self._add_tab(tr("Calls"), "review_calls")
        self._tabs.hide()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._pages)
        self._whole.addWidget(self._in_the_middle(self.overview))
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 4, 16, 6)
        row.addWidget(self.word, 1)
        keys = TextButton(self._theme, tr("All keys  ?"), "link", "review_keys")
        keys.clicked.connect(self.show_keys)
        row.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._whole, 1)
        column.addWidget(line)
        column.addWidget(foot)

    def _in_the_middle(self, widget: QWidget) -> QWidget:
        """A column that is no wider than it reads well."""
        page = QWidget()
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(widget, 4)
        row.addStretch(1)
        return page

    def _nothing_open(self) -> QWidget:
        page = QWidget()
        words = Paragraph(self._theme, self._theme.tokens.lead, "muted")
        words.setText(tr("Choose a call: Up and Down, then Enter. Search with / for what was said."))
        words.setMaximumWidth(420)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(words, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return page

    def add_page(self, name: str, page: QWidget) -> None:
        """One more page beside the calls, with its name above."""
        self._pages.addWidget(page)
        self._add_tab(name)
        self._tabs.show()

    def _add_tab(self, name: str, deed: str = "") -> None:
        number = len(self._names)
        tab = TextButton(self._theme, name, "tab", deed)
        tab.setCheckable(True)
        tab.setChecked(number == 0)
        if not deed:
            tab.setToolTip(f"{name} (Alt+{number + 1})")
        tab.clicked.connect(partial(self.show_page, number))
        self._tab_row.insertWidget(number, tab)
        self._names.append(tab)
        if number:
            self._add_key(f"Alt+{number + 1}", partial(self.show_page, number))

    def show_page(self, number: int, *_: object) -> None:
        """The calls, or one of the pages beside them."""
        self._whole.setCurrentIndex(0)
        self._pages.setCurrentIndex(number)
        for place, tab in enumerate(self._names):
            tab.setChecked(place == number)

    def _connect(self) -> None:
        found, page = self.found, self.page
        self.lookups.failed.connect(self.word.say)
        self.lookups.busy_changed.connect(self._show_busy)
        found.filters.changed.connect(self.look_for)
        found.call_opened.connect(self.open_call)
        found.hit_opened.connect(self.open_hit)
        self.hits.more_asked.connect(self._more_hits)
        page.corrected.connect(self._correct)
        page.remarks.written.connect(lambda words, at: self._remark("comment", words, at))
        page.remarks.taken_away.connect(self._take_away)
        page.head.tagged.connect(lambda words: self._remark("tag", words))
        page.head.taken_away.connect(self._take_away)
        page.head.good.clicked.connect(self.mark_good)
        self.overview.left.connect(self.show_keys)

    def _add_keys(self) -> None:
        page, playing = self.page, self.playing
        deeds: dict[str, Callable[[], object]] = {
            "review_search": self.search,
            "review_filters": self.found.filters.unfold,
            "review_clear": self.found.filters.clear,
            "review_next_hit": partial(self.found.step, 1),
            "review_hit_before": partial(self.found.step, -1),
            "review_list": self.leave,
            "review_play": playing.toggle,
            "review_back": partial(playing.go, -_SEEK_SECONDS),
            "review_forward": partial(playing.go, _SEEK_SECONDS),
            "review_turn_before": partial(page.next_turn, -1),
            "review_turn_after": partial(page.next_turn, 1),
            "review_slower": playing.slower,
            "review_faster": playing.faster,
            "review_skip": playing.skip_or_not,
            "review_zoom_in": partial(page.timeline.zoom, 0.6),
            "review_zoom_out": partial(page.timeline.zoom, 1 / 0.6),
            "review_note": partial(page.show_panel, 0),
            "review_steps": partial(page.show_panel, 1),
            "review_talk": partial(page.show_panel, 2),
            "review_remarks": partial(page.show_panel, 3),
            "review_comment": self.comment,
            "review_tag": page.head.begin_tag,
            "review_good": self.mark_good,
            "review_correct": page.transcript.correct,
            "review_other_speaker": page.transcript.swap_speaker,
            "review_calls": partial(self.show_page, 0),
            "review_keys": self.show_keys,
            "review_close": self.close,
        }
        for name, deed in deeds.items():
            for key in REVIEW[name].keys:
                if key == "Space":  # elsewhere it presses buttons
                    for place in (page.transcript, page.timeline):
                        self._add_key(key, deed, place)
                else:
                    self._add_key(key, deed)

    def _add_key(self, key: str, deed: Callable[[], object], place: QWidget | None = None) -> None:
        shortcut = QShortcut(QKeySequence(key), place or self)
        if place is not None:
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(deed)
        self._shortcuts.append(shortcut)

    @Slot()
    def _dress(self) -> None:
        theme = self._theme
        theme.dress(self)
        self.setFont(theme.font(theme.tokens.body))
        self.setMinimumSize(round(720 * max(theme.scale, 1)), 480)
        self.found.setMinimumWidth(theme.px(240))
        wider = 1 + (theme.scale - 1) * 0.5
        self._split.setSizes([round(LIST_WIDTH * wider), max(self.width() - round(LIST_WIDTH * wider), 400)])
        self.page.share(wider)

    def _remember(self) -> None:
        """As large as it was, where it was."""
        self.resize(1280, 860)
        if self._places is not None and (known := self._places.value("review/geometry")) is not None:
            self.restoreGeometry(known)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._places is not None:
            self._places.setValue("review/geometry", self.saveGeometry())
        self.playing.close()
        self.lookups.end()
        self.archive.close()
        event.accept()
        self.closed.emit()

    # --- finding --------------------------------------------------------------------------------------

    @Slot(object)
    def look_for(self, wanted: Wanted) -> None:
        """Looks for calls, or for lines where there are words."""
        self.word.say("")
        archive = self.archive
        if not wanted.for_words:
            self._terms = ()
            self.lookups.drop("hits")

            def show(places: array[int]) -> None:
                self.calls.show_places(places)
                self.found.show_calls(len(places), wanted != Wanted())

            self.lookups.ask("places", lambda: archive.places(wanted.calls), show)
            return
        self.lookups.drop("places")

        def show_hits(answer: tuple[tuple[Term, ...], list[Hit]]) -> None:
            self._terms, hits = answer
            self.found.hit_rows.terms = self._terms
            more = len(hits) == HITS_AT_ONCE
            self.hits.show_hits(hits, more)
            self.found.show_hits(len(hits), more)

        query = wanted.query(HITS_AT_ONCE)
        self.lookups.ask("hits", lambda: (terms(wanted.text), archive.search(query)), show_hits)

    @Slot()
    def _more_hits(self) -> None:
        known = len(self.hits.hits)
        limit = min(known * 2, MOST_HITS)
        wanted = self.found.filters.wanted

        def add(hits: list[Hit]) -> None:
            more = len(hits) == limit < MOST_HITS
            self.hits.add_hits(hits, more)
            self.found.show_hits(len(hits), more)

        if limit > known:
            self.lookups.ask("hits", lambda: self.archive.search(wanted.query(limit)), add)

    @Slot()
    def search(self) -> None:
        """To the line of words."""
        self.show_page(0)
        self.found.filters.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.found.filters.words.selectAll()

    @Slot()
    def leave(self) -> None:
        """One step back: the keys, the call, what was found."""
        if self._whole.currentIndex() == 1:
            self.show_keys()
        elif self.page.isAncestorOf(self.focusWidget() or self):
            self.found.enter()
        elif self.found.filters.wanted.for_words:
            self.found.filters.clear()
            self.search()
        else:
            self.found.enter()

    @Slot()
    def show_keys(self) -> None:
        """All keys, or back from them."""
        self._whole.setCurrentIndex(1 - self._whole.currentIndex())
        (self.overview if self._whole.currentIndex() else self.found.view).setFocus()

    # --- one call -------------------------------------------------------------------------------------

    @property
    def reviewed(self) -> ReviewedCall | None:
        return self.page.reviewed if self._right.currentIndex() == 1 else None

    @Slot(int)
    def open_call(self, call: int) -> None:
        self._open(call, None, ())

    @Slot(object)
    def open_hit(self, hit: Hit) -> None:
        """The call of a line that was found, at that line."""
        shown = self.reviewed
        if shown is not None and shown.id == hit.call:
            self.page.transcript.look_for(self._terms)
            if hit.line.utterance is not None:
                self.page.show_sources((hit.line.utterance,), play=self.playing.playing)
            return
        self._open(hit.call, hit.line.utterance, self._terms)

    def _open(self, call: int, at: int | None, looked_for: tuple[Term, ...]) -> None:
        archive = self.archive

        def show(reviewed: ReviewedCall) -> None:
            self._right.setCurrentIndex(1)
            self.page.show_call(reviewed, at, looked_for)
            self.call_shown.emit(reviewed.id)
            stored = reviewed.call.stored
            self.lookups.ask("pace", lambda: archive.usual_pace(stored), self.page.show_usual_pace)
            self.lookups.ask("tags", archive.tags, self.page.head.know_tags)

        self.lookups.ask("call", lambda: archive.open(call), show)

    def _change(self, work: Callable[[int], object]) -> None:
        """Does something to the call that is open, and shows it anew."""
        shown, archive = self.reviewed, self.archive
        if shown is None:
            return

        def changed() -> ReviewedCall:
            work(shown.id)
            return archive.open(shown.id)

        def show(reviewed: ReviewedCall) -> None:
            self.page.refresh(reviewed)
            self.calls.refresh()
            self.lookups.ask("names", archive.names, self.found.filters.show_names)

        self.word.say("")
        self.lookups.ask(f"change {id(changed)}", changed, show)

    def _remark(self, kind: str, words: str = "", utterance: int | None = None) -> None:
        self._change(lambda call: self.archive.remark(call, kind, words, utterance))  # type: ignore[arg-type]

    @Slot(object)
    def _take_away(self, remark: Remark) -> None:
        self._change(lambda _call: self.archive.take_away(remark))

    @Slot(object)
    def _correct(self, change: UtteranceCorrected) -> None:
        self._change(lambda call: self.archive.correct(call, change))

    @Slot()
    def mark_good(self) -> None:
        """The marked turn, or the call where none is, is a good example; again, and it is not."""
        shown = self.reviewed
        if shown is None:
            return
        at = self.page.transcript.marked
        marks = [one for one in shown.remarks if one.kind == "good_example" and one.utterance == at]
        if marks:
            self._take_away(marks[0])
        else:
            self._remark("good_example", utterance=at)

    @Slot()
    def comment(self) -> None:
        """To the line where a comment on the marked turn is written."""
        if self.reviewed is not None:
            self.page.show_panel(3)
            self.page.remarks.begin()

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        self.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)
