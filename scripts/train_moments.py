#!/usr/bin/env python3
"""Learns the weights of the moments from the phrasings and the labelled test calls; prints figures as JSON lines.

    python scripts/train_moments.py [MOMENT …]     writes assist/coach/learned.npz, or only prints these moments

One linear model a moment, with a squared hinge loss (a support vector machine). It learns from the moment's own
phrasings and near misses, from a sample of the other moments' files (they are hardly ever this moment) and from the
labelled test calls, which show how rare a moment is in real talk. The threshold is the best for F1 (for what warns the
agent: precision counts more) of scores that each come from a model which has not seen that line.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from assist.coach.context import Heard, before
from assist.coach.features import Piece, features, pieces
from assist.coach.learned import HUNDREDTH, PHRASINGS, WEIGHTS
from assist.coach.moments import MOMENTS, NAMES, UNWANTED
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.playbook import PLAYBOOKS
from assist.coach.testcall import SUFFIX, read_test_call
from assist.coach.tokens import Spoken
from assist.events import CHANNELS, Channel

FRESH = Path(__file__).parent.parent / "tests" / "coach" / "fresh"
"""Calls that were written without a look at rules and phrasings, and learned from once they had been measured."""
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
BOLDER = 0.1
"""How far below the threshold that is best for a moment alone the one lies that serves the coach: a card or a tick
needs several moments, so one that is missed costs more than one too many."""
LEAST_LINES = 2
PARTS = 5
"""Calls and phrasings are judged by a model that has not seen their part."""
APART_FROM_THE_CALL = frozenset(("client_upset", "client_abusive"))
"""What the call has held before the last turn says nothing of these: a labelled call is mostly an upset client's."""
NO_BOLDER = APART_FROM_THE_CALL | {"agent_acknowledged"}
"""The mood brings cards to calm calls, and this ticks two steps by itself."""
BETA = {
    **dict.fromkeys(UNWANTED, 0.5),
    **dict.fromkeys(("client_corrects", "client_rejects", "agent_offered_meeting"), 0.7),
}
"""How much recall counts beside precision, where it is not 1: less where a card or a warning hangs on the moment."""

_LINE = re.compile(r"([+-]) (?:\[(agent|client): (.*?)\] )?(\S.*)")


@dataclass(frozen=True)
class Line:
    """Something that was said, as features, and what is known of it: a phrasing is known to be one moment or not,
    a call's turn is known whole."""

    channel: Channel
    key: str
    pieces: tuple[dict[str, float], ...]
    """Features of the whole, and where there are several sentences of each."""
    file: str
    call: str
    moments: frozenset[str]


def phrasings(channels: Sequence[Channel] = CHANNELS) -> Iterator[Line]:
    for path in sorted(PHRASINGS.glob("*.txt")):
        channel: Channel = "agent" if path.stem.startswith("agent") else "client"
        if channel not in channels:
            continue
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not text.strip() or text.startswith("#"):
                continue
            found = _LINE.fullmatch(text.strip())
            if not found:
                raise SystemExit(
                    f"{path.name}, line {number}: expected “+ text”, “- text” or “+ [client: …] text”"
                )
            heard = []
            if found[2]:
                heard = [
                    _heard("agent" if found[2] == "agent" else "client", found[3], known=channel == "client")
                ]
            moments = frozenset((path.stem,)) if found[1] == "+" else frozenset()
            yield _line(channel, found[4], heard, moments, file=path.stem)


def _heard(channel: Channel, text: str, *, known: bool) -> Heard:
    """What was said before a phrasing; where its moments are `known`, those that have a phrase."""
    spoken = _read(text)
    found = bundled_phrasebook().find(spoken, NAMES[channel]) if known else []
    return Heard(channel, spoken, frozenset(one.name for one in found if one.name in MOMENTS))


def turns_of_calls() -> Iterator[Line]:
    for folder, calls in ((PLAYBOOKS, "*/*"), (PHRASINGS, "calls/*"), (FRESH, "*")):
        for path in sorted(folder.glob(calls + SUFFIX)):
            yield from _turns(path)


def _turns(path: Path) -> Iterator[Line]:
    call = read_test_call(path)
    heard: list[Heard] = []
    for turn in call.utterances:
        moments = call.labels.get(turn.id)
        if moments is not None:
            yield _line(turn.channel, turn.text, heard, moments, call=path.stem)
        known = frozenset(
            moment for moment in moments or () if not _missed(f"{path.stem} {turn.id} {moment}")
        )
        heard.append(Heard(turn.channel, _read(turn.text), known))


def _missed(what: str) -> bool:
    """Whether what was meant before a turn is left out: in a call that is listened to, so much is not heard."""
    return zlib.crc32(what.encode()) / 2**32 < MISSED


@lru_cache(maxsize=4096)
def _read(text: str) -> Spoken:
    return bundled_phrasebook().read(text)


def _line(
    channel: Channel,
    text: str,
    heard: Sequence[Heard],
    moments: frozenset[str],
    file: str = "",
    call: str = "",
) -> Line:
    book, spoken = bundled_phrasebook(), _read(text)
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
    return Line(channel, text, values, file, call, moments)


@dataclass(frozen=True)
class Weights:
    """One moment's."""

    by_feature: dict[str, float]
    bias: float
    threshold: float
    figures: dict[str, float]


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


def learn(moments: Sequence[str], known: dict[Channel, Side]) -> dict[str, Weights]:
    return learned_apart(moments, known)[0]


def learned_apart(moments: Sequence[str], known: dict[Channel, Side]) -> list[dict[str, Weights]]:
    """The moments' weights; and, for each part of the lines, those that were learned without it."""
    groups: list[tuple[list[str], Side]] = []
    for channel, side in known.items():
        own = [moment for moment in moments if MOMENTS[moment] == channel]
        groups.append(([moment for moment in own if moment not in APART_FROM_THE_CALL], side))
        groups.append(([moment for moment in own if moment in APART_FROM_THE_CALL], side))
    fits: list[dict[str, Weights]] = [{} for _ in range(PARTS + 1)]
    with ProcessPoolExecutor() as processes:
        for found in processes.map(_learned, *zip(*(group for group in groups if group[0]), strict=True)):
            for fit, weights in zip(fits, found, strict=True):
                fit.update(weights)
    return fits


def _learned(moments: list[str], side: Side) -> list[dict[str, Weights]]:
    """All moments of one side at once: a column of everything for each."""
    lines = side.lines
    of_call = np.array([not line.file for line in lines])
    own = np.array([[line.file == moment for moment in moments] for line in lines])
    meant = np.array([[moment in line.moments for moment in moments] for line in lines])
    weigh = np.zeros((len(lines), len(moments)), np.float32)
    for column, moment in enumerate(moments):
        others = np.flatnonzero(~own[:, column] & ~of_call).tolist()
        others.sort(key=lambda at: (zlib.crc32(f"{moment} {lines[at].key}".encode()), lines[at].key))
        weigh[others[:OTHERS], column] = OTHERS_WEIGH
    weigh[of_call] = CALM_TURNS_WEIGH
    weigh[own | (meant & of_call[:, None])] = 1.0
    pieces_of = np.bincount(side.line_of, minlength=len(lines))
    weigh /= np.sqrt(np.maximum(1, pieces_of))[:, None]
    # which sentence of a turn means it is not known; of a turn that does not, no sentence does
    importance = weigh[side.line_of] * (side.whole[:, None] | ~meant[side.line_of])
    matrix, names = side.matrix, side.names
    if not APART_FROM_THE_CALL.isdisjoint(moments):
        kept = [at for at, name in enumerate(names) if not name.startswith("=heard ")]
        matrix, names = matrix[:, kept], [names[at] for at in kept]
    wanted = np.where(meant, 1.0, -1.0).astype(np.float32)[side.line_of]
    part = np.array([part_of(line) for line in lines])[side.line_of]
    solved = _parted(matrix, importance, wanted, wanted * 0)
    fits = [(matrix.T @ solved, solved.sum(axis=0))]
    # each line is judged by a model that has seen neither it nor, of a call, any other turn
    unseen = np.full((len(lines), len(moments)), -9.0)
    for held_out in range(PARTS):
        rest, out = part != held_out, part == held_out
        apart = _parted(matrix[rest], importance[rest], wanted[rest], solved[rest])
        weights, bias = matrix[rest].T @ apart, apart.sum(axis=0)
        np.maximum.at(unseen, side.line_of[out], matrix[out] @ weights + bias)
        fits.append((weights, bias))
    chosen = []
    for column, moment in enumerate(moments):
        judged = (own[:, column] | of_call) & (pieces_of > 0)
        scores, right, in_call = unseen[judged, column], meant[judged, column], of_call[judged]
        counts = np.where(in_call, np.where(right, 1.0, OTHER_TALK_IN_REAL_CALLS), PHRASINGS_IN_REAL_TALK)
        threshold = _threshold(scores, right, counts, BETA.get(moment, 1.0))
        if moment not in NO_BOLDER:
            threshold -= BOLDER
        found = scores > threshold
        figures = {
            "phrasings_f1": _f1(found[~in_call], right[~in_call]),
            "calls_f1": _f1(found[in_call], right[in_call]),
            "in_calls": int(right[in_call].sum()),
        }
        chosen.append((threshold, figures))
    return [
        {
            moment: Weights(
                {names[row]: float(weights[row, at]) for row in np.flatnonzero(abs(weights[:, at]) > HUNDREDTH / 2)},
                float(bias[at]),
                *chosen[at],
            )
            for at, moment in enumerate(moments)
        }
        for weights, bias in fits
    ]  # fmt: skip


def part_of(line: Line) -> int:
    return zlib.crc32((line.call or line.key).encode()) % PARTS


def _parted(
    matrix: sparse.csr_matrix, importance: np.ndarray, wanted: np.ndarray, guess: np.ndarray
) -> np.ndarray:
    """How much each row counts for each moment, for a squared hinge loss by Newton's method: ridge regression again and
    again, in which a row that is on the right side by a margin counts nothing (Chapelle, Training a support vector
    machine in the primal, 2007)."""
    turned = matrix.T.tocsr()
    solved = _solved(matrix, turned, importance, wanted, guess, CLOSE[0])
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


def learned_from() -> int:
    """A number of the files that are learned from, by which weights are known to be theirs."""
    files = (*sorted(PHRASINGS.glob("*.txt")), *sorted(FRESH.glob("*" + SUFFIX)))
    return zlib.crc32(b"".join(file.name.encode() + file.read_bytes() for file in files))


def write(weights: dict[str, Weights], file: Path) -> None:
    """The same weights give the same bytes."""
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
    arrays = {
        "moments": np.frombuffer("\n".join(moments).encode(), np.uint8),
        "features": np.frombuffer("\n".join(names).encode(), np.uint8),
        "weights": table,
        "bias": np.array([round(weights[moment].bias, 3) for moment in moments], np.float32),
        "threshold": np.array([round(weights[moment].threshold, 3) for moment in moments], np.float32),
        "learned_from": np.array(learned_from()),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array)
            archive.writestr(zipfile.ZipInfo(name + ".npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)


LEAST_WEIGHT = 3


def main() -> None:
    lines = [*phrasings(), *turns_of_calls()]
    known = sides(lines)
    chosen = sys.argv[1:] or sorted({line.file for line in lines if line.file})
    weights = learn(chosen, known)
    for moment in chosen:
        print(
            json.dumps(
                {
                    "moment": moment,
                    **weights[moment].figures,
                    "threshold": round(weights[moment].threshold, 3),
                }
            ),
            flush=True,
        )
    for name in ("phrasings_f1", "calls_f1"):
        each = [
            one.figures[name] for one in weights.values() if name == "phrasings_f1" or one.figures["in_calls"]
        ]
        print(json.dumps({f"macro_{name}": round(sum(each) / max(1, len(each)), 3)}))
    if not sys.argv[1:]:
        write(weights, WEIGHTS)
        print(json.dumps({"file": WEIGHTS.name, "bytes": WEIGHTS.stat().st_size}))


if __name__ == "__main__":
    main()
