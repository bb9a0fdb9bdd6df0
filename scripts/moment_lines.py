"""The linear models of the moments: lines as features, a support vector machine for each moment, its threshold, and the
file that `assist.coach.learned` reads."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from apart import part_of
from assist.coach.context import Heard, before
from assist.coach.features import Piece, features, pieces
from assist.coach.learned import HUNDREDTH
from assist.coach.moments import MOMENTS, NAMES, UNWANTED
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.tokens import Spoken
from assist.events import CHANNELS, Channel
from labelled_talk import Conversation, Turn, learned_from

RIDGE = 1.0
CLOSE = (0.1, 0.1, 0.03, 0.01, 0.003, 0.001)
"""How exactly each round is solved. After every round the lines are left out that the model is sure and right about:
at first they change too much for more to be worth its time, after so many hardly any more."""
OTHERS, OTHERS_WEIGH = 400, 0.3
CALM_TURNS_WEIGH = 0.5
PHRASINGS_IN_REAL_TALK = 0.1
"""How much a phrasing counts beside a turn of a call when the threshold is chosen: near misses are rare in talk."""
OTHER_TALK_IN_REAL_CALLS = 2.0
"""How many turns that do not mean it a real call has for each of a labelled one, which are short and to the point."""
MISSED = 0.3
BOLDER, BOLDER_WARNING = 0.25, 0.1
"""How far below the threshold that is best for a moment alone the one lies that serves the coach: a card or a tick
needs several moments, so one that is missed costs more than one too many; and what warns the agent."""
BOLDER_STILL = {"agent_asked_clarifying": 0.15, "agent_apologized": 0.8, "agent_told_calm_down": 0.4}
"""Beside that: people ask in more ways than agents in our calls do, and it costs those nothing; and of apologies and of
"calm down" a call that is listened to has more than these lines let expect (heard by weights without it, the former
stand at .94/.90 so, and at .98/.77 without)."""
LEAST_LINES = 4
UNSAID = -9.0
"""The score of a line without a word."""
APART_FROM_THE_CALL = frozenset(("client_upset", "client_abusive"))
"""What the call has held before the last turn says nothing of these: a labelled call is mostly an upset client's."""
FROM_CALLS_ALONE = frozenset(("agent_rushed_solution",))
"""What hangs on all that was said before: phrasings and short scenes of it teach what it is not."""
NO_BOLDER = APART_FROM_THE_CALL | {"agent_acknowledged"}
"""The mood brings cards to calm calls, and this ticks two steps by itself."""
BETA = {
    **dict.fromkeys(UNWANTED, 0.5),
    **dict.fromkeys(("client_corrects", "client_rejects", "agent_offered_meeting"), 0.7),
}
"""How much recall counts beside precision, where it is not 1: less where a card or a warning hangs on the moment."""


@dataclass(frozen=True)
class Line:
    """Something that was said, as features, and what is known of it: a call's turn is known whole, of others whether
    it is each of the `known` moments."""

    channel: Channel
    key: str
    pieces: tuple[dict[str, float], ...]
    """Features of the whole, and where there are several sentences of each."""
    known: frozenset[str]
    call: str
    moments: frozenset[str]


def lines_of(conversation: Conversation) -> Iterator[Line]:
    """Its turns of which something is known."""
    heard: list[Heard] = []
    for number, turn in enumerate(conversation.turns, 1):
        if turn.moments is not None:
            yield _line(turn, heard, conversation)
        if conversation.call:
            known = frozenset(
                moment
                for moment in turn.moments or ()
                if not _missed(f"{conversation.call} {number} {moment}")
            )
        else:
            known = _by_phrases(turn) if conversation.turns[-1].channel == "client" else frozenset()
        heard.append(Heard(turn.channel, read(turn.text), known))


def _by_phrases(turn: Turn) -> frozenset[str]:
    found = bundled_phrasebook().find(read(turn.text), NAMES[turn.channel])
    return frozenset(one.name for one in found if one.name in MOMENTS)


def _missed(what: str) -> bool:
    """Whether what was meant before a turn is left out: in a call that is listened to, so much is not heard."""
    return zlib.crc32(what.encode()) / 2**32 < MISSED


@lru_cache(maxsize=4096)
def read(text: str) -> Spoken:
    return bundled_phrasebook().read(text)


def _line(turn: Turn, heard: Sequence[Heard], conversation: Conversation) -> Line:
    book, spoken, channel = bundled_phrasebook(), read(turn.text), turn.channel
    known = before(channel, heard[-24:], {name for turn in heard for name in turn.moments})
    answers = {
        one.name
        for last in heard[-1:]
        if last.channel != channel
        for one in book.find(last.spoken, NAMES[last.channel])
    }
    phrases = [one for one in book.find(spoken, NAMES[channel], answers=answers) if one.name in MOMENTS]
    whole = Piece(0, len(spoken.tokens) - 1, tuple(spoken.line.split()))
    every = [whole, *(piece for piece in pieces(spoken) if piece != whole)] if spoken.tokens else []
    values = tuple(
        {name: value[0] for name, value in features(piece, known, phrases).items()} for piece in every
    )
    return Line(
        channel, turn.text, values, conversation.known, conversation.call, turn.moments or frozenset()
    )


@dataclass(frozen=True)
class Linear:
    """One moment's weights, and the score of each line of the side that they were learned from (or without)."""

    by_feature: dict[str, float]
    bias: float
    scores: np.ndarray


@dataclass(frozen=True)
class Weights:
    """One moment's."""

    by_feature: dict[str, float]
    bias: float
    threshold: float


@dataclass(frozen=True)
class Side:
    """What one speaker said, as a matrix: a row for each piece of a line, a column for each feature."""

    lines: list[Line]
    line_of: np.ndarray
    whole: np.ndarray
    """Whether a row stands for a whole line."""
    matrix: sparse.csr_matrix
    names: list[str]


def sides(known: Sequence[Line]) -> dict[Channel, Side]:
    return {channel: side([line for line in known if line.channel == channel]) for channel in CHANNELS}


def side(lines: list[Line]) -> Side:
    """Of lines that one speaker said."""
    rows = [(at, place == 0, row) for at, line in enumerate(lines) for place, row in enumerate(line.pieces)]
    matrix, names = _matrix([row for _, _, row in rows])
    bare = [replace(line, pieces=()) for line in lines]  # their features are in the matrix
    return Side(
        bare, np.array([at for at, _, _ in rows]), np.array([whole for _, whole, _ in rows]), matrix, names
    )


def learned(moments: Sequence[str], side: Side, but: int | None = None) -> dict[str, Linear]:
    """Moments of one side, all at once: a column of everything for each. `but`: a part of the lines to leave out."""
    lines = side.lines
    of_call = np.array([not line.known for line in lines])
    own = np.array([[moment in line.known for moment in moments] for line in lines])
    meant = np.array([[moment in line.moments for moment in moments] for line in lines])
    weigh = np.zeros((len(lines), len(moments)), np.float32)
    for column, moment in enumerate(moments):
        others = np.flatnonzero(~own[:, column] & ~of_call).tolist()
        others.sort(key=lambda at: (zlib.crc32(f"{moment} {lines[at].key}".encode()), lines[at].key))
        weigh[others[:OTHERS], column] = OTHERS_WEIGH
    weigh[of_call] = CALM_TURNS_WEIGH
    weigh[own | (meant & of_call[:, None])] = 1.0
    weigh /= np.sqrt(np.maximum(1, np.bincount(side.line_of, minlength=len(lines))))[:, None]
    # which sentence of a turn means it is not known; of a turn that does not, no sentence does
    importance = weigh[side.line_of] * (side.whole[:, None] | ~meant[side.line_of])
    matrix, names = side.matrix, side.names
    if not APART_FROM_THE_CALL.isdisjoint(moments):
        kept = [at for at, name in enumerate(names) if not name.startswith("=heard ")]
        matrix, names = matrix[:, kept], [names[at] for at in kept]
    wanted = np.where(meant, 1.0, -1.0).astype(np.float32)[side.line_of]
    rest = np.array([part_of(line.call or line.key) != but for line in lines])[side.line_of]
    solved = _parted(matrix[rest], importance[rest], wanted[rest])
    weights, bias = matrix[rest].T @ solved, solved.sum(axis=0)
    scores = np.full((len(lines), len(moments)), UNSAID)
    np.maximum.at(scores, side.line_of, matrix @ weights + bias)
    return {
        moment: Linear(
            {names[row]: float(weights[row, at]) for row in np.flatnonzero(abs(weights[:, at]) > HUNDREDTH / 2)},
            float(bias[at]),
            scores[:, at],
        )
        for at, moment in enumerate(moments)
    }  # fmt: skip


def chosen(moment: str, side: Side, scores: np.ndarray) -> tuple[float, dict[str, float]]:
    """The threshold and its figures. `scores`: a number for each line from what has seen neither it nor, of a call,
    any other turn; NaN where there is none."""
    in_call = np.array([not line.known for line in side.lines])
    own = np.array([moment in line.known for line in side.lines])
    judged = (own | in_call) & (scores > UNSAID)
    right = np.array([moment in line.moments for line in side.lines])[judged]
    scores, in_call = scores[judged], in_call[judged]
    counts = np.where(in_call, np.where(right, 1.0, OTHER_TALK_IN_REAL_CALLS), PHRASINGS_IN_REAL_TALK)
    threshold = _threshold(scores, right, counts, BETA.get(moment, 1.0))
    if moment not in NO_BOLDER:
        threshold -= BOLDER_WARNING if moment in UNWANTED else BOLDER
        threshold -= BOLDER_STILL.get(moment, 0.0)
    found = scores > threshold
    return threshold, {
        "phrasings_f1": _f1(found[~in_call], right[~in_call]),
        "calls_f1": _f1(found[in_call], right[in_call]),
        "in_calls": int(right[in_call].sum()),
    }


def _parted(matrix: sparse.csr_matrix, importance: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """How much each row counts for each moment, for a squared hinge loss by Newton's method: ridge regression again and
    again, in which a row that is on the right side by a margin counts nothing (Chapelle, Training a support vector
    machine in the primal, 2007)."""
    turned = matrix.T.tocsr()
    solved = _solved(matrix, turned, importance, wanted, wanted * 0, CLOSE[0])
    for close in CLOSE[1:]:
        score = matrix @ (turned @ solved) + solved.sum(axis=0)
        solved = _solved(matrix, turned, importance * (wanted * score < 1), wanted, solved, close)
    return solved


def _solved(
    matrix: sparse.csr_matrix,
    turned: sparse.csr_matrix,
    importance: np.ndarray,
    wanted: np.ndarray,
    guess: np.ndarray,
    close: float,
) -> np.ndarray:
    """Ridge regression in its dual, by conjugate gradients until what is left is as small a part as `close`: how much
    each row counts for each moment. A row of no importance counts nothing."""
    counts = (importance > 0).astype(np.float32)
    ridge = RIDGE / np.where(importance > 0, importance, 1.0)

    def alike(rows: np.ndarray) -> np.ndarray:
        return counts * (matrix @ (turned @ rows) + rows.sum(axis=0)) + ridge * rows

    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)) + 1
    near = 1 / (squares * counts + ridge)
    solved = guess * counts
    left = wanted * counts - alike(solved)
    towards = ahead = near * left
    gain = (left * towards).sum(axis=0)
    enough = close * np.linalg.norm(wanted * counts, axis=0)
    for _ in range(_MOST_ROUNDS):
        if (np.linalg.norm(left, axis=0) <= enough).all():
            return solved
        pushed = alike(ahead)
        step = gain / np.maximum((ahead * pushed).sum(axis=0), _TINY)
        solved = solved + step * ahead
        left = left - step * pushed
        towards = near * left
        before, gain = gain, (left * towards).sum(axis=0)
        ahead = towards + gain / np.maximum(before, _TINY) * ahead
    raise SystemExit("The weights did not settle.")


_MOST_ROUNDS, _TINY = 500, 1e-30


def _matrix(rows: Sequence[dict[str, float]]) -> tuple[sparse.csr_matrix, list[str]]:
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= LEAST_LINES)
    column = {name: at for at, name in enumerate(names)}
    values, columns, ends = [], [], [0]
    for row in rows:
        for name, value in row.items():
            if name in column:
                values.append(value)
                columns.append(column[name])
        ends.append(len(columns))
    return sparse.csr_matrix(
        (np.array(values, np.float32), columns, ends), shape=(len(rows), len(names))
    ), names


def _threshold(scores: np.ndarray, meant: np.ndarray, counts: np.ndarray, beta: float) -> float:
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum((counts * meant)[order])
    told = np.cumsum(counts[order])
    f = (1 + beta**2) * right / (told + beta**2 * (counts * meant).sum())
    best = int(f.argmax())
    return float((scores[order[best]] + scores[order[min(best + 1, len(order) - 1)]]) / 2)


def _f1(found: np.ndarray, meant: np.ndarray) -> float:
    return round(float(2 * (found & meant).sum() / max(1, found.sum() + meant.sum())), 3)


def write(weights: dict[str, Weights], file: Path) -> None:
    """Into a file that `assist.coach.learned` reads."""
    moments = sorted(weights)
    rounded = {
        moment: {
            name: hundredths
            for name, value in weights[moment].by_feature.items()
            if (hundredths := round(max(-1.27, min(1.27, value)) / HUNDREDTH))
        }
        for moment in moments
    }
    strength: Counter[str] = Counter()
    for row in rounded.values():
        for name, value in row.items():
            strength[name] = max(strength[name], abs(value))
    names = sorted(name for name, value in strength.items() if value >= LEAST_WEIGHT)
    table = np.zeros((len(names), len(moments)), np.int8)
    for column, moment in enumerate(moments):
        for row, name in enumerate(names):
            table[row, column] = rounded[moment].get(name, 0)
    write_arrays(
        file,
        {
            "moments": np.frombuffer("\n".join(moments).encode(), np.uint8),
            "features": np.frombuffer("\n".join(names).encode(), np.uint8),
            "weights": table,
            "bias": np.array([round(weights[moment].bias, 3) for moment in moments], np.float32),
            "threshold": np.array([round(weights[moment].threshold, 3) for moment in moments], np.float32),
            "learned_from": np.array(learned_from()),
        },
    )


def write_arrays(file: Path, arrays: dict[str, np.ndarray]) -> None:
    """As `numpy.load` reads them. The same arrays give the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array)
            archive.writestr(zipfile.ZipInfo(name + ".npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)


LEAST_WEIGHT = 3
