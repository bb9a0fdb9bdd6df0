"""What happens in a call, as frozen records; each is one line of `--json` output.

The fields are a contract that tools outside the project read. Times are seconds of call audio; `at` is the
moment at which the thing became known. `words` in a moment or a reason is a phrase as it was said.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

Channel = Literal["agent", "client"]
CHANNELS: tuple[Channel, Channel] = ("agent", "client")


def _if_any() -> Any:
    """A field that is left out of the JSON line while it is None."""
    return field(default=None, metadata={"if_any": True})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was heard. Times in seconds of the call; `probability` 0 to 1."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Because:
    """A source: the utterance, and the words in it that counted."""

    utterance: int
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """Anything that happens in a call. `at`: seconds of call audio."""

    type: ClassVar[str]
    at: float

    def to_json(self) -> dict[str, Any]:
        """The event as the contract spells it, "type" and "at" first; None-valued extras left out."""
        return {"type": self.type, **_plain(self)}


@dataclass(frozen=True, slots=True)
class Partial(Event):
    """What an unfinished utterance sounds like so far; `stable` is the length of the part that agreed."""

    type: ClassVar[str] = "partial"
    channel: Channel
    start: float
    text: str
    stable: int


@dataclass(frozen=True, slots=True)
class Utterance(Event):
    """A finished utterance; its text never changes after. Ids count from 1."""

    type: ClassVar[str] = "utterance"
    id: int
    channel: Channel
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    seconds_to_decode: float | None = _if_any()


@dataclass(frozen=True, slots=True)
class Moment(Event):
    """Somebody said a kind of thing: the name is one of `assist.coach.moments.MOMENTS`."""

    type: ClassVar[str] = "moment"
    moment: str
    speaker: Channel
    utterance: int
    words: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Prompt(Event):
    """The one card that is shown now."""

    type: ClassVar[str] = "prompt"
    id: int
    step: str
    headline: str
    say: str
    because: tuple[Because, ...]
    playbook: str
    source: str


@dataclass(frozen=True, slots=True)
class PromptCleared(Event):
    """A card goes away, and why: the agent did what it asks for or put it away, it has grown old, or another came."""

    type: ClassVar[str] = "prompt_cleared"
    id: int
    reason: Literal["done", "expired", "replaced", "dismissed"]


@dataclass(frozen=True, slots=True)
class Warning(Event):
    """The agent said what makes things worse; `repair` is a line to say now."""

    type: ClassVar[str] = "warning"
    id: int
    headline: str
    repair: str
    because: tuple[Because, ...]
    source: str


@dataclass(frozen=True, slots=True)
class StepChanged(Event):
    """What has become of a step of the playbook; a tick without `because` is the agent's own."""

    type: ClassVar[str] = "step"
    step: str
    state: Literal["active", "done", "skipped"]
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Omission(Event):
    """Something that should have been said by now was not."""

    type: ClassVar[str] = "omission"
    id: int
    headline: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of the note and the utterances that it stands on.

    `generated`: where the agent has changed it, what the program had written ("" where it had nothing).
    """

    text: str
    utterances: tuple[int, ...]
    generated: str | None = _if_any()


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Something that somebody will do. `owner`: "agent" or "client"; `due`: ISO date, or None."""

    text: str
    utterances: tuple[int, ...]
    owner: str
    due: str | None
    generated: str | None = _if_any()


@dataclass(frozen=True, slots=True)
class GoalDate:
    """The day by which it will be done. An ambiguous phrase has no date until somebody settles it."""

    text: str
    date: str | None
    ambiguous: bool
    utterances: tuple[int, ...]
    generated: str | None = _if_any()


@dataclass(frozen=True, slots=True)
class NoteFields:
    """The documented conversation."""

    problem: tuple[Entry, ...] = ()
    client_wants: tuple[Entry, ...] = ()
    cannot_do: tuple[Entry, ...] = ()
    options: tuple[Entry, ...] = ()
    plan: tuple[PlanEntry, ...] = ()
    goal_date: GoalDate | None = None
    contact: tuple[Entry, ...] = ()
    follow_up: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Note(Event):
    """The note as it stands; `unsupported` lists statements whose facts nobody said."""

    type: ClassVar[str] = "note"
    fields: NoteFields
    read_back: str
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBackSentence:
    """A sentence of the note to say aloud, and what became of it.

    `field`: the note's field that it tells ("" for the closing question). `voiced`: the utterances in which the
    agent said it. `answered`: the utterance in which the client confirmed or corrected it; `correction` what the
    client said instead, in their words.
    """

    text: str
    field: str
    state: Literal["waiting", "voiced", "confirmed", "corrected"] = "waiting"
    voiced: tuple[int, ...] = ()
    answered: int | None = None
    correction: str = ""


@dataclass(frozen=True, slots=True)
class ReadBack(Event):
    """How far the reading back has come. It is open from the agent's ReadBackStarted until `ReadBackEnded`."""

    type: ClassVar[str] = "read_back"
    sentences: tuple[ReadBackSentence, ...]


@dataclass(frozen=True, slots=True)
class CallOver(Event):
    """The sound has ended and the note stands; what comes now is the work after the call."""

    type: ClassVar[str] = "call_over"


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """A word about the program itself: catching up, a channel fell silent, a fallback device. `until`: it holds for
    the rest of the call ("end"), or until the call is saved again."""

    type: ClassVar[str] = "notice"
    text: str
    until: Literal["end", "saved"] | None = _if_any()


@dataclass(frozen=True, slots=True)
class Gap(Event):
    """Nothing of a channel was heard or kept from `start` on. It comes twice: with `end` None when it begins, and
    with its end when it is over.

    `reason`: the agent paused the call or muted their microphone, or the device was lost.
    """

    type: ClassVar[str] = "gap"
    channel: Channel
    start: float
    end: float | None
    reason: Literal["paused", "muted", "lost"]


@dataclass(frozen=True, slots=True)
class Health(Event):
    """A channel's lamp changes; the words for each state are `assist.audio.health.WORDS`."""

    type: ClassVar[str] = "health"
    channel: Channel
    state: Literal["working", "silent", "too_quiet", "clipping", "lagging", "echo", "lost"]


@dataclass(frozen=True, slots=True)
class SoundKept(Event):
    """Whether the sound itself is kept from now on."""

    type: ClassVar[str] = "sound_kept"
    on: bool


@dataclass(frozen=True, slots=True)
class Tick(Event):
    """A whole second of call time has passed. `quiet`: nobody is speaking now."""

    type: ClassVar[str] = "tick"
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Level(Event):
    """How loud a channel is now, as the part of its meter that is lit: 0 to 1."""

    type: ClassVar[str] = "level"
    channel: Channel
    value: float


@dataclass(frozen=True, slots=True)
class Saved(Event):
    """Everything that was known by now is in the store."""

    type: ClassVar[str] = "saved"


FLEETING = (Partial, Tick, Level, Health, SoundKept, Saved, CallOver)
"""Events that are for the eye alone: none of them is worth keeping."""


# --- what the agent does in the window -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PromptAnswered(Event):
    """The agent says "done" or "not now" to the card."""

    type: ClassVar[str] = "prompt_answered"
    id: int
    answer: Literal["done", "not_now"]


@dataclass(frozen=True, slots=True)
class StepTicked(Event):
    """The agent ticks or unticks a step by hand; manual always wins."""

    type: ClassVar[str] = "step_ticked"
    step: str
    done: bool


@dataclass(frozen=True, slots=True)
class NoteEdited(Event):
    """The agent changes an entry of the note; it is theirs from then on, whatever is said later.

    `field`: a field of NoteFields. `was`: the entry's text as it stood ("" for a new entry). `text`: what it is
    to be ("" takes it out). `to`: the field it moves to ("" where it stays). `owner` and `due` (ISO date, ""
    for none) of a plan row, `due` of the goal date too; None leaves them as they are.
    """

    type: ClassVar[str] = "note_edited"
    field: str
    was: str
    text: str
    to: str = ""
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class UtteranceCorrected(Event):
    """The agent puts right what an utterance says or who said it; None leaves the one or the other as it is."""

    type: ClassVar[str] = "utterance_corrected"
    utterance: int
    text: str | None = None
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class ReadBackStarted(Event):
    """The agent begins to read the note back."""

    type: ClassVar[str] = "read_back_started"


@dataclass(frozen=True, slots=True)
class ReadBackMarked(Event):
    """The agent says by hand what became of a sentence of the read-back (counted from 0); manual always wins."""

    type: ClassVar[str] = "read_back_marked"
    sentence: int
    state: Literal["waiting", "voiced", "confirmed"]


@dataclass(frozen=True, slots=True)
class ReadBackEnded(Event):
    """The agent leaves the read-back."""

    type: ClassVar[str] = "read_back_ended"


@dataclass(frozen=True, slots=True)
class Disposition(Event):
    """The agent says how the call came out, in the words that their team has for it; and, where they know it, why
    the problem happened and what changes."""

    type: ClassVar[str] = "disposition"
    disposition: str
    root_cause: str = ""


@dataclass(frozen=True, slots=True)
class PromiseSettled(Event):
    """Somebody says what became of a promise, by its text in the note's plan. `on`: that day, as an ISO date."""

    type: ClassVar[str] = "promise_settled"
    text: str
    state: Literal["kept", "broken", "open"]
    on: str | None = _if_any()


@dataclass(frozen=True, slots=True)
class PromiseMoved(Event):
    """A promise, by its text in the note's plan, is now `due` on another day; both are ISO dates, as `on`, the day
    on which somebody said so."""

    type: ClassVar[str] = "promise_moved"
    text: str
    due: str
    on: str


def from_json(line: dict[str, Any]) -> Event:
    """The event that `to_json` made this of. Raises KeyError, TypeError or ValueError where it made no such line."""
    kinds = {kind.type: kind for kind in Event.__subclasses__()}
    values = dict(line)
    event = _revived(kinds[values.pop("type")], values)
    assert isinstance(event, Event)
    return event


def _revived(kind: Any, value: Any) -> Any:
    """A dict as the dataclass `kind`, a list as a tuple, by the types of the fields."""
    if dataclasses.is_dataclass(kind):
        record: Any = kind
        nested = _nested(record)
        if nested:
            parts = {name: _revived(nested[name], value[name]) for name in nested if name in value}
            value = {**value, **parts}
        return record(**value)
    if isinstance(value, list):
        return tuple(_revived(typing.get_args(kind)[0], part) for part in value)
    if isinstance(value, dict):  # X | None
        return _revived(typing.get_args(kind)[0], value)
    return value


@functools.cache
def _nested(kind: Any) -> dict[str, Any]:
    """The types of those fields of a record that hold records or tuples; the others, nearly all, are taken as they are.
    To work this out takes longer than all else."""
    types = typing.get_type_hints(kind)
    return {name: of_field for name, of_field in types.items() if _holds(of_field)}


def _holds(kind: Any) -> bool:
    plain = dataclasses.is_dataclass(kind) or typing.get_origin(kind) is tuple
    return plain or any(_holds(part) for part in typing.get_args(kind))


def _plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, times rounded to milliseconds."""
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    plain = {}
    for name, if_any in _fields(kind):
        part = getattr(value, name)
        of = type(part)
        if of is str or of is int:
            plain[name] = part
        elif of is float:
            plain[name] = round(part, 3)
        elif part is not None or not if_any:
            plain[name] = _plain(part)
    return plain


_AS_THEY_ARE = frozenset((str, int, bool, type(None)))
_FIELDS: dict[type, tuple[tuple[str, bool], ...]] = {}


def _fields(kind: type) -> tuple[tuple[str, bool], ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple((part.name, "if_any" in part.metadata) for part in dataclasses.fields(kind))
    return _FIELDS[kind]
