"""One call: its timeline and sound, the words, and beside them the note, the steps, the talk and the remarks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assist.calls.store.words import Term
from assist.events import Utterance
from assist.review.archive import ReviewedCall
from assist.review.speakers import SPEAKERS
from ui.editor import Editor
from ui.hairline import Hairline
from ui.review.call_head import CallHead
from ui.review.note_page import NotePage
from ui.review.playing import Playing
from ui.review.remarks_page import RemarksPage
from ui.review.steps_page import StepsPage
from ui.review.tabs import Tabs
from ui.review.talk_page import TalkPage
from ui.review.timeline import Timeline
from ui.review.transport import Transport
from ui.review.turns import ReviewedTranscript, beside
from ui.theme import Theme
from ui.transcript_list import TranscriptList
from ui.words import tr

SIDE_WIDTH = 380
"""Of the note and what stands in its place, at first."""
WORDS_WIDTH = 210
"""Of what was said, at least."""
WORDS_HEIGHT = 120
"""Of what was said and the note beside it: where less would be left, they have the timeline's room."""


class CallPage(QWidget):
    """Draws a ReviewedCall; of the note and what stands in its place, only what is seen. `corrected` carries an
    UtteranceCorrected; `pace_wanted`: the figures of the talk are seen, without the agent's usual pace."""

    corrected = Signal(object)
    pace_wanted = Signal()

    def __init__(self, theme: Theme, playing: Playing) -> None:
        super().__init__()
        self._theme = theme
        self.playing = playing
        self.reviewed: ReviewedCall | None = None
        self.head = CallHead(theme)
        self.timeline = Timeline(theme)
        self.transport = Transport(theme, playing)
        self.rows = TranscriptList(self, SPEAKERS)
        self.transcript = ReviewedTranscript(theme, self.rows)
        self.note = NotePage(theme)
        self.steps = StepsPage(theme)
        self.talk = TalkPage(theme)
        self.remarks = RemarksPage(theme)
        self._behind: set[QWidget] = set()
        self._lit: tuple[int, ...] = ()
        self._panels = QStackedWidget()
        self._tabs = Tabs(theme)
        for name, page, deed in (
            (tr("Note"), self.note, "review_note"),
            (tr("Steps"), self.steps, "review_steps"),
            (tr("Talk"), self.talk, "review_talk"),
            (tr("Remarks"), self.remarks, "review_remarks"),
        ):
            self._panels.addWidget(page)
            self._tabs.add(name, deed)
        self._lay_out()
        self._connect()
        self.show_panel(0)

    @property
    def panel(self) -> QWidget | None:
        """The one that is seen."""
        return self._panels.currentWidget()

    @Slot(int)
    def show_panel(self, number: int) -> None:
        """The note, the steps, the talk or the remarks, by their place."""
        self._panels.setCurrentIndex(number)
        self._tabs.mark(number)
        self._fill()

    def _fill(self) -> None:
        """What is seen beside the words shows the call, where it does not yet."""
        panel, reviewed = self.panel, self.reviewed
        if panel not in self._behind or reviewed is None:
            return
        self._behind.remove(panel)
        if panel is self.note:
            self.note.show_call(reviewed)
            self.note.light(self._lit)
        elif panel is self.steps:
            self.steps.show_call(reviewed)
            self.steps.light(self._lit)
        elif panel is self.talk:
            self.talk.show_call(reviewed)
            self.pace_wanted.emit()
        else:
            self.remarks.show_call(reviewed)

    def _lay_out(self) -> None:
        side = QWidget()
        beside_words = QVBoxLayout(side)
        beside_words.setContentsMargins(8, 0, 0, 0)
        beside_words.setSpacing(4)
        beside_words.addWidget(self._tabs)
        beside_words.addWidget(self._panels, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.transcript)
        self._split.addWidget(side)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._side = side
        self._top = QWidget()
        above = QVBoxLayout(self._top)
        above.setContentsMargins(18, 14, 18, 10)
        above.setSpacing(10)
        above.addWidget(self.head)
        above.addWidget(self.timeline)
        above.addWidget(self.transport)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(Hairline())
        column.addSpacing(6)
        column.addWidget(self._split, 1)

    def share(self, wider: float) -> None:
        """Gives the note and what stands in its place their usual width, so many times as wide."""
        side = round(SIDE_WIDTH * wider)
        self._split.setSizes([max(self.width() - side, side), side])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """The head and the timeline have what they need; the words and the note the rest."""
        layout = self._top.layout()
        if layout is not None:
            theme, timeline = self._theme, self.timeline
            self.transcript.setMinimumWidth(theme.least_width(WORDS_WIDTH))
            self._side.setMinimumWidth(theme.least_width(220))
            self._split.setMinimumHeight(theme.px(72))  # what stands in it scrolls
            layout.activate()
            above = layout.totalHeightForWidth(self.width())
            drawn = timeline.sizeHint().height() + layout.spacing()
            whole = above + (drawn if timeline.isHidden() else 0)
            low = self.height() - whole < theme.px(WORDS_HEIGHT)
            timeline.setHidden(low)
            self._top.setFixedHeight(whole - drawn if low else whole)

    def _connect(self) -> None:
        self._theme.changed.connect(self._fit)
        self.playing.changed.connect(self._fit)  # a call with sound needs another height than one without
        self._tabs.chosen.connect(self.show_panel)
        self.timeline.sought.connect(self.playing.seek)
        self.talk.sought.connect(self.play_from)
        self.playing.moved.connect(self._follow)
        self.note.chosen.connect(self.show_sources)
        self.steps.chosen.connect(self.show_sources)
        self.talk.chosen.connect(self.show_sources)
        self.remarks.chosen.connect(self.show_sources)
        self.rows.corrected.connect(self.corrected)
        self.transcript.activated.connect(self._play_row)
        self.transcript.selectionModel().currentChanged.connect(self._chosen)

    # --- a call ---------------------------------------------------------------------------------------

    def show_call(self, reviewed: ReviewedCall, at: int | None = None, terms: tuple[Term, ...] = ()) -> None:
        """Another call, at an utterance where one was found."""
        for editor in self.transcript.findChildren(Editor):
            editor.keep()  # for the call that it belongs to
        self.reviewed = reviewed
        self.playing.show_call(reviewed)
        self.timeline.show_call(reviewed)
        self._lit = ()
        self.transcript.turns.lit = frozenset()
        self.transcript.turns.terms = terms
        self.rows.show_call(reviewed.call.utterances, reviewed.call.heard)
        for gap in reviewed.call.gaps:
            self.rows.show_gap(gap)
        self._show_all(reviewed)
        self.transcript.scrollToTop()
        if at is not None:
            self.show_sources((at,), play=False)

    def forget(self) -> None:
        """The call is gone; nothing of it plays on."""
        self.reviewed = None
        self.playing.show_call(None)

    def refresh(self, reviewed: ReviewedCall) -> None:
        """The same call, of which something changed: where one was, one stays."""
        if self.reviewed is None or reviewed.id != self.reviewed.id:
            return
        marked, scrolled = self.transcript.marked, self.transcript.verticalScrollBar().value()
        self.reviewed = reviewed
        self.playing.refresh(reviewed)
        self.timeline.refresh(reviewed)
        self.rows.show_again(reviewed.call.utterances, reviewed.call.heard)
        self._show_all(reviewed)
        self.transcript.scheduleDelayedItemsLayout()
        if marked is not None:
            self.transcript.setCurrentIndex(self.rows.index_of(marked))
        self.transcript.verticalScrollBar().setValue(scrolled)

    def _show_all(self, reviewed: ReviewedCall) -> None:
        self.head.show_call(reviewed)
        self.transport.show_call(reviewed)
        self._fit()
        self.transcript.turns.beside = beside(reviewed, reviewed.remarks)
        self._behind = {self.note, self.steps, self.talk, self.remarks}
        self._fill()
        self._chosen()
        pinned = [one for one in reviewed.remarks if one.kind == "comment" and one.utterance is not None]
        said = [reviewed.call.utterance(one.utterance or 0) for one in pinned]
        self.timeline.show_remarked([one.start for one in said if one is not None])

    def show_usual_pace(self, usual: float | None) -> None:
        """The agent's own pace, which is known later than the rest."""
        if self.reviewed is not None:
            self.talk.show_call(self.reviewed, usual)

    # --- going through it -----------------------------------------------------------------------------

    def show_sources(self, utterances: Sequence[int], play: bool = True) -> None:
        """The words that something stands on: they light up and are played."""
        if self.reviewed is None:
            return
        said = [one for id in utterances if (one := self.reviewed.call.utterance(id)) is not None]
        said.sort(key=lambda one: one.start)
        self._lit = tuple(utterances)
        self.timeline.light([one.id for one in said])
        self.note.light(utterances)
        self.steps.light(utterances)
        self.transcript.light([one.id for one in said])
        if play:
            self.playing.play_spans([(one.start, one.end) for one in said])
        elif said:
            self.playing.seek(said[0].start)

    def go_to(self, seconds: float) -> None:
        """To a second of the call, and the turn that is nearest to it."""
        self.playing.seek(seconds)
        before = (
            [one for one in self.reviewed.call.utterances if one.start <= seconds] if self.reviewed else []
        )
        if before:
            self.transcript.show_utterance(before[-1].id)

    @Slot(float)
    def play_from(self, seconds: float) -> None:
        self.playing.seek(seconds)
        self.playing.play()

    @Slot(QModelIndex)
    def _play_row(self, index: QModelIndex) -> None:
        """Enter on a turn plays from it."""
        marked = self.transcript.marked
        said = self.reviewed.call.utterance(marked) if self.reviewed and marked else None
        if said is not None:
            self.play_from(said.start)

    @Slot()
    def _chosen(self) -> None:
        marked, reviewed = self.transcript.marked, self.reviewed
        self.remarks.show_pinned(reviewed.call.utterance(marked) if marked and reviewed else None)

    def next_turn(self, step: int) -> None:
        """To the turn after where one is, or before."""
        if self.reviewed is None:
            return
        starts = [one.start for one in self.reviewed.call.utterances]
        here = self.playing.position
        if step > 0:
            start = next((one for one in starts if one > here + 0.05), None)
        else:
            start = next((one for one in reversed(starts) if one < here - 0.5), starts[0] if starts else None)
        if start is not None:
            self.playing.seek(start)
            said = next(one for one in self.reviewed.call.utterances if one.start == start)
            self.transcript.show_utterance(said.id)

    @Slot(float)
    def _follow(self, seconds: float) -> None:
        """Where one listens: on the timeline, and in the words."""
        self.timeline.show_position(seconds)
        self.transcript.show_playing(self._word_at(seconds), bring=self.playing.playing)

    def _word_at(self, seconds: float) -> tuple[int, int] | None:
        """The utterance that is heard at a second of the call, and the place of its word; of two at once the later."""
        if self.reviewed is None or not (self.playing.playing or seconds):
            return None
        said = [one for one in self.reviewed.call.utterances if one.start <= seconds < one.end + 0.2]
        return (said[-1].id, word_at(said[-1], seconds)) if said else None


def word_at(said: Utterance, seconds: float) -> int:
    """The place of the word that is said at a time; where the words have no times, or were put right, about so."""
    count = len(said.text.split())
    if len(said.words) == count and count:
        return max(sum(word.start <= seconds for word in said.words) - 1, 0)
    share = (seconds - said.start) / max(said.end - said.start, 0.1)
    return min(int(share * count), max(count - 1, 0))
