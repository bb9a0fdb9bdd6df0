"""When a card helps: the network knows it from labelled calls, and a card that says `timing` waits for it."""

from __future__ import annotations

from assist.coach.network import CARDS
from assist.coach.state import CoachState, Understood
from assist.coach.step import step
from assist.coach.timing import Timing
from assist.events import Event, Moment, Prompt, Utterance
from tests.coach.calls import PLAYBOOK, coached, utterances

UNTIMELY, SURE = PLAYBOOK.bounds

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


def shown(
    odds: float, *before: Event, moments: tuple[str, ...] = (), card: str = "offer_options"
) -> list[str]:
    """The cards that come when a client says that they want their money back, and a card, of two options to offer or
    another, helps by these odds."""
    said = Utterance(20.0, 9, "client", 17.0, 20.0, "I want my money back.")
    told = [Moment(20.0, name, "client", 9, said.text, 0.9) for name in moments]
    state, effects = CoachState(), list[Event]()
    for event in (*before, said, *told, Understood(20.0, said, {card: odds})):
        state, more = step(PLAYBOOK, state, event)
        effects += more
    return [effect.headline for effect in effects if isinstance(effect, Prompt) and effect.at == 20.0]


UPSET_BEFORE = Moment(3.0, "client_venting", "client", 2, "and nobody ever calls me back", 0.9)
SUMMED_UP = Moment(12.0, "agent_summarized_back", "agent", 8, "so nobody called you back", 0.9)
ANSWERED = (
    UPSET_BEFORE,
    Moment(9.0, "client_done_venting", "client", 2, "", 0.9),
    Utterance(12.0, 8, "agent", 10.0, 12.0, "So nobody called you back, and you want it settled?"),
    SUMMED_UP,
)


def test_where_it_nearly_always_helps_a_card_wants_neither_cue_nor_mood() -> None:
    assert shown(SURE + 0.1) == ["Offer two options; let them choose"]
    assert shown(SURE - 0.1) == []


def test_while_they_vent_it_does_not_come_however_much_it_would_help() -> None:
    assert shown(SURE + 5, UPSET_BEFORE) == []


def test_who_vents_is_let_finish_at_once_only_where_that_nearly_always_helps() -> None:
    cross = Moment(3.0, "client_abusive", "client", 2, "you useless lot", 0.75)
    vents = ("client_venting", "client_upset")
    assert "Let them finish" in shown(SURE + 0.1, cross, moments=vents, card="let_them_vent")
    assert "Let them finish" not in shown(SURE - 0.1, cross, moments=vents, card="let_them_vent")


def test_a_cue_brings_a_card_but_where_it_hardly_ever_helps() -> None:
    wants = ("client_states_want",)
    assert "Offer two options; let them choose" in shown(UNTIMELY + 0.1, *ANSWERED, moments=wants)
    assert "Offer two options; let them choose" not in shown(UNTIMELY - 0.1, *ANSWERED, moments=wants)


def test_every_timing_of_the_default_playbook_is_one_that_is_known() -> None:
    timed = {card.timing for card in PLAYBOOK.cards if card.timing}
    assert timed and timed <= set(CARDS)
