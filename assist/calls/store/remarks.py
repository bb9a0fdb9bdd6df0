"""What people say about a call afterwards: comments, tags, good examples, corrections of words and of speakers.

In a team's database whoever sees a call reads its remarks and may add some, under their own name, as PostgreSQL
itself sees to. A remark goes away when its author, or a lead, takes it away; a correction stays as a trail, and is
corrected again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import ProgrammingError

from assist.calls.store import tables
from assist.calls.store.rows import Line, add_marks, correct_line, correct_speaker, remove_marks
from assist.calls.store.store import Store, send_again
from assist.errors import InputError
from assist.events import CHANNELS

Kind = Literal["comment", "tag", "good_example", "correction", "speaker"]
TRAIL: tuple[Kind, ...] = ("correction", "speaker")
"""What puts an utterance right, and stays."""

LONGEST = {"comment": 10_000, "tag": 40, "good_example": 1_000, "correction": 10_000, "speaker": 6}
"""Characters."""


@dataclass(frozen=True, slots=True)
class Remark:
    """`utterance`: the one it is pinned to, or None for the whole call; a correction always has one. `text`: the
    comment, the tag, why it is a good example ("" where that needs no words), what was said instead, the channel of
    who said it."""

    key: str
    call: int
    author: str
    written: datetime
    kind: Kind
    utterance: int | None
    text: str


def add_remark(
    store: Store, call: int, kind: Kind, text: str = "", utterance: int | None = None, *, author: str
) -> Remark:
    """Adds a remark and returns it; a tag or an example mark that its author has set already is returned as it is.

    `author`: who says it; in a team's database that is whoever is logged in, whatever is given. InputError where
    there is no such call or utterance, the text does not fit its kind, or the person may not.
    """
    checked = _checked_text(kind, text)
    known = store.call(call)
    if kind in TRAIL and utterance is None:
        raise InputError("A correction belongs to an utterance; say which.")
    if (
        utterance is not None
        and not 1 <= utterance <= known.utterances
        and not _is_said(store, call, utterance)
    ):
        raise InputError(f"Call {call} has no utterance {utterance}; it has {known.utterances}.")
    author = (store.database.engine.url.username or "") if store.database.is_team else author
    remark = Remark(uuid.uuid4().hex, call, author, datetime.now(), kind, utterance, checked)
    if kind in ("tag", "good_example"):
        for there in remarks(store, call):
            if (there.kind, there.text, there.utterance, there.author) == (kind, checked, utterance, author):
                return there
    with store.database.writing() as connection:
        write(connection, remark)
        send_again(connection, call)
    return remark


def _is_said(store: Store, call: int, utterance: int) -> bool:
    """Whether there is such an utterance: those of a transcript are numbered by its lines, of which some are empty."""
    events = store.events(call)
    return any(event["type"] == "utterance" and event["id"] == utterance for event in events)


def remarks(store: Store, call: int) -> list[Remark]:
    """A call's remarks, oldest first; the corrections among them are the trail. InputError where there is no such
    call."""
    store.call(call)
    with store.database.reading() as connection:
        return [remark for remark, removed in rows(connection, call) if not removed]


def remove_remark(store: Store, key: str) -> None:
    """Takes a remark away. InputError where there is none, it is a correction, or it is not theirs to take."""
    with store.database.writing() as connection:
        row = connection.execute(
            select(tables.remark).where(tables.remark.c.key == key, tables.remark.c.removed.is_(False))
        ).first()
        if row is None:
            raise InputError("This remark is gone already.")
        if row.kind in TRAIL:
            raise InputError("A correction stays in the call's trail; correct the line again instead.")
        take_away(connection, key)
        if not store.database.is_team:
            for_team = select(tables.outbox).where(tables.outbox.c.call == row.call)
            if connection.execute(for_team).first():  # the team has yet to hear of it
                gone = {"key": key, "call": row.call, "author": row.author, "written": row.written}
                connection.execute(insert(tables.remark).values(**gone, kind=row.kind, text="", removed=True))
                send_again(connection, row.call)


def tags(store: Store) -> list[tuple[str, int]]:
    """The tags there are, with the number of calls that have them; the most used first."""
    name, count = tables.mark.c.name, func.count().label("calls")
    query = (
        select(name, count).where(name >= "tag:", name < "tag;").group_by(name).order_by(count.desc(), name)
    )
    with store.database.reading() as connection:
        return [(row.name.removeprefix("tag:"), row.calls) for row in connection.execute(query)]


# --- for the outbox, imports and the upkeep: within a transaction -------------------------------------


def rows(connection: Connection, call: int) -> list[tuple[Remark, bool]]:
    """A call's remarks, oldest first, each with whether it was removed and is only waiting to be sent."""
    query = select(tables.remark).where(tables.remark.c.call == call)
    return [
        (
            Remark(
                row.key,
                row.call,
                row.author,
                datetime.fromisoformat(row.written),
                row.kind,
                row.utterance,
                row.text,
            ),
            row.removed,
        )
        for row in connection.execute(query.order_by(tables.remark.c.written, tables.remark.c.key))
    ]


def write(connection: Connection, remark: Remark) -> None:
    """Writes a remark and what it changes in what can be searched; one that is there already is passed over."""
    if connection.execute(select(tables.remark.c.key).where(tables.remark.c.key == remark.key)).first():
        return
    try:
        connection.execute(
            insert(tables.remark).values(
                key=remark.key,
                call=remark.call,
                author=remark.author,
                written=remark.written.isoformat(),
                kind=remark.kind,
                utterance=remark.utterance,
                text=remark.text,
            )
        )
    except ProgrammingError as problem:
        raise InputError("Only the agent of a call and their lead may remark on it.") from problem
    show(connection, remark)


def show(connection: Connection, remark: Remark) -> None:
    """Makes a remark's call findable by it."""
    place = select(tables.call.c.place).where(tables.call.c.id == remark.call)
    if (mark := _mark(remark.kind, remark.text)) is not None:
        add_marks(connection, remark.call, connection.execute(place).scalar_one(), [mark])
    if remark.utterance is not None and remark.kind == "correction":
        correct_line(
            connection, remark.call, connection.execute(place).scalar_one(), remark.utterance, remark.text
        )
    if remark.utterance is not None and remark.kind == "speaker":
        correct_speaker(connection, connection.execute(place).scalar_one(), remark.utterance, remark.text)


def take_away(connection: Connection, key: str) -> None:
    """Takes a remark out, and the call's mark where no other remark stands for it. InputError where it is not
    theirs to take; one that is gone already is passed over."""
    row = connection.execute(select(tables.remark).where(tables.remark.c.key == key)).first()
    if row is None:
        return
    if not connection.execute(delete(tables.remark).where(tables.remark.c.key == key)).rowcount:
        raise InputError(f"This remark is {row.author}'s; they or a lead can take it away.")
    mark = _mark(row.kind, row.text)
    left = {_mark(other.kind, other.text) for other, removed in rows(connection, row.call) if not removed}
    if mark is not None and mark not in left:
        remove_marks(connection, row.call, [mark])


def as_line(remark: Remark) -> Line:
    """A remark as a line of a file, which `take_in` takes."""
    return {
        "type": "remark",
        "key": remark.key,
        "author": remark.author,
        "written": remark.written.isoformat(),
        "kind": remark.kind,
        "utterance": remark.utterance,
        "text": remark.text,
    }


def take_in(store: Store, call: int, lines: Sequence[Line]) -> None:
    """Adds the remarks of a file to a call of this machine, under their authors' names; those that are there are passed
    over. Where calls go on to a team they are left out: that would put the team's words into one person's mouth."""
    if store.for_team:
        return
    for line in lines:
        try:
            remark = Remark(
                str(line["key"]),
                call,
                str(line["author"]),
                datetime.fromisoformat(line["written"]),
                line["kind"],
                line["utterance"] if isinstance(line["utterance"], int) else None,
                _checked_text(line["kind"], line["text"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise InputError(
                "This file has a remark that is none: expected one of an exported call."
            ) from problem
        with store.database.writing() as connection:
            write(connection, remark)


def _mark(kind: str, text: str) -> str | None:
    return {"tag": f"tag:{text}", "good_example": "example:good"}.get(kind)


def _checked_text(kind: str, text: str) -> str:
    if kind not in get_args(Kind):
        raise InputError(f"{kind}: expected {', '.join(get_args(Kind))}.")
    plain = " ".join(text.lower().split()) if kind == "tag" else text.strip()
    if not plain and kind != "good_example":
        raise InputError(f"A {kind} needs words.")
    if kind == "speaker" and plain not in CHANNELS:
        raise InputError(f"Nobody is called {plain}; expected {' or '.join(CHANNELS)}.")
    if len(plain) > LONGEST[kind]:
        raise InputError(
            f"A {kind.replace('_', ' ')} may have {LONGEST[kind]} characters; this has {len(plain)}."
        )
    return plain
