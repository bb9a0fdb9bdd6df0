"""What becomes of an offer: taken, turned down or left open, as a small network hears the talk after it.

"Friday evening or Saturday morning?" "Mornings I'm at work.": rules know plain answers; what else is a yes to one offer
and a no to another is learned from labelled calls. For each offer the turns from its own on are read one after the
other: each word by the table of the network that hears the whole call (`assist.coach.network`), beside marks of whether
it is a word of the offer, of another, of what stood beside them. Two convolutions read the words, the strongest answer
of every filter stands for the turn (Kim, Convolutional neural networks for sentence classification, 2014), and a gated
recurrent unit (Cho et al. 2014) goes from turn to turn. `scripts/train_uptake.py` learns the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assist.coach.network import bundled_network
from assist.coach.phrasebook import bundled_phrasebook
from assist.events import Channel
from assist.note.likeness import carried
from assist.note.statement import Statement

WEIGHTS = Path(__file__).parent / "uptake.npz"
FATES = ("", "chosen", "refused")
"""What an offer may become, as its status; the first is open."""
TURNS = 14
"""So many turns after its own an offer is followed."""
LONGEST = 48
"""So many words stand for a turn: of the offer's own the last ones, of others the first."""
BESIDE = 2
"""Offers made so many turns apart may stand against each other."""
Array = NDArray[np.float32]
Words = tuple[str, ...]


class Spoken(NamedTuple):
    """A turn as the network hears it: its speaker, and the items of its line."""

    channel: Channel
    words: Words


class Offer(NamedTuple):
    """What is known of an offer in the turn in which it is made: the stems of its content words, of the rest of its
    part of that turn, and of the other parts; its traits, as numbers."""

    own: frozenset[str]
    near: frozenset[str]
    against: frozenset[str]
    traits: tuple[float, ...]


class Fate(NamedTuple):
    """What an offer has become, and how probable that is."""

    option: Statement
    status: str
    share: float


MARKS, TRAITS, OF_A_TURN = 7, 5, 5


def offer_of(option: Statement, turn: Spoken, beside: Sequence[Statement]) -> Offer:
    """`beside`: all offers of that turn."""
    own = _stems(bundled_phrasebook().read(option.text).line.split())
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
    place = [one is option for one in beside].index(True)
    traits = (
        float(option.by_client), float(option.firm), float(option.choice != 0),
        min(len(beside) - 1, 3) / 3, min(place, 3) / 3,
    )  # fmt: skip
    return Offer(own, near, rest - own - near, traits)


def marks(turn: Spoken, offer: Offer, others: frozenset[str]) -> list[tuple[bool, ...]]:
    """What each word of a turn is to the offer. `others`: the stems of the offers that may stand against it."""
    client = turn.channel == "client"
    found: list[tuple[bool, ...]] = []
    for at, word in enumerate(turn.words):
        stem = carried(word)
        own, other = stem in offer.own, stem in others
        found.append(
            (
                own and not other,
                other and not own,
                own and other,
                stem in offer.near and not other,
                stem in offer.against and not other,
                at == 0,
                client,
            )
        )
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
        self._word = lru_cache(maxsize=4096)(self._look_up)

    def _look_up(self, word: str) -> Array:
        return self._layer("word", bundled_network().vector(word))

    def _layer(self, name: str, values: Array) -> Array:
        answer: Array = values @ self._of[name] + self._of[f"{name} bias"]
        return answer

    def read(self, words: Words, marked: Array) -> Array:
        """What a turn's words say of each offer: the strongest answers of all filters.

        `marked`: offers × words × marks."""
        if not words:
            return np.zeros((len(marked), 2 * self.size), np.float32)
        rows = np.stack([self._word(word) for word in words]) + marked @ self._of["mark"]
        first = _relu(self._layer("first", _with_neighbours(rows)))
        second = _relu(self._layer("second", _with_neighbours(first)))
        return np.concatenate((first.max(axis=1), second.max(axis=1)), axis=1)

    def go_on(self, read: Array, turns: Array, traits: Array, state: Array) -> Array:
        """The recurrent unit's states after one more turn."""
        heard = _relu(self._layer("turn", np.concatenate((read, turns), axis=1)))
        size = self.size
        of_turn = self._layer("gru x", np.concatenate((heard, traits), axis=1))
        of_state = self._layer("gru h", state)
        gates = 1 / (1 + np.exp(-(of_turn[:, : 2 * size] + of_state[:, : 2 * size])))
        reset, update = gates[:, :size], gates[:, size:]
        fresh = np.tanh(of_turn[:, 2 * size :] + reset * of_state[:, 2 * size :])
        after: Array = (1 - update) * fresh + update * state
        return after

    def judge(self, state: Array, highest: Array, traits: Array) -> Array:
        """The probabilities of the fates, a row for each offer."""
        odds = self._layer("fate", np.concatenate((state, highest, traits), axis=1))
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares: Array = raised / raised.sum(axis=1, keepdims=True)
        return shares


def _with_neighbours(rows: Array) -> Array:
    """Each word of each offer's turn between the word before and the word behind: offers × words × 3 sizes."""
    offers, words, size = rows.shape
    triples = np.zeros((offers, words, 3 * size), np.float32)
    triples[:, 1:, :size] = rows[:, :-1]
    triples[:, :, size : 2 * size] = rows
    triples[:, :-1, 2 * size :] = rows[:, 1:]
    return triples


def _relu(values: Array) -> Array:
    return np.maximum(values, 0.0)


@lru_cache(maxsize=1)
def bundled_uptake() -> Network:
    """The network that comes with the program."""
    return Network(WEIGHTS)


@dataclass(slots=True, eq=False)
class _Followed:
    """An offer while it is followed."""

    option: Statement
    made_in: int
    offer: Offer
    heard: int  # the turn that was heard last
    state: Array
    highest: Array


class Uptake:
    """Hears one call, and tells after each turn what its offers have become."""

    def __init__(self) -> None:
        self._turns: list[Spoken] = []
        self._at: dict[int, int] = {}  # which turn an utterance was
        self._followed: list[_Followed] = []

    def hear(self, utterance: int, channel: Channel, text: str) -> None:
        """Take up a turn, as it was said."""
        self._at[utterance] = len(self._turns)
        self._turns.append(Spoken(channel, tuple(bundled_phrasebook().read(text).line.split())))

    def fates(self, options: Sequence[Statement]) -> list[Fate]:
        """What the offers that are followed have become by now."""
        now = len(self._turns) - 1
        there = {id(option) for option in options}
        self._followed = [
            one for one in self._followed if now - one.made_in <= TURNS and id(one.option) in there
        ]
        known = {id(one.option) for one in self._followed}
        for option in options:
            made_in = self._at.get(min(option.sources), -1)
            if id(option) not in known and made_in >= 0 and now - made_in <= TURNS:
                self._follow(option, made_in, options)
        for turn in range(min((one.heard for one in self._followed), default=now) + 1, now + 1):
            self._hear(turn, [one for one in self._followed if one.heard < turn == one.made_in])
            self._hear(turn, [one for one in self._followed if one.heard < turn > one.made_in])
        if not self._followed:
            return []
        judged = bundled_uptake().judge(
            np.stack([one.state for one in self._followed]),
            np.stack([one.highest for one in self._followed]),
            np.array([one.offer.traits for one in self._followed], np.float32),
        )
        return [
            Fate(one.option, FATES[int(shares.argmax())], float(shares.max()))
            for one, shares in zip(self._followed, judged, strict=True)
        ]

    def _follow(self, option: Statement, made_in: int, options: Sequence[Statement]) -> None:
        number = min(option.sources)
        beside = [one for one in options if min(one.sources) == number]
        nothing = np.zeros(bundled_uptake().size, np.float32)
        offer = offer_of(option, self._turns[made_in], beside)
        self._followed.append(_Followed(option, made_in, offer, made_in - 1, nothing, nothing))

    def _hear(self, at: int, offers: Sequence[_Followed]) -> None:
        """The turn, for offers that were all made in it or all before it."""
        if not offers:
            return
        network, turn = bundled_uptake(), cut(self._turns[at], at - offers[0].made_in)
        known, made_in = [one.offer for one in self._followed], [one.made_in for one in self._followed]
        marked = [
            marks(turn, one.offer, against(number, known, made_in, at))
            for number, one in enumerate(self._followed)
            if one in offers
        ]
        states = network.go_on(
            network.read(turn.words, np.array(marked, np.float32)),
            np.array([of_turn(turn, at - one.made_in, one.option.status) for one in offers], np.float32),
            np.array([one.offer.traits for one in offers], np.float32),
            np.stack([one.state for one in offers]),
        )
        for one, state in zip(offers, states, strict=True):
            one.state, one.highest, one.heard = state, np.maximum(one.highest, state), at
