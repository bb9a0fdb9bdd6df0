"""A small grammar for phrases as people say them, matched on plain tokens.

calm down             these words, one after the other (contractions may be written either way)
(can|could) you       alternatives; each may be several words
please?  (to me)?     may be missing
..  ...  ....         a gap of up to 2, 4, 8 words, never across the end of a sentence
apolog*               any word that begins so
#                     any number: 3, £40, twelve
!(not|never)          the next words are none of these
@time                 a named group of phrases from the same files
^  $  $?              a sentence begins; ends; ends with a question mark

What a phrase costs grows with its length and the utterance's, never faster: the places that it has reached are a
set, so there is nothing to go back to. Reading one is cheap too: no regular expression is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assist.coach.pattern import (
    STEM,
    Border,
    Either,
    Gap,
    InTurn,
    Laid,
    Match,
    Maybe,
    Node,
    Not,
    Number,
    Stem,
    Word,
    Words,
)
from assist.coach.tokens import FILLERS, tokenize

_PIECE = re.compile(r"\s*(\.{2,4}|\$\?|[()|?^$!#]|@\w+|[^\s()|?^$!@#]+)")
_SAYABLE = re.compile(r"[a-z0-9£$€%'.,:-]+\*?")
LONGEST = 1000
"""Characters; nobody reads a longer phrase."""
_GAPS = {"..": 2, "...": 4, "....": 8}


class PatternError(ValueError):
    """A pattern that the grammar does not allow; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern, read. `keys`: one of these words stands in every match; a key that ends in `*` is the first
    letters of a word. `needs`: of each of these sets, too, one must be there. `words`: all that it names."""

    pattern: str
    keys: frozenset[str]
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]
    root: Node

    def matches(self, laid: Laid) -> list[Match]:
        """Every match in what was said, from left to right."""
        found: list[Match] = []
        for need in self.needs:
            if need.isdisjoint(laid.keys):
                return found
        starts = self.root.starts(laid) & laid.words
        if not self.root.pass_(laid, starts):
            return found
        while starts:
            place = (starts & -starts).bit_length() - 1
            end = next(iter(self.root.ends(laid, place)), place)
            if end > place:
                found.append(Match(laid.token[place], laid.token[end - 1]))
            starts &= -1 << max(end, place + 1)
        return found


_Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The phrases that a name stands for, read: what they need, and all words that they name."""

    root: Node
    needs: _Needs
    words: frozenset[str]


def read_groups(texts: Mapping[str, str]) -> dict[str, Group]:
    """Groups by name, of which each may name those before it. Errors: PatternError."""
    groups: dict[str, Group] = {}
    for name, text in texts.items():
        groups[name] = _read(text, groups)
    return groups


def compile_phrase(pattern: str, groups: Mapping[str, Group] | None = None) -> Phrase:
    """Reads a pattern. Errors: PatternError with the place in the pattern."""
    read = _read(pattern, groups or {})
    if not read.needs:
        raise PatternError(f'"{pattern}": every alternative needs a word that must be said')
    keys, *others = sorted(read.needs, key=_rarity, reverse=True)
    return Phrase(pattern, keys, (*others, keys), read.words, read.root)


def _read(pattern: str, groups: Mapping[str, Group]) -> Group:
    if len(pattern) > LONGEST:
        raise PatternError(f'"{pattern[:40]}…": at most {LONGEST} letters')
    try:
        reader = _Reader(pattern, groups)
        root, needs = reader.alternatives()
    except RecursionError:
        raise PatternError(f'"{pattern[:40]}…": fewer "(" within one another') from None
    if reader.at < len(reader.pieces):
        raise PatternError(f'"{pattern}": a ")" without its "("')
    return Group(root, needs, frozenset(reader.words))


class _Reader:
    """Reads the pieces of a pattern from left to right: each a node, and the words of which some must be said."""

    def __init__(self, pattern: str, groups: Mapping[str, Group]) -> None:
        self.pattern = pattern
        self.groups = groups
        self.pieces: list[str] = _PIECE.findall(pattern)
        self.at = 0
        self.words: set[str] = set()

    def peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def alternatives(self) -> tuple[Node, _Needs]:
        choices = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            choices.append(self.sequence())
        if len(choices) == 1:
            return choices[0]
        nodes = tuple(found for found, _ in choices)
        words = frozenset(node.word for node in nodes if type(node) is Word)
        node = Words(words) if len(words) == len(nodes) else Either(nodes)
        if not all(needs for _, needs in choices):
            return node, ()
        return node, (frozenset().union(*(max(needs, key=_rarity) for _, needs in choices)),)

    def sequence(self) -> tuple[Node, _Needs]:
        parts: list[Node] = []
        needs: list[frozenset[str]] = []
        while self.peek() not in ("", "|", ")"):
            node, more = self.element()
            if type(node) is Gap and self.peek() in ("", "|", ")"):
                node = Gap(node.most, lazy=False)  # a gap at the end takes what it can get
            parts.append(node)
            needs += more
        return parts[0] if len(parts) == 1 else InTurn(tuple(parts)), tuple(needs)

    def element(self) -> tuple[Node, _Needs]:
        piece = self.peek()
        self.at += 1
        if piece in _GAPS:
            return Gap(_GAPS[piece]), ()
        if piece in ("^", "$", "$?"):
            return Border(piece), ()
        if piece == "!":
            if self.peek() in ("", "|", ")", "?"):
                raise PatternError(f'"{self.pattern}": a "!" with nothing after it')
            return Not(self.element()[0]), ()
        if piece == "(":
            node, needs = self.alternatives()
            if self.peek() != ")":
                raise PatternError(f'"{self.pattern}": a "(" without its ")"')
            self.at += 1
        elif piece == "?":
            raise PatternError(f'"{self.pattern}": a "?" with nothing before it')
        elif piece.startswith("@"):
            node, needs = self.group(piece[1:])
        elif piece == "#":
            node, needs = Number(), ()
        else:
            node, needs = self.word(piece)
        if self.peek() == "?":
            self.at += 1
            return Maybe(node), ()
        return node, needs

    def group(self, name: str) -> tuple[Node, _Needs]:
        if name not in self.groups:
            raise PatternError(f'"{self.pattern}": no group is named "@{name}"')
        group = self.groups[name]
        self.words |= group.words
        return group.root, group.needs

    def word(self, piece: str) -> tuple[Node, _Needs]:
        said = _said(piece)
        if said is None:
            raise PatternError(f'"{self.pattern}": "{piece}" is nothing that can be said')
        node, needs, words = said
        self.words.update(words)
        return node, needs


@lru_cache(maxsize=8192)
def _said(piece: str) -> tuple[Node, _Needs, Sequence[str]] | None:
    """A word as it is written in a pattern, what it needs, and the plain words that it is; None for what is no word."""
    plain = piece.lower().replace("’", "'")
    if not _SAYABLE.fullmatch(plain):
        return None
    if plain.endswith("*"):
        stem = plain[:-1]
        return Stem(stem), (frozenset([stem[:STEM] + "*"]),) if len(stem) >= STEM else (), ()
    words = tuple(token.word for token in tokenize(plain).tokens)
    words = words or (() if plain in FILLERS else (plain,))
    nodes = tuple(map(Word, words))
    node = nodes[0] if len(nodes) == 1 else InTurn(nodes)
    return node, tuple(frozenset([word]) for word in words), words


_EVERYWHERE = frozenset(
    "you that what can have not will right would the should this your is i it to a do and of we for".split()
)


def _rarity(keys: frozenset[str]) -> tuple[bool, int, int]:
    """Long words and few alternatives make the better key; words that stand in every other turn a bad one."""
    return (_EVERYWHERE.isdisjoint(keys), min(map(len, keys)), -len(keys))
