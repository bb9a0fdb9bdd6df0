"""Whether the client is upset: a judgement over the call, never over one sentence.

Talk is full of words that sound cross and are not. So signs add up by how sure they are, and wear off with time, with
every turn of the client's that has none, and faster with calm words (thanks, a yes). A call may well begin with the
complaint that it is about: there one clear sign is enough. Later it takes two close together, or a vent that holds
one, or abuse. Once upset, the call stays one with an upset client to its end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from assist.events import Event, Moment, Utterance

SIGNS = ("client_upset", "client_venting", "client_abusive")
"""What an upset client does."""
_CALM = ("client_thanks", "client_confirms")
_UPSET_FROM = 1.45
_AT_FIRST = 0.5
"""What is expected of any call before a word was said."""
_ABUSE = 1.45
_VENT = 0.5
"""On top of the sign that the vent holds: so many words are one more."""
_CHANCE, _CLEAR = 0.5, 0.9
"""Between these confidences a sign grows from nothing to a whole one."""
_DOUBT = 0.6
"""What a turn without a sign leaves of the weight."""
_HALF = 60.0
"""Seconds in which signs lose half their weight."""
_A_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Upset:
    """The weight of the signs at the time `at`, and whether it was ever enough (`certain`). `before`: the weight
    before the client's turn that goes on, where that had no sign yet. `counted`: what the latest utterance with a
    sign weighed."""

    weight: float = _AT_FIRST
    at: float = math.inf
    certain: bool = False
    before: float | None = None
    utterance: int = 0
    counted: float = 0.0
    agent_spoke: bool = True

    def hear(self, event: Event) -> Upset:
        """The judgement after a moment or an utterance, in the order in which they became known."""
        if isinstance(event, Utterance):
            return self._turn(event)
        if not isinstance(event, Moment):
            return self
        if event.moment in SIGNS:
            return self._sign(event)
        if event.moment in _CALM:
            return replace(self, weight=self._left(self.weight, event.at) / 2, at=event.at)
        return self

    def _turn(self, utterance: Utterance) -> Upset:
        if len(utterance.text.split()) <= _A_FEW_WORDS:
            return self
        if utterance.channel == "agent":
            return replace(self, agent_spoke=True)
        if not self.agent_spoke:
            return self
        left = self._left(self.weight, utterance.at)
        return replace(self, weight=left * _DOUBT, before=left, at=utterance.at, agent_spoke=False)

    def _sign(self, sign: Moment) -> Upset:
        counted = self.counted if sign.utterance == self.utterance else 0.0
        more = max(counted, _weight(sign))
        weight = self._left(self.weight if self.before is None else self.before, sign.at) + more - counted
        return Upset(
            weight,
            sign.at,
            self.certain or weight >= _UPSET_FROM,
            utterance=sign.utterance,
            counted=more,
            agent_spoke=self.agent_spoke,
        )

    def _left(self, weight: float, now: float) -> float:
        return weight * math.pow(0.5, max(0.0, now - self.at) / _HALF)


def _weight(sign: Moment) -> float:
    if sign.moment == "client_abusive":
        return _ABUSE
    clear = min(1.0, max(0.0, (sign.confidence - _CHANCE) / (_CLEAR - _CHANCE)))
    return clear + _VENT if sign.moment == "client_venting" else clear
