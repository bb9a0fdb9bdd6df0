"""A database of calls: opened, brought up to date, and its errors in plain words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from assist.calls.store.encryption import Lock, beginning_with, connected, is_plain, lock_for, sqlite_error
from assist.calls.store.held import Identity, hold, holder_of, identity_of, let_go
from assist.calls.store.refusals import bare, in_plain_words
from assist.errors import DamagedError, InputError
from assist.lookup import addresses
from assist.paths import private_opener

HEAD = "0006"
"""The newest migration; a database that has another one which we do not know is newer than this program."""
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006")

_MAKING_SECONDS = 60.0
"""How long a program waits for another one that makes the tables or brings them up to date."""
_WAIT_SECONDS = 2.0
"""How long a write waits for another program's; a call must not stand still for longer."""
_CONNECT_SECONDS = 5
_CONNECTING = {
    "connect_timeout": _CONNECT_SECONDS,
    "keepalives_idle": 15,  # seconds; a network that goes away without a word keeps nobody waiting for ever
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
_LEAST_ROOM = 2**18
"""Bytes. With less, an error of the disk comes from the room that it lacks: a file beside the calls takes 32 KiB."""


class Database:
    """One database. `name` is what people know it by, `path` its file where it is one. Everything it raises is an
    InputError."""

    def __init__(self, engine: Engine, name: str, way_out: str, path: Path | None = None) -> None:
        self.engine = engine
        self.name = name
        self.path = path
        self.identity: Identity | None = None
        self.beginning = b""
        self._way_out = way_out

    @property
    def is_team(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.plain_words("read"), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is there afterwards, or nothing."""
        with self.plain_words("written"), self.engine.begin() as connection:
            if not self.is_team:
                # a reader that turns writer in the middle would fail where another program wrote meanwhile
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def plain_words(self, verb: str) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, OSError, UnicodeDecodeError) as problem:
            said = str(getattr(problem, "orig", None) or problem) or type(problem).__name__
            if isinstance(problem, UnicodeDecodeError):
                said = "malformed text"  # even what is wrong with a file can be damaged
            reason = said.splitlines()[0]
            if self.is_team:
                told = in_plain_words(said) or f"{bare(reason)}. {self._way_out}"
                raise InputError(f"{self.name} could not be {verb}: {told}") from problem
            if self.path and _is_no_room(problem, self.path):
                reason = "database or disk is full"
            kind = DamagedError if self.path and _is_damage(reason) else InputError
            raise kind(f"{self.name} could not be {verb}: {self._say(reason)}") from problem

    def close(self) -> None:
        self.engine.dispose()
        let_go(self)

    def _say(self, reason: str) -> str:
        plain = reason.lower()
        if "full" in plain or "no space" in plain or "quota" in plain:
            return "the disk is full; free some space."
        if "locked" in plain or "busy" in plain:
            return "another program holds it; close that one, or wait."
        if _is_damage(reason):
            return f"it is damaged ({reason}). {self._way_out}"
        if "readonly" in plain or "read-only" in plain or "unable to open" in plain or "permission" in plain:
            return f"it may not be written ({reason}); allow it, or move the file away to start a new one."
        if "no such column" in plain or "no such table" in plain:
            return (
                f"it has not the shape that this Call Assist makes ({reason}); "
                "move it away to start a new one."
            )
        return f"{reason}. {self._way_out}"


def _is_no_room(problem: Exception, path: Path) -> bool:
    """SQLite calls it an error of the disk where the disk is full and it only wants to read: what its readers share
    lies in a file beside the calls, which it cannot make then. Nothing is damaged."""
    raw = getattr(problem, "orig", None) or problem
    if "disk i/o" not in str(raw).lower():
        return False
    if getattr(raw, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":
        return True
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    return False


def _is_damage(reason: str) -> bool:
    # an index of words of which a part is gone is only said not to be made: "vtable constructor failed: line_words"
    told = ("malformed", "not a database", "disk i/o", "vtable constructor failed", "could not decode")
    return any(words in reason.lower() for words in told)


_OPENING = RLock()


def open_file(path: Path) -> Database:
    """The calls of this machine: SQLite, its owner's only, made where there is none, and brought up to date."""
    with _OPENING:
        return _open_file(path)


def _open_file(path: Path) -> Database:
    lock = lock_for(path)
    engine = create_engine(
        f"sqlite:///{path}",
        module=lock.sqlite if lock else None,
        connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False},
    )
    if lock:
        event.listen(engine, "connect", lambda connection, _record: lock.open(connection))
    event.listen(engine, "connect", _prepare)
    database = Database(
        engine,
        f"The file of calls {path}",
        "Check the disk, or move the file away to start a new one; "
        f"its last copy, if there is one, is in {backups_of(path)}.",
        path,
    )
    try:
        with database.plain_words("opened"):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = holder_of(path) is not None
            if not held:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            if lock and is_plain(path) and held:
                # the locks of files keep other programs out, and not what else this one does
                raise InputError(
                    f"The file of calls {path} is in use: end the call, close the review window, and try again."
                )
            if lock:
                _encrypt(lock, path)
            database.identity, database.beginning = identity_of(path), beginning_with(lock)
            hold(database)
            with engine.connect() as connection:
                found = revision(connection, path.name)
            if found != HEAD:
                if found is not None:
                    _copy(engine, lock, path, found)
                with engine.begin() as connection:
                    # two programs may open a new file at once: the second waits, and finds the tables made
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_MAKING_SECONDS * 1000:.0f}")
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    if revision(connection, path.name) != HEAD:
                        upgrade(connection, found)
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000:.0f}")
    except InputError:
        database.close()
        raise
    return database


def open_server(url: URL) -> Database:
    """The calls of a team: PostgreSQL. Its tables are made and brought up to date by `call-assist team init`."""
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=_CONNECTING
    )
    event.listen(engine, "do_connect", _look_up)
    shown = url._replace(password=None).render_as_string()
    return Database(engine, f"The team's database {shown}", "Check the network and the settings' `team`.")


def _look_up(dialect: Any, _record: Any, arguments: Any, parameters: dict[str, Any]) -> Any:
    """The database's own limit to connecting does not count the look-up of its name."""
    host = parameters.get("host")
    if not isinstance(host, str) or not host or {"/", ","} & set(host) or "hostaddr" in parameters:
        return None
    found = addresses(host, int(parameters.get("port") or 5432), _CONNECT_SECONDS)
    # all of them: "localhost" is two, of which a server may listen at one
    everywhere = {"host": ",".join([host] * len(found)), "hostaddr": ",".join(found)}
    return dialect.connect(*arguments, **parameters | everywhere)


def asks_for_password(url: URL) -> bool:
    """Whether the server lets this name in with no less than a password that is not known here."""
    database = open_server(url)
    try:
        with database.engine.connect():
            return False
    except DBAPIError as problem:
        return bool(getattr(getattr(problem.orig, "pgconn", None), "needs_password", False))
    except OSError:
        return False
    finally:
        database.close()


def can_be_overheard(database: Database) -> bool:
    """Whether a team's calls go over the network in clear."""
    with database.reading() as connection:
        raw: Any = connection.connection.driver_connection
        away = raw.pgconn.hostaddr.decode()
        return bool(away) and not ip_address(away).is_loopback and not raw.pgconn.ssl_in_use


def check_revision(database: Database) -> None:
    """InputError where the team's database is not of this program's time."""
    with database.plain_words("opened"), database.engine.connect() as connection:
        found = revision(connection, database.name)
    if found != HEAD:
        raise InputError(
            f"{database.name} is not set up for this Call Assist; ask whoever runs it for `call-assist team init`."
        )


def upgrade(connection: Connection, found: str | None, to: str = HEAD) -> None:
    """Brings the tables up to date within the connection's transaction; `found` is where they are."""
    from alembic import command
    from alembic.config import Config

    from assist.calls.store.upkeep import rebuild

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    if found is not None:
        command.stamp(config, found)
    command.upgrade(config, to)
    if found == "0001":  # what is searched came with 0002
        rebuild(connection)


def backups_of(path: Path) -> Path:
    """Where the copies of a file of calls are."""
    return path.with_name(f"{path.stem} backups")


def revision(connection: Connection, name: str) -> str | None:
    """Which migration the tables are at; None where there are no tables."""
    present = inspect(connection).get_table_names()
    if "alembic_version" in present:
        revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    elif "call" in present:
        revision = "0001" if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 1 else "newer"
    else:
        return None
    if revision not in KNOWN:
        raise InputError(
            f"The calls in {name} were written by a newer Call Assist; update this one to open them."
        )
    return revision


def _copy(engine: Engine, lock: Lock | None, path: Path, revision: str) -> None:
    """A copy of the file before it is changed, whole also where another program reads it, or writes into it."""
    folder = backups_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{datetime.now():%Y-%m-%d %H.%M.%S} {revision}.db"
    try:
        with open(copy, "wb", opener=private_opener):
            pass
        with engine.connect() as connection, closing(connected(copy, lock)) as copied:
            raw: Any = connection.connection.driver_connection
            raw.backup(copied)
    except (OSError, sqlite_error(lock)) as problem:
        copy.unlink(missing_ok=True)  # a disk that is full is not to be filled with halves
        raise OSError(str(problem)) from problem


def _encrypt(lock: Lock, path: Path) -> None:
    """The file, and its copies, which would tell the same."""
    try:
        for file in (path, *backups_of(path).glob("*.db")):
            if is_plain(file):
                lock.encrypt(file)
    except sqlite_error(lock) as problem:
        raise OSError(str(problem)) from problem


def _prepare(connection: Any, _record: Any) -> None:
    # write-ahead: a reader never waits for the call, and a commit costs no full sync of the disk
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
