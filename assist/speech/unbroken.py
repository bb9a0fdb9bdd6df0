"""An engine behind which no call ends: what it fails on is told, and what is said next is heard again."""

from __future__ import annotations

import logging
from collections import deque

from assist.audio.chunk import Samples
from assist.speech.engine import NOTHING, SpeechEngine, Transcription

_logger = logging.getLogger(__name__)


class Unbroken:
    """Hears with `engine`, and raises nothing, whatever that raises: with a client on the line, a few words lost are
    better than a call that is over. A final is tried twice. The first of several failures is told, and their end."""

    def __init__(self, engine: SpeechEngine) -> None:
        self._engine = engine
        self._failing = False
        self._logged: set[str] = set()
        self._news: deque[str] = deque()

    @property
    def name(self) -> str:
        return self._engine.name

    def warm_up(self) -> None:
        try:
            self._engine.warm_up()
        except Exception as problem:  # whether that costs a word, the first words tell
            self._log(problem)

    def partial(self, samples: Samples) -> Transcription:
        try:
            return self._engine.partial(samples)
        except Exception as problem:  # it was a guess: the final is still to come
            self._log(problem)
            return NOTHING

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        for quicker in (hurried, True):  # the quicker way needs less memory, too
            try:
                said = self._engine.final(samples, quicker)
            except Exception as problem:
                failure = problem
                self._log(problem)
            else:
                self._works_again()
                return said
        self._fails(failure)
        return NOTHING

    def news(self) -> str | None:
        return self._news.popleft() if self._news else self._engine.news()

    def close(self) -> None:
        self._engine.close()

    def _fails(self, problem: Exception) -> None:
        if not self._failing:
            reason = (str(problem).strip() or type(problem).__name__).splitlines()[0]
            self._news.append(f"Words are being lost: the model {self.name} fails on them ({reason}).")
        self._failing = True

    def _log(self, problem: Exception) -> None:
        """For whoever mends it: each kind of failure once, and not three times a second."""
        if repr(problem) not in self._logged:
            self._logged.add(repr(problem))
            _logger.error("The speech model %s failed.", self.name, exc_info=problem)

    def _works_again(self) -> None:
        if self._failing:
            self._news.append("Words are heard again.")
        self._failing = False
