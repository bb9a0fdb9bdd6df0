"""The heart of the coach: one event in, the next state and what the agent should see out.

`step` is pure and total: any event in any state gives a state, and the same events give the same effects. It
knows no clock: time is the events' `at`, and never runs backwards. Cards: one at a time, shown, replacing a
weaker one, or dropped; never queued. A required step whose card was dropped waits in the checklist.
"""

from __future__ import annotations

from collections.abc import Iterable

from assist.coach import cards, checklist
from assist.coach.client_words import breaks_off
from assist.coach.conditions import (
    A_BREATH,
    again,
    frees_soon,
    holds,
    in_utterance,
    may_come,
    required,
    with_shown,
)
from assist.coach.moments import MOMENTS
from assist.coach.notice import own_cues, quiet_cues
from assist.coach.pattern import lay_out
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.phrases import compile_phrase
from assist.coach.playbook import Playbook
from assist.coach.state import CoachState, Outcome, Shown, Understood, with_entry
from assist.coach.tokens import tokenize
from assist.coach.upset import AT_EASE
from assist.events import (
    Because,
    Event,
    Level,
    Moment,
    Omission,
    PromptAnswered,
    StepTicked,
    Tick,
    Utterance,
    Warning,
)

_SIGNS = ("closing", "goodbye", "nothing_else", AT_EASE)
_REMEMBERED = 12
_A_FEW_WORDS = 3
"""So many words of the agent's are a sign of listening; more are a turn, and the next move."""


def step(playbook: Playbook, state: CoachState, event: Event) -> Outcome:
    """What an Utterance, Moment, Understood, Tick, Level, PromptAnswered or StepTicked does to the call; any other
    event only lets time pass. Effects: StepChanged, PromptCleared, Prompt, Warning, Omission, and the Moments that the
    playbook's own cues found, in the order of their happening."""
    if event.at > state.now:
        state = state._replace(now=event.at)
    begun: tuple[Event, ...] = ()
    if not state.started:
        state, begun = checklist.advance(playbook, state._replace(started=True), ())
    expired: tuple[Event, ...] = ()
    if state.card is not None and _is_old(playbook, state, state.card):
        state, expired = cards.clear(state, "expired")
    state, effects = _take(playbook, state, event)
    return state, (*begun, *expired, *effects)


def _is_old(playbook: Playbook, state: CoachState, shown: Shown) -> bool:
    card = playbook.card(shown.card)
    return card is None or state.now - shown.at >= card.expires


def _ending(playbook: Playbook, state: CoachState, last_words: str = "") -> Outcome:
    """The call is ending with these words: what is missing is announced, each once."""
    book = bundled_phrasebook()
    effects: list[Event] = []
    for omission in playbook.omissions:
        due = any(holds(state, condition) for condition in omission.cue)
        said = any(moment in state.heard for moment in omission.missing)
        said = said or bool(book.find(book.read(last_words), omission.missing))
        if due and not said and omission.id not in state.announced:
            effects.append(Omission(state.now, state.next_id, omission.headline))
            state = state._replace(
                next_id=state.next_id + 1, announced=state.announced | frozenset((omission.id,))
            )
    return state, tuple(effects)


def _take(playbook: Playbook, state: CoachState, event: Event) -> Outcome:
    match event:
        case Moment():
            return _moment(playbook, state, event)
        case Utterance():
            return _utterance(playbook, state, event)
        case Understood():
            return _understood(playbook, state, event)
        case Tick():
            return _second(playbook, state, event)
        case Level():
            return state._replace(sound=state.sound.hear_level(event)), ()
        case PromptAnswered():
            return _answered(playbook, state, event)
        case StepTicked():
            return checklist.by_hand(playbook, state, event.step, event.done)
        case _:
            return state, ()


def _utterance(playbook: Playbook, state: CoachState, utterance: Utterance) -> Outcome:
    if utterance.channel == "client":
        said = (*state.client_said[1 - _REMEMBERED :], (utterance.id, utterance.text))
        state = state._replace(client_said=said)
    state = _turn(state, utterance)
    state, gone_on = _going_on(playbook, state, utterance)
    sound = state.sound.hear_turn(utterance)
    state = state._replace(
        upset=state.upset.hear(utterance),
        sound=sound,
        last_utterance=utterance.id,
        own=frozenset(),
        hearing=(),
        soon=(),
    )
    state, noticed = _noticed(playbook, state, own_cues(playbook, state, utterance))
    effects = [*gone_on, *noticed]
    book = bundled_phrasebook()
    signs = {found.name for found in book.find(book.read(utterance.text), _SIGNS)}
    if utterance.channel == "agent" and "closing" in signs:
        state = state._replace(closing=True)
    if utterance.channel == "client" and AT_EASE in signs:
        state = state._replace(upset=state.upset.eased())
    if "goodbye" in signs or (state.closing and "nothing_else" in signs):
        state, more = _ending(playbook, state, utterance.text)
        effects += more
    return state, tuple(effects)


def _going_on(playbook: Playbook, state: CoachState, utterance: Utterance) -> Outcome:
    """Whoever vented has gone on, or been given a sign to."""
    told = tuple(
        moment
        for moment in state.soon
        if any(card.when_going_on for card in playbook.cards_on.get(moment.moment, ()))
    )
    if not told or state.agent_moved or utterance.start - told[0].at >= A_BREATH:
        return state, ()
    return cards.show(playbook, state, told, going_on=True)


def _understood(playbook: Playbook, state: CoachState, event: Understood) -> Outcome:
    """Of all that the utterance tells, the card that matters most; where none may come yet, it is kept for a moment."""
    if event.timing:
        state = state._replace(timing=event.timing, timing_of=event.utterance.id)
    state, noticed = _noticed(playbook, state, own_cues(playbook, state, event.utterance, understood=True))
    told = state.hearing or ()
    if event.timing:
        told = (*told, Moment(event.at, "", "client", event.utterance.id, event.utterance.text, 1.0))
    state, shown = cards.show(playbook, state._replace(hearing=None), told)
    return state if shown else state._replace(soon=told), (*noticed, *shown)


def _second(playbook: Playbook, state: CoachState, tick: Tick) -> Outcome:
    """A second went by: what a turn told may bring a card now that could not come with it."""
    noticed: tuple[Event, ...] = ()
    if tick.quiet:
        state, noticed = _noticed(playbook, state, quiet_cues(playbook, state))
    if not state.soon:
        return state, noticed
    told = state.soon
    state, shown = cards.show(playbook, state, told, going_on=not tick.quiet)
    if shown or not (state.now - told[0].at < A_BREATH or frees_soon(state)):
        state = state._replace(soon=())
    return state, (*noticed, *shown)


def _turn(state: CoachState, utterance: Utterance) -> CoachState:
    """Whose move it is after this utterance. A word or two change nothing: they are signs of listening."""
    words = len(utterance.text.split())
    if utterance.channel == "client":
        return (
            state._replace(agent_moved=False, mid_sentence=breaks_off(utterance.text)) if words > 1 else state
        )
    if words <= _A_FEW_WORDS:
        return state
    turns = state.agent_turns if state.agent_moved else (*state.agent_turns[-1:], utterance.id)
    return state._replace(agent_moved=True, agent_turns=turns)


def _noticed(playbook: Playbook, state: CoachState, found: Iterable[Moment]) -> Outcome:
    """Moments that the playbook's own cues found. A cue that has no moment's name is told to nobody else."""
    effects: list[Event] = []
    for moment in found:
        state, more = _moment(playbook, state, moment)
        state = state._replace(own=state.own | {(moment.utterance, moment.moment)})
        effects += [moment, *more] if moment.moment in MOMENTS else more
    return state, tuple(effects)


def _moment(playbook: Playbook, state: CoachState, moment: Moment) -> Outcome:
    if (moment.utterance, moment.moment) in state.own:
        return state, ()
    because = Because(moment.utterance, moment.words)
    state = _note(state, moment, because)
    effects: list[Event] = []
    for part in (checklist.reopen, checklist.tick, _card_done, _warn, _prompt):
        state, more = part(playbook, state, moment, because)
        effects += more
    if moment.moment == "client_thanks" and state.closing:
        state, more = _ending(playbook, state)
        effects += more
    return state, tuple(effects)


def _note(state: CoachState, moment: Moment, because: Because) -> CoachState:
    name = moment.moment
    if name in ("client_venting", "client_done_venting"):
        state = state._replace(venting=name == "client_venting")
    return state._replace(upset=state.upset.hear(moment), heard=with_entry(state.heard, name, because))


def _answered(playbook: Playbook, state: CoachState, answered: PromptAnswered) -> Outcome:
    if state.card is None or state.card.id != answered.id:
        return state, ()
    card = playbook.card(state.card.card)
    if answered.answer == "not_now" or card is None:
        if card is not None:
            later = with_entry(state.not_before, f"card {card.id}", again(state, card))
            state = state._replace(not_before=later)
        return cards.clear(state, "dismissed")
    state, cleared = cards.clear(state, "done")
    if card.done_when:
        return state, cleared
    state, ticked = checklist.by_hand(playbook, state, card.step, True)
    return state, (*cleared, *ticked)


def _card_done(playbook: Playbook, state: CoachState, moment: Moment, because: Because) -> Outcome:
    card = playbook.card(state.card.card) if state.card else None
    if card is None or moment.moment not in card.done_when:
        return state, ()
    return cards.clear(state, "done")


def _prompt(playbook: Playbook, state: CoachState, moment: Moment, because: Because) -> Outcome:
    """The card for a moment at once, or when the utterance that it is of is understood."""
    if state.hearing is not None and moment.utterance == state.last_utterance:
        return state._replace(hearing=(*state.hearing, moment)), ()
    return cards.show(playbook, state, (moment,), going_on=True)


def _warn(playbook: Playbook, state: CoachState, moment: Moment, because: Because) -> Outcome:
    """The gravest warning of the moment; no second one for the same utterance."""
    if moment.utterance == state.warned_of:
        return state, ()
    for warning in playbook.warnings_on.get(moment.moment, ()):
        key = f"warning {warning.id}"
        if (
            moment.confidence >= warning.least_confidence
            and required(state, warning)
            and may_come(state, warning, key)
            and not any(in_utterance(state, name, moment.utterance) for name in warning.unless)
            and not _says(warning.except_phrases, moment.words)
        ):
            told = Warning(
                state.now, state.next_id, warning.headline, warning.repair, (because,), warning.source
            )
            state = state._replace(warned_of=moment.utterance)
            return with_shown(state, warning, key), (told,)
    return state, ()


def _says(phrases: Iterable[str], words: str) -> bool:
    return any(compile_phrase(phrase).matches(lay_out(tokenize(words).items)) for phrase in phrases)
