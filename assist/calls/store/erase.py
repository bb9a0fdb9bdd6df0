"""Calls erased for good: what was said is overwritten, and a tombstone says who erased it and when, not what."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from assist.calls.rescue import key_of, rescue_folders
from assist.calls.running import is_running
from assist.calls.store import tables
from assist.calls.store.database import Database, backups_of
from assist.calls.store.encryption import connected, is_plain, lock_for
from assist.calls.store.rows import REPLACED, known_by, replaced, unpacked
from assist.calls.store.store import CallFilter, Store, StoredCall
from assist.events import Note

RULE = "retention rule"
"""Who erases what is too old."""
_CALLS = 10
"""Calls that are erased in one transaction."""
_PAGES = 250
"""Of the index of words that are merged at once."""
_NO_WORDS_LEFT, _WORDS_LEFT = 2, 3
"""SQLite's `user_version`: whether the index of words may still hold some of calls that are erased."""
_BREATH = 0.02
"""Seconds between two transactions, for others who write: a call that is kept meanwhile must not wait."""


def erase(store: Store, call: int, who: str, *, team_knows: bool = False) -> None:
    """Erases a call everywhere on this machine: the database and what is searched, its copies, rescue files, sound.
    Where it was for the team, the outbox takes the word there unless the team knows; one that is erased in the team's
    database goes on its agent's machine when that next asks. InputError where there is no such call."""
    known = store.call(call)
    if store.database.is_team:
        with store.database.writing() as connection:
            connection.execute(text("SELECT erase_call(:key)"), {"key": known.key})
        return
    notes = _notes(store, call)
    with store.database.plain_words("erased"):
        for file in note_folder(store.path).glob("*.txt"):
            if known_by(file.read_text("utf-8", errors="replace")) in notes:
                file.unlink()
    _erase(store, [known], who, team_knows)


def _notes(store: Store, call: int) -> set[str]:
    """By what the texts of all its notes are known."""
    column = tables.event.c
    query = select(column.body).where(column.call == call, column.type.in_((Note.type, REPLACED)))
    with store.database.reading() as connection:
        notes = map(unpacked, connection.scalars(query))
        return {(note if note["type"] == REPLACED else replaced(note))["text"] for note in notes}


def forget(store: Store, *, text_days: int, audio_days: int, now: datetime) -> int:
    """Erases the calls of this machine that are older than its rule allows, with what was saved of them in files, and
    sound older than its own; how many calls. The team's database has a rule of its own."""
    oldest = now - timedelta(days=text_days)
    old = [
        call
        for call in store.calls(CallFilter(until=oldest))
        if call.finished or not is_running(store.path, call.key)
    ]
    if old:
        _erase(store, old, RULE, team_knows=True)  # which has a rule of its own
    else:
        _overwrite(store.database)  # what was being erased when the program was killed
    folders = (backups_of(store.path), note_folder(store.path), *rescue_folders(store.path))
    with store.database.plain_words("erased"):
        _forget_files((file for folder in folders for file in folder.glob("*")), oldest)
        _forget_files(audio_folder(store.path).glob("*"), now - timedelta(days=audio_days))
    return len(old)


def _forget_files(files: Iterable[Path], oldest: datetime) -> None:
    for file in files:
        if file.is_file() and datetime.fromtimestamp(file.stat().st_mtime) < oldest:
            file.unlink()


def tombstones(store: Store) -> list[tuple[str, str, str]]:
    """Of every erased call its key, when and by whom it was erased."""
    with store.database.reading() as connection:
        query = select(tables.tombstone).order_by(tables.tombstone.c.erased_at)
        return [(row.key, row.erased_at, row.erased_by) for row in connection.execute(query)]


def audio_folder(database: Path) -> Path:
    """Where sound lies, where it is recorded: one file a channel, named after its call's key and the
    channel."""
    return database.with_name("audio")


def note_folder(database: Path) -> Path:
    """Where notes lie that were saved as files."""
    return database.with_name("notes")


def _erase(store: Store, calls: list[StoredCall], who: str, team_knows: bool) -> None:
    """Files first: as long as the database has a call, it is erased the next time, whatever happens in between."""
    with store.database.plain_words("erased"):
        keys = {call.key for call in calls}
        for sound in audio_folder(store.path).glob("*"):
            if sound.stem.removesuffix("-agent").removesuffix("-client") in keys:
                sound.unlink()
        for folder in rescue_folders(store.path):
            for file in folder.glob("*.jsonl"):
                if key_of(file) in keys:
                    file.unlink()
        for copy in backups_of(store.path).glob("*.db"):
            _erase_in_copy(copy, calls)
    now = datetime.now().isoformat(timespec="seconds")
    for first in range(0, len(calls), _CALLS):
        with store.database.writing() as connection:
            for call in calls[first : first + _CALLS]:
                for_team = connection.execute(
                    select(tables.outbox).where(tables.outbox.c.call == call.id)
                ).first()
                _delete(connection, call.id)
                connection.execute(
                    insert(tables.tombstone).values(
                        key=call.key, erased_at=now, erased_by=who, sent=team_knows or for_team is None
                    )
                )
            connection.exec_driver_sql(f"PRAGMA user_version = {_WORDS_LEFT}")
        time.sleep(_BREATH)
    _overwrite(store.database)


def _overwrite(database: Database) -> None:
    """What was deleted from the tables is gone from the file, too."""
    if _forget_words(database):
        with database.plain_words("erased"), database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _forget_words(database: Database) -> bool:
    """The index of words keeps deleted ones until all its parts are merged, step by step. Whether it had any."""
    with database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() != _WORDS_LEFT:
            return False
    pages = -_PAGES  # which puts all parts together; what was left half done is gone on with
    while True:
        with database.writing() as connection:
            raw: Any = connection.connection.driver_connection
            before = raw.total_changes
            connection.exec_driver_sql(f"INSERT INTO line_words (line_words, rank) VALUES ('merge', {pages})")
            if raw.total_changes - before < 2:  # as SQLite says that there is nothing left to merge
                connection.exec_driver_sql(f"PRAGMA user_version = {_NO_WORDS_LEFT}")
                return True
        pages = _PAGES
        time.sleep(_BREATH)


def _delete(connection: Connection, call: int) -> None:
    for table in (tables.outbox, tables.remark, tables.promise, tables.mark, tables.line, tables.event):
        connection.execute(delete(table).where(table.c.call == call))
    connection.execute(delete(tables.call).where(tables.call.c.id == call))


def _erase_in_copy(copy: Path, calls: list[StoredCall]) -> None:
    """One that is damaged is of no use to anybody, and goes; one whose key is gone tells nobody anything."""
    lock = lock_for(copy)
    sqlite = lock.sqlite if lock else sqlite3
    try:
        with closing(connected(copy, lock)) as connection:
            _erase_in(connection, calls)
    except sqlite.OperationalError as problem:
        raise OSError(f"{copy}: {problem}") from problem
    except sqlite.DatabaseError:
        if is_plain(copy):
            copy.unlink()


def _erase_in(connection: Any, calls: list[StoredCall]) -> None:
    """A copy may have older tables; a call keeps its number and its start through every change of them."""
    connection.execute("PRAGMA secure_delete = ON")
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "call" not in names:
        return
    parts = [
        table
        for table in ("outbox", "remark", "promise", "mark", "line", "utterance", "event")
        if table in names
    ]
    for call in calls:
        where = (call.id, call.started.isoformat())
        if not connection.execute("SELECT 1 FROM call WHERE id = ? AND started = ?", where).fetchone():
            continue
        for table in parts:
            connection.execute(f"DELETE FROM {table} WHERE call = ?", (call.id,))
        connection.execute("DELETE FROM call WHERE id = ? AND started = ?", where)
    if "line_words" in names:
        connection.execute("INSERT INTO line_words (line_words) VALUES ('optimize')")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
