"""Two seconds of a real input are recorded, and come out of a real output."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from assist.audio import live
from assist.audio.sound_test import tried_out
from tests.sound_server import SoundServer, ended, run

pytestmark = pytest.mark.timeout(300)

TRY = """
import json, threading
from assist.audio.sound_test import tried_out
print(json.dumps(list(tried_out("agent.monitor", threading.Event()))))
"""


def test_what_is_heard_comes_back(sound_server: SoundServer, tmp_path: Path) -> None:
    seconds = np.arange(48_000 * 200) / 48_000
    soundfile.write(tmp_path / "tone.wav", 0.4 * np.sin(2 * np.pi * 500 * seconds), 48_000)
    environment = {**sound_server.environment, "PULSE_SINK": "caller"}
    played = tmp_path / "played.wav"
    programs = [
        subprocess.Popen(["paplay", "--device=agent", str(tmp_path / "tone.wav")], env=environment),
        subprocess.Popen(
            ["parecord", "--device=caller.monitor", "--file-format=wav", str(played)], env=environment
        ),
    ]
    try:
        told = json.loads(run(TRY, environment))
    finally:
        ended(*programs)
    doings = [doing for doing, _level in told]
    assert doings == ["recording"] * doings.count("recording") + ["playing"] * doings.count("playing")
    assert np.median([level for _doing, level in told]) > 0.5
    sound, rate = soundfile.read(played)
    heard = np.abs(sound[:, 0]) > 0.05
    assert heard.sum() / rate > 0.7  # the tone may begin after the recording
    spectrum = np.abs(np.fft.rfft(sound[:, 0]))
    assert abs(np.fft.rfftfreq(len(sound), 1 / rate)[spectrum.argmax()] - 500) < 5


def test_a_device_that_gives_nothing_does_not_hold_up_whoever_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "Capture", lambda *_: SimpleNamespace(close=lambda: None))
    stop, told = threading.Event(), list[tuple[str, float]]()
    trying = threading.Thread(target=lambda: told.extend(tried_out("deaf", stop)), daemon=True)
    trying.start()
    stop.set()
    trying.join(30)
    assert not trying.is_alive() and not told
