"""The steps of a call: which is done, which is next, and what opens one again. What the agent ticks by hand stays."""

from __future__ import annotations

from assist.coach import cards
from assist.coach.conditions import fits
from assist.coach.playbook import Playbook
from assist.coach.state import CoachState, Outcome
from assist.events import Because, Event, Moment, StepChanged


def advance(playbook: Playbook, state: CoachState, because: tuple[Because, ...]) -> Outcome:
    """The first step that is neither done nor skipped becomes the active one."""
    effects: list[Event] = []
    for at, one in enumerate(playbook.steps):
        passed = any(later.id in state.done for later in playbook.steps[at + 1 :])
        if not one.required and passed and one.id not in state.done | state.skipped | state.by_hand:
            state = state._replace(skipped=state.skipped | {one.id})
            effects.append(StepChanged(state.now, one.id, "skipped", because))
    over = state.done | state.skipped
    active = next((one.id for one in playbook.steps if one.id not in over), None)
    if active != state.active:
        state = state._replace(active=active)
        if active is not None:
            effects.append(StepChanged(state.now, active, "active", because))
    return state, tuple(effects)


def _done(playbook: Playbook, state: CoachState, id: str, because: tuple[Because, ...]) -> Outcome:
    state = state._replace(done=state.done | {id}, skipped=state.skipped - {id})
    changed = StepChanged(state.now, id, "done", because)
    state, cleared = cards.clear(state, "done") if cards.is_of(playbook, state, id) else (state, ())
    state, advanced = advance(playbook, state, because)
    return state, (changed, *cleared, *advanced)


def _undone(state: CoachState, id: str, because: tuple[Because, ...]) -> Outcome:
    state = state._replace(done=state.done - {id}, skipped=state.skipped - {id}, active=id)
    return state, (StepChanged(state.now, id, "active", because),)


def tick(playbook: Playbook, state: CoachState, moment: Moment, because: Because) -> Outcome:
    """The steps that the moment is evidence for are done."""
    effects: list[Event] = []
    for one in playbook.steps_done_by.get(moment.moment, ()):
        fresh = one.id not in state.done | state.by_hand
        if fresh and moment.confidence >= one.least_confidence and fits(state, one):
            state, more = _done(playbook, state, one.id, (because,))
            effects += more
    return state, tuple(effects)


def reopen(playbook: Playbook, state: CoachState, moment: Moment, because: Because) -> Outcome:
    """The steps that have to be done anew after the moment, but those that the agent ticked."""
    effects: list[Event] = []
    for one in playbook.steps_reopened_by.get(moment.moment, ()):
        if one.id in state.done - state.by_hand:
            state, more = _undone(state, one.id, (because,))
            effects += more
    return state, tuple(effects)


def by_hand(playbook: Playbook, state: CoachState, id: str, done: bool) -> Outcome:
    """The agent says that the step is done, or not; from now on evidence no longer moves it."""
    if playbook.step(id) is None:
        return state, ()
    state = state._replace(by_hand=state.by_hand | {id})
    if done == (id in state.done):
        return state, ()
    return _done(playbook, state, id, ()) if done else _undone(state, id, ())
