"""Capture processes that have loaded what they need and wait to be told their device, so that a call need not."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

_AGAIN_SECONDS = 10.0  # after a call took one: its beginning has better use for the processor


def started() -> subprocess.Popen[bytes]:
    """A new capture process; it opens nothing before it is told a device (`assist.audio.capture_process`)."""
    options: dict[str, Any] = {"start_new_session": True}  # Ctrl+C is for us, who then close it
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        [sys.executable, "-m", "assist.audio.capture_process"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options,
    )  # fmt: skip


class Spares:
    """So many processes kept waiting until `close`; others take the place of those taken, a while later."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._waiting: list[subprocess.Popen[bytes]] = []
        self._refill: threading.Timer | None = None
        self._closed = False
        self._fill()

    def take(self) -> subprocess.Popen[bytes]:
        """One that waits, or a new one where none does."""
        with self._lock:
            if self._refill is None and not self._closed:
                self._refill = threading.Timer(_AGAIN_SECONDS, self._fill)
                self._refill.daemon = True
                self._refill.start()
            while self._waiting:
                process = self._waiting.pop()
                if process.poll() is None:
                    return process
                _give_up(process)
        return started()

    def processes(self) -> list[int]:
        """The numbers of those that wait."""
        with self._lock:
            return [process.pid for process in self._waiting]

    def close(self) -> None:
        """Ends those that wait."""
        with self._lock:
            self._closed = True
            if self._refill is not None:
                self._refill.cancel()
            for process in self._waiting:
                _give_up(process)
            self._waiting.clear()

    def _fill(self) -> None:
        with self._lock:
            self._refill = None
            with suppress(OSError):  # what is wrong is said where a call needs one
                while not self._closed and len(self._waiting) < self._count:
                    self._waiting.append(started())


def _give_up(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None and process.stdout is not None
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()
