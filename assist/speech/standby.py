"""An engine that may stop answering, and another on this machine that then takes over in mid call."""

from __future__ import annotations

import logging
import threading
from collections import deque

from assist.audio.chunk import Samples
from assist.speech.engine import EngineError, SpeechEngine, Transcription

_log = logging.getLogger(__name__)

RETRY_SECONDS = 20.0
"""Between two attempts to get back an engine that was lost."""


class WithStandby:
    """Hears with `first`; from the moment at which that fails, with `standby`.

    What the failure was met on is heard by the standby, so nothing is lost. Meanwhile a thread of its own
    asks `first` again and again; when it answers, it takes the next job. Each change is told once.
    """

    def __init__(
        self, first: SpeechEngine, standby: SpeechEngine, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        self._first = first
        self._standby = standby
        self._retry_seconds = retry_seconds
        self._lost = False
        self._news: deque[str] = deque()
        self._closed = threading.Event()
        self._retrying: threading.Thread | None = None

    @property
    def name(self) -> str:
        return (self._standby if self._lost else self._first).name

    def warm_up(self) -> None:
        """Both, so that the standby is as quick as the first when it is needed."""
        self._standby.warm_up()
        if not self._lost:
            try:
                self._first.warm_up()
            except Exception as problem:
                self._lose(problem)

    def partial(self, samples: Samples) -> Transcription:
        if not self._lost:
            try:
                return self._first.partial(samples)
            except Exception as problem:
                self._lose(problem)
        return self._standby.partial(samples)

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        if not self._lost:
            try:
                return self._first.final(samples, hurried)
            except Exception as problem:
                self._lose(problem)
        return self._standby.final(samples, hurried)

    def news(self) -> str | None:
        return self._news.popleft() if self._news else None

    def close(self) -> None:
        self._closed.set()
        if self._retrying is not None:
            self._retrying.join()
        self._first.close()
        self._standby.close()

    def _lose(self, problem: Exception) -> None:
        self._lost = True
        if not isinstance(
            problem, EngineError
        ):  # which nobody foresaw, and which costs no words all the same
            _log.error("%s failed.", self._first.name, exc_info=problem)
            problem = EngineError(f"{self._first.name} failed ({problem or type(problem).__name__}).")
        self._news.append(f"{problem} The model {self._standby.name} on this machine takes over.")
        self._retrying = threading.Thread(target=self._retry, name="engine retry", daemon=True)
        self._retrying.start()

    def _retry(self) -> None:
        """Runs beside the call: nobody waits for an engine that does not answer."""
        while not self._closed.wait(self._retry_seconds):
            try:
                self._first.warm_up()
            except Exception:  # not yet, or in another way than before
                continue
            self._news.append(f"{self._first.name} answers again.")
            self._lost = False  # from here on this thread is over, and the engine is the call's again
            return
