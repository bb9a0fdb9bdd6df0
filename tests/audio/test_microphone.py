"""A real sound server without hardware: what is played into a sink is what the microphone hears."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.sound_server import SoundServer, run

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
