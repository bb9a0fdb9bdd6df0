"""The pieces of a pattern for phrases, and the line of tokens that they are matched on.

A piece turns a set of places in the line into the set of places behind it, so that there is nothing to go back to: what
a match costs grows with the lengths of the pattern and of the line, never faster.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

STEM = 4
"""So many first letters make the key of a word that is matched by its beginning."""
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand".split()
)


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
        self.ends: dict[tuple[Node, int], tuple[int, ...]] = {}

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


class Node(ABC):
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


class OneWord(Node):
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
class Word(OneWord):
    """This word."""

    word: str

    def where(self, laid: Laid) -> int:
        return laid.at.get(self.word, 0)

    def firsts(self) -> frozenset[str]:
        return frozenset((self.word,))


@dataclass(frozen=True, slots=True, eq=False)
class Words(OneWord):
    """Any one of these words."""

    words: frozenset[str]

    def where(self, laid: Laid) -> int:
        return laid.any_of(self.words)

    def firsts(self) -> frozenset[str]:
        return self.words


@dataclass(frozen=True, slots=True, eq=False)
class Stem(OneWord):
    """A word that begins so."""

    stem: str

    def where(self, laid: Laid) -> int:
        return laid.begins(self.stem) & laid.words


@dataclass(frozen=True, slots=True, eq=False)
class Number(OneWord):
    """A number, in digits or in words."""

    def where(self, laid: Laid) -> int:
        return laid.numbers


@dataclass(frozen=True, slots=True, eq=False)
class Gap(Node):
    """Up to so many words of any kind, never across a sentence's end; `lazy`: as few as can be."""

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
class Border(Node):
    """Where a sentence begins ("^"), ends ("$"), or ends with a question mark ("$?")."""

    mark: str

    def pass_(self, laid: Laid, places: int) -> int:
        if self.mark == "^":
            return places & laid.marks << 1
        return places & (laid.marks if self.mark == "$" else laid.questions)

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        return (place,) if self.pass_(laid, 1 << place) else ()


@dataclass(frozen=True, slots=True, eq=False)
class Not(Node):
    """A place where this does not begin."""

    inner: Node

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
class Maybe(Node):
    """This, or nothing."""

    inner: Node

    def pass_(self, laid: Laid, places: int) -> int:
        return places | self.inner.pass_(laid, places)

    def ends(self, laid: Laid, place: int) -> Iterable[int]:
        return dict.fromkeys((*self.inner.known_ends(laid, place), place))


class Either(Node):
    """One of these. `by_word`: those that a word may begin, where some may not begin with every word; `others`:
    those that any other word may begin."""

    def __init__(self, choices: tuple[Node, ...]) -> None:
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
class InTurn(Node):
    """These, one after the other."""

    parts: tuple[Node, ...]

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
