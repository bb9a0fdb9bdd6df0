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
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assist.coach.convolution import Array, convolved, side_by_side
from assist.coach.network import bundled_network, remembered
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.tokens import tokenize
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
LINES_AT_ONCE = 32
"""So many lines are best read together."""
BESIDE = 2
"""Offers made so many turns apart may stand against each other."""

Words = tuple[str, ...]
Line = tuple[Words, Array]
"""A turn's words, one at least, and the marks of what they are to an offer."""


class Spoken(NamedTuple):
    """A turn as the network hears it: its speaker, and the items of its line."""

    channel: Channel
    words: Words


def spoken(channel: Channel, text: str) -> Spoken:
    """A turn, from its words as they were said."""
    return Spoken(channel, tuple(bundled_phrasebook().read(text).line.split()))


class Offer(NamedTuple):
    """What is known of an offer in the turn in which it is made: the stems of its content words, of the rest of its
    part of that turn, and of the other parts; its traits, as numbers."""

    own: frozenset[str]
    near: frozenset[str]
    against: frozenset[str]
    traits: tuple[float, ...]


class Fate(NamedTuple):
    """What an offer has become, and how probable that is."""

    status: str
    share: float


MARKS, TRAITS, OF_A_TURN = 7, 5, 5


def offer_of(option: Statement, turn: Spoken, beside: Sequence[Statement]) -> Offer:
    """`beside`: all offers of that turn."""
    own = _stems(tokenize(option.text).line.split())
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
        self.nothing = np.zeros(self.size, np.float32)
        """The recurrent unit's state before the first turn."""
        first = side_by_side(self._of["first"])
        self._first_of_word = self._of["word"] @ first
        self._first_of_any_word = self._of["word bias"] @ first
        self._first_of_mark = self._of["mark"] @ first
        self._word = lru_cache(maxsize=4096)(self._look_up)

    def _look_up(self, word: str) -> Array:
        """What the word adds to the first convolution at itself and at its neighbours."""
        added: Array = bundled_network().vector(word) @ self._first_of_word + self._first_of_any_word
        return added

    def _layer(self, name: str, values: Array) -> Array:
        answer: Array = values @ self._of[name] + self._of[f"{name} bias"]
        return answer

    def read(self, lines: Sequence[Line]) -> Array:
        """What the words of turns say of offers: the strongest answers of all filters, a row for each line."""
        return np.concatenate(
            [self._read(lines[at : at + LINES_AT_ONCE]) for at in range(0, len(lines), LINES_AT_ONCE)]
        )

    def _read(self, lines: Sequence[Line]) -> Array:
        bounds = list(accumulate((len(words) for words, _ in lines), initial=0))
        added = np.concatenate([self._word(word) for words, _ in lines for word in words])
        added = added.reshape(-1, 3 * self.size)
        added += np.concatenate([marked for _, marked in lines]) @ self._first_of_mark
        rows = convolved(added, bounds[1:-1], self._of)
        return np.array([rows[begin:end].max(axis=0) for begin, end in pairwise(bounds)])

    def go_on(self, read: Array, turns: Array, traits: Array, state: Array) -> Array:
        """The recurrent unit's states after one more turn."""
        heard = _relu(self._layer("turn", np.concatenate((read, turns), axis=1)))
        of_turn = self._layer("gru x", np.concatenate((heard, traits), axis=1))
        return remembered(of_turn, self._layer("gru h", state), state)

    def judge(self, state: Array, highest: Array, traits: Array) -> Array:
        """The probabilities of the fates, a row for each offer."""
        odds = self._layer("fate", np.concatenate((state, highest, traits), axis=1))
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares: Array = raised / raised.sum(axis=1, keepdims=True)
        return shares


def _relu(values: Array) -> Array:
    return np.maximum(values, 0.0, out=values)


@lru_cache(maxsize=1)
def bundled_uptake() -> Network:
    """The network that comes with the program."""
    return Network(WEIGHTS)


@dataclass(slots=True, eq=False)
class _Followed:
    """An offer, from its own turn on."""

    option: Statement  # kept, so that no other has its identity
    made_in: int
    offer: Offer
    state: Array | None = None
    highest: Array | None = None


class _Said(NamedTuple):
    """A turn, for offers that were all made in it or all before it: what its words, and it itself, are to them."""

    offers: Sequence[_Followed]
    words: Words
    marked: Sequence[Array]
    turns: Array


class Uptake:
    """Hears one call, and tells what its offers have become. What a turn is to the offers is taken down as it is said;
    it is thought about when somebody asks."""

    def __init__(self) -> None:
        self._turns: list[Spoken] = []
        self._at: dict[int, int] = {}  # which turn an utterance was
        self._followed: dict[int, _Followed] = {}  # by the identities of their options
        self._unheard: list[_Said] = []

    def hear(self, utterance: int, channel: Channel, text: str) -> None:
        """Take up a turn, as it was said."""
        self._at[utterance] = len(self._turns)
        self._turns.append(spoken(channel, text))

    def follow(self, options: Sequence[Statement]) -> None:
        """Take down what the turn heard last is to the offers, as they stand after it."""
        now = len(self._turns) - 1
        fresh = [
            one for one in options if id(one) not in self._followed and self._made_in(one, now) is not None
        ]
        for option in fresh:
            self._begin(option, options)
        followed = [
            one
            for option in options
            if (one := self._followed.get(id(option))) is not None and now - one.made_in <= TURNS
        ]
        for turn in range(min((self._followed[id(one)].made_in for one in fresh), default=now), now):
            late = [self._followed[id(one)] for one in fresh if self._followed[id(one)].made_in <= turn]
            self._take_down(turn, [(one, "") for one in late], followed)
        self._take_down(now, [(one, one.option.status) for one in followed], followed)

    def _made_in(self, option: Statement, now: int) -> int | None:
        """The turn in which an offer was made, where it is not too long ago."""
        made_in = self._at.get(min(option.sources))
        return made_in if made_in is not None and now - made_in <= TURNS else None

    def _begin(self, option: Statement, options: Sequence[Statement]) -> None:
        number = min(option.sources)
        made_in, beside = self._at[number], [one for one in options if min(one.sources) == number]
        offer = offer_of(option, self._turns[made_in], beside)
        self._followed[id(option)] = _Followed(option, made_in, offer)

    def _take_down(
        self, at: int, standing: Sequence[tuple[_Followed, str]], followed: Sequence[_Followed]
    ) -> None:
        """`standing`: offers and their statuses behind the turn, of all that are `followed`."""
        offers, made_in = [one.offer for one in followed], [one.made_in for one in followed]
        for own in (True, False):
            group = [(one, status) for one, status in standing if (one.made_in == at) == own]
            if not group:
                continue
            turn = cut(self._turns[at], at - group[0][0].made_in)
            marked = [
                marks(turn, one.offer, against(followed.index(one), offers, made_in, at)) for one, _ in group
            ]
            turns = [of_turn(turn, at - one.made_in, status) for one, status in group]
            self._unheard.append(
                _Said([one for one, _ in group], turn.words, marked, np.array(turns, np.float32))
            )

    def fates(self) -> dict[int, Fate]:
        """What the offers have become by now, by the identities of their options."""
        network = bundled_uptake()
        lines = [(said.words, marked) for said in self._unheard for marked in said.marked]
        read = iter(network.read(lines) if lines else ())
        for said in self._unheard:
            states = network.go_on(
                np.array([next(read) for _ in said.offers]),
                said.turns,
                np.array([one.offer.traits for one in said.offers], np.float32),
                np.stack([network.nothing if one.state is None else one.state for one in said.offers]),
            )
            for one, state in zip(said.offers, states, strict=True):
                one.highest = np.maximum(network.nothing if one.highest is None else one.highest, state)
                one.state = state
        self._unheard.clear()
        heard = [
            (option, one.state, one.highest, one.offer.traits)
            for option, one in self._followed.items()
            if one.state is not None and one.highest is not None
        ]
        if not heard:
            return {}
        options, states_of, highest, traits = zip(*heard, strict=True)
        judged = network.judge(np.stack(states_of), np.stack(highest), np.array(traits, np.float32))
        return {
            option: Fate(FATES[int(shares.argmax())], float(shares.max()))
            for option, shares in zip(options, judged, strict=True)
        }
