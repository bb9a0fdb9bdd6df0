"""When something may come: what it requires and forbids, and how much an agent can take in."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable

from assist.coach.moments import MOMENTS
from assist.coach.playbook import MAYBE_UPSET, OR, UPSET, Bounds, Card, Cue, Shown, Step
from assist.coach.state import CoachState, with_entry
from assist.events import Moment

BETWEEN_CARDS = 12.0
"""Seconds from one card or warning to the next, unless the next is critical."""
AFTER_CRITICAL = 6.0
"""Seconds from a critical one to the next: it answers what was just said and is read at once, and what is said to it
may want a card."""
A_BREATH = 1.5
"""Seconds in which it shows whether somebody has more to say."""
A_MOMENT = 2.5
"""Seconds for which what somebody said is still worth a card that had to keep its distance: later is too late."""
MOST_CARDS = 8
"""So many cards and warnings in ten minutes, not counting what is critical; nobody takes in more. What is critical
leaves the rest their room: a call in which much goes wrong is no call to leave the agent alone in."""
TEN_MINUTES = 600.0
Weight = tuple[bool, float, int]


def holds(state: CoachState, condition: str) -> bool:
    """Whether a condition of the playbook holds: a step that is done, a moment or cue that was heard, upset; of
    several with "or" between them, any."""
    if OR in condition:
        return any(holds(state, one) for one in condition.split(OR))
    if condition in (UPSET, MAYBE_UPSET):
        return state.is_upset if condition == UPSET else state.upset.maybe
    return condition in state.done or condition in state.heard


def fits(state: CoachState, one: Step | Shown | Cue) -> bool:
    """Whether what it requires and forbids holds."""
    return required(state, one) and not forbidden(state, one)


def required(state: CoachState, one: Step | Shown | Cue) -> bool:
    """Whether all that it requires holds."""
    return all(holds(state, name) for name in one.requires)


def forbidden(state: CoachState, one: Step | Shown | Cue) -> bool:
    """Whether anything that it forbids holds."""
    return any(holds(state, name) for name in one.forbids)


def answers(state: CoachState, one: Shown, moment: Moment) -> bool:
    """Whether the client's moment comes in answer to what the card wants; where it wants nothing, or for a moment
    of the agent's own, it does."""
    return moment.speaker == "agent" or not one.answers or answered(state, one.answers)


def answered(state: CoachState, moments: Iterable[str], turns: int = 2) -> bool:
    """Whether the client is answering one of these moments, in the agent's last turns."""
    since = state.agent_turns[-turns:][0] if state.agent_turns else 0
    return any(name in state.heard and state.heard[name].utterance >= since for name in moments)


def helps(state: CoachState, card: Card, moment: Moment) -> float | None:
    """Log odds that the card helps now, after the client's turn that the moment is of; None where nothing is known of
    that."""
    known = moment.speaker == "client" and moment.utterance == state.timing_of
    return state.timing.get(card.timing) if known and card.timing else None


def weight(bounds: Bounds, odds: float | None, card: Card) -> Weight:
    """What counts where several cards may come: what may come in a vent, then how sure it is to help, then its
    priority."""
    return card.while_venting, max(bounds.sure, odds or bounds.sure), card.priority


def called_for(state: CoachState, card: Card, moment: Moment) -> bool:
    """Whether what the card requires holds, the client is answering what it wants answered, and nothing that was said
    just now stands against it."""
    return required(state, card) and answers(state, card, moment) and not barred(state, card, moment)


def barred(state: CoachState, card: Card, moment: Moment) -> bool:
    """Whether something stands against the card: the client is answering what it must not follow, or says in the same
    breath what it must not follow or what it asks for."""
    asked_for = (name for name in card.done_when if MOMENTS.get(name) != "agent")
    return says_or_answers(state, (*card.unless, *asked_for), moment.utterance)


def says_or_answers(state: CoachState, moments: Collection[str], utterance: int, turns: int = 2) -> bool:
    """Whether an utterance holds one of these moments, or answers one of them that is the agent's."""
    heard = [name for name in moments if name in state.heard]
    agents = [name for name in heard if _of_the_agent(state, name)]
    return answered(state, agents, turns) or any(
        in_utterance(state, name, utterance) for name in heard if name not in agents
    )


def _of_the_agent(state: CoachState, name: str) -> bool:
    """Whether it is the agent who does this, or who last did where it is a cue of the playbook's own."""
    if name in MOMENTS:
        return MOMENTS[name] == "agent"
    return name in state.heard and state.heard[name].utterance not in dict(state.client_said)


def in_utterance(state: CoachState, moment: str, utterance: int) -> bool:
    """Whether the moment was heard in that utterance, and not since."""
    return moment in state.heard and state.heard[moment].utterance == utterance


def in_time(state: CoachState, one: Shown | Cue) -> bool:
    return one.earliest <= state.now and (one.latest is None or state.now <= one.latest)


def may_come(state: CoachState, one: Shown, key: str) -> bool:
    """Whether a card or warning comes neither too soon nor too often, too late, or where it is forbidden."""
    return (
        (one.critical or not _crowded(state))
        and state.now >= state.not_before.get(key, state.now)
        and in_time(state, one)
        and not forbidden(state, one)
    )


def _crowded(state: CoachState) -> bool:
    return len(lately(state)) >= MOST_CARDS or _apart(state) > 0


def frees_soon(state: CoachState) -> bool:
    """Whether the last card or warning is still too near, and in a moment won't be."""
    return 0 < _apart(state) <= A_MOMENT


def _apart(state: CoachState) -> float:
    """The seconds until the last card or warning is far enough away."""
    return state.free_from - state.now


def lately(state: CoachState) -> tuple[float, ...]:
    """When cards and warnings came that were not critical, in the last ten minutes."""
    return tuple(at for at in state.shown_at if state.now - at < TEN_MINUTES)


def with_shown(state: CoachState, one: Shown, key: str) -> CoachState:
    """The state after this card or warning came."""
    return state._replace(
        next_id=state.next_id + 1,
        free_from=max(state.free_from, state.now + (AFTER_CRITICAL if one.critical else BETWEEN_CARDS)),
        shown_at=lately(state) if one.critical else (*lately(state), state.now),
        not_before=with_entry(state.not_before, key, again(state, one)),
    )


def again(state: CoachState, one: Shown) -> float:
    """When it may come again."""
    return math.inf if one.once else state.now + one.cool_down
