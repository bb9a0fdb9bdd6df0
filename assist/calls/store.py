"""The store: every call in one SQLite file, written as it happens.

Each event is committed before the next one is taken, so a killed run leaves its call behind, complete but
for the utterance that was being said. The only file that speaks SQL.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from assist.errors import InputError
from assist.events import FLEETING, Event, Note, Notice, Saved, Utterance

SCHEMA = 1
"""Raised with every change of the tables; a newer file is not touched."""

_metadata = MetaData()
_call = Table(
    "call",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("ended", Float),  # seconds of call audio; empty while the call runs or where it was cut off
    Column("playbook", String, nullable=False),
    Column("origin", String, nullable=False),
)
_utterance = Table(
    "utterance",
    _metadata,
    Column("call", ForeignKey("call.id"), primary_key=True),
    Column("id", Integer, primary_key=True),
    Column("channel", String, nullable=False),
    Column("start", Float, nullable=False),
    Column("end", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
)
_event = Table(
    "event",
    _metadata,
    Column("call", ForeignKey("call.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("type", String, nullable=False),
    Column("body", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A line of the list of calls."""

    id: int
    started: datetime
    seconds: float
    finished: bool
    playbook: str
    origin: str
    utterances: int


class Store:
    """All calls of this machine. Raises InputError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._plain_words("opened"):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._engine = _connect(path)
            with self._engine.begin() as connection:
                # two programs may open a new file at once: the second waits, and finds the tables made
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                if version == 0:
                    _metadata.create_all(connection)
                    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
        if version > SCHEMA:
            raise InputError(
                f"The calls in {path} were written by a newer Call Assist; update this one to open them."
            )

    def begin(self, started: datetime, playbook: str, origin: str) -> Recording:
        """Opens a call; `origin` says where its sound comes from."""
        with self._plain_words("written"), self._engine.begin() as connection:
            row = connection.execute(
                insert(_call).values(started=started.isoformat(), playbook=playbook, origin=origin)
            )
            return Recording(self, int(row.inserted_primary_key[0]))  # type: ignore[index]

    def calls(self) -> list[StoredCall]:
        """Newest first."""
        query = (
            select(
                _call,
                func.count(_utterance.c.id).label("utterances"),
                func.max(_utterance.c.end).label("last"),
            )
            .outerjoin(_utterance, _utterance.c.call == _call.c.id)
            .group_by(_call.c.id)
            .order_by(_call.c.started.desc(), _call.c.id.desc())
        )
        with self._plain_words("read"), self._engine.connect() as connection:
            return [
                StoredCall(
                    row.id,
                    datetime.fromisoformat(row.started),
                    row.ended if row.ended is not None else row.last or 0.0,
                    row.ended is not None,
                    row.playbook,
                    row.origin,
                    row.utterances,
                )
                for row in connection.execute(query)
            ]

    def events(self, call: int) -> list[dict[str, Any]]:
        """Everything that happened in a call, in order, as the JSON contract spells it."""
        with self._plain_words("read"), self._engine.connect() as connection:
            if connection.execute(select(_call.c.id).where(_call.c.id == call)).first() is None:
                raise InputError(f"There is no call {call}; `call-assist calls list` shows those there are.")
            rows = connection.execute(
                select(_event.c.body).where(_event.c.call == call).order_by(_event.c.position)
            )
            return [json.loads(row.body) for row in rows]

    def close(self) -> None:
        self._engine.dispose()

    def write(self, call: int, position: int, happened: Event) -> None:
        body = json.dumps(happened.to_json(), ensure_ascii=False)
        with self._plain_words("written"), self._engine.begin() as connection:
            connection.execute(
                insert(_event).values(
                    call=call, position=position, at=happened.at, type=happened.type, body=body
                )
            )
            if isinstance(happened, Utterance):
                words = json.dumps(happened.to_json()["words"], ensure_ascii=False)
                connection.execute(
                    insert(_utterance).values(
                        call=call,
                        id=happened.id,
                        channel=happened.channel,
                        start=happened.start,
                        end=happened.end,
                        text=happened.text,
                        words=words,
                    )
                )

    def end(self, call: int, seconds: float) -> None:
        with self._plain_words("written"), self._engine.begin() as connection:
            connection.execute(update(_call).where(_call.c.id == call).values(ended=seconds))

    @contextmanager
    def _plain_words(self, verb: str) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as problem:
            reason = str(getattr(problem, "orig", None) or problem).splitlines()[0]
            raise InputError(
                f"The calls in {self.path} could not be {verb} ({reason}); "
                "check the disk and the file, or move the file away to start a new one."
            ) from problem


class Recording:
    """One call while it is being kept: everything but what is fleeting, and the note only when it changed."""

    def __init__(self, store: Store, call: int) -> None:
        self.call = call
        self._store = store
        self._position = 0
        self._last_note: Note | None = None

    def keep(self, happened: Event) -> bool:
        """Commits the event; on return it survives a crash of the program. True where it was worth keeping."""
        if isinstance(happened, FLEETING):
            return False
        if isinstance(happened, Note) and self._last_note and happened.fields == self._last_note.fields:
            return False
        self._store.write(self.call, self._position + 1, happened)
        self._position += 1
        if isinstance(happened, Note):
            self._last_note = happened
        return True

    def end(self, seconds: float) -> None:
        """The call ended in good order after so many seconds."""
        self._store.end(self.call, seconds)


def kept(recording: Recording, events: Iterator[Event]) -> Iterator[Event]:
    """The same events, each kept before it is passed on, and Saved after each that was.

    Where the store fails in the middle of a call, the call goes on, a Notice says so once, and what waits is
    saved as soon as the store works again.
    """
    at = 0.0
    waiting: deque[Event] = deque()  # what could not be saved yet is tried again with the next event
    for happened in events:
        at = max(at, happened.at)
        behind = len(waiting) > 0
        waiting.append(happened)
        saved = False
        try:
            while waiting:
                saved = recording.keep(waiting[0])
                waiting.popleft()
        except InputError as problem:
            if not behind:
                yield Notice(at, f"This call cannot be saved just now. {problem}")
        yield happened
        if saved and not waiting:
            yield Saved(at)
    if not waiting:
        recording.end(at)


def _connect(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # write-ahead: a reader never waits for the call, and a commit costs no full sync of the disk
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    return engine
