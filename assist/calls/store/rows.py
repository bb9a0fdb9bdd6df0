"""From what happened to the rows of the tables: the one way in, for a live call, an import and the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, text, update

from assist.calls.store import tables
from assist.calls.store.places import NOTE, line_id
from assist.calls.store.words import for_tsvector
from assist.events import Note, from_json
from assist.note.text import note_text

Line = dict[str, Any]
"""An event as the JSON contract spells it."""

REPLACED = "note_replaced"
"""What a note becomes once there is a newer one: a note holds the whole call, and is told anew at every change."""

UPSET = ("client_upset", "client_venting", "client_abusive")
"""Moments of a client who is upset."""

_INSERT_WITH_WORDS = text(
    "INSERT INTO line (id, call, source, utterance, start, text, words) "
    "VALUES (:id, :call, :source, :utterance, :start, :text, CAST(:words AS tsvector))"
)


def add_events(connection: Connection, call: int, place: int, first: int, lines: Sequence[Line]) -> None:
    """Writes a call's events from position `first` on, and what can be searched of them. Of its notes only the newest
    stays as it was told."""
    notes = [number for number, line in enumerate(lines) if line["type"] == Note.type]
    kept = [replaced(line) if number in notes[:-1] else line for number, line in enumerate(lines)]
    if notes and connection.dialect.name != "postgresql":  # where nobody may change what happened
        _replace_newest(connection, call)
    connection.execute(
        insert(tables.event),
        [
            {"call": call, "position": position, "at": line["at"], "type": line["type"], "body": packed(line)}
            for position, line in enumerate(kept, first)
        ],
    )
    add_searchable(connection, call, place, lines)


def replaced(note: Line) -> Line:
    """What stays of a note: by what its text is known where somebody saved it as a file."""
    event = from_json(note)
    assert isinstance(event, Note)
    return {"type": REPLACED, "at": event.at, "text": known_by(note_text(event.fields))}


def known_by(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _replace_newest(connection: Connection, call: int) -> None:
    """The note that was the call's newest; walked to from the call's end."""
    column = tables.event.c
    query = select(column.position, column.body).where(column.call == call, column.type == Note.type)
    row = connection.execute(query.order_by(column.position.desc()).limit(1)).first()
    if row is not None:
        connection.execute(
            update(tables.event)
            .where(column.call == call, column.position == row.position)
            .values(type=REPLACED, body=packed(replaced(unpacked(row.body))))
        )


def add_searchable(connection: Connection, call: int, place: int, lines: Sequence[Line]) -> None:
    """What can be searched of a call's next events."""
    said = [line for line in lines if line["type"] == "utterance"]
    if said:
        _add_lines(
            connection,
            [
                {
                    "id": line_id(place, line["id"]),
                    "call": call,
                    "source": line["channel"],
                    "utterance": line["id"],
                    "start": line["start"],
                    "text": line["text"],
                }
                for line in said
                if line["id"] < NOTE  # beyond 64,000 utterances a call is kept, and not searched
            ],
        )
        last = max(line["end"] for line in said)
        connection.execute(
            update(tables.call)
            .where(tables.call.c.id == call)
            .values(
                utterances=tables.call.c.utterances + len(said),
                seconds=func.greatest(tables.call.c.seconds, last)
                if connection.dialect.name == "postgresql"
                else func.max(tables.call.c.seconds, last),
            )
        )
    moments = dict.fromkeys(f"moment:{line['moment']}" for line in lines if line["type"] == "moment")
    warnings = dict.fromkeys(f"warning:{line['headline']}" for line in lines if line["type"] == "warning")
    add_marks(connection, call, place, [*moments, *warnings])
    upset = [line["at"] for line in lines if line["type"] == "moment" and line["moment"] in UPSET]
    if upset:
        first = func.coalesce(tables.call.c.first_upset, min(upset))
        connection.execute(
            update(tables.call)
            .where(tables.call.c.id == call)
            .values(first_upset=first, last_upset=max(upset))
        )
    notes = [line for line in lines if line["type"] == "note"]
    if notes:
        _replace_note(connection, call, place, notes[-1])
    for line in lines:
        match line["type"]:
            case "utterance_corrected":
                _correct(connection, place, line["utterance"], line.get("text"), line.get("channel"))
            case "step":
                _step(connection, call, place, line["step"], line["state"])
            case "disposition":
                _dispose(connection, call, place, line["disposition"])
            case "promise_settled":
                _settle(connection, call, place, line["text"], line["state"], line.get("on"))
            case "promise_moved":
                _move(connection, call, place, line["text"], line["due"])


def add_marks(connection: Connection, call: int, place: int, names: Sequence[str]) -> None:
    """Marks a call; a mark that it has stays."""
    if not names:
        return
    there = set(
        connection.scalars(
            select(tables.mark.c.name).where(tables.mark.c.call == call, tables.mark.c.name.in_(names))
        )
    )
    if fresh := [{"name": name, "place": place, "call": call} for name in names if name not in there]:
        connection.execute(insert(tables.mark), fresh)


def remove_marks(connection: Connection, call: int, names: Sequence[str]) -> None:
    """The call is no longer found by these; those that it has not are passed over."""
    connection.execute(delete(tables.mark).where(tables.mark.c.call == call, tables.mark.c.name.in_(names)))


def correct_line(connection: Connection, call: int, place: int, utterance: int, said: str) -> None:
    """A reviewer's correction is found instead of what was heard."""
    if connection.dialect.name == "postgresql":  # a lead may not write lines but by this
        corrected = func.correct_line(call, utterance, said, for_tsvector(said))
        connection.execute(select(corrected))
    else:
        _correct(connection, place, utterance, said)


def correct_speaker(connection: Connection, place: int, utterance: int, channel: str) -> None:
    """The line is found as that of whom a reviewer says. A server does so itself when it is given the remark."""
    if connection.dialect.name != "postgresql":
        _correct(connection, place, utterance, None, channel)


def packed(line: Line) -> str:
    """The event's JSON, an utterance's words without their names: two fifths of the size."""
    if line["type"] == "utterance":
        words = [[word["text"], word["start"], word["end"], word["probability"]] for word in line["words"]]
        line = {**line, "words": words}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def unpacked(body: str) -> Line:
    """An event as the JSON contract spells it, from its row, in which a word is a list without names."""
    line: Line = json.loads(body)
    if line["type"] == "utterance" and line["words"] and isinstance(line["words"][0], list):
        names = ("text", "start", "end", "probability")
        line["words"] = [dict(zip(names, word, strict=True)) for word in line["words"]]
    return line


def _add_lines(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(tables.line), rows)
        return
    connection.execute(_INSERT_WITH_WORDS, [{**row, "words": for_tsvector(row["text"])} for row in rows])


def _replace_note(connection: Connection, call: int, place: int, note: Line) -> None:
    """What is searched of a note. Most of it is what it was before: only the rows that are others are written."""
    entries = list(_entries(note["fields"]))
    _replace_lines(connection, call, place, note["at"], entries)
    _replace_promises(connection, call, note["fields"]["plan"])
    _mark_promises(connection, call, place)


def _replace_lines(
    connection: Connection, call: int, place: int, at: float, entries: Sequence[dict[str, Any]]
) -> None:
    first, beyond = line_id(place, NOTE), line_id(place + 1, 0)
    wanted = {
        id: (entry["utterances"][0] if entry["utterances"] else None, entry["text"])
        for id, entry in zip(range(first, beyond), entries, strict=False)
    }
    column = tables.line.c
    query = select(column.id, column.utterance, column.text).where(column.id >= first, column.id < beyond)
    there = {row.id: (row.utterance, row.text) for row in connection.execute(query)}
    gone = [id for id, line in there.items() if wanted.get(id) != line]
    for some in _portions(gone):
        connection.execute(delete(tables.line).where(column.id.in_(some)))
    _add_lines(
        connection,
        [
            {"id": id, "call": call, "source": "note", "utterance": utterance, "start": at, "text": said}
            for id, (utterance, said) in wanted.items()
            if there.get(id) != (utterance, said)
        ],
    )


def _replace_promises(connection: Connection, call: int, plan: Sequence[dict[str, Any]]) -> None:
    """What became of a promise outlives the note that is written anew."""
    column = tables.promise.c
    there = {
        row.number: row._asdict()
        for row in connection.execute(select(tables.promise).where(column.call == call))
    }
    settled = {
        row["text"]: (row["state"], row["settled"], row["moved"], row["due"]) for row in there.values()
    }
    promises: dict[int, dict[str, Any]] = {}
    for number, entry in enumerate(plan, 1):
        state, on, moved, due = settled.get(entry["text"], ("open", None, None, None))
        promises[number] = {
            "call": call,
            "number": number,
            "text": entry["text"],
            "owner": entry["owner"],
            "due": due if moved else entry["due"],
            "utterance": entry["utterances"][0] if entry["utterances"] else None,
            "state": state,
            "settled": on,
            "moved": moved,
        }
    gone = [number for number, row in there.items() if promises.get(number) != row]
    for some in _portions(gone):
        connection.execute(delete(tables.promise).where(column.call == call, column.number.in_(some)))
    if fresh := [row for number, row in promises.items() if there.get(number) != row]:
        connection.execute(insert(tables.promise), fresh)


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """A statement takes only so many values."""
    for first in range(0, len(numbers), 500):
        yield numbers[first : first + 500]


def _entries(fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for value in fields.values():
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def _mark_promises(connection: Connection, call: int, place: int) -> None:
    owed = and_(
        tables.promise.c.call == call, tables.promise.c.owner == "agent", tables.promise.c.state == "open"
    )
    if connection.execute(select(tables.promise.c.number).where(owed).limit(1)).first():
        add_marks(connection, call, place, ["promise:open"])
    else:
        remove_marks(connection, call, ["promise:open"])


def _step(connection: Connection, call: int, place: int, step: str, state: str) -> None:
    kept, missed = f"kept:{step}", f"missed:{step}"
    remove_marks(connection, call, [kept, missed])
    if state == "done":
        add_marks(connection, call, place, [kept])
    elif state == "active":
        add_marks(connection, call, place, [missed])


def _correct(
    connection: Connection, place: int, utterance: int, text: str | None, channel: str | None = None
) -> None:
    changed = {name: value for name, value in (("text", text), ("source", channel)) if value is not None}
    if not changed or utterance >= NOTE:
        return
    wanted = tables.line.c.id == line_id(place, utterance)
    if connection.dialect.name == "postgresql":  # where nobody may change a line, but its agent write another
        row = connection.execute(select(tables.line).where(wanted)).first()
        connection.execute(delete(tables.line).where(wanted))
        if row is not None:
            _add_lines(connection, [{**row._asdict(), **changed}])
        return
    connection.execute(update(tables.line).where(wanted).values(**changed))


def _dispose(connection: Connection, call: int, place: int, disposition: str) -> None:
    connection.execute(
        delete(tables.mark).where(tables.mark.c.call == call, tables.mark.c.name.startswith("disposition:"))
    )
    add_marks(connection, call, place, [f"disposition:{disposition}"])
    connection.execute(update(tables.call).where(tables.call.c.id == call).values(disposition=disposition))


def _settle(connection: Connection, call: int, place: int, text: str, state: str, on: str | None) -> None:
    connection.execute(
        update(tables.promise)
        .where(tables.promise.c.call == call, tables.promise.c.text == text)
        .values(state=state, settled=None if state == "open" else on)
    )
    _mark_promises(connection, call, place)


def _move(connection: Connection, call: int, place: int, text: str, due: str) -> None:
    """The promise is open again, for another day; the day that it had before is kept."""
    wanted = and_(tables.promise.c.call == call, tables.promise.c.text == text)
    for row in connection.execute(select(tables.promise).where(wanted)).all():
        if row.due == due:
            continue
        moved = ",".join(day for day in (row.moved, row.due) if day)
        connection.execute(
            update(tables.promise)
            .where(tables.promise.c.call == call, tables.promise.c.number == row.number)
            .values(due=due, moved=moved or None, state="open", settled=None)
        )
    _mark_promises(connection, call, place)
