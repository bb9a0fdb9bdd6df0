"""A quiet agent gets fewer cards of the same playbook, an eager one more; warnings come to all."""

from __future__ import annotations

import pytest

from assist.coach.appetite import Appetite, with_appetite
from assist.coach.playbook import load_playbook
from assist.coach.state import CoachState, Understood
from assist.coach.step import step
from assist.events import Moment, Prompt, Utterance

BALANCED = load_playbook("upset-client")
ABUSE = "client_abusive"


@pytest.mark.parametrize("appetite", ["quiet", "balanced", "eager"])
def test_only_the_cards_change(appetite: Appetite) -> None:
    wanted = with_appetite(BALANCED, appetite)
    assert (wanted.warnings, wanted.omissions, wanted.steps) == (
        BALANCED.warnings,
        BALANCED.omissions,
        BALANCED.steps,
    )
    assert {card.id for card in wanted.cards} <= {card.id for card in BALANCED.cards}


def cards(appetite: Appetite, odds: float, *moments: str) -> list[str]:
    """What comes when a client wants their money back and two options help by these odds."""
    said = Utterance(20.0, 9, "client", 17.0, 20.0, "I want my money back.")
    told = [Moment(20.0, name, "client", 9, said.text, 0.9) for name in moments]
    state, found = CoachState(), list[str]()
    for event in (said, *told, Understood(20.0, said, {"offer_options": odds})):
        state, effects = step(with_appetite(BALANCED, appetite), state, event)
        found += [effect.headline for effect in effects if isinstance(effect, Prompt)]
    return found


def test_the_surer_it_must_be_the_quieter_the_agent_wants_it() -> None:
    comes = ["Offer two options; let them choose"]
    for odds, quiet, balanced, eager in (
        (2.0, comes, comes, comes),
        (1.0, [], comes, comes),
        (0.6, [], [], comes),
    ):
        assert (cards("quiet", odds), cards("balanced", odds), cards("eager", odds)) == (
            quiet,
            balanced,
            eager,
        )


def test_abuse_brings_the_boundary_to_a_quiet_agent_too() -> None:
    assert cards("quiet", -5.0, ABUSE) == cards("balanced", -5.0, ABUSE) != []


def test_an_eager_one_waits_for_no_upset_and_for_half_the_time() -> None:
    eager = with_appetite(BALANCED, "eager").cards
    assert not any("upset" in card.requires for card in eager)
    assert all(
        later.cool_down > sooner.cool_down for later, sooner in zip(BALANCED.cards, eager, strict=True)
    )
