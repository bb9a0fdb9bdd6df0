"""A recorded call played: from any second, at any speed, with or without its silences; in the end on a real server."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assist.audio.chunk import SAMPLE_RATE
from assist.audio.flac import FlacFile
from assist.audio.player import Player
from assist.audio.recorded_sound import Stereo, blocks
from assist.audio.tempo import Tempo
from assist.errors import InputError
from assist.events import Channel
from tests.sound_server import SoundServer, ended, pitch_of, run, unbroken

SECONDS = 12
OWN, ACROSS = 0.75, 0.25
"""How loud a channel is on its own side, and on the other."""


def tone(pitch: float, seconds: float = SECONDS) -> Stereo:
    return (0.5 * np.sin(2 * np.pi * pitch * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)).astype(
        np.float32
    )


@pytest.fixture
def files(tmp_path: Path) -> dict[Channel, Path]:
    """The agent hums a low tone, with a higher one in the sixth second; the client is silent for the first ten."""
    agent = tone(220)
    agent[5 * SAMPLE_RATE : 6 * SAMPLE_RATE] = tone(880, 1)
    client = tone(330)
    client[: 10 * SAMPLE_RATE] = 0
    written: dict[Channel, Path] = {}
    for channel, sound in (("agent", agent), ("client", client)):
        written[channel] = tmp_path / f"call-{channel}.flac"  # type: ignore[index]
        file = FlacFile(tmp_path / f"call-{channel}.flac")
        for first in range(0, len(sound), 1600):
            file.write(sound[first : first + 1600])
        file.close()
    return written


def pitch(sound: Stereo, rate: int = SAMPLE_RATE, side: int = 0) -> float:
    strength = np.abs(np.fft.rfft(sound[:, side] * np.hanning(len(sound))))
    return float(np.fft.rfftfreq(len(sound), 1 / rate)[strength.argmax()])


class Output:
    """Remembers what is played, as fast as it comes."""

    rate = SAMPLE_RATE
    latency = 0.0

    def __init__(self) -> None:
        self.played: list[Stereo] = []
        self.hushed = self.closed = 0

    def play(self, sound: Stereo) -> None:
        self.played.append(sound)

    def tail(self) -> Iterator[Stereo]:
        yield np.zeros((8, 2), np.float32)

    def hush(self) -> None:
        self.hushed += 1

    def close(self) -> None:
        self.closed += 1

    @property
    def sound(self) -> Stereo:
        return np.concatenate(self.played)


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def player(output: Output) -> Iterator[Player]:
    player = Player(lambda: output)
    yield player
    player.close()
    assert output.closed == 1


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_it_is_read_from_the_very_sample_on(files: dict[Channel, Path]) -> None:
    whole = np.concatenate(list(blocks(files, 0.0)))
    assert len(whole) == SECONDS * SAMPLE_RATE
    start = 4.7513
    part = np.concatenate(list(blocks(files, start)))
    np.testing.assert_allclose(part, whole[round(start * SAMPLE_RATE) :], atol=1e-4)
    expected = tone(220) * OWN
    np.testing.assert_allclose(whole[:SAMPLE_RATE, 0], expected[:SAMPLE_RATE], atol=1e-3)
    np.testing.assert_allclose(whole[:SAMPLE_RATE, 1], expected[:SAMPLE_RATE] / OWN * ACROSS, atol=1e-3)
    assert list(blocks(files, SECONDS + 5.0)) == []


def test_a_channel_that_is_missing_is_silent_and_a_broken_file_is_named(
    files: dict[Channel, Path], tmp_path: Path
) -> None:
    alone = np.concatenate(list(blocks({"client": files["client"]}, 10.0)))
    assert pitch(alone, side=1) == pytest.approx(330, abs=1)
    broken = tmp_path / "broken.flac"
    broken.write_bytes(b"no sound at all")
    with pytest.raises(InputError, match=r"broken\.flac cannot be played"):
        list(blocks({"agent": broken}, 0.0))


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.5, 2.0])
def test_faster_and_slower_keep_the_pitch(speed: float, files: dict[Channel, Path]) -> None:
    tempo = Tempo(speed, 48_000)
    out = [ready for block in blocks({"agent": files["agent"]}, 0.0) for ready in tempo.feed(block)]
    sound = np.concatenate([*out, *tempo.finish()])
    assert len(sound) / 48_000 == pytest.approx(SECONDS / speed, abs=0.05)
    assert pitch(sound[: 2 * 48_000], 48_000) == pytest.approx(220, abs=1)


def test_a_speed_beyond_the_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="speed 3"):
        Tempo(3.0)


def test_a_part_is_played_and_no_more(player: Player, output: Output, files: dict[Channel, Path]) -> None:
    player.play(files, 5.0, until=6.0)
    until(lambda: not player.playing)
    assert len(output.sound) / SAMPLE_RATE == pytest.approx(1.0, abs=0.11)
    assert pitch(output.sound) == pytest.approx(880, abs=2)
    assert player.position == 6.0 and player.trouble == ""
    assert not output.played[-1].any(), "without silence after it the last word is never heard"


def test_silence_is_skipped(player: Player, output: Output, files: dict[Channel, Path]) -> None:
    player.play(files, 1.0, speed=2.0, skipped=[(2.0, 5.0), (6.0, 11.0)])
    until(lambda: not player.playing)
    heard = 1.0 + 1.0 + 1.0  # of the call, at twice its speed
    assert len(output.sound) / SAMPLE_RATE == pytest.approx(heard / 2, abs=0.15)
    assert player.position == pytest.approx(SECONDS, abs=0.11)


def test_something_else_is_played_at_once_and_a_pause_is_one(files: dict[Channel, Path]) -> None:
    class Slow(Output):
        def play(self, sound: Stereo) -> None:
            super().play(sound)
            time.sleep(len(sound) / self.rate)

    output = Slow()
    player = Player(lambda: output)
    player.play(files, 0.0)
    until(lambda: len(output.played) > 2)
    player.play(files, 5.0)
    until(lambda: player.position > 5.25)
    player.pause()
    stood = player.position
    count = len(output.played)
    time.sleep(0.15)
    assert len(output.played) <= count + 1 and player.position == stood
    assert output.hushed >= 2
    player.close()


def test_without_anything_to_play_on_it_says_so_and_tries_again() -> None:
    tried = 0

    def nothing() -> Output:
        nonlocal tried
        tried += 1
        raise InputError("There is nothing to play sound on.")

    player = Player(nothing)
    for wanted in (2, 3):
        player.play({}, 0.0)
        until(lambda: not player.playing)
        assert player.trouble == "There is nothing to play sound on." and tried == wanted
    player.close()


PLAY = """
import sys, time
from pathlib import Path
from assist.audio.player import Player
player = Player()
player.play({"agent": Path(sys.argv[1])}, 1.0, until=4.0, speed=1.5)
while player.playing:
    time.sleep(0.02)
player.close()
print(player.trouble or f"{player.position:.1f}")
"""


@pytest.mark.timeout(300)
def test_it_is_heard_on_a_real_sound_server(
    sound_server: SoundServer, files: dict[Channel, Path], tmp_path: Path
) -> None:
    environment = {**sound_server.environment, "PULSE_SINK": "caller"}
    recorded = tmp_path / "heard.raw"
    with recorded.open("wb") as heard:
        parec = subprocess.Popen(
            ["parec", "--device=caller.monitor", "--format=float32le", "--rate=16000", "--channels=2"],
            env=environment, stdout=heard,
        )  # fmt: skip
        try:
            until(lambda: recorded.stat().st_size > 0)
            assert run(PLAY, environment, str(files["agent"])) == "4.0"
            played = len(_hundredths(recorded))
            until(lambda: len(_hundredths(recorded)) > played + 50)
        finally:
            ended(parec)
    left, right = _hundredths(recorded).reshape(-1, 2).T
    heard = unbroken(left, SAMPLE_RATE)
    assert 0.7 < heard.size / SAMPLE_RATE < 2.2
    assert pitch_of(heard, SAMPLE_RATE) == pytest.approx(220, abs=15)
    assert np.abs(left).max() > 2 * np.abs(right).max()


def _hundredths(recorded: Path) -> Stereo:
    """What was recorded so far, by hundredths of a second."""
    size = 8 * SAMPLE_RATE // 100
    data = recorded.read_bytes()
    return np.frombuffer(data[: len(data) // size * size], np.float32).reshape(-1, SAMPLE_RATE // 100, 2)
