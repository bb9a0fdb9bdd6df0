"""Dates as people say them, found in the text and resolved against the day of the call.

A grammar of our own: it knows "within two business days" and "the fifth of December", and takes neither
"I may call you" nor "on hold for three weeks" for a date. The end of a week is its Friday; business days are
Monday to Friday, without holidays.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from assist.note import days
from assist.note.days import MONTHS, WEEKDAYS
from assist.note.numbers import ORDINALS, SMALL


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date phrase: characters `start` to `end` of the text, without "by" or "on" before it.

    `date` is None where the phrase leaves the day open; `ambiguous` says so. `past`: it lies behind the
    speaker ("last Friday", "since Monday") and cannot be promised.
    """

    start: int
    end: int
    text: str
    date: datetime.date | None
    ambiguous: bool
    past: bool


@functools.lru_cache(maxsize=1024)
def find_dates(text: str, started: datetime.datetime) -> tuple[DateSpan, ...]:
    """The date phrases of a text in order, none overlapping, resolved against the start of the call."""
    if not _TRIGGER.search(text):
        return ()
    found: list[DateSpan] = []
    for pattern, resolve in _GRAMMAR:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < span.end and span.start < end for span in found):
                continue
            day = resolve(match, started)
            if day is None:
                continue
            before = days.clause_before(text, start)
            past = day.past or bool(days.SINCE.search(before)) or _told_as_past(before, text[start:end])
            date = day.date
            if past and not day.past and date is not None and "how" in match.re.groupindex:
                date -= datetime.timedelta(days=7)
                date -= datetime.timedelta(days=7 if date == started.date() else 0)
            clock = _CLOCK.match(text, end)
            if clock and not any(clock.start() < span.end and span.start < clock.end() for span in found):
                end = clock.end()
            found.append(DateSpan(start, end, text[start:end], date, day.ambiguous and not past, past))
    return tuple(sorted(found, key=lambda span: span.start))


def spoken(date: datetime.date) -> str:
    """How a date is read aloud: "Friday, 27 November"."""
    return f"{WEEKDAYS[date.weekday()].capitalize()}, {date.day} {MONTHS[date.month - 1].capitalize()}"


def iso(span: DateSpan) -> str | None:
    return span.date.isoformat() if span.date else None


def lead_of(text: str, span: DateSpan) -> str:
    """The word before the date that belongs to it: "by ", "on ", or nothing."""
    match = _LEAD_BEFORE.search(text[: span.start])
    return f"{match[1].lower()} " if match else ""


def leads(phrase: str) -> str:
    """The word that opens a date phrase: "by " of "by Friday", or nothing."""
    match = _LEADS.match(phrase)
    return match.group() if match else ""


def core(phrase: str) -> str:
    """A date phrase without the word before it, as an entry writes it: "Friday" of "by friday"."""
    return capital(phrase[len(leads(phrase)) :])


def capital(text: str) -> str:
    """Days and months with their capitals."""
    return _DAY_NAMES.sub(lambda match: match.group().capitalize(), text)


# --- reading what stands around --------------------------------------------------------------------


def _told_as_past(before: str, said: str) -> bool:
    """ "I called on Monday" looks back; "I've booked it for Friday" and "you'll be called on Friday" do not."""
    if _AHEAD.search(before) or re.match(r"(?:this|next|within|tomorrow|in )", said.lower()):
        return bool(said[:3].lower() == "in " and _TOLD.search(before) and not _AHEAD.search(before))
    return bool(_TOLD.search(before))


_LEADS = re.compile(r"(?:by|on|before|until|for|no later than) ", re.IGNORECASE)
_LEAD_BEFORE = re.compile(r"\b(by|on|before|until|for|no later than)\s+$", re.IGNORECASE)
_DAY_NAMES = re.compile(rf"\b(?:{'|'.join(WEEKDAYS + MONTHS)})\b")
_ORDINAL_UNITS = "|".join(name for name, value in ORDINALS.items() if value < 10)
_ORDINAL = (
    rf"(?:(?:twenty|thirty)[- ](?:{_ORDINAL_UNITS})|{'|'.join(sorted(ORDINALS, key=len, reverse=True))}"
    r"|\d{1,2}(?:st|nd|rd|th))"
)
_UNIT_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,4}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:{_UNIT_WORDS})|{_UNIT_WORDS})"
_AMOUNT = rf"(?:{_NUMBER}|a couple(?: of)?|couple(?: of)?|the couple(?: of)?|(?:a )?few|several|some|an?|one)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues|thurs"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june|july|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mar|jun|jul)"
)
_FULL_MONTH = "|".join(MONTHS)
_YEAR = (
    rf"(?:(?:,? (?P<year>20\d\d))|(?:,? twenty (?P<saidyear>(?:twenty|thirty)(?:[- ](?:{_UNIT_WORDS}))?)))?"
)
_ONSET = rf"(?:(?:{_WEEKDAY}),? )?(?:the )?"

_TRIGGER = re.compile(
    rf"\d[/-]\d|\b(?:{_WEEKDAY}|{_MONTH}|to(?:day|morrow|night)|yesterday|hours?|days?|weeks?|months?"
    rf"|fortnight|"
    rf"minutes?|weekend|year|business|morning|afternoon|evening|noon|night|(?:{_ORDINAL}))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|wasn't|weren't|had|hadn't|did|didn't|been|came|said|told|bought|paid|sent|got|went"
    r"|took|spoke|"
    r"broke|left|rang|gave|made|lost|began|ran|never|i've|we've|you've)\b"
    r"|(?<!be )(?<!being )(?<!get )(?<!gets )"
    r"\b(?!need|speed|indeed|feed|booked|scheduled|arranged|reserved|planned|moved|rescheduled"
    r"|slotted)[a-z]{2,}ed\b"
)
_AHEAD = re.compile(
    r"\b(?:will|going to|gonna|can|could|would|should|might|may|need|needs|want|wants|have to|shall|let's"
    r"|let us|"
    r"please|by|before|until|till|within|for|to [a-z]+|booked|scheduled|arranged|reserved|planned|moved"
    r"|next)\b|'ll\b|'d\b"
)
_CLOCK = re.compile(
    r"(?:,? (?:(?:at|around|about|before|by|after|in the|early|late|first thing(?: in the)?) )?"
    r"(?:noon|midday|midnight|lunchtime|morning|afternoon|evening|night)\b"
    rf"|,? (?:at|around|before|by|after) (?:about )?(?:half past )?(?:\d{{1,2}}(?::\d\d)?|{_UNIT_WORDS})"
    rf"(?: (?:thirty|fifteen|forty[- ]five))?(?: ?(?:[ap]\.?m\b\.?|o'clock))?(?! (?:days?|weeks?|hours?"
    rf"|\w*day)\b)\b)+",
    re.IGNORECASE,
)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source})\b", re.IGNORECASE)


_GRAMMAR: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], datetime.datetime], days.Day | None]], ...
] = (
    (_pattern(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"), days.iso),
    (_pattern(r"(?<![/\d])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>\d{4}|\d\d))?(?![/\d])"), days.slashes),
    (
        _pattern(
            r"(?:the )?(?:end|close) of (?:the )?(?:(?P<which>next|this|following) )?"
            rf"(?P<period>day|today|tomorrow|business|week|month|year|{_FULL_MONTH})"
            rf"(?! (?:tomorrow|(?:on )?(?:{_WEEKDAY})))"
        ),
        days.end_of,
    ),
    (
        _pattern(rf"{_ONSET}(?P<day>{_ORDINAL}|\d{{1,2}}) (?P<of>of )(?P<month>{_MONTH}){_YEAR}"),
        days.month_day,
    ),
    (
        _pattern(rf"{_ONSET}(?P<day>\d{{1,2}}(?:st|nd|rd|th)?) (?P<of>)(?P<month>{_MONTH}){_YEAR}"),
        days.month_day,
    ),
    (
        _pattern(
            rf"(?:(?:{_WEEKDAY}),? )?(?P<month>{_MONTH})(?P<of>) (?:the )?(?P<day>{_ORDINAL}|\d{{1,2}}){_YEAR}"
        ),
        days.month_day,
    ),
    (_pattern(rf"(?:a|one) week (?:on|from|after) (?P<weekday>{_WEEKDAY})"), days.week_from),
    (
        _pattern(
            r"(?P<lead>(?:with)?in(?:side)?(?: of)?(?: at most| about| around| less than| under| the next"
            r"| another"
            r"| roughly| approximately)* |(?:over|during) the (?:next|coming) |(?:less|no more"
            r"|no longer) than )?"
            rf"(?:the )?(?P<half>half )?(?P<amount>{_AMOUNT})(?: (?:to|or|-) (?P<upper>{_NUMBER}))?"
            r" (?:(?P<working>business|working) )?(?:full )?(?P<unit>minutes?|hours?|days?|weeks?"
            r"|fortnights?|months?)"
            r"(?:'s? time| time)?(?P<from> from (?:now|today))?(?P<ago> ago)?"
        ),
        days.relative,
    ),
    (_pattern(rf"(?P<weekday>{_WEEKDAY}),? the (?P<day>{_ORDINAL})"), days.day_of_month),
    (
        _pattern(
            rf"(?:(?P<how>this|next|last|past|coming)(?: coming)? )?(?:coming )?(?P<weekday>{_WEEKDAY})"
            r"(?:(?P<nextweek> (?:of )?next week)|(?P<later> week| after next))?(?!'s)"
        ),
        days.weekday,
    ),
    (
        _pattern(
            rf"(?P<weekday>)the (?P<day>{_ORDINAL})"
            r"(?! (?:\w+day|time|floor|one|call|visit|attempt|day|week|month|try|page|line|phone|order"
            r"|bill|item|hour|"
            r"minute|part|step|thing|option|street|avenue|of))"
        ),
        days.day_of_month,
    ),
    (
        _pattern(
            r"(?:the )?day after tomorrow|tomorrow|today|tonight|this (?:morning|afternoon|evening)|"
            r"(?:the )?day before yesterday|yesterday|last night|the other day"
        ),
        days.near_day,
    ),
    (
        _pattern(r"(?:the )?(?:last|past) (?:few |couple of )?(?:week|weeks|month|months|year|days)"),
        days.past_period,
    ),
    (
        _pattern(
            r"(?:(?:early|late|later|some ?time|the (?:beginning|middle|start) of) )?(?:in )?(?:this|next) "
            r"(?:week|month|weekend)|(?:the|this) weekend"
        ),
        days.open_period,
    ),
    (_pattern(rf"(?<=\bin |\bby )(?:early |late |mid )?(?:{_FULL_MONTH})(?! \d)"), days.open_period),
)
