"""The words of a text, and lists of words as pieces of patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=2048)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case ("don't" is "don" and "t"), each of its digits, and "/" and "-": by them it is
    known at once what it cannot hold."""
    return frozenset(_WORDS.findall(text.lower()))


_WORDS = re.compile(r"[a-z]+|[\d/-]")


def decapitalised(text: str) -> str:
    """What began a sentence, as it stands within one."""
    return f"{text[:1].lower()}{text[1:]}"


def one_of(words: str) -> str:
    """A piece of a pattern: any of the words and phrases of a list, with a comma and a space between them."""
    return "(?:" + "|".join(" ".join(words.split()).split(", ")) + ")"


def one_way_of(sources: Iterable[str]) -> str:
    """A pattern of many: those that begin a text or a word together, so that where none begins they fail as one."""
    ways = [way for source in sources for way in _ways(source)]
    begins = {mark: [way.removeprefix(mark) for way in ways if way.startswith(mark)] for mark in _BEGINS}
    together = [f"{mark}(?:{'|'.join(ways)})" for mark, ways in begins.items() if ways]
    return "|".join([*together, *(way for way in ways if not way.startswith(_BEGINS))])


def _ways(source: str) -> list[str]:
    """What a pattern leaves to choose from, outside of its brackets."""
    ways, start, depth = [], 0, 0
    for found in _BRACKETS.finditer(source):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found[0] == "|" and not depth:
            ways.append(source[start : found.start()])
            start = found.end()
    return [*ways, source[start:]]


_BEGINS = ("^", r"\b")
_BRACKETS = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|[(|)]")
