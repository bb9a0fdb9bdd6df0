"""A written call, one JSON object a line: `{"speaker": "agent", "text": "…", "start": 1.2, "end": 3.4}`."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assist.errors import InputError
from assist.events import CHANNELS, Utterance, Word
from assist.paths import unread

WORDS_PER_MINUTE = 150.0
BETWEEN_TURNS = 0.3
"""Seconds of silence before a line that has no times."""
LONGEST_CALL = 360_000.0
"""Seconds; what is longer was counted in another unit."""


def read_transcript(path: Path) -> list[Utterance]:
    """The call's utterances by the time at which they end; their ids are their lines' numbers.

    Lines without times are spoken at 150 words a minute, 0.3 s after the line before; words are spread
    evenly over their line. Empty lines are skipped. Raises InputError naming the file, the line and what
    was expected there.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as problem:
        raise unread(path, problem) from problem
    except UnicodeDecodeError as problem:
        raise InputError(f"{path} cannot be read as a transcript in UTF-8 ({problem}).") from problem
    utterances: list[Utterance] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            free_from = utterances[-1].end + BETWEEN_TURNS if utterances else 0.0
            utterances.append(_Line(path, number, line).utterance(free_from))
    if not utterances:
        raise InputError(f"{path} is empty; expected a transcript with one JSON object a line.")
    return sorted(utterances, key=lambda utterance: (utterance.end, utterance.id))


def is_unicode(text: str) -> bool:
    """Whether a text can be written down: JSON can hold halves of letters, which no file and no database takes."""
    return text.isprintable() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def quiet_in(utterances: Sequence[Utterance]) -> Callable[[float], bool]:
    """Whether nobody speaks at a time of this call. A turn is known at its end: it lasts until just after."""
    starts: list[float] = []  # of the stretches in which somebody does, one after another
    ends: list[float] = []
    for utterance in sorted(utterances, key=lambda utterance: utterance.start):
        if ends and utterance.start <= ends[-1]:
            ends[-1] = max(ends[-1], utterance.end)
        else:
            starts.append(utterance.start)
            ends.append(utterance.end)

    def quiet(at: float) -> bool:
        stretch = bisect_right(starts, at) - 1
        return stretch < 0 or at > ends[stretch]

    return quiet


class _Line:
    def __init__(self, path: Path, number: int, line: str) -> None:
        self._place = f"{path}, line {number}"
        self._number = number
        try:
            self._fields: dict[str, Any] = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise self._expected("one JSON object") from problem
        if not isinstance(self._fields, dict):
            raise self._expected("one JSON object")

    def utterance(self, free_from: float) -> Utterance:
        speaker, text = self._fields.get("speaker"), self._fields.get("text")
        if speaker not in CHANNELS:
            raise self._expected('"speaker" to be "agent" or "client"')
        if not isinstance(text, str) or not text.strip():
            raise self._expected('"text" to be what was said')
        if not is_unicode(text):
            raise self._expected('"text" to be valid Unicode')
        words = text.split()
        duration = len(words) * 60 / WORDS_PER_MINUTE
        start, end = self._time("start"), self._time("end")
        if start is None:
            start = free_from if end is None else max(0.0, end - duration)
        if end is None:
            end = start + duration
        if end < start:
            raise self._expected(f'"end" not before "start", {start:g}')
        step = (end - start) / len(words)
        timed = (
            Word(word, start + index * step, start + (index + 1) * step, 1.0)
            for index, word in enumerate(words)
        )
        return Utterance(end, self._number, speaker, start, end, text.strip(), tuple(timed))

    def _time(self, name: str) -> float | None:
        time = self._fields.get(name)
        if time is None:
            return None
        if isinstance(time, bool) or not isinstance(time, int | float) or not 0 <= time < LONGEST_CALL:
            raise self._expected(f'"{name}" to be seconds, from 0 to {LONGEST_CALL:.0f}')
        return float(time)

    def _expected(self, what: str) -> InputError:
        return InputError(f"{self._place}: expected {what}.")
