"""The two sides of an "or" inside one offer: "put a flag on the account, or only for the weeks he's there"."""

from __future__ import annotations

import re

from assist.note import likeness
from assist.note.date_phrases import WEEKDAY
from assist.note.number_words import SMALL

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
