"""Two seconds of a real input are recorded, and come out of a real output."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from assist.audio import live, sound_test
from assist.audio.capture import Block, News, Opened
from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.audio.microphone import now
from assist.audio.recorded_sound import Stereo
from assist.audio.sound_test import tried_out
from assist.events import Channel
from tests.sound_server import SoundServer, ended, pitch_of, run, unbroken

pytestmark = pytest.mark.timeout(300)

HERTZ = 500

TRY = """
import json, threading
from assist.audio.sound_test import tried_out
print(json.dumps(list(tried_out("agent.monitor", threading.Event()))))
"""


def tone(seconds: float, rate: int) -> Samples:
    return (0.4 * np.sin(2 * np.pi * HERTZ * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def test_what_is_heard_comes_back(sound_server: SoundServer, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "tone.wav", tone(200, 48_000), 48_000)
    environment = {**sound_server.environment, "PULSE_SINK": "caller"}
    played = tmp_path / "played.wav"
    programs = [
        subprocess.Popen(["paplay", "--device=agent", str(tmp_path / "tone.wav")], env=environment),
        subprocess.Popen(
            ["parecord", "--device=caller.monitor", "--file-format=wav", str(played)], env=environment
        ),
    ]
    try:
        for streams in ("sink-inputs", "source-outputs"):
            while not subprocess.check_output(["pactl", "list", "short", streams], env=environment):
                assert all(program.poll() is None for program in programs)
                time.sleep(0.1)
        # a sink that nobody listens to takes seconds of sound ahead; one that listens on keeps it in time
        heard_by = tmp_path / "heard.raw"
        listener = ["parecord", "--device=agent.monitor", "--latency-msec=50", "--raw", str(heard_by)]
        programs.append(subprocess.Popen(listener, env=environment))
        while not (heard_by.exists() and any(heard_by.read_bytes())):
            assert programs[-1].poll() is None
            time.sleep(0.1)
        told = json.loads(run(TRY, environment))
    finally:
        ended(*programs)
    doings = [doing for doing, _level in told]
    assert doings == ["recording"] * doings.count("recording") + ["playing"] * doings.count("playing")
    assert np.median([level for _doing, level in told]) > 0.5
    sound, rate = soundfile.read(played)
    heard = unbroken(sound[:, 0], rate)
    assert heard.size / rate > 0.7
    assert pitch_of(heard, rate) == pytest.approx(HERTZ, abs=15)


def test_an_input_that_begins_late_keeps_its_pitch(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a call its sound is made shorter until it is in time again; who tries an input out would hear that."""
    rate, block, heard = 48_000, 2_400, list[Stereo]()

    class Late:
        def __init__(self, channel: Channel, device: object, news: SimpleQueue[News], *_: object) -> None:
            begun, sound = now(), tone(4, rate)
            news.put(Opened(channel, begun, "late", rate, None))
            for first in range(0, len(sound), block):
                late = 0.2 if first < 4 * block else 0.0
                at = begun + (first + block) / rate + late
                news.put(Block(channel, at, sound[first : first + block]))

        def close(self) -> None: ...

    class Headphones:
        rate = SAMPLE_RATE

        def play(self, sound: Stereo) -> None:
            heard.append(sound)

        def tail(self) -> Iterator[Stereo]:
            return iter(())

        def close(self) -> None: ...

    monkeypatch.setattr(live, "Capture", Late)
    monkeypatch.setattr(sound_test, "Speaker", Headphones)
    assert {doing for doing, _level in tried_out("late", threading.Event())} == {"recording", "playing"}
    sound = np.concatenate(heard)[:, 0]
    halves = sound[: 2 * SAMPLE_RATE].reshape(4, -1)
    assert [pitch_of(half[None], SAMPLE_RATE) for half in halves] == pytest.approx([HERTZ] * 4, abs=3)


def test_a_device_that_gives_nothing_does_not_hold_up_whoever_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "Capture", lambda *_: SimpleNamespace(close=lambda: None))
    stop, told = threading.Event(), list[tuple[str, float]]()
    trying = threading.Thread(target=lambda: told.extend(tried_out("deaf", stop)), daemon=True)
    trying.start()
    stop.set()
    trying.join(30)
    assert not trying.is_alive() and not told
