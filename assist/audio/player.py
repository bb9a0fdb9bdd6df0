"""A recorded call played: from any second, faster or slower at the same pitch, with or without its silences."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assist.audio.chunk import SAMPLE_RATE
from assist.audio.recorded_sound import Stereo, blocks
from assist.audio.speaker import Speaker
from assist.audio.tempo import Tempo
from assist.errors import InputError
from assist.events import Channel


class Output(Protocol):
    """What sound is played on; `Speaker` is the one."""

    rate: int

    @property
    def latency(self) -> float: ...

    def play(self, sound: Stereo) -> None: ...

    def tail(self) -> Iterator[Stereo]: ...

    def hush(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be played: from where, until where, how fast, and what of it is passed over."""

    files: Mapping[Channel, Path]
    start: float
    until: float | None
    speed: float
    skipped: tuple[tuple[float, float], ...]


class Player:
    """One thread that plays what was asked for last. All times are seconds of the call.

    `position` is what is heard now. `trouble` says in one sentence why nothing is heard, and is empty otherwise.
    """

    def __init__(self, open_output: Callable[[], Output] = Speaker) -> None:
        self.position = 0.0
        self.trouble = ""
        self._open_output = open_output
        self._output: Output | None = None
        self._wish: _Wish | None = None
        self._over = False
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def playing(self) -> bool:
        return self._wish is not None

    def prepare(self) -> None:
        """Opens the output ahead of the first sound, which takes a while."""
        self._awake()

    def play(
        self,
        files: Mapping[Channel, Path],
        start: float,
        until: float | None = None,
        speed: float = 1.0,
        skipped: Sequence[tuple[float, float]] = (),
    ) -> None:
        """Plays from `start`, in the place of what is played now, until the end or `until`. What is `skipped` is
        not heard."""
        self._awake()
        with self._news:
            self.position, self.trouble = start, ""
            self._wish = _Wish(dict(files), start, until, speed, tuple(skipped))
            self._news.notify()

    def pause(self) -> None:
        """Nothing is heard any more; `position` stays."""
        with self._news:
            self._wish = None
            self._news.notify()

    def close(self) -> None:
        """Gives the output back."""
        with self._news:
            self._wish, self._over = None, True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(5.0)
            self._thread = None

    def _awake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="player", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            self._output = self._open_output()
        except InputError as problem:
            self.trouble = str(problem)
        while True:
            with self._news:
                if self._wish is None and self._output is not None:
                    self._output.hush()
                self._news.wait_for(lambda: self._wish is not None or self._over)
                if self._over:
                    break
                wish = self._wish
            assert wish is not None
            try:
                if self._output is None:
                    self._output = self._open_output()
                self._output.hush()
                self._play(wish, self._output)
            except InputError as problem:
                self.trouble = str(problem)
                if self._output is not None:
                    self._output.close()
                    self._output = None
            with self._news:
                if self._wish is wish:
                    self._wish = None
        if self._output is not None:
            self._output.close()
            self._output = None

    def _play(self, wish: _Wish, output: Output) -> None:
        """Plays until the end, or until something else is asked for."""
        tempo = Tempo(wish.speed, output.rate)
        at, jumped = wish.start, True
        while jumped:
            at, jumped = _beyond(at, wish.skipped), False
            for sound in blocks(wish.files, at):
                for ready in tempo.feed(sound):
                    if self._wish is not wish:
                        return
                    output.play(ready)
                at += len(sound) / SAMPLE_RATE
                self._hear(wish, at - output.latency * wish.speed)
                if wish.until is not None and at >= wish.until:
                    break
                if _beyond(at, wish.skipped) != at:
                    jumped = True
                    break
        end, left = at if wish.until is None else min(at, wish.until), output.latency
        for ready in tempo.finish():
            if self._wish is wish:
                output.play(ready)
        for silence in output.tail():
            if self._wish is not wish:
                return
            output.play(silence)
            left = max(left - len(silence) / output.rate, 0.0)
            self._hear(wish, end - left * wish.speed)
        self._hear(wish, end)

    def _hear(self, wish: _Wish, at: float) -> None:
        with self._news:
            if self._wish is wish:
                self.position = max(at, wish.start)


def _beyond(at: float, skipped: Sequence[tuple[float, float]]) -> float:
    """Where one goes on at a time: at the end of what is skipped there."""
    return next((end for start, end in skipped if start <= at < end), at)
