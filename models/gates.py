"""What a speech model writes though nobody said it: gates for every engine."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz

from assist.audio.chunk import SAMPLE_RATE, Samples

QUIET = 1e-4
"""A peak below this is digital silence."""
SHORTEST = SAMPLE_RATE // 10
"""Samples; nothing shorter holds a word."""

# OpenAI's own gates (whisper/transcribe.py)
NO_SPEECH = 0.6
LOG_PROBABILITY = -1.0
COMPRESSION = 2.4

GUESSED = -1.2
"""For a guess at unfinished speech, LOG_PROBABILITY: half heard words cost more. Noise and music have less still."""
SURELY_SPEECH = 0.01
"""NO_SPEECH below which somebody does speak, and a bad line is no reason to lose it: GUESSED is enough."""

_ALIKE = 60.0
"""Likeness in per cent from which two texts are two hearings of the same sound."""


def is_silent(samples: Samples) -> bool:
    """Whether there is too little sound, or too soft, for any word in it."""
    return len(samples) < SHORTEST or float(np.abs(samples).max()) < QUIET


def is_invented(text: str, log_probability: float, no_speech: float, least: float = LOG_PROBABILITY) -> bool:
    """Whether the text stands on no speech: nothing heard, nothing sure, or a loop.

    `log_probability` is a token's, on average, and at `least` this. "Thank you" passes: callers do say it.
    """
    if no_speech > NO_SPEECH and log_probability < LOG_PROBABILITY / 2:
        return True
    if no_speech < SURELY_SPEECH:
        least = min(least, GUESSED)
    return log_probability < least or is_repeating(text)


def is_repeating(text: str) -> bool:
    """Whether a run of the same words, or the text as a whole, repeats as no speaker does."""
    data = text.encode()
    if len(data) / len(zlib.compress(data)) > COMPRESSION:
        return True
    words = text.lower().split()
    for size in range(1, 7):
        often = 8 if size == 1 else 4  # "no, no, no, no" is heard every day
        same = 0
        for left, right in zip(words, words[size:], strict=False):
            same = same + 1 if left == right else 0
            if same >= size * (often - 1):
                return True
    return False


class ExpectedWords:
    """Names and product words that a model is told to expect, and that it may echo where it hears nothing."""

    def __init__(self, words: Sequence[str]) -> None:
        self.text = ", ".join(words)
        self._runs = [f" {_plain(word)} " for word in words]
        self._pairs = [f" {_plain(one)} {_plain(other)} " for one, other in pairwise(words)]

    def may_be_echoed_in(self, text: str) -> bool:
        """Whether the text is one of the words and nothing else, or has two of them in the list's order.

        A person may have said that; a second hearing without the words tells.
        """
        plain = f" {_plain(text)} "
        return plain in self._runs or any(pair in plain for pair in self._pairs)


def same_sound(text: str, other: str) -> bool:
    """Whether two texts can be two hearings of the same sound."""
    return fuzz.ratio(_plain(text), _plain(other)) >= _ALIKE


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
