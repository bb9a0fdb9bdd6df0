"""One channel's ear: from its sound to the pieces that are worth turning into text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.events import Channel
from assist.speech.bounds import FRAME, Bound, UtteranceBounds
from assist.speech.voice import VoiceActivity

_SMALLEST_GAP = round(0.02 * SAMPLE_RATE)


@dataclass(frozen=True, eq=False, slots=True)
class Job:
    """Sound to turn into text. All times are call times in seconds."""

    channel: Channel
    final: bool
    at: float
    """When there was enough sound to know that it is wanted."""
    start: float
    """The first sample's time."""
    voice_start: float
    voice_end: float
    samples: Samples

    @property
    def end(self) -> float:
        return self.start + len(self.samples) / SAMPLE_RATE


class Ear:
    """Finds the utterances of one channel; what it finds does not depend on how the sound is cut."""

    def __init__(self, channel: Channel, start: float) -> None:
        self.partial_every = 1.0
        """Seconds of new sound between two partials of an utterance."""
        self._channel = channel
        self._start = start
        self._voice = VoiceActivity()
        self._bounds = UtteranceBounds()
        self._sound: Samples = np.zeros(0, np.float32)
        self._first = 0  # the place of `_sound` among the channel's samples
        self._framed = 0  # samples that went through the bounds
        self._last_partial = 0

    @property
    def heard_until(self) -> float:
        """The time up to which all jobs were given out."""
        return self._time(self._framed)

    def hear(self, chunk: AudioChunk) -> list[Job]:
        """The jobs that this chunk makes due. A gap since the chunk before counts as silence."""
        gap = round((chunk.start - self._start) * SAMPLE_RATE) - self._first - len(self._sound)
        silence = np.zeros(gap if gap > _SMALLEST_GAP else 0, np.float32)
        samples = np.concatenate((silence, chunk.samples))
        self._sound = np.concatenate((self._sound, samples))
        jobs = []
        for probability in self._voice.hear(samples):
            self._framed += FRAME
            if (bound := self._bounds.hear(probability)) is not None:
                jobs.append(self._final(bound, self._framed))
            elif (job := self._partial()) is not None:
                jobs.append(job)
        done = min(self._bounds.needed_from, self._framed) - self._first
        self._sound, self._first = self._sound[done:], self._first + done
        return jobs

    def finish(self) -> list[Job]:
        """The utterance that was under way when the sound ended."""
        total = self._first + len(self._sound)
        bound = self._bounds.finish(total)
        return [self._final(bound, total)] if bound else []

    @property
    def speaking(self) -> bool:
        """Whether an utterance is under way."""
        return self._bounds.speaking is not None

    def _partial(self) -> Job | None:
        speaking = self._bounds.speaking
        if speaking is None:
            return None
        start, voice_start = speaking
        since = max(start, self._last_partial)
        if self._framed - since < self.partial_every * SAMPLE_RATE:
            return None
        self._last_partial = self._framed
        return self._job(False, self._framed, start, self._framed, voice_start, self._framed)

    def _final(self, bound: Bound, at: int) -> Job:
        return self._job(True, at, bound.sound_start, bound.sound_end, bound.voice_start, bound.voice_end)

    def _job(self, final: bool, at: int, start: int, end: int, voice_start: int, voice_end: int) -> Job:
        samples = self._sound[start - self._first : end - self._first].copy()
        times = self._time(at), self._time(start), self._time(voice_start), self._time(voice_end)
        return Job(self._channel, final, *times, samples)

    def _time(self, sample: int) -> float:
        return self._start + sample / SAMPLE_RATE
