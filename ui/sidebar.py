"""The sidebar beside a live call. It draws what the events say and hands on what the agent does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assist.events import (
    Event,
    PromptAnswered,
    ReadBackEnded,
    ReadBackStarted,
    StepTicked,
)
from ui.call_bar import CallBar, CallState
from ui.card import Card
from ui.checklist import Checklist
from ui.dock import NARROWEST, USUAL, WIDEST, Dock, float_above
from ui.follow_ups_view import FollowUpsView
from ui.footer import Footer
from ui.keys import DEEDS, READ_BACK
from ui.note_view import NoteView
from ui.overview import Overview
from ui.playbook_shape import PlaybookShape
from ui.pulse import Pulse
from ui.question import Answer, Question
from ui.read_back_view import ReadBackView
from ui.reading import Reading
from ui.shown_call import Parts, ShownCall
from ui.stage import Stage
from ui.strip import Strip
from ui.theme import Theme
from ui.transcript_list import TranscriptList
from ui.transcript_view import TranscriptView
from ui.warning import WarningCard
from ui.words import tr
from ui.wrap_up import WrapUp

LOWEST = 540
"""The height of a full HD screen at a scale of 200 %."""
DISPOSITIONS = ("Resolved", "Follow-up promised", "Handed on", "Not resolved", "Call broke off")


class Sidebar(QWidget):
    """Records come in through `pulse.take`; what the agent does goes out as `action`, wishes as signals."""

    action = Signal(object)
    start_asked = Signal()
    end_asked = Signal()
    pause_asked = Signal(bool)
    save_asked = Signal()
    copy_asked = Signal()
    settings_asked = Signal()
    follow_ups_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        playbook: PlaybookShape,
        theme: Theme,
        title: str,
        places: QSettings | None = None,
        dispositions: Sequence[str] = DISPOSITIONS,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.close_when_done = False
        self.folded = False
        self._answered: int | None = None
        self._shortcuts: dict[str, list[QShortcut]] = {}
        self.setWindowTitle(title)
        float_above(self)
        self.dock = Dock(self, places)

        self.pulse = Pulse(self)
        self.call_bar = CallBar(theme)
        self.strip = Strip(theme)
        self.warning = WarningCard(theme)
        self.card = Card(theme)
        self.wrap_up = WrapUp(theme, dispositions)
        self.checklist = Checklist(theme, playbook.steps)
        self.transcript = TranscriptList(self)
        self.transcript_view = TranscriptView(theme, self.transcript)
        self.note_view = NoteView(theme)
        self.read_back_view = ReadBackView(theme)
        self.overview = Overview(theme)
        self.follow_ups_view = FollowUpsView(theme)
        self.question = Question(theme)
        self.footer = Footer(theme, playbook.title)
        self.stage = Stage(theme, self.warning, self.card, self.wrap_up)
        self.reading = Reading(theme, self.transcript_view, self.note_view)
        self.newest_button = self.reading.newest
        self.save_button = self.wrap_up.save

        self._lay_out()
        self.call = ShownCall(
            Parts(
                self.call_bar,
                self.warning,
                self.card,
                self.wrap_up,
                self.strip,
                self.checklist,
                self.transcript,
                self.note_view,
                self.read_back_view,
                self.footer,
            ),
            self,
        )
        self._connect()
        self._dress()
        theme.changed.connect(self._dress)
        self.dock.place()
        # not on a button: a stray space bar must not end the call
        self.transcript_view.setFocus()
        self.card.clear(tr("Start a call with {key}.", key=DEEDS["start"].key))

    def show_playbook(self, playbook: PlaybookShape) -> None:
        """The next call follows another playbook."""
        self.checklist.show_steps(playbook.steps)
        self.footer.show_playbook(playbook.title)
        self._fit_stage()

    @property
    def state(self) -> CallState:
        return self.call.state

    # --- the parts and where they stand ---------------------------------------------------------------

    def _lay_out(self) -> None:
        call = QWidget()
        inner = QVBoxLayout(call)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        above: tuple[QWidget, ...] = (self.stage, self.checklist, self._hairline())
        for part in above:
            inner.addWidget(part)
        inner.addWidget(self.reading, 1)

        self._pages = QStackedWidget()
        for page in (call, self.read_back_view, self.overview, self.follow_ups_view):
            self._pages.addWidget(page)

        column = QVBoxLayout(self)
        # the window's height is the agent's: a long card scrolls, it never pushes the window larger
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._foot_line = self._hairline()
        head: tuple[QWidget, ...] = (self.call_bar, self._hairline(), self.strip)
        foot: tuple[QWidget, ...] = (self._foot_line, self.question, self.footer)
        for part in head:
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        for part in foot:
            column.addWidget(part)
        self.strip.hide()

    def _hairline(self) -> QFrame:
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        return line

    def _connect(self) -> None:
        self.pulse.batch.connect(self.call.take)
        self.call.changed.connect(self._after_records)
        self.call.state_changed.connect(self._state_changed)
        self.call_bar.button.clicked.connect(self.start_or_end)
        self.call_bar.pause.clicked.connect(self._pause)
        self.call_bar.menu.clicked.connect(self._open_menu)
        self.call_bar.dragged.connect(self.dock.drag)
        self.card.done.connect(self.done)
        self.card.not_now.connect(self.not_now)
        self.card.why_asked.connect(self._why)
        self.checklist.ticked.connect(lambda step, done: self._act(StepTicked(0.0, step, done)))
        self.checklist.source_chosen.connect(self.transcript_view.show_utterance)
        self.note_view.chosen.connect(self.transcript_view.show_utterance)
        for source in (self.note_view.edited, self.transcript.corrected, self.read_back_view.action):
            source.connect(self._act)
        self.read_back_view.left.connect(self._leave)
        self.overview.left.connect(self._leave)
        self.follow_ups_view.left.connect(self._leave)
        self.wrap_up.save_asked.connect(self._save)
        self.wrap_up.copy_asked.connect(self.copy_asked)
        self.wrap_up.read_back_asked.connect(self.read_back)
        self.reading.read_back.clicked.connect(self.read_back)
        self.newest_button.clicked.connect(self.transcript_view.follow)
        self.transcript_view.following_changed.connect(self._following)
        deeds: dict[str, Callable[[], object]] = {
            "done": self.done,
            "not_now": self.not_now,
            "why": self._why,
            "start": self._start,
            "end": self._end,
            "pause": self._pause,
            "correct": self.transcript_view.correct,
            "other_speaker": self.transcript_view.swap_speaker,
            "newest": self.transcript_view.follow,
            "read_back": self.read_back,
            "voiced": self.read_back_view.mark_voiced,
            "confirmed": self.read_back_view.mark_confirmed,
            "again": self.read_back_view.mark_again,
            "edit": self.read_back_view.edit,
            "before": self.read_back_view.before,
            "after": self.read_back_view.after,
            "cause": self.wrap_up.cause.setFocus,
            "save": self._save,
            "copy": self.copy_asked.emit,
            "fold": self.fold,
            "settings": self.settings_asked.emit,
            "follow_ups": self.follow_ups_asked.emit,
            "other_edge": self.dock.swap_edge,
            "overview": self._show_overview,
            "leave": self._leave,
            "close": self.close,
        }
        for name, deed in deeds.items():
            for key in DEEDS[name].keys:
                self._add_key(name, key, deed)
        for number, key in enumerate(DEEDS["tick"].keys, start=1):
            self._add_key("tick", key, partial(self._number, number))
        self._show_page(0)

    def _add_key(self, name: str, key: str, deed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(deed)
        self._shortcuts.setdefault(name, []).append(shortcut)

    @Slot()
    def _dress(self) -> None:
        larger = max(self._theme.scale, 1.0)
        wider = 1 + (larger - 1) * 0.6
        self.setMinimumSize(round(NARROWEST * wider), 1 if self.folded else LOWEST)
        self.setMaximumWidth(round(WIDEST * larger))
        self.dock.usual_width = round(USUAL * wider)
        self._theme.dress(self)
        if self.isVisible():
            self.dock.place()
        self._fit_stage()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_stage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stage.forget()
        self._fit_stage()

    def _fit_stage(self) -> None:
        """The cards have what they need, as long as transcript and note keep a readable rest."""
        width = self.width()
        parts: tuple[QWidget, ...] = (self.call_bar, self.checklist, self.question, self.footer)
        others = 3 + sum(
            part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
            for part in parts
            if not part.isHidden()
        )
        stage = self.stage.fit(width, self.height() - others - self.reading.least_height)
        self.reading.divide(self.height() - others - stage, after_call=self.state == "ended")

    # --- modes ----------------------------------------------------------------------------------------

    def _show_page(self, page: int) -> None:
        """The call, the read-back, or the keys; only what can be done there has its keys."""
        self._pages.setCurrentIndex(page)
        for name, shortcuts in self._shortcuts.items():
            here = page == 1 if name in READ_BACK else page == 0 or name not in ("done", "not_now", "tick")
            for shortcut in shortcuts:
                shortcut.setEnabled(here)
        reader: tuple[QWidget, ...] = (
            self.transcript_view,
            self.read_back_view,
            self.overview,
            self.follow_ups_view,
        )
        reader[page].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_strip()

    def _show_strip(self) -> None:
        """The strip stands for the cards where these are not seen."""
        self.strip.setVisible(self.folded or (self._pages.currentIndex() > 0 and self.call.warned))
        if self.folded:
            self._fit_folded()

    @property
    def reading_back(self) -> bool:
        return self._pages.currentIndex() == 1

    @Slot()
    def read_back(self) -> None:
        """Opens the read-back; it needs a note, and somebody who follows."""
        if self.note_view.note is None or self.call.broken or self.state == "idle":
            return
        if self.folded:
            self.fold()
        self._act(ReadBackStarted(0.0))
        self._show_page(1)

    @Slot()
    def _show_overview(self) -> None:
        if self.folded:
            self.fold()
        self._leave_read_back()
        self._show_page(0 if self._pages.currentIndex() == 2 else 2)

    def show_follow_ups(self) -> None:
        """The promises that are due, over the call."""
        if self.folded:
            self.fold()
        self._leave_read_back()
        self._show_page(3)

    @Slot()
    def _leave(self) -> None:
        """One step back: the question, the read-back, the keys."""
        if self.question.leave():
            return
        self._leave_read_back()
        self._show_page(0)

    def _leave_read_back(self) -> None:
        if self.reading_back:
            self._act(ReadBackEnded(0.0))

    @Slot()
    def fold(self) -> None:
        """To a strip with lamp, timer and card, or back to the whole."""
        self.folded = not self.folded
        self.setMinimumHeight(1 if self.folded else LOWEST)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # not to a button, which Space would press
        for part in (self._pages, self._foot_line, self.footer):
            part.setVisible(not self.folded)
        self._show_strip()
        if not self.folded:
            self.dock.fold_to(0)

    def _fit_folded(self) -> None:
        width = self.width()
        strip = self.strip.layout().totalHeightForWidth(width)  # type: ignore[union-attr]
        asked = 0 if self.question.isHidden() else self.question.sizeHint().height()
        self.dock.fold_to(self.call_bar.sizeHint().height() + 1 + max(strip, self._theme.px(44)) + asked)

    def ask(self, words: str, answers: Sequence[Answer]) -> None:
        """A question above the bottom line."""
        self.question.ask(words, answers)
        self._show_strip()
        self._fit_stage()

    @Slot()
    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font(self._theme.tokens.body))
        for name in ("settings", "overview", "follow_ups", "", "fold", "other_edge", "", "close"):
            if not name:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{tr(DEEDS[name].words)}\t{DEEDS[name].key}")
            action.triggered.connect(self._shortcuts[name][0].activated)
        at = self.call_bar.menu.mapToGlobal(self.call_bar.menu.rect().bottomRight())
        menu.popup(QPoint(at.x() - menu.sizeHint().width(), at.y() + 4))

    # --- what happens in the call ---------------------------------------------------------------------

    def begin(self) -> None:
        """A new call."""
        self._answered = None
        self.stage.forget()
        self._show_page(0)
        self.call.begin()

    @Slot()
    def _after_records(self) -> None:
        self._fit_stage()
        self._show_strip()

    @Slot()
    def _state_changed(self) -> None:
        self._fit_stage()
        self.reading.read_back.setVisible(not self.call.broken)
        if self.state == "ended" and self.close_when_done:
            self.close()

    def show_note_saved(self, words: str) -> None:
        """The note is safe; `words` say where."""
        self.call.show_note_saved(words)

    def show_notice(self, text: str) -> None:
        """A quiet word in the footer."""
        self.footer.show_notice(text)
        self._fit_stage()

    # --- what the agent does --------------------------------------------------------------------------

    def _act(self, action: Event) -> None:
        """Hands on what the agent did, at the time of the call."""
        self.action.emit(dataclasses.replace(action, at=self.call.now))

    @Slot()
    def start_or_end(self) -> None:
        if self.call.live:
            self._end()
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        if self.state in ("idle", "ended"):
            self.start_asked.emit()

    @Slot()
    def _end(self) -> None:
        if self.state in ("running", "paused"):
            self.call.enter("ending", tr("Ending the call"))
            self.end_asked.emit()

    @Slot()
    def _pause(self) -> None:
        if self.state == "running":
            self.call.enter("paused", tr("Paused: nothing is heard or kept"))
            self.pause_asked.emit(True)
        elif self.state == "paused":
            self.call.enter("running", "")
            self.pause_asked.emit(False)

    def _answer(self, answer: str) -> None:
        prompt = self.card.prompt
        if prompt is not None and self._answered != prompt.id:
            self._answered = prompt.id
            self._act(PromptAnswered(0.0, prompt.id, "done" if answer == "done" else "not_now"))

    @Slot()
    def done(self) -> None:
        self._answer("done")

    @Slot()
    def not_now(self) -> None:
        self._answer("not_now")

    @Slot()
    def _why(self) -> None:
        prompt = self.card.prompt
        if prompt is None:
            return
        self.card.explain(self.transcript.utterance, whole=not self.card.explained)
        if self.card.explained and prompt.because:
            self.transcript_view.show_utterance(prompt.because[0].utterance)
        self._fit_stage()

    def _number(self, number: int) -> None:
        """During the call it ticks a step; after it, it says how the call came out."""
        if self.state in ("running", "paused"):
            self.checklist.toggle(number)
        elif self.state == "ended":
            self.wrap_up.choose(number)

    @Slot()
    def _save(self) -> None:
        if self.state != "ended" or self.note_view.note is None:
            return
        disposition = self.wrap_up.disposition(self.call.now)
        if disposition is not None:
            self._act(disposition)
        self.save_asked.emit()

    @Slot(bool)
    def _following(self, following: bool) -> None:
        self.newest_button.setVisible(not following)

    def closeEvent(self, event: QCloseEvent) -> None:
        """In a call it asks once; the call is then ended first, so that its last words are kept. Closing again
        does not ask, and while the call is ending does not wait."""
        if self.state in ("running", "paused"):
            event.ignore()
            if self.question.isHidden():
                self.ask(
                    tr("A call is running. End it and close?"),
                    ((tr("End and close"), self.end_and_close), (tr("Stay"), lambda: None)),
                )
            else:
                self.end_and_close()
        else:
            self.closed.emit()
            event.accept()

    @Slot()
    def end_and_close(self) -> None:
        self.close_when_done = True
        self.question.close_question()
        self._end()
