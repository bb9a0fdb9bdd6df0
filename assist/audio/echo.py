"""The caller's voice in the agent's microphone, where they listen through loudspeakers: found, and taken out.

Two cancellers work together, on samples alone, with no clock. WebRTC's costs most words while both speak
(scripts/bench_echo.py), so what is heard comes from a linear one: the way from the caller's sound to the microphone,
learned as a filter in the frequency domain by a Kalman filter over partitions of it (Enzner and Vary 2006; Kuech,
Mabande and Enzner 2014), which knows how sure it is of every part of the way and goes on learning under the agent's
voice; how the two devices' clocks differ is learned beside it. A voice is too much like itself a moment ago to tell
where in a quarter of a second the way is, so what is learned goes mostly where the way was found to be (Benesty and
Gay 2002): without that it took two seconds or six, by chance. Where it is not sure, or WebRTC's finds nobody behind
the echo, the microphone is shut.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from pywebrtc_audio import EchoCanceller as WebRtc

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.audio.level import level

BLOCK = 256
"""Samples that are done at once: 16 ms."""
LEAD = round(0.05 * SAMPLE_RATE)
"""How far the caller's sound is to be ahead: two devices' clocks may differ by nearly so much, and an echo that
comes before its sound could not be foretold."""
PARTS = 17
"""Blocks that the way may take, the lead included: 0.27 s."""

_KEPT = 0.9998  # of what is known from one block to the next: the way changes as people move
_UNSURE = 0.05  # of each part of the way, at first: all together they are about as loud as the caller's sound
_NEVER_SURER = 3e-5
_BELIEVED = 0.7  # of what a block seems to tell: a vowel says the same thing several times
_SHAPE_BLOCKS = 8  # after which it is seen again where the way is
_SHAPE_SAMPLES = 9  # over which that is smoothed
_SHAPED, _SHARPEST = 0.5, 30.0  # how much of what is learned goes there; how many times more than on average
_TURN = np.pi * np.arange(BLOCK + 1) / BLOCK  # radians by which a sample's delay turns each frequency
_DRIFT_STEP = 0.01  # of what the way was turned by in a block; more follows the agent's voice, too
_HANDED_OVER_BLOCKS = 32
_MOST_DRIFT = 400e-6 * BLOCK  # two clocks are never further apart
_NEAR_SMOOTHING = 0.5
_NOTHING = 1e-10

# nobody but the caller: so much of what is left may be echo; or less is left than the first part of the echo, and by
# WebRTC less than the second part of the microphone
_SURE, _SURER = 0.2, 0.08
_FAINT = ((0.03, 1.0), (0.2, 3e-3), (1.0, 1.5e-5))
_POWER_SMOOTHING = 0.6
_OPEN_BLOCKS = 22  # for which it stays open after the agent's voice: soft sounds lie between the loud ones
_VOICE = 1e-5 * BLOCK  # the power of a soft voice

_JUDGED_BLOCKS = 60  # of the caller's voice from which it is judged whether they are in the microphone
_CHANGED_BLOCKS = 20  # after which a way that foretells nothing any more is given up
_JUDGED_DBFS = -50.0  # what is quieter is no voice
_ECHO, _NO_ECHO, _CHANGED = 0.3, 0.15, 0.05  # correlation of the microphone with what was foretold of it
_HEARD_DBFS = -55.0  # an echo that is softer disturbs nobody

_PATIENCE = (
    4 * SAMPLE_RATE
)  # samples for which the agent's sound waits for the caller's, where the machine is busy


class EchoPath:
    """The way from the caller's sound to the microphone."""

    def __init__(self) -> None:
        bins = BLOCK + 1
        self._caller: NDArray[np.complex128] = np.zeros((PARTS, bins), complex)
        self._way: NDArray[np.complex128] = np.zeros((PARTS, bins), complex)
        self._unsure: NDArray[np.float64] = np.full((PARTS, bins), _UNSURE)
        self._near: NDArray[np.float64] = np.full(bins, _NOTHING)
        self._before: Samples = np.zeros(BLOCK, np.float32)
        self._shape: NDArray[np.float64] = np.ones((PARTS, BLOCK))
        self._blocks = 0
        self._later = 0.0  # samples by which the echo comes later with each block

    def doubt(self) -> None:
        """What was learned may be wrong by now."""
        self._unsure = np.maximum(self._unsure, _UNSURE)

    def hear(self, microphone: Samples, caller: Samples) -> tuple[Samples, float]:
        """The echo that a block of the microphone should have, and the power of what more of it there may be.

        Both sounds are `BLOCK` samples; power is the sum of squares.
        """
        spectrum = np.fft.rfft(np.concatenate((self._before, caller)))
        self._caller = np.concatenate((spectrum[None], self._caller[:-1]))
        self._before = caller
        self._drift()
        power = self._caller.real**2 + self._caller.imag**2
        changed = (1 - _KEPT**2) * (self._way.real**2 + self._way.imag**2)
        if power.max() < _NOTHING:
            self._unsure += changed
            return np.zeros(BLOCK, np.float32), 0.0
        echo = np.fft.irfft((self._caller * self._way).sum(axis=0))[BLOCK:]
        unexplained = microphone - echo
        left = np.fft.rfft(np.concatenate((np.zeros(BLOCK), unexplained)))
        self._near = _NEAR_SMOOTHING * self._near + (1 - _NEAR_SMOOTHING) * np.abs(left) ** 2
        heard = power * self._shape.mean(axis=1, keepdims=True) / 2
        unforetold = (heard * self._unsure).sum(axis=0)
        gain = self._unsure / (unforetold + self._near + _NOTHING)
        # a part of the way is no longer than a block
        learned = self._shape * np.fft.irfft(gain * self._caller.conj() * left)[:, :BLOCK]
        step = np.fft.rfft(learned, 2 * BLOCK)
        explained = np.fft.irfft((self._caller * step).sum(axis=0))[BLOCK:]
        best = (explained @ unexplained) / (explained @ explained + _NOTHING)
        step *= np.clip(best, 0, 1)  # no further than this block is better explained by
        self._follow(step, power)
        self._way = _KEPT * (self._way + step)
        surer = _KEPT**2 * (1 - _BELIEVED * gain * heard) * self._unsure + changed
        self._unsure = np.maximum(surer, _NEVER_SURER)
        if self._blocks % _SHAPE_BLOCKS == 0:
            self._find()
        return echo.astype(np.float32), float(unforetold.sum()) / BLOCK

    def _find(self) -> None:
        """Where the way is, as weights that are 1 on average."""
        way = np.abs(np.fft.irfft(self._way)[:, :BLOCK]).ravel()
        smooth = np.convolve(way, np.full(_SHAPE_SAMPLES, 1 / _SHAPE_SAMPLES), "same")
        here = smooth / (smooth.mean() + _NOTHING)
        shape = np.minimum(1 - _SHAPED + _SHAPED * here, _SHARPEST)
        self._shape = shape.reshape(PARTS, BLOCK)

    def _drift(self) -> None:
        """The way as it has become since the last block."""
        self._way = self._way * np.exp(-1j * self._later * _TURN)
        self._blocks += 1
        if self._blocks % _HANDED_OVER_BLOCKS == 0:  # what has left one part of the way is in the next one
            parts = np.fft.irfft(self._way)
            half = BLOCK // 2
            parts[1:, :half] += parts[:-1, BLOCK : BLOCK + half]
            parts[:-1, half:BLOCK] += parts[1:, BLOCK + half :]
            parts[:, BLOCK:] = 0
            self._way = np.fft.rfft(parts)

    def _follow(self, step: NDArray[np.complex128], power: NDArray[np.float64]) -> None:
        """Two devices' clocks differ, so that the way grows steadily longer or shorter. What is learned of it then
        turns all of it one way, in proportion to frequency; what is not known yet is no sign of that."""
        known = self._way.real**2 + self._way.imag**2
        turned = power * _TURN * (self._way.imag * step.real - self._way.real * step.imag)
        whole = power * _TURN**2 * (known + self._unsure)
        later = self._later + _DRIFT_STEP * turned.sum() / (whole.sum() + _NOTHING)
        self._later = float(np.clip(later, -_MOST_DRIFT, _MOST_DRIFT))


class EchoCanceller:
    """The microphone without the caller. Until the caller has spoken for a second, and wherever an echo was found
    since, it is taken out; where none was found, the microphone is given sample for sample as it came."""

    def __init__(self) -> None:
        self._path = EchoPath()
        self._webrtc = WebRtc(SAMPLE_RATE, stream_delay_ms=1000 * LEAD // SAMPLE_RATE)
        self._powers = np.zeros(5)
        self._open_for = 0
        self._open = True
        self._judged: deque[tuple[float, float, float]] = deque(maxlen=_JUDGED_BLOCKS)
        self._clean = self._found = False
        self.present = False
        """Whether the caller can be heard in the microphone."""

    def hear(self, microphone: Samples, caller: Samples) -> Samples:
        """A block of the microphone, without what it has of the caller; `caller` is `LEAD` samples ahead."""
        echo, unforetold = self._path.hear(microphone, caller)
        self._judge(microphone, echo, caller)
        left = microphone - echo
        webrtc = self._webrtc.process(microphone, caller)
        was_open = self._open
        self._open = is_open = self._agent_in([*map(_power, (microphone, webrtc, echo, left)), unforetold])
        if self._clean:
            return microphone
        if was_open == is_open:
            return left if is_open else np.zeros(BLOCK, np.float32)
        fade = np.linspace(0, 1, BLOCK, dtype=np.float32)
        return left * (fade if is_open else 1 - fade)

    def _agent_in(self, powers: list[float]) -> bool:
        """Whether there is more than the caller in the microphone, now or a moment ago."""
        self._powers = _POWER_SMOOTHING * self._powers + (1 - _POWER_SMOOTHING) * np.array(powers)
        heard, by_webrtc, echo, left, unforetold = self._powers
        unsure = unforetold > (_SURE if self._open else _SURER) * left
        faint = any(left < weak * echo and by_webrtc < nobody * heard for weak, nobody in _FAINT)
        if unsure or faint:
            self._open_for -= 1
            return self._open_for > 0
        self._open_for = _OPEN_BLOCKS if left > _VOICE else self._open_for - 1
        return True

    def _judge(self, microphone: Samples, echo: Samples, caller: Samples) -> None:
        """Whether the microphone goes with what was foretold of it, while the caller speaks."""
        if level(caller) < _JUDGED_DBFS:
            return
        self._judged.append((float(microphone @ echo), _power(microphone), _power(echo)))
        judged = np.array(self._judged)
        if self._found and len(judged) >= _CHANGED_BLOCKS and _alike(judged[-_CHANGED_BLOCKS:]) < _CHANGED:
            self._found = False  # the way is another one all of a sudden, or there is none any more
            self._learn_anew()
        elif _alike(judged) > _ECHO:
            self._found, self._clean = True, False
            loud = 10 * np.log10(judged[:, 2].mean() / BLOCK + _NOTHING)
            self.present = bool(loud > _HEARD_DBFS)
        elif len(judged) == _JUDGED_BLOCKS and _alike(judged) < _NO_ECHO:
            self._clean, self.present = True, False
            self._learn_anew()

    def _learn_anew(self) -> None:
        self._path.doubt()
        self._judged.clear()


def _power(samples: Samples) -> float:
    return float(samples @ samples)


def _alike(judged: NDArray[np.float64]) -> float:
    both, heard, foretold = judged.sum(axis=0)
    return float(both / np.sqrt(heard * foretold + _NOTHING))


class Waiting:
    """One channel's samples that are still to be used, and the place of the first among all that came. What comes
    when its place has been given up already is too late to be used."""

    def __init__(self) -> None:
        self.first = 0
        self._samples: Samples = np.zeros(0, np.float32)

    @property
    def end(self) -> int:
        return self.first + len(self._samples)

    def add(self, chunk: AudioChunk) -> None:
        gap = round(chunk.start * SAMPLE_RATE) - self.end
        silence, fresh = np.zeros(max(gap, 0), np.float32), chunk.samples[max(-gap, 0) :]
        self._samples = np.concatenate((self._samples, silence, fresh))

    def take(self, first: int, length: int) -> Samples:
        """The samples at this place, silence where there are none; those before them are given up."""
        self._samples, self.first = self._samples[max(0, first - self.first) :], max(first, self.first)
        found = self._samples[: max(0, first + length - self.first)]
        before = min(self.first - first, length)
        return np.concatenate(
            (np.zeros(before, np.float32), found, np.zeros(length - before - len(found), np.float32))
        )


def without_echo(chunks: Iterator[AudioChunk], canceller: EchoCanceller) -> Iterator[AudioChunk]:
    """The chunks of both channels, the agent's without the caller; these wait until the caller's are `LEAD` ahead.

    A caller whose sound does not come keeps the agent's waiting for four seconds and no longer. The source closes
    with it.
    """
    agent, client = Waiting(), Waiting()
    try:
        for chunk in chunks:
            if chunk.channel == "client":
                client.add(chunk)
                yield chunk
            else:
                agent.add(chunk)
            known = max(client.end - LEAD, agent.end - _PATIENCE)
            yield from _done(agent, client, canceller, min(agent.end, known))
        yield from _done(agent, client, canceller, agent.end + BLOCK - 1)
    finally:
        close: Callable[[], None] | None = getattr(chunks, "close", None)
        if close is not None:
            close()


def _done(agent: Waiting, client: Waiting, canceller: EchoCanceller, until: int) -> Iterator[AudioChunk]:
    """All whole blocks of the agent's that lie before `until`, as one chunk."""
    first, end = agent.first, agent.end
    blocks = max(0, until - first) // BLOCK
    if not blocks:
        return
    parts = [
        canceller.hear(agent.take(at, BLOCK), client.take(at + LEAD, BLOCK))
        for at in range(first, first + blocks * BLOCK, BLOCK)
    ]
    agent.take(min(first + blocks * BLOCK, end), 0)
    yield AudioChunk("agent", first / SAMPLE_RATE, np.concatenate(parts)[: end - first])
