"""A call goes on and comes back, whatever becomes of the program, the disk or the database."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assist.calls import recording as recordings
from assist.calls import rescue
from assist.calls.call_start import CallStart
from assist.calls.recording import Recording, kept
from assist.calls.rescue import RescueFile, read_rescue_file
from assist.calls.store import Store
from assist.calls.store.encryption import needs_key
from assist.calls.store.erase import erase
from assist.calls.store.search import Query, search
from assist.errors import InputError
from assist.events import (
    Disposition,
    Entry,
    Event,
    Note,
    NoteFields,
    Notice,
    Partial,
    PlanEntry,
    Saved,
    Utterance,
)
from tests.calls.conftest import STARTED, lines, said, starting

CALL = [said(number, f"Sentence {number}.", number * 20.0) for number in range(1, 5)]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path / "temporary"))
    return tmp_path / "calls.db"


def rescued(path: Path) -> list[Path]:
    return [file for folder in rescue.rescue_folders(path) for file in folder.glob("*")]


def texts(store: Store) -> list[str]:
    told = (line for call in store.calls() for line in store.events(call.id))
    return [line["text"] for line in told if line["type"] == "utterance"]


def test_each_event_is_kept_before_it_is_passed_on(path: Path) -> None:
    passed_on = []
    for event in kept(Recording(path, starting()), iter(CALL[:2])):
        passed_on.append(event)
        if isinstance(event, Utterance):
            with closing(sqlite3.connect(path)) as other:
                assert other.execute("SELECT max(position) FROM event").fetchone() == (event.id,)
    assert passed_on == [CALL[0], Saved(20.0), CALL[1], Saved(40.0)]
    store = Store(path)
    [call] = store.calls()
    assert (call.finished, call.seconds) == (True, 40.0)
    assert rescued(path) == []


def test_a_call_whose_sound_could_not_be_opened_is_none(path: Path) -> None:
    def no_microphone() -> Iterator[Event]:
        raise InputError("There is no microphone.")
        yield

    with pytest.raises(InputError, match="no microphone"):
        list(kept(Recording(path, starting()), no_microphone()))
    assert Store(path).unfinished() == []


def test_what_may_still_change_is_not_kept_and_an_unchanged_note_is_kept_once(path: Path) -> None:
    fields = NoteFields(problem=(Entry("Nobody came.", (1,)),))
    recording = Recording(path, starting())
    for event in (
        Partial(1.0, "client", 0.0, "Nobody", 0),
        Note(2.0, fields, "You told me that nobody came."),
        Note(3.0, fields, "You told me that nobody came."),
    ):
        recording.keep(event)
    recording.close()
    store = Store(path)
    assert [(line["type"], line["at"]) for line in store.events(1)] == [("note", 2.0)]


def test_what_is_done_after_the_call_is_kept_too(path: Path) -> None:
    recording = Recording(path, starting())
    list(kept(recording, iter(CALL[:1])))
    assert recording.keep(CALL[1])
    recording.close()
    store = Store(path)
    assert len(texts(store)) == 2 and store.calls()[0].seconds == 20.0


def test_what_others_say_of_a_call_meanwhile_takes_the_place_of_nothing(path: Path) -> None:
    """Its promise is settled in the review window before the agent has chosen how the call came out."""
    note = Note(81.0, NoteFields(plan=(PlanEntry("Send it.", (1,), "agent", None),)), "")
    recording = Recording(path, starting())
    list(kept(recording, iter([*CALL, note])))
    store = Store(path)
    store.settle(1, "Send it.", "kept")
    assert recording.keep(Disposition(82.0, "Resolved"))
    store.settle(1, "Send it.", "broken")
    assert recording.keep(Disposition(82.0, "Not resolved"))
    assert recording.keep(Disposition(82.0, "Resolved"))
    recording.close()
    kinds = [line["type"] for line in store.events(1)][len(CALL) :]
    assert kinds == [
        "note",
        "promise_settled",
        "disposition",
        "promise_settled",
        "disposition",
        "disposition",
    ]
    assert store.calls()[0].disposition == "Resolved"


def test_a_rescued_call_goes_on_after_what_was_said_of_it_meanwhile(path: Path) -> None:
    start, store = starting(), Store(path)
    note = Note(81.0, NoteFields(plan=(PlanEntry("Send it.", (1,), "agent", None),)), "")
    call, _ = store.add(start, lines(CALL[0], note), None)
    store.settle(call, "Send it.", "kept")
    assert store.add(start, lines(CALL[0], note, *CALL[1:]), 20.0) == (call, True)
    assert store.add(start, lines(CALL[0], note, *CALL[1:]), 20.0) == (call, False)
    assert texts(store) == [event.text for event in CALL]


def test_what_is_done_after_a_call_brings_nothing_of_it_back_once_it_is_erased(path: Path) -> None:
    recording = Recording(path, starting())
    passed_on = list(kept(recording, iter(CALL)))
    assert isinstance(passed_on[-1], Saved)
    store = Store(path)
    erase(store, 1, "anna")
    for _ in range(2):
        assert not recording.keep(Disposition(82.0, "Resolved"))
        assert recording.trouble == "This call was erased and is not taken back."
    recording.close()
    assert rescued(path) == [] and store.calls() == []


def test_a_call_goes_on_when_the_store_fails_for_a_while(path: Path) -> None:
    recording = Recording(path, starting())
    database = sqlite3.connect(path, isolation_level=None)
    passed_on: list[Event] = []
    meanwhile = 0
    for event in kept(recording, iter(CALL)):
        if not passed_on:  # renaming the table stands for every way in which a disk can fail for a while
            database.execute("ALTER TABLE event RENAME TO gone")
        if event is CALL[2]:
            meanwhile = len(rescued(path))
            database.execute("ALTER TABLE gone RENAME TO event")
        passed_on.append(event)
    database.close()
    [notice] = [event for event in passed_on if isinstance(event, Notice)]
    assert "cannot be saved" in notice.text and "calls.db" in notice.text and "rescue" in notice.text
    assert [event for event in passed_on if isinstance(event, Utterance)] == CALL
    assert isinstance(passed_on[-1], Saved)
    assert texts(Store(path)) == [event.text for event in CALL]
    assert meanwhile == 1 and rescued(path) == []


def test_a_rescue_file_is_whole_and_needs_no_note_that_a_newer_one_replaced(path: Path) -> None:
    notes = [Note(one.end, NoteFields(problem=(Entry(f"Problem {one.id}.", (one.id,)),)), "") for one in CALL]
    events = [event for pair in zip(CALL, notes, strict=True) for event in pair]
    start = starting()
    recording = Recording(path, start)
    database = sqlite3.connect(path, isolation_level=None)
    for event in kept(recording, iter(events)):
        if event is CALL[2]:
            database.execute("ALTER TABLE event RENAME TO gone")
        assert not isinstance(event, Notice) or "cannot be saved" in event.text
    database.execute("ALTER TABLE gone RENAME TO event")
    database.close()
    [file] = rescued(path)
    read = read_rescue_file(file)[:3]
    assert read[1] == lines(CALL[0], CALL[1], *events[3:])
    store = Store(path)
    assert store.add(*read) == (1, True)
    assert store.events(1) == lines(*CALL, notes[-1])
    assert store.add(*read) == (1, False)


def test_of_the_notes_told_while_a_call_ran_the_newest_is_kept(path: Path) -> None:
    problems = [Entry(f"Problem {one.id}.", (one.id,)) for one in CALL]
    notes = [Note(one.end, NoteFields(problem=tuple(problems[: one.id])), "") for one in CALL]
    events = [event for pair in zip(CALL, notes, strict=True) for event in pair]
    start = starting()
    recording = Recording(path, start)
    for event in events[:-1]:
        assert recording.keep(event)
    recording.close()  # as where the program was killed: the call has no end
    store = Store(path)
    assert store.events(1) == lines(*CALL[:3], notes[2], CALL[3])
    found = [hit.line.text for hit in search(store, Query("problem", "note"))]
    assert sorted(found) == ["Problem 1.", "Problem 2.", "Problem 3."]
    assert store.add(start, lines(*events[:-1]), None) == (1, False), "it is all there"
    assert store.add(start, lines(*CALL[:2], notes[1]), None) == (1, False), "an older note stays old"
    assert store.add(start, lines(*CALL, notes[3]), 80.0) == (1, True)
    assert store.events(1) == lines(*CALL, notes[3])


@pytest.mark.skipif(sys.platform == "win32", reason="an open file is neither moved nor deleted there")
@pytest.mark.parametrize("becomes", ["moved away", "deleted", "cut short"])
def test_a_store_that_somebody_takes_away_in_mid_call_has_the_whole_call_in_the_end(
    path: Path, becomes: str
) -> None:
    notes = [Note(one.end, NoteFields(problem=(Entry(f"Problem {one.id}.", (one.id,)),)), "") for one in CALL]
    passed_on: list[Event] = []
    for event in kept(Recording(path, starting()), iter([*CALL[:2], *notes[:2], *CALL[2:]])):
        passed_on.append(event)
        if event is notes[1]:
            if becomes == "moved away":
                path.rename(path.with_name("away.db"))
            elif becomes == "deleted":
                path.unlink()
            else:
                os.truncate(path, 0)
    store = Store(path)
    assert store.events(1) == lines(*CALL[:2], notes[1], *CALL[2:])
    assert [call.finished for call in store.calls()] == [True]
    assert isinstance(passed_on[-1], Saved) and rescued(path) == []


def unusable(path: Path) -> None:
    path.write_bytes(b"this is no database, and long enough to be taken for one" * 100)


def newer(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")


def without_words(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE line_words_config")


def a_folder(path: Path) -> None:
    path.mkdir()


def test_a_disk_from_which_nothing_can_be_taken_away_ends_no_call(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that the system has made read-only: the lock's file and the rescue file are left there."""

    def read_only(file: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(file))

    recording = Recording(path, starting())
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        recording.keep(CALL[0])
        database.execute("ALTER TABLE event RENAME TO gone")
        recording.keep(CALL[1])
        assert recording.trouble
        database.execute("ALTER TABLE gone RENAME TO event")
    monkeypatch.setattr(Path, "unlink", read_only)
    assert list(kept(recording, iter(CALL[2:])))[-1] == Saved(80.0)
    store = Store(path)
    assert texts(store) == [event.text for event in CALL] and not recording.trouble
    assert store.unfinished() == []


def test_a_rescue_folder_that_others_can_read_is_closed_to_them(path: Path) -> None:
    folder = rescue.rescue_folders(path)[1]
    folder.mkdir(parents=True, mode=0o755)
    RescueFile([folder], starting()).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_call_is_not_written_where_somebody_else_has_laid_a_trap(path: Path, tmp_path: Path) -> None:
    folder = rescue.rescue_folders(path)[1]
    folder.parent.mkdir()
    folder.symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(PermissionError, match="somebody else's"):
        RescueFile([folder], starting())
    assert not list(tmp_path.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (unusable, "it is damaged"),
        (without_words, "it is damaged (vtable constructor failed"),
        (newer, "newer Call Assist"),
        (a_folder, "Is a directory"),
    ],
)
def test_a_call_without_a_store_is_in_a_rescue_file_that_import_takes(
    path: Path, tmp_path: Path, spoil: object, reason: str
) -> None:
    spoil(path)  # type: ignore[operator]
    start = starting(steps=("listen",))
    passed_on = list(kept(Recording(path, start), iter(CALL)))
    notices = [event.text for event in passed_on if isinstance(event, Notice)]
    assert len(notices) == 2, "once when it begins, once at the end"
    [file] = rescued(path)
    assert all(reason in notice and str(file) in notice for notice in notices)
    assert [event for event in passed_on if not isinstance(event, Notice)] == CALL
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700

    elsewhere = Store(tmp_path / "other.db")
    rescued_call = read_rescue_file(file)[:3]
    assert elsewhere.add(*rescued_call)[1]
    assert not elsewhere.add(*rescued_call)[1], "taking it twice adds nothing"
    [call] = elsewhere.calls()
    assert (call.key, call.started, call.finished, call.seconds) == (start.key, STARTED, True, 80.0)
    assert elsewhere.events(call.id) == lines(*CALL)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to offer")
def test_a_full_disk_leaves_the_call_in_memory_until_there_is_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = Recording(path, starting())
    recording.keep(Partial(0.0, "client", 0.0, "w", 0))
    assert recording.call is not None and recording._store is not None
    # SQLite takes no page more than it has, as on a full disk; rescue files go to a device that is always full
    with recording._store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    monkeypatch.setattr(rescue, "private_opener", lambda path, flags: os.open("/dev/full", os.O_WRONLY))
    long = [said(number, "word " * 5_000, number * 20.0) for number in range(1, 4)]
    passed_on: list[Event] = []
    for event in kept(recording, iter(long)):
        if event is long[2]:
            with recording._store.database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        passed_on.append(event)
    [notice] = [event for event in passed_on if isinstance(event, Notice)]
    assert "the disk is full; free some space" in notice.text and "in memory only" in notice.text
    assert isinstance(passed_on[-1], Saved)
    assert texts(Store(path)) == [event.text for event in long]


def test_a_disk_that_is_almost_full_hands_the_call_over_to_the_other_folder(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unusable(path)
    near, far = rescue.rescue_folders(path)

    class Small(io.TextIOWrapper):
        def write(self, text: str) -> int:
            if Path(self.name).parent == near and self.tell() + len(text) > 2_000:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(text)

    def small(where: Path, mode: str, **how: Any) -> Small:
        return Small(open(where, "wb", opener=how["opener"]), encoding="utf-8")

    monkeypatch.setattr(rescue, "open", small, raising=False)
    recording = Recording(path, starting())
    long = [said(number, "word " * 30, number * 20.0) for number in range(1, 5)]
    for event in long:
        recording.keep(event)
    recording.close()
    assert [file.parent for file in rescued(path)] == [far]
    assert read_rescue_file(rescued(path)[0])[1] == lines(*long)


def test_a_rescue_file_whose_last_line_was_cut_short_is_read_up_to_it(path: Path) -> None:
    unusable(path)
    recording = Recording(path, starting())
    for event in CALL:
        recording.keep(event)
    recording.close()
    [file] = rescued(path)
    file.write_bytes(file.read_bytes()[:-20])
    _, events, seconds, _ = read_rescue_file(file)
    assert events == lines(*CALL[:3]) and seconds is None
    file.write_text(file.read_text().replace('"type": "utterance"', '"type": "nonsense"'))
    with pytest.raises(InputError, match="line 2: expected a line of a rescued call"):
        read_rescue_file(file)


@pytest.mark.parametrize(
    "change",
    [
        {"key": "not one"},
        {"key": 5},
        {"started": "0001-01-01T00:00"},
        {"playbook": None},
        {"steps": [1]},
        {"agent": "half a letter: \ud800"},
    ],
)
def test_a_rescue_file_that_begins_like_none_of_ours_is_said_to_be_none(
    path: Path, change: dict[str, object]
) -> None:
    first = {"type": "call", "key": "ab", "started": "2026-11-19T16:52", "playbook": "upset-client"}
    first |= {"origin": "microphone", "agent": "anna", "steps": ["open"]} | change
    path.write_text(json.dumps(first) + "\n")
    with pytest.raises(InputError, match="line 1: expected a line of a rescued call"):
        read_rescue_file(path)


def test_what_was_said_may_hold_ends_of_lines_that_are_none_of_the_file(path: Path) -> None:
    file = RescueFile([path.parent], starting())
    told = lines(said(1, "One\u2028two\u0085three.", 2.0), said(2, "More.", 4.0))
    for line in told:
        file.add(line)
    file.close()
    assert read_rescue_file(file.path)[1] == told


WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from assist.calls.call_start import CallStart
from assist.calls.recording import Recording
from assist.events import Utterance
recording = Recording(Path(sys.argv[1]), CallStart(datetime(2026, 11, 19), "upset-client", "test"))
for number in range(1, 100_000):
    end = float(number)
    assert recording.keep(Utterance(end, number, "client", end - 1, end, f"Sentence {number}."))
    print(number, flush=True)
"""


def written_until_killed(path: Path, seconds: float) -> int:
    """A program that writes as fast as it can, killed after so many seconds; the last utterance it called stored."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "1\n"
    time.sleep(seconds)
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    return max([1, *(int(line) for line in rest.split("\n")[:-1] if line)])


@pytest.mark.timeout(300)
def test_twenty_kills_lose_nothing_and_damage_nothing(path: Path) -> None:
    moments = random.Random(7)
    for _ in range(20):
        last = written_until_killed(path, moments.uniform(0.0, 0.15))
        store = Store(path)
        call, *before = store.unfinished()
        assert before == [] and call.utterances in (last, last + 1)
        ids = [line["id"] for line in store.events(call.id)]
        assert ids == list(range(1, call.utterances + 1))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            connection.execute("INSERT INTO line_words (line_words, rank) VALUES ('integrity-check', 1)")
        store.finish(call.id)
        assert store.unfinished() == []
        assert store.call(call.id).seconds == float(call.utterances)
        store.close()


LOOKER = """
import sys
from contextlib import closing
from pathlib import Path
from assist.calls.store import Store
with closing(Store(Path(sys.argv[1]))) as store:
    print(len(store.events(1)))
"""


def test_another_program_that_leaves_the_calls_takes_nothing_away_from_one_that_goes_on_writing(
    path: Path,
) -> None:
    """Whoever closes a file loses all their locks on it: so nobody here looks into the file of calls beside the call,
    or the other program would think itself alone with it, and take the log away that the call is written into."""

    def seen_by_another_program() -> int:
        looked = [sys.executable, "-c", LOOKER, str(path)]
        return int(
            subprocess.run(looked, capture_output=True, check=True, cwd=Path(__file__).parents[2]).stdout
        )

    recording = Recording(path, starting())
    for number, event in enumerate(CALL, 1):
        assert recording.keep(event)
        Store(path).close()  # as what is sent to a team does, every few seconds
        assert not needs_key(path)  # as the settings ask
        assert seen_by_another_program() == number
    recording.close()


def test_a_call_that_is_still_being_written_is_not_cut_off(path: Path) -> None:
    recording = Recording(path, starting())
    recording.keep(CALL[0])
    store = Store(path)
    assert store.unfinished() == []
    recording.close()
    assert [call.utterances for call in store.unfinished()] == [1]


def test_a_store_that_fails_is_tried_again_now_and_then_and_not_at_every_event(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []

    def refuse(path: Path, **_: object) -> Store:
        tries.append(path)
        raise InputError("It is held.")

    monkeypatch.setattr(recordings, "Store", refuse)

    def a_minute() -> Iterator[Event]:
        for second in range(1, 61):
            yield said(second, "word", float(second))

    list(kept(Recording(path, CallStart(STARTED, "upset-client", "test")), a_minute()))
    assert len(tries) == 60 // int(recordings.RETRY_SECONDS) + 1
