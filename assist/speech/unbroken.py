"""An engine behind which no call ends: what it fails on is told, and what is said next is heard again."""

from __future__ import annotations

import logging
from collections import deque

from assist.audio.chunk import Samples
from assist.speech.engine import NOTHING, SpeechEngine, Transcription

_log = logging.getLogger(__name__)


class Unbroken:
    """Hears with `engine`, and raises nothing, whatever that raises: with a client on the line, a few words lost are
    better than a call that is over. A final is tried twice. The first of several failures is told, and their end."""

    def __init__(self, engine: SpeechEngine) -> None:
        self._engine = engine
        self._failing = False
        self._news: deque[str] = deque()

    @property
    def name(self) -> str:
        return self._engine.name

    def warm_up(self) -> None:
        try:
            self._engine.warm_up()
        except Exception:  # whether that costs a word, the first words tell
            _log.exception("The speech model did not warm up.")

    def partial(self, samples: Samples) -> Transcription:
        try:
            return self._engine.partial(samples)
        except Exception:  # it was a guess: the final is still to come
            _log.exception("A guess failed.")
            return NOTHING

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        for quicker in (hurried, True):  # the quicker way needs less memory, too
            try:
                said = self._engine.final(samples, quicker)
            except Exception as problem:
                failure = problem
                _log.exception("An utterance failed.")
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

    def _works_again(self) -> None:
        if self._failing:
            self._news.append("Words are heard again.")
        self._failing = False
