"""What a speech engine must do. `models` implements it; so may anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assist.audio.chunk import Samples
from assist.events import Word


@dataclass(frozen=True, slots=True)
class Transcription:
    """Final words of one utterance. Word times are seconds from the utterance's first sample."""

    text: str
    words: tuple[Word, ...]


class SpeechEngine(Protocol):
    """Turns sound into text. Called from one thread at a time."""

    name: str

    def warm_up(self) -> None:
        """Loads what is needed, so that the first utterance is not slower than the others."""

    def partial(self, samples: Samples) -> str:
        """A quick guess at an unfinished utterance; may be empty, may change with more sound."""

    def final(self, samples: Samples) -> Transcription:
        """The words of a finished utterance, to its true end; empty text where there is no speech."""

    def close(self) -> None:
        """Gives the memory back."""
