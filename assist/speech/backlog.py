"""What is decoded next: finals before partials, and of each channel's partials the newest."""

from __future__ import annotations

from collections import deque

from assist.events import Channel
from assist.speech.ear import Job

SHORTEST_INTERVAL = 0.3
"""Seconds of new sound between two partials on a machine that is quick enough."""
_SHARE = 0.4
"""Of the inference thread's time that one channel's partials may take."""
HURRY_AFTER = 2.0
"""Seconds that a final may wait before finals are decoded the quicker way."""


class Backlog:
    """The jobs that wait. Knows no clock and no thread: `now` is any count of seconds that never goes back.

    Overload costs partials first, which wait while a final does; then care, as finals are decoded the
    quicker way. It never costs sound: every final that is added comes out.
    """

    def __init__(self) -> None:
        self._finals: deque[tuple[float, Job]] = deque()  # with the time since when they wait
        self._partials: dict[Channel, Job] = {}
        self._cost = 0.0

    @property
    def partial_interval(self) -> float:
        """Seconds of new sound between two partials of a channel; grows with what they cost."""
        return max(SHORTEST_INTERVAL, self._cost / _SHARE)

    @property
    def finals(self) -> int:
        """How many finals wait or are being decoded."""
        return len(self._finals)

    def behind(self, now: float) -> float:
        """Seconds for which the oldest final has been waiting."""
        return now - self._finals[0][0] if self._finals else 0.0

    def add(self, job: Job, now: float) -> None:
        """Puts a job in line. A final makes its channel's waiting partial needless."""
        if job.final:
            self._partials.pop(job.channel, None)
            self._finals.append((now, job))
        else:
            self._partials[job.channel] = job

    def next(self, now: float) -> tuple[Job, bool] | None:
        """The job to decode now, and whether to hurry; None where nothing waits.

        A final stays in line until `done`: it is still waited for.
        """
        if self._finals:
            return self._finals[0][1], self.behind(now) > HURRY_AFTER
        if self._partials:
            oldest = min(self._partials, key=lambda channel: self._partials[channel].at)
            return self._partials.pop(oldest), False
        return None

    def done(self, job: Job, seconds: float) -> None:
        """Takes note of what the job that was `next` cost. A dear partial counts at once, a cheap one slowly."""
        if job.final:
            self._finals.popleft()
        else:
            self._cost = max(seconds, self._cost + 0.3 * (seconds - self._cost))

    def drop_partials(self) -> None:
        self._partials.clear()
