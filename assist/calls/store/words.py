"""What is looked for, and what is looked in, as plain words: the same on every database.

A word is a run of letters and digits, in lower case and without accents, so that "café" is found as "Cafe".
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assist.errors import InputError

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_LAST_POSITION = 16_383  # of a tsvector
_LONGEST_PAIR = 1_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow one another; with `prefix`, the last is only how a word begins."""

    words: tuple[str, ...]
    prefix: bool = False


def folded(text: str) -> list[str]:
    """The words of a text."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def terms(text: str) -> tuple[Term, ...]:
    """`refund "third time" deliv*`: three terms, all of which a line must hold. InputError where there is no word."""
    found = []
    for phrase, word in _TERM.findall(text):
        said = phrase or word
        if words := tuple(folded(said)):
            found.append(Term(words, prefix=not phrase and said.endswith("*")))
    if text.strip() and not found:
        raise InputError(f"There is no word to look for in {text}; give one, such as refund.")
    return tuple(found)


def for_fts5(wanted: tuple[Term, ...]) -> str:
    """A query of SQLite's FTS5; the words are letters and digits only, so nothing needs escaping."""
    return " AND ".join('"' + " ".join(term.words) + '"' + (" *" if term.prefix else "") for term in wanted)


def for_tsquery(wanted: tuple[Term, ...]) -> str:
    """A PostgreSQL tsquery; the words are letters and digits only, so nothing needs escaping. A phrase is looked for by
    its pairs: the index finds the lines that hold two words, and would have to read each of them for their order."""

    def one(term: Term) -> str:
        *before, last = (f"'{word}'" for word in term.words)
        whole = "(" + " <-> ".join([*before, last + (":*" if term.prefix else "")]) + ")"
        pairs = _pairs(term.words[:-1] if term.prefix else term.words)
        if pairs and len(term.words) == 2:
            return pairs[0]  # it is the whole, and the index need not look at each of its words, too
        return " & ".join([*pairs, whole])

    return " & ".join(map(one, wanted))


def for_tsvector(text: str) -> str:
    """The words of a text with their positions, and the pairs of them, as PostgreSQL reads a tsvector."""
    words = folded(text)
    placed = [f"'{word}':{min(position, _LAST_POSITION)}" for position, word in enumerate(words, 1)]
    return " ".join([*placed, *_pairs(words)])


def _pairs(words: Sequence[str]) -> list[str]:
    """Words that follow one another, as lexemes of their own; the blank before them keeps them apart from what begins
    with the first word. None of those that are longer than an index takes."""
    both = ((one, other) for one, other in itertools.pairwise(words))
    fitting = (f"' {one} {other}'" for one, other in both if len((one + other).encode()) <= _LONGEST_PAIR)
    return list(dict.fromkeys(fitting))


def found_in(text: str, wanted: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the words that are looked for stand in a text, from and to, in order."""
    words = [(match.start(), match.end(), "".join(folded(match.group()))) for match in _WORD.finditer(text)]
    spans: list[tuple[int, int]] = []
    for term in wanted:
        for at in range(len(words) - len(term.words) + 1):
            here = [word for _, _, word in words[at : at + len(term.words)]]
            *before, last = term.words
            if here[:-1] == before and (here[-1] == last or (term.prefix and here[-1].startswith(last))):
                spans.append((words[at][0], words[at + len(term.words) - 1][1]))
    return sorted(spans)
