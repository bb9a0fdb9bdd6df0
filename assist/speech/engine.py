"""What a speech engine must do. `models` implements it; so may anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assist.audio.chunk import Samples
from assist.events import Word


@dataclass(frozen=True, slots=True)
class Transcription:
    """Words of one utterance. Word times are seconds from the utterance's first sample."""

    text: str
    words: tuple[Word, ...]


NOTHING = Transcription("", ())


def transcription(words: tuple[Word, ...]) -> Transcription:
    """These words, and their text."""
    return Transcription(" ".join(word.text for word in words), words)


class EngineError(Exception):
    """An engine gave no answer, and another may. The message is one sentence for the person at the desk."""


class SpeechEngine(Protocol):
    """Turns sound into text. Its making loads it; called from one thread at a time."""

    @property
    def name(self) -> str:
        """What is hearing now, as `call-assist models list` would call it."""

    def warm_up(self) -> None:
        """Makes the first utterance no slower than the others; costs nothing once it is warm."""

    def partial(self, samples: Samples) -> Transcription:
        """A quick guess at an unfinished utterance; may be empty, may change with more sound."""

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        """The words of a finished utterance, to its true end; empty text where there is no speech.

        `hurried`: the call waits; a quicker, slightly less careful way will do.
        """

    def news(self) -> str | None:
        """One sentence that the person at the desk should hear about the engine, each once. From any thread."""

    def close(self) -> None:
        """Gives the memory back."""
