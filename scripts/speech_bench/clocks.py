"""A call through the listener by a clock: the wall's, or one that is moved by what work costs.

On the virtual clock the sound arrives at its own pace and each decoding takes as long as its CPU seconds
were, or as long as fixed costs say; the run itself is as fast as the machine. With one thread that is what the
wall would show on a quiet machine, and it can be had on a busy one. CPU seconds grow a little there, too, as
others push what is needed out of the caches: with fixed costs every run gives the same delays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assist.audio.chunk import AudioChunk, Samples
from assist.events import Event
from assist.speech.backlog import Backlog
from assist.speech.decoder import Decoded
from assist.speech.ear import Job
from assist.speech.engine import SpeechEngine, Transcription
from assist.speech.listener import Listener
from assist.speech.scheduler import Scheduler

Slowness = Callable[[float, float], float]
"""Seconds that a decoding takes longer, by the call time of its start and the seconds of its sound."""


@dataclass(frozen=True)
class Costs:
    """What decodings cost, in seconds."""

    a_decoding: float
    a_second: float
    """For every second of its sound."""

    def of(self, seconds: float) -> float:
        return self.a_decoding + self.a_second * seconds


@dataclass
class Run:
    """What became known when, and what it cost."""

    events: list[tuple[float, Event]] = field(default_factory=list)
    cpu_seconds: float = 0.0
    worst_lag: float = 0.0
    caught_up_at: float = 0.0
    """The last time at which a final had been waiting for more than half a second."""
    decodings: list[tuple[float, float]] = field(default_factory=list)
    """On the virtual clock, of each its sound's seconds and what it cost."""


class VirtualThread:
    """A decoder whose inference thread lives on a clock that its owner moves. `assist`'s own backlog decides."""

    def __init__(self, engine: SpeechEngine, slowness: Slowness, costs: Costs | None) -> None:
        self.engine = engine
        self.now = 0.0
        self.decodings: list[tuple[float, float]] = []
        self._slowness = slowness
        self._costs = costs
        self._backlog = Backlog()
        self._added = 0.0
        self._free = 0.0
        self._done: list[tuple[float, Decoded]] = []
        self._underway: tuple[float, Job] | None = None

    @property
    def partial_interval(self) -> float:
        return self._backlog.partial_interval

    @property
    def behind(self) -> float:
        self._advance(self.now)
        return self._backlog.behind(self.now)

    @property
    def waiting(self) -> bool:
        return self._backlog.finals > 0 or any(decoded.job.final for _, decoded in self._done)

    def add(self, job: Job) -> None:
        self._advance(self.now)
        self._backlog.add(job, self.now)
        self._added = self.now

    def take(self, heard_until: float) -> list[Decoded]:
        self._advance(self.now)
        done = [decoded for at, decoded in self._done if at <= self.now]
        self._done = [(at, decoded) for at, decoded in self._done if at > self.now]
        return done

    def finish(self) -> list[Decoded]:
        self._backlog.drop_partials()
        while self._backlog.finals:
            self.now = max(self.now + 0.1, self._free)
            self._advance(self.now)
        return self.take(self.now)

    def close(self) -> None:
        pass

    def _advance(self, until: float) -> None:
        while True:
            if self._underway is not None:
                ends, job = self._underway
                if ends > until:
                    return
                self._backlog.done(job, self._done[-1][1].seconds or 0.0)
                self._underway = None
            start = max(self._free, self._added)
            task = self._backlog.next(start) if start <= until else None
            if task is None:
                return
            job, hurried = task
            cpu = time.process_time()
            said = self.engine.final(job.samples, hurried) if job.final else self.engine.partial(job.samples)
            seconds = job.end - job.start
            cost = self._costs.of(seconds) if self._costs else time.process_time() - cpu
            self.decodings.append((seconds, cost))
            cost += self._slowness(start, seconds)
            self._free = start + cost
            self._done.append((self._free, Decoded(job, said, cost)))
            self._underway = self._free, job


class SlowEngine:
    """The engine, sleeping where it is to be slow. `begun` is the wall's time of the call's start."""

    def __init__(self, engine: SpeechEngine, slowness: Slowness) -> None:
        self._engine, self._slowness, self.begun, self.name = engine, slowness, 0.0, engine.name
        self.warm_up, self.news, self.close = engine.warm_up, engine.news, engine.close

    def partial(self, samples: Samples) -> Transcription:
        self._sleep(samples)
        return self._engine.partial(samples)

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        self._sleep(samples)
        return self._engine.final(samples, hurried)

    def _sleep(self, samples: Samples) -> None:
        time.sleep(self._slowness(time.monotonic() - self.begun, len(samples) / 16_000))


def never_slow(start: float, seconds: float) -> float:
    return 0.0


def virtually(
    chunks: Iterable[AudioChunk],
    engine: SpeechEngine,
    slowness: Slowness = never_slow,
    costs: Costs | None = None,
) -> Iterator[tuple[float, Run]]:
    """Yields after every chunk, so that the caller can look at what the run costs so far.

    Without `costs` each decoding takes its own CPU seconds.
    """
    decoder = VirtualThread(engine, slowness, costs)
    run = Run(decodings=decoder.decodings)
    listener = Listener(decoder)
    begun = time.process_time()
    for chunk in chunks:
        decoder.now = chunk.end
        run.events += [(decoder.now, event) for event in listener.hear(chunk)]
        _look(run, decoder.now, decoder.behind)
        run.cpu_seconds = time.process_time() - begun
        yield decoder.now, run
    events = list(listener.finish())
    run.events += [(decoder.now, event) for event in events]
    run.cpu_seconds = time.process_time() - begun
    yield decoder.now, run


def by_the_wall(
    chunks: Iterable[AudioChunk], engine: SpeechEngine, slowness: Slowness = never_slow
) -> Iterator[tuple[float, Run]]:
    """The real scheduler, fed at real pace."""
    run = Run()
    slow = SlowEngine(engine, slowness)
    decoder = Scheduler(slow)
    listener = Listener(decoder)
    begun, cpu = time.monotonic(), time.process_time()
    slow.begun = begun
    for chunk in chunks:
        time.sleep(max(0.0, chunk.end - (time.monotonic() - begun)))
        events = listener.hear(chunk)
        now = time.monotonic() - begun
        run.events += [(now, event) for event in events]
        _look(run, now, decoder.behind)
        run.cpu_seconds = time.process_time() - cpu
        yield now, run
    run.events += [(time.monotonic() - begun, event) for event in listener.finish()]
    now = time.monotonic() - begun
    run.cpu_seconds = time.process_time() - cpu
    yield now, run


def whole(steps: Iterator[tuple[float, Run]]) -> Run:
    """The run at its end."""
    run = Run()
    for _, run in steps:  # noqa: B007
        pass
    return run


def _look(run: Run, now: float, behind: float) -> None:
    run.worst_lag = max(run.worst_lag, behind)
    if behind > 0.5:
        run.caught_up_at = now
