"""The two sides of an "or" inside one offer: "put a flag on the account, or only for the weeks he's there"."""

from __future__ import annotations

import re
from collections.abc import Callable

from assist.note import likeness
from assist.note.appointments import hours
from assist.note.date_phrases import WEEKDAY
from assist.note.number_words import HOURS, SMALL, TO_THE_HOUR

_I = re.IGNORECASE
_NUMBER = rf"(?:\d[\d,.]*|{'|'.join(SMALL)})"


def alternative_sides(offered: str) -> list[str]:
    """What is offered on each side of an "or"; a side that needs it says the first one's verb once more: "send it by
    text or by post" is "send it by text" and "send it by post"."""
    offered = _HANGING.sub("", offered)
    parts: list[str] = []
    at = 0
    for joint in _OR.finditer(offered):
        before, behind = offered[at : joint.start()], offered[joint.end() :]
        if _IS_ONE_THING.search(before) or not (likeness.content(before) and likeness.content(behind)):
            continue
        if _NUMBER_LAST.search(before) and _NUMBER_FIRST.match(behind):
            continue  # "two or three days"
        parts.append(before)
        at = joint.end()
    parts.append(offered[at:])
    return [parts[0], *(_completed(side, parts[0]) for side in parts[1:])]


def with_what_for(sides: list[str]) -> list[str]:
    """ "Thursday at ten or Friday at two for the adjuster": what the last of several times is for, they all are."""
    last = _TIME_FOR.fullmatch(sides[-1])
    if last is None or not all(_ONLY_TIME.fullmatch(side) for side in sides[:-1]):
        return sides
    return [*(f"{side} {last['what']}" for side in sides[:-1]), sides[-1]]


def _completed(side: str, first: str) -> str:
    """A side with what it leaves out of the first one, where that is plain; else as it was said."""
    if (how := _HOW.match(side)) is not None:
        again = list(re.finditer(rf"\b{how['how']}\b", first, _I))
        places = again or list(_PLACE.finditer(first))
        start = first[: places[-1].start()] if places else ""
        return start + side if start.strip() and not _DAY.search(start) else side
    if _THING.match(side) and (gives := _GIVES.match(first)) is not None:
        return f"{gives['gives']} {side}"
    return side


def times_taken(offered: str, answer: str, is_time: Callable[[str], bool]) -> tuple[str, str] | None:
    """What is offered for one time or another ("Thursday morning, eight or half eight"), with the one that the answer
    names alone, and with the other; None where it names neither, or both. `is_time`: a few words say when, and no
    more."""
    if _DENIES.search(answer):
        return None
    for joint in _EITHER.finditer(offered):
        before, behind = offered[: joint.start()], offered[joint.end() :]
        starts = [word.start() for word in _WORD.finditer(before) if is_time(before[word.start() :])]
        ends = [
            word.end()
            for word in _WORD.finditer(behind)
            if is_time(behind[: word.end()]) and word.group().lower() not in _LITTLE
        ]
        if not (starts and ends):
            continue
        lead, first = before[: starts[0]], before[starts[0] :]
        other, rest = behind[: ends[-1]], behind[ends[-1] :]
        if not (_NAMES_TIME.search(first) or _NAMES_TIME.search(other)):
            continue  # "one or two"
        near, far = _named(first, other, answer), _named(other, first, answer)
        if near == far or rest.strip(" .") or (_DAY.search(other) and not _DAY.search(first)):
            return None
        week = _WEEK_LAST.search(other) if _DAY_LAST.search(first) else None
        if _DAY.search(first) and not _DAY.search(other):
            other = f"{_HOUR_LAST.sub('', first)}{' ' if _HOW.match(other) else ', '}{other}"
        sides = f"{lead}{first}{week.group() if week else ''}{rest}", f"{lead}{other}{rest}"
        return sides if near > far else (sides[1], sides[0])
    return None


def _named(side: str, other: str, answer: str) -> tuple[bool, int]:
    """How far an answer names a side: its hours and no others, and words that only this side has."""
    times = hours(side)
    own = (_words(side) - _words(other)) & _words(answer)
    return bool(times) and times == hours(answer), len(own)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _LITTLE


_LITTLE = frozenset(
    "on at by the in for of or and a then first thing before after until till from to".split()
)
_WORD = re.compile(r"[\w'-]+")
_EITHER = re.compile(r",? or,? ", _I)
_DENIES = re.compile(
    r"\bnot\b|n't\b|\bno (?:good|use)\b|\btoo\b|\b(?:either|neither|both|any|whichever)\b", _I
)
_NAMES_TIME = re.compile(
    rf"\b(?:{WEEKDAY}|today|tomorrow|tonight|at|by|after|before|between|half|quarter|o'clock|noon|midday|morning"
    r"|afternoon|evening|[ap]\.?m)\b",
    _I,
)
_WEEK_LAST = re.compile(r" (?:of )?(?:next|this) week$", _I)
_DAY_LAST = re.compile(rf"\b(?:{WEEKDAY})$", _I)
_HOUR_LAST = re.compile(
    r" (?:morning|afternoon|evening)$"
    rf"|,?(?: (?:at|by|after|before|around|from|about))? (?:{TO_THE_HOUR})?(?:\d[\d:.]*|{HOURS}|noon|midday)"
    r"(?: (?:thirty|fifteen|forty-five|o'clock|[ap]\.?m\.?))?$",
    _I,
)
# "or so", "or something", "yes or no": no other side
_OR = re.compile(
    r",? or,? (?:else |instead )?(?!(?:so|something|anything|somewhere|somebody|someone|whatever|what|not|no|more"
    r"|less|else|both|it|that|they|which|isn't|nothing|near|thereabouts|similar|under|over|above|below)\b)"
    r"(?=\w)",
    _I,
)
_HANGING = re.compile(r",? or(?: else)?(?: (?:my|our|the) \w+ (?:says|reckons))?$", _I)
_IS_ONE_THING = re.compile(r"\b(?:whether|if|yes|no|between|do you (?:want|like)|any)\b", _I)
_NUMBER_LAST = re.compile(rf"\b(?:{_NUMBER}|an?(?: \w+)?|half)$", _I)
_NUMBER_FIRST = re.compile(rf"(?:{_NUMBER}|half)\b", _I)
_HOW = re.compile(
    r"(?:just |only )?(?P<how>at|by|for|from|in|into|on|off|over|through|to|via|with|as|before|after)\b", _I
)
_PLACE = re.compile(r"\b(?:at|by|for|from|in|into|on|through|to|via|with|as) ", _I)
_DAY = re.compile(rf"\b(?:{WEEKDAY}|today|tomorrow|tonight)\b", _I)
_THING = re.compile(rf"(?:just |only )?(?:an?|the|one|all|{_NUMBER})\b", _I)
_GIVES = re.compile(
    r"(?P<gives>(?:give|send|offer|lend|bring|do|have|pay)(?: (?:you|him|her|them|both|yous|ye)\b(?! \w+ed\b))?)\b",
    _I,
)
_TIME = (
    rf"(?:on )?(?:this |next )?(?:{WEEKDAY}|tomorrow|today|tonight)(?: (?:morning|afternoon|evening|lunchtime))?"
    rf"(?:,? (?:at |around |about )?(?:half (?:past )?|quarter (?:past|to) )?(?:{HOURS}|noon|midday|\d[\d:.]*)"
    r"(?: o'clock| thirty| fifteen| ?[ap]\.?m\.?)?)?"
)
_ONLY_TIME = re.compile(rf"(?:I've got |we've got )?{_TIME}", _I)
_TIME_FOR = re.compile(rf"{_TIME} (?P<what>(?:for|with) (?:the|an?|your|our|my|his|her|mr|mrs|dr)\b.+)", _I)
