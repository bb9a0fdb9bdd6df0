"""`calls` on the command line: taken in, found, ended and erased."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
import soundfile

from assist.calls import importing
from assist.calls.recording import Recording
from assist.calls.store import Store
from assist.cli import main
from assist.paths import calls_database
from tests.calls.conftest import said, starting
from tests.conftest import SAMPLES

CALL = """{"speaker": "client", "text": "Nobody came, and I want my refund!"}
{"speaker": "agent", "text": "I'm sorry. I will call you back by Friday."}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "old calls"
    folder.mkdir()
    (folder / "one.jsonl").write_text(CALL)
    (folder / "two.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Good morning.\n")
    (folder / "readme.txt").write_text("no call")
    return folder


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["calls", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_is_taken_in_once_found_and_erased(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calls", "import", str(folder)]) == 0
    assert capsys.readouterr().out == "2 calls taken in.\n"
    assert main(["calls", "import", str(folder)]) == 0
    assert capsys.readouterr().out == "0 calls taken in, 2 there already.\n"
    assert {call["origin"] for call in printed(capsys, "list")} == {"one.jsonl", "two.vtt"}
    [hit] = printed(capsys, "search", "refund", "--speaker", "client")
    [promise] = printed(capsys, "promises")
    assert promise["call"] == hit["call"]
    assert main(["calls", "search", '"want my" ref*']) == 0
    told = capsys.readouterr().out
    assert "▸ Caller  Nobody came, and I want my refund!\n      Agent   I'm sorry." in told
    which = [str(hit["call"]), str(promise["number"])]
    assert main(["calls", "move", *which, "2026-11-30"]) == 0
    assert main(["calls", "promises"]) == 0
    assert "2026-11-30  agent" in (told := capsys.readouterr().out) and "was due" in told
    assert main(["calls", "settle", *which, "kept"]) == 0
    assert printed(capsys, "promises") == []
    assert main(["calls", "erase", str(hit["call"]), "--yes"]) == 0
    assert printed(capsys, "search", "refund") == []
    assert len(printed(capsys, "audit")) == 1
    assert main(["calls", "import", str(folder)]) == 0
    assert "0 calls taken in" in capsys.readouterr().out


def test_what_cannot_be_taken_is_named_and_the_others_are_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "three.srt").write_text("nothing")
    assert main(["calls", "import", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == "2 calls taken in, 1 refused.\n" and "three.srt holds no subtitles" in told.err


def test_a_stop_leaves_whole_calls_and_the_next_time_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = importing.read

    def stopped(session: object, utterances: list[object]) -> object:
        if len(Store(calls_database()).calls()) == 1:
            os.kill(os.getpid(), signal.SIGINT)
        yield from read(session, utterances)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "read", stopped)
    assert main(["calls", "import", str(folder)]) == 130
    assert "Stopped after 1 call;" in capsys.readouterr().err
    monkeypatch.setattr(importing, "read", read)
    assert len(printed(capsys, "list")) == 1
    assert main(["calls", "import", str(folder)]) == 0
    assert capsys.readouterr().out == "1 call taken in, 1 there already.\n"


def test_a_folder_of_recordings_becomes_calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recordings = tmp_path / "recordings" / "november"
    recordings.mkdir(parents=True)
    whole, rate = soundfile.read(SAMPLES / "parcel.flac", dtype="int16")
    soundfile.write(recordings / "both.wav", whole[: 14 * rate], rate)
    soundfile.write(recordings / "one side.flac", whole[: 10 * rate, 0], rate)
    assert main(["calls", "import", str(recordings.parent), "--model", "bundled"]) == 0
    told = capsys.readouterr()
    assert told.out == "2 calls taken in.\n" and "2 of 2  one side.flac" in told.err
    calls = {str(call["origin"]): call for call in printed(capsys, "list")}
    assert set(calls) == {"both.wav", "one side.flac"}
    channels = {
        name: {
            line["channel"]
            for line in printed(capsys, "show", str(call["id"]))
            if line["type"] == "utterance"
        }
        for name, call in calls.items()
    }
    assert channels == {"both.wav": {"agent", "client"}, "one side.flac": {"agent"}}


def test_any_selection_leaves_as_files_and_whole_calls_come_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["calls", "import", str(folder)]) == 0
    [promised] = printed(capsys, "list", "--promise-open")
    call = str(promised["id"])
    assert main(["calls", "remark", call, "tag", "late visit"]) == 0
    before = printed(capsys, "show", call)
    out = tmp_path / "out"
    assert main(["calls", "export", "--promise-open", "--format", "events", "--folder", str(out)]) == 0
    assert f"1 of 1 calls exported into {out}" in capsys.readouterr().out
    assert main(["calls", "export", "--all", "--format", "report", "--folder", str(out)]) == 0
    assert sorted(file.suffix for file in out.iterdir()) == [".html", ".html", ".jsonl"]
    for wrong in ([], ["--all"], [call, "--all"], ["1", "2"]):
        assert main(["calls", "export", *wrong]) == 2
    capsys.readouterr()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another machine"))
    [file] = out.glob("*.jsonl")
    assert main(["calls", "import", str(file)]) == 0
    [came] = printed(capsys, "list", "--tag", "late visit")
    assert printed(capsys, "show", str(came["id"])) == before
    assert main(["calls", "import", str(file)]) == 0
    assert "1 there already" in capsys.readouterr().out


def test_a_call_that_was_cut_off_is_offered_and_ended(capsys: pytest.CaptureFixture[str]) -> None:
    recording = Recording(calls_database(), starting())
    recording.keep(said(1, "Nobody came.", 2.0))
    recording.close()
    [cut_off] = printed(capsys, "recover")
    assert main(["calls", "recover", str(cut_off["id"])]) == 0
    assert "Nobody came." in capsys.readouterr().out
    assert printed(capsys, "recover") == []
    assert main(["calls", "recover", str(cut_off["id"])]) == 2


def test_a_call_is_remarked_on_and_found_by_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calls", "import", str(folder)]) == 0
    [hit] = printed(capsys, "search", "refund", "--speaker", "client")
    call = str(hit["call"])
    assert main(["calls", "remark", call, "tag", "Late visit"]) == 0
    assert main(["calls", "remark", call, "good-example", "--utterance", "2"]) == 0
    assert capsys.readouterr().out == (
        f"Tag on call {call}: late visit\nGood-example on call {call}, utterance 2\n"
    )
    for wanted in (["--tag", "late VISIT"], ["--good-example"]):
        assert [one["id"] for one in printed(capsys, "list", *wanted)] == [hit["call"]]
        assert len(printed(capsys, "search", "refund", "--speaker", "client", *wanted)) == 1
    tag, _ = printed(capsys, "remarks", call)
    assert main(["calls", "remarks", call, "--remove", str(tag["key"])]) == 0
    assert printed(capsys, "list", "--tag", "late visit") == []
    assert main(["calls", "remark", call, "comment", "Hm.", "--utterance", "9"]) == 2
    assert "has no utterance 9" in capsys.readouterr().err


def test_trends_are_printed_and_written_for_a_spreadsheet(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calls", "trends"]) == 0
    assert capsys.readouterr().out == "No such calls are kept.\n"
    assert main(["calls", "import", str(folder)]) == 0
    capsys.readouterr()
    assert main(["calls", "trends", "--people"]) == 0
    told = capsys.readouterr().out
    assert "All: 2 calls" in told and "Missed most" in told and "Not due yet" in told
    written = tmp_path / "trends.csv"
    assert main(["calls", "trends", "--csv", str(written)]) == 0
    rows = written.read_text().splitlines()
    assert rows[:2] == ["person,figure,what,count,of", "all,calls,,2,2"] and len(rows) > 20
    assert main(["calls", "trends", "--csv", str(written)]) == 2
    assert "choose a new file" in capsys.readouterr().err


LONG = "n" * 300


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("calls show abc", "expected a call's number, such as 3, not abc"),
        ("calls erase 99999999999999999999", "`call-assist calls list` shows those there are"),
        ("calls list --moment client_angry", "--moment client_angry: expected one of agent_acknowledged"),
        ("calls list --limit 0", "expected at least 1, not 0"),
        ("calls compare upset-client --limit -1", "expected at least 1, not -1"),
        ("calls settle 2", "`call-assist calls settle --help` says more"),
        ("transcribe call.jsonl", "call.jsonl has its words already"),
        ("replay call.vtt", "`call-assist calls import` takes it"),
        (f"replay {LONG}.wav", f"{LONG}.wav cannot be read (File name too long)"),
        (f"replay {LONG}.jsonl", f"{LONG}.jsonl cannot be read (File name too long)"),
        (f"models verify {LONG}", "There is no speech model"),
        (f"playbook test upset-client {LONG}", "cannot be read (File name too long)"),
    ],
)
def test_a_wrong_use_is_told_in_one_line(
    typed: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status: object = main(typed.split())
    except SystemExit as end:
        status = end.code
    shown = capsys.readouterr()
    assert (status, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert shown.err.startswith("call-assist") and sentence in shown.err


def test_one_path_that_nobody_can_look_at_keeps_no_other_file_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calls", "import", f"{LONG}.wav", str(folder / "one.jsonl")]) == 2
    shown = capsys.readouterr()
    assert shown.out == "1 call taken in, 1 refused.\n"
    assert f"{LONG}.wav cannot be read (File name too long)" in shown.err


def test_a_mistyped_step_finds_nothing_and_is_told_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calls", "list", "--missed", "clarfy"]) == 0
    said = capsys.readouterr().out
    assert "No such calls are kept." in said and "step clarfy" in said and "clarify" in said


def test_a_call_becomes_one_page(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["calls", "import", str(folder / "one.jsonl")]) == 0
    page = tmp_path / "call.html"
    assert main(["calls", "report", "1", "--redact", "--output", str(page)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Written: {page}"
    assert "I want my refund" in page.read_text() and "Redacted:" in page.read_text()
    assert main(["calls", "report", "1", "--output", str(page)]) == 2
    assert "choose a new file" in capsys.readouterr().err
    assert main(["calls", "report", "1"]) == 0
    assert "Redacted:" not in capsys.readouterr().out
    assert main(["calls", "report", "9"]) == 2
    assert "There is no call 9" in capsys.readouterr().err
