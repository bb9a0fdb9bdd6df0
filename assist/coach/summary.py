"""The words by which a summary is known: the agent says the client's own content words back to the client."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assist.coach.tokens import Spoken, plain

_SENTENCE = re.compile(r"([^|?]*)([|?])")
_ASKING = frozenset(
    "do does did can could would will may is are was were have has what when where which who how why".split()
)


def told(spoken: Spoken) -> Iterator[int]:
    """The tokens of the sentences that are no questions for something new: "can you send me a picture?"."""
    at = 0
    for sentence in _SENTENCE.finditer(spoken.line[1:]):
        words = sentence.group(1).split()
        asks = sentence.group(2) == "?" and words[:1] and words[0] in _ASKING
        if not asks:
            yield from range(at, at + len(words))
        at += len(words)


def content_words(words: Iterable[str]) -> dict[str, int]:
    """Of plain words those that carry meaning, shortened to a stem, each with the place where it stands first."""
    found: dict[str, int] = {}
    for at, word in enumerate(words):
        if word not in _EMPTY_WORDS and (len(word) > 2 or word.isdigit()):
            found.setdefault(_stem(word), at)
    return found


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    for ending in ("ingly", "ing", "edly", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")


_EMPTY_WORDS = frozenset(
    word
    for text in """
    a about after again all also am an and any anything are as ask at back be because been before being but by
    call called can come could did do does done down each else even ever every feel few find first for from get
    getting give go going good got great had happen happened has have he help her here him his how i if in into
    is it its just kind know last let like little long look lot made make many maybe me mean might more most much
    must my need no not now of off oh okay on one only or other our out over own people please probably put
    really right said same saw say see she should so some something sort still such sure take talk tell than
    thank thanks that the their them then there these they thing things think this those though time to today
    told too two up us very want wanted was way we well went were what when where which while who why will with
    would yes yet you your hello hi hear understand sorry sir madam ma'am mm hm uh-huh okay actually
    """.split()
    for word in plain(text)
)
