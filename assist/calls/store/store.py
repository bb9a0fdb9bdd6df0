"""The store: every call of this machine in one SQLite file, or of a team in one PostgreSQL database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Row, Select, func, insert, select, update

from assist.calls.call_start import SAMPLE, CallStart
from assist.calls.running import is_running
from assist.calls.store import tables
from assist.calls.store.database import check_revision, open_file, open_server
from assist.calls.store.places import BEYOND_ALL, place_of
from assist.calls.store.rows import REPLACED, Line, add_events, add_marks, replaced, unpacked
from assist.calls.store.upkeep import first_marks, take_place
from assist.errors import InputError
from assist.events import Note, Notice, PromiseMoved, PromiseSettled, from_json

_LARGEST_ID = 2**31 - 1


class Erased(InputError):
    """A call was erased, and is not taken back."""


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A line of the list of calls. `seconds`: of its sound, or until its last word where it was cut off."""

    id: int
    key: str
    started: datetime
    seconds: float
    finished: bool
    playbook: str
    origin: str
    utterances: int
    agent: str
    disposition: str | None


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls; what is left empty does not matter. Dates are call starts, `until` not included."""

    since: datetime | None = None
    until: datetime | None = None
    agent: str | None = None
    disposition: str | None = None
    moment: str | None = None
    kept: str | None = None
    """A playbook step that was done."""
    missed: str | None = None
    promise_open: bool = False
    warning: str | None = None
    """The headline of a warning that was shown."""
    tag: str | None = None
    good_example: bool = False

    def marks(self) -> list[str]:
        named = {
            "agent": self.agent,
            "disposition": self.disposition,
            "moment": self.moment,
            "kept": self.kept,
            "missed": self.missed,
            "promise": "open" if self.promise_open else None,
            "warning": self.warning,
            "tag": self.tag,
            "example": "good" if self.good_example else None,
        }
        return [f"{name}:{value}" for name, value in named.items() if value is not None]

    def places(self) -> tuple[int, int]:
        """The first place of the calls, and the first one beyond them."""
        return (place_of(self.since) if self.since else 0, place_of(self.until) if self.until else BEYOND_ALL)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that was promised in a call. `due`: ISO date. `state`: open, kept or broken; `settled`: the ISO
    date on which somebody said so. `moved`: the days it was due before, the first one first."""

    call: int
    number: int
    text: str
    owner: str
    due: str | None
    utterance: int | None
    state: str
    settled: str | None
    moved: tuple[str, ...] = ()


class Store:
    """All calls of a database. Raises InputError where it cannot be used."""

    def __init__(self, path: Path, *, for_team: bool = False) -> None:
        """`for_team`: calls that begin here are sent to the team's database, too."""
        self.path = path
        self.database = open_file(path)
        self.for_team = for_team

    @classmethod
    def of_team(cls, url: URL) -> Store:
        """A team's calls, as far as the role in the address may see them."""
        store = cls.__new__(cls)
        store.path = Path()
        store.database = open_server(url)
        store.for_team = False
        try:
            check_revision(store.database)
        except InputError:
            store.close()
            raise
        return store

    def close(self) -> None:
        self.database.close()

    # --- writing ------------------------------------------------------------------------------------

    def begin(self, start: CallStart) -> int:
        """Opens a call and gives its number; one that is known by its key is gone on with.
        Erased where it was."""
        with self.database.writing() as connection:
            return _begin(connection, start, self.for_team)

    def append(self, call: int, first: int, lines: Sequence[Line]) -> int:
        """Adds what happened, from position `first` on, and after what others said of the call meanwhile; what is
        there already is passed over. The last position that there is now."""
        with self.database.writing() as connection:
            return _append(connection, call, lines, first)[1]

    def end(self, call: int, seconds: float) -> None:
        """The call is over."""
        with self.database.writing() as connection:
            _end(connection, call, seconds)

    def add(self, start: CallStart, lines: Sequence[Line], seconds: float | None) -> tuple[int, bool]:
        """A whole call at once; `seconds` is None where it was cut off. Its number, and whether anything was new."""
        with self.database.writing() as connection:
            call = _begin(connection, start, self.for_team)
            new, _ = _append(connection, call, lines, 1)
            if seconds is not None:
                _end(connection, call, seconds)
            return call, new

    def settle(self, call: int, promise: str, state: Literal["kept", "broken", "open"]) -> None:
        """Says today what became of a promise, by its text."""
        event = PromiseSettled(self.call(call).seconds, promise, state, datetime.now().date().isoformat())
        self.note_later(call, event.to_json())

    def move(self, call: int, promise: str, due: date) -> None:
        """Says today that a promise, by its text, is due on another day; the day it had before is kept."""
        event = PromiseMoved(
            self.call(call).seconds, promise, due.isoformat(), datetime.now().date().isoformat()
        )
        self.note_later(call, event.to_json())

    def note_later(self, call: int, line: Line) -> None:
        """Adds something that happened after the call: a disposition, a settled promise."""
        with self.database.writing() as connection:
            _append(connection, call, [line])

    def finish(self, call: int) -> None:
        """Ends a call that was cut off, where its last word was."""
        self.end(call, self.call(call).seconds)

    # --- reading ------------------------------------------------------------------------------------

    def calls(self, wanted: CallFilter | None = None, limit: int | None = None) -> list[StoredCall]:
        """Newest first."""
        query = filtered(wanted or CallFilter()).limit(limit)
        with self.database.reading() as connection:
            return [stored(row) for row in connection.execute(query)]

    def call(self, call: int) -> StoredCall:
        """InputError where there is none."""
        with self.database.reading() as connection:
            query = select(tables.call).where(tables.call.c.id == min(call, _LARGEST_ID))
            if (row := connection.execute(query).first()) is None:
                raise InputError(f"There is no call {call}; `call-assist calls list` shows those there are.")
            return stored(row)

    def start(self, call: int) -> CallStart:
        """What was known of a call when it began. InputError where there is none."""
        known = self.call(call)
        with self.database.reading() as connection:
            steps = connection.scalar(select(tables.call.c.steps).where(tables.call.c.id == call)) or ""
        return CallStart(
            known.started,
            known.playbook,
            known.origin,
            known.agent,
            tuple(step for step in steps.split(",") if step),
            known.key,
        )

    def knows(self, key: str) -> bool:
        """Whether a call with this key is there, or was and is erased."""
        with self.database.reading() as connection:
            here = select(tables.call.c.id).where(tables.call.c.key == key)
            erased = select(tables.tombstone.c.key).where(tables.tombstone.c.key == key)
            return any(connection.execute(query).first() for query in (here, erased))

    def events(self, call: int) -> list[Line]:
        """Everything that happened in a call, in order, as the JSON contract spells it; of its notes the newest, and
        what else a team's database was sent while the call ran."""
        self.call(call)
        if self.database.is_team:  # who read it is written down there
            with self.database.writing() as connection:
                opened = func.open_call(call).table_valued("position", "body")
                rows = connection.execute(select(opened.c.body).order_by(opened.c.position))
                return _told(row.body for row in rows)
        with self.database.reading() as connection:
            query = select(tables.event.c.body).where(tables.event.c.call == call)
            return _told(connection.scalars(query.order_by(tables.event.c.position)))

    def notes(self, calls: Collection[int]) -> dict[int, Line]:
        """The newest note of each of these calls of this machine that has one."""
        event = tables.event.c
        query = select(event.call, event.body).where(event.type == Note.type, event.call.in_(calls))
        with self.database.reading() as connection:
            return {
                row.call: unpacked(row.body) for row in connection.execute(query.order_by(event.position))
            }

    def unfinished(self) -> list[StoredCall]:
        """Calls that were cut off, by a crash or a kill, and that no program is still writing; newest first."""
        query = filtered(CallFilter()).where(tables.call.c.ended.is_(None))
        with self.database.reading() as connection:
            found = [stored(row) for row in connection.execute(query)]
        return [call for call in found if not is_running(self.path, call.key)]

    def promises(self, call: int) -> list[Promise]:
        """What was promised in a call."""
        promise: Any = tables.promise
        if self.database.is_team:  # who read it is written down there
            promise = func.read_promises(call).table_valued(*(column.name for column in tables.promise.c))
        query = select(promise).where(promise.c.call == call).order_by(promise.c.number)
        with self.database.writing() if self.database.is_team else self.database.reading() as connection:
            return [_promise(row) for row in connection.execute(query)]

    def owed(self, wanted: CallFilter | None = None) -> list[tuple[Promise, StoredCall]]:
        """What was promised and is still open in calls in which an agent has such a promise, each with its call, the
        newest call first. Nobody waits for what the sample call promised."""
        calls = filtered(replace(wanted or CallFilter(), promise_open=True))
        calls = calls.where(tables.call.c.origin != SAMPLE)
        if self.database.is_team:
            with self.database.reading() as connection:
                found = [stored(row) for row in connection.execute(calls)]
            return [(one, call) for call in found for one in self.promises(call.id) if one.state == "open"]
        promise = tables.promise.c
        query = (
            calls.add_columns(*promise)
            .join(tables.promise, promise.call == tables.call.c.id)
            .where(promise.state == "open")
            .order_by(promise.number)
        )
        with self.database.reading() as connection:
            return [(_promise(row), stored(row)) for row in connection.execute(query)]


UNREADABLE = "Something that happened here cannot be read any more: the file of calls is damaged."


def _told(bodies: Iterable[str]) -> list[Line]:
    """What rows hold. Where one cannot be read any more a notice stands in its place: the rest of the call is whole."""
    lines: list[Line] = []
    for body in bodies:
        try:
            line = unpacked(body)
            if line["type"] != REPLACED:
                from_json(line)
                lines.append(line)
        except (KeyError, TypeError, ValueError):
            lines.append(Notice(lines[-1]["at"] if lines else 0.0, UNREADABLE).to_json())
    return lines


def _promise(row: Row[Any]) -> Promise:
    return Promise(
        row.call,
        row.number,
        row.text,
        row.owner,
        row.due,
        row.utterance,
        row.state,
        row.settled,
        tuple(row.moved.split(",")) if row.moved else (),
    )


def _begin(connection: Connection, start: CallStart, for_team: bool) -> int:
    known = connection.scalar(select(tables.call.c.id).where(tables.call.c.key == start.key))
    if known is not None:
        return int(known)
    erased: Any = select(tables.tombstone.c.erased_at).where(tables.tombstone.c.key == start.key)
    if connection.dialect.name == "postgresql":
        erased = select(func.was_erased(start.key))
    if (day := connection.execute(erased).scalar()) is not None:
        raise Erased(f"This call was erased on {day[:10]} and is not taken back.")
    steps = ",".join(start.steps)
    row = connection.execute(
        insert(tables.call)
        .values(
            started=start.started.isoformat(),
            playbook=start.playbook,
            origin=start.origin,
            agent=start.agent,
            steps=steps,
            key=start.key,
        )
        .returning(tables.call.c.id)
    )
    call = int(row.scalar_one())
    place = take_place(connection, call, start.started, start.key)
    add_marks(connection, call, place, first_marks(start.agent, steps))
    if for_team:
        connection.execute(insert(tables.outbox).values(call=call, sent=0, done=False))
    return call


def _append(
    connection: Connection, call: int, lines: Sequence[Line], first: int | None = None
) -> tuple[bool, int]:
    """From position `first` on, or after all that happened. Whether anything was new, and the last position. Erased
    where there is no such call any more."""
    last = select(func.max(tables.event.c.position)).where(tables.event.c.call == call).scalar_subquery()
    query = select(tables.call.c.place, func.coalesce(last, 0)).where(tables.call.c.id == call)
    row = connection.execute(query).first()  # both at once: a server is asked one time less an utterance
    if row is None:
        raise Erased("This call was erased and is not taken back.")
    place, there = row
    fresh = (
        lines if first is None or there < first else lines[_known(connection, call, first, there, lines) :]
    )
    position = there + 1 if first is None else max(first, there + 1)
    if fresh:
        add_events(connection, call, place, position, fresh)
        send_again(connection, call)
    return bool(fresh), position - 1 + len(fresh)


def _known(connection: Connection, call: int, first: int, there: int, lines: Sequence[Line]) -> int:
    """How many of these lines are there already, from position `first` on. On this machine others may stand between
    them: a promise that was settled, an utterance that was put right. To a server one program alone sends a call."""
    if connection.dialect.name == "postgresql":
        return there - first + 1
    query = select(tables.event.c.body).where(tables.event.c.call == call, tables.event.c.position >= first)
    count = 0
    for body in connection.scalars(query.order_by(tables.event.c.position)):
        if count < len(lines) and _is_kept_as(unpacked(body), lines[count]):
            count += 1
    return count


def _is_kept_as(kept: Line, line: Line) -> bool:
    """An event is there as it was told, or, a note, as what is left of it behind a newer one."""
    if kept["type"] == REPLACED and line["type"] == Note.type:
        return kept == replaced(line)
    return kept == line


def _end(connection: Connection, call: int, seconds: float) -> None:
    connection.execute(update(tables.call).where(tables.call.c.id == call).values(ended=seconds))
    send_again(connection, call)


def send_again(connection: Connection, call: int) -> None:
    """There is news of this call for the team."""
    if connection.dialect.name != "postgresql":
        connection.execute(update(tables.outbox).where(tables.outbox.c.call == call).values(done=False))


def filtered(wanted: CallFilter, what: Any = tables.call) -> Select[Any]:
    """The calls that pass, newest first: their rows, or only a column of these."""
    lowest, beyond = wanted.places()
    place = tables.call.c.place
    query = select(what).where(place >= lowest, place < beyond)
    newest = place
    for number, name in enumerate(wanted.marks()):
        mark = tables.mark.alias(f"mark_{number}")
        query = query.join(mark, (mark.c.place == place) & (mark.c.name == name))
        if number == 0:
            # said of the mark, SQLite walks that mark's calls from the newest, and sorts nothing
            newest = mark.c.place
            query = query.where(newest >= lowest, newest < beyond)
    return query.order_by(newest.desc())


_UNREADABLE_DAY = datetime(1970, 1, 1)


def stored(row: Row[Any]) -> StoredCall:
    """A call as its row has it; what is damaged of it is given a value by which the rest can still be read."""
    try:
        started = datetime.fromisoformat(row.started)
    except (TypeError, ValueError):
        started = _UNREADABLE_DAY
    return StoredCall(
        row.id,
        row.key,
        started,
        row.ended if row.ended is not None else row.seconds or 0.0,
        row.ended is not None,
        row.playbook,
        row.origin,
        row.utterances or 0,
        row.agent,
        row.disposition,
    )
