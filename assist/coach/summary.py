"""A summary without a phrase: the agent says the client's own content words back to the client."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assist.coach.phrasebook import Found
from assist.coach.tokens import Spoken, plain

_LEAST_SHARED = 3
_LEAST_SHARE = 0.4
_SENTENCE = re.compile(r"([^|?]*)([|?])")
_ASKING = frozenset(
    "do does did can could would will may is are was were have has what when where which who how why".split()
)
_ADDRESS = frozenset(("you", "your", "yours", "yourself"))


def summary_in(spoken: Spoken, client_words: Collection[str]) -> Found | None:
    """A summary of what the client said (`client_words`: stems of content words), or None. It says at least three
    of the client's content words, these are at least two fifths of its own, and it speaks to the client."""
    told = list(_told(spoken))
    words = [spoken.tokens[at].word for at in told]
    if words[:1] != ["so"] and not _ADDRESS & set(words):
        return None
    own = {stem: at for stem, at in content_words(spoken).items() if at in told}
    shared = [at for stem, at in own.items() if stem in client_words]
    if len(shared) < _LEAST_SHARED or len(shared) < _LEAST_SHARE * len(own):
        return None
    first, last = min(shared), max(shared)
    confidence = min(0.95, 0.5 + 0.1 * (len(shared) - _LEAST_SHARED) + 0.2 * len(shared) / len(own))
    return Found("agent_summarized_back", spoken.words(first, last), round(confidence, 2), first, last)


def _told(spoken: Spoken) -> Iterator[int]:
    """The tokens of the sentences that are no questions for something new: "can you send me a picture?"."""
    at = 0
    for sentence in _SENTENCE.finditer(spoken.line[1:]):
        words = sentence.group(1).split()
        asks = sentence.group(2) == "?" and words[:1] and words[0] in _ASKING
        if not asks:
            yield from range(at, at + len(words))
        at += len(words)


def content_words(spoken: Spoken) -> dict[str, int]:
    """The words that carry meaning, shortened to a stem, each with the token where it stands first."""
    words: dict[str, int] = {}
    for at, token in enumerate(spoken.tokens):
        if token.word not in _EMPTY_WORDS and (len(token.word) > 2 or token.word.isdigit()):
            words.setdefault(_stem(token.word), at)
    return words


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
