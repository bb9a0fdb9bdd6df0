"""Where jobs become text: in the caller's own path, or (see the scheduler) beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assist.events import CHANNELS
from assist.speech.ear import Job
from assist.speech.engine import SpeechEngine, Transcription


@dataclass(frozen=True, slots=True)
class Decoded:
    """A job that was done; `seconds` is None where no clock was looked at."""

    job: Job
    said: Transcription
    seconds: float | None


class Decoder(Protocol):
    """Takes jobs, gives what was made of them."""

    engine: SpeechEngine

    @property
    def partial_interval(self) -> float:
        """Seconds of new sound between two partials of a channel."""

    @property
    def behind(self) -> float:
        """Seconds for which the oldest final has been waiting."""

    @property
    def waiting(self) -> bool:
        """Whether a final is still to be decoded, or to be taken."""

    def add(self, job: Job) -> None: ...

    def take(self, heard_until: float) -> list[Decoded]:
        """What was done since the last time. All jobs up to `heard_until` seconds of the call were added."""

    def finish(self) -> Iterable[Decoded]:
        """Everything that is still to come, each as it is done; the end of the decoder."""

    def close(self) -> None:
        """The end of the decoder; what was not decoded is lost."""


class Inline:
    """Decodes in the caller's path, in the order of the sound: the same on every machine."""

    partial_interval = 1.0
    behind = 0.0

    def __init__(self, engine: SpeechEngine) -> None:
        self.engine = engine
        self._due: list[Job] = []

    @property
    def waiting(self) -> bool:
        return any(job.final for job in self._due)

    def add(self, job: Job) -> None:
        self._due.append(job)

    def take(self, heard_until: float) -> list[Decoded]:
        due = sorted(
            (job for job in self._due if job.at <= heard_until),
            key=lambda job: (job.at, CHANNELS.index(job.channel)),
        )
        self._due = [job for job in self._due if job.at > heard_until]
        return [self._decoded(job) for job in due]

    def finish(self) -> list[Decoded]:
        return self.take(math.inf)

    def close(self) -> None:
        self._due.clear()

    def _decoded(self, job: Job) -> Decoded:
        said = self.engine.final(job.samples) if job.final else self.engine.partial(job.samples)
        return Decoded(job, said, None)
