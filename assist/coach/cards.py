"""The cards of a call: which of them a turn may show now, and what becomes of the one that is on the screen. One at a
time, shown, replacing a weaker one, or dropped; never queued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from assist.coach.client_words import said_back
from assist.coach.conditions import Weight, called_for, helps, may_come, weight, with_shown
from assist.coach.moments import MOMENTS
from assist.coach.playbook import Card, Playbook
from assist.coach.state import CoachState, Outcome, Shown
from assist.events import Because, Moment, Prompt, PromptCleared


def show(
    playbook: Playbook, state: CoachState, moments: Iterable[Moment], *, going_on: bool = False
) -> Outcome:
    """The weightiest card that any of these moments may show now; of those that are sure to help the surest; of two as
    weighty, the one of the first."""
    shown = playbook.card(state.card.card) if state.card else None
    fitting = (one for moment in moments for one in _fitting(playbook, state, moment, going_on))
    card, moment, _ = max(fitting, key=lambda one: one[2], default=(None, None, None))
    if card is not None and moment is not None and (shown is None or card.priority > shown.priority):
        state, cleared = clear(state, "replaced") if shown else (state, ())
        others = [name for name in sorted(card.requires) if name in state.heard and name != moment.moment]
        reasons = (Because(moment.utterance, moment.words), *(state.heard[name] for name in others))
        prompt = Prompt(
            state.now,
            state.next_id,
            card.step,
            card.headline,
            _say(state, card, moment, reasons),
            reasons,
            playbook.id,
            card.source,
        )
        state = state._replace(card=Shown(state.next_id, card.id, state.now))
        return with_shown(state, card, f"card {card.id}"), (*cleared, prompt)
    if state.venting and shown is not None and not shown.while_venting:
        return clear(state, "expired")
    return state, ()


def _fitting(
    playbook: Playbook, state: CoachState, moment: Moment, going_on: bool
) -> Iterator[tuple[Card, Moment, Weight]]:
    """The cards that this moment may show now, each with its weight; `going_on`: who said it is speaking on. The whole
    turn, a moment without a name, may show any that is sure to help now."""
    cards = playbook.cards_on.get(moment.moment, ()) if moment.moment else _sure_to_help(playbook, state)
    for card in cards:
        odds = helps(state, card, moment)
        sure = odds is not None and odds > playbook.bounds.sure
        timely = odds is None or odds >= playbook.bounds.untimely
        if (
            (sure or (timely and moment.moment and called_for(state, card, moment)))
            and moment.confidence >= card.least_confidence
            and (card.while_venting or _may_move(state, moment))
            and card.step not in state.done
            and not _just_done(playbook, state, card, moment)
            and (card.while_venting or not state.venting)
            and (going_on or sure or not card.when_going_on)
            and may_come(state, card, f"card {card.id}")
        ):
            yield card, moment, weight(playbook.bounds, odds, card)


def _sure_to_help(playbook: Playbook, state: CoachState) -> list[Card]:
    """The cards that need no cue after the client's latest turn."""
    sure = {name for name, odds in state.timing.items() if odds > playbook.bounds.sure}
    return [card for card in playbook.cards if card.timing in sure] if sure else []


def _just_done(playbook: Playbook, state: CoachState, card: Card, moment: Moment) -> bool:
    """Whether the agent did the card's step just now, if not so clearly that it was ticked; what opens a step again
    asks for it anew."""
    asked = playbook.step(card.step)
    if asked is None or moment.moment in asked.reopened_by:
        return False
    return any(
        MOMENTS.get(name) == "agent"
        and name in state.heard
        and state.heard[name].utterance >= state.answering
        for name in asked.done_when
    )


def _may_move(state: CoachState, moment: Moment) -> bool:
    """Whether the agent's next move is still to be made, and theirs: the client has finished a sentence, and the
    agent has not answered already."""
    if moment.speaker == "agent":
        return True
    answered = state.agent_moved and moment.utterance < state.agent_turns[-1]
    return not answered and not (state.mid_sentence and moment.utterance == state.last_utterance)


def clear(state: CoachState, reason: Literal["done", "expired", "replaced", "dismissed"]) -> Outcome:
    """No card is on the screen any more."""
    if state.card is None:
        return state, ()
    return state._replace(card=None), (PromptCleared(state.now, state.card.id, reason),)


def is_of(playbook: Playbook, state: CoachState, id: str) -> bool:
    """Whether the card on the screen belongs to that step."""
    card = playbook.card(state.card.card) if state.card else None
    return card is not None and card.step == id


def _say(state: CoachState, card: Card, moment: Moment, reasons: Iterable[Because]) -> str:
    """The say-line, with the client's own words where the card wants them and they can be said back; after a vent
    those of the complaint will do where its last words won't."""
    if not card.say_back:
        return card.say
    texts = dict(state.client_said)
    complaint = state.heard.get("client_upset") if moment.moment == "client_done_venting" else None
    for reason in (*reasons, *((complaint,) if complaint else ())):
        if words := said_back(texts.get(reason.utterance, ""), reason.words):
            return card.say_back.replace("{client_words}", words)
    return card.say
