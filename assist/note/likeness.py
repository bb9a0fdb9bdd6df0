"""Do two statements say the same? Compared by the stems of their content words, their numbers and their "not"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict

from assist.note.numbers import find_numbers, normalise

_STOP = frozenset(
    (
        "the and but for with that this these those there here was were are been being has have had does did "
        "don't "
        "doesn't didn't isn't aren't wasn't can can't cannot will won't would could should may might shall not "
        "never "
        "you your yours they them their our ours she her him his its it's i'm i've i'll i'd we're we've we'll "
        "you're "
        "client agent client's agent's all any some from into onto about then than just only also very really "
        "still so before after until till "
        "because when what which who how why where please thank thanks yes yeah okay well let us out off now "
        "let's get "
        "got one that's there's hasn't haven't couldn't wouldn't"
    ).split()
)

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d(?:[\w.]*\w)?")
_BESIDE = re.compile(r"'(?:s|ll|d)$")  # what is said in one with a word: "the refund'll do"
_DENIES = re.compile(r"\b(?:not|no|never|nobody|nothing|cannot|none|without)\b|n't\b")


@functools.lru_cache(maxsize=2048)
def content(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, numbers in normal form: for comparing statements."""
    return frozenset(map(carried, _WORD.findall(normalise(text).lower()))) - _NOTHING


_NOTHING = frozenset(("",))


@functools.lru_cache(maxsize=4096)
def carried(word: str) -> str:
    """The stem of a word that carries meaning; "" of any other."""
    bare = _BESIDE.sub("", word)
    carries = word not in _STOP and bare not in _STOP and (len(bare) > 2 or word[0].isdigit())
    return stem(word) if carries else ""


@functools.lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A crude stem: "waited", "waiting" and "waits" fall together."""
    word = _BESIDE.sub("", word.lower())
    if word in ("goes", "does"):
        return word[:2]
    for suffix in ("ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            if suffix != "y" and len(word) > 3:
                word = word.removesuffix("y")  # "spraying", and "spray"
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@functools.lru_cache(maxsize=4096)
def alike(one: str, other: str) -> float:
    """How much of the shorter statement's content stands in the other, 0 to 1; 0 where their numbers differ."""
    first, second = content(one), content(other)
    shared = first & second
    if not shared or denies(one) != denies(other):
        return 0.0
    numbers_one, numbers_other = _values(one), _values(other)
    if numbers_one and numbers_other and not (numbers_one <= numbers_other or numbers_other <= numbers_one):
        return 0.0
    return len(shared) / min(len(first), len(second))


class Among:
    """Texts, laid out so that one that says the same as another is found without laying each beside it."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._by_stem, self._by_one_of_them = (
            defaultdict[str, list[str]](list),
            defaultdict[str, list[str]](list),
        )
        for text in texts:
            for stem in (stems := content(text)):
                self._by_stem[stem].append(text)
            if stems:
                self._by_one_of_them[min(stems)].append(text)

    def tells(self, text: str) -> bool:
        """One of them and this text are wholly alike: all content of the one stands in the other."""
        stems = content(text)
        around = min((self._by_stem.get(stem, []) for stem in stems), key=len, default=[])
        within = [one for stem in stems for one in self._by_one_of_them.get(stem, ())]
        return any(alike(text, one) == 1.0 for one in (*around, *within))


def _values(text: str) -> set[str]:
    return {span.value for span in find_numbers(text)} - {"1"}


@functools.lru_cache(maxsize=2048)
def denies(text: str) -> bool:
    """Whether a "not", a "nobody" or the like stands in it."""
    return bool(_DENIES.search(text.lower()))
