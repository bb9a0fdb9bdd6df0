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
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assist.coach.tokens import FILLERS, tokenize

_PIECE = re.compile(r"\s*(\.{2,4}|\$\?|[()|?^$!#]|@\w+|[^\s()|?^$!@#]+)")
_SAYABLE = re.compile(r"[a-z0-9£$€%'.,:-]+\*?")
STEM = 4
"""So many first letters make the key of a word that is matched by its beginning."""
LONGEST = 1000
"""Characters; nobody reads a longer phrase."""
_GAPS = {"..": 2, "...": 4, "....": 8}
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand".split()
)


class PatternError(ValueError):
    """A pattern that the grammar does not allow; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last`, inclusive."""

    first: int
    last: int


class Laid:
    """A line of tokens and sentence marks laid out for matching; a set of places is an integer with their bits."""

    def __init__(self, items: tuple[str, ...]) -> None:
        self.items = items
        self.at: dict[str, int] = {}
        self.token: list[int] = []
        token = 0
        for place, item in enumerate(self.items):
            self.at[item] = self.at.get(item, 0) | 1 << place
            self.token.append(token)
            token += item not in "|?"
        self.questions = self.at.get("?", 0)
        self.marks = self.questions | self.at.get("|", 0)
        self.words = (1 << len(self.items)) - 1 & ~self.marks
        self.keys = self.at.keys() | {item[:STEM] + "*" for item in self.at}
        self.stems: dict[str, int] = {}
        self.sets: dict[frozenset[str], int] = {}
        self.ends: dict[tuple[_Node, int], tuple[int, ...]] = {}

    @cached_property
    def numbers(self) -> int:
        """The places of the numbers."""
        return sum(at for word, at in self.at.items() if word in _NUMBERS or any(map(str.isdigit, word)))

    def begins(self, stem: str) -> int:
        """The places of the words that begin so."""
        if stem not in self.stems:
            self.stems[stem] = sum(at for word, at in self.at.items() if word.startswith(stem))
        return self.stems[stem]

    def any_of(self, words: frozenset[str]) -> int:
        """The places of all these words."""
        if words not in self.sets:
            self.sets[words] = sum(self.at[word] for word in words & self.at.keys())
        return self.sets[words]


@lru_cache(maxsize=64)
def lay_out(items: tuple[str, ...]) -> Laid:
    """The `Spoken.items`, laid out; `keys` are those that a phrase in them may have."""
    return Laid(items)


class _Node(ABC):
    """A piece of a pattern. `pass_` gives all places after it from a set of places before it; `ends` those from
    one place, the wanted one first: words rather than none, and gaps as short as can be."""

    @abstractmethod
    def pass_(self, laid: Laid, places: int) -> int: ...

    @abstractmethod
    def ends(self, laid: Laid, place: int) -> Iterable[int]: ...

    def known_ends(self, laid: Laid, place: int) -> tuple[int, ...]:
        """The ends, found once however often they are asked for: pieces within one another ask nine times each."""
        if (self, place) not in laid.ends:
            laid.ends[self, place] = tuple(self.ends(laid, place))
        return laid.ends[self, place]

    def starts(self, laid: Laid) -> int:
        """The places at which it may begin, and perhaps some more."""
        return laid.words

    def firsts(self) -> frozenset[str]:
        """The words of which one begins it; none where that is not known."""
        return frozenset()


class _One(_Node):
    """One word of some kind."""

    @abstractmethod
    def where(self, laid: Laid) -> int: ...

    def pass_(self, laid: Laid, places: int) -> int:
        return (places & self.where(laid)) << 1

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        return (place + 1,) if self.where(laid) >> place & 1 else ()

    def starts(self, laid: Laid) -> int:
        return self.where(laid)


@dataclass(frozen=True, slots=True, eq=False)
class _Word(_One):
    word: str

    def where(self, laid: Laid) -> int:
        return laid.at.get(self.word, 0)

    def firsts(self) -> frozenset[str]:
        return frozenset((self.word,))


@dataclass(frozen=True, slots=True, eq=False)
class _Words(_One):
    """Any one of these words."""

    words: frozenset[str]

    def where(self, laid: Laid) -> int:
        return laid.any_of(self.words)

    def firsts(self) -> frozenset[str]:
        return self.words


@dataclass(frozen=True, slots=True, eq=False)
class _Stem(_One):
    stem: str

    def where(self, laid: Laid) -> int:
        return laid.begins(self.stem) & laid.words


@dataclass(frozen=True, slots=True, eq=False)
class _Number(_One):
    def where(self, laid: Laid) -> int:
        return laid.numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Gap(_Node):
    most: int
    lazy: bool = True

    def pass_(self, laid: Laid, places: int) -> int:
        for _ in range(self.most):
            places |= (places & laid.words) << 1
        return places

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        last = place
        while last - place < self.most and laid.words >> last & 1:
            last += 1
        return range(place, last + 1) if self.lazy else range(last, place - 1, -1)


@dataclass(frozen=True, slots=True, eq=False)
class _Border(_Node):
    mark: str

    def pass_(self, laid: Laid, places: int) -> int:
        if self.mark == "^":
            return places & laid.marks << 1
        return places & (laid.marks if self.mark == "$" else laid.questions)

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        return (place,) if self.pass_(laid, 1 << place) else ()


@dataclass(frozen=True, slots=True, eq=False)
class _Not(_Node):
    inner: _Node

    def pass_(self, laid: Laid, places: int) -> int:
        kept = 0
        while places:
            lowest = places & -places
            places ^= lowest
            if self.known_ends(laid, lowest.bit_length() - 1):
                kept |= lowest
        return kept

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        return (place,) if not self.inner.pass_(laid, 1 << place) else ()


@dataclass(frozen=True, slots=True, eq=False)
class _Maybe(_Node):
    inner: _Node

    def pass_(self, laid: Laid, places: int) -> int:
        return places | self.inner.pass_(laid, places)

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        return dict.fromkeys((*self.inner.known_ends(laid, place), place))


class _Any(_Node):
    """One of these. `by_word`: those that a word may begin, where some may not begin with every word; `others`:
    those that any other word may begin."""

    def __init__(self, choices: tuple[_Node, ...]) -> None:
        self.choices = choices
        firsts = [(choice, choice.firsts()) for choice in choices]
        self.others = tuple(choice for choice, first in firsts if not first)
        self.by_word = {
            word: tuple(choice for choice, first in firsts if not first or word in first)
            for word in frozenset().union(*(first for _, first in firsts))
        }

    def pass_(self, laid: Laid, places: int) -> int:
        begun = dict.fromkeys(self.others, places)
        for word in self.by_word.keys() & laid.at.keys():
            if here := places & laid.at[word]:
                for choice in self.by_word[word]:
                    begun[choice] = begun.get(choice, 0) | here
        after = 0
        for choice, here in begun.items():  # each once: what they hold may be choices, too
            after |= choice.pass_(laid, here)
        return after

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        likely = self.by_word.get(laid.items[place], self.others)
        if len(likely) == 1:
            return likely[0].known_ends(laid, place)
        return dict.fromkeys(end for choice in likely for end in choice.known_ends(laid, place))

    def starts(self, laid: Laid) -> int:
        places = 0
        for choice in self.choices:
            places |= choice.starts(laid)
        return places

    def firsts(self) -> frozenset[str]:
        return frozenset() if self.others else frozenset(self.by_word)


@dataclass(frozen=True, slots=True, eq=False)
class _Sequence(_Node):
    parts: tuple[_Node, ...]

    def pass_(self, laid: Laid, places: int) -> int:
        for part in self.parts:
            places = part.pass_(laid, places)
            if not places:
                break
        return places

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        found: Collection[int] = (place,)
        for part in self.parts:
            if len(found) == 1:
                found = tuple(part.ends(laid, *found))
            elif found:
                found = dict.fromkeys(end for before in found for end in part.known_ends(laid, before))
            else:
                break
        return found

    def starts(self, laid: Laid) -> int:
        return self.parts[0].starts(laid) if self.parts else laid.words

    def firsts(self) -> frozenset[str]:
        return self.parts[0].firsts() if self.parts else frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern, read. `keys`: one of these words stands in every match; a key that ends in `*` is the first
    letters of a word. `needs`: of each of these sets, too, one must be there. `words`: all that it names."""

    pattern: str
    keys: frozenset[str]
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]
    root: _Node

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

    root: _Node
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

    def alternatives(self) -> tuple[_Node, _Needs]:
        choices = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            choices.append(self.sequence())
        if len(choices) == 1:
            return choices[0]
        nodes = tuple(found for found, _ in choices)
        words = frozenset(node.word for node in nodes if type(node) is _Word)
        node = _Words(words) if len(words) == len(nodes) else _Any(nodes)
        if not all(needs for _, needs in choices):
            return node, ()
        return node, (frozenset().union(*(max(needs, key=_rarity) for _, needs in choices)),)

    def sequence(self) -> tuple[_Node, _Needs]:
        parts: list[_Node] = []
        needs: list[frozenset[str]] = []
        while self.peek() not in ("", "|", ")"):
            node, more = self.element()
            if type(node) is _Gap and self.peek() in ("", "|", ")"):
                node = _Gap(node.most, lazy=False)  # a gap at the end takes what it can get
            parts.append(node)
            needs += more
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts)), tuple(needs)

    def element(self) -> tuple[_Node, _Needs]:
        piece = self.peek()
        self.at += 1
        if piece in _GAPS:
            return _Gap(_GAPS[piece]), ()
        if piece in ("^", "$", "$?"):
            return _Border(piece), ()
        if piece == "!":
            if self.peek() in ("", "|", ")", "?"):
                raise PatternError(f'"{self.pattern}": a "!" with nothing after it')
            return _Not(self.element()[0]), ()
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
            node, needs = _Number(), ()
        else:
            node, needs = self.word(piece)
        if self.peek() == "?":
            self.at += 1
            return _Maybe(node), ()
        return node, needs

    def group(self, name: str) -> tuple[_Node, _Needs]:
        if name not in self.groups:
            raise PatternError(f'"{self.pattern}": no group is named "@{name}"')
        group = self.groups[name]
        self.words |= group.words
        return group.root, group.needs

    def word(self, piece: str) -> tuple[_Node, _Needs]:
        said = _said(piece)
        if said is None:
            raise PatternError(f'"{self.pattern}": "{piece}" is nothing that can be said')
        node, needs, words = said
        self.words.update(words)
        return node, needs


@lru_cache(maxsize=8192)
def _said(piece: str) -> tuple[_Node, _Needs, Sequence[str]] | None:
    """A word as it is written in a pattern, what it needs, and the plain words that it is; None for what is no word."""
    plain = piece.lower().replace("’", "'")
    if not _SAYABLE.fullmatch(plain):
        return None
    if plain.endswith("*"):
        stem = plain[:-1]
        return _Stem(stem), (frozenset([stem[:STEM] + "*"]),) if len(stem) >= STEM else (), ()
    words = tuple(token.word for token in tokenize(plain).tokens)
    words = words or (() if plain in FILLERS else (plain,))
    nodes = tuple(map(_Word, words))
    node = nodes[0] if len(nodes) == 1 else _Sequence(nodes)
    return node, tuple(frozenset([word]) for word in words), words


_EVERYWHERE = frozenset(
    "you that what can have not will right would the should this your is i it to a do and of we for".split()
)


def _rarity(keys: frozenset[str]) -> tuple[bool, int, int]:
    """Long words and few alternatives make the better key; words that stand in every other turn a bad one."""
    return (_EVERYWHERE.isdisjoint(keys), min(map(len, keys)), -len(keys))
