"""The small network that hears the talk after an offer, and says what has become of it.

For each offer the turns from its own on are read one after the other: each word by the table of the network that hears
the whole call (`assist.coach.network`), beside marks of whether it is a word of the offer, of another, of what stood
beside them. Two convolutions read the words, the strongest answer of every filter stands for the turn (Kim,
Convolutional neural networks for sentence classification, 2014), and a gated recurrent unit (Cho et al. 2014) goes from
turn to turn. `scripts/train_uptake.py` learns the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from assist.coach.convolution import convolved, side_by_side
from assist.coach.layers import Array, layer, relu, remembered
from assist.coach.network import bundled_network
from assist.note.offered import Words

WEIGHTS = Path(__file__).parent / "uptake.npz"
LINES_AT_ONCE = 32
"""So many lines are best read together."""

Line = tuple[Words, Array]
"""A turn's words, one at least, and the marks of what they are to an offer."""


class Network:
    """The weights, read once."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as kept:
            self._of: Mapping[str, Array] = {
                name: np.ascontiguousarray(kept[name], np.float32)
                for name in kept.files
                if name != "words_of"
            }
        self.size = len(self._of["word bias"])
        self.nothing = np.zeros(self.size, np.float32)
        """The recurrent unit's state before the first turn."""
        first = side_by_side(self._of["first"])
        self._first_of_word = self._of["word"] @ first
        self._first_of_any_word = self._of["word bias"] @ first
        self._first_of_mark = self._of["mark"] @ first
        self._word = lru_cache(maxsize=4096)(self._look_up)

    def _look_up(self, word: str) -> Array:
        """What the word adds to the first convolution at itself and at its neighbours."""
        added: Array = bundled_network().vector(word) @ self._first_of_word + self._first_of_any_word
        return added

    def read(self, lines: Sequence[Line]) -> Array:
        """What the words of turns say of offers: the strongest answers of all filters, a row for each line. To many
        offers a turn is the same, and read once."""
        keys = [(words, marked.tobytes()) for words, marked in lines]
        unlike = dict(zip(keys, lines, strict=True))
        row = {key: at for at, key in enumerate(unlike)}
        once = [*unlike.values()]
        read: Array = np.concatenate(
            [self._read(once[at : at + LINES_AT_ONCE]) for at in range(0, len(once), LINES_AT_ONCE)]
        )[[row[key] for key in keys]]
        return read

    def _read(self, lines: Sequence[Line]) -> Array:
        bounds = list(accumulate((len(words) for words, _ in lines), initial=0))
        added = np.concatenate([self._word(word) for words, _ in lines for word in words])
        added = added.reshape(-1, 3 * self.size)
        added += np.concatenate([marked for _, marked in lines]) @ self._first_of_mark
        rows = convolved(added, bounds[1:-1], self._of)
        return np.array([rows[begin:end].max(axis=0) for begin, end in pairwise(bounds)])

    def taken_in(self, read: Array, turns: Array, traits: Array) -> Array:
        """What the recurrent unit takes in of turns, whatever it has heard before them."""
        heard = relu(layer(self._of, "turn", np.concatenate((read, turns), axis=1)))
        return layer(self._of, "gru x", np.concatenate((heard, traits), axis=1))

    def go_on(self, taken_in: Array, state: Array) -> Array:
        """The recurrent unit's states after one more turn."""
        return remembered(taken_in, layer(self._of, "gru h", state), state)

    def judge(self, state: Array, highest: Array, traits: Array) -> Array:
        """The probabilities of the fates, a row for each offer."""
        odds = layer(self._of, "fate", np.concatenate((state, highest, traits), axis=1))
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares: Array = raised / raised.sum(axis=1, keepdims=True)
        return shares


@lru_cache(maxsize=1)
def bundled_uptake() -> Network:
    """The network that comes with the program."""
    return Network(WEIGHTS)
