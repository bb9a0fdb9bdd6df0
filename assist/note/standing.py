"""The note as it stands, entry by entry: what of the ledger is shown, and what has become of each offer."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from assist.events import Entry, GoalDate, PlanEntry
from assist.note import likeness
from assist.note.dates import capital
from assist.note.edits import Row
from assist.note.ledger import Ledger
from assist.note.statement import Statement
from assist.note.taken_up import weightiest

MOST_WANTS = 4
# probability from which an offer is what the talk after it makes of it: by the client's first turn behind it, by more
AT_ONCE, SETTLED = 0.8, 0.65


def rows_of(ledger: Ledger) -> list[Row]:
    """The note as it stands, entry by entry."""
    settled = _settled(ledger)
    options = [settled.get(id(one), one) for one in ledger.options]
    shown = (
        ("problem", weightiest(ledger.problem)),
        ("client_wants", ledger.wants[:MOST_WANTS]),
        ("cannot_do", ledger.cannot),
        ("options", ledger.options),
        ("plan", [row for row in ledger.plan if _is_planned(row, options)]),
        ("contact", ledger.contacts.statements),
        ("follow_up", ledger.follow_up),
    )
    rows = [
        Row(name, one, _written(name, settled.get(id(one), one)))
        for name, statements in shown
        for one in statements
    ]
    if (goal := ledger.goals.standing()) is not None:
        sources = tuple(sorted(set(goal.sources)))
        entry = GoalDate(capital(goal.text), goal.date, goal.ambiguous, sources)
        rows.append(Row("goal_date", ledger, entry))
    return rows


def _settled(ledger: Ledger) -> dict[int, Statement]:
    """The offers of which the talk after them makes something else than plain answers did, by their identities: as
    it has them, where that is sure enough and somebody's words bear it out. Of second thoughts the last count."""
    fates, settled = ledger.uptake.fates() if ledger.options else {}, {}
    for option in ledger.options:
        answers_to, fate = _answers_to(ledger, option), fates.get(id(option))
        needed = SETTLED if len(answers_to) > 1 else AT_ONCE
        if fate is None or fate.status in ("", option.status) or fate.share < needed or option.thought_over:
            continue
        for number in answers_to:
            otherwise = dataclasses.replace(option, status=fate.status, sources=list(option.sources))
            otherwise.cite(number)
            if ledger.stands(otherwise):
                settled[id(option)] = otherwise
                break
    return settled


def _answers_to(ledger: Ledger, option: Statement) -> list[int]:
    """The client's utterances behind an offer, the last one first."""
    made_in = min(option.sources)
    behind = itertools.takewhile(lambda number: number > made_in, reversed(ledger.heard))
    return [number for number in behind if ledger.heard[number].channel == "client"]


def _is_planned(row: Statement, options: Sequence[Statement]) -> bool:
    """Not one that stands only on an offer which was not taken after all."""
    return not (row.is_only_taken() or row.is_perhaps_talk()) and not (
        row.derived
        and any(one.status == "refused" and likeness.alike(row.text, one.text) == 1.0 for one in options)
    )


def _written(name: str, statement: Statement) -> Entry | PlanEntry:
    if name == "plan":
        return statement.planned()
    return statement.followed_up() if name == "follow_up" else statement.entry()
