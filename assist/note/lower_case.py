"""Patterns for text in lower case.

On text made lower-case a pattern takes a third of the time that it takes with `re.IGNORECASE`. So what only has to be
found, and not taken over as it was written, is looked for in `text.lower()`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def in_lower_case(source: str) -> re.Pattern[str]:
    """The pattern that matches a text in lower case where `source` matches the text itself, whatever its case."""
    if "(?-i:" in source or "[A-Z" in source:
        raise ValueError(f"what minds its case is in no text in lower case: {source[:60]}")
    return re.compile(
        _LETTERS.sub(lambda found: found[0] if found[0][0] in "\\(" else found[0].lower(), source)
    )


class Seldom:
    """A pattern that hardly any text holds, whatever its case: a text is searched for it in lower case first.

    `needs`: what is in every text that holds it, where that is found sooner."""

    def __init__(self, source: str, needs: str = "") -> None:
        self._quick = in_lower_case(needs or source)
        self._pattern = re.compile(source, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text) if self._quick.search(text.lower()) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        return self._pattern.finditer(text) if self._quick.search(text.lower()) else ()

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._pattern.sub(words, text) if self._quick.search(text.lower()) else text


_LETTERS = re.compile(r"\\.|\(\?P|[A-Z]+")  # a \W stays what it is, and so does a (?P<name>
