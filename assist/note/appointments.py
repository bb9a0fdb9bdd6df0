"""Appointments made without a verb: "Friday, twenty to nine, with Mr Anand." "Yes, that's fine."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assist.note import spoken
from assist.note.answers import is_ruled_out
from assist.note.any_case import AnyCase
from assist.note.clauses import Clause
from assist.note.dates import DateSpan
from assist.note.deeds import DEEDS
from assist.note.number_words import HOURS
from assist.note.promises import is_tentative

_I = re.IGNORECASE
LONGEST = 14  # words
# said of a day, it is taken: "Wednesday morning's fine", "Tuesday I can do"
_TAKEN = re.compile(
    r"(?:'s| is| would be|'ll be| will be)(?: absolutely| all| no)? (?:fine|good|grand|perfect|great|lovely"
    r"|bother|problem"
    r"|trouble|okay|ok|all right|alright|free|ideal|yours)\b|\b(?:I|we) can (?:do|manage)(?: you)?\b"
    r"|\b(?:it is|works(?: for (?:me|us))?|(?:I'll |we'll |we |I )?see you|(?:we'll|let's|shall we|I'll) (?:say"
    r"|call it|make it)"
    r"|that's (?:you|us)|you're)\b",
    _I,
)
# a sentence, and no appointment
_SAYS = re.compile(
    r"\b(?:I|you|we|they|he|she|it|who|what|which|where|how|is|are|was|were|be|been|has|have|had|do|does|did"
    r"|will|would|can"
    r"|could|should|shall|may|might|must|not|never|no|nothing|nobody|if|unless|when|because|since|than|want|need|sorry"
    r"|every|last|always|usually|until|till|only|give|let|deadline|invoice|bill|statement|goes|comes|starts"
    r"|opens|closes|ends|works|leaves|lands|ships"
    r"|arrives|takes|gets|shuts|finishes)\b|'(?:s|ll|re|ve|d|m)\b|n't\b",
    _I,
)
_OPENS = re.compile(
    r"^(?:(?:that's(?= (?:the|a|\w*day|tomorrow)\b)|okay|ok|right|lovely|great|perfect|grand|brilliant|super"
    r"|sweet|done|good|fine|so|and|then|well|yes"
    r"|yeah|no(?=,)|oh"
    r"|sure|cool|all right|alright|deal|sir|ma'?am|or)[,.]? )+",
    _I,
)
_CLOSES = re.compile(
    r"(?:,? (?:then|instead|of course|exactly|yes|yeah|please|no problem|that's right))+$", _I
)
_HOUR = re.compile(
    r"\b(?:(?:at|from|between|after|before|half|past|to|till|until|about|around|quarter|twenty|ten|five|o'clock"
    r"|(?:[ap]\.?m))\b|\d{1,2}(?::\d\d)?\b|one|two|three|four|six|seven|eight|nine|eleven|twelve|thirty|fifteen|noon"
    r"|morning|afternoon|evening|lunchtime)",
    _I,
)
_TELLS_TO = re.compile(rf"(?:please )?(?:{DEEDS})\b(?! (?:in|on|at)\b)", _I)  # "bring her in at two"
_ONLY_HOURS = re.compile(rf"(?:(?:{_HOUR.pattern}|say|and|or|the|in|a|sharp|then)\W*)+$", _I)


def appointment(clause: str, span: DateSpan) -> str | None:
    """What a clause says of a day, where it hardly says more than the day, an hour or what is then; else None."""
    said = spoken.without_tail(_OPENS.sub("", clause.strip(" .,")))
    said = _CLOSES.sub("", _TAKEN.sub("", said)).strip(" ,")
    rest = said.replace(span.text, " ")
    if len(said.split()) > LONGEST or _TELLS_TO.match(rest) or _SAYS.search(rest):
        return None
    return None if is_tentative(said) or is_ruled_out(clause, span) else said


def is_appointment(clause: Clause, spans: Sequence[DateSpan]) -> bool:
    """A clause by which the agent sets a day, once the client agrees."""
    ahead = [span for span in spans if not span.past]
    return bool(ahead) and not clause.question and appointment(clause.text, ahead[-1]) is not None


def only_hours(clause: str) -> bool:
    """ "Eight o'clock." """
    return bool(_ONLY_HOURS.match(clause))


@lru_cache(maxsize=512)
def hours(text: str) -> frozenset[str]:
    """The hours of a text: "half past nine" gives half and nine."""
    return frozenset(found.group().lower() for found in _HOUR_WORD.finditer(text))


_HOUR_WORD = AnyCase(
    rf"\b(?:half|quarter|{HOURS}|thirty|fifteen|noon"
    r"|\d{1,2}(?::\d\d)?)\b"
)
