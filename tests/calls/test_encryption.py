"""Calls under lock: not a word of them in the files, opened with the key from the keyring, refused in plain words."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from sqlalchemy import URL

from assist.calls.recording import Recording, kept
from assist.calls.store import CallFilter, Store
from assist.calls.store.database import backups_of
from assist.calls.store.encryption import is_plain, lock_for
from assist.calls.store.erase import erase
from assist.calls.store.outbox import waiting
from assist.calls.store.search import Query, search
from assist.cli.choices import choices
from assist.errors import InputError
from assist.events import Disposition
from assist.paths import calls_database, settings_file
from tests.calls.conftest import (  # noqa: F401
    Memory,
    database,
    empty_database,
    said,
    sending,
    server,
    starting,
)
from tests.calls.test_erase import SECRET, TOLD, bytes_of, old_file

pytest.importorskip("sqlcipher3", reason="needs the encryption extra")

OTHER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM call").fetchone(), flush=True)
sys.stdin.read()
"""


def encrypted(wanted: bool = True) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(f"[store]\nencrypted = {str(wanted).lower()}\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept" / "calls.db"


def test_not_a_word_can_be_read_without_the_key(path: Path, ring: Memory) -> None:
    encrypted()
    store = Store(path)
    call, _ = store.add(starting(), TOLD, 3.0)
    assert [hit.call for hit in search(store, Query(SECRET, "client"))] == [call]
    assert SECRET.encode() not in bytes_of(path.parent), "nor in the write-ahead log"
    store.close()
    assert not is_plain(path)
    encrypted(False)
    again = Store(path)
    assert again.events(call) == TOLD, "it is opened with its key whatever the settings say"
    again.close()


def test_a_plain_file_and_its_copies_are_encrypted_when_it_is_asked_for(path: Path, ring: Memory) -> None:
    old_file(path)
    Store(path).close()
    [copy] = backups_of(path).glob("*.db")
    assert SECRET.encode() in bytes_of(path.parent)
    encrypted()
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None and other.stdout.readline()
    with pytest.raises(InputError, match="another program holds it"):
        Store(path)
    other.communicate(b"go on")
    assert is_plain(path), "whole or not at all"
    store = Store(path)
    assert [call.id for call in store.calls(CallFilter(moment="client_upset"))] == [1]
    assert store.events(1) == TOLD and len(search(store, Query(SECRET, "client"))) == 1
    assert SECRET.encode() not in bytes_of(path.parent) and not is_plain(copy)
    erase(store, 1, "anna")
    assert store.calls() == []
    store.close()


def test_without_the_key_or_the_package_it_is_said(
    path: Path, ring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypted()
    Store(path).close()
    ring.kept.clear()
    with pytest.raises(InputError, match="keyring has no key for it"):
        Store(path)
    keyring.set_keyring(NoKeyring())
    with pytest.raises(InputError, match="keyring, which does not answer"):
        Store(path.with_name("other.db"))
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(InputError, match=r"pip install 'call-assist\[encryption\]'"):
        Store(path)


def test_a_mistake_in_the_settings_keeps_no_call_out_of_the_file_that_is_there(
    path: Path, ring: Memory
) -> None:
    encrypted()
    Store(path).close()
    plain = path.with_name("plain.db")
    encrypted(False)
    Store(plain).close()
    settings_file().write_text("[store]\nencrypted = 7\n")
    for file in (path, plain):
        with closing(Store(file)) as store:
            store.add(starting(), TOLD, 3.0)
        assert is_plain(file) is (file == plain)
    with pytest.raises(InputError, match=r"store\.encrypted"):
        Store(path.with_name("new.db"))


def test_the_switch_encrypts_at_once_or_goes_back(ring: Memory) -> None:
    chosen = choices(argparse.Namespace())
    assert not chosen.is_encrypted()
    store = Store(calls_database())
    call, _ = store.add(starting(), TOLD, 3.0)
    with pytest.raises(InputError, match="is in use: end the call"):
        chosen.encrypt(True)
    assert not chosen.settings().store.encrypted and is_plain(calls_database())
    store.close()
    assert chosen.encrypt(True).store.encrypted and chosen.is_encrypted()
    assert not chosen.encrypt(False).store.encrypted and chosen.is_encrypted(), "what is here stays so"
    again = Store(calls_database())
    assert again.events(call) == TOLD
    again.close()


def test_what_is_done_after_a_call_is_kept_in_the_file_that_was_encrypted_meanwhile(
    path: Path, ring: Memory
) -> None:
    recording = Recording(path, starting())
    list(kept(recording, iter([said(1, "Nobody came.", 2.0)])))
    assert recording.keep(Disposition(3.0, "Resolved"))
    recording.close()
    encrypted()
    Store(path).close()
    assert recording.keep(Disposition(4.0, f"Not {SECRET}"))
    recording.close()
    store = Store(path)
    assert [line["type"] for line in store.events(1)] == ["utterance", "disposition", "disposition"]
    store.close()
    assert SECRET.encode() not in bytes_of(path.parent)


def test_a_file_that_is_written_into_after_the_call_is_in_use(path: Path, ring: Memory) -> None:
    """What is written would else go into the file that is taken away."""
    recording = Recording(path, starting())
    list(kept(recording, iter([said(1, "Nobody came.", 2.0)])))
    assert recording.keep(Disposition(3.0, "Resolved"))
    encrypted()
    with pytest.raises(InputError, match="is in use: end the call"):
        Store(path)
    assert recording.keep(Disposition(4.0, "Not resolved"))
    recording.close()
    with closing(Store(path)) as store:
        assert store.calls()[0].disposition == "Not resolved"


def test_the_copy_of_an_older_encrypted_file_is_encrypted(path: Path, ring: Memory) -> None:
    encrypted()
    store = Store(path)
    store.add(starting(), TOLD, 3.0)
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
        connection.exec_driver_sql("DROP INDEX line_call")
    store.close()
    Store(path).close()
    [copy] = backups_of(path).glob("*.db")
    assert copy.stat().st_size > 10_000 and not is_plain(copy) and SECRET.encode() not in copy.read_bytes()
    lock = lock_for(copy)
    assert lock is not None
    with closing(lock.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (len(TOLD),)


def test_calls_that_are_sent_to_a_team_can_be_encrypted_meanwhile(
    path: Path,
    ring: Memory,
    database: URL,  # noqa: F811
) -> None:
    local = Store(path, for_team=True)
    local.add(starting(), TOLD, 3.0)
    address = database._replace(username="anna", password=None).render_as_string()
    sender = sending(local, address)
    until = time.monotonic() + 60
    while waiting(local):
        assert time.monotonic() < until
        time.sleep(0.05)
    local.close()
    encrypted()
    while is_plain(path):
        try:
            local = Store(path, for_team=True)
        except InputError:  # in use, until the sender has closed it
            assert time.monotonic() < until
            time.sleep(0.05)
    local.add(starting(20), TOLD, 3.0)
    sender.stop(30)
    assert (sender.trouble, waiting(local)) == (None, 0)
    local.close()
