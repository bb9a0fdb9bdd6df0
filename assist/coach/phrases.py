"""A small grammar for phrases as people say them, matched on plain tokens.

calm down             these words, one after the other (contractions may be written either way)
(can|could) you       alternatives; each may be several words
please?  (to me)?     may be missing
..  ...  ....         a gap of up to 2, 4, 8 words, never across the end of a sentence
apolog*               any word that begins so
!(not|never)          the next words are none of these
@time                 a named group of phrases from the same files
^  $  $?              a sentence begins; ends; ends with a question mark
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assist.coach.tokens import Spoken, plain

_PIECE = re.compile(r"\s*(\.{2,4}|\$\?|[()|?^$!]|@\w+|[^\s()|?^$!@]+)")
STEM = 4
"""So many first letters make the key of a word that is matched by its beginning."""
_GAPS = {"..": 2, "...": 4, "....": 8}
_ANY = "[^ |?]+ "


class PatternError(ValueError):
    """A pattern that the grammar does not allow; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last`, inclusive."""

    first: int
    last: int


@dataclass(frozen=True)
class Phrase:
    """A compiled pattern. `keys`: one of these words stands in every match; a key that ends in `*` is the first
    letters of a word."""

    pattern: str
    expression: str
    keys: frozenset[str]
    words: frozenset[str]

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile("(?<![^ ])" + self.expression)

    def matches(self, spoken: Spoken) -> Iterator[Match]:
        """Every match in what was said, from left to right."""
        for found in self._compiled.finditer(spoken.line):
            first = bisect_right(spoken.starts, found.start())
            if first and spoken.starts[first - 1] == found.start():
                first -= 1
            last = bisect_right(spoken.starts, found.end() - 1) - 1
            if first <= last:
                yield Match(first, last)


def compile_phrase(pattern: str, groups: Mapping[str, str] | None = None) -> Phrase:
    """Reads a pattern. Errors: PatternError with the place in the pattern."""
    reader = _Reader(pattern, groups or {})
    expression, keys = reader.alternatives()
    if reader.at < len(reader.pieces):
        raise PatternError(f'"{pattern}": a ")" without its "("')
    if not keys:
        raise PatternError(f'"{pattern}": every alternative needs a word that must be said')
    return Phrase(pattern, expression, keys, frozenset(reader.words))


class _Reader:
    """Reads the pieces of a pattern from left to right into a regular expression over `Spoken.line`."""

    def __init__(self, pattern: str, groups: Mapping[str, str]) -> None:
        self.pattern = pattern
        self.groups = groups
        self.pieces: list[str] = _PIECE.findall(pattern)
        self.at = 0
        self.words: set[str] = set()

    def peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def alternatives(self) -> tuple[str, frozenset[str]]:
        choices = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            choices.append(self.sequence())
        keys = [found for _, found in choices]
        expression = "|".join(found for found, _ in choices)
        return f"(?:{expression})", frozenset().union(*keys) if all(keys) else frozenset()

    def sequence(self) -> tuple[str, frozenset[str]]:
        parts: list[str] = []
        best: frozenset[str] = frozenset()
        while self.peek() not in ("", "|", ")"):
            expression, keys = self.element()
            if expression.endswith("}?") and self.peek() in ("", "|", ")"):
                expression = expression[:-1]  # a gap at the end takes what it can get
            parts.append(expression)
            if keys and (not best or _rarity(keys) > _rarity(best)):
                best = keys
        return "".join(parts), best

    def element(self) -> tuple[str, frozenset[str]]:
        piece = self.peek()
        self.at += 1
        if piece in _GAPS:
            return f"(?:{_ANY}){{0,{_GAPS[piece]}}}?", frozenset()
        if piece == "^":
            return r"(?<=[|?] )", frozenset()
        if piece == "$":
            return r"(?=[|?])", frozenset()
        if piece == "$?":
            return r"(?=\?)", frozenset()
        if piece == "!":
            expression, _ = self.element()
            return f"(?!{expression})", frozenset()
        if piece == "(":
            expression, keys = self.alternatives()
            if self.peek() != ")":
                raise PatternError(f'"{self.pattern}": a "(" without its ")"')
            self.at += 1
        elif piece == "?":
            raise PatternError(f'"{self.pattern}": a "?" with nothing before it')
        elif piece.startswith("@"):
            expression, keys = self.group(piece[1:])
        else:
            expression, keys = self.word(piece)
        if self.peek() == "?":
            self.at += 1
            return f"(?:{expression})?", frozenset()
        return expression, keys

    def group(self, name: str) -> tuple[str, frozenset[str]]:
        if name not in self.groups:
            raise PatternError(f'"{self.pattern}": no group is named "@{name}"')
        inner = _Reader(self.groups[name], {key: text for key, text in self.groups.items() if key != name})
        found = inner.alternatives()
        self.words |= inner.words
        return found

    def word(self, piece: str) -> tuple[str, frozenset[str]]:
        stem = piece.lower().replace("’", "'")
        if stem.endswith("*"):
            keys = frozenset([stem[:STEM] + "*"]) if len(stem) > STEM else frozenset()
            return re.escape(stem[:-1]) + "[^ |?]* ", keys
        words = plain(stem)
        self.words.update(words)
        keys = frozenset([max(words, key=len)]) if words else frozenset()
        return "".join(re.escape(word) + " " for word in words), keys


def _rarity(keys: frozenset[str]) -> tuple[int, int]:
    """Long words and few alternatives make the better key."""
    return (min(map(len, keys)), -len(keys))
