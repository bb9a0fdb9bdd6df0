"""When a card helps, as experienced readers of labelled calls said and the network has learned from them."""

from __future__ import annotations

from collections.abc import Mapping

from assist.coach.network import bundled_network
from assist.coach.phrasebook import bundled_phrasebook
from assist.events import Utterance


class Timing:
    """Hears one call, utterance after utterance."""

    def __init__(self) -> None:
        self._network = bundled_network()
        self._memory = self._network.begin()

    def hear(self, utterance: Utterance) -> Mapping[str, float]:
        """How likely each card of `network.CARDS` helps now (log odds); nothing after a turn of the agent's."""
        line = bundled_phrasebook().read(utterance.text).line
        heard = self._network.hear(utterance.channel, line.split(), self._memory)
        self._memory = heard.memory
        return heard.cards
