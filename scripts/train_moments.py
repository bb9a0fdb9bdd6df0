#!/usr/bin/env python3
"""Learns the moments from the phrasings and the labelled test calls; prints figures as JSON lines.

    OMP_NUM_THREADS=1 python scripts/train_moments.py --meanings FILE

writes assist/coach/learned.npz and assist/coach/network.npz. (Processes side by side whose small sums each wait for
more threads are several times as slow.)

One linear model a moment, with a squared hinge loss (a support vector machine), learns from the moment's own phrasings
and, where it is no slight, scenes with their near misses, from a sample of the other moments' files (they are hardly
ever this moment) and from the labelled calls, which show how rare a moment is in real talk. One network
(`moment_network.py`) learns all of them from whole calls and all scenes, and when a card helps; and, from FILE
(`read_meanings.py`), what turns mean to a sentence model: without it, it knows less. The threshold of both together is
the best for F1 (for what warns the agent: precision counts more) over lines that they have not seen: the calls and
phrasings of one part of five, without which all is learned once more. By the same lines it is known how sure the
network may be of a card. Half an hour on two cores; needs `pip install -e '.[dev,training]'`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from apart import JUDGED, part_of
from assist.coach.learned import WEIGHTS
from assist.coach.moments import MOMENTS
from assist.coach.network import CARDS, NETWORK, NETWORK_WEIGHS
from assist.events import CHANNELS
from calibration import calibration
from labelled_talk import Conversation, calls, phrasings
from moment_lines import (
    APART_FROM_THE_CALL,
    FROM_CALLS_ALONE,
    Linear,
    Weights,
    chosen,
    learned,
    lines_of,
    read,
    sides,
    write,
    write_arrays,
)
from read_meanings import kept_meanings

MOST_APART = 0.05
"""In log odds: the file holds the weights in fewer digits."""


class Odds(NamedTuple):
    """What a network thinks: of the turns whose moments are known (but those of slights in scenes, where more hangs on
    what was said before than a linear model learns), lines by moments; of those after which it is known what cards
    help, lines by cards."""

    moments: np.ndarray
    cards: np.ndarray


def networks(
    conversations: Sequence[Conversation], but: int | None, file: Path, meanings: Path | None
) -> Odds:
    """Learns the network without a part of them, writes it, and tells what it thinks of them all."""
    from moment_network import Turn as Said
    from moment_network import arrays_of, differs, judged, learn_network

    meant = kept_meanings(meanings) if meanings else {}

    said = [
        [
            Said(
                turn.channel,
                tuple(read(turn.text).line.split()),
                turn.moments,
                conversation.known,
                turn.clauses,
                turn.cards,
                meant.get(turn.text),
            )
            for turn in conversation.turns
        ]
        for conversation in conversations
    ]
    rest = [
        turns
        for conversation, turns in zip(conversations, said, strict=True)
        if part_of(conversation.call or conversation.turns[-1].text) != but
    ]
    net = learn_network(rest)
    write_arrays(file, arrays_of(net))
    if (most := differs(net, file, said[-50:])) > MOST_APART:
        raise SystemExit(f"{file.name} is read by the program as another network: log odds differ by {most}.")
    every = [
        (turn, *odds)
        for one, turns, found in zip(conversations, said, judged(net, said), strict=True)
        if not one.is_of_slights
        for turn, *odds in zip(turns, *found, strict=True)
    ]
    return Odds(
        np.array([moments for turn, moments, _ in every if turn.moments is not None]),
        np.array([cards for turn, _, cards in every if turn.cards is not None]),
    )


def calibrated(conversations: Sequence[Conversation], odds: Mapping[int, np.ndarray]) -> np.ndarray:
    """A factor and a summand for the network's log odds of each card, with which they become those that an experienced
    reader expects or allows it: learned from the parts of the calls that each of the networks has not seen."""
    known = [
        (part_of(one.call), turn.cards)
        for one in conversations
        for turn in one.turns
        if turn.cards is not None
    ]
    part = np.array([number for number, _ in known])
    helps = np.array([[card in cards for card in CARDS] for _, cards in known])
    unseen = np.concatenate([found[part == but] for but, found in odds.items()])
    helps = np.concatenate([helps[part == but] for but in odds])
    return np.array([calibration(unseen[:, at], helps[:, at]) for at in range(len(CARDS))]).T


def write_network(learned: Path, of_cards: np.ndarray, file: Path) -> None:
    """The network with calibrated odds of the cards."""
    with np.load(learned) as kept:
        arrays = {name: kept[name] for name in kept.files}
    factor, summand = of_cards
    arrays["card"] = (arrays["card"] * factor).astype(np.float16)
    arrays["card bias"] = (arrays["card bias"] * factor + summand).astype(np.float16)
    write_arrays(file, arrays)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--apart", type=Path, help="a folder for what was learned without each judged part")
    options.add_argument("--meanings", type=Path, metavar="FILE", help="what `read_meanings.py` wrote")
    chosen_options = options.parse_args()
    apart: Path | None = chosen_options.apart
    conversations = [*phrasings(), *calls()]
    lines = [line for one in conversations if not one.is_of_slights for line in lines_of(one)]
    moments = sorted(FROM_CALLS_ALONE.union(*(line.known for line in lines)))
    known = sides(lines)
    groups = [
        (channel, group)
        for channel in CHANNELS
        for group in (
            [one for one in moments if MOMENTS[one] == channel and one not in APART_FROM_THE_CALL],
            [one for one in moments if MOMENTS[one] == channel and one in APART_FROM_THE_CALL],
        )
        if group
    ]
    fits = (None, *range(JUDGED))
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor() as processes:
        files = {but: Path(scratch) / f"network{but}.npz" for but in fits}
        odds = {
            but: processes.submit(networks, conversations, but, files[but], chosen_options.meanings)
            for but in fits
        }
        linear = {
            (but, channel, *group): processes.submit(learned, group, known[channel], but)
            for but in fits
            for channel, group in groups
        }
        column = {name: at for at, name in enumerate(MOMENTS)}
        by_moment: dict[int | None, dict[str, Linear]] = {but: {} for but in fits}
        for (but, *_), found in linear.items():
            by_moment[but] |= found.result()
        thresholds, figures = {}, {}
        for channel, side in known.items():
            own = np.array([line.channel == channel for line in lines])
            part = np.array([part_of(line.call or line.key) for line in side.lines])
            for moment in (one for one in moments if MOMENTS[one] == channel):
                scores = np.full(len(side.lines), np.nan)
                for but in range(JUDGED):
                    vote = odds[but].result().moments[own][:, column[moment]] * NETWORK_WEIGHS
                    scores[part == but] = (by_moment[but][moment].scores + vote)[part == but]
                thresholds[moment], figures[moment] = chosen(moment, side, scores)
        of_cards = calibrated(conversations, {but: odds[but].result().cards for but in range(JUDGED)})
        for but in fits:
            odds[but].result()
            weights = {
                moment: Weights(one.by_feature, one.bias, thresholds[moment])
                for moment, one in by_moment[but].items()
            }
            if but is None:
                write(weights, WEIGHTS)
                write_network(files[but], of_cards, NETWORK)
            elif apart:
                write(weights, apart / f"learned{but}.npz")
                write_network(files[but], of_cards, apart / f"network{but}.npz")
    for moment in moments:
        print(json.dumps({"moment": moment, **figures[moment], "threshold": round(thresholds[moment], 3)}))
    for name in ("phrasings_f1", "calls_f1"):
        each = [one[name] for one in figures.values() if name == "phrasings_f1" or one["in_calls"]]
        print(json.dumps({f"macro_{name}": round(sum(each) / max(1, len(each)), 3)}))
    for card, (factor, summand) in zip(CARDS, of_cards.T, strict=True):
        print(json.dumps({"card": card, "factor": round(factor, 2), "summand": round(summand, 2)}))
    for file in (WEIGHTS, NETWORK):
        print(json.dumps({"file": file.name, "bytes": file.stat().st_size}))


if __name__ == "__main__":
    main()
