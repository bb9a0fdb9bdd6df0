"""One channel's place in the call: from blocks at a device's own rate to chunks at 16 kHz that follow one another."""

from __future__ import annotations

from collections import deque

import numpy as np
import soxr

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.events import Channel

LOST_SECONDS = 0.25
"""A block that is later than this is late, or sound before it was lost: those that follow tell."""
_SURE_SECONDS = (
    1.0  # so long even the quickest of them is late before that is believed: a busy machine catches up
)
DRIFT_SECONDS = 0.02
"""A channel that is off by more, as where a busy machine brought even its first blocks late, is put right quickly.
Less is worked off sample by sample: what the caller's sound becomes in the microphone must not jump."""
_STRETCHED = 0.5, 0.02  # of a block at most, where nobody speaks and where somebody does
_WORKED_OFF = (
    50  # seconds in which what it is off by would be gone: a clock that is 0.015 % wrong is 7 ms off
)
_QUIET = 0.003
_START_BLOCKS = 3  # a stream's first blocks are placed by the quickest of them
_WINDOW = 10  # seconds over whose quickest block the clocks are compared: a busy machine only ever delays
_SILENCE_CHUNK = SAMPLE_RATE // 10


class Timeline:
    """Counts one channel's samples from the call's start; every chunk begins where the one before it ended.

    Sound that did not come becomes silence of the same length. A device's clock runs a little fast or slow
    against the machine's: its sound is made a little shorter or longer, unless it need not keep `to_the_clock`.
    """

    def __init__(self, channel: Channel, to_the_clock: bool = True) -> None:
        self.channel: Channel = channel
        self._to_the_clock = to_the_clock
        self._given = 0  # samples given out
        self._due = 0.0  # samples that everything so far comes to, those still in the resampler included
        self._rate = SAMPLE_RATE
        self._resampler: soxr.ResampleStream | None = None
        self._late_from = 0.0
        self._held: list[tuple[Samples, float]] = []
        self._minima: deque[tuple[int, float]] = deque(maxlen=_WINDOW)
        self._owed = 0.0  # samples by which it is to become longer
        self._starting = True

    @property
    def end(self) -> float:
        """The call time up to which the channel is known, in seconds."""
        return self._due / SAMPLE_RATE

    def begin(self, rate: int) -> list[AudioChunk]:
        """A stream of this rate comes now; gives what was left of the one before."""
        last = self.finish()
        self._rate = rate
        self._resampler = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")
        self._minima.clear()
        self._owed = 0.0
        self._starting = True
        return last

    def hear(self, samples: Samples, at: float) -> list[AudioChunk]:
        """The next block; `at` is the call time at which it was all there."""
        seconds = len(samples) / self._rate
        offset = at - seconds - self.end - sum(len(block) for block, _ in self._held) / self._rate
        if self._starting or offset > LOST_SECONDS:
            if not self._held:
                self._late_from = at
            self._held.append((samples, offset))
            if len(self._held) < _START_BLOCKS if self._starting else at - self._late_from < _SURE_SECONDS:
                return []
            self._starting = False
            held, self._held = self._held, []
            silence = self.fill(self.end + min(late for _, late in held))
            return [*silence, *(chunk for block, _ in held for chunk in self._feed(block))]
        held, self._held = self._held, []
        late = [chunk for block, _ in held for chunk in self._feed(block)]
        if self._to_the_clock:
            samples = self._kept_in_time(samples, offset, at)
        return [*late, *self._feed(samples)]

    def fill(self, until: float) -> list[AudioChunk]:
        """Silence up to a call time; nothing where the channel is that far."""
        missing = round(until * SAMPLE_RATE) - round(self._due)
        if missing <= 0:
            return []
        # the resampler gives its last samples before the silence, so that no word moves behind it
        chunks = self._flush()
        self._due += missing
        missing = round(self._due) - self._given
        while missing > 0:
            length = min(missing, _SILENCE_CHUNK)
            chunks += self._out(np.zeros(length, np.float32))
            missing -= length
        return chunks

    def finish(self) -> list[AudioChunk]:
        """What is still on its way."""
        held, self._held = self._held, []
        return [*(chunk for block, _ in held for chunk in self._feed(block)), *self._flush()]

    def _feed(self, samples: Samples) -> list[AudioChunk]:
        if self._resampler is None:
            self.begin(self._rate)
        assert self._resampler is not None
        self._due += len(samples) * SAMPLE_RATE / self._rate
        return self._out(self._resampler.resample_chunk(samples))

    def _flush(self) -> list[AudioChunk]:
        if self._resampler is None:
            return []
        rest = self._resampler.resample_chunk(np.zeros(0, np.float32), last=True)
        self._resampler.clear()
        return self._out(rest[: max(0, round(self._due) - self._given)])

    def _out(self, samples: Samples) -> list[AudioChunk]:
        if not len(samples):
            return []
        chunk = AudioChunk(self.channel, self._given / SAMPLE_RATE, samples)
        self._given += len(samples)
        return [chunk]

    def _kept_in_time(self, samples: Samples, offset: float, at: float) -> Samples:
        """The block, a little longer or shorter where the device's clock has drifted too far."""
        second = int(at)
        if self._minima and self._minima[-1][0] == second:
            self._minima[-1] = second, min(offset, self._minima[-1][1])
        else:
            self._minima.append((second, offset))
        drift = min(late for _, late in self._minima)
        if (
            len(self._minima) < _WINDOW and drift > -DRIFT_SECONDS
        ):  # only what comes too early is sure at once
            return samples
        if abs(drift) < DRIFT_SECONDS:
            self._owed += drift * len(samples) / _WORKED_OFF
        else:
            quiet, speech = _STRETCHED
            most = len(samples) * (quiet if float(np.abs(samples).max(initial=0.0)) < _QUIET else speech)
            self._owed = float(np.clip(drift * self._rate, -most, most))
        change = int(self._owed)
        self._owed -= change
        if not change:
            return samples
        moved = change / self._rate
        self._minima = deque(((when, late - moved) for when, late in self._minima), maxlen=_WINDOW)
        places = np.linspace(0, len(samples) - 1, len(samples) + change)
        return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
