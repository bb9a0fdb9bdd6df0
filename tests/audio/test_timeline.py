"""One unbroken row of samples a channel, whatever blocks come when."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from assist.audio.chunk import SAMPLE_RATE, AudioChunk
from assist.audio.timeline import Timeline

RATE = 48_000
BLOCK = 2_400


def joined(chunks: list[AudioChunk]) -> np.ndarray:
    """All samples; fails where a chunk does not begin where the one before it ended."""
    for before, after in pairwise(chunks):
        assert after.start == pytest.approx(before.end, abs=1e-9)
    assert chunks[0].start == 0
    return np.concatenate([chunk.samples for chunk in chunks])


def tone(first: int, count: int) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * 440 * (first + np.arange(count)) / RATE)).astype(np.float32)


@pytest.mark.parametrize("parts_per_million", [-150, 150])
def test_an_hour_keeps_within_fifty_milliseconds_of_the_machines_clock(parts_per_million: int) -> None:
    line, rate = Timeline("agent"), 24_000
    line.begin(rate)
    random = np.random.default_rng(1)
    silence, worst, last_end = np.zeros(rate // 10, np.float32), 0.0, 0.0
    speech = tone(0, rate // 10)
    for number in range(3600 * 10):
        true = (number + 1) * 0.1 * (1 - parts_per_million / 1e6)
        late = abs(random.normal(0, 0.01)) if number % 400 != 200 else 0.5  # a busy machine delays
        speaking = number % 20 < 18
        for chunk in line.hear(speech if speaking else silence, true + late):
            assert abs(chunk.start - last_end) < 1e-6
            last_end = chunk.end
        if number > 3 and number % 400 not in (200, 201):  # which may be waiting for the one after
            worst = max(worst, abs(line.end - true))
    assert worst <= 0.05
    assert sum(len(chunk.samples) for chunk in line.finish()) / SAMPLE_RATE + last_end == pytest.approx(
        line.end, abs=0.001
    )


@pytest.mark.parametrize("parts_per_million", [-150, 150])
def test_a_clock_that_is_off_is_followed_without_a_jump(parts_per_million: int) -> None:
    """By the phase of a tone: a jump of it is what an echo's way would have to be learned anew for."""
    line, chunks = Timeline("agent"), []
    line.begin(RATE)
    for number in range(90 * 20):
        at = (number + 1) * 0.05 * (1 - parts_per_million / 1e6)
        chunks += line.hear(tone(number * BLOCK, BLOCK), at)
    heard = joined([*chunks, *line.finish()])
    turns = np.exp(-2j * np.pi * 440 * np.arange(len(heard)) / SAMPLE_RATE) * heard
    tenths = turns[: len(turns) // 1600 * 1600].reshape(-1, 1600).sum(axis=1)[5:-5]
    seconds = np.unwrap(np.angle(tenths)) / (2 * np.pi * 440)
    assert np.abs(np.diff(seconds)).max() < 1e-4
    assert abs(seconds[-1] - seconds[0]) < 0.01, "it is followed"


def test_a_start_that_a_busy_machine_put_too_late_is_put_right() -> None:
    """Else the other channel's clock would be another one for the whole call, and an echo come before its sound."""
    line = Timeline("client")
    line.begin(RATE)
    for number in range(20 * 30):
        late = 0.35 if number < 8 else 0.0
        line.hear(tone(number * BLOCK, BLOCK), (number + 1) * 0.05 + late)
    assert line.end == pytest.approx(30, abs=0.03)


def test_what_is_delayed_is_not_taken_for_lost() -> None:
    line, chunks = Timeline("agent"), []
    line.begin(RATE)
    for number in range(100):
        at = (number + 1) * 0.05
        if 40 <= number < 60:
            at = 3.0 + number * 0.0001  # a second's blocks come in one bunch
        chunks += line.hear(tone(number * BLOCK, BLOCK), at)
    heard = joined([*chunks, *line.finish()])
    assert len(heard) == 5 * SAMPLE_RATE
    assert np.abs(np.convolve(heard[800:-800] ** 2, np.ones(160) / 160, "valid") - 0.045).max() < 0.01


@pytest.mark.parametrize("apart", [0.03, 0.042])
def test_what_is_worked_off_one_by_one_is_not_taken_for_lost(apart: float) -> None:
    """After a while without any processor a busy machine may bring what waited slowly, too."""
    line, chunks, at = Timeline("agent"), [], 0.0
    line.begin(RATE)
    for number in range(200):
        behind = 0.4 if number == 40 else 0.0
        at = max((number + 1) * 0.05, at + apart) + behind
        chunks += line.hear(tone(number * BLOCK, BLOCK), at)
    heard = joined([*chunks, *line.finish()])
    assert len(heard) == 10 * SAMPLE_RATE
    assert np.abs(heard[: len(heard) // 160 * 160].reshape(-1, 160)).max(axis=1)[2:-2].min() > 0.2


def test_what_is_lost_becomes_silence_of_its_length() -> None:
    line, chunks = Timeline("agent"), []
    line.begin(RATE)
    for number in range(100):
        if not 40 <= number < 60:
            chunks += line.hear(tone(number * BLOCK, BLOCK), (number + 1) * 0.05)
    heard = joined([*chunks, *line.finish()])
    assert len(heard) == 5 * SAMPLE_RATE
    silent = np.abs(heard[round(2.01 * SAMPLE_RATE) : round(2.99 * SAMPLE_RATE)])
    assert silent.max() < 1e-3
    assert np.abs(heard[round(3.01 * SAMPLE_RATE) :][:1600]).max() > 0.25


def test_another_stream_goes_on_where_the_clock_is() -> None:
    line, chunks = Timeline("client"), []
    line.begin(44_100)
    for number in range(20):
        chunks += line.hear(np.full(2_205, 0.1, np.float32), (number + 1) * 0.05)
    chunks += line.finish()
    chunks += line.fill(1.4)
    chunks += line.begin(8_000)
    for number in range(20):
        chunks += line.hear(np.full(400, 0.1, np.float32), 1.5 + (number + 1) * 0.05)
    heard = joined([*chunks, *line.finish()])
    assert len(heard) == pytest.approx(2.5 * SAMPLE_RATE, abs=2)
    loud = np.nonzero(np.abs(heard) > 0.05)[0] / SAMPLE_RATE
    assert loud[0] < 0.01 and loud[-1] > 2.49
    assert not ((loud > 1.01) & (loud < 1.49)).any()
