"""The lamp of a channel, the pause, one microphone for two, and the recording."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assist.audio.chunk import AudioChunk
from assist.audio.file import read_recording
from assist.audio.flac import recorded
from assist.audio.health import Lamp, State, watched
from assist.audio.one_microphone import parted
from assist.audio.pause import hushed
from assist.events import Channel, Event, Gap, Health, SoundKept
from assist.switch import Switch

RANDOM = np.random.default_rng(3)


def chunks(
    seconds: float, loud: float, channel: Channel = "agent", start: float = 0.0
) -> Iterator[AudioChunk]:
    """Bursts of noise as loud as that, with a quiet room between, as speech has it."""
    for number in range(round(seconds * 10)):
        scale = loud if number % 5 < 3 else min(loud, 0.0008)
        noise = RANDOM.normal(0, 1, 1600) * scale
        yield AudioChunk(channel, start + number / 10, np.clip(noise, -1, 1).astype(np.float32))


@pytest.mark.parametrize(
    ("loud", "seconds", "state"),
    [(0.05, 60, "working"), (0.0, 29, "working"), (0.0, 31, "silent"), (0.8, 3, "clipping"), (0.004, 20, "too_quiet"),
     (0.0008, 20, "working")],
)  # fmt: skip
def test_the_lamp_says_what_is_wrong(loud: float, seconds: float, state: State) -> None:
    lamp = Lamp()
    assert [lamp.hear(chunk) for chunk in chunks(seconds, loud)][-1] == state


def test_lateness_and_the_other_voice_come_from_outside() -> None:
    chunk = next(chunks(1, 0.05))
    assert Lamp().hear(chunk, behind=2.0) == "lagging"
    assert Lamp().hear(chunk, echo=True) == "echo"


def test_a_state_is_told_when_it_changes_and_what_is_clipped_once_is_not_clipped_for_ever() -> None:
    told: list[Event] = []
    sound = iter([*chunks(2, 0.05), *chunks(2, 0.9, start=2), *chunks(10, 0.05, start=4)])
    assert len(list(watched(sound, told.append))) == 140
    assert [event.state for event in told if isinstance(event, Health)] == ["working", "clipping", "working"]


def test_the_silence_of_a_lost_device_is_no_news_and_its_return_is() -> None:
    told: list[Event] = []
    gone: set[Channel] = {"agent"}
    sound = iter([*chunks(40, 0.0), *chunks(2, 0.05, start=40)])
    for chunk in watched(sound, told.append, lost=gone.__contains__):
        if chunk.end > 39.95:
            gone.clear()
    assert [event.state for event in told if isinstance(event, Health)] == ["working"]


def test_what_is_said_in_a_pause_is_silent_and_the_gap_is_marked() -> None:
    paused, muted, told = Switch(), Switch(), list[Event]()
    both = [chunk for pair in zip(chunks(4, 0.1), chunks(4, 0.1, "client"), strict=True) for chunk in pair]
    heard = {}
    for chunk in hushed(iter(both), paused, muted, told.append):
        heard[chunk.channel, round(chunk.start, 3)] = float(np.abs(chunk.samples).max())
        if chunk.channel == "client":
            (paused.set if 0.9 < chunk.end < 1.95 else paused.clear)()
            (muted.set if 2.9 < chunk.end < 3.45 else muted.clear)()
    silent = {key for key, loud in heard.items() if loud == 0}
    assert silent == {(who, at / 10) for who in ("agent", "client") for at in range(10, 20)} | {
        ("agent", at / 10) for at in range(30, 35)
    }
    gaps = [event for event in told if isinstance(event, Gap)]
    assert [(gap.channel, round(gap.start, 3), gap.end and round(gap.end, 3), gap.reason) for gap in gaps] == [
        ("agent", 1.0, None, "paused"), ("client", 1.0, None, "paused"),
        ("agent", 1.0, 2.0, "paused"), ("client", 1.0, 2.0, "paused"),
        ("agent", 3.0, None, "muted"), ("agent", 3.0, 3.5, "muted"),
    ]  # fmt: skip


def test_what_was_said_in_a_pause_and_comes_when_it_is_over_is_silent_too() -> None:
    """A busy machine, or an echo that is waited for, may bring it seconds later."""
    ends, silent, late = [0.0], [], 0.7

    def now() -> float:
        return ends[-1] + late

    paused = Switch(now)
    for chunk in hushed(chunks(4, 0.1), paused, time=now):
        if not chunk.samples.any():
            silent.append(round(chunk.start, 3))
        ends.append(chunk.end)
        (paused.set if 0.9 < chunk.end < 1.95 else paused.clear)()
    assert silent == [tenth / 10 for tenth in range(10, 27)]


def test_a_key_says_who_speaks_into_one_microphone() -> None:
    now = 0.0
    key = Switch(lambda: now)
    loud: dict[Channel, list[float]] = {"agent": [], "client": []}

    def as_they_come() -> Iterator[AudioChunk]:
        nonlocal now
        for chunk in chunks(3, 0.1):
            now = chunk.start
            (key.set if 0.95 < now < 1.95 else key.clear)()
            now = chunk.end
            yield chunk

    for chunk in parted(as_they_come(), key, lambda: now):
        if np.abs(chunk.samples).max() > 0:
            loud[chunk.channel].append(chunk.start)
    assert loud["client"] == [at / 10 for at in range(10, 20)]
    assert set(loud["agent"]) == {at / 10 for at in range(30)} - set(loud["client"])


def test_sound_that_waited_is_parted_and_hushed_as_it_was_when_it_was_said() -> None:
    """While the speech model is being loaded, the agent's keys go down and up again before any sound is looked at."""
    now = 0.0
    paused, key = Switch(lambda: now), Switch(lambda: now)
    for at, turn in ((1.0, key.set), (2.0, key.clear), (2.51, paused.set), (2.99, paused.clear)):
        now = at
        turn()
    now = 20.0
    loud: dict[Channel, list[float]] = {"agent": [], "client": []}
    heard = hushed(chunks(4, 0.1), paused, time=lambda: now)
    for chunk in parted(heard, key, lambda: now):
        if chunk.samples.any():
            loud[chunk.channel].append(round(chunk.start, 3))
    assert loud["client"] == [at / 10 for at in range(10, 20)]
    assert loud["agent"] == [at / 10 for at in (*range(10), *range(20, 25), *range(30, 40))]


KILLED = """
import os, sys, time
from pathlib import Path
import numpy as np
from assist.audio.chunk import AudioChunk
from assist.audio.flac import recorded
def sound():
    random = np.random.default_rng(5)
    for number in range(10_000):
        yield AudioChunk("agent", number / 10, random.normal(0, 0.1, 1600).astype(np.float32))
for chunk in recorded(sound(), Path(sys.argv[1]), "call", print):
    if chunk.start >= 20:
        os.kill(os.getpid(), 9)
"""


def test_a_killed_program_leaves_its_recording_but_for_two_seconds(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "audio")], timeout=110, check=False)
    file = tmp_path / "audio" / "call-agent.flac"
    assert file.stat().st_mode & 0o777 == 0o600
    kept = np.concatenate([chunk.samples for chunk in read_recording(file)])
    said = np.random.default_rng(5).normal(0, 0.1, len(kept)).astype(np.float32)
    assert len(kept) / 16_000 > 18
    assert np.abs(kept[: 18 * 16_000] - said[: 18 * 16_000]).max() < 1e-4


def test_a_recording_has_each_channel_in_its_place(tmp_path: Path) -> None:
    sound = iter([*chunks(1, 0.1), *chunks(2, 0.1, "client", start=1.5)])
    told: list[Event] = []
    passed = list(recorded(sound, tmp_path, "7", told.append))
    assert told == [SoundKept(0.0, True)]
    assert len(passed) == 30
    client = np.concatenate([chunk.samples for chunk in read_recording(tmp_path / "7-client.flac")])
    assert len(client) == 3.5 * 16_000
    assert np.nonzero(client)[0][0] >= 1.5 * 16_000


def test_a_client_who_is_heard_late_in_a_call_takes_no_memory_for_the_silence_before(tmp_path: Path) -> None:
    tracemalloc.start()
    list(recorded(chunks(1, 0.1, "client", start=300.0), tmp_path, "7", print))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert sum(len(chunk.samples) for chunk in read_recording(tmp_path / "7-client.flac")) == 301 * 16_000


def test_a_full_disk_ends_the_recording_and_not_the_call(tmp_path: Path) -> None:
    (tmp_path / "audio").write_text("in the way")
    told: list[Event] = []
    assert len(list(recorded(chunks(1, 0.1), tmp_path / "audio", "7", told.append))) == 10
    assert len(told) == 1
