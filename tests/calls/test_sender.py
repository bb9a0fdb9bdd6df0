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
from assist.calls.store.erase import audio_folder, forget
from assist.errors import InputError
from assist.settings import Retention, Settings
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
        beside = Sender(path, lambda: Settings(retention=Retention(text_days=days))).start()
        assert known.wait(30) and len(store.calls()) == 1
        known.clear()
        today += timedelta(days=1)
        assert known.wait(30) and store.calls() == []
        beside.stop(30)
    assert forgotten == [today - timedelta(days=1), today]


def test_each_day_the_rules_hold_that_the_settings_have_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At first no sound is to be kept; then it is, while the window stays open, and a mistake is in the file."""
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path / "temporary"))
    monkeypatch.setattr(sender, "LONGEST_WAIT", 0.01)
    today, looks = datetime.now(), threading.Semaphore(0)
    chosen: Settings | None = Settings()
    monkeypatch.setattr(sender, "date", SimpleNamespace(today=lambda: today.date()))

    def settings() -> Settings:
        looks.release()
        if chosen is None:
            raise InputError("The settings have a mistake.")
        return chosen

    def look() -> None:
        for _ in range(3):  # one that had begun, and a whole one
            assert looks.acquire(timeout=30)

    path = tmp_path / "calls.db"
    beside = Sender(path, settings).start()
    look()
    sound = audio_folder(path) / "key-agent.flac"
    sound.parent.mkdir()
    sound.write_bytes(b"fLaC")
    chosen = None
    look()
    assert beside.trouble == "The settings have a mistake."
    today += timedelta(days=1)
    look()
    assert sound.exists()
    chosen = Settings(retention=Retention(audio_days=30))
    today += timedelta(days=1)
    look()
    assert sound.exists()
    chosen = Settings()
    today += timedelta(days=1)
    look()
    beside.stop(30)
    assert not sound.exists()
