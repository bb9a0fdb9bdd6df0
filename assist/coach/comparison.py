"""What another playbook would have done: a call's utterances and moments stepped through it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assist.coach.playbook import Playbook
from assist.coach.state import CoachState, Understood
from assist.coach.step import step
from assist.coach.testcall import Seen, seen_by_agent
from assist.coach.timing import Timing
from assist.events import Event, Moment, PromptAnswered, StepTicked, Tick, Utterance

HEARD = (Utterance, Moment, Tick, PromptAnswered, StepTicked)
"""What `step` is fed in a call; the rest of a call's events follow from these."""


def coached_again(playbook: Playbook, events: Iterable[Event]) -> Iterator[Event]:
    """The prompts, ticks, warnings and omissions that the playbook gives for what was heard in `events`."""
    return _coached(playbook, understood(event for event in events if isinstance(event, HEARD)))


def _coached(playbook: Playbook, events: Iterable[Event]) -> Iterator[Event]:
    state = CoachState()
    for event in events:
        state, effects = step(playbook, state, event)
        yield from effects


def understood(events: Iterable[Event]) -> Iterator[Event]:
    """The events, and after the moments of each utterance that it is understood."""
    said: Utterance | None = None
    timing = Timing()
    for event in events:
        if said is not None and not (isinstance(event, Moment) and event.at == said.at):
            yield Understood(said.at, said, timing.hear(said))
            said = None
        yield event
        if isinstance(event, Utterance):
            said = event
    if said is not None:
        yield Understood(said.at, said, timing.hear(said))


@dataclass(frozen=True, slots=True)
class Change:
    """Something the agent saw with one of the two playbooks alone; `came` with the new one."""

    seen: Seen
    came: bool

    def __str__(self) -> str:
        return f"{'+' if self.came else '-'} {self.seen}"


def changes(old: Playbook, new: Playbook, heard: Sequence[Event]) -> list[Change]:
    """What changes in one call, by time. The same thing within two seconds is no change."""
    told = list(understood(event for event in heard if isinstance(event, HEARD)))  # the same for both
    before = list(seen_by_agent(old, _coached(old, told)))
    after = list(seen_by_agent(new, _coached(new, told)))
    gone = [Change(seen, came=False) for seen in _missing(before, after)]
    come = [Change(seen, came=True) for seen in _missing(after, before)]
    return sorted(gone + come, key=lambda change: (change.seen.at, change.came, change.seen.id))


def _missing(these: Sequence[Seen], those: Sequence[Seen]) -> Iterator[Seen]:
    left = list(those)
    for seen in these:
        same = next(
            (o for o in left if (o.kind, o.id) == (seen.kind, seen.id) and abs(o.at - seen.at) <= 2.0), None
        )
        if same is None:
            yield seen
        else:
            left.remove(same)
