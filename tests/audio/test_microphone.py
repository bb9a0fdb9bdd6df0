"""A real sound server without hardware: what is played into a sink is what the microphone hears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.sound_server import SoundServer, ended, run

pytestmark = pytest.mark.timeout(300)

RECORD = """
import json, threading
import numpy as np
from assist.audio.live import LiveSound
stop, sound, ends, begun = threading.Event(), {"agent": [], "client": []}, {}, {}
for chunk in LiveSound("agent.monitor", "caller.monitor", stop):
    sound[chunk.channel].append(chunk.samples)
    assert abs(chunk.start - ends.get(chunk.channel, 0.0)) < 1e-6
    ends[chunk.channel] = chunk.end
    if np.abs(chunk.samples).max() > 0.2:
        begun.setdefault(chunk.channel, chunk.end)
    if len(begun) == 2 and all(ends[channel] > at + 2 for channel, at in begun.items()) or chunk.end > 60:
        stop.set()
answer = {}
for channel, parts in sound.items():
    samples = np.concatenate(parts)
    loud = np.nonzero(np.abs(samples) > 0.05)[0]
    samples = samples[loud[0] : loud[-1]]
    spectrum = np.abs(np.fft.rfft(samples))
    hundredths = np.abs(samples[: len(samples) // 160 * 160].reshape(-1, 160)).max(axis=1)
    answer[channel] = {
        "dtype": str(samples.dtype), "seconds": len(samples) / 16000, "loud": float(np.mean(hundredths > 0.2)),
        "hertz": float(np.fft.rfftfreq(len(samples), 1 / 16000)[spectrum.argmax()]),
    }
print(json.dumps(answer))
"""

KILLED = """
import json, os, signal, threading
from assist.audio.live import LiveSound
from assist.events import Gap
stop, told, ends, killed = threading.Event(), [], {}, False
live = LiveSound("agent.monitor", "caller.monitor", stop, told.append)
for chunk in live:
    assert abs(chunk.start - ends.get(chunk.channel, 0.0)) < 1e-6
    ends[chunk.channel] = chunk.end
    gaps = [event for event in told if isinstance(event, Gap)]
    if chunk.end > 2 and not killed:
        killed = True
        os.kill(live.processes()["client"], signal.SIGKILL)
    if len(gaps) == 2 or chunk.end > 100:
        stop.set()
print(json.dumps({"told": [event.to_json() for event in told], "whole": live.whole, "ends": ends}))
"""

AWAY = """
import json, subprocess, threading
from assist.audio.live import LiveSound
from assist.events import Notice
stop, told, gone = threading.Event(), [], False
CHANNEL = "caller" if {caller} else "agent"
live = LiveSound("agent.monitor", "caller.monitor", stop, told.append)
ends = {{}}
for chunk in live:
    ends[chunk.channel] = chunk.end
    words = [event.text for event in told if isinstance(event, Notice)]
    if chunk.end > 2 and not gone:
        gone = True
        modules = subprocess.run(["pactl", "list", "short", "modules"], capture_output=True, text=True).stdout
        number = next(line.split()[0] for line in modules.splitlines() if "sink_name=" + CHANNEL in line)
        subprocess.run(["pactl", "unload-module", number], check=True)
        away = chunk.end
    stood_in = CHANNEL == "caller" or any("is gone" in text for text in words)
    if gone is True and stood_in and chunk.end > away + 4:
        gone = "back"
        subprocess.run(
            ["pactl", "load-module", "module-null-sink", "sink_name=" + CHANNEL], check=True, capture_output=True
        )
    if any('is back: "' in text for text in words) and live.whole or chunk.end > 150:
        stop.set()
print(json.dumps({{"words": words, "ends": ends, "away": away}}))
"""

WAITING = """
import json, subprocess, threading, time
from pathlib import Path
from assist.audio.live import LiveSound
from assist.audio.spares import Spares
spares = Spares(2)
waiting = spares.processes()
deadline = time.monotonic() + 60
while not all("libportaudio" in Path(f"/proc/{one}/maps").read_text() for one in waiting):
    assert time.monotonic() < deadline
    time.sleep(0.1)
recorded_from = subprocess.run(["pactl", "list", "short", "source-outputs"], capture_output=True, text=True)
stop, recording = threading.Event(), []
live = LiveSound("agent.monitor", "caller.monitor", stop, start=spares.take)
live.open()
ends = {}
for chunk in live:
    ends[chunk.channel] = chunk.end
    if len(ends) == 2:
        recording = list(live.processes().values())
        stop.set()
spares.close()
print(json.dumps({
    "waiting": waiting, "recorded_from": recorded_from.stdout, "recording": recording,
    "left": [one for one in waiting if Path(f"/proc/{one}").exists()],
}))
"""

MOVED = """
import json, subprocess, sys, threading, time
import numpy as np
from assist.audio.live import LiveSound
from assist.events import Gap, Health, Notice

def ask(*words):
    return subprocess.run(["pactl", *words], check=True, capture_output=True, text=True).stdout.strip()

def play(sink, file):
    player = subprocess.Popen(["paplay", "--device=" + sink, file])
    while ask("list", "short", "sink-inputs").count("\\n") < 1:  # the agent's, too
        time.sleep(0.1)
    return player

def end(player):  # the server would move its sound to the next output
    player.kill()
    player.wait()

def tone():
    last = np.concatenate(sound)
    whole = len(last) > 4000 and np.abs(last[: len(last) // 160 * 160].reshape(-1, 160)).max(axis=1).min() > 0.2
    return 50 * round(np.abs(np.fft.rfft(last)).argmax() * 16000 / len(last) / 50) if whole else 0

stop, told, sound, heard, headset = threading.Event(), [], [], [], ""
player = play("caller", sys.argv[1])
for chunk in LiveSound("agent.monitor", "speakers", stop, told.append):
    words = [event.text for event in told if isinstance(event, Notice)]
    if chunk.end > 150 or len(words) == 2:
        break
    if chunk.channel == "agent":
        continue
    sound = [*sound[-9:], chunk.samples]
    if (now := tone()) and now not in heard:
        heard.append(now)
    if heard == [450] and not headset:
        end(player)
        named = "sink_properties=device.description=Headset"
        headset = ask("load-module", "module-null-sink", "sink_name=headset", named)
        ask("set-default-sink", "headset")
        player = play("headset", sys.argv[2])
    if heard == [450, 900] and player.poll() is None:
        end(player)
        ask("unload-module", headset)
end(player)
print(json.dumps({
    "heard": heard, "words": words, "health": [event.state for event in told if isinstance(event, Health)],
    "gaps": [[event.channel, event.start, event.end] for event in told if isinstance(event, Gap)],
}))
"""

PROBLEM = """
import sys, threading
from assist.errors import InputError
{before}
from assist.audio.microphone import find_device
try:
    print({call})
except InputError as problem:
    print("InputError:", problem)
"""


def tone(file: Path, hertz: int, seconds: int) -> None:
    rate = 44_100
    soundfile.write(file, 0.5 * np.sin(2 * np.pi * hertz * np.arange(seconds * rate) / rate), rate)


def play(tmp_path: Path, server: SoundServer, sink: str, hertz: int, seconds: int) -> subprocess.Popen[bytes]:
    tone(tmp_path / f"{sink}.wav", hertz, seconds)
    return subprocess.Popen(
        ["paplay", f"--device={sink}", str(tmp_path / f"{sink}.wav")], env=server.environment
    )


def ask(server: SoundServer, *words: str) -> str:
    command = ["pactl", *words]
    return subprocess.run(command, env=server.environment, capture_output=True, text=True, check=True).stdout


@contextmanager
def busy(processes: int) -> Iterator[None]:
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


@pytest.mark.parametrize("spinning", [0, 2])
def test_what_is_played_is_heard_on_its_channel_whole(
    sound_server: SoundServer, tmp_path: Path, spinning: int
) -> None:
    players = [
        play(tmp_path, sound_server, "agent", 700, 200),
        play(tmp_path, sound_server, "caller", 450, 200),
    ]
    try:
        with busy(spinning):
            heard = json.loads(run(RECORD, sound_server.environment))
    finally:
        ended(*players)
    # a channel that a busy machine began late is made 2 % shorter until it is in time
    assert heard["agent"]["hertz"] == pytest.approx(700, rel=0.03)
    assert heard["client"]["hertz"] == pytest.approx(450, rel=0.03)
    for channel in heard.values():
        assert channel["dtype"] == "float32"
        assert channel["seconds"] > 1.5 and channel["loud"] > 0.9  # no gaps within the tone


def test_a_killed_capture_process_is_started_again_and_the_gap_is_marked(sound_server: SoundServer) -> None:
    heard = json.loads(run(KILLED, sound_server.environment))
    begun, over = [event for event in heard["told"] if event["type"] == "gap"]
    assert begun["channel"] == over["channel"] == "client" and begun["reason"] == "lost"
    assert begun["end"] is None and over["start"] == begun["start"] < over["end"]
    assert [event["state"] for event in heard["told"] if event["type"] == "health"] == ["lost", "working"]
    assert heard["whole"] and heard["ends"]["agent"] > begun["start"]


@pytest.mark.parametrize("caller", [False, True])
def test_a_device_that_goes_is_heard_again_when_it_is_back(sound_server: SoundServer, caller: bool) -> None:
    """Meanwhile the system's own microphone stands in for the agent's, and nothing for the caller's. Devices are
    called what the system calls them for people."""
    own = {key: value for key, value in sound_server.environment.items() if key != "PULSE_SOURCE"}
    heard = json.loads(run(AWAY.format(caller=caller), own))
    words = heard["words"]
    name = "Monitor of Null Output"
    assert any("is lost" in text and name in text for text in words)
    assert any(f'"{name}" is gone' in text for text in words) is (not caller)
    assert 'is back: "' in words[-1] and name in words[-1]
    assert min(heard["ends"].values()) > heard["away"] + 3  # neither channel's time stood still


def test_what_waits_for_a_call_opens_nothing_and_records_it_then(sound_server: SoundServer) -> None:
    found = json.loads(run(WAITING, sound_server.environment))
    assert found["recorded_from"] == ""
    assert sorted(found["recording"]) == sorted(found["waiting"])
    assert found["left"] == []


def test_the_caller_is_heard_through_whichever_output_is_the_default(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    """A headset is plugged in and out again; the agent's microphone is never taken for the caller."""
    ask(sound_server, "set-default-sink", "caller")
    files = [tmp_path / f"{hertz}.wav" for hertz in (450, 900)]
    for file in files:
        tone(file, int(file.stem), 200)
    agent = play(tmp_path, sound_server, "agent", 700, 200)
    try:
        found = json.loads(run(MOVED, sound_server.environment, *map(str, files)))
    finally:
        ended(agent)
    assert found["heard"] == [450, 900]
    place = "The caller's sound comes from another output now: "
    assert found["words"] == [f'{place}"Monitor of Headset".', f'{place}"Monitor of Null Output".']
    assert found["health"][:3] == ["lost", "working", "lost"]
    begun, over, again = found["gaps"][:3]
    assert begun[:2] == over[:2] and begun[2] is again[2] is None
    assert over[1] < over[2] < again[1]


def test_a_device_that_is_not_there_is_named_with_those_that_are(sound_server: SoundServer) -> None:
    answer = run(PROBLEM.format(before="", call="find_device('Teresa’s headset')"), sound_server.environment)
    assert answer.startswith('InputError: There is no input device "Teresa’s headset"')
    assert "pulse" in answer
    named = "sink_properties=device.description=Teresas"
    ask(sound_server, "load-module", "module-null-sink", "sink_name=usb7", named)
    answer = run(PROBLEM.format(before="", call="find_device('teresa')"), sound_server.environment)
    assert "name='usb7.monitor'" in answer and "title='Monitor of Teresas'" in answer


def test_a_missing_sound_library_names_the_package_that_has_it() -> None:
    before = """
import ctypes.util
ctypes.util.find_library = lambda name: None
"""
    answer = run(PROBLEM.format(before=before, call="find_device(None)"), dict(os.environ))
    assert answer.startswith("InputError:") and "libportaudio2" in answer


def test_no_microphone_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from assist.audio import microphone
    from assist.errors import InputError

    monkeypatch.setattr(microphone, "list_devices", list)
    with pytest.raises(InputError, match="No microphone was found"):
        microphone.find_device(None)
