"""When a card helps, as experienced readers of labelled calls said and the network has learned from them."""

from __future__ import annotations

from collections.abc import Mapping

from assist.coach.ear import Ear
from assist.coach.meaning import Sentences
from assist.coach.phrasebook import bundled_phrasebook
from assist.events import Utterance


class Timing:
    """Hears one call, utterance after utterance. `sentences`: a sentence model that has a vote."""

    def __init__(self, sentences: Sentences | None = None) -> None:
        self._ear = Ear(sentences)

    def hear(self, utterance: Utterance) -> Mapping[str, float]:
        """How likely each card of `network.CARDS` helps now (log odds); nothing after a turn of the agent's."""
        spoken = bundled_phrasebook().read(utterance.text)
        return self._ear.hear(utterance.channel, spoken).cards
