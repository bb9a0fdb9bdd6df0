"""The note as it stands, entry by entry: what of the ledger is shown, and what has become of each offer."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assist.events import Entry, GoalDate, PlanEntry
from assist.note.dates import capital
from assist.note.edits import Row
from assist.note.ledger import Ledger
from assist.note.likeness import Among
from assist.note.statement import Statement
from assist.note.taken_up import weightiest

MOST_WANTS = 4
# probability from which an offer is what the talk after it makes of it: by the client's first turn behind it, by more
AT_ONCE, SETTLED = 0.8, 0.65


def rows_of(ledger: Ledger) -> list[Row]:
    """The note as it stands, entry by entry."""
    settled = _settled(ledger)
    options = [settled.get(id(one), one) for one in ledger.options]
    taken = tuple(one.text for one in options if one.status == "chosen")
    refused = Among(tuple(one.text for one in options if one.status == "refused"))
    shown = (
        ("problem", weightiest(ledger.problem)),
        ("client_wants", ledger.wants[:MOST_WANTS]),
        ("cannot_do", ledger.cannot),
        ("options", ledger.options),
        ("plan", [row for row in ledger.plan if _is_planned(row, taken, refused)]),
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
        fate = fates.get(id(option))
        if fate is None or fate.status in ("", option.status) or option.thought_over:
            continue
        answers = len(ledger.uptake.of_client) - ledger.uptake.first_answer(option)
        if fate.share < (SETTLED if answers > 1 else AT_ONCE):
            continue
        if (otherwise := _as_answered(ledger, option, fate.status)) is not None:
            settled[id(option)] = otherwise
    return settled


def _as_answered(ledger: Ledger, option: Statement, status: str) -> Statement | None:
    """The offer with the last of the client's answers that bears its fate out; None where none does."""
    key = (status, option.text, option.by_client, tuple(option.sources))
    known, tried, answered = ledger.answered_by.get(id(option), (None, 0, None))
    if known != key:
        tried, answered = ledger.uptake.first_answer(option), None
    for number in reversed(ledger.uptake.of_client[tried:]):
        otherwise = dataclasses.replace(option, status=status, sources=list(option.sources))
        otherwise.cite(number)
        if ledger.stands(otherwise):
            answered = otherwise
            break
    ledger.answered_by[id(option)] = key, len(ledger.uptake.of_client), answered
    return answered


def _is_planned(row: Statement, taken: Sequence[str], refused: Among) -> bool:
    """Not one that stands only on an offer which was not taken after all."""
    if row.is_only_taken() or row.is_perhaps_talk():
        return False
    return not row.derived or row.text in taken or not refused.tells(row.text)


def _written(name: str, statement: Statement) -> Entry | PlanEntry:
    if name == "plan":
        return statement.planned()
    return statement.followed_up() if name == "follow_up" else statement.entry()
