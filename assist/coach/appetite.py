"""How many cards an agent wants: the same playbook, quieter or more eager. Warnings and omissions always come."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assist.coach.playbook import MAYBE_UPSET, UPSET, Bounds, Card, Playbook

Appetite = Literal["quiet", "balanced", "eager"]
"""`quiet`: only cards that nearly always help, and those of no known timing that are critical; every other step waits
in the checklist. `balanced`: the playbook as it is written. `eager`: cards come to calm clients too, on less evidence,
and come again sooner."""
NEARLY_ALWAYS, MORE_OFTEN_THAN_NOT, HARDLY_EVER = 1.5, 0.4, -1.5
"""How often a card helps, in log odds."""


def with_appetite(playbook: Playbook, appetite: Appetite) -> Playbook:
    """The playbook for somebody who wants so many cards."""
    if appetite == "quiet":
        cards = tuple(card for card in playbook.cards if card.critical or card.timing)
        return replace(playbook, cards=cards, bounds=Bounds(NEARLY_ALWAYS, NEARLY_ALWAYS))
    if appetite == "eager":
        bounds = Bounds(HARDLY_EVER, MORE_OFTEN_THAN_NOT)
        return replace(playbook, cards=tuple(map(_sooner, playbook.cards)), bounds=bounds)
    return playbook


def _sooner(card: Card) -> Card:
    requires = tuple(name for name in card.requires if name not in (UPSET, MAYBE_UPSET))
    return card.model_copy(update={"requires": requires, "cool_down": card.cool_down / 2})
