"""One inference thread for a call that is happening now: finals first, partials when there is time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from assist.speech.backlog import Backlog
from assist.speech.decoder import Decoded
from assist.speech.ear import Job
from assist.speech.engine import SpeechEngine
from assist.speech.unbroken import Unbroken


class Scheduler:
    """A decoder that never keeps its caller waiting, and that no failure of the engine ends. Starts its thread at
    once."""

    def __init__(self, engine: SpeechEngine) -> None:
        self.engine: SpeechEngine = Unbroken(engine)
        self._changed = threading.Condition()
        self._backlog = Backlog()
        self._decoded: list[Decoded] = []
        self._busy = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
        self._thread.start()

    @property
    def partial_interval(self) -> float:
        return self._backlog.partial_interval

    @property
    def behind(self) -> float:
        with self._changed:
            return self._backlog.behind(time.monotonic())

    @property
    def waiting(self) -> bool:
        with self._changed:
            return self._backlog.finals > 0 or any(decoded.job.final for decoded in self._decoded)

    def add(self, job: Job) -> None:
        with self._changed:
            self._backlog.add(job, time.monotonic())
            self._changed.notify_all()

    def take(self, heard_until: float) -> list[Decoded]:
        """What was done since the last time; never waits."""
        with self._changed:
            return self._take()

    def finish(self) -> Iterator[Decoded]:
        """Waits for every final that is not done yet, one after the other, and ends the thread. Partials still
        waiting are dropped."""
        with self._changed:
            self._backlog.drop_partials()
        waiting = True
        while waiting:
            with self._changed:
                self._changed.wait_for(lambda: self._decoded or not (self._backlog.finals or self._busy))
                waiting = bool(self._backlog.finals or self._busy)
                done = self._take()
            yield from done
        self.close()

    def close(self) -> None:
        """Ends the thread after the job in hand."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _take(self) -> list[Decoded]:
        decoded, self._decoded = self._decoded, []
        return decoded

    def _run(self) -> None:
        self.engine.warm_up()
        while (task := self._next()) is not None:
            job, hurried = task
            started = time.perf_counter()
            said = self.engine.final(job.samples, hurried) if job.final else self.engine.partial(job.samples)
            self._done(Decoded(job, said, time.perf_counter() - started))

    def _next(self) -> tuple[Job, bool] | None:
        with self._changed:
            while not self._closed:
                task = self._backlog.next(time.monotonic())
                if task is not None:
                    self._busy = True
                    return task
                self._changed.wait()
            return None

    def _done(self, decoded: Decoded) -> None:
        with self._changed:
            self._busy = False
            self._decoded.append(decoded)
            self._backlog.done(decoded.job, decoded.seconds or 0.0)
            self._changed.notify_all()
