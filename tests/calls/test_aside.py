"""A file of calls that can no longer be read keeps nobody from the next call, and nothing of it is lost."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from datetime import datetime

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from assist.calls.store import Store
from assist.cli.choices import choices
from assist.cli.live_call import LiveCall
from assist.errors import DamagedError
from assist.paths import calls_database

WAS = b"no longer a database " * 400
OPTIONS = Namespace(model="bundled", microphone=None, caller=None, playbook=None, policy=None)


def test_a_damaged_file_is_put_aside_and_a_new_one_begun() -> None:
    path = calls_database()
    path.write_bytes(WAS)
    with pytest.raises(DamagedError, match="is damaged"):
        Store(path)
    said = choices(OPTIONS).put_aside()
    with closing(Store(path)) as store:
        assert store.calls() == []
    (aside,) = path.parent.glob("calls damaged *.db")
    assert aside.read_bytes() == WAS and aside.name in said


def test_a_file_that_is_no_database_may_be_encrypted_where_the_keyring_is_locked() -> None:
    """Whichever it is, it can be put aside."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        calls_database().write_bytes(WAS)
        with pytest.raises(DamagedError, match="it is damaged, or encrypted") as told:
            Store(calls_database())
        assert "pypi" not in str(told.value) and choices(OPTIONS).put_aside()
    finally:
        keyring.set_keyring(before)


def test_what_sqlite_keeps_beside_a_file_goes_with_it() -> None:
    from assist.calls.aside import put_aside

    path = calls_database()
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).write_bytes(WAS)
    aside = put_aside(path, datetime(2026, 11, 29, 17, 20))
    assert aside.name == "calls damaged 2026-11-29 17.20.00.db"
    assert sorted(file.name for file in path.parent.glob("calls*")) == [
        aside.name + end for end in ("", "-shm", "-wal")
    ]


def test_the_program_opens_on_a_damaged_file_and_says_so() -> None:
    calls_database().write_bytes(WAS)
    live = LiveCall(OPTIONS)
    try:
        found = live.get_ready()
    finally:
        live.close()
    assert "is damaged" in found.damaged and found.news == ""
