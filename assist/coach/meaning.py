"""What turns mean, by a model of whole sentences: a vote beside the network's, where one has been fetched.

The network knows words from what it was taught; a sentence model has read far more, and puts sentences that mean the
same side by side (Reimers and Gurevych, Sentence-BERT, 2019). A gated recurrent unit remembers what the turns before
meant, as in `network.py`. What both together are worth was learned from calls that neither had heard.
`scripts/train_meaning.py` learns the weights, for one sentence model: all-MiniLM-L6-v2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from assist.coach.layers import Array, layer, relu, remembered
from assist.coach.network import Impression
from assist.events import CHANNELS, Channel

WEIGHTS = Path(__file__).parent / "meaning.npz"

Sentences = Callable[[str], Array]
"""What a text means: as many numbers as `scripts/train_meaning.py` has learned from, of length one."""


class Weights:
    """What was learned, read once."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as kept:
            read = {name: kept[name] for name in kept.files}
        self.names = {kind: bytes(read.pop(f"{kind}s")).decode().split("\n") for kind in ("moment", "card")}
        self._of = {name: np.ascontiguousarray(array, np.float32) for name, array in read.items()}
        self.nothing: Array = np.zeros(self._of["gru h"].shape[0], np.float32)

    def layer(self, name: str, values: Array) -> Array:
        return layer(self._of, name, values)

    def together(self, kind: str, network: Array, own: Array) -> Array:
        """The log odds that the network's and these are worth together, on the network's scale."""
        of_network, of_own, summand = self._of[f"{kind} worth"]
        worth: Array = of_network * network + of_own * own + summand
        return worth


class Sense:
    """Hears one call, turn after turn."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences
        self._weights = bundled_weights()
        self._state = self._last = self._weights.nothing

    def weigh(self, channel: Channel, text: str, heard: Impression) -> Impression:
        """The network's impression of the call's next turn, with this vote in its odds."""
        weights = self._weights
        speaker = [float(channel == one) for one in CHANNELS]
        turn = relu(weights.layer("turn", np.hstack((self._sentences(text), speaker)).astype(np.float32)))
        seen = np.hstack((turn, self._state, self._last))
        moments = weights.layer("moment", relu(weights.layer("mix", seen)))
        odds = self._voted("moment", heard.odds, moments)
        cards = heard.cards
        if cards:
            cards = self._voted("card", cards, weights.layer("card", relu(weights.layer("coach", seen))))
        of_turn, of_state = weights.layer("gru x", turn), weights.layer("gru h", self._state)
        self._state = remembered(of_turn, of_state, self._state)
        self._last = np.tanh(weights.layer("last", turn))
        return heard._replace(odds=odds, cards=cards)

    def _voted(self, kind: str, network: Mapping[str, float], own: Array) -> dict[str, float]:
        names = self._weights.names[kind]
        odds = np.array([network.get(name, 0.0) for name in names], np.float32)
        both = dict(zip(names, self._weights.together(kind, odds, own).tolist(), strict=True))
        return {name: both.get(name, value) for name, value in network.items()}


@lru_cache(maxsize=1)
def bundled_weights() -> Weights:
    """The weights that come with the program."""
    return Weights(WEIGHTS)
