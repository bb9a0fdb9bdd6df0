"""A client who lets it all out, and the end of that."""

from __future__ import annotations

from dataclasses import dataclass, field

from assist.coach.floor import Turn

_LONG_TALK, _LONG_OPENING = 13.0, 15.5  # seconds; who calls has a story to tell before it is a vent
_LONG_TURN = 15
_SURE = 0.8
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
        elif surest < _SURE or not (self._long_talk() or self._long_turns()):
            return None
        self.venting = True
        return round(min(0.95, surest + 0.05 * (len(upset) - 1)), 2)

    def stop(self) -> bool:
        """The client is done; whether that ends a vent."""
        ended, self.venting = self.venting, False
        self.ended_after_signs, self.signs = self.signs, 0
        self.opening = self.opening and not self.turns
        self.turns.clear()
        return ended

    def _long_talk(self) -> bool:
        return sum(turn.utterance.end - turn.utterance.start for turn in self.turns) >= (
            _LONG_OPENING if self.opening and len(self.turns) == 1 else _LONG_TALK
        )

    def _long_turns(self) -> bool:
        return sum(turn.length >= _LONG_TURN for turn in self.turns[-2:]) == 2
