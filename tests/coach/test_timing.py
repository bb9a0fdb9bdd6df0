"""When a card helps: the network knows it from labelled calls, and a card that says `timing` waits for it."""

from __future__ import annotations

from assist.coach.network import CARDS
from assist.coach.timing import Timing
from tests.coach.calls import PLAYBOOK, coached, utterances

UPSET = """
    agent: Good morning, Harbour Parcels, Simon speaking. How can I help?
    client: This is ridiculous, I have been waiting for three weeks and nobody rings me back.
"""
CALM = """
    agent: Good morning, Harbour Parcels, Simon speaking. How can I help?
    client: Hello, I would like to change the address for a parcel, please.
"""


def after(transcript: str) -> dict[str, float]:
    """How likely each card helps after the last turn."""
    timing = Timing()
    return [dict(timing.hear(one)) for one in utterances(transcript) if not isinstance(one, float)][-1]


def test_the_first_card_helps_with_an_upset_client_and_not_with_a_calm_one() -> None:
    assert after(UPSET)["stay_calm"] > 0
    assert max(after(CALM).values()) < -1.5


def test_after_the_agents_turn_nothing_is_known() -> None:
    assert after(UPSET + "    agent: I am sorry to hear that.\n") == {}


def test_a_card_comes_without_a_second_sign_where_it_nearly_always_helps() -> None:
    assert coached(UPSET).prompts == ["Breathe, and show that you heard"]
    assert coached(CALM).prompts == []


def test_every_timing_of_the_default_playbook_is_one_that_is_known() -> None:
    timed = {card.timing for card in PLAYBOOK.cards if card.timing}
    assert timed and timed <= set(CARDS)
