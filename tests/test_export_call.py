"""`calls export`: the note of a kept call, as a file."""

from __future__ import annotations

import errno
import io
import json
import os
from pathlib import Path

import pytest
from docx import Document

from assist.cli import main

CALL = [
    ("client", "My name is Jane Doe. My parcel never arrived and I want a refund."),
    ("agent", "I'm sorry. What is the best number for you?"),
    ("client", "It's oh seven seven double four, one two three, four five six."),
    ("agent", "I will refund the parcel by Friday."),
]


@pytest.fixture
def kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = tmp_path / "call.jsonl"
    path.write_text("".join(json.dumps({"speaker": who, "text": text}) + "\n" for who, text in CALL), "utf-8")
    assert main(["replay", str(path), "--save", "--started", "2026-11-18T10:00"]) == 0
    capsys.readouterr()
    main(["calls", "list", "--json"])
    return str(json.loads(capsys.readouterr().out)["id"])


def test_on_standard_output(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calls", "export", kept]) == 0
    text = capsys.readouterr().out
    assert "Wednesday 18 November 2026" in text
    assert "- Refund the parcel by Friday." in text and "Fri 20 Nov 2026" in text
    assert "07744123456" in text and "Jane Doe" in text
    assert main(["calls", "export", kept, "--format", "json", "--redact"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line["redacted"] is True
    assert line["fields"]["goal_date"]["date"] == "2026-11-20"
    assert "Jane" not in json.dumps(line) and "07744123456" not in json.dumps(line)


def test_into_a_file_of_ones_own(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "note.docx"
    assert main(["calls", "export", kept, "--format", "docx", "--output", str(path)]) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(path.read_bytes())).paragraphs]
    assert any("Refund the parcel by Friday." in text for text in paragraphs)


def test_as_pdf(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    assert main(["calls", "export", kept, "--format", "pdf", "--redact", "--output", str(path)]) == 0
    written = path.read_bytes()
    assert written.startswith(b"%PDF-")
    assert "Call note, Wednesday 18 November 2026".encode("utf-16-be") in written  # its title
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--format", "docx"], "--output"),
        (["--format", "pdf"], "--output"),
        (["--output", "/nowhere/note.txt"], "/nowhere/note.txt"),
    ],
)
def test_what_cannot_be_is_said(
    kept: str, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calls", "export", kept, *more]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_a_full_disk_is_called_so(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("assist.paths.write_new", full)
    monkeypatch.setattr("assist.review.export.write_new", full)
    for where in (["--output", str(tmp_path / "note.txt")], ["--folder", str(tmp_path)]):
        assert main(["calls", "export", kept, *where]) == 2
        said = capsys.readouterr().err
        assert "the disk is full" in said and "free some space" in said and "new file" not in said


def test_a_file_that_is_there_is_not_overwritten(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("mine", "utf-8")
    assert main(["calls", "export", kept, "--output", str(path)]) == 2
    assert path.read_text("utf-8") == "mine"
    assert "choose a new file" in capsys.readouterr().err
