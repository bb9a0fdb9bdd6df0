"""Who "he" or "she" is, where one person was named just before: "I'll put it to Lars and he'll ring you"."""

from __future__ import annotations

import re

from assist.note.first_names import is_first_name

# "Paul Denning", "Mr Lindqvist", "carl" where a recogniser writes no capitals; not "Carl's", who is not spoken of
_PERSON = re.compile(
    r"(?<![\w'])(?P<title>(?:mr|mrs|ms|miss|dr|doctor) (?=[a-z]))?(?P<name>[a-z]+)"
    r"(?![\w'])(?=(?P<more>(?-i:(?: [A-Z][a-z]+\b(?!'))*)))",
    re.IGNORECASE,
)
_ACTS = re.compile(r"(?:he|she)(?P<helps>'ll|'s| will| is| can| comes?| rings?| calls?)\b", re.IGNORECASE)
_SAID_IN_FULL = {"'ll": " will", "'s": " is"}


def by_name(what: str, before: str, others: frozenset[str]) -> str:
    """A deed of "he" or "she" with the name of the one person named `before` it; `others`: the words of
    the client's and the agent's own names, whom it is not about."""
    match = _ACTS.match(what)
    if match is None:
        return what
    named = {name for name in _persons(before) if others.isdisjoint(name.lower().split()[-2:])}
    if len(named) != 1:
        return what
    helps = match["helps"].lower()
    return f"{named.pop()}{_SAID_IN_FULL.get(helps, helps)}{what[match.end() :]}"


def _persons(text: str) -> set[str]:
    found, end = set(), 0
    for one in _PERSON.finditer(text):
        if one.start() >= end and (one["title"] or is_first_name(one["name"])):
            title, end = one["title"] or "", one.end("more")
            found.add(f"{title.capitalize()}{one['name'].capitalize()}{one['more']}")
    return found
