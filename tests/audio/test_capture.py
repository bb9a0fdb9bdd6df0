"""A channel's capture, with programs in its processes' place that speak their protocol and have no sound card."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue

import numpy as np
import pytest

from assist.audio import capture as captured
from assist.audio import spares
from assist.audio.capture import Block, Capture, News
from assist.audio.live import LiveSound
from assist.errors import InputError
from assist.events import Event, Gap, Notice

FRAMES = 800
PROGRAM = f"""
import json, struct, sys, time
import numpy as np
sys.stdin.readline()
print(json.dumps({{"name": "headset", "title": "Headset", "rate": 16000, "channels": CHANNELS}}), flush=True)
def block(values, times=1):
    sound = np.full(({FRAMES}, CHANNELS), values, np.float32).tobytes()
    sys.stdout.buffer.write((struct.pack("<dII", time.monotonic(), {FRAMES}, 0) + sound) * times)
    sys.stdout.buffer.flush()
"""
SPEAKS = "while True: block(0.1); time.sleep(0.05)"
WAITS = "sys.stdin.read()"


def program(then: str, channels: int = 1) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.replace("CHANNELS", str(channels)) + then],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def first_block(then: str, channels: int = 1) -> Block:
    news: SimpleQueue[News] = SimpleQueue()
    capture = Capture("agent", None, news, False, lambda: program(then, channels))
    heard = next(one for one in iter(lambda: news.get(timeout=30), None) if isinstance(one, Block))
    capture.close()
    return heard


def test_a_device_that_is_back_just_as_the_call_ends_is_closed_with_it() -> None:
    looked_for, back, started = threading.Event(), threading.Event(), list[subprocess.Popen[bytes]]()

    def start() -> subprocess.Popen[bytes]:
        if started:
            looked_for.set()
            assert back.wait(30)
        started.append(program(SPEAKS if started else "block(0.1)"))
        return started[-1]

    capture = Capture("agent", None, SimpleQueue(), False, start)
    assert looked_for.wait(30)
    threading.Timer(0.2, back.set).start()
    capture.close()
    assert [process.poll() is not None for process in started] == [True, True]


def test_what_a_device_gave_before_the_end_of_the_call_is_heard() -> None:
    busy, over, given = threading.Event(), threading.Event(), list[News]()

    class Busy(SimpleQueue[News]):
        def put(self, item: News, block: bool = True, timeout: float | None = None) -> None:
            given.append(item)
            if isinstance(item, Block) and not busy.is_set():
                busy.set()
                assert over.wait(30)

    capture = Capture("agent", None, Busy(), False, lambda: program("block(0.1, times=9); " + WAITS))
    assert busy.wait(30)
    threading.Timer(0.5, over.set).start()
    capture.close()
    assert sum(isinstance(item, Block) for item in given) == 9


@pytest.mark.parametrize(("value", "heard"), [("np.nan", 0.0), ("np.inf", 0.0), ("3e38", 1.0), ("-7", -1.0)])
def test_what_is_no_sound_is_silent_and_what_is_beyond_full_scale_is_clipped(
    value: str, heard: float
) -> None:
    assert np.array_equal(first_block(f"block({value}); {WAITS}").samples, np.full(FRAMES, heard, np.float32))


def test_of_more_than_two_channels_a_voice_is_in_the_first_two() -> None:
    heard = first_block(f"block([0.5, 0.5, 0, 0, 0, 0]); {WAITS}", channels=6)
    assert np.array_equal(heard.samples, np.full(FRAMES, 0.5, np.float32))


def starting(*programs: str | OSError) -> Callable[[], subprocess.Popen[bytes]]:
    left = list(programs)

    def start() -> subprocess.Popen[bytes]:
        next_one = left.pop(0)
        if isinstance(next_one, OSError):
            raise next_one
        return program(next_one)

    return start


def test_where_no_process_can_be_started_it_is_said_at_first_and_tried_again_later() -> None:
    full = OSError(11, "Resource temporarily unavailable")
    with pytest.raises(InputError, match=r"cannot be recorded from.*Resource temporarily unavailable"):
        Capture("agent", None, SimpleQueue(), False, starting(full))
    news: SimpleQueue[News] = SimpleQueue()
    capture = Capture("agent", None, news, False, starting("block(0.1)", full, "block(0.2); " + WAITS))
    heard = [news.get(timeout=30) for _ in range(5)]
    capture.close()
    assert [round(float(one.samples[0]), 1) for one in heard if isinstance(one, Block)] == [0.1, 0.2]


def test_where_no_process_can_be_started_none_waits_and_the_program_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spares, "started", starting(OSError(11, "Resource temporarily unavailable"), WAITS))
    waiting = spares.Spares(2)
    assert waiting.processes() == []
    taken = waiting.take()
    waiting.close()
    taken.kill()
    taken.wait()


def test_a_device_that_gives_nothing_when_it_is_opened_again_is_one_loss_that_goes_on() -> None:
    stop, told = threading.Event(), list[Event]()
    live = LiveSound(
        None, None, stop, told.append, starting("[block(0.1) for _ in range(9)]", "", "", SPEAKS)
    )
    for _ in live:
        if any(isinstance(event, Gap) and event.end is not None for event in told):
            stop.set()
    gaps = [event for event in told if isinstance(event, Gap)]
    assert [gap.end is None for gap in gaps] == [True, False]
    assert gaps[0].start == gaps[1].start
    assert [event.text for event in told if isinstance(event, Notice)] == [
        'Your microphone is lost: "Headset" stopped. Trying again.',
        'Your microphone is back: "Headset".',
    ]


def test_a_device_that_stays_away_is_looked_for_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look is a process; the last pause holds on, and here it outlasts the test."""
    assert list(captured._AGAIN_SECONDS) == sorted(captured._AGAIN_SECONDS)
    monkeypatch.setattr(captured, "_AGAIN_SECONDS", (0.0, 0.0, 3600.0))
    starts, third = list[int](), threading.Event()

    def start() -> subprocess.Popen[bytes]:
        starts.append(len(starts))
        if len(starts) == 1:
            return program("block(0.1)")
        if len(starts) == 4:
            third.set()
        raise OSError(19, "No such device")

    capture = Capture("client", "Headset", SimpleQueue(), False, start)
    assert third.wait(30)
    capture.close()
    assert starts == [0, 1, 2, 3]
