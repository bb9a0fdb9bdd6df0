"""A small neural network that hears a call turn after turn: a vote on every moment beside that of the linear weights.

Each word is looked up in a table, and by the parts of it in another, so that a misspelt or unknown word is not lost
(Bojanowski et al., Enriching word vectors with subword information, 2017); marks say where the word was said before.
Two convolutions read the words in their order, and the strongest answer of every filter stands for the turn (Kim,
Convolutional neural networks for sentence classification, 2014). A gated recurrent unit (Cho et al. 2014) remembers
the turns before. `scripts/train_moments.py` learns the weights from the labelled calls and the phrasings.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assist.events import CHANNELS, Channel

NETWORK = Path(__file__).parent / "network.npz"
NETWORK_WEIGHS = 0.33
"""What its log odds count beside the linear weights' score."""
LONGEST = 80
"""So many words of a turn are heard, the last ones."""
_STEM, _FUNCTION_WORD = 5, 3

Array = NDArray[np.float32]


class Said(NamedTuple):
    """Stems of the content words that each has said: `lately` since the other's last turn, `ever` in the call."""

    speaker: Channel | None = None
    lately: Mapping[Channel, frozenset[str]] = {"agent": frozenset(), "client": frozenset()}
    ever: Mapping[Channel, frozenset[str]] = {"agent": frozenset(), "client": frozenset()}

    def then(self, channel: Channel, words: Sequence[str]) -> Said:
        """After the channel has said these words too."""
        stems = frozenset(stem for word in words if (stem := stem_of(word)))
        lately = stems | self.lately[channel] if self.speaker == channel else stems
        return Said(
            channel, {**self.lately, channel: lately}, {**self.ever, channel: self.ever[channel] | stems}
        )

    def marks(self, channel: Channel, word: str) -> tuple[bool, bool, bool]:
        """Whether the word was among the other's last ones, the other's at all, the speaker's own."""
        stem, other = stem_of(word), _OTHER[channel]
        return (
            stem in self.lately[other],
            stem in self.ever[other],
            stem in self.ever[channel],
        )


_OTHER: Mapping[Channel, Channel] = {"agent": "client", "client": "agent"}


class Memory(NamedTuple):
    """What the network remembers of a call."""

    said: Said
    turns: Array
    """The recurrent unit's state."""
    last: Array
    """What it takes from the turn before."""


def stem_of(word: str) -> str:
    """The beginning of a number or of a content word; of others nothing."""
    return word[:_STEM] if word[0].isdigit() or len(word) > _FUNCTION_WORD else ""


def parts_of(word: str, buckets: int) -> list[int]:
    """The rows of the word's parts of three to five letters."""
    if not word[0].isalpha():
        return []
    whole = f"<{word}>"
    return [
        zlib.crc32(whole[at : at + length].encode()) % buckets
        for length in (3, 4, 5)
        for at in range(len(whole) - length + 1)
    ]


class Network:
    """The weights, read once."""

    def __init__(self, file: Path = NETWORK) -> None:
        with np.load(file) as kept:
            read = {name: kept[name] for name in kept.files}
        moments = bytes(read.pop("moments")).decode().split("\n")
        self._own = {
            channel: [(name, at) for at, name in enumerate(moments) if name.startswith(channel)]
            for channel in CHANNELS
        }
        words = bytes(read.pop("words")).decode().split("\n")
        self._row = {word: at + 1 for at, word in enumerate(words)}
        scale = {name: read.pop(f"{name} scale") for name in ("word", "part")}
        tables = {name: read.pop(name) for name in scale}
        self._word, self._part = (
            tables[name].astype(np.float32) * scale[name].astype(np.float32) for name in ("word", "part")
        )
        self._of = {name: np.ascontiguousarray(array, np.float32) for name, array in read.items()}
        self._known = lru_cache(maxsize=8192)(self._look_up)

    def begin(self) -> Memory:
        """Before the first turn."""
        state = np.zeros(self._of["gru h"].shape[0], np.float32)
        return Memory(Said(), state, np.zeros_like(state))

    def hear(
        self, channel: Channel, words: Sequence[str], memory: Memory
    ) -> tuple[Mapping[str, float], Memory]:
        """How sure it is of each of the channel's moments (log odds), and what it remembers after this turn. `words`:
        the items of `Spoken.line`."""
        turn = self._turn(channel, words[-LONGEST:] or ("|",), memory.said)
        seen = np.concatenate((turn, memory.turns, memory.last))
        odds = self._layer("answer", np.maximum(self._layer("mix", seen), 0.0))
        told = odds.tolist()
        own = {name: told[at] for name, at in self._own[channel]}
        state = self._remember(np.tanh(self._layer("into", turn)), memory.turns)
        last = np.tanh(self._layer("last", turn))
        return own, Memory(memory.said.then(channel, words), state, last)

    def _layer(self, name: str, values: Array) -> Array:
        answer: Array = values @ self._of[name] + self._of[f"{name} bias"]
        return answer

    def _look_up(self, word: str) -> Array:
        vector: Array = self._word[self._row.get(word, 0)]
        if parts := parts_of(word, len(self._part)):
            vector = vector + self._part[parts].mean(axis=0)
        return vector

    def _turn(self, channel: Channel, words: Sequence[str], said: Said) -> Array:
        marks = np.array([said.marks(channel, word) for word in words], np.float32)
        vectors = np.stack([self._known(word) for word in words]) + marks @ self._of["mark"]
        first = self._convolved("first", vectors)
        second = self._convolved("second", first)
        speaker = self._of["speaker"][int(channel == "agent")]
        return np.concatenate((first.max(axis=0), second.max(axis=0), speaker))

    def _convolved(self, name: str, rows: Array) -> Array:
        """Each row with its neighbours."""
        padded = np.zeros((len(rows) + 2, rows.shape[1]), np.float32)
        padded[1:-1] = rows
        triples = np.concatenate((padded[:-2], padded[1:-1], padded[2:]), axis=1)
        answer: Array = np.maximum(self._layer(name, triples), 0.0)
        return answer

    def _remember(self, turn: Array, state: Array) -> Array:
        size = len(state)
        of_turn, of_state = self._layer("gru x", turn), self._layer("gru h", state)
        gates = _sigmoid(of_turn[: 2 * size] + of_state[: 2 * size])
        reset, update = gates[:size], gates[size:]
        new = np.tanh(of_turn[2 * size :] + reset * of_state[2 * size :])
        remembered: Array = (1 - update) * new + update * state
        return remembered


@lru_cache(maxsize=1)
def bundled_network() -> Network:
    """The network that comes with the program."""
    return Network()


def _sigmoid(values: Array) -> Array:
    result: Array = np.float32(1) / (np.float32(1) + np.exp(-values))
    return result
