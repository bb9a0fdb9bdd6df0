"""The learned part of recognising moments: how much each feature of a turn speaks for and against each moment.

A sum of weights and nothing more, so every moment can name the words that decided. `scripts/train_moments.py` writes
the weights from the phrasings beside this file and from the labelled test calls.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assist.coach.context import Before
from assist.coach.features import Piece, Place, heard_marks, marks_of, pieces, runs_of, weight_among
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
_ENOUGH = frozenset(("agent_summarized_back", "client_abusive"))
"""Where a phrase is enough by itself: a summary is mostly the words that the two share, and people paraphrase; few of
the labelled calls hold abuse to learn from."""


@dataclass(frozen=True)
class _Side:
    """One speaker's moments: a column of weights in hundredths each, and its bias over its threshold."""

    names: tuple[str, ...]
    column: Mapping[str, int]
    weights: NDArray[np.int8]
    bias_over_threshold: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there is to see in a piece: the runs and the marks, each with its place, and of each of them the row of its
    weights and its value."""

    rows: NDArray[np.intp]
    values: NDArray[np.float32]
    runs: dict[str, Place]
    marks: dict[str, tuple[float, int, int]]


class Learned:
    """The weights, read once."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as kept:
            features = bytes(kept["features"]).decode().split("\n")
            names = bytes(kept["moments"]).decode().split("\n")
            weights, bias, threshold = kept["weights"], kept["bias"], kept["threshold"]
        self._row = dict(zip(features, range(len(features)), strict=True))
        self._unknown = len(features)
        """The row, all nothing, of every feature that has no weights."""
        weights = np.vstack([weights, np.zeros_like(weights[:1])])

        def side(whose: str) -> _Side:
            columns = [at for at, name in enumerate(names) if name.startswith(whose)]
            own = tuple(names[at] for at in columns)
            column = {name: at for at, name in enumerate(own)}
            of = np.ascontiguousarray(weights[:, columns])
            return _Side(own, column, of, bias[columns] - threshold[columns])

        self._sides: Mapping[Channel, _Side] = {"agent": side("agent"), "client": side("client")}

    def find(
        self,
        spoken: Spoken,
        channel: Channel,
        before: Before,
        phrases: Sequence[Found],
        lean: Mapping[str, float] = MappingProxyType({}),
    ) -> list[Found]:
        """The channel's moments in what was said. `phrases` is what the phrasebook found in it, `lean` what is added to
        a moment's score."""
        there = list(pieces(spoken))
        if not there:
            return []
        side = self._sides[channel]
        seen = [self._see(piece, before, phrases) for piece in there]
        votes = {one.name: 1.0 if one.name in _ENOUGH else _VOTE for one in phrases}
        over = np.array([self._scores(side, one.rows, one.values) for one in seen])
        heard = heard_marks(before.marks)  # the same for all pieces
        over += self._scores(side, self._rows(heard), np.array([*heard.values()], np.float32))
        over += side.bias_over_threshold
        over += [votes.get(name, 0.0) + lean.get(name, 0.0) for name in side.names]
        best = zip(side.names, over.max(axis=0).tolist(), over.argmax(axis=0).tolist(), strict=True)
        return [
            self._found(spoken, side, name, more, there[at], seen[at], phrases)
            for name, more, at in best
            if more > 0
        ]

    def _see(self, piece: Piece, before: Before, phrases: Sequence[Found]) -> _Seen:
        runs = runs_of(piece.line)
        marks = marks_of(piece, before, phrases)
        values = np.full(len(runs) + len(marks), weight_among(len(runs)), np.float32)
        values[len(runs) :] = [value for value, _, _ in marks.values()]
        return _Seen(self._rows([*runs, *marks]), values, runs, marks)

    def _rows(self, features: Collection[str]) -> NDArray[np.intp]:
        return np.fromiter(map(self._row.get, features, repeat(self._unknown)), np.intp, len(features))

    def _scores(
        self, side: _Side, rows: NDArray[np.intp], values: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        total: NDArray[np.float32] = values @ side.weights.take(rows, axis=0).astype(np.float32)
        return total * np.float32(HUNDREDTH)

    def _found(
        self,
        spoken: Spoken,
        side: _Side,
        name: str,
        over: float,
        piece: Piece,
        seen: _Seen,
        phrases: Sequence[Found],
    ) -> Found:
        confidence = round(_JUST_SURE + (_SURE - _JUST_SURE) * min(1.0, over / _SURE_AFTER), 2)
        for one in phrases:
            if one.name == name and piece.first <= one.first and one.last <= piece.last:
                return Found(name, one.words, confidence, one.first, one.last)
        evidence = [0.0] * (piece.last - piece.first + 1)
        speaks = seen.values * side.weights[seen.rows, side.column[name]]
        places = [*seen.runs.values(), *((at, end) for _, at, end in seen.marks.values())]
        for (first, last), weight in zip(places, speaks.tolist(), strict=True):
            if weight and first <= last:
                each = weight / (last - first + 1)
                for at in range(first, last + 1):
                    evidence[at] += each
        first, last = _where(evidence)
        first, last = piece.first + first, piece.first + last
        return Found(name, spoken.words(first, last), confidence, first, last)


@lru_cache(maxsize=1)
def bundled_weights() -> Learned:
    """The weights that come with the program."""
    return Learned(WEIGHTS)


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
