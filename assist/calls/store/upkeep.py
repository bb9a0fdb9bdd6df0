"""What is searched, made again from what happened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import IntegrityError

from assist.calls.store import tables
from assist.calls.store.places import place_of
from assist.calls.store.rows import add_marks, add_searchable, unpacked


def rebuild(connection: Connection) -> None:
    """Makes the lines, marks and promises of every call again, from its events; for files of the first version,
    in which nothing was remarked on."""
    for table in (tables.line, tables.mark, tables.promise):
        connection.execute(delete(table))
    for call in connection.execute(select(tables.call)).all():
        connection.execute(
            update(tables.call)
            .where(tables.call.c.id == call.id)
            .values(utterances=0, seconds=0.0, first_upset=None, last_upset=None)
        )
        place = take_place(connection, call.id, datetime.fromisoformat(call.started), call.key)
        bodies = connection.scalars(
            select(tables.event.c.body)
            .where(tables.event.c.call == call.id)
            .order_by(tables.event.c.position)
        )
        add_marks(connection, call.id, place, first_marks(call.agent, call.steps))
        add_searchable(connection, call.id, place, [unpacked(body) for body in bodies])


def first_marks(agent: str, steps: str) -> list[str]:
    """The marks of a call that begins: its agent, and every step as missed until it is kept."""
    missed = [f"missed:{step}" for step in dict.fromkeys(steps.split(",")) if step]
    return missed + ([f"agent:{agent}"] if agent else [])


def take_place(connection: Connection, call: int, started: datetime, key: str) -> int:
    """Gives a call the first free place of its second."""
    place = place_of(started, key)
    while True:
        try:
            with connection.begin_nested():
                connection.execute(update(tables.call).where(tables.call.c.id == call).values(place=place))
            return place
        except IntegrityError:
            place += 1
