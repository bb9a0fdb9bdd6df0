"""An erased call is nowhere, and stays away; a file of an older program is brought up to date, and copied before."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Connection, create_engine, event, text

from assist.calls import rescue
from assist.calls.rescue import RescueFile, rescue_folders
from assist.calls.running import running_lock
from assist.calls.store import CallFilter, Store, team
from assist.calls.store.database import HEAD, KNOWN, Database, backups_of, open_server, upgrade
from assist.calls.store.erase import RULE, audio_folder, erase, forget, note_folder, tombstones
from assist.calls.store.places import place_of
from assist.calls.store.remarks import add_remark
from assist.calls.store.search import Query, search
from assist.calls.trends import UpsetTrend, trends
from assist.errors import InputError
from assist.events import Moment, Note, NoteFields, PlanEntry, Warning
from assist.note.text import note_text
from tests.calls.conftest import STARTED, lines, said, starting

SECRET = "xylophonically"
TOLD = lines(
    said(1, f"She said {SECRET}.", 2.0),
    Moment(2.0, "client_upset", "client", 1, SECRET, 0.9),
    Note(3.0, NoteFields(plan=(PlanEntry(f"Send {SECRET}.", (1,), "agent", None),)), ""),
)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs this keeps their own rescue files."""
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path / "temporary"))


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def old_file(path: Path) -> None:
    """A file as the first version of this program made it, with one call."""
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(
            """
            CREATE TABLE call (id INTEGER NOT NULL PRIMARY KEY, started VARCHAR NOT NULL, ended FLOAT,
                playbook VARCHAR NOT NULL, origin VARCHAR NOT NULL);
            CREATE TABLE utterance (call INTEGER NOT NULL REFERENCES call, id INTEGER NOT NULL,
                channel VARCHAR NOT NULL, start FLOAT NOT NULL, "end" FLOAT NOT NULL, text TEXT NOT NULL,
                words TEXT NOT NULL, PRIMARY KEY (call, id));
            CREATE TABLE event (call INTEGER NOT NULL REFERENCES call, position INTEGER NOT NULL,
                at FLOAT NOT NULL, type VARCHAR NOT NULL, body TEXT NOT NULL, PRIMARY KEY (call, position));
            PRAGMA user_version = 1;
            """
        )
        old.execute(
            "INSERT INTO call VALUES (1, ?, 3.0, 'upset-client', 'microphone')", (STARTED.isoformat(),)
        )
        old.execute(f"INSERT INTO utterance VALUES (1, 1, 'client', 1.0, 2.0, 'She said {SECRET}.', '[]')")
        for position, line in enumerate(TOLD, 1):
            row = (position, line["at"], line["type"], json.dumps(line))
            old.execute("INSERT INTO event VALUES (1, ?, ?, ?, ?)", row)


def test_an_older_file_is_copied_and_then_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    old_file(path)
    store = Store(path)
    [call] = store.calls(CallFilter(moment="client_upset", promise_open=True))
    assert (call.id, call.started, call.seconds, call.utterances) == (1, STARTED, 3.0, 1)
    assert store.events(1) == TOLD
    assert [hit.line.source for hit in search(store, Query(SECRET))] == ["note", "client"]
    [copy] = backups_of(path).glob("*.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM utterance").fetchone() == (1,)
    store.close()
    Store(path).close()
    assert len(list(backups_of(path).glob("*.db"))) == 1, "a file that is up to date needs no copy"


def test_the_copy_is_whole_while_another_program_reads_and_writes(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    old_file(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM event").fetchone() == (len(TOLD),)
        with closing(sqlite3.connect(path)) as writer, writer:
            writer.execute(
                'INSERT INTO event VALUES (1, 9, 3.0, \'notice\', \'{"type": "notice", "at": 3}\')'
            )
        Store(path).close()
    [copy] = backups_of(path).glob("*.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (len(TOLD) + 1,)


def test_a_disk_that_cannot_take_the_copy_is_said_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calls.db"
    old_file(path)

    def full(path: Path, lock: object) -> NoReturn:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch, pytest.raises(InputError, match="the disk is full; free some space"):
        patch.setattr("assist.calls.store.database.connected", full)
        Store(path)
    assert list(backups_of(path).glob("*")) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM utterance").fetchone() == (1,)


def test_the_migrations_are_those_that_the_program_knows() -> None:
    folder = Path(__file__).parents[2] / "assist" / "calls" / "store" / "migrations" / "versions"
    assert sorted(file.name[:4] for file in folder.glob("*.py")) == list(KNOWN)
    assert KNOWN[-1] == HEAD


@pytest.mark.parametrize("kind", ["file", "server"])
def test_calls_of_the_first_release_are_brought_up_to_date(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Which had no remarks, and counted no warnings and no upset clients."""
    if kind == "server":
        address = request.getfixturevalue("empty_database")
        before = open_server(address)
    else:
        before = Database(create_engine(f"sqlite:///{tmp_path / 'calls.db'}"), "calls", "")
    warned = Warning(2.0, 1, "You cut in", "Go on.", (), "000").to_json()
    with before.writing() as connection:
        upgrade(connection, None, "0002")
        connection.execute(
            text(
                "INSERT INTO call (id, started, ended, playbook, origin, key, place, agent, utterances, seconds) "
                "VALUES (7, :started, 3.0, 'upset-client', 'microphone', 'k', :place, 'anna', 1, 2.0)"
            ),
            {"started": STARTED.isoformat(), "place": place_of(STARTED)},
        )
        for position, line in enumerate([*TOLD, warned], 1):
            connection.execute(
                text("INSERT INTO event VALUES (7, :position, :at, :type, :body)"),
                {"position": position, "at": line["at"], "type": line["type"], "body": json.dumps(line)},
            )
    before.close()
    if kind == "server":
        team.init(address)
        team.add(address, team.Member("anna", "north", False), None)
        store = Store.of_team(address.set(username="anna"))
    else:
        store = Store(tmp_path / "calls.db")
    assert [call.id for call in store.calls(CallFilter(warning="You cut in"))] == [7]
    assert store.events(7) == [*TOLD, warned]
    assert trends(store, CallFilter(), STARTED.date()).upset == UpsetTrend(
        calm=0, calmed=0, stayed=0, became=1
    )
    add_remark(store, 7, "tag", "old", author="anna")
    assert [call.id for call in store.calls(CallFilter(tag="old"))] == [7]
    store.close()


def test_an_erased_call_leaves_not_a_byte_of_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    old_file(path)
    store = Store(path)
    other, _ = store.add(starting(3), lines(said(1, "Another call.", 2.0)), 2.0)
    start = starting(4)
    gone, _ = store.add(start, TOLD, 3.0)
    folder = rescue_folders(path)[0]
    file = RescueFile([folder], start)
    for line in TOLD:
        file.add(line)
    file.close()
    audio_folder(path).mkdir()
    (audio_folder(path) / f"{start.key}-client.flac").write_text(SECRET)
    (audio_folder(path) / "other.flac").write_text("other")
    assert bytes_of(tmp_path).count(SECRET.encode()) > 6

    erase(store, gone, "anna")
    erase(store, 1, "anna")
    store.close()
    assert SECRET.encode() not in bytes_of(tmp_path)
    assert b"xylophon" not in bytes_of(tmp_path)
    store = Store(path)
    assert [call.id for call in store.calls()] == [other]
    assert search(store, Query(SECRET)) == [] and len(search(store, Query("another"))) == 1
    assert [(who, at[:2]) for _, at, who in tombstones(store)] == [("anna", "20"), ("anna", "20")]
    assert start.key in [key for key, _, _ in tombstones(store)]
    with pytest.raises(InputError, match="was erased"):
        store.add(start, TOLD, 3.0)
    with pytest.raises(InputError, match="was erased"):
        store.append(gone, 4, TOLD)  # by a program that still writes it
    with pytest.raises(InputError, match="There is no call"):
        erase(store, gone, "anna")
    assert [file.name for file in audio_folder(path).iterdir()] == ["other.flac"]


def test_a_program_that_is_killed_while_it_erases_goes_on_at_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calls.db"
    store = Store(path)
    store.add(starting(3), lines(said(1, "Another call.", 2.0)), 2.0)
    gone, _ = store.add(starting(4), TOLD, 3.0)

    def killed(database: Database) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("assist.calls.store.erase._forget_words", killed)
        erase(store, gone, "anna")
    store.close()
    assert b"xylophon" in bytes_of(tmp_path), "in the index of words"
    store = Store(path)
    assert forget(store, text_days=36_500, audio_days=0, now=STARTED) == 0
    assert b"xylophon" not in bytes_of(tmp_path)
    store.close()


def test_a_call_whose_note_cannot_be_taken_away_is_still_there_to_be_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calls.db"
    store = Store(path)
    gone, _ = store.add(starting(4), TOLD, 3.0)
    note_folder(path).mkdir()
    saved = note_folder(path) / "saved.txt"
    saved.write_text(note_text(NoteFields(plan=(PlanEntry(f"Send {SECRET}.", (1,), "agent", None),))))

    def held(path: Path, missing_ok: bool = False) -> NoReturn:
        raise PermissionError(13, "another program holds it")

    with monkeypatch.context() as patch, pytest.raises(InputError):
        patch.setattr(Path, "unlink", held)
        erase(store, gone, "anna")
    erase(store, gone, "anna")
    assert not saved.exists()


def test_a_call_that_is_kept_meanwhile_does_not_wait_until_many_are_erased(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    store = Store(path)
    words = lines(*(said(number, f"Line {number} of many.", number * 2.0) for number in range(1, 41)))
    for number in range(150):
        store.add(starting(1 + number % 28), words, 80.0)
    others: list[int] = []

    def look(connection: Connection) -> None:
        others.append(int(connection.exec_driver_sql("SELECT count(*) FROM call").scalar_one()))

    event.listen(store.database.engine, "commit", look)
    assert forget(store, text_days=1, audio_days=0, now=STARTED + timedelta(days=99)) == 150
    assert max(before - after for before, after in pairwise([150, *others])) <= 20, "few in one transaction"


def test_what_is_damaged_or_out_of_place_keeps_nothing_from_being_erased(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    store = Store(path)
    start = starting(4)
    gone, _ = store.add(start, TOLD, 3.0)
    file = RescueFile([rescue_folders(path)[0]], start)
    file.add({"type": "nonsense", "text": SECRET})
    file.add(TOLD[0])
    file.close()
    backups_of(path).mkdir()
    (backups_of(path) / "half.db").write_text(f"SQLite format 3\0 {SECRET}")
    (audio_folder(path) / "a folder").mkdir(parents=True)
    erase(store, gone, "anna")
    assert forget(store, text_days=1, audio_days=0, now=STARTED + timedelta(days=99)) == 0
    store.close()
    assert SECRET.encode() not in bytes_of(tmp_path)


OTHER = NoteFields(plan=(PlanEntry("Ring.", (1,), "agent", None),))


def test_a_note_that_was_saved_as_a_file_goes_with_its_call(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    store = Store(path)
    gone, _ = store.add(starting(4), TOLD, 3.0)
    note_folder(path).mkdir()
    fields = NoteFields(plan=(PlanEntry(f"Send {SECRET}.", (1,), "agent", None),))
    (note_folder(path) / "saved.txt").write_text(note_text(fields))
    store.append(gone, len(TOLD) + 1, lines(Note(4.0, NoteFields(), "")))  # it was saved, and then changed
    (note_folder(path) / "of another call.txt").write_text(note_text(OTHER))
    erase(store, gone, "anna")
    assert [file.name for file in note_folder(path).iterdir()] == ["of another call.txt"]


def test_the_rule_erases_what_is_too_old_text_and_sound_apart(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    store = Store(path)
    for day in (1, 10, 19):
        store.add(starting(day), TOLD, 3.0)
    cut_off, running = starting(2), starting(3)
    for start in (cut_off, running):
        store.append(store.begin(start), 1, TOLD)
    audio_folder(path).mkdir()
    for name, days in (("old", 3), ("new", 1)):
        sound = audio_folder(path) / f"{name}.flac"
        sound.write_text(name)
        then = (STARTED - timedelta(days=days)).timestamp()
        os.utime(sound, (then, then))
    long_ago = (STARTED - timedelta(days=10)).timestamp()
    for folder in (note_folder(path), rescue_folders(path)[0]):
        folder.mkdir()
        (folder / "old").write_text(SECRET)
        (folder / "new").write_text("new")
        os.utime(folder / "old", (long_ago, long_ago))
        os.utime(folder / "new", (then, then))
    with running_lock(path, running.key):
        assert forget(store, text_days=9, audio_days=2, now=STARTED) == 2
    assert [call.started.day for call in store.calls()] == [19, 10, 3]
    assert [who for _, _, who in tombstones(store)] == [RULE, RULE]
    assert [file.name for file in audio_folder(path).iterdir()] == ["new.flac"]
    assert [file.name for file in note_folder(path).iterdir()] == ["new"]
    assert [file.name for file in rescue_folders(path)[0].iterdir()] == ["new"]
    assert forget(store, text_days=9, audio_days=0, now=STARTED) == 1, "the program that wrote it is gone"
    assert list(audio_folder(path).iterdir()) == []
