"""How the steps of a playbook were kept in a call, each verdict with the words that it stands on.

done            somebody said it, or the agent ticked it by hand
late            done, but only after a later step, or after it had been called missing at the call's end
missed          it was to be done, and was not
not applicable  it need not be done here: its condition never came about, or it was passed over as it may be
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from assist.coach.playbook import MAYBE_UPSET, UPSET, Playbook, Step
from assist.coach.upset import SIGNS, Upset
from assist.events import Because, StepChanged
from assist.review.kept_call import KeptCall
from assist.wording import FindUtterance, Translate, clock, heard, in_words

Verdict = Literal["done", "late", "missed", "not_applicable"]

VERDICTS: dict[Verdict, str] = {
    "done": "done",
    "late": "late",
    "missed": "missed",
    "not_applicable": "not applicable",
}
"""What each is called."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one step. `at`: when it was done. `because`: the words that it was done with, or that made
    it due. `after`: the label of the step before which it should have come. `condition`: what it would have
    needed. `cards`: when a card asked for it, and whether the agent did it then. `undone`: it was done, and then open
    again, because of those words or by the agent's hand.
    """

    step: str
    label: str
    headline: str
    verdict: Verdict
    at: float | None = None
    because: tuple[Because, ...] = ()
    by_hand: bool = False
    after: str = ""
    announced: float | None = None
    condition: str = ""
    cards: tuple[tuple[float, bool], ...] = ()
    undone: bool = False


def adherence(call: KeptCall, playbook: Playbook | None, expected: Sequence[str] = ()) -> list[Judgement]:
    """One judgement a step, in the playbook's order. Where the playbook is not here any more, the steps are those
    that the call's events tell of, and those that were `expected` when it began."""
    if playbook is not None:
        steps = list(playbook.steps)
    else:
        steps = [_unknown(name) for name in dict.fromkeys([*expected, *(one.step for one in call.steps)])]
    last = {change.step: change for change in call.steps if change.state != "active"}
    reopened = _reopened(call.steps)
    done = {name: change for name, change in last.items() if change.state == "done" and name not in reopened}
    return [
        _judged(call, playbook, steps, step, done, last.get(step.id), reopened.get(step.id)) for step in steps
    ]


def explained(one: Judgement, find: FindUtterance, tr: Translate = str) -> str:
    """The evidence of a judgement as one sentence."""
    parts = []
    if one.undone:
        what = heard(one.because[0], find, tr) if one.because else ""
        taken_back = tr("taken back by hand, and not done again")
        return tr("open again after {what}, and not done again").format(what=what) if what else taken_back
    if one.because:
        parts.append(heard(one.because[0], find, tr))
    elif one.by_hand:
        parts.append(tr("ticked by hand"))
    if one.verdict == "late" and one.after:
        parts.append(tr("should have come before “{step}”").format(step=one.after))
    if one.verdict == "late" and one.announced is not None:
        parts.append(tr("only after the reminder at {time}").format(time=clock(one.announced)))
    if one.verdict == "missed":
        asked = [clock(at) for at, _kept in one.cards]
        never = tr("never said; a card asked for it at {times}").format(times=", ".join(asked))
        parts.append(never if asked else tr("never said"))
    if one.verdict == "not_applicable":
        upset = one.condition in (UPSET, MAYBE_UPSET, *SIGNS)
        needed = tr("the client was not upset") if upset else tr("never came to it: {what}")
        parts.append(needed.format(what=one.condition) if one.condition else tr("need not be done"))
    return "; ".join(parts)


def _judged(
    call: KeptCall,
    playbook: Playbook | None,
    steps: Sequence[Step],
    step: Step,
    done: dict[str, StepChanged],
    last: StepChanged | None,
    reopened: StepChanged | None,
) -> Judgement:
    cards = tuple((card.prompt.at, card.kept) for card in call.cards if card.prompt.step == step.id)
    missed = Judgement(step.id, step.label, step.headline, "missed", cards=cards)
    change = done.get(step.id)
    if change is not None:
        places = [one.id for one in steps]
        later = [
            one
            for one in steps[places.index(step.id) + 1 :]
            if one.id in done and done[one.id].at < _first_done(call.steps, step.id)
        ]
        announced = _announced(call, playbook, step, change.at)
        return replace(
            missed,
            verdict="late" if later or announced is not None else "done",
            at=change.at,
            because=change.because,
            by_hand=not change.because,
            after=later[0].label if later else "",
            announced=announced,
        )
    if not step.required or (last is not None and last.state == "skipped"):
        return replace(missed, verdict="not_applicable")
    condition = _never_held(call, step, done)
    if condition is not None and not cards and reopened is None:
        return replace(missed, verdict="not_applicable", condition=condition)
    return missed if reopened is None else replace(missed, because=reopened.because, undone=True)


def _reopened(changes: Sequence[StepChanged]) -> dict[str, StepChanged]:
    """Steps that were done and are open again, with what opened them."""
    states: dict[str, StepChanged] = {}
    was_done: set[str] = set()
    for change in changes:
        states[change.step] = change
        if change.state == "done":
            was_done.add(change.step)
    return {name: change for name, change in states.items() if name in was_done and change.state == "active"}


def _first_done(changes: Sequence[StepChanged], step: str) -> float:
    """When a step was done for the first time: one that was opened again had come in time."""
    return next((change.at for change in changes if change.step == step and change.state == "done"), 0.0)


def _announced(call: KeptCall, playbook: Playbook | None, step: Step, done_at: float) -> float | None:
    """When the program said that this step's moments are missing, where that was before it was done."""
    if playbook is None:
        return None
    missing = {card.headline for card in playbook.omissions if card.missing & step.done_when}
    told = [one.at for one in call.omissions if one.headline in missing and one.at < done_at]
    return told[0] if told else None


def _never_held(call: KeptCall, step: Step, done: dict[str, StepChanged]) -> str | None:
    """A condition of the step that never came about in this call, or one that ruled it out."""
    known = sorted([*call.utterances, *call.moments], key=lambda event: event.at)
    judged = list(accumulate(known, Upset.hear, initial=Upset()))
    heard_of = {moment.moment for moment in call.moments} | set(done)
    if any(one.maybe for one in judged):
        heard_of.add(MAYBE_UPSET)
    if any(one.is_upset for one in judged):
        heard_of.add(UPSET)
    return next(
        (name for name in step.requires if name not in heard_of),
        next((name for name in step.forbids if name in heard_of), None),
    )


def _unknown(name: str) -> Step:
    """A step of which nothing is known but its name."""
    words = in_words(name)
    return Step(id=name, label=words, headline=words, source=words, done_when=frozenset({name}))
