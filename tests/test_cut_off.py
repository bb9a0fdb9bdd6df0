"""A program that was killed says at its next start what it had saved."""

from __future__ import annotations

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
