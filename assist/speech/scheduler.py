"""One inference thread for a call that is happening now: finals first, partials when there is time."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass

from assist.events import Channel
from assist.speech.ear import Job
from assist.speech.engine import SpeechEngine, Transcription

SHORTEST_INTERVAL = 0.35
"""Seconds of new sound between two partials on a machine that is quick enough."""
_SHARE = 0.4
"""Of the thread's time that one channel's partials may take."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A job that was done. `said` is text for a partial."""

    job: Job
    said: Transcription | str
    seconds: float


class Scheduler:
    """Keeps every final, and of each channel's partials the newest. Starts its thread at once.

    What the engine raises is raised again by `take` and `finish`.
    """

    def __init__(self, engine: SpeechEngine) -> None:
        self._engine = engine
        self._changed = threading.Condition()
        self._finals: deque[tuple[float, Job]] = deque()  # with the time since when they wait
        self._partials: dict[Channel, Job] = {}
        self._decoded: list[Decoded] = []
        self._cost = 0.0
        self._busy = False
        self._closed = False
        self._problem: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
        self._thread.start()

    @property
    def partial_interval(self) -> float:
        """Seconds of new sound between two partials of a channel; grows with what they cost."""
        return max(SHORTEST_INTERVAL, self._cost / _SHARE)

    @property
    def behind(self) -> float:
        """Seconds for which the oldest final has been waiting."""
        with self._changed:
            return time.monotonic() - self._finals[0][0] if self._finals else 0.0

    @property
    def waiting(self) -> bool:
        """Whether a final is still to be decoded, or to be taken."""
        with self._changed:
            return bool(self._finals) or any(decoded.job.final for decoded in self._decoded)

    def add(self, job: Job) -> None:
        """Puts a job in line. A final makes its channel's waiting partial needless."""
        with self._changed:
            if job.final:
                self._partials.pop(job.channel, None)
                self._finals.append((time.monotonic(), job))
            else:
                self._partials[job.channel] = job
            self._changed.notify_all()

    def take(self) -> list[Decoded]:
        """What was done since the last time; never waits."""
        with self._changed:
            return self._take()

    def finish(self) -> list[Decoded]:
        """Waits until every final is done, and ends the thread. Partials still waiting are dropped."""
        with self._changed:
            self._partials.clear()
            self._changed.wait_for(lambda: self._problem or not (self._finals or self._busy))
        self.close()
        return self.take()

    def close(self) -> None:
        """Ends the thread after the job in hand."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _take(self) -> list[Decoded]:
        if self._problem is not None:
            raise self._problem
        decoded, self._decoded = self._decoded, []
        return decoded

    def _run(self) -> None:
        try:
            self._engine.warm_up()
            while (job := self._next()) is not None:
                started = time.perf_counter()
                said = self._engine.final(job.samples) if job.final else self._engine.partial(job.samples)
                self._done(Decoded(job, said, time.perf_counter() - started))
        except Exception as problem:
            with self._changed:
                self._problem = problem
                self._changed.notify_all()

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._finals or self._partials)
            if self._closed:
                return None
            self._busy = True
            if self._finals:
                return self._finals[0][1]  # stays in line until done: it is still waited for
            return self._partials.pop(min(self._partials, key=lambda channel: self._partials[channel].at))

    def _done(self, decoded: Decoded) -> None:
        with self._changed:
            self._busy = False
            self._decoded.append(decoded)
            if decoded.job.final:
                self._finals.popleft()
            else:
                self._cost += 0.3 * (decoded.seconds - self._cost)
            self._changed.notify_all()
