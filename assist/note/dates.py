"""Dates as people say them, found in the text and resolved against the day of the call.

A grammar of our own: it knows "within two business days" and "the fifth of December", and takes neither
"I may call you" nor "on hold for three weeks" for a date. The end of a week is its Friday; business days are
Monday to Friday, without holidays.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.note import days
from assist.note.any_case import AnyCase
from assist.note.calendar import Calendar
from assist.note.date_phrases import CLOCK, CLOCK_BEFORE, CLOCK_WORDS, DATE_WORDS, GRAMMAR, ORDINAL
from assist.note.days import MONTHS, WEEKDAYS
from assist.note.number_words import HOURS, ORDINALS
from assist.note.words import decapitalised, words_of


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date phrase: characters `start` to `end` of the text, without "by" or "on" before it.

    `date` is None where the phrase leaves the day open; `ambiguous` says so. `past`: it lies behind the
    speaker ("last Friday", "since Monday") and cannot be promised. `same_day`: of the day spoken of before
    ("by the end of the day"), today where none was.
    """

    start: int
    end: int
    text: str
    date: datetime.date | None
    ambiguous: bool
    past: bool
    same_day: bool = False


@functools.lru_cache(maxsize=1024)
def find_dates(text: str, calendar: Calendar) -> tuple[DateSpan, ...]:
    """The date phrases of a text in order, none overlapping, resolved against the start of the call."""
    said = DATE_WORDS & words_of(text)
    if not said:
        return ()
    has_clock = not CLOCK_WORDS.isdisjoint(words_of(text))
    found: list[DateSpan] = []
    barred: list[tuple[int, int]] = []
    for words, quick, pattern, resolve in GRAMMAR:
        if said.isdisjoint(words) or not quick.search(text):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < span.end and span.start < end for span in found):
                continue
            if any(start < other_end and other < end for other, other_end in barred):
                continue
            day = resolve(match, calendar)
            if day is None:
                continue
            if day is days.NO_DATE:
                barred.append((start, end))
                continue
            before = days.clause_before(text, start)
            past = day.past or bool(days.SINCE.search(before)) or _told_as_past(before, text[start:end])
            date = day.date
            if past and not day.past and date is not None:
                date = days.before_today(date, match, calendar)
            clock = CLOCK.match(text, end)
            if clock and not any(clock.start() < span.end and span.start < clock.end() for span in found):
                end = clock.end()
            lead = CLOCK_BEFORE.search(text, 0, start) if has_clock else None
            if lead and not any(lead.start() < span.end and span.start < start for span in found):
                start = lead.start()
            found.append(
                DateSpan(start, end, text[start:end], date, day.ambiguous and not past, past, day.same_day)
            )
    found.sort(key=lambda span: span.start)
    for index, span in enumerate(found[1:], 1):
        found[index] = on_day_of(span, found[index - 1])
    return tuple(found)


def on_day_of(span: DateSpan, before: DateSpan | None) -> DateSpan:
    """ "By the end of the day", said after a day: of that day."""
    if not span.same_day or span.past or before is None or before.date is None or before.past:
        return span
    return dataclasses.replace(span, date=before.date, ambiguous=False)


def in_place_of(span: DateSpan, date: datetime.date) -> DateSpan:
    """ "The eleventh", said in place of the tenth of August: of that month; "Thursday", of Friday in two weeks: of that
    week."""
    if span.date is None or span.past:
        return span
    if _WEEKDAY_ALONE.fullmatch(span.text):
        that_week = date + datetime.timedelta(days=span.date.weekday() - date.weekday())
        return dataclasses.replace(span, date=max(span.date, that_week))
    if not _DAY_ALONE.match(span.text):
        return span
    try:
        return dataclasses.replace(span, date=date.replace(day=span.date.day))
    except ValueError:  # no thirty-first there
        return span


def are_named(text: str) -> bool:
    """Days are named by their date in it: "the thirtieth", "the sixth of July"."""
    return _BY_DATE.search(text) is not None


def names(span: DateSpan) -> str:
    """What a day is named by beside its name: "Friday" of "Friday the thirtieth", "July" of "the sixth of July"; ""
    where it is only "Friday" or "the sixth"."""
    if not are_named(span.text):
        return ""
    return " ".join(_NAMES.findall(span.text.lower()))


def may_be(span: DateSpan, date: datetime.date, named: str) -> bool:
    """ "Friday", "at noon on Friday", "the thirtieth": said for this later day, which was `named` with it."""
    if span.date is None or date <= span.date:
        return False
    if _OF_A_WEEK.match(span.text):
        near = date - span.date <= datetime.timedelta(days=SOON)
        return near and WEEKDAYS[span.date.weekday()] in named and date.weekday() == span.date.weekday()
    if _DAY_ALONE.match(span.text) and date.day == span.date.day:
        return MONTHS[date.month - 1] in named
    return False


def spoken(date: datetime.date) -> str:
    """How a date is read aloud: "Friday, 27 November"."""
    return f"{WEEKDAYS[date.weekday()].capitalize()}, {date.day} {MONTHS[date.month - 1].capitalize()}"


def either_day(text: str, spans: Sequence[DateSpan]) -> DateSpan:
    """The last of the days said; "Monday or Tuesday" is one phrase that leaves the day open."""
    last = spans[-1]
    if len(spans) > 1 and _OR.fullmatch(text[spans[-2].end : last.start]) and spans[-2].date != last.date:
        start = spans[-2].start
        return dataclasses.replace(last, start=start, text=text[start : last.end], date=None, ambiguous=True)
    return last


def due_day(text: str, spans: Sequence[DateSpan]) -> DateSpan | None:
    """The day on which what a clause says is done, None where it names none: the last one, of two that go together the
    first, but none that is only rough and none that belongs to what it is for ("ring on Wednesday to say when they land
    on Thursday")."""
    spans = [span for span in spans if not _is_topic(text, span)]
    if len(spans) > 1 and _AND_ALSO.fullmatch(text[spans[-2].end : spans[-1].start]):
        spans = spans[:-1]  # "Friday night and Saturday night": from the first on
    if len(spans) > 1 and _is_hour_of(text, spans[-2], spans[-1]):
        spans = spans[:-1]
    firm = [span for span in spans if not _ROUGHLY.match(text[span.end :])] or list(spans)
    aside = _WHAT_FOR.search(text, 1)
    if aside is not None:
        firm = [span for span in firm if span.start < aside.start()] or firm
    return either_day(text, firm) if firm else None


def _is_hour_of(text: str, day: DateSpan, hour: DateSpan) -> bool:
    """ "Tomorrow then, before noon": the noon of that day."""
    between = text[day.end : hour.start]
    return (
        hour.same_day
        and not (day.same_day or _OF_TODAY.search(hour.text))
        and bool(_BESIDE.fullmatch(between))
    )


def _is_topic(text: str, span: DateSpan) -> bool:
    """ "Ask my manager about this month", "look into Friday's delivery": what is spoken of, and no day to do it."""
    before = text[: span.start].lower()
    if before.endswith((" about ", " regarding ", " concerning ")):
        return not span.same_day
    return text.startswith("'s ", span.end) and before.endswith((" into ", " at ", " over ", " of "))


_OF_TODAY = re.compile(r"\b(?:today|tonight|this)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:,? (?:then|at|by|before|after|from|until|till|about|around|the|in|on))*,? ?", re.IGNORECASE
)


def own_days(text: str, spans: Sequence[DateSpan]) -> Sequence[DateSpan]:
    """The days of what a clause promises, without those of what comes of it: "I'll post it today, you'd have it
    Saturday"."""
    if len(spans) < MANY or (then := _COMES_OF_IT.search(text, spans[0].end)) is None:
        return spans
    return [span for span in spans if span.start < then.start()]


def iso(span: DateSpan) -> str | None:
    return span.date.isoformat() if span.date else None


def opens_with(text: str, span: DateSpan) -> bool:
    """ "And on Tuesday I'll ring you": the day stands before all else."""
    return not _JOINTS.sub("", text[: span.start]).strip(" ,")


def opens_with_name(span: DateSpan) -> bool:
    """ "Thursday", "tomorrow": a day of its own, from which nothing is counted."""
    return bool(_NAMED_ALONE.match(span.text))


def lasts(text: str, span: DateSpan) -> bool:
    """ "Till Monday": what goes on till then, and no day that something is done on."""
    return bool(_UNTIL_BEFORE.search(text[: span.start]))


def lead_of(text: str, span: DateSpan) -> str:
    """The word before the date that belongs to it: "by ", "on ", or nothing."""
    match = _LEAD_BEFORE.search(text[: span.start])
    return f"{match[1].lower()} " if match else ""


def joined_by(text: str, span: DateSpan) -> str:
    """What goes before the date where it is put behind a statement: the word that was said there, "on " before the
    name of a day, "at " before an hour, else nothing ("tomorrow")."""
    if (_HOUR if span.same_day else _HOUR_OF_DAY).match(span.text):
        from_then = _FROM_THEN.search(text[: span.start])
        return lead_of(text, span) or (f"{from_then[1].lower()} " if from_then else "at ")
    named = re.match(rf"(?:the |{'|'.join((*WEEKDAYS, *MONTHS))}|\d)", span.text, re.IGNORECASE)
    return lead_of(text, span) or ("on " if named else "")


def leads(phrase: str) -> str:
    """The word that opens a date phrase: "by " of "by Friday", or nothing."""
    match = _LEADS.match(phrase)
    return match.group() if match else ""


@functools.lru_cache(maxsize=256)
def core(phrase: str) -> str:
    """A date phrase without the word before it, as an entry writes it: "Friday" of "by friday"."""
    return capital(phrase[len(leads(phrase)) :])


def capital(text: str) -> str:
    """Days and months with their capitals."""
    return _DAY_NAMES.sub(lambda match: match.group().capitalize(), text)


def amid(phrase: str) -> str:
    """A date phrase as it stands in the middle of a sentence, whose beginning it was said at: "the twelfth of May"."""
    return capital(decapitalised(phrase))


def with_day(text: str, before: str, phrase: str) -> str:
    """An entry with another date phrase in the place of the one before, as it is where that is not in it."""
    named = re.search(rf"(?<!\w)(the )?{re.escape(core(before))}(?!\w)", text, re.IGNORECASE)
    if not before or named is None:
        return text
    own = named[1] or "" if not amid(phrase).startswith("the ") else ""
    moved = f"{text[: named.start()]}{own}{amid(phrase)}{text[named.end() :]}"
    return moved[:1].upper() + moved[1:]


_WEEKDAY_ALONE = re.compile("|".join(WEEKDAYS), re.IGNORECASE)
_BY_DATE = AnyCase(
    rf"\bthe (?:{ORDINAL})\b|\b(?:{'|'.join(MONTHS)}) (?:the )?(?:{ORDINAL}|\d)"
    rf"|\d(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(MONTHS)})",
    words=" ".join((*ORDINALS, *MONTHS, *"0123456789")),
)
_OF_A_WEEK = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)})\b(?!,? the | (?:week|after next|of next|next)\b)", re.IGNORECASE
)
_NAMED_ALONE = re.compile(rf"(?:{'|'.join(WEEKDAYS)}|today|tomorrow|tonight)\b", re.IGNORECASE)
_NAMES = re.compile("|".join((*WEEKDAYS, *MONTHS)))
SOON = 14  # days
MANY = 2
_JOINTS = re.compile(r"\b(?:and|so|then|but|okay|right|by|on|yes|yeah|no|well|also)\b", re.IGNORECASE)
_COMES_OF_IT = re.compile(
    r"\b(?:it|they|he|she|you|that|the client)(?:'?ll|'?s|'?d| is| will| would| should| takes?)\b"
    rf"(?! (?:the (?:{ORDINAL})|(?:{'|'.join(WEEKDAYS)}))\b)"
    r"|\b(?:the|your|her|his|their) [\w-]+(?:'ll| is| will| takes?| comes)\b",
    re.IGNORECASE,
)
_UNTIL_BEFORE = re.compile(r"\b(?:until|till)(?: the)?\s+$", re.IGNORECASE)
_DAY_ALONE = re.compile(rf"the {ORDINAL}(?! of\b)", re.IGNORECASE)

# --- reading what stands around --------------------------------------------------------------------


def _told_as_past(before: str, said: str) -> bool:
    """ "I called on Monday" looks back; "I've booked it for Friday" and "you'll be called on Friday" do not."""
    before = _HAVE_GOT.sub(" have", before)
    if _PARTICIPLE_ALONE.fullmatch(before.strip()) and not said.lower().startswith(("last", "yesterday")):
        return False  # "mailed Friday the fourteenth, with a tracking number"
    if said.lower() in ("today", "tonight") and _THING_DONE.fullmatch(before.strip()):
        return False  # "the regulator informed today"
    if _AHEAD.search(before) or re.match(r"(?:this|next|within|tomorrow|in )", said.lower()):
        return bool(said[:3].lower() == "in " and _TOLD.search(before) and not _AHEAD.search(before))
    return bool(_TOLD.search(before))


# "so Tuesday or thereabouts"
_ROUGHLY = re.compile(r",? (?:or thereabouts|or so|ish|give or take)\b", re.IGNORECASE)
_WHAT_FOR = re.compile(
    r"\b(?:see (?:how|if|whether)|to (?:say|tell|let|see|check|confirm|discuss"
    r"|arrange|make sure|find out|hear)|and (?:see|ask|hear|check|find"
    r" out) (?:how|if|whether|what|that)|because|if|(?:so"
    r"|so that|before"
    r"|after|once|when|about) (?:you|I|we|it|they|he|she|the|your|that(?!'s)))\b",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(r" and (?:on )?", re.IGNORECASE)
_OR = re.compile(r",? (?:or|or maybe|or else) (?:(?:on|by|before|for) )?", re.IGNORECASE)
_LEADS = re.compile(r"(?:by|on|before|until|for|no later than) ", re.IGNORECASE)
_LEAD_BEFORE = re.compile(r"\b(by|on|before|until|for|no later than)\s+$", re.IGNORECASE)
_HOUR = re.compile(rf"(?:half|quarter|noon|midday|midnight|\d|{HOURS})\b", re.IGNORECASE)
# "three tomorrow", "half six on Monday"; not "three weeks today"
_HOUR_OF_DAY = re.compile(
    rf"(?:(?:half|quarter) (?:(?:past|to) )?)?(?:{HOURS}|noon|midday)(?: (?:o'clock|thirty|fifteen|[ap]\.?m))?,? "
    rf"(?:on )?(?:{'|'.join(WEEKDAYS)}|tomorrow|today|tonight|this)\b",
    re.IGNORECASE,
)
_FROM_THEN = re.compile(r"\b(after|from|around|about)\s+$", re.IGNORECASE)
_DAY_NAMES = re.compile(rf"\b(?:{'|'.join(WEEKDAYS + MONTHS)})\b")
_PARTICIPLE_ALONE = re.compile(
    r"(?:mailed|posted|sent|delivered|shipped|fitted|collected|finished|dispatched|paid|done|emailed)"
)
# a thing and what is done to it, with nobody who has done it
_THING_DONE = re.compile(
    r"(?:(?!(?:I|we|you|he|she|they|it|who|that|which|nobody|somebody|someone|has|have|had|was|were|been|got|did|not"
    r"|never)\b|\w+'(?:ve|d|s)\b)[\w£$%'-]+ ){0,5}\w{2,}ed",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|wasn't|weren't|had|hadn't|did|didn't|been|came|said|told|bought|paid|sent|got|went"
    r"|took|spoke|"
    r"broke|left|rang|gave|made|lost|began|ran|never|(?:i've|we've|you've)(?! (?:an?|the|one|two|three|some"
    r"|space|room|time|till|until)\b))\b"
    r"|(?<!be )(?<!being )(?<!get )(?<!gets )"
    r"\b(?!need|speed|indeed|feed|hundred|bed\b|red\b|shed|booked|scheduled|arranged|reserved|planned|moved|rescheduled"
    r"|slotted)[a-z]{2,}ed\b"
)
_HAVE_GOT = re.compile(r"(?:'ve|'s| have| has) got\b")  # "we've got a man on Thursday" looks back at nothing
_AHEAD = re.compile(
    r"\b(?:will|going to|gonna|can|could|would|should|might|may|need|needs|want|wants|have to|shall|let's"
    r"|let us|"
    r"please|by|before|until|till|within|for"
    r"|(?<!switched )(?<!changed )(?<!went )(?<!spoke )(?<!talked )to [a-z]+"
    r"|booked|scheduled|arranged|reserved|planned|moved"
    r"|next)\b|'ll\b|'d\b"
)
