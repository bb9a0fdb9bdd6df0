"""A saved note is a file that its owner alone reads."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from assist.calls.store.erase import note_folder
from assist.cli.note_file import save_note
from assist.errors import InputError
from assist.events import Entry, Note, NoteFields
from assist.paths import calls_database, private_opener

NOTE = Note(9.0, NoteFields(problem=(Entry("The sitter did not come.", (2,)),)), "You told me …")


def test_the_note_is_written_where_it_says() -> None:
    told = save_note(NOTE)
    [path] = note_folder(calls_database()).iterdir()
    assert told == f"Note saved: {path}"
    assert "- The sitter did not come." in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_note_that_is_saved_twice_within_a_second_is_two_files(monkeypatch: pytest.MonkeyPatch) -> None:
    now = SimpleNamespace(now=lambda: datetime(2026, 11, 19, 16, 52))
    monkeypatch.setattr("assist.cli.note_file.datetime", now)
    told = [save_note(NOTE) for _ in range(3)]
    files = sorted(note_folder(calls_database()).iterdir(), key=lambda file: file.stem)
    assert [file.stem for file in files] == [f"2026-11-19 16.52.00{more}" for more in ("", " 2", " 3")]
    assert told == [f"Note saved: {file}" for file in files]


def test_a_place_that_cannot_be_written_is_named() -> None:
    note_folder(calls_database()).write_text("no folder")
    with pytest.raises(InputError, match="could not be saved"):
        save_note(NOTE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to offer")
def test_a_full_disk_leaves_no_half_of_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, flags: int) -> int:
        os.close(private_opener(path, flags))
        return os.open("/dev/full", os.O_WRONLY)

    monkeypatch.setattr("assist.paths.private_opener", full)
    with pytest.raises(InputError, match="free some space and save again"):
        save_note(NOTE)
    assert list(note_folder(calls_database()).iterdir()) == []
