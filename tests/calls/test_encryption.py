"""Calls under lock: not a word of them in the files, opened with the key from the keyring, refused in plain words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from assist.calls.store import CallFilter, Store
from assist.calls.store.database import backups_of
from assist.calls.store.encryption import is_plain
from assist.calls.store.erase import erase
from assist.calls.store.search import Query, search
from assist.errors import InputError
from assist.paths import settings_file
from tests.calls.conftest import Memory, starting
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
