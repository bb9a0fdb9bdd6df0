"""What is known of an offer where it is made, and what each word of the talk after it is to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from assist.coach.layers import Array
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.tokens import tokenize
from assist.events import Channel
from assist.note.likeness import carried
from assist.note.statement import Statement

FATES = ("", "chosen", "refused")
"""What an offer may become, as its status; the first is open."""
TURNS = 14
"""So many turns after its own an offer is followed."""
LONGEST = 48
"""So many words stand for a turn: of the offer's own the last ones, of others the first."""
BESIDE = 2
"""Offers made so many turns apart may stand against each other."""

MARKS, TRAITS, OF_A_TURN = 7, 5, 5
"""So many numbers tell what a word is to an offer, what an offer is in itself, and what a turn is beside its words."""

Words = tuple[str, ...]


class Spoken(NamedTuple):
    """A turn as the network hears it: its speaker, and the items of its line."""

    channel: Channel
    words: Words


def spoken(channel: Channel, text: str) -> Spoken:
    """A turn, from its words as they were said."""
    return Spoken(channel, bundled_phrasebook().read(text).items)


class Offer(NamedTuple):
    """What is known of an offer in the turn in which it is made: the stems of its content words, of the rest of its
    part of that turn, and of the other parts; its traits, as numbers."""

    own: frozenset[str]
    near: frozenset[str]
    against: frozenset[str]
    traits: tuple[float, ...]


def offer_of(option: Statement, turn: Spoken, beside: Sequence[Statement]) -> Offer:
    """`beside`: all offers of that turn."""
    own = _stems(tokenize(option.text).items)
    parts: list[list[str]] = [[]]
    for word in turn.words:
        if word in ("or", "|", "?"):
            parts.append([])
        else:
            parts[-1].append(word)
    stems = [_stems(part) for part in parts]
    at = max(range(len(stems)), key=lambda part: len(stems[part] & own))
    near = stems[at] - own
    rest = frozenset[str]().union(*stems[:at], *stems[at + 1 :])
    return Offer(own, near, rest - own - near, traits_of(option, beside))


def traits_of(option: Statement, beside: Sequence[Statement]) -> tuple[float, ...]:
    """What is known of an offer beside its words. `beside`: all offers of its turn."""
    place = [one is option for one in beside].index(True)
    return (
        float(option.by_client), float(option.firm), float(option.choice != 0),
        min(len(beside) - 1, 3) / 3, min(place, 3) / 3,
    )  # fmt: skip


def marks(turn: Spoken, offer: Offer, others: frozenset[str]) -> Array:
    """What each word of a turn is to the offer: words × marks. `others`: the stems of the offers that may stand against
    it."""
    found = np.zeros((len(turn.words), MARKS), np.float32)
    found[:1, 5] = 1
    found[:, 6] = turn.channel == "client"
    for at, word in enumerate(turn.words):
        if not (stem := carried(word)):
            continue
        if stem in others:
            found[at, 2 if stem in offer.own else 1] = 1
        elif stem in offer.own:
            found[at, 0] = 1
        elif stem in offer.near:
            found[at, 3] = 1
        elif stem in offer.against:
            found[at, 4] = 1
    return found


def of_turn(turn: Spoken, after: int, status: str) -> tuple[float, ...]:
    """What is known of a turn beside its words. `after`: how many turns after the offer's own; `status`: of the offer
    behind it, as plain answers have it."""
    client = turn.channel == "client"
    return float(client), float(after == 0), after / TURNS, *(float(status == fate) for fate in FATES[1:])


def cut(turn: Spoken, after: int) -> Spoken:
    return turn._replace(words=turn.words[:LONGEST] if after else turn.words[-LONGEST:])


def against(number: int, offers: Sequence[Offer], made_in: Sequence[int], turn: int) -> frozenset[str]:
    """The stems of the offers made by a turn that may stand against one of them. `made_in`: their turns."""
    return frozenset[str]().union(
        *(
            offer.own
            for other, (offer, made) in enumerate(zip(offers, made_in, strict=True))
            if other != number and made <= turn and abs(made - made_in[number]) <= BESIDE
        )
    )


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(carried, words)) - {""}
