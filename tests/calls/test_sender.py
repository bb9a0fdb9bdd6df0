"""What happens beside the calls of this machine, without a team."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from assist.calls import rescue, sender
from assist.calls.sender import Sender
from assist.calls.store import Store
from assist.calls.store.erase import forget
from tests.calls.conftest import lines, said, starting


def test_a_window_that_is_open_for_weeks_erases_each_day_what_has_grown_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path / "temporary"))
    today = datetime.now()
    forgotten: list[datetime] = []
    known = threading.Event()

    def forgetting(store: Store, *, text_days: int, audio_days: int, now: datetime) -> None:
        forgotten.append(today)
        forget(store, text_days=text_days, audio_days=audio_days, now=today)
        known.set()

    monkeypatch.setattr(sender, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(sender, "forget", forgetting)
    monkeypatch.setattr(sender, "date", SimpleNamespace(today=lambda: today.date()))
    path = tmp_path / "calls.db"
    with closing(Store(path)) as store:
        store.add(starting(), lines(said(1, "Nobody came.", 2.0)), 2.0)
        days = (today - store.calls()[0].started).days + 1
        beside = Sender(path, team=None, text_days=days, audio_days=0).start()
        assert known.wait(30) and len(store.calls()) == 1
        known.clear()
        today += timedelta(days=1)
        assert known.wait(30) and store.calls() == []
        beside.stop(30)
    assert forgotten == [today - timedelta(days=1), today]
