"""The command line as other tools and people meet it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.cli import main
from assist.coach.playbook import PLAYBOOKS, load_playbook
from assist.paths import playbook_folder, settings_file
from tests.conftest import REPOSITORY, SAMPLES
from tests.models.speech_server import serving

HEAVY = ("numpy", "faster_whisper", "ctranslate2", "onnxruntime", "av", "PySide6", "sqlalchemy", "pydantic")

TRANSCRIPT = [
    ("agent", "Harbour Parcels, Simon speaking. How can I help?"),
    ("client", "This is the third time I call. I am furious, nobody ever rings me back."),
    ("agent", "You need to calm down."),
    ("client", "I waited at home for the whole day and your driver never came."),
    ("agent", "So you waited at home all day and the driver never came. Is that right?"),
    ("client", "Yes, that's right."),
    ("agent", "I am sorry, that was our mistake. What would you like us to do?"),
    ("client", "I want my parcel delivered tomorrow."),
    ("agent", "I can't do tomorrow. I can bring it to you on Friday, or you can fetch it at the depot."),
    ("client", "Friday is fine."),
    ("agent", "Then I will bring it by Friday noon."),
]


def write_transcript(path: Path, lines: list[tuple[str, str]] = TRANSCRIPT) -> Path:
    path.write_text("".join(json.dumps({"speaker": who, "text": text}) + "\n" for who, text in lines))
    return path


def call_assist(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assist", *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def test_help_needs_nothing_heavy() -> None:
    program = (
        "import sys; from assist.cli import parser; parser().format_help(); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_a_start_looks_for_no_plugins_in_all_that_is_installed() -> None:
    program = (
        "import sys; files = []; "
        "sys.addaudithook(lambda event, told: files.append(str(told[0])) if event == 'open' else None); "
        "import assist.settings; print([file for file in files if file.endswith('entry_points.txt')])"
    )
    bare = {name: value for name, value in os.environ.items() if name != "PYDANTIC_DISABLE_PLUGINS"}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=bare
    )
    assert run.stdout == "[]\n"


@pytest.mark.skipif(
    not Path("/proc/self/task").exists() or (os.cpu_count() or 1) < 2, reason="threads are counted in /proc"
)
def test_numpy_has_no_threads_that_spin_beside_the_speech_model() -> None:
    def threads(first: str) -> int:
        program = f"import {first}numpy, os; print(len(os.listdir('/proc/self/task')))"
        bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=bare
        )
        return int(run.stdout)

    assert threads("assist, ") == 1 < threads("")


def test_a_transcript_replays_to_the_same_bytes_twice(tmp_path: Path) -> None:
    path = write_transcript(tmp_path / "call.jsonl")
    runs = [call_assist("replay", str(path), "--json", "--started", "2026-11-18T10:00") for _ in range(2)]
    assert runs[0].returncode == 0, runs[0].stderr
    assert runs[0].stdout == runs[1].stdout != ""


def test_the_lines_of_a_replay_keep_their_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_transcript(tmp_path / "call.jsonl")
    assert main(["replay", str(path), "--json", "--started", "2026-11-18T10:00"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    keys = {
        "utterance": {"type", "at", "id", "channel", "start", "end", "text", "words"},
        "moment": {"type", "at", "moment", "speaker", "utterance", "words", "confidence"},
        "prompt": {"type", "at", "id", "step", "headline", "say", "because", "playbook", "source"},
        "prompt_cleared": {"type", "at", "id", "reason"},
        "warning": {"type", "at", "id", "headline", "repair", "because", "source"},
        "step": {"type", "at", "step", "state", "because"},
        "omission": {"type", "at", "id", "headline"},
        "note": {"type", "at", "fields", "read_back", "unsupported"},
    }
    for line in lines:
        assert set(line) == keys[line["type"]], line
    assert [line["id"] for line in lines if line["type"] == "utterance"] == list(range(1, 12))
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    said = {line["id"]: line["text"].lower() for line in lines if line["type"] == "utterance"}
    reasons = [because for line in lines for because in line.get("because", [])]
    assert reasons
    for because in reasons:
        assert because["words"].lower() in said[because["utterance"]]
    assert lines[-1]["type"] == "note"
    assert [line["type"] for line in lines].count("note") == 1
    fields = lines[-1]["fields"]
    assert set(fields) == {
        "problem", "client_wants", "cannot_do", "options", "plan", "goal_date", "contact", "follow_up"
    }  # fmt: skip
    assert fields["goal_date"]["date"] == "2026-11-20"
    assert lines[-1]["unsupported"] == []


def test_a_saved_replay_is_among_the_calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_transcript(tmp_path / "call.jsonl")
    assert main(["replay", str(path), "--save", "--started", "2026-11-18T10:00"]) == 0
    capsys.readouterr()
    assert main(["calls", "list", "--json"]) == 0
    [call] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (call["origin"], call["utterances"], call["finished"]) == ("call.jsonl", 11, True)
    assert main(["calls", "show", str(call["id"])]) == 0
    assert "Then I will bring it by Friday noon." in capsys.readouterr().out


def damaged_model(folder: Path) -> Path:
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"these are no weights")
    (folder / "config.json").write_text("{}")
    return folder


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["replay", "{tmp}/missing.wav"], "missing.wav"),
        (["replay", "{tmp}/missing.jsonl"], "missing.jsonl"),
        (["replay", "{tmp}"], "{tmp}"),
        (["replay", "{tmp}/notes.txt"], "notes.txt"),
        (["transcribe", "{tmp}/empty.wav"], "empty.wav"),
        (["replay", "{tmp}/wrong_field.jsonl"], "wrong_field.jsonl"),
        (["replay", "{tmp}/wrong_speaker.jsonl"], "wrong_speaker.jsonl"),
        (["replay", "{tmp}/call.jsonl", "--playbook", "nonsense"], "nonsense"),
        (["replay", "{tmp}/call.jsonl", "--playbook", "n" * 400], "nnn"),
        (["replay", "{tmp}/call.jsonl", "--policy", "apology_scope"], "apology_scope"),
        (["replay", "{tmp}/call.jsonl", "--policy", "apology_scope=nobody"], "apology_scope"),
        (["replay", "{tmp}/call.jsonl", "--started", "yesterday"], "yesterday"),
        (["transcribe", "{tmp}/tone.wav", "--model", "enormous.en"], "enormous.en"),
        (["replay", "{tmp}/call.jsonl", "--model", "enormous.en"], "enormous.en"),
        (["transcribe", "{tmp}/tone.wav", "--model", "{tmp}/damaged"], "damaged"),
        (["calls", "show", "12"], "12"),
        (["models", "verify", "enormous.en"], "enormous.en"),
    ],
)
def test_wrong_input_gets_one_clear_line(tmp_path: Path, arguments: list[str], named: str) -> None:
    write_transcript(tmp_path / "call.jsonl")
    (tmp_path / "notes.txt").write_text("not a sound at all, just words in a file\n" * 50)
    (tmp_path / "empty.wav").touch()
    (tmp_path / "wrong_field.jsonl").write_text('{"speaker": "agent", "txt": "hello"}\n')
    (tmp_path / "wrong_speaker.jsonl").write_text('{"speaker": "boss", "text": "hello"}\n')
    soundfile.write(tmp_path / "tone.wav", np.zeros(16_000, np.float32), 16_000)
    damaged_model(tmp_path / "damaged")
    run = call_assist(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert run.returncode == 2, run
    assert run.stdout == ""
    assert run.stderr.startswith("call-assist: ")
    assert run.stderr.count("\n") == 1, run.stderr
    assert named.format(tmp=tmp_path) in run.stderr
    assert "Traceback" not in run.stderr


def test_options_may_stand_before_what_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(write_transcript(tmp_path / "call.jsonl")), "--save"]) == 0
    assert main([*"calls remark 1 correction --utterance 2".split(), "I am angry."]) == 0
    assert main("playbook test --json upset-calls".split()) == 2
    assert main("models download --into nowhere enormous.en".split()) == 2
    assert "There is no model 'enormous.en' to fetch" in capsys.readouterr().err


def test_a_path_that_nobody_may_look_at_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_options: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "locked/handbook.toml")

    monkeypatch.setattr("assist.cli.lists.playbook", closed)
    assert main(["playbook", "check", "locked/handbook.toml"]) == 2
    assert capsys.readouterr().err == (
        "call-assist: locked/handbook.toml cannot be used (Permission denied): allow it, or name another.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_cannot_be_printed_is_told(tmp_path: Path) -> None:
    call = write_transcript(tmp_path / "call.jsonl")
    for arguments in (["playbook", "list"], ["replay", str(call)]):
        with Path("/dev/full").open("w") as full:
            run = subprocess.run(
                [sys.executable, "-m", "assist", *arguments], stdout=full, stderr=subprocess.PIPE, text=True
            )
        assert run.returncode == 2
        assert run.stderr == "call-assist: The output cannot be written (No space left on device).\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the streams")
def test_a_program_without_its_streams_works_all_the_same(tmp_path: Path) -> None:
    call = write_transcript(tmp_path / "call.jsonl")
    for closed in ("<&-", ">&-", "<&- >&- 2>&-"):
        program = f"exec {sys.executable} -m assist replay {call} --save {closed}"
        run = subprocess.run(["sh", "-c", program], capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, ""), run
    run = subprocess.run(
        ["sh", "-c", f"exec {sys.executable} -m assist calls erase 1 <&-"], capture_output=True, text=True
    )
    assert (run.returncode, run.stderr.count("\n")) == (2, 1) and "say --yes" in run.stderr


def _with_ctrl_c() -> None:
    """What a shell runs in the background ignores Ctrl+C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
def test_an_interrupt_while_the_program_is_read_ends_it_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "argparse.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    run = subprocess.run(
        [sys.executable, "-c", "import assist.__main__"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(REPOSITORY)))},
        capture_output=True,
        text=True,
        preexec_fn=_with_ctrl_c,
    )
    assert (run.returncode, run.stderr) == (-signal.SIGINT, "")


def test_a_mistyped_playbook_is_answered_with_the_nearest_and_the_agents_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    playbook_folder().mkdir(parents=True)
    (playbook_folder() / "our-team.toml").write_text((PLAYBOOKS / "keep-calm.toml").read_text("utf-8"))
    path = write_transcript(tmp_path / "call.jsonl")
    assert main(["replay", str(path), "--playbook", "our-taem"]) == 2
    said = capsys.readouterr().err
    assert "is it our-team?" in said and "upset-client" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
def test_an_interrupt_while_the_window_is_made_ends_the_program_without_a_word() -> None:
    """Qt swallows Python's own, and makes half a window of it."""
    program = (
        "import os, signal, ui.sidebar\n"
        "ui.sidebar.Sidebar = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "from assist.cli import main\n"
        "main([])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        preexec_fn=_with_ctrl_c,
    )
    assert (run.returncode, run.stderr) == (-signal.SIGINT, "")


def test_an_own_playbook_behind_a_bundled_ones_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    playbook_folder().mkdir(parents=True)
    for name in ("upset-client", "our-team"):
        (playbook_folder() / f"{name}.toml").write_bytes((PLAYBOOKS / "upset-client.toml").read_bytes())
    for arguments in (["list"], ["check", "upset-client"]):
        assert main(["playbook", *arguments]) == 0
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and "upset-client.toml is not used" in said and "give it another" in said
    assert main(["playbook", "check", "our-team"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("policies", "said"),
    [
        ('interupt = "never"', "policies.interupt: expected a policy's name"),
        ('interrupt = "nver"', "policies.interrupt: expected one of never, to_steer_back; found nver"),
    ],
)
def test_a_mistyped_policy_of_the_settings_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], policies: str, said: str
) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(f"[policies]\n{policies}\n")
    path = write_transcript(tmp_path / "call.jsonl")
    assert main(["replay", str(path)]) == 2
    told = capsys.readouterr().err
    assert said in told and str(settings_file()) in told


def test_a_policy_that_only_another_playbook_asks_about_is_no_mistake(tmp_path: Path) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('[policies]\napology_scope = "own_mistake"\n')
    assert "apology_scope" not in {policy.name for policy in load_playbook("keep-calm").policies}
    path = write_transcript(tmp_path / "call.jsonl")
    assert main(["replay", str(path), "--playbook", "keep-calm"]) == 0


def test_recordings_and_models_that_cannot_be_used_get_one_sentence_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = 0.1 * np.sin(np.arange(8_000))
    soundfile.write(tmp_path / "six.wav", np.stack([sound] * 6, axis=1), 8_000)
    soundfile.write(tmp_path / "whole.wav", sound, 8_000, subtype="PCM_U8")
    (tmp_path / "cut.wav").write_bytes((tmp_path / "whole.wav").read_bytes()[:40])
    (tmp_path / "cut.m4a").write_bytes(b"\0\0\0\x20ftypM4A " + bytes(400))
    (tmp_path / "picture.opus").write_bytes(b"\x89PNG\r\n" + bytes(range(256)))
    (tmp_path / "empty.mp3").touch()
    for name in ("unfinished", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "unfinished" / "config.json").write_text("{}")
    (tmp_path / "other" / "model.safetensors").write_bytes(bytes(64))
    whole = str(tmp_path / "whole.wav")
    for name in ("six.wav", "cut.wav", "cut.m4a", "picture.opus", "empty.mp3"):
        for command in ("transcribe", "replay"):
            assert main([command, str(tmp_path / name), "--json"]) == 2, name
            said = capsys.readouterr()
            assert said.out == "" and said.err.count("\n") == 1 and name in said.err, said
    for name in ("unfinished", "other", "whole.wav", "nowhere"):
        assert main(["transcribe", whole, "--json", "--model", str(tmp_path / name)]) == 2
        said = capsys.readouterr()
        assert said.out == "" and said.err.count("\n") == 1 and name in said.err, said
    assert main(["replay", str(tmp_path / "six.wav"), "--save"]) == 2
    capsys.readouterr()
    assert main(["calls", "list", "--json"]) == 0
    assert capsys.readouterr().out == ""  # nothing half-written


def test_without_a_display_the_sidebar_says_what_else_to_do() -> None:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    run = subprocess.run(
        [sys.executable, "-m", "assist"],
        env={name: value for name, value in os.environ.items() if name not in without},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "display" in run.stderr and "--terminal" in run.stderr


def test_a_transcripts_mistake_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    path.write_text('{"speaker": "agent", "text": "Hello."}\n{"speaker": "client", "text": 7}\n')
    run = call_assist("replay", str(path))
    assert run.returncode == 2
    assert "call.jsonl" in run.stderr and "2" in run.stderr and "text" in run.stderr


def test_a_recording_gives_the_same_bytes_twice_and_the_model_says_what_it_is() -> None:
    call = str(SAMPLES / "garage.flac")
    words = call_assist("transcribe", call, "--json")
    assert words.returncode == 0
    assert "not people" in words.stderr and words.stderr.count("\n") == 1
    assert {json.loads(line)["type"] for line in words.stdout.splitlines()} == {"partial", "utterance"}
    replays = [call_assist("replay", call, "--json", "--started", "2026-11-18T10:00") for _ in range(2)]
    assert replays[0].stdout == replays[1].stdout
    assert set(words.stdout.splitlines()) < set(replays[0].stdout.splitlines())


def test_a_speech_server_of_the_settings_hears_the_call_unless_a_model_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "xdg_config_home" / "call-assist"
    folder.mkdir(parents=True)
    call = str(SAMPLES / "garage.flac")
    with serving() as server:
        (folder / "settings.toml").write_text(f'speech_server = "{server.address}"\nwords = ["Lawson"]\n')
        run = call_assist("transcribe", call, "--json")
        assert (run.returncode, run.stderr) == (0, "")
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        assert len(server.heard) >= len(lines)
        assert {fields["prompt"] for fields in server.heard} == {"Lawson"}
        call_assist("transcribe", call, "--json", "--model", "bundled")
        assert len(server.heard) < 2 * len(lines)
    run = call_assist("transcribe", call, "--json")
    assert run.returncode == 0 and run.stderr.count("takes over") == 1
    gone = [json.loads(line) for line in run.stdout.splitlines()]
    starts = [line["start"] for line in lines if line["type"] == "utterance"]
    assert [line["start"] for line in gone if line["type"] == "utterance"] == starts
    (folder / "settings.toml").write_text('speech_server = "gpu"\n')
    run = call_assist("transcribe", call)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "speech_server" in run.stderr


def test_settings_with_a_mistake_are_named_by_their_key(tmp_path: Path) -> None:
    folder = tmp_path / "xdg_config_home" / "call-assist"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('playbok = "upset-client"\n')
    run = call_assist("replay", str(write_transcript(tmp_path / "call.jsonl")))
    assert run.returncode == 2
    assert "settings.toml" in run.stderr and "playbok" in run.stderr
