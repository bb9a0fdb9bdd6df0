"""The sidebar beside a live call. It draws what the events say and hands on what the agent does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent

from assist.events import ReadBackEnded, ReadBackStarted
from assist.settings import DISPOSITIONS
from ui.agent import Agent
from ui.call_bar import CallState
from ui.hold import Hold
from ui.keys import DEEDS
from ui.pages import Page
from ui.panel import Panel
from ui.playbook_shape import PlaybookShape
from ui.question import Answer
from ui.shortcuts import Shortcuts
from ui.shown_call import ShownCall
from ui.theme import Theme
from ui.words import tr


class Sidebar(Panel):
    """Records come in through `pulse.take`; what the agent does goes out by `agent`."""

    settings_asked = Signal()
    follow_ups_asked = Signal()
    review_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        playbook: PlaybookShape,
        theme: Theme,
        title: str,
        places: QSettings | None = None,
        dispositions: Sequence[str] = DISPOSITIONS,
    ) -> None:
        super().__init__(playbook, theme, places, dispositions)
        self.close_when_done = False
        self.setWindowTitle(title)
        self.call = ShownCall(self)
        self.agent = Agent(self.call, self)
        self._connect()
        self._dress()
        self._offer_read_back()
        self.dock.place()
        # not on a button: a stray space bar must not end the call
        self.transcript_view.setFocus()
        self.greet(ready=True)

    def greet(self, *, ready: bool) -> None:
        """Before the first call: what there is to do, and while the speech model is being loaded, that it is."""
        keys = {name: DEEDS[deed].key for name, deed in (("start", "start"), ("all", "overview"))}
        if ready:
            words, hint = (
                tr("Ready when you are."),
                tr(
                    "The arrow above, or {start}, starts a call. {all}\N{NO-BREAK SPACE}shows every key.",
                    **keys,
                ),
            )
        else:
            words = tr("Loading the speech model.")
            hint = tr(
                "{start} starts a call already; its words come once the model is loaded.",
                **keys,
            )
        self.card.welcome(words, hint)

    @property
    def state(self) -> CallState:
        return self.call.state

    def _connect(self) -> None:
        self.pulse.batch.connect(self.call.take)
        self.call.changed.connect(self._after_records)
        self.call.state_changed.connect(self._state_changed)
        self.call_bar.menu.clicked.connect(self._open_menu)
        self.call_bar.dragged.connect(self.dock.drag)
        self.agent.source_asked.connect(self.transcript_view.show_utterance)
        for page in (self.read_back_view, self.overview, self.follow_ups_view):
            page.left.connect(self._leave)
        self.wrap_up.read_back_asked.connect(self.read_back)
        self.reading.read_back.clicked.connect(self.read_back)
        self.newest_button.clicked.connect(self.transcript_view.follow)
        self.transcript_view.following_changed.connect(self._following)
        deeds: dict[str, Callable[[], object]] = {
            "done": self.agent.done,
            "not_now": self.agent.not_now,
            "why": self.agent.why,
            "start": self.agent.start,
            "end": self.agent.end,
            "pause": self.agent.pause,
            "mute": self.agent.mute,
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
            "cause": self._name_cause,
            "save": self.agent.save,
            "copy": self.agent.copy_asked.emit,
            "fold": self.fold,
            "settings": self.settings_asked.emit,
            "follow_ups": self.follow_ups_asked.emit,
            "review": self.review_asked.emit,
            "other_edge": self.dock.swap_edge,
            "overview": self.show_overview,
            "leave": self._leave,
            "close": self.close,
        }
        self._hold = Hold(self, DEEDS["client_speaks"].keys[0])
        self._hold.held.connect(self.agent.client_speaks)
        self._shortcuts = Shortcuts(self, deeds, self.agent.number)
        self._pages.turned.connect(self._turned)
        self._pages.turn_to("call")

    # --- modes ----------------------------------------------------------------------------------------

    @Slot(str)
    def _turned(self, page: Page) -> None:
        self._shortcuts.hold_for(page)
        self._show_strip()

    def _show_strip(self) -> None:
        """The strip stands for the cards where these are not seen."""
        self.strip.setVisible(self.folded or (self._pages.page != "call" and self.call.warned))
        if self.folded:
            self._fit_folded()

    @property
    def reading_back(self) -> bool:
        return self._pages.page == "read_back"

    @property
    def can_read_back(self) -> bool:
        """Whether there is a note, and somebody who follows."""
        return self.note_view.note is not None and not self.call.broken and self.state != "idle"

    def _offer_read_back(self) -> None:
        """In the call beside the note; after it the wrap-up offers it."""
        self.reading.read_back.setVisible(self.can_read_back and self.state != "ended")

    @Slot()
    def read_back(self) -> None:
        """Opens the read-back, where there is something to read."""
        if not self.can_read_back:
            return
        if self.folded:
            self.fold()
        self.agent.act(ReadBackStarted(0.0))
        self._pages.turn_to("read_back")

    @Slot()
    def show_overview(self) -> None:
        """All keys, or back from them."""
        if self.folded:
            self.fold()
        self._leave_read_back()
        self._pages.turn_to("call" if self._pages.page == "keys" else "keys")

    def show_follow_ups(self) -> None:
        """The promises that are due, over the call."""
        if self.folded:
            self.fold()
        self._leave_read_back()
        self._pages.turn_to("follow_ups")

    @Slot()
    def _leave(self) -> None:
        """One step back: the question, the read-back, the keys."""
        if self.question.leave():
            return
        self._leave_read_back()
        self._pages.turn_to("call")

    def _leave_read_back(self) -> None:
        if self.reading_back:
            self.agent.act(ReadBackEnded(0.0))

    @Slot()
    def fold(self) -> None:
        """To a strip with lamp, timer and card, or back to the whole."""
        self.folded = not self.folded
        self.setMinimumHeight(self.lowest)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # not to a button, which Space would press
        for part in (self._pages, self._foot_line, self.footer):
            part.setVisible(not self.folded)
        self._show_strip()
        if not self.folded:
            self.dock.fold_to(0)

    def _fit_folded(self) -> None:
        width = self.width()
        strip = self.strip.layout().totalHeightForWidth(width)  # type: ignore[union-attr]
        asked = 0 if self.question.isHidden() else self.question.heightForWidth(width)
        self.dock.fold_to(self.call_bar.sizeHint().height() + 1 + max(strip, self._theme.px(44)) + asked)

    def ask(self, words: str, answers: Sequence[Answer]) -> None:
        """A question above the bottom line."""
        self.question.ask(words, answers)
        self._show_strip()
        self.fit()

    def _name_cause(self) -> None:
        # a field that is not seen yet would take the focus, and the keys with it, when the call ends
        if self.wrap_up.cause.isVisible():
            self.wrap_up.cause.setFocus()

    @Slot()
    def _open_menu(self) -> None:
        self._shortcuts.open_menu(self.call_bar.menu)

    # --- what happens in the call ---------------------------------------------------------------------

    def begin(self) -> None:
        """A new call: what was asked before it is no longer in its way."""
        self.question.close_question()
        self.pulse.forget()
        self.agent.begin()
        self.stage.forget()
        self._pages.turn_to("call")
        self.call.begin()

    @Slot()
    def _after_records(self) -> None:
        self.fit()
        self.transcript_view.settle()
        self.note_view.settle()
        self._offer_read_back()
        self._show_strip()

    @Slot()
    def _state_changed(self) -> None:
        self.after_call = self.state == "ended"
        self.fit()
        self._offer_read_back()
        if self.state == "ended" and self.close_when_done:
            self.close()

    def show_note_saved(self, words: str) -> None:
        """The note is safe; `words` say where."""
        self.call.show_note_saved(words)

    def show_notice(self, text: str) -> None:
        """A quiet word in the footer."""
        self.footer.show_notice(text)
        self.fit()

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
        self.agent.end()
