"""What the agent does in the sidebar: answers to cards, ticks, corrections, start and end."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal, Slot

from assist.events import Event, PromptAnswered, StepTicked
from ui.panel import Panel
from ui.shown_call import ShownCall
from ui.words import tr


class Agent(QObject):
    """`action` carries what belongs to the call, as an event at the call's time; the others are wishes. Whatever
    makes no sense now does nothing."""

    action = Signal(object)
    start_asked = Signal()
    end_asked = Signal()
    pause_asked = Signal(bool)
    mute_asked = Signal(bool)
    client_speaks_asked = Signal(bool)
    save_asked = Signal()
    copy_asked = Signal()
    source_asked = Signal(int)
    """An utterance that a card stands on is to be shown."""

    def __init__(self, call: ShownCall, parts: Panel) -> None:
        super().__init__(parts)
        self._call = call
        self._parts = parts
        self._answered: int | None = None
        self._muted = False
        parts.call_bar.button.clicked.connect(self.start_or_end)
        parts.call_bar.pause.clicked.connect(self.pause)
        parts.card.done.connect(self.done)
        parts.card.not_now.connect(self.not_now)
        parts.card.why_asked.connect(self.why)
        parts.checklist.ticked.connect(self._tick)
        parts.checklist.source_chosen.connect(self.source_asked)
        parts.note_view.chosen.connect(self.source_asked)
        for source in (parts.note_view.edited, parts.transcript.corrected, parts.read_back_view.action):
            source.connect(self.act)
        parts.wrap_up.save_asked.connect(self.save)
        parts.wrap_up.copy_asked.connect(self.copy_asked)

    @Slot(object)
    def act(self, action: Event) -> None:
        """Hands on what the agent did, at the time of the call."""
        self.action.emit(dataclasses.replace(action, at=self._call.now))

    def begin(self) -> None:
        """A new call: no card of it was answered yet, and nobody is muted."""
        self._answered = None
        self._muted = False

    # --- the call -------------------------------------------------------------------------------------

    @Slot()
    def start_or_end(self) -> None:
        if self._call.live:
            self.end()
        else:
            self.start()

    @Slot()
    def start(self) -> None:
        if self._call.state in ("idle", "ended"):
            self.start_asked.emit()

    @Slot()
    def end(self) -> None:
        if self._call.state in ("running", "paused"):
            self._call.enter("ending", tr("Ending the call"))
            self.end_asked.emit()

    @Slot()
    def pause(self) -> None:
        """Pauses the call, or goes on with it."""
        if self._call.state == "running":
            self._call.enter("paused", tr("Paused"))
            self.pause_asked.emit(True)
        elif self._call.state == "paused":
            self._call.enter("running", "")
            self.pause_asked.emit(False)

    @Slot()
    def mute(self) -> None:
        """Takes the agent's own voice out of the call, or back in."""
        if self._call.state == "running":
            self._muted = not self._muted
            self._parts.call_bar.lamps["agent"].show_muted(self._muted)
            self._call.show_trouble()
            self._call.changed.emit()
            self.mute_asked.emit(self._muted)

    @Slot(bool)
    def client_speaks(self, speaks: bool) -> None:
        """On a call with one microphone for both: from now on it is the client who is heard, or the agent again."""
        if self._call.live:
            self._parts.call_bar.lamps["client"].show_speaks(speaks)
            self.client_speaks_asked.emit(speaks)

    @Slot()
    def save(self) -> None:
        if self._call.state != "ended" or self._parts.note_view.note is None:
            return
        disposition = self._parts.wrap_up.disposition(self._call.now)
        if disposition is not None:
            self.act(disposition)
        self.save_asked.emit()

    # --- the card and the steps -----------------------------------------------------------------------

    @Slot()
    def done(self) -> None:
        self._answer("done")

    @Slot()
    def not_now(self) -> None:
        self._answer("not_now")

    def _answer(self, answer: str) -> None:
        prompt = self._parts.card.prompt
        if prompt is not None and self._answered != prompt.id:
            self._answered = prompt.id
            self._call.hurry()
            self.act(PromptAnswered(0.0, prompt.id, "done" if answer == "done" else "not_now"))

    @Slot()
    def why(self) -> None:
        """Shows what the card stands on, or folds that again."""
        card = self._parts.card
        if card.prompt is None:
            return
        card.explain(self._parts.transcript.utterance, whole=not card.explained)
        if card.explained and card.prompt.because:
            self.source_asked.emit(card.prompt.because[0].utterance)
        self._call.changed.emit()

    @Slot(str, bool)
    def _tick(self, step: str, done: bool) -> None:
        self.act(StepTicked(0.0, step, done))

    def number(self, number: int) -> None:
        """During the call it ticks a step; after it, it says how the call came out."""
        if self._call.state in ("running", "paused"):
            self._parts.checklist.toggle(number)
        elif self._call.state == "ended":
            self._parts.wrap_up.choose(number)
