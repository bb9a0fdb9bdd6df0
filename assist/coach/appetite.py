"""How many cards an agent wants: the same playbook, quieter or more eager. Warnings and omissions always come."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assist.coach.playbook import MAYBE_UPSET, UPSET, Card, Playbook

Appetite = Literal["quiet", "balanced", "eager"]
"""`quiet`: only the cards that are critical; every other step waits in the checklist. `balanced`: the playbook as
it is written. `eager`: cards come to calm clients too, and come again sooner."""


def with_appetite(playbook: Playbook, appetite: Appetite) -> Playbook:
    """The playbook for somebody who wants so many cards."""
    if appetite == "quiet":
        return replace(playbook, cards=tuple(card for card in playbook.cards if card.critical))
    if appetite == "eager":
        return replace(playbook, cards=tuple(map(_sooner, playbook.cards)))
    return playbook


def _sooner(card: Card) -> Card:
    requires = tuple(name for name in card.requires if name not in (UPSET, MAYBE_UPSET))
    return card.model_copy(update={"requires": requires, "cool_down": card.cool_down / 2})
