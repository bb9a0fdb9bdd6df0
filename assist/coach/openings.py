"""How a sentence begins, and which of its words are days and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

ENDS = frozenset("|?")
LEADS = frozenset(
    "so okay right and well but oh ah yes no hi now then mm hm uh-huh all sure great good look listen um just also "
    "because sorry thanks like or hey hello i-i".split()
)
_ASK_WHAT = frozenset("what which when where who whose why how whats".split())
_TURNED_ROUND = frozenset(
    "is are was were do does did have has had can could will would should may am might".split()
)
WHO = {"i": "i", "we": "i", "my": "i", "our": "i", "me": "i", "us": "i",
        "you": "you", "your": "you", "yours": "you", "yourself": "you",
        **dict.fromkeys("he she they their them his her".split(), "they")}  # fmt: skip
_SEEMS = frozenset("sounds seems looks feels sound".split())
_DAY = re.compile(
    r"mon|tues|wednes|thurs|fri|satur|sun|(to|yester)?day$|tomorrow|tonight|morning|afternoon|evening|week|month|hours?$|"
    r"minutes?$|noon|january|february|april|june|july|august|september|october|november|december"
)
_NUMBER = re.compile(
    r"[£$€]?\d|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|"
    r"forty|fifty|hundred|double|zero|nought)$"
)
_UNDENIED = frozenset(("not", "never", "no", "nobody", "nothing"))


@lru_cache(maxsize=8192)
def day_or_number(word: str) -> str:
    """The mark of a word that is a day, a time or a number; of any other, nothing."""
    return "=time" if _DAY.match(word) else "=number" if _NUMBER.match(word) else ""


def openings(sentence: tuple[str, ...], asks: bool) -> Iterator[tuple[str, int]]:
    """The marks of how a sentence begins, each with the place of the word that gives it; `asks`: it ends in "?"."""
    offset = 0
    while offset < len(sentence) - 1 and sentence[offset] in LEADS:
        offset += 1
    first = sentence[offset]
    second = sentence[offset + 1] if offset + 1 < len(sentence) else ""
    led = "so " if "so" in sentence[:offset] else ""
    who, then = WHO.get(first), WHO.get(second)
    if first in _ASK_WHAT:
        yield ("=asks " if asks or second in _TURNED_ROUND else "=says ") + first, offset
        if asks or second in _TURNED_ROUND:
            yield "=asks what", offset
    elif first in _TURNED_ROUND and then:
        yield f"=asks {first} {then}", offset
        yield "=asks whether", offset
    elif first in ("it", "that", "this") and second in _SEEMS:
        yield "=it seems", offset
    elif who:
        yield f"=tells {led}{who}", offset
        if asks:
            yield f"=asks if {who}", offset
        if offset + 1 < len(sentence) and _UNDENIED.isdisjoint(sentence[: offset + 4]):
            yield f"=tells {who} {second}", offset
    else:
        yield f"=begins {led}{'asking' if asks else 'telling'}", offset
    if asks:
        yield "=asks", len(sentence) - 1
