"""The team's database: set up, its members, and who read what in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import URL, Connection, text

from assist.calls.store.database import Database, open_server, revision, upgrade
from assist.calls.store.store import Store
from assist.errors import InputError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_TAKEN = ("call_assist", "public", "none")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a team; a lead sees the calls of all of it."""

    name: str
    team: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read somebody else's call. `what`: opened, found in a search, corrected or erased."""

    at: datetime
    reader: str
    agent: str
    call: int
    what: str


def init(address: URL, text_days: int | None = None) -> int:
    """Makes the tables and the rules, or brings them up to date. The role must own the database. `text_days`: how many
    days calls stay in it; where it is not given, as many as before, and 90 at first. How many they are."""
    database = open_server(address)
    try:
        with database.writing() as connection:
            if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = 'call_assist'")) is None:
                connection.exec_driver_sql("CREATE ROLE call_assist NOLOGIN")
            upgrade(connection, revision(connection, database.name))
            connection.exec_driver_sql((files("assist.calls.store") / "team.sql").read_text("utf-8"))
            if text_days is not None:
                connection.execute(text("UPDATE retention SET text_days = :days"), {"days": text_days})
            return int(connection.execute(text("SELECT text_days FROM retention")).scalar_one())
    finally:
        database.close()


def add(address: URL, member: Member, password: str | None) -> None:
    """Lets somebody in, or changes their team or password. The server gets the password hashed already."""
    if not _NAME.fullmatch(member.name):
        raise InputError(f"{member.name}: expected a name of small letters, digits and _, such as anna.")
    if member.name.startswith("pg_") or member.name in _TAKEN:
        raise InputError(f"{member.name}: expected another name; this one is the server's own.")
    database = open_server(address)
    try:
        with database.writing() as connection:
            _set_up(database, connection)
            can_log_in = connection.scalar(
                text("SELECT rolcanlogin FROM pg_roles WHERE rolname = :name"), {"name": member.name}
            )
            if can_log_in is None:
                connection.exec_driver_sql(f'CREATE ROLE "{member.name}"')
            if not can_log_in:  # whoever has a login already may be another's, and may be let in all the same
                connection.exec_driver_sql(f'ALTER ROLE "{member.name}" LOGIN')
            if member.name != address.username:  # the owner may do all that a member may
                connection.exec_driver_sql(f'GRANT call_assist TO "{member.name}"')
            if password is not None:
                raw: Any = connection.connection.driver_connection
                hashed = raw.pgconn.encrypt_password(
                    password.encode(), member.name.encode(), b"scram-sha-256"
                ).decode()
                connection.exec_driver_sql(f"ALTER ROLE \"{member.name}\" PASSWORD '{hashed}'")
            connection.execute(
                text(
                    "INSERT INTO member (name, team, lead) VALUES (:name, :team, :lead) "
                    "ON CONFLICT (name) DO UPDATE SET team = excluded.team, lead = excluded.lead"
                ),
                {"name": member.name, "team": member.team, "lead": member.lead},
            )
    finally:
        database.close()


def remove(address: URL, name: str) -> None:
    """Shuts somebody out; their calls stay for their successors' lead until they are erased."""
    if name == address.username:
        raise InputError(f"{name} owns the database, and is not shut out of it from this address.")
    database = open_server(address)
    try:
        with database.writing() as connection:
            _set_up(database, connection)
            found = connection.execute(
                text("SELECT 1 FROM pg_roles JOIN member ON name = rolname WHERE rolname = :name"),
                {"name": name},
            ).first()
            if found is None:
                raise InputError(
                    f"Nobody called {name} is in the team; `call-assist team list` shows who is."
                )
            connection.exec_driver_sql(f'ALTER ROLE "{name}" NOLOGIN')
            connection.exec_driver_sql(f'REVOKE call_assist FROM "{name}"')
    finally:
        database.close()


def members(store: Store) -> list[Member]:
    """Those whom one sees."""
    with store.database.reading() as connection:
        rows = connection.execute(text("SELECT name, team, lead FROM member ORDER BY team, name"))
        return [Member(row.name, row.team, row.lead) for row in rows]


def readings(store: Store) -> list[Reading]:
    """Who read calls of those whom one sees, newest first."""
    with store.database.reading() as connection:
        rows = connection.execute(text("SELECT at, reader, agent, call, what FROM readings()"))
        return [Reading(row.at, row.reader, row.agent, row.call, row.what) for row in rows]


def forget(store: Store) -> int:
    """Erases what is older than the rule of the database's owner allows; how many calls. Any member's program may: it
    is the rule that decides."""
    count = 0
    while True:
        with store.database.writing() as connection:
            some = int(connection.execute(text("SELECT forget_calls()")).scalar_one())
        if not some:
            return count
        count += some


def retention_days(store: Store) -> int:
    """How many days calls stay in the team's database."""
    with store.database.reading() as connection:
        return int(connection.execute(text("SELECT retention_days()")).scalar_one())


def _set_up(database: Database, connection: Connection) -> None:
    if revision(connection, database.name) is None:
        raise InputError(f"{database.name} is empty; set it up with `call-assist team init` first.")
