"""A call is kept as it happens, on every database alike."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assist.calls.call_start import SAMPLE
from assist.calls.store import CallFilter, Store
from assist.calls.store.store import UNREADABLE
from assist.errors import DamagedError, InputError
from assist.events import (
    Because,
    Entry,
    GoalDate,
    Moment,
    Note,
    NoteFields,
    Notice,
    PlanEntry,
    PromiseSettled,
    Prompt,
    StepChanged,
    Utterance,
    Warning,
    Word,
    from_json,
)
from tests.calls.conftest import STARTED, lines, said, starting

PROMISED = NoteFields(plan=(PlanEntry("Call back.", (2,), "agent", "2026-11-20"),))


def test_a_call_comes_back_as_it_happened(store: Store) -> None:
    events = lines(said(1, "Nobody came.", 2.0), Moment(2.0, "client_upset", "client", 1, "Nobody", 0.9))
    start = starting()
    call = store.begin(start)
    store.append(call, 1, events[:1])
    assert not store.call(call).finished
    store.append(call, 2, events[1:])
    store.end(call, 4.0)
    [kept] = store.calls()
    assert (kept.id, kept.key, kept.started, kept.agent) == (call, start.key, STARTED, "anna")
    assert (kept.finished, kept.seconds, kept.utterances) == (True, 4.0, 1)
    assert store.events(call) == events


def test_what_is_there_already_is_passed_over(store: Store) -> None:
    start = starting()
    events = lines(said(1, "Nobody came.", 2.0), said(2, "Nobody called.", 4.0))
    call, new = store.add(start, events[:1], None)
    assert new and store.add(start, events[:1], None) == (call, False)
    assert store.add(start, events, 4.0) == (call, True)
    store.append(call, 1, events)
    assert store.events(call) == events
    assert [(kept.utterances, kept.seconds) for kept in store.calls()] == [(2, 4.0)]


def test_calls_are_listed_newest_first_whenever_they_came_in(store: Store) -> None:
    for day in (3, 19, 7):
        store.add(starting(day), [], 1.0)
    assert [call.started.day for call in store.calls()] == [19, 7, 3]
    assert [call.started.day for call in store.calls(limit=1)] == [19]
    week = CallFilter(since=STARTED.replace(day=4), until=STARTED.replace(day=19))
    assert [call.started.day for call in store.calls(week)] == [7]


def test_many_calls_of_one_second_stand_beside_one_another(store: Store) -> None:
    for number in range(8):  # all of which want the same place
        start = replace(starting(), key=f"{0:08x}{number:024x}")
        store.add(start, lines(said(1, "Hello.", 1.0)), 1.0)
    assert len(store.calls()) == 8


def test_calls_are_filtered_by_what_happened_in_them(store: Store) -> None:
    steps = ("listen", "apologize")
    store.add(
        starting(1, steps=steps),
        lines(
            said(1, "I'm sorry.", 2.0, "agent"),
            Moment(2.0, "agent_apologized", "agent", 1, "sorry", 0.9),
            StepChanged(2.0, "apologize", "done", (Because(1, "sorry"),)),
            Warning(2.0, 1, "You cut in", "Go on.", (), "000"),
            Note(3.0, PROMISED, "I will call back."),
        ),
        3.0,
    )
    store.add(starting(2, steps=steps), lines(StepChanged(2.0, "listen", "done", ())), 2.0)

    def days(wanted: CallFilter) -> list[int]:
        return [call.started.day for call in store.calls(wanted)]

    assert days(CallFilter(kept="apologize")) == [1]
    assert days(CallFilter(missed="apologize")) == [2]
    assert days(CallFilter(missed="listen", moment="agent_apologized")) == [1]
    assert days(CallFilter(moment="client_upset")) == []
    assert days(CallFilter(promise_open=True)) == [1]
    assert days(CallFilter(warning="You cut in")) == [1]
    assert days(CallFilter(agent="anna")) == [2, 1]
    assert days(CallFilter(agent="ben")) == []


def test_a_step_that_opens_again_is_missed_and_one_that_is_skipped_is_neither(store: Store) -> None:
    reopened = lines(StepChanged(1.0, "listen", "done", ()), StepChanged(2.0, "listen", "active", ()))
    skipped = lines(StepChanged(1.0, "listen", "skipped", ()))
    first, _ = store.add(starting(1, steps=("listen",)), reopened, 2.0)
    store.add(starting(2, steps=("listen",)), skipped, 2.0)
    assert [call.id for call in store.calls(CallFilter(missed="listen"))] == [first]
    assert store.calls(CallFilter(kept="listen")) == []


def test_a_promise_is_open_until_somebody_settles_it(store: Store) -> None:
    call, _ = store.add(starting(), lines(Note(3.0, PROMISED, "I will call back.")), 3.0)
    [promise] = store.promises(call)
    assert (promise.text, promise.owner, promise.due, promise.state) == (
        "Call back.",
        "agent",
        "2026-11-20",
        "open",
    )
    store.note_later(call, PromiseSettled(3.0, "Call back.", "kept").to_json())
    assert [promise.state for promise in store.promises(call)] == ["kept"]
    assert store.calls(CallFilter(promise_open=True)) == []
    later = NoteFields(plan=(*PROMISED.plan, PlanEntry("Send a form.", (4,), "agent", None)))
    store.note_later(call, Note(4.0, later, "").to_json())
    assert [promise.state for promise in store.promises(call)] == ["kept", "open"]
    assert len(store.calls(CallFilter(promise_open=True))) == 1
    store.settle(call, "Send a form.", "broken")
    assert [(one.state, one.settled) for one in store.promises(call)] == [
        ("kept", None),
        ("broken", date.today().isoformat()),
    ]
    assert store.calls(CallFilter(promise_open=True)) == []


def test_a_promise_that_is_moved_is_open_for_its_new_day_and_keeps_the_old_ones(store: Store) -> None:
    call, _ = store.add(starting(), lines(Note(3.0, PROMISED, "I will call back.")), 3.0)
    store.settle(call, "Call back.", "broken")
    store.move(call, "Call back.", date(2026, 11, 24))
    store.move(call, "Call back.", date(2026, 11, 27))
    store.note_later(call, Note(4.0, PROMISED, "I will call back.").to_json())  # written once more
    [promise] = store.promises(call)
    assert (promise.due, promise.state, promise.settled) == ("2026-11-27", "open", None)
    assert promise.moved == ("2026-11-20", "2026-11-24")
    assert len(store.calls(CallFilter(promise_open=True))) == 1


def test_what_is_owed_is_what_is_open_of_calls_that_somebody_waits_for(store: Store) -> None:
    def keep(day: int, *rows: PlanEntry, origin: str = "microphone") -> int:
        start = replace(starting(day), origin=origin)
        return store.add(start, lines(Note(3.0, NoteFields(plan=rows), "")), 3.0)[0]

    older = keep(17, PlanEntry("Repair it.", (1,), "agent", "2026-11-18"))
    newer = keep(
        18,
        PlanEntry("Ring.", (1,), "agent", None),
        PlanEntry("Call back.", (1,), "agent", "2026-11-17"),
        PlanEntry("Send the form.", (2,), "client", "2026-11-19"),
    )
    store.settle(newer, "Call back.", "kept")
    keep(16, PlanEntry("Think about it.", (1,), "client", None))  # and the agent owes nothing
    keep(19, PlanEntry("Write.", (1,), "agent", "2026-11-20"), origin=SAMPLE)
    found = store.owed()
    assert [(promise.text, call.id) for promise, call in found] == [
        ("Ring.", newer),
        ("Send the form.", newer),
        ("Repair it.", older),
    ]
    assert [call for _, call in store.owed(CallFilter(until=STARTED.replace(day=18)))] == [store.call(older)]


def test_the_disposition_is_the_last_that_was_said(store: Store) -> None:
    call, _ = store.add(starting(), [], 3.0)
    for word in ("open", "resolved"):
        store.note_later(call, {"type": "disposition", "at": 3.0, "disposition": word})
    assert store.call(call).disposition == "resolved"
    assert [kept.id for kept in store.calls(CallFilter(disposition="resolved"))] == [call]
    assert store.calls(CallFilter(disposition="open")) == []


def test_an_unknown_call_is_named(store: Store) -> None:
    for read in (store.events, store.call):
        with pytest.raises(InputError, match="There is no call 7"):
            read(7)


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


def test_two_programs_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    opened = f"Store(Path({str(tmp_path / 'calls.db')!r}))"
    program = f"from pathlib import Path; from assist.calls.store import Store; {opened}"
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [running.wait(100) for running in both] == [0, 0]


def test_the_files_are_their_owners_only(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    store.add(starting(), lines(said(1, "Nobody came.", 2.0)), 2.0)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("calls.db*")}
    assert modes == {"calls.db": 0o600, "calls.db-wal": 0o600, "calls.db-shm": 0o600}
    store.close()


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    path.write_text("this is a shopping list, not a database, and long enough to be read as one" * 20)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"calls\.db could not be opened: it is damaged.*move the file away"):
        Store(path)
    assert path.read_bytes() == before


def test_of_a_call_that_is_damaged_in_one_place_the_rest_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    events = lines(said(1, "Nobody came.", 2.0), said(2, "Nobody called.", 4.0), said(3, "Not once.", 6.0))
    call, _ = store.add(starting(), events, 6.0)
    other, _ = store.add(starting(7), events, 6.0)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(
            "UPDATE event SET body = replace(body, '\"text\"', '\"tex') WHERE position = 2 AND call = ?",
            (call,),
        )
        connection.execute("UPDATE call SET started = '2026-11-0rT14' WHERE id = ?", (other,))
    assert store.events(call) == [events[0], *lines(Notice(2.0, UNREADABLE)), events[2]]
    assert [(kept.id, kept.started.year) for kept in store.calls()] == [(call, 2026), (other, 1970)]


def test_a_files_shape_that_is_no_text_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    Store(path).close()
    whole = path.read_bytes()
    assert b"CREATE TABLE remark" in whole
    path.write_bytes(whole.replace(b"CREATE TABLE remark", b"CREATE T\xabBLE remark"))
    with pytest.raises(
        DamagedError, match=r"calls\.db could not be opened: it is damaged.*move the file away"
    ):
        Store(path)


def test_a_full_disk_is_no_damage(tmp_path: Path) -> None:
    """What SQLite's readers share does not fit any more, which it calls an error of the disk: the calls are whole, and
    must not be put aside."""
    store = Store(tmp_path / "calls.db")
    store.begin(starting())
    store.close()
    program = (
        "import resource; from pathlib import Path; from assist.calls.store import Store; "
        "from assist.errors import DamagedError, InputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        f"    Store(Path({str(tmp_path / 'calls.db')!r}))\n"
        "except InputError as problem:\n"
        "    print(isinstance(problem, DamagedError), problem)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (
        run.stdout.startswith("False The file of calls") and "the disk is full; free some space" in run.stdout
    )


def test_what_may_not_be_read_is_neither_damaged_nor_encrypted(tmp_path: Path) -> None:
    (tmp_path / "calls.db").mkdir()
    with pytest.raises(InputError, match=r"calls\.db cannot be read \(.*\): allow reading") as told:
        Store(tmp_path / "calls.db")
    assert not isinstance(told.value, DamagedError)


def test_a_newer_files_calls_are_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(InputError, match="newer Call Assist"):
        Store(path)


def test_a_file_of_another_shape_is_said_to_be_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    with closing(sqlite3.connect(tmp_path / "calls.db")) as connection, connection:
        connection.execute("ALTER TABLE call DROP COLUMN last_upset")
    with pytest.raises(InputError, match=r"has not the shape that this Call Assist makes"):
        store.calls()
    store.close()


def test_a_file_that_another_program_holds_is_said_to_be_held(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    with closing(sqlite3.connect(tmp_path / "calls.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match="could not be written: another program holds it"):
            store.begin(starting())
    store.begin(starting())
    store.close()
