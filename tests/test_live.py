"""The sidebar on a real microphone: what is said into it is written down and kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from assist.audio import microphone
from assist.audio.chunk import AudioChunk
from assist.calls.store import Store
from assist.cli import call, live_call, main
from assist.coach.playbook import PLAYBOOKS
from assist.desk import Desk
from assist.errors import InputError
from assist.events import Event, Notice
from assist.paths import calls_database, settings_file
from tests.conftest import REPOSITORY
from tests.sound_server import SoundServer
from tests.speech.calls import CountingEngine
from ui import app
from ui.choices import Found

CALL = REPOSITORY / "tests" / "samples" / "internet.flac"


def kept_words() -> str:
    """What was written down so far, over all calls."""
    if not calls_database().exists():
        return ""
    store = Store(calls_database())
    try:
        return " ".join(
            event["text"]
            for call in store.calls()
            for event in store.events(call.id)
            if event["type"] == "utterance" and event["channel"] == "agent"
        )
    finally:
        store.close()


def until(holds: Callable[[], bool], program: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not holds():
        assert program.poll() is None and time.monotonic() < deadline
        time.sleep(0.3)


@pytest.mark.timeout(300)
def test_the_sidebar_hears_the_microphone(sound_server: SoundServer, tmp_path: Path) -> None:
    sound, rate = soundfile.read(CALL, stop=int(17.5 * 16_000))
    soundfile.write(tmp_path / "agent.wav", sound[:, 0], rate)
    Store(calls_database()).close()  # made now, and not by two programs at once
    environment = sound_server.environment
    log = (tmp_path / "log").open("w+")
    sidebar = subprocess.Popen(
        [sys.executable, "-m", "assist", "--microphone", "pulse", "--start"],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        recorded = ["pactl", "list", "short", "source-outputs"]
        until(lambda: bool(subprocess.check_output(recorded, env=environment)), sidebar)
        subprocess.run(["paplay", "--device=agent", str(tmp_path / "agent.wav")], env=environment, check=True)
        until(lambda: "department" in kept_words(), sidebar)
        sidebar.send_signal(signal.SIGINT)
        assert sidebar.wait(60) == 0
    finally:
        sidebar.kill()
        sidebar.wait()
        log.seek(0)
        print(log.read())
    store = Store(calls_database())
    assert [call.finished for call in store.calls()] == [True]


def test_without_a_microphone_the_window_opens_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the window that another device is chosen, kept calls are read and the practice call is played."""
    told = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(microphone, "list_devices", list)
    monkeypatch.setattr(app, "run", lambda *_, get_ready, **__: told.append(get_ready().trouble) or 0)
    assert main([]) == 0
    assert told == ["No microphone was found: plug one in, or allow the program to use it."]
    assert main(["--start"]) == 2, "a call that is to start at once cannot"
    assert len(told) == 1


def test_a_full_disk_is_nothing_that_the_settings_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "The file of calls could not be opened: the disk is full; free some space."

    def full() -> str:
        raise InputError(words)

    told: list[Found] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(microphone, "list_devices", list)
    monkeypatch.setattr(live_call, "cut_off_calls", full)
    monkeypatch.setattr(app, "run", lambda *_, get_ready, **__: told.append(get_ready()) or 0)
    assert main([]) == 0
    assert [one.obstacle for one in told] == [words]
    assert [one.trouble for one in told] == [
        "No microphone was found: plug one in, or allow the program to use it."
    ]


STARTING = """
import sys, threading
from assist.cli import call, live_call, main
from assist.coach.playbook import PLAYBOOKS
from ui import app
begin, early = threading.Thread.start, []
def start(thread):
    if "shiboken6" not in sys.modules:
        early.append(thread.name)
    begin(thread)
threading.Thread.start = start
def loaded():
    print(early, "ui.desktop" in sys.modules)
    sys.exit()
app._application = loaded
main([])
"""


OPENED = """
import sys
import assist.cli.live, assist.cli.demo, ui.call_control, ui.desktop, ui.sidebar
later = "sqlalchemy", "faster_whisper", "av", "sounddevice", "assist.session", "assist.calls.store", "ui.review.window"
print([name for name in later if name in sys.modules])
"""


def test_the_window_waits_for_nothing_that_only_calls_need() -> None:
    """What takes seconds to load is loaded behind it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    opened = subprocess.run([sys.executable, "-c", OPENED], env=environment, capture_output=True, text=True)
    assert opened.stdout == "[]\n", opened.stderr


def test_no_other_thread_runs_while_qt_is_loaded(tmp_path: Path) -> None:
    """Qt for Python goes through all modules then, and ends the program where another thread has just loaded one."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)}
    begun = subprocess.run([sys.executable, "-c", STARTING], env=environment, capture_output=True, text=True)
    assert (begun.stdout, begun.returncode) == ("[] True\n", 0), begun.stderr


def test_a_call_that_could_not_begin_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the next start would tell of a call that was cut off."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('microphone = "Nobody’s headset"', "utf-8")

    def run(
        events: Callable[[Desk], Iterator[Event]], *_: object, get_ready: Callable[[], Found], **__: object
    ) -> int:
        get_ready()
        with pytest.raises(InputError):
            list(events(Desk()))
        return 0

    monkeypatch.setattr(app, "run", run)
    assert main([]) == 0
    store = Store(calls_database())
    assert store.calls() == []
    store.close()


class OneSecond:
    """Stands in for the devices: a second of silence."""

    behind, time, whole = 0.0, 1.0, True

    def __init__(self, *_devices: object) -> None: ...

    def open(self) -> None: ...

    def close(self) -> None: ...

    def lost(self, channel: str) -> bool:
        return False

    def __iter__(self) -> Iterator[AudioChunk]:
        for tenth in range(10):
            yield AudioChunk("agent", tenth / 10, np.zeros(1600, np.float32))


def test_a_mistake_made_in_a_file_since_the_last_call_keeps_no_client_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The playbook is the team lead's, and the agent who presses Start cannot put it right."""
    settings_file().parent.mkdir(parents=True)
    own = settings_file().parent / "own.toml"
    own.write_text((PLAYBOOKS / "keep-calm.toml").read_text("utf-8"), "utf-8")
    settings_file().write_text(f"playbook = '{own}'", "utf-8")
    nobody = SimpleNamespace(take=lambda: None, close=lambda: None)
    monkeypatch.setattr(live_call, "Spares", lambda _count: nobody)
    monkeypatch.setattr(live_call, "LiveSound", OneSecond)
    monkeypatch.setattr(call, "engine", lambda *_: CountingEngine())
    named = Namespace(model=None, playbook=None, policy=None, microphone=None, caller=None, start=False)
    with closing(live_call.LiveCall(named)) as calls:
        own.write_text('title = "Own"\n', "utf-8")
        desk = Desk()
        desk.left.set()
        told = [
            event.text for event in calls.events(desk) if isinstance(event, Notice) and "holds" in event.text
        ]
        assert len(told) == 1 and f"{own}: step: expected at least one" in told[0]
        settings_file().write_text("model = 7", "utf-8")
        told = [
            event.text for event in calls.events(desk) if isinstance(event, Notice) and "holds" in event.text
        ]
        assert "have a mistake: model" in told[0]
    with closing(Store(calls_database())) as store:
        assert [(one.playbook, one.finished) for one in store.calls()] == [("own", True)] * 2


def test_a_call_that_waits_for_the_team_says_why_once_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('team = "postgresql://anna@db.example/calls"', "utf-8")
    refused = SimpleNamespace(trouble="The team's database: the password is wrong.", stop=lambda: None)
    monkeypatch.setattr(live_call, "Sender", lambda *_: SimpleNamespace(start=lambda: refused))
    monkeypatch.setattr(live_call, "Spares", lambda _: SimpleNamespace(take=lambda: None, close=lambda: None))
    monkeypatch.setattr(live_call, "LiveSound", OneSecond)
    monkeypatch.setattr(call, "engine", lambda *_: CountingEngine())
    named = Namespace(model=None, playbook=None, policy=None, microphone=None, caller=None, start=False)
    with closing(live_call.LiveCall(named)) as calls:
        desk = Desk()
        desk.left.set()
        told = [event.text for event in calls.events(desk) if isinstance(event, Notice)]
    assert told[-1] == "This call waits here for your team. The team's database: the password is wrong."
