"""From this machine's calls to the team's: everything once, whatever breaks in between.

What is to be sent is what lies beyond the last position that the server is known to have. The server itself
passes over positions that it has, within the transaction that adds the others; so an answer that was lost, or
two programs that send at once, double nothing. What was sent there stays as it is, so that of a call that still
runs its newest note waits, and what came after it: a newer one may take its place.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete, func, select, text, update

from assist.calls.store import remarks, tables
from assist.calls.store.erase import RULE, erase
from assist.calls.store.rows import unpacked
from assist.calls.store.store import Erased, Store
from assist.events import Note

_BATCH = 500
"""Events a transaction."""


def waiting(local: Store) -> int:
    """How many calls and erasures the team's database does not have yet."""
    with local.database.reading() as connection:
        calls = connection.scalar(select(func.count()).where(tables.outbox.c.done.is_(False))) or 0
        erased = connection.scalar(select(func.count()).where(tables.tombstone.c.sent.is_(False))) or 0
        return calls + erased


def send(local: Store, team: Store) -> int:
    """Sends what waits; how many events went. InputError where the server cannot be reached: nothing is lost,
    and the next time goes on from there."""
    _send_erasures(local, team)
    with local.database.reading() as connection:
        query = (
            select(tables.outbox.c.call).where(tables.outbox.c.done.is_(False)).order_by(tables.outbox.c.call)
        )
        calls = list(connection.scalars(query))
    return sum(_send_call(local, team, call) for call in calls)


def take_erasures(local: Store, team: Store) -> None:
    """What somebody erased in the team's database is erased here, too. What its rule erased there stays here as long as
    this machine's rule says, and is not sent again."""
    with local.database.reading() as connection:
        query = select(tables.call.c.key, tables.call.c.id).join(
            tables.outbox, tables.outbox.c.call == tables.call.c.id
        )
        calls = {row.key: row.id for row in connection.execute(query)}
    with team.database.reading() as connection:
        gone = connection.execute(
            text("SELECT key, erased_by FROM erased_among(CAST(:keys AS text[]))"), {"keys": list(calls)}
        ).all()
    for row in gone:
        if row.erased_by != RULE:
            erase(local, calls[row.key], row.erased_by, team_knows=True)
            continue
        with local.database.writing() as connection:
            connection.execute(delete(tables.outbox).where(tables.outbox.c.call == calls[row.key]))


def _send_erasures(local: Store, team: Store) -> None:
    with local.database.reading() as connection:
        keys = list(
            connection.scalars(select(tables.tombstone.c.key).where(tables.tombstone.c.sent.is_(False)))
        )
    for key in keys:
        with team.database.writing() as connection:
            connection.execute(text("SELECT erase_call(:key)"), {"key": key})
        with local.database.writing() as connection:
            connection.execute(
                update(tables.tombstone).where(tables.tombstone.c.key == key).values(sent=True)
            )


def _send_call(local: Store, team: Store, call: int) -> int:
    with local.database.reading() as connection:
        row = connection.execute(
            select(tables.call.c.ended, tables.outbox.c.sent)
            .join(tables.outbox, tables.outbox.c.call == tables.call.c.id)
            .where(tables.call.c.id == call)
        ).first()
    if row is None:  # erased meanwhile
        return 0
    start = replace(local.start(call), agent=team.database.engine.url.username or "")
    try:
        there = team.begin(start)
    except Erased:
        take_erasures(local, team)
        return 0
    sent, count = row.sent, 0
    event = tables.event.c
    while True:
        query = select(event.body).where(event.call == call, event.position > sent)
        if row.ended is None:
            notes = select(func.max(event.position)).where(event.call == call, event.type == Note.type)
            query = query.where(event.position < func.coalesce(notes.scalar_subquery(), event.position + 1))
        with local.database.reading() as connection:
            bodies = list(connection.scalars(query.order_by(event.position).limit(_BATCH)))
        if not bodies:
            break
        team.append(there, sent + 1, [unpacked(body) for body in bodies])
        sent, count = sent + len(bodies), count + len(bodies)
        with local.database.writing() as connection:
            connection.execute(update(tables.outbox).where(tables.outbox.c.call == call).values(sent=sent))
    said = _send_remarks(local, team, call, there)
    if row.ended is not None:
        team.end(there, row.ended)
        _mark_done(local, call, sent, said)
    return count


def _send_remarks(local: Store, team: Store, call: int, there: int) -> set[str]:
    """Sends a call's remarks; the keys of those that the team's database now has."""
    with local.database.reading() as connection:
        known = remarks.rows(connection, call)
    if not known:
        return set()
    author = team.database.engine.url.username or ""
    with team.database.writing() as connection:
        for remark, removed in known:
            if removed:
                remarks.take_away(connection, remark.key)
            else:
                remarks.write(connection, replace(remark, call=there, author=author))
    gone = [remark.key for remark, removed in known if removed]
    with local.database.writing() as connection:
        connection.execute(delete(tables.remark).where(tables.remark.c.key.in_(gone)))
    return {remark.key for remark, _ in known} - set(gone)


def _mark_done(local: Store, call: int, sent: int, said: set[str]) -> None:
    """Unless something happened or was said since."""
    with local.database.writing() as connection:
        if {remark.key for remark, _ in remarks.rows(connection, call)} != said:
            return
        last = select(func.max(tables.event.c.position)).where(tables.event.c.call == call).scalar_subquery()
        connection.execute(
            update(tables.outbox)
            .where(tables.outbox.c.call == call, func.coalesce(last, 0) == sent)
            .values(done=True)
        )
