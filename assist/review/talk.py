"""Who spoke and how much: the talk-listen ratio, overlaps, silences, interruptions, dead air, pace.

A speaker's time is that of their utterances, not of the words in them; a pause of the call is nobody's silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assist.coach.floor import DEAD_AIR
from assist.events import CHANNELS, Channel, Moment, Utterance
from assist.review.kept_call import KeptCall

SILENCE = 3.0
"""Seconds from which nobody's speaking is a silence, and not a breath between two turns."""
OVERLAP = 0.3
"""Seconds from which two voices at once are an overlap, and not a change of turns."""
ENOUGH_WORDS = 40
"""With fewer words an agent has no pace."""
ENOUGH_CALLS = 3
"""With fewer calls before, an agent has no baseline."""

Span = tuple[float, float]
"""From and to, in seconds of the call."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The figures of one call. Times in seconds; `pace` in the agent's words a minute, None where they said too
    little."""

    agent: float
    client: float
    overlaps: tuple[Span, ...]
    silences: tuple[Span, ...]
    interruptions: tuple[Moment, ...]
    dead_air: tuple[Span, ...]
    longest_turn: Span | None
    """The longest time that the agent went on without the client saying anything."""
    pace: float | None

    @property
    def share(self) -> float | None:
        """The agent's part of all talk, 0 to 1; None in a call without words."""
        both = self.agent + self.client
        return self.agent / both if both else None


def talk(call: KeptCall) -> Talk:
    """The figures of a call, from its utterances, moments and gaps."""
    spoken = {channel: _joined(_spans(call.utterances, channel)) for channel in CHANNELS}
    paused = _joined((gap.start, call.seconds if gap.end is None else gap.end) for gap in call.gaps)
    anybody = _joined([*spoken["agent"], *spoken["client"], *paused])
    silences = tuple(
        (before[1], after[0]) for before, after in pairwise(anybody) if after[0] - before[1] >= SILENCE
    )
    left_alone = [moment for moment in call.moments if moment.moment == "agent_left_dead_air"]
    dead_air = tuple(
        silence
        for silence in silences
        if silence[1] - silence[0] >= DEAD_AIR
        and any(silence[0] <= moment.at <= silence[1] + 1 for moment in left_alone)
    )
    return Talk(
        _length(spoken["agent"]),
        _length(spoken["client"]),
        tuple(span for span in _common(spoken["agent"], spoken["client"]) if span[1] - span[0] >= OVERLAP),
        silences,
        tuple(moment for moment in call.moments if moment.moment == "agent_interrupted"),
        dead_air,
        _longest_turn(call.utterances),
        pace(call.utterances),
    )


def pace(utterances: Iterable[Utterance]) -> float | None:
    """The agent's words in a minute of their talk; None where they said too little to tell."""
    said = [one for one in utterances if one.channel == "agent"]
    words = sum(len(one.text.split()) for one in said)
    seconds = _length(_joined((one.start, one.end) for one in said))
    return words * 60 / seconds if words >= ENOUGH_WORDS and seconds > 0 else None


def baseline(paces: Sequence[float | None]) -> float | None:
    """An agent's usual pace, from that of their other calls: the median; None where these are too few."""
    known = [one for one in paces if one is not None]
    return median(known) if len(known) >= ENOUGH_CALLS else None


def _spans(utterances: Iterable[Utterance], channel: Channel) -> list[Span]:
    return [(one.start, one.end) for one in utterances if one.channel == channel]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap as one, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _common(these: Sequence[Span], those: Sequence[Span]) -> list[Span]:
    """Where both hold; each is in order and without overlaps of its own."""
    common: list[Span] = []
    at = other = 0
    while at < len(these) and other < len(those):
        start, end = max(these[at][0], those[other][0]), min(these[at][1], those[other][1])
        if start < end:
            common.append((start, end))
        if these[at][1] < those[other][1]:
            at += 1
        else:
            other += 1
    return common


def _length(spans: Iterable[Span]) -> float:
    return sum(end - start for start, end in spans)


def _longest_turn(utterances: Sequence[Utterance]) -> Span | None:
    turns: list[Span] = []
    going = False
    for one in utterances:
        if one.channel != "agent":
            going = False
        elif going:
            turns[-1] = (turns[-1][0], max(turns[-1][1], one.end))
        else:
            turns.append((one.start, one.end))
            going = True
    return max(turns, key=lambda turn: turn[1] - turn[0], default=None)
