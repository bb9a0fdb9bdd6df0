"""What happens in a call, as frozen records; each is one line of `--json` output.

The fields are a contract that tools outside the project read. Times are seconds of call audio; `at` is the
moment at which the thing became known. `words` in a moment or a reason is a phrase as it was said.
"""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Channel = Literal["agent", "client"]
CHANNELS: tuple[Channel, Channel] = ("agent", "client")


@dataclass(frozen=True, slots=True)
class Word:
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
        fields = _plain(self)
        return {"type": self.type, "at": fields.pop("at"), **fields}


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
    seconds_to_decode: float | None = None

    def to_json(self) -> dict[str, Any]:
        plain = _plain(self)
        if plain["seconds_to_decode"] is None:
            del plain["seconds_to_decode"]
        return {"type": self.type, "at": plain.pop("at"), **plain}


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
    """One statement of the note and the utterances that it stands on."""

    text: str
    utterances: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Something that somebody will do. `owner`: "agent" or "client"; `due`: ISO date, or None."""

    text: str
    utterances: tuple[int, ...]
    owner: str
    due: str | None


@dataclass(frozen=True, slots=True)
class GoalDate:
    """The day by which it will be done. An ambiguous phrase has no date until somebody settles it."""

    text: str
    date: str | None
    ambiguous: bool
    utterances: tuple[int, ...]


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
class Notice(Event):
    """A word about the program itself: catching up, a channel fell silent, a fallback device."""

    type: ClassVar[str] = "notice"
    text: str


@dataclass(frozen=True, slots=True)
class Tick(Event):
    """A whole second of call time has passed."""

    type: ClassVar[str] = "tick"


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


FLEETING = (Partial, Tick, Level, Saved)
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
        types = typing.get_type_hints(kind)
        return kind(**{name: _revived(types[name], part) for name, part in value.items()})  # type: ignore[operator]
    if isinstance(value, list):
        return tuple(_revived(typing.get_args(kind)[0], part) for part in value)
    if isinstance(value, dict):  # X | None
        return _revived(typing.get_args(kind)[0], value)
    return value


def _plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, times rounded to milliseconds."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 3)
    return value
