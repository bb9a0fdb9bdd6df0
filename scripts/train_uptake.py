#!/usr/bin/env python3
"""Learns what becomes of an offer from the labelled calls; prints figures as JSON lines.

    python scripts/train_uptake.py                 writes assist/note/uptake.npz
    python scripts/train_uptake.py --apart FOLDER  writes there, for each part that is judged, what has not seen it

The offers are those that the note finds in the calls, each with what the nearest label says of it, and with what plain
answers alone make of it turn by turn. Wants the weights of `train_moments.py`, whose words it reads by. A quarter of an
hour on two cores; needs `pip install -e '.[dev,training]'`.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from apart import JUDGED, hear_without, part_of
from assist.coach.moments import MomentDetector
from assist.coach.network import NETWORK
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.note.offered import FATES, Words
from assist.note.statement import Statement
from assist.note.uptake import Uptake
from assist.note.uptake_network import WEIGHTS
from labelled_notes import LEARNED, Call, nearest, ours
from uptake_network import Example, learn, shares, write

FATE = {"open": 0, "chosen": 1, "refused": 2}


class Offered(NamedTuple):
    """An offer of a call, and what plain answers make of it in the end."""

    part: int
    example: Example
    by_rule: int


def offered(call: Call) -> Iterator[Offered]:
    """The offers that the note finds in a call and a label tells of."""
    labels = call.labels.get("options", [])
    if not labels:
        return
    draft, detector, uptake = NoteDraft(Calendar(call.started)), MomentDetector(), Uptake()
    for utterance in call.utterances:
        uptake.hear(utterance.id, utterance.channel, utterance.text)
        draft.hear(utterance, detector.hear(utterance))
        uptake.follow(draft.options)
    for option in draft.options:
        label = nearest("options", option.entry(), labels)
        if label is None or label.answer not in FATE:
            continue
        if taken_down := list(_taken_down(option, uptake)):
            words, marked, turns, traits = zip(*taken_down, strict=True)
            example = Example(words, marked, np.array(turns), traits[0], FATE[label.answer])
            yield Offered(part_of(call.name), example, FATES.index(option.status))


def _taken_down(
    option: Statement, uptake: Uptake
) -> Iterator[tuple[Words, np.ndarray, np.ndarray, tuple[float, ...]]]:
    """Turn by turn what was taken down for an offer, as it is in a call."""
    for said in uptake.unheard:
        for followed, marked, turn in zip(said.offers, said.marked, said.turns, strict=True):
            if followed.option is option:
                yield said.words, marked, turn, followed.offer.traits


def words_of() -> int:
    """A checksum of the network by whose words the weights read."""
    return zlib.crc32(NETWORK.read_bytes())


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--apart", type=Path, metavar="FOLDER")
    apart = arguments.parse_args().apart
    calls = [call for name in LEARNED for call in ours(name)]
    if apart is None:
        found = [offer for call in calls for offer in offered(call)]
        network = learn([offer.example for offer in found])
        write(network, WEIGHTS, words_of())
        _tell("all", found, shares(network, [offer.example for offer in found]))
        return
    for part in range(JUDGED):
        hear_without(part, apart)
        found = [offer for call in calls for offer in offered(call)]
        judged = [offer for offer in found if offer.part == part]
        network = learn(
            [offer.example for offer in found if offer.part != part], [offer.example for offer in judged]
        )
        write(network, apart / f"uptake{part}.npz", words_of())
        _tell(f"part {part}", judged, shares(network, [offer.example for offer in judged]))


def _tell(what: str, offers: Sequence[Offered], judged: np.ndarray) -> None:
    fates = np.array([offer.example.fate for offer in offers])
    by_rule = np.array([offer.by_rule for offer in offers])
    told = judged.argmax(1)
    print(
        json.dumps(
            {
                "offers": what,
                "count": len(offers),
                "exact": round(float((told == fates).mean()), 3),
                "by_rule": round(float((by_rule == fates).mean()), 3),
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
