"""A real sound server without hardware: what is played into a sink is what the microphone hears."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

RECORD = """
import json, sys, threading
import numpy as np
from assist.audio.microphone import live, list_devices
stop, sound, starts, begun = threading.Event(), [], [], None
device = next(device.name for device in list_devices() if device.name == "pulse")
channels = set()
for chunk in live(device, device, stop):
    channels.add(chunk.channel)
    if chunk.channel == "client":
        continue
    sound.append(chunk.samples); starts.append((chunk.start, chunk.end))
    if begun is None and np.abs(chunk.samples).max() > 0.3:
        begun = chunk.end
    if chunk.end > (10 if begun is None else begun + 1):
        stop.set()
samples = np.concatenate(sound)
loud = np.nonzero(np.abs(samples) > 0.05)[0]
samples = samples[loud[0] : loud[-1]]
spectrum = np.abs(np.fft.rfft(samples))
print(json.dumps({
    "channels": sorted(channels), "start": starts[0][0],
    "dtype": str(samples.dtype), "seconds": len(samples) / 16000,
    "hertz": float(np.fft.rfftfreq(len(samples), 1 / 16000)[spectrum.argmax()]),
    "loud": len(loud) / len(samples),
    "gaps": max(abs(after[0] - before[1]) for before, after in zip(starts, starts[1:])),
}))
"""

BREAK_OFF = """
import os, signal, sys, threading
from assist.audio.microphone import live
from assist.errors import InputError
chunks = 0
try:
    for chunk in live("pulse", None, threading.Event()):
        chunks += 1
        if chunks == 3:
            os.kill(int(sys.argv[1]), signal.SIGKILL)
except InputError as problem:
    print(f"{chunks}|{problem}")
"""

PROBLEM = """
import sys, threading
from assist.errors import InputError
{before}
from assist.audio.microphone import find_device, live
try:
    print({call})
except InputError as problem:
    print("InputError:", problem)
"""


LIST_DEVICES = """
from assist.audio.microphone import list_devices
print(",".join(device.name for device in list_devices()))
"""


def run(script: str, environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@dataclass(frozen=True)
class SoundServer:
    process: subprocess.Popen[bytes]
    environment: dict[str, str]


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[SoundServer]:
    """The environment in which a null sink's monitor is the microphone."""
    if not shutil.which("pulseaudio") or not shutil.which("paplay"):
        pytest.skip("needs pulseaudio and paplay (Debian: pulseaudio, pulseaudio-utils)")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(tmp_path)}
    environment |= {"PULSE_SOURCE": "agent.monitor"}
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L", "module-native-protocol-unix",
         "-L", "module-null-sink sink_name=agent"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        if "pulse" not in run(LIST_DEVICES, environment).split(","):
            pytest.skip("needs the ALSA device `pulse` (Debian: libasound2-plugins) and libportaudio2")
        yield SoundServer(server, environment)
    finally:
        server.terminate()
        server.wait(10)


def test_what_is_played_is_heard(sound_server: SoundServer, tmp_path: Path) -> None:
    rate = 44_100
    tone = 0.5 * np.sin(2 * np.pi * 700 * np.arange(8 * rate) / rate)
    soundfile.write(tmp_path / "tone.wav", tone, rate)
    player = subprocess.Popen(
        ["paplay", "--device=agent", str(tmp_path / "tone.wav")], env=sound_server.environment
    )
    try:
        heard = json.loads(run(RECORD, sound_server.environment))
    finally:
        player.terminate()
        player.wait(10)
    assert heard["channels"] == ["agent", "client"] and heard["dtype"] == "float32"
    assert heard["start"] < 1
    assert heard["hertz"] == pytest.approx(700, abs=2)
    assert heard["seconds"] > 0.9 and heard["loud"] > 0.9  # no gaps within the tone
    assert heard["gaps"] < 1e-6


def test_a_device_that_dies_is_named_after_what_was_heard(sound_server: SoundServer) -> None:
    heard, problem = run(BREAK_OFF, sound_server.environment, str(sound_server.process.pid)).split("|")
    assert int(heard) >= 3
    assert problem == 'The input device "pulse" stopped: plug it in again, or choose another.'


def test_a_device_that_is_not_there_is_named_with_those_that_are(sound_server: SoundServer) -> None:
    answer = run(PROBLEM.format(before="", call="find_device('Teresa’s headset')"), sound_server.environment)
    assert answer.startswith('InputError: There is no input device "Teresa’s headset"')
    assert "pulse" in answer


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
