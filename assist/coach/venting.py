"""A client who lets it all out, and the end of that."""

from __future__ import annotations

from dataclasses import dataclass

from assist.coach.floor import Turn
from assist.coach.upset import AT_EASE

_JUST_SURE, _SURE, _SURER = 0.75, 0.95, 0.1
_VENTS = -0.5
"""From these log odds on a turn is one of a vent. A higher bound finds those of labelled calls as well, but not each
breath of one."""
_LONG, _LONGER = 8.0, 0.1
"""From so many seconds on each second more makes a turn likelier a vent, in log odds: the network hears no time."""
_A_BREATH = 4
"""So many words in answer to nothing go on with a vent; fewer may be an aside."""


@dataclass
class VentingRun:
    """The client's turns since the agent last had the floor."""

    venting: bool = False
    signs: int = 0
    """The agent's bare signs of listening in it."""
    ended_after_signs: int = 0
    """Those in the latest run that is over."""

    def hear_client(self, turn: Turn, goes_on: bool) -> float | None:
        """How sure it is that the client vents in this turn, None where they do not. `goes_on`: they spoke before, too,
        and the agent has said no more than "mm-hm" since: each breath of a vent is one."""
        if turn.backchannel:
            return None
        seconds = turn.utterance.end - turn.utterance.start
        odds = turn.odds["client_venting"] + _LONGER * max(0.0, seconds - _LONG)
        if self.venting:
            if not (goes_on and turn.length >= _A_BREATH):
                return None
        elif odds < _VENTS or AT_EASE in turn.kinds:
            return None
        self.venting = True
        return round(min(_SURE, _JUST_SURE + _SURER * max(0.0, odds)), 2)

    def stop(self) -> bool:
        """The client is done; whether that ends a vent."""
        ended, self.venting = self.venting, False
        self.ended_after_signs, self.signs = self.signs, 0
        return ended
