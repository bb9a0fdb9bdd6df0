"""When a card helps, as experienced readers of labelled calls said and the network has learned from them."""

from __future__ import annotations

from collections.abc import Mapping

from assist.coach.network import Ear
from assist.coach.phrasebook import bundled_phrasebook
from assist.events import Utterance


class Timing:
    """Hears one call, utterance after utterance."""

    def __init__(self) -> None:
        self._ear = Ear()

    def hear(self, utterance: Utterance) -> Mapping[str, float]:
        """How likely each card of `network.CARDS` helps now (log odds); nothing after a turn of the agent's."""
        line = bundled_phrasebook().read(utterance.text).line
        return self._ear.hear(utterance.channel, line).cards
