#!/usr/bin/env python3
"""Learns what a sentence model's vote is worth; prints figures as JSON lines.

    OMP_NUM_THREADS=1 python scripts/train_meaning.py FILE APART        writes assist/coach/meaning.npz

FILE is what `read_meanings.py` wrote, APART what `train_moments.py --apart APART` left there: the program's own network
without a part of the calls. A small network (`meaning_network.py`) learns moments and cards from what the
turns of the labelled calls, phrasings and scenes mean; what it and the program's own are worth together is learned from
the part that neither has seen. With `--apart`, the weights without it are left in APART too. Ten minutes on
two cores; needs `pip install -e '.[training]'`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from apart import JUDGED, part_of
from assist.coach.meaning import WEIGHTS
from assist.coach.moments import MOMENTS
from assist.coach.network import CARDS, Network
from calibration import calibration
from labelled_talk import Conversation, calls, phrasings
from meaning_network import Known, Net, arrays_of, judged, known, learn
from moment_lines import read, write_arrays
from moment_network import Turn as Said
from read_meanings import kept_meanings

ENOUGH = 20
"""Of so many cases it can be learned what the vote is worth."""
NAMES = {"moment": list(MOMENTS), "card": list(CARDS)}


def learned(
    conversations: Sequence[Conversation], file: Path, but: int | None
) -> tuple[Net, dict[str, list[np.ndarray]]]:
    """The network without a part of the calls, and its log odds of that part's calls."""
    meanings = kept_meanings(file)

    def numbers(one: Conversation) -> Known:
        turns = [Said(t.channel, (t.text,), t.moments, one.known, (), t.cards) for t in one.turns]
        return known(turns, [meanings[turn.text] for turn in one.turns])

    rest = [one for one in conversations if part_of(one.call or one.turns[-1].text) != but]
    net = learn([numbers(one) for one in rest if one.call], [numbers(one) for one in rest if not one.call])
    unseen = [one for one in conversations if one.call and part_of(one.call) == but]
    found = judged(net, [numbers(one) for one in unseen])
    return net, {kind: [odds[at] for odds in found] for at, kind in enumerate(NAMES)}


def heard(calls_of_part: Sequence[Conversation], file: Path) -> dict[str, list[np.ndarray]]:
    """The log odds of a network of the program's own: turns by moments, and by cards; NaN of what is not judged."""
    network = Network(file)
    odds: dict[str, list[np.ndarray]] = {kind: [] for kind in NAMES}
    for call in calls_of_part:
        memory, impressions = network.begin(), []
        for turn in call.turns:
            impressions.append(network.hear(turn.channel, read(turn.text).line.split(), memory))
            memory = impressions[-1].memory
        odds["moment"].append(_rows("moment", [one.odds for one in impressions]))
        odds["card"].append(_rows("card", [one.cards for one in impressions]))
    return odds


def _rows(kind: str, turns: Sequence[Mapping[str, float]]) -> np.ndarray:
    return np.array([[turn.get(name, np.nan) for name in NAMES[kind]] for turn in turns])


def worth(kind: str, network: np.ndarray, own: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Of each moment or card the factors for the network's odds and for these, and the summand, with which they are the
    network's that would be worth as much."""
    found = np.tile([[1.0], [0.0], [0.0]], len(NAMES[kind]))
    for at in range(len(NAMES[kind])):
        there = ~np.isnan(network[:, at])
        odds, votes, came_true = network[there, at], own[there, at], true[there, at]
        if came_true.sum() < ENOUGH:
            continue
        alone, summand = calibration(odds, came_true)
        both = calibration(np.column_stack([odds, votes]), came_true)
        found[:, at] = np.array([both[0], both[1], both[2] - summand]) / alone
    return found


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("meanings", type=Path, metavar="FILE")
    options.add_argument("folder", type=Path, metavar="APART")
    options.add_argument("--apart", action="store_true")
    chosen = options.parse_args()
    conversations = [*phrasings(), *calls()]
    with ProcessPoolExecutor() as processes:
        fits = {
            but: processes.submit(learned, conversations, chosen.meanings, but)
            for but in (None, *range(JUDGED))
        }
        parts = [
            [one for one in conversations if one.call and part_of(one.call) == but] for but in range(JUDGED)
        ]
        nets = [
            processes.submit(heard, parts[but], chosen.folder / f"network{but}.npz") for but in range(JUDGED)
        ]
        turns = [turn for part in parts for call in part for turn in call.turns]
        together = {}
        for kind, names in NAMES.items():
            true = [turn.moments if kind == "moment" else turn.cards for turn in turns]
            told = np.array([one is not None for one in true])
            own, network = (
                np.concatenate([odds for found in of for odds in found[kind]])[told]
                for of in ([fits[but].result()[1] for but in range(JUDGED)], [net.result() for net in nets])
            )
            meant = np.array([[name in one for name in names] for one in true if one is not None])
            together[kind] = worth(kind, network, own, meant)
    for but, fit in fits.items():
        if but is None or chosen.apart:
            file = WEIGHTS if but is None else chosen.folder / f"meaning{but}.npz"
            write_arrays(file, arrays_of(fit.result()[0], together))
    for kind, names in NAMES.items():
        for name, (network, own, summand) in zip(names, together[kind].T, strict=True):
            figures = {"network": network, "own": own, "summand": summand}
            print(json.dumps({kind: name} | {what: round(figure, 2) for what, figure in figures.items()}))
    print(json.dumps({"file": WEIGHTS.name, "bytes": WEIGHTS.stat().st_size}))


if __name__ == "__main__":
    main()
