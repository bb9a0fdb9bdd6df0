"""Who has the floor: interruptions as people judge them, and silences nobody announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assist.coach.phrasebook import Found
from assist.coach.tokens import Spoken
from assist.events import Utterance

DEAD_AIR = 8.0
"""Seconds of silence after which the caller wonders whether anybody is there."""
END_OF_VENT = 1.5
"""Seconds of silence after which somebody who vents is done; shorter pauses are breath."""

_ANNOUNCED = frozenset(("announced_pause", "agent_offered_break"))
_OWN_PAUSE = "own_pause"
_OVERLAP = 0.5  # at two turn changes in five people overlap by less than this, and nobody minds
_CUT_OFF = 0.2
_TALKING_OVER = 5
KIND = frozenset(("agent_empathized", "agent_acknowledged", "agent_apologized"))
"""What can be said over somebody who vents."""
_KIND_WORDS = 8  # "mm, I'm so sorry" over a vent is listening


@dataclass(frozen=True, slots=True)
class Turn:
    """An utterance, read: its tokens and the kinds of things it says, by name."""

    utterance: Utterance
    spoken: Spoken
    kinds: dict[str, Found]
    backchannel: bool
    """Only a sign of listening: "mm-hm", "right, I see"."""
    odds: Mapping[str, float]
    """What the network thinks of it, by moment (log odds)."""

    @property
    def length(self) -> int:
        return len(self.spoken.tokens)


def interruption(agent: Turn, client: Turn) -> float | None:
    """How sure it is that the agent took the floor from the client who had it; None where that is not so:
    a backchannel, the overlap of an ordinary turn change, an agent who spoke first."""
    if agent.backchannel or client.backchannel or agent.length < 2 or client.length < 3:
        return None
    mine, theirs = agent.utterance, client.utterance
    left = theirs.end - mine.start
    if mine.start - theirs.start < _OVERLAP:
        return None
    if agent.length < _KIND_WORDS and not KIND.isdisjoint(agent.kinds):
        return None
    if mine.end < theirs.end:  # the client kept the floor; a few words over it are still talking over
        return 0.6 if left >= _OVERLAP and agent.length >= _TALKING_OVER else None
    if left < (_CUT_OFF if "unfinished" in client.kinds else _OVERLAP):
        return None
    return 0.9 if left >= 2 * _OVERLAP or "unfinished" in client.kinds else 0.7


def is_dead_air(last: Turn, agent: Turn | None, seconds: float) -> bool:
    """Whether a silence of that many seconds after the turn `last` is the agent's to break; `agent` is the
    agent's latest turn that was more than a backchannel."""
    if seconds < DEAD_AIR:
        return False
    if agent is not None and not _ANNOUNCED.isdisjoint(agent.kinds):
        return False
    if _OWN_PAUSE in last.kinds:  # the client went to look for something
        return False
    asked = last.utterance.channel == "agent" and last.spoken.line.endswith("? ")
    asked = asked or (last is agent and any(name.startswith("agent_asked") for name in last.kinds))
    return not asked
