"""How a call sounds: who talked over whom, how loud and how fast against how they usually are.

Everything comes from what the events carry already, the times of utterances and the meters' levels. Frozen, as
all that `step` remembers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from assist.events import Channel, Level, Utterance

VOICE = 0.25
"""So much of the meter is lit (-45 dBFS) when somebody speaks."""
_LATELY = 0.1  # a level is heard every 0.1 s: the last second counts
_LEAST_LEVELS = 50
_LEAST_WORDS = 40
_SHORTEST_TURN = 5
_OVERTALK_TURNS = 6


class Speaker(NamedTuple):
    """One channel so far. `level` and `words` over `levels` and `seconds`: the usual; `lately`: the level now."""

    level: float = 0.0
    levels: int = 0
    lately: float = 0.0
    words: int = 0
    seconds: float = 0.0


_NOBODY = Speaker()


class Sound(NamedTuple):
    """The sound of a call. `overtalk`, `louder` and `faster` are about the turn that was heard last."""

    spoken_until: float = 0.0
    turns: tuple[tuple[Channel, float, float], ...] = ()
    speakers: Mapping[str, Speaker] = MappingProxyType({})
    overtalk: float = 0.0
    louder: float = 0.0
    faster: float = 1.0

    def hear_level(self, level: Level) -> Sound:
        if level.value < VOICE:
            return self
        was = self.speakers.get(level.channel, _NOBODY)
        lately = was.lately + _LATELY * (level.value - was.lately) if was.levels else level.value
        count = was.levels + 1
        usual = was.level + (level.value - was.level) / count
        return self._replace(
            speakers=self._with(level.channel, was._replace(level=usual, levels=count, lately=lately))
        )

    def hear_turn(self, turn: Utterance) -> Sound:
        was = self.speakers.get(turn.channel, _NOBODY)
        words, seconds = len(turn.text.split()), max(0.0, turn.end - turn.start)
        faster = 1.0
        if words >= _SHORTEST_TURN and was.words >= _LEAST_WORDS and seconds > 0 and was.seconds > 0:
            faster = words / seconds / (was.words / was.seconds)
        louder = was.lately - was.level if was.levels >= _LEAST_LEVELS else 0.0
        over = sum(
            max(0.0, min(end, turn.end) - max(start, turn.start))
            for channel, start, end in self.turns
            if channel != turn.channel
        )
        speaker = was._replace(words=was.words + words, seconds=was.seconds + seconds)
        return Sound(
            spoken_until=max(self.spoken_until, turn.end),
            turns=(*self.turns[1 - _OVERTALK_TURNS :], (turn.channel, turn.start, turn.end)),
            speakers=self._with(turn.channel, speaker),
            overtalk=over,
            louder=louder,
            faster=faster,
        )

    def _with(self, channel: str, speaker: Speaker) -> Mapping[str, Speaker]:
        return MappingProxyType({**self.speakers, channel: speaker})
