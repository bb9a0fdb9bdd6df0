"""What a transcription server answers, as the text and the words of one utterance."""

from __future__ import annotations

import json
import math
from difflib import SequenceMatcher
from typing import Any

from assist.events import Word
from models.gates import is_invented

_BEYOND = 1e9  # no time or probability: NaN and what no float can hold are none either
_Times = tuple[float, float, float]
"""Start, end, probability."""


class Answer:
    """One JSON answer: `text`, and where the server gives them `words` and `segments` (OpenAI's verbose_json).

    Raises ValueError where the body is no such thing.
    """

    def __init__(self, body: bytes) -> None:
        try:
            fields = json.loads(body)
        except RecursionError as problem:
            raise ValueError("nested too deep") from problem
        if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
            raise ValueError("no text")
        # half a surrogate pair can be in no file, and a NUL in no database
        letters = (one for one in fields["text"] if one.isprintable() or one.isspace())
        self.text = " ".join("".join(letters).split())
        self._segments = _objects(fields, "segments")
        # some servers give the words beside the segments, some within, some both
        within = [word for segment in self._segments for word in _objects(segment, "words")]
        self._timed = _objects(fields, "words") or within

    @property
    def invented(self) -> bool:
        """By the server's own doubts, where it tells them; a loop without that, too."""
        sure = [_number(segment, "avg_logprob", 0.0) for segment in self._segments] or [0.0]
        no_speech = [_number(segment, "no_speech_prob", 0.0) for segment in self._segments] or [0.0]
        return is_invented(self.text, sum(sure) / len(sure), min(no_speech))

    def words(self, seconds: float) -> tuple[Word, ...]:
        """The text's words within the sound's seconds; those that have no time lie evenly between the others."""
        texts = self.text.split()
        times = self._times(texts)
        words: list[Word] = []
        for index, text in enumerate(texts):
            after = words[-1].end if words else 0.0
            known = next((place for place in range(index, len(texts)) if place in times), len(texts))
            if known == index:
                start, end, probability = times[index]
            else:
                until = times[known][0] if known in times else seconds
                start, end = after, after + max(0.0, until - after) / (known - index)
                probability = self._probability({}, start)
            start = min(max(after, start), seconds)
            words.append(Word(text, start, min(max(start, end), seconds), probability))
        return tuple(words)

    def _times(self, texts: list[str]) -> dict[int, _Times]:
        """By a word's place in the text: the timed words often lack the text's punctuation."""
        theirs = [_plain(str(word.get("word", ""))) for word in self._timed]
        matcher = SequenceMatcher(None, [_plain(text) for text in texts], theirs, autojunk=False)
        times: dict[int, _Times] = {}
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                word = self._timed[block.b + offset]
                start, end = _number(word, "start", -1.0), _number(word, "end", -1.0)
                if 0 <= start <= end:
                    times[block.a + offset] = start, end, self._probability(word, start)
        return times

    def _probability(self, word: dict[str, Any], start: float) -> float:
        """The word's own, else its segment's, else 1: nothing was said against it."""
        spoken = [segment for segment in self._segments if _number(segment, "start", 0.0) <= start]
        of_segment = math.exp(min(0.0, _number(spoken[-1], "avg_logprob", 0.0))) if spoken else 1.0
        return min(1.0, max(0.0, _number(word, "probability", of_segment)))


def _objects(holder: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = holder.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _number(holder: dict[str, Any], name: str, otherwise: float) -> float:
    value = holder.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _BEYOND:
        return float(value)
    return otherwise


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
