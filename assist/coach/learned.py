"""The learned part of recognising moments: how much each feature of a turn speaks for and against each moment.

A sum of weights and nothing more, so every moment can name the words that decided. `scripts/train_moments.py` writes
the weights from the phrasings beside this file and from the labelled test calls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assist.coach.features import Before, Piece, features, pieces
from assist.coach.phrasebook import Found
from assist.coach.tokens import Spoken
from assist.events import Channel

WEIGHTS = Path(__file__).parent / "learned.npz"
PHRASINGS = Path(__file__).parent / "phrasings"
HUNDREDTH = 0.01
"""The weights' unit in the file."""
_JUST_SURE, _SURE, _SURE_AFTER = 0.7, 0.95, 0.6
_A_FEW = 9
_VOTE = 0.3
"""What a phrase adds to a score: enough to decide where the rest leaves it open."""
_ENOUGH = frozenset(("agent_summarized_back",))
"""Where a phrase is enough by itself: the rest is mostly the words that the two share, and people paraphrase."""


@dataclass(frozen=True)
class _Side:
    """One speaker's moments: a column of weights, a bias and a threshold each."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    threshold: NDArray[np.float32]


class Learned:
    """The weights, read once."""

    def __init__(self, file: Path = WEIGHTS) -> None:
        with np.load(file) as kept:
            self._row = {name: at for at, name in enumerate(bytes(kept["features"]).decode().split("\n"))}
            names = bytes(kept["moments"]).decode().split("\n")
            weights = kept["weights"].astype(np.float32) * np.float32(HUNDREDTH)
            bias, threshold = kept["bias"], kept["threshold"]

        def side(whose: str) -> _Side:
            columns = [at for at, name in enumerate(names) if name.startswith(whose)]
            of = np.ascontiguousarray(weights[:, columns])
            return _Side(tuple(names[at] for at in columns), of, bias[columns], threshold[columns])

        self._sides: Mapping[Channel, _Side] = {"agent": side("agent"), "client": side("client")}

    def find(self, spoken: Spoken, channel: Channel, before: Before, phrases: Sequence[Found]) -> list[Found]:
        """The channel's moments in what was said; `phrases` is what the phrasebook found in it."""
        side = self._sides[channel]
        said = {one.name for one in phrases}
        votes = np.array(
            [(1.0 if name in _ENOUGH else _VOTE) if name in said else 0.0 for name in side.names], np.float32
        )
        best: dict[str, tuple[float, Piece, dict[str, tuple[float, int, int]]]] = {}
        for piece in pieces(spoken):
            values = features(piece, before, phrases)
            over = self._scores(side, values) - side.threshold + votes
            for column in np.flatnonzero(over > 0):
                name = side.names[column]
                if name not in best or over[column] > best[name][0]:
                    best[name] = (float(over[column]), piece, values)
        return [self._found(spoken, side, name, *one, phrases) for name, one in best.items()]

    def scores(
        self, spoken: Spoken, channel: Channel, before: Before, phrases: Sequence[Found]
    ) -> dict[str, float]:
        """How far each moment's score is above its threshold."""
        side = self._sides[channel]
        every = [self._scores(side, features(piece, before, phrases)) for piece in pieces(spoken)]
        highest = np.max(every, axis=0) - side.threshold if every else -np.ones(len(side.names))
        return dict(zip(side.names, highest.tolist(), strict=True))

    def _scores(self, side: _Side, values: Mapping[str, tuple[float, int, int]]) -> NDArray[np.float32]:
        known = [(self._row[name], value[0]) for name, value in values.items() if name in self._row]
        if not known:
            return side.bias
        rows, weight = zip(*known, strict=True)
        total: NDArray[np.float32] = np.asarray(weight, np.float32) @ side.weights[list(rows)] + side.bias
        return total

    def _found(
        self,
        spoken: Spoken,
        side: _Side,
        name: str,
        over: float,
        piece: Piece,
        values: Mapping[str, tuple[float, int, int]],
        phrases: Sequence[Found],
    ) -> Found:
        confidence = round(_JUST_SURE + (_SURE - _JUST_SURE) * min(1.0, over / _SURE_AFTER), 2)
        for one in phrases:
            if one.name == name and piece.first <= one.first and one.last <= piece.last:
                return Found(name, one.words, confidence, one.first, one.last)
        column = side.names.index(name)
        evidence = [0.0] * (piece.last - piece.first + 1)
        for feature, (value, first, last) in values.items():
            row = self._row.get(feature)
            if row is not None and first <= last:
                each = value * float(side.weights[row, column]) / (last - first + 1)
                for at in range(first, last + 1):
                    evidence[at] += each
        first, last = _where(evidence)
        first, last = piece.first + first, piece.first + last
        return Found(name, spoken.words(first, last), confidence, first, last)


@lru_cache(maxsize=1)
def bundled_weights() -> Learned:
    """The weights that come with the program."""
    return Learned()


def _where(evidence: Sequence[float]) -> tuple[int, int]:
    """The stretch of a few tokens that speaks most for it."""
    best, where = -1e9, (0, 0)
    for first in range(len(evidence)):
        total = 0.0
        for last in range(first, min(first + _A_FEW, len(evidence))):
            total += evidence[last]
            if total > best:
                best, where = total, (first, last)
    return where
