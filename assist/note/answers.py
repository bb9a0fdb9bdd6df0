"""How the client answers what was put forward: a yes, a no, another day, the second one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assist.note.answer_words import (
    ACCEPTS,
    AGREES_WITH_NO,
    APPROVES,
    ASKS_IF_AGAINST,
    ASKS_TO_SERVE,
    DEFERS,
    NO_JUST,
    NO_THEN,
    REFUSES,
    REFUSES_OUTRIGHT,
    SPARES,
    SPURNS,
    SPURNS_SOMETHING,
    TAKES_UP,
    WEAK_YES,
)
from assist.note.any_case import AnyCase
from assist.note.date_phrases import WEEKDAY
from assist.note.dates import DateSpan

_I = re.IGNORECASE
_CORRECTS = re.compile(
    r"^(?:(?:oh|um|uh|well|but|yes|sorry),? )*(?:no|nope|not|sorry|wait|actually|I said|I meant|I mean"
    r"|make (?:that|it)|rather|"
    r"better|scratch that|correction|it's|I thought|you said|can we make it|let's make it)\b",
    _I,
)


_TAKES_BACK = re.compile(
    r"^(?:(?:oh|um|uh|well|but|yes),? )*(?:no|nope|sorry|wait|actually|I meant|I mean|make (?:that|it)|rather"
    r"|scratch that|correction|let's make it)\b",
    _I,
)
_DAY_OUT_BEFORE = AnyCase(
    r"(?:\bnot|\bnot due(?: back)?|\bcan't (?:do|make|manage)(?: it)?|\bcannot (?:do|make)(?: it)?|(?<!later"
    r" )(?<!longer )\bthan"
    r"|\bdon't want (?:it )?|"
    r"\b(?:won't|can't) be \w+|n't (?:work|available|possible|free)"
    r"|(?:'m|'re|'s|\b(?:am|is|are|be)) (?:all |fully |both |still |already )?"
    r"(?:away|busy|out|full|booked up|working|abroad|travell?ing|at work))"
    r"(?: (?:on|by|before|for|until|this|the))*\s*$"
)
# "before the schools are out today"
_IN_TIME_FOR = re.compile(
    r"\b(?:before|until|till|once|when|after) (?:the|your|they|we|you)\b[^,.]{0,25}$", _I
)
_DAY_OUT_BEHIND = re.compile(
    r"^,? ?(?:(?:is|was|would be|'s|will be|'d be|that's) (?:my|his|her|our)\b"
    r"|(?:(?:is|was|would be|'s|will be|'d be|that's) )?(?:way |much |just |far )?(?:too (?:late|long|early|soon)"
    rf"|no good|not\b(?! (?:something|later|after|before|(?:(?:on|by|the|next|this) )*(?:{WEEKDAY}|tomorrow|today)))"
    r"|bad\b|impossible|doesn't|won't|isn't|wouldn't|onwards?\b))",
    _I,
)


@lru_cache(maxsize=512)
def accepts(clause: str) -> bool:
    return bool(ACCEPTS.search(clause)) and not refuses(clause)


def accepts_weakly(text: str) -> bool:
    """ "Okay", "right": heard, and agreed to only where a question was asked."""
    return bool(WEAK_YES.match(text.strip(" .!")))


@lru_cache(maxsize=512)
def refuses(clause: str) -> bool:
    """A no; "no, Friday is fine" is none."""
    said = clause.lower()
    if (but := _NO_BUT.match(said)) and ACCEPTS.search(but["rest"]):
        return bool(REFUSES.search(but["rest"]))
    return bool(REFUSES.search(said))


_NO_BUT = re.compile(r"no,? (?!good|use)(?P<rest>.+)")


def turned_down_for(clause: str) -> str | None:
    """ "No, just refund it", "no, the refund": what is taken instead of what was offered, or None."""
    match = NO_JUST.match(clause) or NO_THEN.match(clause)
    return match["rest"] if match and not REFUSES.search(match["rest"]) else None


def refuses_all(clause: str) -> bool:
    """A no to whatever was offered, without naming it."""
    return bool(_REFUSES_ALL.search(clause))


_REFUSES_ALL = AnyCase(
    r"^(?:\w+,? )?(?:no|nope|nah|neither|absolutely not)\b"
    r"|\b(?:that|it|this(?! (?:week|month|year|morning|afternoon|evening|side|time|\w+day)\b)|those|either|any of)\b"
)


def refuses_one(clause: str) -> bool:
    """ "That's a no", "that's no good": of two that were offered, the one heard last."""
    return bool(_REFUSES_ONE.match(clause))


_REFUSES_ONE = re.compile(
    r"(?:(?:well|so|but|then|and|oh),? )*(?:that|it|this)\b(?!.*\b(?:either|both|any)\b)", _I
)


def refuses_outright(clause: str) -> bool:
    """A no that names nothing and can only mean what was just offered: "why should I?", "I'm not doing that"."""
    return bool(REFUSES_OUTRIGHT.search(clause))


def is_outspoken(text: str) -> bool:
    """Words that answer an offer and nothing else: "go on then", "that's no good to me"."""
    said = text.lower()
    return bool(TAKES_UP.search(said) or SPURNS.search(said))


def spurns_something(clause: str) -> bool:
    """ "I don't fancy packing again": a no to what brings that about, whichever it is."""
    return bool(SPURNS_SOMETHING.search(clause))


def spares(text: str, asked: str) -> bool:
    """ "No, that's fine", to "would you like one?" """
    return bool(SPARES.match(text) and ASKS_TO_SERVE.search(asked))


def has_nothing_against(text: str, asked: str) -> bool:
    """ "No", to "would you mind?" """
    return bool(AGREES_WITH_NO.match(text) and ASKS_IF_AGAINST.search(asked))


def defers(clause: str) -> bool:
    """Neither a yes nor a no: "let me think about it", "I'd have to ask my wife", "maybe"."""
    return bool(DEFERS.search(clause))


def takes_all(text: str) -> bool:
    return bool(_TAKES_ALL.search(text))


_TAKES_ALL = AnyCase(
    r"\b(?:both|all (?:of (?:them|that|it|these)|three)|the two of them|the lot)\b", words="both all two lot"
)


def is_all(clause: str) -> bool:
    """ "Both.", "then the two": nothing else is said, and no yes beside it."""
    return bool(_ALL.fullmatch(clause))


_ALL = re.compile(
    r"(?:(?:well|then|so|oh|yeah|yes|okay|I'll (?:have|take)|I(?:'d like| want)|can I have),? )*"
    r"(?:both(?: (?:of them|also must|please|then))?|the two(?: of them)?|all (?:of them|three)|the lot)(?:,? please)?",
    _I,
)
OR = re.compile(r"\bor\b", _I)  # a choice, so that taking one side leaves the other


def place(text: str) -> int | None:
    """ "The second one", "option two", "the other one": which of the options, counted from 0."""
    match = _PLACE.search(text)
    return _PLACES[match[match.lastindex or 0].lower()] if match else None


_PLACES = {"first": 0, "former": 0, "one": 0, "a": 0, "second": 1, "latter": 1, "two": 1, "b": 1, "other": 1,
           "third": 2, "three": 2, "c": 2}  # fmt: skip
_PLACE = re.compile(
    r"\bthe (first|second|third|latter|former)\b(?: (?:one|option))?\s*"
    r"(?:[.,!]|please|$|sounds|is|would|I (?:think|guess|suppose)|then)"
    r"|\b(?:option|number|choice) (one|two|three|a|b|c)\b|\bthe (other) (?:one|option)\b",
    _I,
)


def corrects(clause: str) -> bool:
    """ "No, Thursday", "make that Thursday": what follows replaces what was said."""
    return bool(_CORRECTS.match(clause))


def takes_back(clause: str) -> bool:
    """ "No, Thursday", "I mean Thursday": the speaker's own words are put right; "it's Thursday" may only tell."""
    return bool(_TAKES_BACK.match(clause))


def approves(clause: str) -> bool:
    """Something named in it is found good: "the early one's easier", "ten past four would suit me"."""
    return bool(APPROVES.search(clause)) and not refuses(clause)


def is_ruled_out(text: str, span: DateSpan) -> bool:
    """ "Not Friday", "Friday is too late", "I'm away on Friday"."""
    before = text[: span.start]
    if _DAY_OUT_BEFORE.search(before) and not _IN_TIME_FOR.search(before):
        return True
    return bool(_DAY_OUT_BEHIND.match(text[span.end :]))


def corrected(text: str, spans: Sequence[DateSpan]) -> str:
    """ "On Friday, no, sorry, Thursday": within one breath the last day stands."""
    if len(spans) < 2:
        return text
    first, second = spans[-2:]
    if not _IN_ONE_BREATH.fullmatch(text[first.end : second.start]):
        return text
    return text[: first.start] + text[second.start :]


_IN_ONE_BREATH = re.compile(
    r"[\s,.-]*(?:(?:no|sorry|I mean|actually|rather|make that|wait|or rather|on|by|excuse me)[\s,.-]*)+", _I
)
