"""A sentence model's vote. The tests' own model knows words, each by chance: what matters is that it is heard."""

from __future__ import annotations

import math
import zlib
from datetime import datetime

import numpy as np

from assist.coach.ear import Ear
from assist.coach.layers import Array
from assist.coach.meaning import bundled_weights
from assist.coach.moments import MOMENTS
from assist.coach.network import CARDS, Impression
from assist.coach.phrasebook import bundled_phrasebook
from assist.events import Channel, Moment, Prompt
from assist.session import Session, read
from tests.coach.calls import PLAYBOOK, utterances

NUMBERS = 384
CALL = """
    agent: Good morning, Harbour Parcels, Simon speaking. How can I help?
    client: I have been waiting for three weeks and nobody rings me back.
    agent: I am sorry, that is a long time. What would you like us to do?
    client: I want my money back, all of it.
    agent: I can pay it back today, or send a new one by Friday.
    client: Pay it back, please.
    agent: So I pay back the whole amount today. Did I get that right?
    client: Yes.
"""


def by_words(text: str) -> Array:
    """A meaning of length one: the mean of its words'."""
    words = [
        np.random.default_rng(zlib.crc32(word.encode())).normal(size=NUMBERS) for word in text.lower().split()
    ]
    meaning = np.sum(words, axis=0).astype(np.float32)
    return meaning / np.linalg.norm(meaning)


def heard(ear: Ear, *call: tuple[Channel, str]) -> Impression:
    """What the ear makes of the last turn."""
    read_turn = bundled_phrasebook().read
    return [ear.hear(channel, read_turn(text)) for channel, text in call][-1]


GREETED: tuple[Channel, str] = ("agent", "Good morning, Bath Water, this is Ann.")
TOLD: tuple[Channel, str] = ("client", "My bill is twice what it was in March and nobody answers me.")


def test_the_vote_is_counted_beside_the_networks_for_each_moment_and_card() -> None:
    alone, both = heard(Ear(), GREETED, TOLD), heard(Ear(by_words), GREETED, TOLD)
    assert both.odds.keys() == alone.odds.keys() and both.cards.keys() == alone.cards.keys() == set(CARDS)
    assert all(map(math.isfinite, (*both.odds.values(), *both.cards.values())))
    moved = [name for name in CARDS if abs(both.cards[name] - alone.cards[name]) > 0.01]
    assert len(moved) > len(CARDS) / 2
    assert heard(Ear(by_words), GREETED).cards == {}


def test_a_turn_is_understood_by_what_was_said_before_it() -> None:
    answer: tuple[Channel, str] = ("client", "Yes, do that.")
    offered: tuple[Channel, str] = ("agent", "I can send somebody on Friday.")
    asked: tuple[Channel, str] = ("agent", "Shall I read that out again?")

    def vote(before: tuple[Channel, str]) -> float:
        both, alone = (heard(ear, GREETED, TOLD, before, answer) for ear in (Ear(by_words), Ear()))
        return both.cards["read_back"] - alone.cards["read_back"]

    assert vote(offered) != vote(asked)
    assert vote(offered) == vote(offered)


def test_the_weights_know_every_moment_and_every_card() -> None:
    names = bundled_weights().names
    assert names["moment"] == list(MOMENTS) and names["card"] == list(CARDS)


def test_a_session_with_the_vote_tells_the_same_of_the_same_call() -> None:
    def told(sentences: object) -> list[str]:
        session = Session(PLAYBOOK, datetime(2026, 11, 23, 9, 30), lambda _at: False, sentences=sentences)  # type: ignore[arg-type]
        said = [one for one in utterances(CALL) if not isinstance(one, float)]
        return [repr(event) for event in read(session, said) if isinstance(event, Moment | Prompt)]

    assert told(by_words) == told(by_words)
    assert told(None) == told(None)
