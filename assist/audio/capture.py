"""One channel's capture process, watched: started, heard, and started again whenever it falls silent or dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import IO, Any

import numpy as np

from assist.audio.capture_process import MOVED, RECORD
from assist.audio.chunk import Samples
from assist.audio.microphone import now
from assist.audio.spares import started
from assist.errors import InputError
from assist.events import Channel

NOTICED_SECONDS = 1.0
"""A device that gives no block for so long is gone; an unplugged one may just stop calling back."""
_LOOK_SECONDS = 0.2
_START_SECONDS = 30.0  # a new process on a busy machine
_AGAIN_SECONDS = (1.0, 1.0, 2.0, 2.0, 5.0)
"""Before each further attempt at a device that is not there; the last holds on. Each costs the machine a process."""
_RETURN_SECONDS = 5.0  # how often a device that was replaced by the default is looked for


@dataclass(frozen=True, eq=False, slots=True)
class Opened:
    """A stream begins. `instead_of`: the device that was wanted, where this one only stands in for it. Devices are
    called here what they are called for people."""

    channel: Channel
    at: float
    name: str
    rate: int
    instead_of: str | None


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """Some mono sound at the device's own rate, all there at `at` of the machine's clock."""

    channel: Channel
    at: float
    samples: Samples


@dataclass(frozen=True, eq=False, slots=True)
class Lost:
    """The stream is gone; another is tried for. `moved`: the sound of it comes from another output now."""

    channel: Channel
    at: float
    name: str
    moved: bool


News = Opened | Block | Lost

Start = Callable[[], subprocess.Popen[bytes]]


class Capture:
    """One channel, heard until it is closed; what comes of it is put into `news`, which several may share.

    Raises InputError where the device cannot be opened at the start. A device that goes later is waited for, by
    its name. With `stand_in`, the system's default device is heard meanwhile. `start` gives its processes.
    """

    def __init__(
        self,
        channel: Channel,
        device: str | int | None,
        news: SimpleQueue[News],
        stand_in: bool,
        start: Start = started,
    ) -> None:
        self._channel: Channel = channel
        self._news = news
        self._stand_in = stand_in
        self._start = start
        self._closed = threading.Event()
        self._first = _Process(start, device)
        self._wanted: str | int | None = device
        if not isinstance(device, str) and device is not None:
            self._wanted = self._first.name  # numbers change with every device that comes or goes
        self._current = self._first
        self._in_vain = 0  # so many attempts since the device went
        self._thread = threading.Thread(target=self._run, name=f"capture {channel}", daemon=True)
        self._thread.start()

    @property
    def process(self) -> int:
        """The number of the process that records now."""
        return self._current.popen.pid

    def close(self) -> None:
        """Ends the recording; what was heard is in `news` when this returns."""
        self._closed.set()
        self._current.kill()
        self._thread.join(5)

    def _run(self) -> None:
        process: _Process | None = self._first
        while not self._closed.is_set():
            if process is None:
                process = self._reopened()
                continue
            self._current, self._in_vain = process, 0
            back = self._hear(process)
            process.close()
            if back is None and not self._closed.is_set():
                self._news.put(Lost(self._channel, now(), process.title, process.moved))
            process = back
        if process is not None:  # opened while the call ended
            process.close()

    def _reopened(self) -> _Process | None:
        """The device that is wanted, else what stands in for it, else nothing after a while."""
        try:
            return _Process(self._start, self._wanted)
        except InputError:
            if self._stand_in and self._wanted is not None:
                with suppress(InputError):
                    return _Process(self._start, None, instead_of=self._first.title)
        self._closed.wait(_AGAIN_SECONDS[min(self._in_vain, len(_AGAIN_SECONDS) - 1)])
        self._in_vain += 1
        return None

    def _hear(self, process: _Process) -> _Process | None:
        """Passes on what the process records until it ends; the process that is to be heard next, if there is one."""
        opened = Opened(self._channel, now(), process.title, process.rate, process.instead_of)
        self._news.put(opened)
        alive, over = threading.Event(), threading.Event()
        found: list[_Process] = []
        watch = threading.Thread(target=self._watch, args=(process, alive, over, found), daemon=True)
        watch.start()
        if self._closed.is_set():
            process.kill()
        while (record := process.read()) is not None:
            alive.set()
            self._news.put(Block(self._channel, *record))
        over.set()
        watch.join()
        if self._closed.is_set():
            for other in found:
                other.close()
            return None
        return found[0] if found else None

    def _watch(
        self, process: _Process, alive: threading.Event, over: threading.Event, found: list[_Process]
    ) -> None:
        """Ends a process that gives nothing, and one that stands in for a device which is back.

        It counts its own looks, not seconds: where this program gets no time, neither did the other one.
        """
        silent, looks, patience = 0, 0, _START_SECONDS
        while not over.wait(_LOOK_SECONDS):
            looks += 1
            silent = 0 if alive.is_set() else silent + 1
            if alive.is_set():
                patience = NOTICED_SECONDS
            alive.clear()
            if silent * _LOOK_SECONDS >= patience:
                process.kill()
                return
            if process.instead_of is not None and looks % round(_RETURN_SECONDS / _LOOK_SECONDS) == 0:
                with suppress(InputError):
                    found.append(_Process(self._start, self._wanted))
                    process.kill()
                    return


class _Process:
    """A capture process whose device is open. Raises InputError where it cannot be opened."""

    def __init__(self, start: Start, device: str | int | None, instead_of: str | None = None) -> None:
        self.instead_of = instead_of
        try:
            self.popen = start()
        except OSError as problem:
            raise InputError(
                f'The input device "{device or "default"}" cannot be recorded from: the program that records '
                f"cannot be started ({problem.strerror}). Close other programs and try again."
            ) from problem
        assert self.popen.stdin is not None
        with suppress(OSError):  # it is dead, which is seen below
            self.popen.stdin.write(json.dumps(device).encode() + b"\n")
            self.popen.stdin.flush()
        assert self.popen.stdout is not None
        self._out: IO[bytes] = self.popen.stdout
        hung = threading.Timer(_START_SECONDS, self.popen.kill)
        hung.start()
        line = self._out.readline()
        hung.cancel()
        about: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"problem": ""}
        if "problem" in about:
            self.close()
            raise InputError(
                about["problem"]
                or f'The input device "{device or "default"}" cannot be recorded from: the '
                "program that records ended. Plug it in again, or choose another."
            )
        self.name: str = about["name"]
        self.title: str = about["title"]
        self.rate: int = about["rate"]
        self._channels: int = about["channels"]

    def read(self) -> tuple[float, Samples] | None:
        """The next block and its time; None where the process has ended.

        Of more than two channels, a call's voices are in the first two. What is no number would stay in the memories
        of all that hears the channel.
        """
        head = self._out.read(RECORD.size)
        if len(head) < RECORD.size:
            return None
        at, frames, _lost = RECORD.unpack(head)
        size = 4 * frames * self._channels
        body = self._out.read(size)
        if len(body) < size:
            return None
        sound = np.frombuffer(body, np.float32).reshape(frames, self._channels)[:, :2]
        return at, np.clip(np.nan_to_num(sound, posinf=0.0, neginf=0.0), -1.0, 1.0).mean(axis=1)

    @property
    def moved(self) -> bool:
        """Whether it ended because the machine plays through another output now."""
        return self.popen.returncode == MOVED

    def kill(self) -> None:
        with suppress(OSError):
            if sys.platform != "win32" and self.popen.returncode is None:
                os.killpg(self.popen.pid, signal.SIGKILL)  # with what it started itself
            self.popen.kill()
        self.popen.wait()
        if self.popen.stdin is not None:
            with suppress(OSError):
                self.popen.stdin.close()

    def close(self) -> None:
        """Ends it for good; whoever read from it has seen the end."""
        self.kill()
        self._out.close()
