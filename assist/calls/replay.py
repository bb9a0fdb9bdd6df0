"""Kept calls replayed through a changed playbook: what the agent would have seen instead.

Both playbooks are stepped through what was heard, without the agent's clicks, which were about the cards that they
saw; so whatever differs comes from the playbook.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assist.calls.store import Store, StoredCall
from assist.coach.comparison import Change, changes, coached_again
from assist.coach.playbook import Playbook
from assist.events import Event, Moment, Tick, Utterance, from_json
from assist.speech.transcript import quiet_in


@dataclass(frozen=True, slots=True)
class Replayed:
    """A call and what would have changed in it, by time; nothing, where it would have gone as it did."""

    call: StoredCall
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing that the agent sees (`kind`: prompt, warning, omission or step), and in how many calls it would have
    come, or been gone."""

    kind: str
    id: str
    headline: str
    came: int
    gone: int


def replayed(
    store: Store, calls: Sequence[StoredCall], old: Callable[[str], Playbook], new: Playbook
) -> Iterator[Replayed]:
    """One call after the other, so that whoever asks can show how far it is, and stop. `old`: the playbook that a call
    was run with, by its id."""
    for call in calls:
        before = old(call.playbook)
        yield Replayed(call, tuple(changes(before, new, heard(before, store.events(call.id), call.seconds))))


def heard(playbook: Playbook, lines: Iterable[dict[str, object]], seconds: float) -> list[Event]:
    """What `step` is fed of a kept call: its utterances and moments, and the seconds between them, which are not kept.
    Moments that the playbook's own cues found are left to whichever playbook is stepped through."""
    kept = [
        from_json({**line, "words": []} if line["type"] == "utterance" else line)
        for line in lines
        if line["type"] in (Utterance.type, Moment.type)
    ]
    timed = list(_with_ticks(kept, seconds))
    own = {
        (effect.moment, effect.utterance)
        for effect in coached_again(playbook, timed)
        if isinstance(effect, Moment)
    }
    return [
        event for event in timed if not (isinstance(event, Moment) and (event.moment, event.utterance) in own)
    ]


def tally(found: Iterable[Replayed]) -> list[Tally]:
    """What changes in most calls first."""
    calls: Counter[tuple[bool, str, str]] = Counter()
    headlines: dict[tuple[str, str], str] = {}
    for one in found:
        calls.update({(change.came, change.seen.kind, change.seen.id) for change in one.changes})
        headlines |= {(change.seen.kind, change.seen.id): change.seen.headline for change in one.changes}
    tallied = [
        Tally(kind, id, headline, calls[True, kind, id], calls[False, kind, id])
        for (kind, id), headline in headlines.items()
    ]
    return sorted(tallied, key=lambda one: (-one.came - one.gone, one.kind, one.id))


def _with_ticks(events: Sequence[Event], seconds: float) -> Iterator[Event]:
    quiet = quiet_in([event for event in events if isinstance(event, Utterance)])
    passed = 0

    def until(at: float) -> Iterator[Event]:
        nonlocal passed
        while passed + 1 <= at:
            passed += 1
            yield Tick(float(passed), quiet(float(passed)))

    for event in events:
        yield from until(event.at)
        yield event
    yield from until(math.floor(seconds))
