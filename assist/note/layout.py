"""Laying out an entry of the note: its length, its commas, its numbers and days in their form."""

from __future__ import annotations

import re

from assist.note.any_case import AnyCase, Found
from assist.note.calendar import Calendar
from assist.note.dates import capital, find_dates
from assist.note.emails import with_addresses
from assist.note.numbers import find_numbers, normalise
from assist.note.spoken import without_tail
from assist.note.verbs import LOOKS_BACK

LONGEST_ENTRY = 24  # words
SHORTEST_SENTENCE = 3  # words
RUNS_ON = 7  # words, from which an entry may hold more than one sentence


def entry(text: str, calendar: Calendar) -> str:
    """A cleaned clause as an entry: addresses as they are written, numbers in normal form, days capitalised, at most 24
    words, a full stop."""
    text = _shorten(_with_commas(with_addresses(text)))
    dates = find_dates(text, calendar)
    out, at = [], 0
    for span in dates:
        out += [normalise(text[at : span.start]), capital(text[span.start : span.end])]
        at = span.end
    text = "".join([*out, normalise(text[at:])])
    text = _OPENS.sub("", " ".join(text.split()).strip(" ,;:-."))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


# "or my money", "just use the key", "like, today"; "just the letter" and "like that" say something
_OPENS = re.compile(
    r"^(?:or,? (?!not\b)|like, |like (?=(?:today|tomorrow|tonight|\d|somebody|someone|it|he|she|they|the client)\b)"
    r"|just,? (?!(?:the|an?|my|their|that|this|one|once|two|if|now|not|as|about|over|under|before|after|in|on|at|for"
    r"|from)\b))(?=\w)",
    re.IGNORECASE,
)


# where a recogniser that writes no punctuation lets one sentence run into the next: "it's red it's loud"
_FINITE = (
    "is|was|isn't|wasn't|are|were|aren't|weren't|has|hasn't|have|haven't|can't|cannot|couldn't|don't"
    "|doesn't|didn't"
    "|won't|wouldn't"
)
_DID = rf"{LOOKS_BACK}|\w+ed"
_RUNS_ON = AnyCase(
    rf" (?<=[\w'] )(?=(?:(?:it|that|there|he|she|they)(?: (?:{_FINITE})|'s|'re|'ve|'ll)"
    rf"|(?:he|she|they) (?:{_DID})"
    rf"|(?:the client|the agent) (?:(?:just|only|still|always|never|even|really) )?"
    rf"(?:{_FINITE}|{_DID}|needs|wants|thinks|knows|means|gets|pays|works|lives)"
    r"|nobody|no one|nobody's)\b)"
)
# what a clause hangs on, so that it is no sentence of its own
_LEADS_ON = re.compile(
    r"\b(?:and|but|or|so|if|when|once|that|what|where|because|cos|cause|until|till|before|after|as"
    r"|whether|how|why|while"
    r"|since|than|which|who|unless|though|like|if|think|thinks|thought|know|knows|knew|say|says|said"
    r"|saying|told|tell"
    r"|tells|mean|means|hope|guess|see|saw|sure|feel|believe|reckon|sorry|glad|afraid|suppose|wish"
    r"|hear|heard|show|shows"
    r"|shown|check|see|decide|promise|promised|swear|bet|find|found|time|times|way|day|days|one|ones"
    r"|thing|things|all"
    r"|everything|anything|nothing|something|reason|moment|minute|place|first|last|only|every|case"
    r"|not|no|to|of|with"
    r"|for|in|on|at|by|from|about|just|then|now|the|a|an|my|their|our|your|me|us|him|her|them"
    r"|the client|the agent|how \w+"
    r"|even|also|still|let|make|is|are|was|were|maybe|well|yes|yeah|oh|look|supposing|provided|rather"
    r"|wonder|has|have|had|got|\w+'ve|that's|it's|whatever|whichever|whoever|wherever|whenever|however|\w+est)$",
    re.IGNORECASE,
)


# "a gym the client doesn't go to", "the money the client paid"
_A_THING = re.compile(
    r"\b(?:an?|the|any|some|another|this|that|one|every|all|no|their|the client's) (?:[\w'-]+ )?[\w'-]+"
    r"(?: (?:on|in|for|with) (?:it|them))?$",
    re.IGNORECASE,
)
_RELATES = re.compile(
    r"the (?:client|agent) (?:[\w']+ ){1,4}(?:to|for|with|in|on|at|about|from|behind|by|of|under|into|without)$"
    rf"|(?:the client|the agent|he|she|they|it) (?:{_DID})\b"
    rf"|(?:the client|the agent|he|she|they|it|there) (?:{_FINITE})$",
    re.IGNORECASE,
)


# "nobody rang me I would have said"
_NAMED_TWICE = re.compile(r"\b(the (?:client|agent)) (?=the (?:client|agent)\b(?!'))", re.IGNORECASE)


def _with_commas(text: str) -> str:
    """The sentences of an entry that has no punctuation, set apart: "the ceiling's wet, it's dripping"."""
    text = _NAMED_TWICE.sub(r"\1, ", text)
    if re.search(r"[,;:.?!–—]", text) or len(text.split()) < RUNS_ON:
        return text

    def joint(match: Found) -> str:
        before = text[: match.start()]
        if _A_THING.search(before) and _RELATES.match(text, match.end()):
            return " "
        return " " if len(before.split()) < SHORTEST_SENTENCE or _LEADS_ON.search(before) else ", "

    return _RUNS_ON.sub(joint, text)


_DANGLING = re.compile(
    r"(?:\s+(?:by|with|for|of|in|on|to|from|at|is|are|was|were|not|her|his|their|its))+$", re.IGNORECASE
)


def _shorten(text: str) -> str:
    words = text.split()
    if len(words) <= LONGEST_ENTRY:
        return text
    kept = words[:LONGEST_ENTRY]
    numbers = [
        (len(text[: span.start].split()), len(text[: span.end].split())) for span in find_numbers(text)
    ]
    for index in range(len(kept) - 1, 7, -1):
        if any(first < index < last for first, last in numbers):
            continue  # "four hundred and twelve"
        if kept[index].lower() in ("and", "but", "because", "which", "or", "where", "when", "then"):
            return without_tail(" ".join(kept[:index]).rstrip(","))
        if kept[index].endswith((",", ";", ".", "?", "!")):
            return " ".join(kept[: index + 1]).rstrip(",;.?!")
    return without_tail(_DANGLING.sub("", " ".join(kept)))
