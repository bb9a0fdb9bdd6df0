"""Calls erased for good: what was said is overwritten, and a tombstone says who erased it and when, not what."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from assist.calls.rescue import is_rescue_file, read_rescue_file, rescue_folders
from assist.calls.running import is_running
from assist.calls.store import tables
from assist.calls.store.database import Database, backups_of
from assist.calls.store.encryption import lock_for
from assist.calls.store.store import CallFilter, Store, StoredCall
from assist.errors import InputError

RULE = "retention rule"
"""Who erases what is too old."""
_PAGES = 250
"""Of the index of words that are merged at once."""


def erase(store: Store, call: int, who: str) -> None:
    """Erases a call everywhere on this machine: the database and what is searched, its copies, rescue files, sound.
    Where it was for the team, the outbox takes the word there; one that is erased in the team's database goes on its
    agent's machine when that next asks. InputError where there is no such call."""
    known = store.call(call)
    if store.database.is_team:
        with store.database.writing() as connection:
            connection.execute(text("SELECT erase_call(:key)"), {"key": known.key})
        return
    _erase(store, [known], who)


def forget(store: Store, *, text_days: int, audio_days: int, now: datetime) -> int:
    """Erases the calls of this machine that are older than its rule allows, and sound older than its own; how many
    calls. The team's database has a rule of its own."""
    oldest = now - timedelta(days=text_days)
    old = [
        call
        for call in store.calls(CallFilter(until=oldest))
        if call.finished or not is_running(store.path, call.key)
    ]
    if old:
        _erase(store, old, RULE)
    for copy in backups_of(store.path).glob("*.db"):
        if datetime.fromtimestamp(copy.stat().st_mtime) < oldest:
            copy.unlink()
    for sound in audio_folder(store.path).glob("*"):
        if datetime.fromtimestamp(sound.stat().st_mtime) < now - timedelta(days=audio_days):
            sound.unlink()
    return len(old)


def tombstones(store: Store) -> list[tuple[str, str, str]]:
    """Of every erased call its key, when and by whom it was erased."""
    with store.database.reading() as connection:
        query = select(tables.tombstone).order_by(tables.tombstone.c.erased_at)
        return [(row.key, row.erased_at, row.erased_by) for row in connection.execute(query)]


def audio_folder(database: Path) -> Path:
    """Where sound lies, where it is recorded: one file a channel, named after its call's key and the
    channel."""
    return database.with_name("audio")


def _erase(store: Store, calls: list[StoredCall], who: str) -> None:
    now = datetime.now().isoformat(timespec="seconds")
    with store.database.writing() as connection:
        for call in calls:
            for_team = connection.execute(
                select(tables.outbox).where(tables.outbox.c.call == call.id)
            ).first()
            _delete(connection, call.id)
            connection.execute(
                insert(tables.tombstone).values(
                    key=call.key, erased_at=now, erased_by=who, sent=for_team is None or who == RULE
                )
            )
    _forget_words(store.database)
    with store.database.plain_words("written"):
        with store.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        keys = {call.key for call in calls}
        for sound in audio_folder(store.path).glob("*"):
            if sound.stem.removesuffix("-agent").removesuffix("-client") in keys:
                sound.unlink()
        for folder in rescue_folders(store.path):
            for file in folder.glob("*.jsonl"):
                if _key_of(file) in keys:
                    file.unlink()
        for copy in backups_of(store.path).glob("*.db"):
            _erase_in_copy(copy, calls)


def _forget_words(database: Database) -> None:
    """The index of words keeps deleted ones until all its parts are merged: step by step, since a call that is kept
    meanwhile must not wait."""
    pages = -_PAGES  # which puts all parts together; what was left half done is gone on with
    while True:
        with database.writing() as connection:
            raw: Any = connection.connection.driver_connection
            before = raw.total_changes
            connection.exec_driver_sql(f"INSERT INTO line_words (line_words, rank) VALUES ('merge', {pages})")
            if raw.total_changes - before < 2:  # as SQLite says that there is nothing left to merge
                return
        pages = _PAGES


def _delete(connection: Connection, call: int) -> None:
    for table in (tables.outbox, tables.remark, tables.promise, tables.mark, tables.line, tables.event):
        connection.execute(delete(table).where(table.c.call == call))
    connection.execute(delete(tables.call).where(tables.call.c.id == call))


def _key_of(rescue: Path) -> str | None:
    try:
        return read_rescue_file(rescue)[0].key if is_rescue_file(rescue) else None
    except InputError:
        return None


def _erase_in_copy(copy: Path, calls: list[StoredCall]) -> None:
    """A copy may have older tables; a call keeps its number and its start through every change of them."""
    lock = lock_for(copy)
    with closing(lock.connect(copy) if lock else sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
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
