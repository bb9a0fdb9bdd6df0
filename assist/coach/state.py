"""What the coach knows of a call so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from assist.coach.sound import Sound
from assist.events import Because

UPSET_FROM = 0.8
"""So much confidence, summed over the call's upset moments, makes the client upset."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Shown:
    """The card that is on the screen: `id` is the prompt's."""

    id: int
    card: str
    at: float


@dataclass(frozen=True, slots=True)
class CoachState:
    """Everything `step` remembers; at a call's start, the defaults."""

    now: float = 0.0
    started: bool = False
    next_id: int = 1
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    """Steps that the agent ticked or unticked; evidence no longer moves them."""
    active: str | None = None
    card: Shown | None = None
    shown_at: tuple[float, ...] = ()
    """When cards and warnings came, those of the last ten minutes."""
    warned_of: int = 0
    """The utterance that the latest warning was about."""
    not_before: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """When a card ("card apologize") or a warning ("warning calm_down") may come again."""
    sound: Sound = field(default_factory=Sound)
    own: frozenset[tuple[int, str]] = frozenset()
    """What the playbook's own cues noticed in or since the latest utterance: its id, and the cue."""
    upset: float = 0.0
    venting: bool = False
    heard: Mapping[str, Because] = field(default_factory=lambda: MappingProxyType({}))
    """The latest evidence of each moment."""
    last_utterance: int = 0
    broken_off: int = 0
    """The client's latest utterance that broke off in mid-sentence: somebody talked over them."""
    client_said: tuple[tuple[int, str], ...] = ()
    """The client's latest utterances, id and text."""
    announced: frozenset[str] = frozenset()

    @property
    def is_upset(self) -> bool:
        return self.upset >= UPSET_FROM


def with_entry(mapping: Mapping[str, Value], key: str, value: Value) -> Mapping[str, Value]:
    """The mapping with one entry more, or changed; the old one stays as it is."""
    return MappingProxyType({**mapping, key: value})
