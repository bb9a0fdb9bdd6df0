"""The review window: the calls, their trends, and another playbook tried on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assist.audio.player import Player
from assist.calls.store.search import Hit
from assist.review.archive import Archive, ReviewedCall
from assist.review.wanted import Wanted
from ui.buttons import TextButton
from ui.hairline import Hairline
from ui.keys import REVIEW_GROUPS
from ui.lookups import Lookups
from ui.overview import Overview
from ui.review.bar import Bar
from ui.review.bottom_line import BottomLine
from ui.review.call_list import CallList
from ui.review.call_page import CallPage
from ui.review.calls_page import CallsPage
from ui.review.erasing import Erasing
from ui.review.finding import Finding
from ui.review.found_page import FoundPage
from ui.review.hit_list import HitList
from ui.review.open_call import OpenCall
from ui.review.other_pages import OtherPages
from ui.review.playing import Playing
from ui.review.sharing import Sharing
from ui.review.shortcuts import add_shortcuts
from ui.review.tabs import Tabs
from ui.review.taking_in import TakingIn
from ui.theme import Theme
from ui.words import tr

_SEEK_SECONDS = 5.0


class ReviewWindow(QWidget):
    """Everything is looked up beside the window; what is wrong stands in its bottom line."""

    closed = Signal()

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
        self.setWindowTitle(tr("Review calls"))
        self.lookups = Lookups(self)
        self.calls = CallList(self.lookups, archive.calls_at, self)
        self.hits = HitList(self)
        self.playing = Playing(player or Player(), self)
        self.found = FoundPage(theme, self.calls, self.hits)
        self.page = CallPage(theme, self.playing)
        self.overview = Overview(theme, REVIEW_GROUPS)
        self.word = BottomLine(theme)
        self.finding = Finding(archive, self.lookups, self.calls, self.hits, self.found, self)
        self.open = OpenCall(archive, self.lookups, self.page, self)
        self.sharing = Sharing(theme, archive, self.lookups, self)
        self.taking_in = TakingIn(theme, archive, self)
        self.erasing = Erasing(theme, archive, self.lookups, self)
        self.others = OtherPages(theme, archive, self.lookups, self)
        self._lay_out()
        self._connect()
        self._add_keys()
        theme.changed.connect(self._dress)
        self._dress()
        self._remember()
        self.finding.look_for(Wanted())
        self.found.filters.words.setFocus()

    # --- the parts ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._calls = CallsPage(self._theme, self.found, self.page)
        self._pages = QStackedWidget()
        self._tabs = Tabs(self._theme)
        for name, deed, page in (
            (tr("Calls"), "review_calls", self._calls),
            (tr("Trends"), "review_trends", self.others.trends),
            (tr("Another playbook"), "review_comparison", self.others.comparison),
        ):
            self._pages.addWidget(page)
            self._tabs.add(name, deed)
        self._tabs.mark(0)
        self._tabs.setContentsMargins(12, 8, 12, 0)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._pages)
        self._whole.addWidget(self.overview)
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
        column.addWidget(Hairline())
        for bar in self._bars:
            column.addWidget(bar)
        column.addWidget(foot)

    @property
    def _bars(self) -> tuple[Bar, ...]:
        """What asks for something at the foot."""
        return (self.sharing.bar, self.taking_in.bar, self.erasing.bar)

    @property
    def _on_trends(self) -> bool:
        return self._pages.currentWidget() is self.others.trends

    @Slot(int)
    def show_page(self, number: int) -> None:
        """The calls, their trends, or another playbook tried on them, by their place."""
        self._whole.setCurrentIndex(0)
        self._pages.setCurrentIndex(number)
        self._tabs.mark(number)
        if self._on_trends:
            self.others.show_trends()
        elif not number and not self._calls.isAncestorOf(self.focusWidget() or self):
            self.found.view.setFocus(Qt.FocusReason.OtherFocusReason)  # where Up and Down choose a call

    def _connect(self) -> None:
        found, page = self.found, self.page
        self._tabs.chosen.connect(self.show_page)
        told = (self.sharing.told, self.taking_in.told, self.erasing.told, self.others.told)
        for source in (self.lookups.failed, *told, found.filters.day.refused):
            source.connect(self.word.say)
        self.lookups.busy_changed.connect(self._show_busy)
        self.finding.begun.connect(self._begin)
        found.call_opened.connect(self.open_call)
        found.hit_opened.connect(self._open_hit)
        self.open.shown.connect(self._calls.show_call)
        self.open.shown.connect(self.erasing.bar.leave)
        self.open.changed.connect(self.finding.refresh)
        page.head.share.clicked.connect(self.share)
        page.head.erase.clicked.connect(self.erase)
        self.erasing.erased.connect(self._erased)
        found.take_in.setVisible(self.archive.takes_in)
        found.take_in.clicked.connect(self.taking_in.ask)
        self.taking_in.taken.connect(self.finding.look_again)
        self.overview.left.connect(self.show_keys)
        self.others.wanted.connect(self._show_wanted)
        self.others.comparison.opened.connect(self.open_at)

    def _add_keys(self) -> None:
        page, playing = self.page, self.playing
        deeds: dict[str, Callable[[], object]] = {
            "review_search": self.search,
            "review_filters": self.found.filters.unfold,
            "review_clear": self.found.filters.clear,
            "review_next_hit": partial(self.found.step, 1),
            "review_hit_before": partial(self.found.step, -1),
            "review_import": self.taking_in.ask,
            "review_export": self.share_chosen,
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
            "review_comment": self.open.comment,
            "review_tag": page.head.begin_tag,
            "review_good": self.open.mark_good,
            "review_correct": page.transcript.correct,
            "review_other_speaker": page.transcript.swap_speaker,
            "review_report": self.share,
            "review_erase": self.erase,
            "review_calls": partial(self.show_page, 0),
            "review_trends": partial(self.show_page, 1),
            "review_comparison": partial(self.show_page, 2),
            "review_keys": self.show_keys,
            "review_close": self.close,
        }
        add_shortcuts(self, deeds, (page.transcript, page.timeline))

    @Slot()
    def _dress(self) -> None:
        theme = self._theme
        theme.dress(self)
        self.setFont(theme.font(theme.tokens.body))
        self.setMinimumSize(theme.least_width(720), 480)
        self._calls.share(self.width())

    def _remember(self) -> None:
        """As large as it was, where it was."""
        self.resize(1280, 860)
        if self._places is not None and (known := self._places.value("review/geometry")) is not None:
            self.restoreGeometry(known)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._places is not None:
            self._places.setValue("review/geometry", self.saveGeometry())
        self.sharing.end()
        self.taking_in.leave()
        self.others.leave()
        self.playing.close()
        self.lookups.end()
        self.archive.close()
        event.accept()
        self.closed.emit()

    # --- finding --------------------------------------------------------------------------------------

    @Slot(object)
    def _begin(self, wanted: Wanted) -> None:
        self.word.say("")
        self.others.follow(wanted)
        if self._on_trends:
            self.others.show_trends()

    @Slot(int)
    def open_call(self, call: int) -> None:
        self.open.open(call)

    @Slot(object)
    def _open_hit(self, hit: Hit) -> None:
        self.open.open_hit(hit, self.finding.terms)

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
        elif asking := [one for one in self._bars if not one.isHidden()]:
            asking[0].leave()
            self.found.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._pages.currentIndex():
            self.show_page(0)
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

    # --- the call that is open ------------------------------------------------------------------------

    @property
    def reviewed(self) -> ReviewedCall | None:
        """The call that is on the page."""
        return self.page.reviewed

    @Slot()
    def share(self) -> None:
        """The call that is open, as a file."""
        if self.reviewed is not None:
            self.sharing.share([self.reviewed.id])

    @Slot()
    def share_chosen(self) -> None:
        """The calls that are chosen in the list; where lines are listed, the call that is open."""
        places = self.calls.places_of(self.found.chosen_rows)
        if places and self.found.view is self.found.call_view:
            self.sharing.share_at(places)
        else:
            self.share()

    @Slot()
    def erase(self) -> None:
        """The call that is open, for good; it is asked first."""
        if self.reviewed is not None and self._pages.currentWidget() is self._calls:
            self.erasing.ask(self.reviewed.id)

    @Slot(int)
    def _erased(self, call: int) -> None:
        if self.reviewed is not None and self.reviewed.id == call:
            self.page.forget()
            self._calls.show_nothing()
        self.finding.look_again()
        self.found.enter()

    # --- from the other pages --------------------------------------------------------------------------

    @Slot(object)
    def _show_wanted(self, wanted: Wanted) -> None:
        """The list shows these calls, and is seen."""
        self.show_page(0)
        self.found.filters.show_wanted(wanted)
        self.finding.look_for(wanted)
        self.found.enter()

    @Slot(int, float)
    def open_at(self, call: int, seconds: float) -> None:
        """A call, at a second of it."""
        self.show_page(0)
        self.open.open(call, seconds=seconds)

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        self.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)
