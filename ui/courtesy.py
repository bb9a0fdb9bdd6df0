"""A card waits until the client has finished their sentence: nobody reads while they are shouted at.

Only the display waits; what is kept and told elsewhere has its own times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assist.events import CallOver, Event, Partial, Prompt, PromptCleared, Utterance

LONGEST = 3.0
"""Seconds of the call that a card waits at most: who vents for a minute has no sentence's end."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """`client_speaks`: the client is in the middle of a sentence. `waiting`: cards and clearings in their order."""

    client_speaks: bool = False
    waiting: tuple[Prompt | PromptCleared, ...] = ()


def show(courtesy: Courtesy, record: object) -> tuple[Courtesy, tuple[object, ...]]:
    """What is to be shown now that a record has come: itself, or nothing yet, or it and what waited."""
    waiting = courtesy.waiting
    match record:
        case Partial(channel="client", text=text):
            courtesy = replace(courtesy, client_speaks=bool(text))
        case Utterance(channel="client"):
            courtesy = replace(courtesy, client_speaks=False)
        case CallOver():
            courtesy = Courtesy(False, waiting)
        case Prompt() | PromptCleared(reason="replaced" | "expired") if courtesy.client_speaks:
            return replace(courtesy, waiting=_with(waiting, record)), ()
        case PromptCleared(id=id) if any(isinstance(one, Prompt) and one.id == id for one in waiting):
            return replace(courtesy, waiting=_with(waiting, record)), ()
    late = bool(waiting) and isinstance(record, Event) and record.at >= waiting[0].at + LONGEST
    if waiting and (late or not courtesy.client_speaks):
        return replace(courtesy, waiting=()), (record, *waiting)
    return courtesy, (record,)


def _with(
    waiting: tuple[Prompt | PromptCleared, ...], record: Prompt | PromptCleared
) -> tuple[Prompt | PromptCleared, ...]:
    """A card that is cleared before anybody saw it is never shown."""
    unseen = [one for one in waiting if isinstance(one, Prompt) and one.id == record.id]
    if isinstance(record, PromptCleared) and unseen:
        return tuple(one for one in waiting if one not in unseen)
    return (*waiting, record)
