"""Patterns that mind no case.

On text in lower case a pattern takes a third of the time that it takes with `re.IGNORECASE`. So a text is searched in
lower case, and what was found is read in the text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from assist.note.words import words_of


class Found:
    """What a pattern found, as it was written; read as a `re.Match`."""

    __slots__ = ("_match", "string")

    def __init__(self, match: re.Match[str], text: str) -> None:
        self._match, self.string = match, text

    def __getitem__(self, group: str | int) -> str | Any:
        start, end = self._match.span(group)
        return self.string[start:end] if start >= 0 else None

    def group(self) -> str:
        return self.string[self._match.start() : self._match.end()]

    def start(self) -> int:
        return self._match.start()

    def end(self) -> int:
        return self._match.end()

    def span(self) -> tuple[int, int]:
        return self._match.span()


class AnyCase:
    """A pattern that matches a text whatever its case.

    `words`: those of which one at least is in every text that holds it (`words_of`), so that most texts are told by
    them. `needs`: a pattern of what is in every such text, where that is found sooner."""

    def __init__(self, source: str, needs: str = "", words: str = "") -> None:
        self.source, self.words = source, frozenset(words.split())
        self._pattern = _in_lower_case(source)
        self._needs = _in_lower_case(needs) if needs else self._pattern

    def search(self, text: str) -> Found | None:
        if self.words and self.words.isdisjoint(words_of(text)):
            return None
        match = self._pattern.search(lower(text))
        return None if match is None else Found(match, text)

    def match(self, text: str) -> Found | None:
        match = self._pattern.match(lower(text))
        return None if match is None else Found(match, text)

    def fullmatch(self, text: str) -> Found | None:
        match = self._pattern.fullmatch(lower(text))
        return None if match is None else Found(match, text)

    def finditer(self, text: str) -> Sequence[Found]:
        if self.words and self.words.isdisjoint(words_of(text)):
            return ()
        small = lower(text)
        if self._needs.search(small) is None:
            return ()
        return [Found(match, text) for match in self._pattern.finditer(small)]

    def sub(self, words: str | Callable[[Found], str], text: str) -> str:
        """The text with `words` in place of what was found; in them no \\1 stands for a group."""
        kept, at = [], 0
        for found in self.finditer(text):
            kept += [text[at : found.start()], words if isinstance(words, str) else words(found)]
            at = found.end()
        return "".join([*kept, text[at:]]) if kept else text


def _in_lower_case(source: str) -> re.Pattern[str]:
    """The pattern that matches a text in lower case where `source` matches the text itself, whatever its case."""
    if "(?-i:" in source or "[A-Z" in source:
        raise ValueError(f"what minds its case is in no text in lower case: {source[:60]}")
    return re.compile(
        _LETTERS.sub(lambda found: found[0] if found[0][0] in "\\(" else found[0].lower(), source)
    )


_LETTERS = re.compile(r"\\.|\(\?P|[A-Z]+")  # a \W stays what it is, and so does a (?P<name>


@lru_cache(maxsize=2048)
def lower(text: str) -> str:
    """In lower case, with every letter where it was: a Turkish İ would become two."""
    small = text.lower()
    return small if len(small) == len(text) else text.replace("İ", "I").lower()
