"""A call is kept as it happens, and a killed program leaves its call behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from assist.calls.store import Store, kept
from assist.errors import InputError
from assist.events import (
    Because,
    Entry,
    GoalDate,
    Note,
    NoteFields,
    Notice,
    Partial,
    PlanEntry,
    Prompt,
    Saved,
    Utterance,
    Warning,
    Word,
    from_json,
)

STARTED = datetime(2026, 11, 19, 16, 52)


def said(number: int, text: str, end: float) -> Utterance:
    return Utterance(at=end, id=number, channel="client", start=end - 1, end=end, text=text)


def test_a_call_comes_back_as_it_happened(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    recording = store.begin(STARTED, "upset-client", "microphone")
    events = [said(1, "Nobody came.", 2.0), said(2, "Nobody called.", 4.0)]
    passed_on = list(kept(recording, iter(events)))
    assert passed_on == [events[0], Saved(2.0), events[1], Saved(4.0)]
    store.close()

    again = Store(tmp_path / "calls.db")
    [call] = again.calls()
    assert (call.started, call.finished, call.seconds, call.utterances) == (STARTED, True, 4.0, 2)
    assert [event["text"] for event in again.events(call.id)] == ["Nobody came.", "Nobody called."]


def test_events_come_back_from_their_json_as_they_were() -> None:
    because = (Because(1, "calm down"),)
    fields = NoteFields(
        problem=(Entry("Nobody came.", (1, 2)),),
        plan=(PlanEntry("Call back.", (3,), "agent", "2026-11-20"),),
        goal_date=GoalDate("by Friday", "2026-11-20", False, (3,)),
    )
    for event in (
        said(1, "Nobody came.", 2.0),
        Utterance(2.0, 1, "agent", 0.5, 2.0, "Hello.", (Word("Hello.", 0.5, 1.0, 0.9),)),
        Warning(3.0, 1, "Don't", "Say", because, "003"),
        Prompt(3.0, 2, "listen", "Let them", "Go on.", because, "upset-client", "000"),
        Note(4.0, fields, "You told me that nobody came."),
    ):
        assert from_json(event.to_json()) == event


def test_what_may_still_change_is_not_kept_and_an_unchanged_note_is_kept_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    recording = store.begin(STARTED, "upset-client", "microphone")
    fields = NoteFields(problem=(Entry("Nobody came.", (1,)),))
    for event in (
        Partial(1.0, "client", 0.0, "Nobody", 0),
        Note(2.0, fields, "You told me that nobody came."),
        Note(3.0, fields, "You told me that nobody came."),
    ):
        recording.keep(event)
    assert [(event["type"], event["at"]) for event in store.events(recording.call)] == [("note", 2.0)]


def test_a_call_goes_on_when_the_store_fails_in_the_middle_of_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    recording = store.begin(STARTED, "upset-client", "microphone")
    recording.keep(said(1, "Nobody came.", 2.0))
    later = [said(2, "Nobody called.", 4.0), said(3, "I am furious.", 6.0), said(4, "Hello?", 8.0)]
    database = sqlite3.connect(tmp_path / "calls.db", isolation_level=None)
    passed_on = []
    for event in kept(recording, iter(later)):
        if not passed_on:  # renaming the table stands for every way in which a disk can fail for a while
            database.execute("ALTER TABLE event RENAME TO gone")
        if isinstance(event, Utterance) and event.id == 3:
            database.execute("ALTER TABLE gone RENAME TO event")
        passed_on.append(event)
    [notice] = [event for event in passed_on if isinstance(event, Notice)]
    assert "cannot be saved" in notice.text and "calls.db" in notice.text
    assert [event for event in passed_on if isinstance(event, Utterance)] == later
    assert isinstance(passed_on[-1], Saved)
    assert [event["id"] for event in store.events(recording.call)] == [1, 2, 3, 4]


def test_two_programs_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    opened = f"Store(Path({str(tmp_path / 'calls.db')!r}))"
    program = f"from pathlib import Path; from assist.calls.store import Store; {opened}"
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(4)]
    assert [running.wait(60) for running in both] == [0, 0, 0, 0]


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    Store(tmp_path / "calls.db").close()
    assert stat.S_IMODE((tmp_path / "calls.db").stat().st_mode) == 0o600


def test_a_killed_programs_call_is_there_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    program = f"""
import sys, time
from datetime import datetime
from pathlib import Path
from assist.calls.store import Store
from assist.events import Utterance
recording = Store(Path({str(path)!r})).begin(datetime(2026, 11, 19), "upset-client", "microphone")
recording.keep(Utterance(at=2.0, id=1, channel="client", start=1.0, end=2.0, text="Nobody came."))
print("said", flush=True)
time.sleep(60)
"""
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None and running.stdout.readline() == "said\n"
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    store = Store(path)
    [call] = store.calls()
    assert not call.finished
    assert [event["text"] for event in store.events(call.id)] == ["Nobody came."]


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    path.write_text("this is a shopping list, not a database, and long enough to be read as one" * 20)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"calls\.db could not be opened.*move the file away"):
        Store(path)
    assert path.read_bytes() == before


def test_a_newer_files_calls_are_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer Call Assist"):
        Store(path)


def test_an_unknown_call_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no call 7"):
        Store(tmp_path / "calls.db").events(7)
