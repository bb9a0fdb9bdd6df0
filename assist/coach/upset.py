"""Whether the client is upset: a judgement over the call, never over one sentence.

Talk is full of words that sound cross and are not. So the signs are added up by how sure they are, and every turn of
the client's that holds none takes a little away. A call may well begin with the complaint that it is about: there one
clear sign makes them maybe upset, later it takes two that are not far apart. Upset they are with two clear signs at the
beginning, with more later, with a vent, or with abuse. Who says that they take it lightly ("nobody's fault, we
laughed") gives an account and no complaint: that takes away a whole sign. A client who gave many signs counts as upset
for long after the last, one who gave few only for some turns. And whoever says to a client that this must be hard has
heard somebody upset: after a sign of the client's, the agent's sympathy is one more.
"""

from __future__ import annotations

from typing import NamedTuple

from assist.events import Event, Moment, Utterance

SIGNS = ("client_upset", "client_venting", "client_abusive")
"""What an upset client does."""
_SYMPATHY = "agent_empathized"
SAYS_UPSET = "says_upset"
"""The phrases of somebody who says that they are upset."""
AT_EASE = "at_ease"
"""The phrases of somebody who takes it lightly."""
_AT_FIRST = 0.5
"""What is expected of any call before a word was said."""
_MAYBE, _BEGINS, _ENDS, _MOST = 1.1, 1.75, 1.0, 4.0
"""From these weights on the client is maybe upset, and upset, until it falls below the third; more than the fourth is
not kept."""
_ABUSE, _VENT = 2.0, 0.5
"""An insult is plain; of a vent this comes on top of the sign that it holds, for so many words are one more."""
_CHANCE, _CLEAR = 0.5, 0.8
"""Between these confidences a sign grows from nothing to a whole one."""
_CALM_WORD, _CALM_TURN = 0.02, 0.25
"""What a word of a turn without a sign takes away, and the whole turn at most."""
_EASE, _LEAST = 1.0, -1.0
"""What taking it lightly takes away, and what is left at the least: it is not forgotten at the next sign."""


class Upset(NamedTuple):
    """The judgement so far. `before`: the weight before the client's turn that goes on; `signs`: what its signs weigh;
    `calm`: what the turn takes away if it has none; `utterance` and `counted`: the latest utterance with a sign, and
    what of it is in `signs`; `new_turn`: whether the client's next words begin a turn."""

    before: float = _AT_FIRST
    signs: float = 0.0
    calm: float = 0.0
    utterance: int = 0
    counted: float = 0.0
    new_turn: bool = True
    maybe: bool = False
    is_upset: bool = False

    def hear(self, event: Event) -> Upset:
        """The judgement after an utterance or a moment, in the order in which they became known."""
        if isinstance(event, Utterance):
            return self._turn(event)
        if isinstance(event, Moment) and event.moment in SIGNS:
            return self._sign(event)
        if isinstance(event, Moment) and event.moment == _SYMPATHY and self._weight > _AT_FIRST:
            return self._replace(before=min(_MOST, self.before + clear(event.confidence)))._judged()
        return self

    @property
    def _weight(self) -> float:
        return self.before + self.signs if self.signs else max(min(0.0, self.before), self.before - self.calm)

    def eased(self) -> Upset:
        """The judgement after words that take it lightly."""
        return self._replace(before=max(_LEAST, self.before - _EASE))._judged()

    def _turn(self, utterance: Utterance) -> Upset:
        if utterance.channel == "agent":
            return self._replace(new_turn=True)
        if not self.new_turn:
            return self
        calm = min(_CALM_TURN, _CALM_WORD * len(utterance.text.split()))
        return self._replace(before=min(_MOST, self._weight), signs=0.0, calm=calm, new_turn=False)._judged()

    def _sign(self, sign: Moment) -> Upset:
        counted = self.counted if sign.utterance == self.utterance else 0.0
        more = max(counted, _weight_of(sign))
        return self._replace(
            signs=self.signs + more - counted, utterance=sign.utterance, counted=more
        )._judged()

    def _judged(self) -> Upset:
        upset = self._weight >= (_ENDS if self.is_upset else _BEGINS)
        maybe = self._weight >= (_ENDS if self.maybe else _MAYBE)
        return self._replace(maybe=maybe, is_upset=upset)


def clear(confidence: float) -> float:
    """How much of a sign something is that was heard with this confidence."""
    return min(1.0, max(0.0, (confidence - _CHANCE) / (_CLEAR - _CHANCE)))


def _weight_of(sign: Moment) -> float:
    weight = clear(sign.confidence)
    if sign.moment == "client_abusive":
        return weight * _ABUSE
    return weight + _VENT if sign.moment == "client_venting" else weight
