"""A client who lets it all out, and the end of that."""

from __future__ import annotations

from dataclasses import dataclass, field

from assist.coach.floor import Turn
from assist.coach.upset import AT_EASE, clear

_LONG_TALK, _LONG_OPENING = 13.0, 15.5  # seconds; who calls has a story to tell before it is a vent
_LONG_TURN = 15
_SURE = 0.8
_ENOUGH = 1.9
"""So many signs of being upset make long talk a vent and not an account: about two, or a very long one."""
_VERY_LONG = 18.0  # seconds; so long a turn is more than one sign
_LATELY = 60.0  # seconds; what was said before the agent last spoke counts, too, but as one sign at most
_A_BREATH = 4
"""So many words in answer to nothing go on with a vent; fewer may be an aside."""


@dataclass
class VentingRun:
    """The client's turns since the agent last had the floor."""

    turns: list[Turn] = field(default_factory=list)
    venting: bool = False
    opening: bool = True
    """Whether the client is still telling why they call."""
    signs: int = 0
    """The agent's bare signs of listening in it."""
    ended_after_signs: int = 0
    """Those in the latest run that is over."""
    earlier: list[tuple[float, float]] = field(default_factory=list)
    """When the client showed to be upset in runs that are over, and how clearly."""

    def hear_client(self, turn: Turn, goes_on: bool = True) -> float | None:
        """Adds a turn; how sure it is that the client vents in it, None where they do not. `goes_on`: they spoke
        before, too, and the agent has said no more than "mm-hm" since: each breath of a vent is one."""
        if turn.backchannel:
            return None
        self.turns.append(turn)
        upset = [found for one in self.turns if (found := one.kinds.get("client_upset"))]
        surest = max((found.confidence for found in upset), default=0.0)
        if self.venting:
            if not (goes_on and turn.length >= _A_BREATH):
                return None
        elif (
            surest < _SURE
            or self._evidence(turn.utterance.start) < _ENOUGH
            or not (self._long_talk() or self._long_turns())
        ):
            return None
        self.venting = True
        return round(min(0.95, surest + 0.05 * (len(upset) - 1)), 2)

    def stop(self) -> bool:
        """The client is done; whether that ends a vent."""
        ended, self.venting = self.venting, False
        self.ended_after_signs, self.signs = self.signs, 0
        self.opening = self.opening and not self.turns
        self.earlier += [(turn.utterance.end, _sign(turn)) for turn in self.turns]
        self.turns.clear()
        return ended

    def _evidence(self, now: float) -> float:
        self.earlier = [(at, sign) for at, sign in self.earlier if now - at < _LATELY]
        before = sum(sign for _, sign in self.earlier if sign > 0)
        return min(1.0, before) + sum(map(_sign, self.turns))

    def _long_talk(self) -> bool:
        return sum(turn.utterance.end - turn.utterance.start for turn in self.turns) >= (
            _LONG_OPENING if self.opening and len(self.turns) == 1 else _LONG_TALK
        )

    def _long_turns(self) -> bool:
        return sum(turn.length >= _LONG_TURN for turn in self.turns[-2:]) == 2


def _sign(turn: Turn) -> float:
    """How much of a sign of being upset a turn is; below nothing where they take it lightly."""
    if AT_EASE in turn.kinds:
        return -1.0
    found = turn.kinds.get("client_upset")
    if found is None:
        return 0.0
    return clear(found.confidence) * max(1.0, (turn.utterance.end - turn.utterance.start) / _VERY_LONG)
