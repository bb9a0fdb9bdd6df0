"""What Windows plays, through a stand-in for PyAudioWPatch that behaves as its documentation says; no Windows here.

The stand-in calls back from a thread of its own with float32 bytes while something plays, not at all while nothing
does, and is inactive once its device is gone.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assist.audio import microphone
from assist.audio.capture_process import MOVED, RECORD
from assist.audio.microphone import WASAPI, find_device, list_devices, open_stream
from assist.audio.windows_output import default_output
from assist.errors import InputError

PLAYED = """
import json, os, shutil, sys, threading, time  # what shutil imports from the system it decides once
from types import ModuleType
import numpy as np
library = ModuleType("pyaudiowpatch")
library.paFloat32, library.paInputOverflow, library.paContinue = 1, 2, 0

class Stream:
    def __init__(self, rate, channels, frames_per_buffer, stream_callback, **options):
        assert options == {"format": 1, "input": True, "input_device_index": 14}, options
        self.active = True
        def play():
            block = np.full(frames_per_buffer * channels, 0.5, np.float32).tobytes()
            for _ in range(2):
                for _ in range(10):
                    time.sleep(frames_per_buffer / rate)
                    os.write(1, b"overrun")
                    assert stream_callback(block, frames_per_buffer, {}, 0) == (None, 0)
                assert silence.wait(60)  # however late a busy machine looks
            self.active = len(sys.argv) > 2  # it stays where Windows has another output in the end
        threading.Thread(target=play, daemon=True).start()
    def is_active(self): return self.active
    def close(self): pass

class PyAudio:
    def get_default_wasapi_loopback(self):
        os.write(1, b"a word of the library's own, as JACK's has them\\n")
        return {"index": 14, "name": "Headset [Loopback]", "maxInputChannels": 2, "defaultSampleRate": 48000.0,
                "isLoopbackDevice": True}
    def open(self, **options): return Stream(**options)
    def terminate(self): pass

library.PyAudio = PyAudio
sys.modules["pyaudiowpatch"] = library
sys.platform = "win32"
from assist.audio import capture_process
silence = threading.Event()

class Record:  # a block is one of the stand-in's, or silence
    size, pack_one = capture_process.RECORD.size, capture_process.RECORD.pack
    def pack(self, at, frames, lost):
        if frames > 2400:
            silence.set()
        return Record.pack_one(at, frames, lost)

capture_process.RECORD = Record()
outputs = iter(sys.argv[1:])
capture_process.default_output = lambda: next(outputs, "")
sys.exit(capture_process.main())
"""


def _recorded(*outputs: str) -> tuple[bytes, int]:
    """What is recorded until it ends by itself, and its exit status, while these are Windows' outputs in turn."""
    process = subprocess.Popen(
        [sys.executable, "-c", PLAYED, *outputs], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None and process.stdout is not None
    with process.stdin as told, process.stdout as out:
        told.write(b'"speakers"\n')
        told.flush()
        return out.read(), process.wait(30)


def test_another_default_output_of_windows_is_followed() -> None:
    assert _recorded("Speakers", "Speakers", "Headset")[1] == MOVED


def test_windows_is_asked_for_its_default_output(monkeypatch: pytest.MonkeyPatch) -> None:
    class Windows:
        def waveOutMessage(self, mapper: Any, message: int, number: Any, status: Any) -> int:
            assert (mapper.value, message) == (0xFFFFFFFF, 0x2015)
            number._obj.value = 4
            return 0

        def waveOutGetDevCapsW(self, number: Any, about: Any, size: int) -> int:
            assert number.value == 4
            about._obj.name = "Headset (USB Audio)"
            return 0

    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(winmm=Windows()), raising=False)
    assert default_output() == "Headset (USB Audio)"


def test_what_windows_plays_comes_with_its_silences_until_the_output_is_gone() -> None:
    out, ended = _recorded("Headset")
    assert ended == 1
    head, _, rest = out.partition(b"\n")
    assert json.loads(head) == {
        "name": "Headset [Loopback]",
        "title": "Headset [Loopback]",
        "rate": 48_000,
        "channels": 2,
    }
    loud, silent, times = 0, 0, []
    while rest:
        at, frames, lost = RECORD.unpack(rest[: RECORD.size])
        samples = np.frombuffer(rest[RECORD.size : RECORD.size + 8 * frames], np.float32)
        assert len(samples) == 2 * frames and not lost
        rest = rest[RECORD.size + 8 * frames :]
        times.append(at)
        if samples.max() > 0:
            loud += frames
        else:
            silent += frames
    assert loud == 2 * 10 * 2400
    assert silent >= 2400
    assert times == sorted(times)


class Broken:
    """PyAudioWPatch where Windows has no output, or does not let it be opened."""

    def __init__(self, problem: Exception, at_open: bool) -> None:
        self.problem, self.at_open, self.terminated = problem, at_open, False

    def get_default_wasapi_loopback(self) -> dict[str, Any]:
        if not self.at_open:
            raise self.problem
        return {"index": 1, "name": "Speakers", "maxInputChannels": 2, "defaultSampleRate": 44_100.0}

    def open(self, **options: Any) -> None:
        raise self.problem

    def terminate(self) -> None:
        self.terminated = True


@pytest.mark.parametrize(("at_open", "problem"), [(False, LookupError("no")), (True, OSError("busy"))])
def test_an_output_that_cannot_be_recorded_is_said(
    monkeypatch: pytest.MonkeyPatch, at_open: bool, problem: Exception
) -> None:
    broken = Broken(problem, at_open)
    library = ModuleType("pyaudiowpatch")
    library.PyAudio = lambda: broken  # type: ignore[attr-defined]
    library.paFloat32 = 1  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyaudiowpatch", library)
    monkeypatch.setattr(sys, "platform", "win32")
    with (
        pytest.raises(InputError, match=r"What this machine plays cannot be recorded"),
        open_stream("speakers", lambda *block: None, lambda: None),
    ):
        pass
    assert broken.terminated


def test_windows_without_the_package_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyaudiowpatch", None)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(InputError, match="pip install PyAudioWPatch"):
        open_stream("speakers", lambda *block: None, lambda: None)


def _windows() -> SimpleNamespace:
    """As sounddevice lists one headset on Windows: once for each of its ways to the sound."""
    apis = [("MME", 0), ("Windows DirectSound", 1), (WASAPI, 2)]
    names = ["Headset Microphone (USB Audio D", *["Headset Microphone (USB Audio Device)"] * 2]
    return SimpleNamespace(
        default=SimpleNamespace(device=(0, 3)),
        query_hostapis=lambda: [{"name": name, "default_input_device": at} for name, at in apis],
        query_devices=lambda: [
            {"index": at, "name": name, "max_input_channels": 1, "hostapi": at}
            for at, name in enumerate(names)
        ],
    )


def test_one_headset_on_windows_is_one_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "sound_library", _windows)
    (headset,) = list_devices()
    assert (headset.index, headset.host_api, headset.default) == (2, WASAPI, True)
    assert find_device("headset") == find_device(None) == find_device(headset.name) == headset


def test_on_macos_a_virtual_device_carries_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    names = ["MacBook Pro Microphone", "BlackHole 2ch"]
    library = SimpleNamespace(
        default=SimpleNamespace(device=(0, 1)),
        query_hostapis=lambda: [{"name": "Core Audio", "default_input_device": 0}],
        query_devices=lambda: [
            {"index": at, "name": name, "max_input_channels": 2, "hostapi": 0}
            for at, name in enumerate(names)
        ],
    )
    monkeypatch.setattr(microphone, "sound_library", lambda: library)
    assert find_device("speakers").name == "BlackHole 2ch"
    names.pop()
    with pytest.raises(InputError, match="BlackHole"):
        find_device("speakers")
