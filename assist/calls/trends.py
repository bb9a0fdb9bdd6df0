"""Trends: what a set of calls has in common. What is missed most, which warnings come, which promises are kept in time,
and whether clients who begin upset still are at the end."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assist.calls.store import CallFilter, Store
from assist.calls.store.counts import agents, counted
from assist.coach.playbook import Playbook
from assist.wording import in_words


@dataclass(frozen=True, slots=True)
class StepTrend:
    """In how many calls a playbook's step was kept, and in how many missed."""

    step: str
    kept: int
    missed: int


@dataclass(frozen=True, slots=True)
class WarningTrend:
    """In how many calls a warning was shown."""

    headline: str
    calls: int


@dataclass(frozen=True, slots=True)
class PromiseTrend:
    """The agents' promises. `overdue`: nobody has said what became of them, and their day is over; `waiting`: their
    day is still to come, or they have none."""

    kept: int
    late: int
    broken: int
    overdue: int
    waiting: int


@dataclass(frozen=True, slots=True)
class UpsetTrend:
    """Calls by whether the client was upset in their first third, and in their last."""

    calm: int
    calmed: int
    stayed: int
    became: int


@dataclass(frozen=True, slots=True)
class Trends:
    """`who`: one agent, or "" for all. `since`, `until`: the ISO days of the oldest and the newest call. Steps by how
    often they are missed, warnings by how often they come, most first."""

    who: str
    calls: int
    since: str | None
    until: str | None
    steps: tuple[StepTrend, ...]
    warnings: tuple[WarningTrend, ...]
    promises: PromiseTrend
    upset: UpsetTrend


def trends(store: Store, wanted: CallFilter, today: date) -> Trends:
    """Of all calls that are wanted, as far as one sees them."""
    found = counted(store, wanted, today)
    steps: dict[str, dict[str, int]] = {}
    for name, calls in found.marks.items():
        kind, _, what = name.partition(":")
        steps.setdefault(what, {})[kind] = calls
    warned = [WarningTrend(what, kinds["warning"]) for what, kinds in steps.items() if "warning" in kinds]
    stepped = [
        StepTrend(what, kinds.get("kept", 0), kinds.get("missed", 0))
        for what, kinds in steps.items()
        if "warning" not in kinds
    ]
    names = [field.name for field in dataclasses.fields(PromiseTrend)]
    return Trends(
        wanted.agent or "",
        found.calls,
        found.first,
        found.last,
        tuple(sorted(stepped, key=lambda one: (-one.missed / (one.kept + one.missed), one.step))),
        tuple(sorted(warned, key=lambda one: (-one.calls, one.headline))),
        PromiseTrend(*(found.promises.get(name, 0) for name in names)),
        UpsetTrend(
            *(
                found.upset.get(when, 0)
                for when in ((False, False), (True, False), (True, True), (False, True))
            )
        ),
    )


def by_person(store: Store, wanted: CallFilter, today: date) -> list[Trends]:
    """The same for each agent whose calls one sees: oneself, and a lead's team; nobody without such a call."""
    found = [
        trends(store, dataclasses.replace(wanted, agent=agent), today)
        for agent in agents(store)
        if wanted.agent in (None, agent)
    ]
    return [one for one in found if one.calls]


def step_labels(playbooks: Iterable[Playbook]) -> dict[str, str]:
    """What the steps ask for, in words; of one that is in several playbooks, the last one's."""
    return {step.id: step.headline for playbook in playbooks for step in playbook.steps}


def label(step: str, labels: Mapping[str, str]) -> str:
    """A step's name in words, also where no playbook knows it any more."""
    return labels.get(step) or in_words(step)


PROMISES = {
    "kept": "Kept in time",
    "late": "Kept too late",
    "broken": "Broken",
    "overdue": "Overdue",
    "waiting": "Not due yet",
}
UPSET = {
    "calm": "Calm throughout",
    "calmed": "Upset at the start, calm at the end",
    "stayed": "Upset at the start and at the end",
    "became": "Calm at the start, upset at the end",
}
"""What the figures are called, in the order in which they are shown."""

HEADER = ("person", "figure", "what", "count", "of")


def figures(all_of: Trends, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str, int, int]]:
    """Every figure as a row under HEADER: `count` of so many."""
    who = all_of.who or "all"
    yield who, "calls", "", all_of.calls, all_of.calls
    for step in all_of.steps:
        yield who, "step missed", label(step.step, labels), step.missed, step.kept + step.missed
    for warning in all_of.warnings:
        yield who, "warning", warning.headline, warning.calls, all_of.calls
    promises = dataclasses.asdict(all_of.promises)
    for name, words in PROMISES.items():
        yield who, "promise", words, promises[name], sum(promises.values())
    upset = dataclasses.asdict(all_of.upset)
    for name, words in UPSET.items():
        yield who, "client", words, upset[name], all_of.calls


def as_csv(trends: Sequence[Trends], labels: Mapping[str, str]) -> str:
    """Comma-separated, with HEADER; a cell that a spreadsheet would take for a formula is quoted for it."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(HEADER)
    for one in trends:
        for row in figures(one, labels):
            rows.writerow(
                f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell
                for cell in row
            )
    return written.getvalue()
