"""A program that was killed says at its next start what it had saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from assist.calls.call_start import CallStart
from assist.calls.store import Store
from assist.cli.choices import cut_off_calls
from assist.events import Utterance
from assist.paths import calls_database


def test_a_call_that_was_cut_off_is_told_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert cut_off_calls() == ""
    store = Store(calls_database())
    call = store.begin(CallStart(datetime(2026, 11, 19, 16, 52), "upset-client", "microphone", "anna", ()))
    said = Utterance(64.0, 1, "client", 61.0, 63.5, "Nobody came.")
    store.append(call, 1, [said.to_json()])
    store.close()
    assert cut_off_calls() == "The call of 16:52 was cut off; everything until 01:03 was saved."
    assert cut_off_calls() == ""


def test_a_file_of_calls_that_is_held_does_not_keep_the_window_shut() -> None:
    store = Store(calls_database())
    store.begin(CallStart(datetime(2026, 11, 19, 16, 52), "upset-client", "microphone", "anna", ()))
    store.close()
    with closing(sqlite3.connect(calls_database(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert cut_off_calls().startswith("The call of 16:52 was cut off")
    assert cut_off_calls() and not cut_off_calls()


def test_where_no_lock_can_be_made_nobody_knows_whether_a_call_was_cut_off() -> None:
    with closing(Store(calls_database())) as store:
        store.begin(CallStart(datetime(2026, 11, 19, 16, 52), "upset-client", "microphone", "anna", ()))
    calls_database().with_name("calls running").write_text("no folder, as on a disk that takes none")
    assert cut_off_calls() == ""
