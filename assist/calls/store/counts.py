"""What can be counted in a set of calls: steps kept and missed, warnings, promises, upset clients.

In a team's database PostgreSQL counts the calls that whoever is logged in may see, and no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from assist.calls.store import tables
from assist.calls.store.store import CallFilter, Store, filtered

COUNTED_MARKS = ("kept", "missed", "warning")


@dataclass(frozen=True, slots=True)
class Counts:
    """`first`, `last`: the ISO days of the oldest and the newest call. `marks`: in how many calls, by name such as
    "missed:ask_want". `promises`: the agent's, by "kept", "late", "broken", "overdue" and "waiting". `upset`: calls
    by whether the client was upset in their first third and in their last third."""

    calls: int
    first: str | None
    last: str | None
    marks: dict[str, int]
    promises: dict[str, int]
    upset: dict[tuple[bool, bool], int]


def counted(store: Store, wanted: CallFilter, today: date) -> Counts:
    """Counts the calls that are wanted; a promise is overdue when its day is before `today`."""
    with store.database.reading() as connection:
        calls = filtered(wanted).order_by(None).subquery()
        length = func.coalesce(calls.c.ended, calls.c.seconds)
        at_start = func.coalesce(calls.c.first_upset <= length / 3, False)
        at_end = func.coalesce(calls.c.last_upset >= length * 2 / 3, False)
        first, last = func.min(calls.c.started), func.max(calls.c.started)
        rows = connection.execute(
            select(at_start, at_end, func.count(), first, last).group_by(at_start, at_end)
        ).all()
        return Counts(
            sum(row[2] for row in rows),
            min((row[3][:10] for row in rows), default=None),
            max((row[4][:10] for row in rows), default=None),
            _marks(connection, wanted),
            _promises(connection, store, wanted, today),
            {(bool(row[0]), bool(row[1])): row[2] for row in rows},
        )


def agents(store: Store) -> list[str]:
    """Whose calls one sees."""
    name = tables.mark.c.name
    query = select(name).where(name >= "agent:", name < "agent;").distinct().order_by(name)
    with store.database.reading() as connection:
        return [found.removeprefix("agent:") for found in connection.scalars(query)]


def _marks(connection: Connection, wanted: CallFilter) -> dict[str, int]:
    """Kind by kind, each of which is one walk along the index of names."""
    name, place, call = tables.mark.c.name, tables.mark.c.place, tables.mark.c.call
    lowest, beyond = wanted.places()
    found: dict[str, int] = {}
    for kind in COUNTED_MARKS:
        query = select(name, func.count()).where(name >= f"{kind}:", name < f"{kind};")
        query = query.where(place >= lowest, place < beyond)
        for number, asked in enumerate(wanted.marks()):
            mark = tables.mark.alias(f"mark_{number}")
            # the same call twice: whichever index is the better one can be used
            same = (mark.c.call == call) & (mark.c.place == place)
            query = query.join(mark, same & (mark.c.name == asked))
        found |= {row[0]: row[1] for row in connection.execute(query.group_by(name))}
    return found


def _promises(connection: Connection, store: Store, wanted: CallFilter, today: date) -> dict[str, int]:
    promise: Any = tables.promise
    if store.database.is_team:  # a lead counts them there without reading their words
        names = ("call", "owner", "due", "state", "settled")
        promise = func.promise_states().table_valued(*names)
    calls = filtered(wanted).order_by(None).subquery()
    state: ColumnElement[str] = case(
        ((promise.c.state == "kept") & (promise.c.settled > promise.c.due), "late"),
        ((promise.c.state == "open") & (promise.c.due < today.isoformat()), "overdue"),
        (promise.c.state == "open", "waiting"),
        else_=promise.c.state,
    )
    query = select(state, func.count()).join(calls, calls.c.id == promise.c.call)
    return {
        row[0]: row[1] for row in connection.execute(query.where(promise.c.owner == "agent").group_by(state))
    }
