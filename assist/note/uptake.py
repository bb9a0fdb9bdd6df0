"""What becomes of an offer: taken, turned down or left open, as a small network hears the talk after it.

"Friday evening or Saturday morning?" "Mornings I'm at work.": rules know plain answers; what else is a yes to one offer
and a no to another is learned from labelled calls (`uptake_network.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from assist.coach.layers import Array
from assist.events import Channel
from assist.note.offered import (
    FATES,
    TURNS,
    Offer,
    Spoken,
    Words,
    against,
    cut,
    marks,
    of_turn,
    offer_of,
    spoken,
)
from assist.note.statement import Statement
from assist.note.uptake_network import bundled_uptake


class Fate(NamedTuple):
    """What an offer has become, and how probable that is."""

    status: str
    share: float


@dataclass(slots=True, eq=False)
class Followed:
    """An offer, from its own turn on."""

    option: Statement  # kept, so that no other has its identity
    made_in: int
    offer: Offer
    state: Array | None = None
    highest: Array | None = None
    fate: Fate | None = None


class Said(NamedTuple):
    """A turn, for offers that were all made in it or all before it: what its words, and it itself, are to them."""

    offers: Sequence[Followed]
    words: Words
    marked: Sequence[Array]
    turns: Array


class Uptake:
    """Hears one call, and tells what its offers have become. What a turn is to the offers is taken down as it is said;
    it is thought about when somebody asks."""

    def __init__(self) -> None:
        self._turns: list[Spoken] = []
        self._at: dict[int, int] = {}  # which turn an utterance was
        self.of_client: list[int] = []  # the client's utterances
        self._turns_of_client: list[int] = []  # and which turns they were
        self._followed: dict[int, Followed] = {}  # by the identities of their options
        self.unheard: list[Said] = []  # taken down, and not thought about yet

    def hear(self, utterance: int, channel: Channel, text: str) -> None:
        """Take up a turn, as it was said."""
        self._at[utterance] = len(self._turns)
        if channel == "client":
            self.of_client.append(utterance)
            self._turns_of_client.append(len(self._turns))
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

    def first_answer(self, option: Statement) -> int:
        """How many of the client's utterances came before an offer; those behind it may answer it."""
        return bisect_right(self._turns_of_client, self._at[min(option.sources)])

    def _made_in(self, option: Statement, now: int) -> int | None:
        """The turn in which an offer was made, where it is not too long ago."""
        made_in = self._at.get(min(option.sources))
        return made_in if made_in is not None and now - made_in <= TURNS else None

    def _begin(self, option: Statement, options: Sequence[Statement]) -> None:
        number = min(option.sources)
        made_in, beside = self._at[number], [one for one in options if min(one.sources) == number]
        offer = offer_of(option, self._turns[made_in], beside)
        self._followed[id(option)] = Followed(option, made_in, offer)

    def _take_down(
        self, at: int, standing: Sequence[tuple[Followed, str]], followed: Sequence[Followed]
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
            self.unheard.append(
                Said([one for one, _ in group], turn.words, marked, np.array(turns, np.float32))
            )

    def fates(self) -> dict[int, Fate]:
        """What the offers have become by now, by the identities of their options."""
        if self.unheard:
            self._think()
        return {option: one.fate for option, one in self._followed.items() if one.fate is not None}

    def _think(self) -> None:
        """Go on from each offer over the turns that were taken down."""
        network = bundled_uptake()
        taken_in = iter(
            network.taken_in(
                network.read([(said.words, marked) for said in self.unheard for marked in said.marked]),
                np.concatenate([said.turns for said in self.unheard]),
                np.array([one.offer.traits for said in self.unheard for one in said.offers], np.float32),
            )
        )
        for said in self.unheard:
            states = network.go_on(
                np.array([next(taken_in) for _ in said.offers]),
                np.stack([network.nothing if one.state is None else one.state for one in said.offers]),
            )
            for one, state in zip(said.offers, states, strict=True):
                one.highest = np.maximum(network.nothing if one.highest is None else one.highest, state)
                one.state = state
        heard = {id(one): one for said in self.unheard for one in said.offers}
        self.unheard.clear()
        self._judge(
            [
                (one, one.state, one.highest)
                for one in heard.values()
                if one.state is not None and one.highest is not None
            ]
        )

    def _judge(self, heard: Sequence[tuple[Followed, Array, Array]]) -> None:
        """What the offers have become of which more has been heard, behind that."""
        followed, states, highest = zip(*heard, strict=True)
        traits = np.array([one.offer.traits for one in followed], np.float32)
        for one, shares in zip(
            followed, bundled_uptake().judge(np.stack(states), np.stack(highest), traits), strict=True
        ):
            one.fate = Fate(FATES[int(shares.argmax())], float(shares.max()))
