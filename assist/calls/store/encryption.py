"""The file of calls under lock: SQLCipher's SQLite, and its key in the system's keyring.

`[store] encrypted = true` in the settings asks for it. A file that is there already is encrypted when it is next
opened; one that is encrypted is opened with its key whatever the settings say.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from assist.calls.store.held import holder_of
from assist.errors import DamagedError, InputError
from assist.paths import private_opener, settings_file
from assist.settings import load_settings

PACKAGE = "call-assist[encryption]"
_PLAIN = b"SQLite format 3\0"
_SERVICE, _NAME = "call-assist", "key of the calls"


class Lock:
    """SQLCipher and the key: connections that read and write encrypted files."""

    def __init__(self, sqlite: ModuleType, key: str) -> None:
        self.sqlite = sqlite
        self._key = key

    def open(self, connection: Any) -> None:
        """Must be the first thing that is said to a connection."""
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")

    def connect(self, path: Path) -> Any:
        connection = self.sqlite.connect(path)
        self.open(connection)
        return connection

    def encrypt(self, path: Path) -> None:
        """Makes an encrypted file of a plain one, whole or not at all, and takes the plain one away."""
        fresh = path.with_name(path.name + " encrypting")
        fresh.unlink(missing_ok=True)
        with open(fresh, "xb", opener=private_opener):
            pass
        with closing(self.sqlite.connect(path, isolation_level=None)) as connection:
            # alone with it until the other file stands in its place: what was written meanwhile would be lost
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise self.sqlite.OperationalError("database is locked")
            connection.execute(f"ATTACH DATABASE ? AS encrypted KEY \"x'{self._key}'\"", (str(fresh),))
            connection.execute("SELECT sqlcipher_export('encrypted')")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute(f"PRAGMA encrypted.user_version = {version}")
            connection.execute("DETACH DATABASE encrypted")
            with fresh.open("rb") as file:
                os.fsync(file.fileno())
            fresh.replace(path)


def lock_for(path: Path) -> Lock | None:
    """How this file is opened; None where it is a plain one and may stay so. InputError where it is encrypted, or is to
    be, and SQLCipher or the keyring is missing, and where it may not be read."""
    beginning = _beginning(path)
    plain, fresh = beginning == _PLAIN, not beginning
    try:
        wanted = load_settings(settings_file()).store.encrypted
    except InputError:
        if fresh:
            raise
        wanted = False  # a mistake in the settings keeps no call out of the file that is there
    if not wanted:
        if plain or fresh:
            return None
        try:
            key = _kept_key()
        except InputError as problem:
            raise DamagedError(
                f"The file of calls {path} cannot be read: it is damaged, or encrypted with a key that the system's "
                "keyring does not give. Unlock the keyring, or move the file away to start a new one."
            ) from problem
        return Lock(_sqlcipher(), key) if key else None  # without one it is a damaged file like any other
    sqlite = _sqlcipher()
    key = _kept_key() or (_new_key() if plain or fresh else None)
    if key is None:
        raise InputError(
            f"The file of calls {path} is encrypted, and the system's keyring has no key for it: unlock the keyring, "
            "or move the file away to start a new one."
        )
    return Lock(sqlite, key)


def connected(path: Path, lock: Lock | None) -> Any:
    """A connection to a file of calls beside the store, as to its copies; `lock` where it is an encrypted one."""
    return lock.connect(path) if lock else sqlite3.connect(path)


def sqlite_error(lock: Lock | None) -> type[Exception]:
    """What such a connection raises."""
    error: type[Exception] = lock.sqlite.Error if lock else sqlite3.Error
    return error


def beginning_with(lock: Lock | None) -> bytes:
    """What a file that is opened so begins with; an encrypted one like no other."""
    return b"encrypted" if lock else _PLAIN


def _beginning(path: Path) -> bytes:
    """The file's first bytes; none where there is no file yet. InputError where it may not be read."""
    if (holder := holder_of(path)) is not None:
        return holder.beginning
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN))
    except FileNotFoundError:
        return b""
    except OSError as problem:
        raise InputError(
            f"The file of calls {path} cannot be read ({problem.strerror}): allow reading and writing it, or move it "
            "away to start a new one."
        ) from problem


def is_plain(path: Path) -> bool:
    """Whether it is a SQLite file that needs no key."""
    if (holder := holder_of(path)) is not None:
        return holder.beginning == _PLAIN
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN
    return False


def needs_key(path: Path) -> bool:
    """Whether there is a file of calls, and it is no plain one."""
    with suppress(OSError):
        return path.stat().st_size > 0 and not is_plain(path)
    return False


def _sqlcipher() -> ModuleType:
    try:
        from sqlcipher3 import dbapi2
    except ImportError as problem:
        raise InputError(
            f"Encrypted calls need one more package: pip install '{PACKAGE}', or set encrypted = false under [store]."
        ) from problem
    module: ModuleType = dbapi2
    return module


def _kept_key() -> str | None:
    try:
        import keyring

        return keyring.get_password(_SERVICE, _NAME)
    except Exception as problem:  # every keyring has errors of its own
        raise InputError(_NO_KEYRING.format(problem=in_short(problem))) from problem


def _new_key() -> str:
    key = secrets.token_hex(32)
    try:
        import keyring

        keyring.set_password(_SERVICE, _NAME, key)
        if keyring.get_password(_SERVICE, _NAME) != key:
            raise RuntimeError("it does not keep what it is given")
    except Exception as problem:
        raise InputError(_NO_KEYRING.format(problem=in_short(problem))) from problem
    return key


def in_short(problem: Exception) -> str:
    """Its first sentence: keyrings go on about what one could install."""
    return str(problem).partition(". ")[0].strip().rstrip(".") or type(problem).__name__


_NO_KEYRING = (
    "The key of the encrypted calls belongs in the system's keyring, which does not answer ({problem}): unlock it, "
    "or set encrypted = false under [store]."
)
