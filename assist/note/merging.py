"""When two statements are one, and what then stands: the one that tells more keeps its words."""

from __future__ import annotations

import re
from typing import Literal

from assist.note import likeness
from assist.note.appointments import hours
from assist.note.dates import core
from assist.note.deeds import DEEDS
from assist.note.statement import Statement

SAME = 0.67  # share of content words from which two statements are one
DEED_STEMS = frozenset(likeness.stem(verb) for verb in DEEDS.split("|"))

Kind = Literal["plan", "options", "wants", ""]
"""What the statements are that are laid beside each other; "" where it does not matter."""


def are_one(old: Statement, new: Statement, kind: Kind) -> bool:
    """The newer one says what the older one says."""
    same_call = kind == "plan" and _is_same_call(old, new)
    same = old.text == new.text or same_call or likeness.alike(undated(old), undated(new)) >= SAME
    if not same and not (old.derived and not new.derived and _carries_out(old, new)):
        return False
    if old.owner != new.owner:
        return False
    if kind == "options" and new.day and old.day and new.due != old.due:
        return False  # Wednesday or Thursday: two options
    words, old_words = likeness.content(new.text), likeness.content(old.text)
    one_word = min(len(old_words), len(words)) < 2
    if one_word and old_words != words and kind == "wants":
        return False  # "them stopped" is not "it in writing that they have stopped"
    only_verb = any(likeness.content(undated(one)) == {_verb(one.text)} for one in (old, new))
    promised = kind == "plan" and not old.derived
    if only_verb and promised and not same_call and _verb(old.text) != _verb(new.text):
        return False  # "update it" is not "message the client that it is updated"
    if one_word and kind == "options" and old.sources == new.sources:
        return False  # "come in, or I'll come to you": two sides of one choice
    return kind != "plan" or _doer(old.text) == _doer(new.text)  # "she'll ring" is not "I'll ring"


def take_over(old: Statement, new: Statement, kind: Kind) -> None:
    """The older one tells, and cites, what the newer one says too. Where only the days differ, the later day counts."""
    words, old_words = likeness.content(new.text), likeness.content(old.text)
    if old.due is None and not (old.ambiguous or new.day):
        old.due = new.due  # "I'll ring you at five": the same call, and when
    if old.derived and not new.derived and new.day and kind == "plan":
        old.text = new.text if _only_does_it(old.text) or not _THAT.search(new.text) else old.text
        old.day, old.due, old.ambiguous, old.derived = new.day, new.due, new.ambiguous, False
    elif old.derived and old.due and not new.due and _HOUR.search(new.text):
        old.text, old.day, old.derived = new.text, "", False  # its hour, on the day that was chosen
    elif new.day and new.due != old.due and not (_only_echoes(new, old) or _begins(new, old)):
        old.text, old.day, old.due, old.ambiguous = new.text, new.day, new.due, new.ambiguous
    elif len(words) > len(old_words) and (not old.day or new.day):
        old.text = new.text
    old.promised = old.promised or not new.derived
    old.unsure = old.unsure and new.unsure
    old.cite(*new.sources)
    old.score = max(old.score, new.score) + 0.25
    old.firm = old.firm or new.firm


def _is_same_call(old: Statement, new: Statement) -> bool:
    """ "I'll ring you tomorrow at noon to see it's holding", and at the end "I'll talk to you tomorrow at noon"."""
    calls, calls_again = _CALLS.match(old.text), _CALLS.match(new.text)
    if calls is None or calls_again is None or old.due is None:
        return False
    when, when_again = hours(old.text), hours(new.text)
    if when_again and when_again <= when and (not new.day or new.due == old.due):
        return True  # "and I ring you by two, either way"
    if old.due != new.due or (when and when_again and not when & when_again):
        return False
    what, what_again = _what_for(old, calls.end()), _what_for(new, calls_again.end())
    return what_again <= what or what <= what_again


def _what_for(call: Statement, start: int) -> frozenset[str]:
    """What is told of a call beside its day and hour."""
    told = undated(call)[start:]
    return likeness.content(told) - likeness.content(" ".join(hours(told)))


def is_only_a_day(option: Statement) -> bool:
    """ "Thursday", of "would Wednesday or Thursday suit?": no deed of its own."""
    return (
        option.text.startswith(core(option.day))
        and bool(option.day)
        and not likeness.content(undated(option))
    )


def undated(statement: Statement) -> str:
    """Its words but for its day."""
    return statement.text.replace(core(statement.day), "") if statement.day else statement.text


_CALLS = re.compile(
    r"(?:(?:call|ring|phone|talk to|speak to) the client\b|give the client a (?:ring|call|bell|shout)\b)(?: back)?",
    re.IGNORECASE,
)
_BOOKS = re.compile(r"(?:is |has )?(?:book|arrang|schedul|order|reserv|put|get|send|sett?)", re.IGNORECASE)
_HOUR = re.compile(
    r"\b(?:at|from|between|after|before|about) (?:about |half |quarter )?(?:\d|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|noon|past|to)\b",
    re.IGNORECASE,
)
_DOER = re.compile(
    r"(\w+)(?:'ll| will)\b|get (?!it\b|that\b|them\b|this\b)(\w+) to (?!the\b|our\b|their\b|us\b)",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:it|that|them|this)\b", re.IGNORECASE)


def _verb(text: str) -> str:
    return likeness.stem(text.partition(" ")[0])


def _doer(text: str) -> str:
    """Who will do it, where the row says so: "she" of "She'll ring the client", "him" of "Get him to ring"."""
    match = _DOER.match(text)
    return (match[1] or match[2]).lower() if match else ""


def _carries_out(chosen: Statement, promised: Statement) -> bool:
    """A promise about the same thing as the option that was taken, for its day or for the first day that is said."""
    shared = likeness.content(undated(chosen)) & likeness.content(undated(promised))
    at_once = 0 <= promised.sources[0] - max(chosen.sources) <= 1
    if at_once and (
        len(shared) > 1 or (_only_does_it(chosen.text) and promised.due and _THAT.search(promised.text))
    ):
        return True  # "deliver it, please." "I'll bring it to you on Saturday."
    if (
        at_once
        and chosen.due is None
        and promised.due
        and _BOOKS.match(promised.text)
        and shared - DEED_STEMS
    ):
        return True  # "I'd rather have Grace." "I will book Grace for Monday."
    if at_once and shared and chosen.due and not promised.due and _HOUR.search(promised.text):
        return True  # "no, Saturday." "I'll have the van with you between nine and eleven."
    days = sorted((core(chosen.day).lower(), core(promised.day).lower()), key=len)
    if chosen.ambiguous and promised.ambiguous and days[1].startswith(days[0]):
        return True  # both of "next Wednesday"
    if chosen.due is None:
        return len(shared) > 1 and bool(promised.due)
    return bool(shared) and chosen.due == promised.due


def _only_echoes(new: Statement, old: Statement) -> bool:
    """ "Wednesday", of what is to be done by "next Wednesday": which one, is as open as it was."""
    return old.ambiguous and not new.ambiguous and old.day.lower().endswith(core(new.day).lower())


def _begins(new: Statement, old: Statement) -> bool:
    """ "The alert's from tomorrow", of what is set up today: from when it counts, and not when it is done."""
    from_then = f" from {core(new.day)}".lower() in new.text.lower()
    return from_then and old.due is not None and old.due <= (new.due or "")


def _only_does_it(text: str) -> bool:
    """ "Deliver it.": a deed, and nothing that says what with."""
    return bool(_THAT.search(text)) and not likeness.content(text) - DEED_STEMS
