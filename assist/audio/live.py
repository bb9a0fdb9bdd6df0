"""A call as it happens: both channels' chunks, whatever becomes of their devices meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue

from assist.audio.capture import Block, Capture, Lost, News, Opened, Start
from assist.audio.chunk import AudioChunk
from assist.audio.microphone import now
from assist.audio.spares import started
from assist.audio.timeline import Timeline
from assist.errors import InputError
from assist.events import Channel, Event, Gap, Health, Notice

_LOOK_SECONDS = 0.1
_BEHIND_SECONDS = 0.3  # silence of a lost channel is given this late: what was heard is on its way
_WHO: dict[Channel, str] = {"agent": "Your microphone", "client": "The caller's sound"}

Tell = Callable[[Event], None]


class LiveSound:
    """The sound of a call until `stop` is set, in the order in which it arrives.

    The client is heard where a device is named for them. Each channel is one unbroken row of samples: where its
    device is lost, silence of the same length takes its place, and `tell` is given the Gap and a Notice, when it
    begins and when it ends. `start` gives the capture processes. A channel that nobody compares with another need
    not keep `to_the_clock`: its pitch stays as it is. Raises InputError where a device cannot be opened at the start.
    """

    def __init__(
        self,
        agent_device: str | int | None,
        client_device: str | int | None,
        stop: threading.Event,
        tell: Tell = lambda event: None,
        start: Start = started,
        to_the_clock: bool = True,
    ) -> None:
        self._devices: dict[Channel, str | int | None] = {"agent": agent_device}
        if client_device is not None:
            self._devices["client"] = client_device
        self._stop = stop
        self._tell = tell
        self._start = start
        self._news: SimpleQueue[News] = SimpleQueue()
        self._captures: dict[Channel, Capture] = {}
        self._lines: dict[Channel, Timeline] = {
            channel: Timeline(channel, to_the_clock) for channel in self._devices
        }
        self._lost: dict[Channel, float] = {}
        self._known: set[Channel] = set()
        self._moved: set[Channel] = set()
        self._opened: dict[Channel, str] = {}  # what to say of a stream as soon as it gives something
        self._lock = threading.Lock()
        self._opening: list[threading.Thread] = []
        self._problems: dict[Channel, InputError] = {}
        self._closed = False
        self._origin = 0.0
        self._asked_for = 0.0
        self.behind = 0.0
        """Seconds that the newest block waited before it was taken."""

    @property
    def whole(self) -> bool:
        """Whether every channel is heard now: where one is lost, its silence means nothing."""
        return not self._lost

    @property
    def time(self) -> float:
        """The call time now."""
        return now() - self._origin

    def lost(self, channel: Channel) -> bool:
        """Whether the channel's device is gone now."""
        return channel in self._lost

    def processes(self) -> dict[Channel, int]:
        """The numbers of the capture processes."""
        return {channel: capture.process for channel, capture in self._captures.items()}

    def open(self) -> None:
        """Begins the call: all devices are being opened, and what they give is kept until somebody asks for it."""
        if self._opening:
            return
        self._origin = now()
        for channel in self._devices:
            thread = threading.Thread(target=self._open, args=(channel,), name=f"open {channel}", daemon=True)
            self._opening.append(thread)
            thread.start()

    def close(self) -> None:
        """Nothing is recorded any more; a device that is still being opened is closed as soon as it is open."""
        with self._lock:
            self._closed = True
            captures = list(self._captures.values())
        for capture in captures:
            capture.close()

    def __iter__(self) -> Generator[AudioChunk]:
        self.open()
        try:
            for opening in self._opening:
                while opening.is_alive() and not self._stop.is_set():
                    opening.join(_LOOK_SECONDS)
            for channel in self._devices:
                if channel in self._problems:
                    raise self._problems[channel]
            self._asked_for = now()
            while not self._stop.is_set():
                with suppress(Empty):
                    yield from self._take(self._news.get(timeout=_LOOK_SECONDS))
                until = self.time - _BEHIND_SECONDS
                for channel in self._lost:
                    yield from self._lines[channel].fill(until)
        finally:
            self.close()
        while not self._news.empty():
            yield from self._take(self._news.get())
        for line in self._lines.values():
            yield from line.finish()

    def _open(self, channel: Channel) -> None:
        # the agent's microphone may stand in for another; it must never pass for the caller
        stand_in = channel == "agent"
        try:
            capture = Capture(channel, self._devices[channel], self._news, stand_in, self._start)
        except InputError as problem:
            self._problems[channel] = problem
            return
        with self._lock:
            self._captures[channel] = capture
            closed = self._closed
        if closed:
            capture.close()

    def _take(self, news: News) -> Iterator[AudioChunk]:
        line, at = self._lines[news.channel], news.at - self._origin
        if isinstance(news, Block):
            self.behind = now() - max(news.at, self._asked_for)
            yield from line.hear(news.samples, at)
            self._over(news.channel)
        elif isinstance(news, Lost):
            yield from line.finish()
            self._opened.pop(news.channel, None)
            if news.channel not in self._lost:
                self._lost[news.channel] = line.end
                self._tell(Gap(line.end, news.channel, line.end, None, "lost"))
                self._tell(Health(line.end, news.channel, "lost"))
            elif news.channel not in self._moved:
                return  # it was opened again and gave nothing
            if news.moved:
                self._moved.add(news.channel)
                return
            self._moved.discard(news.channel)
            word = f'{_WHO[news.channel]} is lost: "{news.name}" stopped. Trying again.'
            self._tell(Notice(line.end, word))
        elif isinstance(news, Opened):
            yield from line.begin(news.rate)
            if news.instead_of is not None:
                self._opened[news.channel] = (
                    f'"{news.instead_of}" is gone: "{news.name}" is heard until it is back.'
                )
            elif news.channel in self._moved:
                self._opened[news.channel] = (
                    f'{_WHO[news.channel]} comes from another output now: "{news.name}".'
                )
            elif news.channel in self._known:
                self._opened[news.channel] = f'{_WHO[news.channel]} is back: "{news.name}".'
            self._known.add(news.channel)

    def _over(self, channel: Channel) -> None:
        """The channel gives sound: it is lost no more."""
        self._moved.discard(channel)
        if channel in self._opened:
            self._tell(Notice(self._lines[channel].end, self._opened.pop(channel)))
        start = self._lost.pop(channel, None)
        if start is not None:
            end = self._lines[channel].end
            self._tell(Gap(end, channel, start, end, "lost"))
            self._tell(Health(end, channel, "working"))
