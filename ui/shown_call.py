"""What the window shows of a call: each record goes to the part that draws it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from assist.coach.floor import KIND
from assist.errors import InputError
from assist.events import (
    CallOver,
    Event,
    Gap,
    Health,
    Level,
    Moment,
    Note,
    Notice,
    Omission,
    Partial,
    Prompt,
    PromptCleared,
    ReadBack,
    Saved,
    SoundKept,
    StepChanged,
    Utterance,
    UtteranceCorrected,
    Warning,
)
from assist.wording import ago, quoted, typeset, why
from ui import courtesy
from ui.bridge import Ended
from ui.call_bar import CallState
from ui.keys import DEEDS
from ui.panel import Panel
from ui.words import tr

WARNING_SECONDS = 15.0
"""Call time after which a warning goes by itself."""
GLANCE_SECONDS = 4.0
"""Call time for which a warning stays even if the next card comes, the agent puts it right, or the client has the
floor again that was taken from them: it has to be read first."""
NOTICE_SECONDS = 10.0
FRESH_SECONDS = 10.0
"""Call time for which what is saved is simply saved: a count of seconds would change all the time."""


class ShownCall(QObject):
    """Takes the records in batches. `changed` is sent after each, `state_changed` when the call comes into
    another state; `over` tells why a call broke off, or nothing."""

    changed = Signal()
    state_changed = Signal()

    def __init__(self, parts: Panel) -> None:
        super().__init__(parts)
        self._parts = parts
        self.state: CallState = "idle"
        self.now = 0.0
        self.saved = False
        self.broken = False
        self._saved_at: float | None = None
        self._late = False
        self._warned_at: float | None = None
        self._warned = ""
        self._cut_in: int | None = None
        """The agent's utterance that took the floor."""
        self._floor_taken = False
        self._omitted: list[str] = []
        self._noticed_at: float | None = None
        self._lasting: dict[str, str] = {}
        """What holds until the call ends, or is saved again: why, in a sentence."""
        self._courtesy = courtesy.Courtesy()
        self.enter("idle", "")

    @property
    def live(self) -> bool:
        """Whether somebody is on the line."""
        return self.state in ("running", "paused", "ending")

    def begin(self) -> None:
        """A new call: everything of the one before leaves the window."""
        parts = self._parts
        self.now = 0.0
        self._saved_at, self.saved, self._late, self.broken = None, False, False, False
        self._noticed_at, self._cut_in, self._lasting = None, None, {}
        self._courtesy = courtesy.Courtesy()
        for lamp in parts.call_bar.lamps.values():
            lamp.begin()
        self._clear_warning()
        parts.wrap_up.clear()
        parts.checklist.clear()
        self._rest()
        parts.transcript.clear()
        parts.note_view.clear()
        parts.footer.show_notice("")
        parts.footer.show_saved("")
        parts.call_bar.show_time(0.0)
        self.enter("running", "")
        self.changed.emit()

    def enter(self, state: CallState, words: str) -> None:
        """The call comes into a state; `words` say it where the meters stand otherwise."""
        self.state = state
        parts = self._parts
        parts.call_bar.show_state(state, words)
        parts.checklist.setEnabled(state in ("running", "paused"))
        parts.wrap_up.offer(state == "ended" and not self.broken)
        self._allow_saving()
        self.show_trouble()
        if self.live and parts.card.prompt is None:
            self._rest()
        parts.card.setVisible(state != "ended" or self.broken)
        self._tell_strip()
        self.state_changed.emit()

    @Slot(object)
    def take(self, records: Sequence[object]) -> None:
        for record in records:
            self._courtesy, shown = courtesy.show(self._courtesy, record)
            for one in shown:
                self._take_one(one)
        self._pass_time()
        self._parts.card.explain(self._parts.transcript.utterance)
        self._tell_strip()
        self.changed.emit()

    def hurry(self) -> None:
        """Shows at once what waits for the client to finish: the agent has turned to the card."""
        waiting, self._courtesy = self._courtesy.waiting, courtesy.Courtesy()
        if waiting:
            self.take(waiting)

    def _take_one(self, record: object) -> None:
        parts, find = self._parts, self._parts.transcript.utterance
        if isinstance(record, Event):
            self.now = max(self.now, record.at)
        if self._floor_taken and isinstance(record, Partial | Utterance) and record.channel == "client":
            self._let_go(record.at)  # they have it again
        match record:
            case Level(channel=channel, value=value):
                if self.state == "running":
                    parts.call_bar.lamps[channel].meter.show_level(value)
            case Moment(moment="agent_interrupted", utterance=utterance):
                self._cut_in = utterance
            case Moment(moment=kind) if kind in KIND and not self._omitted:
                self._let_go(record.at)  # what they were warned of is put right
            case Partial():
                parts.transcript.show_partial(record)
            case Utterance():
                parts.transcript.show_utterance(record)
                self.saved = False
            case Gap(end=float()):  # while it lasts the lamp and the footer say so
                parts.transcript.show_gap(record)
            case Health(channel=channel, state=state):
                parts.call_bar.lamps[channel].show_state(state)
            case SoundKept(on=on):
                parts.call_bar.show_kept(on)
            case UtteranceCorrected():
                parts.transcript.show_correction(record)
            case Prompt():
                parts.card.show_prompt(record, parts.checklist.place_of(record.step))
                parts.card.show()
                self._let_go(record.at)
            case PromptCleared(id=id):
                if parts.card.prompt is not None and parts.card.prompt.id == id:
                    self._rest()
            case Warning():
                lead_in = tr("Say instead:") if record.repair else ""
                repair = quoted(record.repair) if record.repair else ""
                parts.warning.show_words(
                    typeset(record.headline), lead_in, typeset(repair), why(record.because, find, tr)
                )
                self._warn(record.at, typeset(record.headline))
                self._floor_taken = any(reason.utterance == self._cut_in for reason in record.because)
            case Omission():
                self._omitted.append(record.headline)
                first, *others = self._omitted
                parts.warning.show_words(first, tr("And:") if others else "", ". ".join(others))
                self._warn(record.at, first)
                self._late = True
                self._show_note(parts.note_view.note)
            case StepChanged():
                parts.checklist.show_step(record, find)
                if parts.card.prompt is None and self.live:
                    self._rest()
                self._late = self._late or parts.checklist.at_last_step()
                self._show_note(parts.note_view.note)
            case Note():
                self._show_note(record)
                self._allow_saving()
            case ReadBack(sentences=sentences):
                parts.read_back_view.show_sentences(sentences, find)
            case Notice(text=text, until="end" | "saved" as until):
                self._lasting[until] = tr(text)
            case Notice(text=text):
                parts.footer.show_notice(tr(text))
                self._noticed_at = self.now
            case Saved(at=at):
                self._saved_at, self.saved = at, True
                self._lasting.pop("saved", None)
            case CallOver():
                self._finish(None)
            case Ended(failure):
                if self.state != "ended":
                    self._finish(failure)

    def _allow_saving(self) -> None:
        known = self._parts.note_view.note is not None
        self._parts.wrap_up.save.setEnabled(self.state == "ended" and known)

    def _show_note(self, note: Note | None) -> None:
        self._parts.note_view.show_note(note, self._late, self._parts.transcript.utterance)
        if note is not None:
            self._parts.read_back_view.show_note(note.fields)

    def _pass_time(self) -> None:
        parts = self._parts
        parts.call_bar.show_time(self.now)
        self.show_trouble()
        if self.state == "ended":
            parts.footer.show_saved(tr("saved") if self.saved else "")
            return
        if not self.live:
            return
        if self._warned_at is not None and self.now >= self._warned_at + WARNING_SECONDS:
            self._clear_warning()
        if self._noticed_at is not None and self.now >= self._noticed_at + NOTICE_SECONDS:
            self._noticed_at = None
            parts.footer.show_notice("")
        if self._saved_at is not None:
            since = self.now - self._saved_at
            words = tr("saved") if since < FRESH_SECONDS else tr("saved {ago}", ago=ago(since, tr))
            parts.footer.show_saved(words)

    def show_trouble(self) -> None:
        """Says for as long as it lasts why a channel cannot be understood, or the note not be written."""
        words = (self._parts.call_bar.trouble if self.live else "") or "\n".join(self._lasting.values())
        if self.state == "paused":
            words = tr("Nothing is heard or kept. Press {key} to go on.", key=DEEDS["pause"].key)
        self._parts.footer.show_trouble(words)

    def _warn(self, at: float, headline: str) -> None:
        self._warned_at, self._warned = at, headline
        self._parts.card.set_compact(True)
        self._parts.card.setVisible(self._parts.card.prompt is not None)

    def _let_go(self, at: float) -> None:
        """Something else has come: the warning goes, if it stood long enough to be read."""
        if self._warned_at is not None and at > self._warned_at + GLANCE_SECONDS:
            self._clear_warning()

    def _clear_warning(self) -> None:
        self._warned_at, self._warned, self._floor_taken = None, "", False
        self._omitted.clear()
        self._parts.warning.hide()
        self._parts.card.set_compact(False)
        self._parts.card.show()

    @property
    def warned(self) -> bool:
        return self._warned_at is not None

    def _tell_strip(self) -> None:
        """What the folded window says."""
        prompt = self._parts.card.prompt
        if self._warned_at is not None:
            self._parts.strip.show_words("warning", self._warned)
        elif prompt is not None:
            self._parts.strip.show_words("card", typeset(prompt.headline))
        else:
            words = {"running": tr("Listening"), "paused": tr("Paused"), "ending": tr("Ending the call")}
            self._parts.strip.show_words("", words.get(self.state, tr("No call")))

    def _finish(self, failure: Exception | None) -> None:
        parts = self._parts
        self._clear_warning()
        parts.transcript.drop_unfinished()
        parts.note_view.show_top()
        parts.footer.show_notice("")
        if failure is None:
            self.enter("ended", tr("Call ended · saved") if self.saved else tr("Call ended"))
            parts.card.clear("")
        else:
            self.broken = True
            begun = bool(parts.transcript.rows or self.now)
            self._tell_failure(failure, begun)
            if begun:
                self.enter("ended", tr("Call stopped"))
                parts.card.clear(tr("What was heard until then is kept below."))
            else:  # a device or a model, mostly, which is chosen in the settings
                self.enter("ended", tr("Not begun"))
                hint = tr("{settings} opens the settings, {start} tries again.")
                keys = {name: DEEDS[name].key for name in ("settings", "start")}
                parts.card.clear(hint.format(**keys))

    def _tell_failure(self, failure: Exception, begun: bool) -> None:
        sentence = str(failure)
        if not isinstance(failure, InputError):
            sentence = tr(
                "Something went wrong inside the program ({kind}: {what}).",
                kind=type(failure).__name__,
                what=failure,
            )
        headline = tr("The call stopped") if begun else tr("The call could not begin")
        self._parts.warning.show_words(headline, repair=sentence)

    def show_note_saved(self, words: str) -> None:
        """The note is safe; `words` say where."""
        self.saved = True
        self._parts.call_bar.show_state("ended", tr("Call ended · saved"))
        self._parts.footer.show_saved(tr("saved"))
        self._parts.footer.show_notice(words)
        self.changed.emit()

    def _rest(self) -> None:
        """No card: what the program does, and, as long as the call goes on, which step comes next."""
        if self.state == "ending":
            self._parts.card.clear(tr("Writing down the last words"))
        else:
            doing = tr("Paused") if self.state == "paused" else tr("Listening")
            self._parts.card.clear(doing, typeset(self._parts.checklist.next_up))
        self._parts.card.setVisible(not self.warned)
