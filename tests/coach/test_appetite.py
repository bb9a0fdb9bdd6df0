"""A quiet agent gets fewer cards of the same playbook, an eager one no fewer; warnings come to all."""

from __future__ import annotations

import pytest

from assist.coach.appetite import Appetite, with_appetite
from assist.coach.playbook import load_playbook


@pytest.mark.parametrize(("appetite", "fewer"), [("quiet", True), ("balanced", False), ("eager", False)])
def test_only_the_cards_change(appetite: Appetite, fewer: bool) -> None:
    written = load_playbook("upset-client")
    wanted = with_appetite(written, appetite)
    assert (len(wanted.cards) < len(written.cards)) == fewer
    assert wanted.cards
    assert (wanted.warnings, wanted.omissions, wanted.steps) == (
        written.warnings,
        written.omissions,
        written.steps,
    )


def test_quiet_keeps_what_is_critical_and_eager_waits_for_no_upset() -> None:
    written = load_playbook("upset-client")
    assert all(card.critical for card in with_appetite(written, "quiet").cards)
    eager = with_appetite(written, "eager").cards
    assert not any("upset" in card.requires for card in eager)
    assert all(later.cool_down > sooner.cool_down for later, sooner in zip(written.cards, eager, strict=True))
