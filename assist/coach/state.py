"""What the coach knows of a call so far."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, NamedTuple, TypeVar

from assist.coach.sound import Sound
from assist.coach.upset import Upset
from assist.events import Because, Event, Moment, Utterance

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Understood(Event):
    """All that an utterance says has been told: its moments came before this. Nobody outside is told of it."""

    type: ClassVar[str] = "understood"
    utterance: Utterance
    timing: Mapping[str, float] = field(default_factory=dict)
    """After a turn of the client's, how likely each card would help now (log odds)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The card that is on the screen: `id` is the prompt's."""

    id: int
    card: str
    at: float


class CoachState(NamedTuple):
    """Everything `step` remembers; at a call's start, the defaults. A tuple, which is replaced far sooner than a
    dataclass, and every second of a call replaces it."""

    now: float = 0.0
    started: bool = False
    next_id: int = 1
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    """Steps that the agent ticked or unticked; evidence no longer moves them."""
    active: str | None = None
    card: Shown | None = None
    free_from: float = -math.inf
    """From when on the last cards and warnings are far enough away for one that is not critical."""
    shown_at: tuple[float, ...] = ()
    """When those came that are not critical, in the last ten minutes."""
    warned_of: int = 0
    """The utterance that the latest warning was about."""
    not_before: Mapping[str, float] = MappingProxyType({})
    """When a card ("card apologize") or a warning ("warning calm_down") may come again."""
    sound: Sound = Sound()
    own: frozenset[tuple[int, str]] = frozenset()
    """What the playbook's own cues noticed in or since the latest utterance: its id, and the cue."""
    upset: Upset = Upset()
    venting: bool = False
    heard: Mapping[str, Because] = MappingProxyType({})
    """The latest evidence of each moment."""
    last_utterance: int = 0
    hearing: tuple[Moment, ...] | None = None
    """What the latest utterance has told so far, until it is understood: a card is chosen in view of all of it."""
    timing: Mapping[str, float] = MappingProxyType({})
    """How likely each card would help now, after the client's latest turn (log odds)."""
    timing_of: int = 0
    """That turn's utterance."""
    soon: tuple[Moment, ...] = ()
    """What a turn told just before a card may come again: looked at anew then, if nobody has said more."""
    agent_turns: tuple[int, ...] = ()
    """The first utterances of the agent's last two turns."""
    agent_moved: bool = False
    """Whether the agent spoke last, and said more than a few words: the next move is made."""
    mid_sentence: bool = False
    """Whether the client's latest words leave a sentence open."""
    client_said: tuple[tuple[int, str], ...] = ()
    """The client's latest utterances, id and text."""
    announced: frozenset[str] = frozenset()
    closing: bool = False
    """Whether the agent asked if there is anything else."""

    @property
    def is_upset(self) -> bool:
        return self.upset.is_upset

    @property
    def answering(self) -> int:
        """The first utterance of what the client is answering: the agent's last two turns."""
        return self.agent_turns[0] if self.agent_turns else 0


Outcome = tuple[CoachState, tuple[Event, ...]]
"""What an event does: the next state, and the effects in the order of their happening."""


def with_entry(mapping: Mapping[str, Value], key: str, value: Value) -> Mapping[str, Value]:
    """The mapping with one entry more, or changed; the old one stays as it is."""
    return MappingProxyType({**mapping, key: value})
