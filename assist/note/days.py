"""From a matched date phrase to its day, counted from the start of the call."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assist.note.calendar import FRIDAY, Calendar
from assist.note.number_words import HOURS, TO_THE_HOUR
from assist.note.numbers import number_value

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a phrase: None where it is left open; ambiguous where it could be several.

    `same_day`: an hour of the day spoken of before ("on Thursday, by the end of the day"), else of today."""

    date: datetime.date | None
    ambiguous: bool = False
    past: bool = False
    same_day: bool = False


# behind a day that is said alone
_ENDS = re.compile(
    r"\s*(?:[.?!]|$|,? (?:of course|then|at the latest|exactly|please|instead|it is|yes|yeah|no problem|would"
    rf"|works)\b|, (?:at |from |about )?(?:half|quarter|{HOURS}"
    r"|noon|\d)\b)",
    re.IGNORECASE,
)
# "the twenty-ninth is too early"; of "the first" it may be said of a thing
_IS_JUDGED = re.compile(r"(?:'s|'d be| is| was| would be| will be| works| suits| sounds)\b", re.IGNORECASE)
_AT_AN_HOUR = re.compile(
    r" (?:at|around|in the (?:morning|afternoon|evening)|'s (?:fine|better|good))\b|'s (?:fine|better"
    r"|good|best)\b",
    re.IGNORECASE,
)
_AN_HOUR = re.compile(rf"(?:\b(?:{HOURS}|thirty|fifteen|o'clock|\w*day)|\d)$")
NO_DATE = Day(None)
# no later than
_NAMED_HOURS = {"noon": 12, "midday": 12, "lunch": 13, "lunchtime": 13, "dinnertime": 18, "teatime": 18,
                "suppertime": 20, "bedtime": 22, "tonight": 23, "this evening": 23}  # fmt: skip
_FEASTS = (
    ("christmas eve", (24, 12)),
    ("christmas", (25, 12)),
    ("boxing", (26, 12)),
    ("eve", (31, 12)),
    ("new year", (1, 1)),
)
_LEAD = re.compile(
    r"(?:\b(?:by|before|until|till|on|for|is|be|of|from|since|around|about|or|,|better|make it|looking at"
    r"|call it)|\b(?:that|it|which)'s)\s+$",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since|as of|ever since|(?<!go )(?<!goes )(?<!going )(?<!come )(?<!coming )(?<!be )(?:back on|back in)"
    r"|dated|last)\s+(?:the )?$"
)


def weekday(match: re.Match[str], calendar: Calendar) -> Day:
    today = calendar.today
    wanted = _weekday_index(match["weekday"])
    ahead = (wanted - today.weekday()) % 7
    how = (match["how"] or "").lower()
    coming = today + datetime.timedelta(days=ahead)
    if how in ("last", "past"):
        return Day(coming - datetime.timedelta(days=7), past=True)
    if match["later"]:
        return Day(coming + datetime.timedelta(days=7 if ahead else 14))
    if how == "next" or match["nextweek"]:
        if ahead == 0:
            return Day(today + datetime.timedelta(days=7))
        monday = today + datetime.timedelta(days=7 - today.weekday())
        if match["nextweek"]:
            return Day(monday + datetime.timedelta(days=wanted))
        if coming < monday or today.weekday() == 6:
            return Day(None, ambiguous=True)
        return Day(coming)
    if ahead == 0 and how != "this":
        return Day(today + datetime.timedelta(days=7))  # today is called today
    return Day(coming)


def week_from(match: re.Match[str], calendar: Calendar) -> Day:
    """ "A week on Friday", "a fortnight tomorrow", "today week"."""
    unit = match["unit"] or match["unit2"] or match["unit3"] or "week"
    amount = _amount(match["amount"] or match["amount2"] or "a") or 1
    if match["weekday"]:
        ahead = (_weekday_index(match["weekday"]) - calendar.today.weekday()) % 7
    else:
        ahead = "tomorrow" in match.group().lower()
    if (match["next"] or "").lower() == "tomorrow":
        amount = 0
    return Day(calendar.today + datetime.timedelta(days=ahead + amount * (14 if unit == "fortnight" else 7)))


def weekdays_from(match: re.Match[str], calendar: Calendar) -> Day:
    """ "Two Fridays from now"."""
    ahead = (_weekday_index(match["weekday"]) - calendar.today.weekday()) % 7 or 7
    return Day(calendar.today + datetime.timedelta(days=ahead + 7 * ((_amount(match["amount"]) or 1) - 1)))


def next_working_day(match: re.Match[str], calendar: Calendar) -> Day:
    return Day(calendar.working_days_later(1))


def day_or_two(match: re.Match[str], calendar: Calendar) -> Day:
    """ "In a day or two": the later one; "a day or so" leaves it open."""
    if match["upper"].lower() == "so":
        return Day(None, ambiguous=True)
    return Day(calendar.today + datetime.timedelta(days=2))


def day_of_named_month(match: re.Match[str], calendar: Calendar) -> Day | None:
    """ "The first of next month", "the first of the month": the one that comes."""
    day, which = _day_number(match["day"]), match["which"].lower()
    month = _months_later(calendar.today.replace(day=1), int(which == "next"))
    if which == "the" and day is not None and day < calendar.today.day:
        month = _months_later(month, 1)
    if day is None or not 1 <= day <= _last_of_month(month).day:
        return None
    date = month.replace(day=day)
    return Day(date, past=date < calendar.today)


def feast(match: re.Match[str], calendar: Calendar) -> Day:
    """Feasts of a fixed day, as people name them."""
    said = match.group().lower()
    day, month = next(when for name, when in _FEASTS if name in said)
    date = datetime.date(calendar.today.year, month, day)
    return Day(date if date >= calendar.today else date.replace(year=date.year + 1))


def clock_today(match: re.Match[str], calendar: Calendar) -> Day:
    """ "By noon", "by five o'clock": today, as long as that is still to come."""
    said = match["clock"].lower()
    hour = _NAMED_HOURS.get(said.replace(" time", "time"))
    if hour is None:
        digits = re.match(rf"(?:{TO_THE_HOUR})?(\d{{1,2}})", said)
        words = re.sub(rf"^(?:{TO_THE_HOUR})| ?[ap]\.?m.*| o'clock", "", said)
        hour = int(digits[1]) if digits else _amount(words) or 24
        evening = re.search(r"p\.?m", said) or (
            hour <= calendar.started.hour and not re.search(r"a\.?m", said)
        )
        hour += 12 if hour < 12 and evening else 0
    if hour <= calendar.started.hour:
        return Day(None, ambiguous=True, same_day=True)
    return Day(calendar.today, same_day=True)


def same_day(match: re.Match[str], calendar: Calendar) -> Day:
    """ "That same day": of the day spoken of before."""
    return Day(None, same_day=True)


def nothing(match: re.Match[str], calendar: Calendar) -> Day:
    """Sounds like a date and is none: "every Friday", "24/7"."""
    return NO_DATE


def relative(match: re.Match[str], calendar: Calendar) -> Day | None:
    amount = _amount(match["upper"] or match["amount"])
    unit = match["unit"].lower().rstrip("s")
    sign = -1 if match["ago"] else 1
    if not (match["lead"] or match["from"] or match["ago"]):
        return None
    if amount is None:
        if unit in ("minute", "hour"):
            return Day(calendar.today, past=sign < 0)
        return Day(None, ambiguous=True, past=sign < 0)
    if match["half"]:
        unit, amount = "minute", 30
    if unit in ("minute", "hour"):
        return Day(
            (calendar.started + sign * datetime.timedelta(**{unit + "s": amount})).date(), past=sign < 0
        )
    if match["working"] and unit == "day":
        return Day(calendar.working_days_later(amount), past=sign < 0)
    if unit == "month":
        return Day(_months_later(calendar.today, sign * amount), past=sign < 0)
    days = amount * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return Day(calendar.today + sign * datetime.timedelta(days=days), past=sign < 0)


def month_day(match: re.Match[str], calendar: Calendar) -> Day | None:
    said = match["month"]
    alone = match.group() == match.string.strip(" .")
    if said in ("may", "march") and not (match["of"] or alone or _LEAD.search(match.string[: match.start()])):
        return None  # "I may first have to ask"
    day = _day_number(match["day"])
    month = [name[:3] for name in MONTHS].index(said[:3].lower()) + 1
    if day is None:
        return None
    if match["born"]:
        return Day(None, past=True)  # "the seventh of July, seventy-four"
    year = int(match["year"]) if match["year"] else calendar.today.year
    if not match["year"] and (said_year := match["saidyear"]):
        year = 2000 + (number_value(said_year) or 0)
    try:
        date = datetime.date(year, month, day)
        if not (match["year"] or match["saidyear"]) and date < calendar.today:
            if SINCE.search(clause_before(match.string, match.start())):
                return Day(date, past=True)
            date = datetime.date(year + 1, month, day)
    except ValueError:
        return None
    return Day(date, past=date < calendar.today)


def day_of_month(match: re.Match[str], calendar: Calendar) -> Day | None:
    day = _day_number(match["day"])
    behind = match.string[match.end() :]
    before = match.string[: match.start()].rstrip()
    # "next Friday. The fourth.": a sentence of its own; "the first" may be an option
    alone = before[-1:] in ("", ".", "?", "!") and bool(_ENDS.match(behind)) and (day or 0) > 3
    judged = (day or 0) > 3 and _IS_JUDGED.match(behind)
    if not (
        alone
        or judged
        or match["weekday"]
        or _LEAD.search(match.string[: match.start()])
        or _AT_AN_HOUR.match(behind)
    ):
        return None
    if day is None or not 1 <= day <= 31:
        return None
    date = calendar.today.replace(day=1)
    weekday = _weekday_index(match["weekday"]) if match["weekday"] else None
    for months in range(6 if match["weekday"] else 0):  # "Monday the seventh", of the next month that has one
        there = _months_later(date, months)
        if day <= _last_of_month(there).day:
            there = there.replace(day=day)
            if there >= calendar.today and there.weekday() == weekday:
                return Day(there)
    for _ in range(3):
        try:
            if date.replace(day=day) >= calendar.today:
                return Day(date.replace(day=day))
        except ValueError:
            pass
        date = _months_later(date, 1)
    return None


def end_of(match: re.Match[str], calendar: Calendar) -> Day:
    today, period = calendar.today, (match["period"] or "day").lower()
    named = (match["first"] or match["day"] or "").lower()
    if named == "tomorrow":
        return Day(today + datetime.timedelta(days=1))
    if named and named != "today":
        return Day(today + datetime.timedelta(days=(_weekday_index(named) - today.weekday()) % 7 or 7))
    following = (match["which"] or "").lower() in ("next", "following")
    if period in ("business", "play") or match["short"]:
        return Day(calendar.working_days_later(0), same_day=not named)
    if period in ("day", "today"):
        return Day(today, same_day=period == "day" and not named)
    if period == "tomorrow":
        return Day(today + datetime.timedelta(days=1))
    if period == "week":
        friday = today + datetime.timedelta(days=FRIDAY - today.weekday())
        if following:
            return Day(friday + datetime.timedelta(days=7))
        return Day(friday) if friday >= today else Day(None, ambiguous=True)
    if period == "month":
        return Day(_last_of_month(_months_later(today.replace(day=1), int(following))))
    if period == "year":
        return Day(datetime.date(today.year + following, 12, 31))
    month = [name.lower() for name in MONTHS].index(period) + 1
    return Day(_last_of_month(datetime.date(today.year + (month < today.month), month, 1)))


def near_day(match: re.Match[str], calendar: Calendar) -> Day:
    said = " ".join(match.group().lower().split())
    days = 2 if "after tomorrow" in said else 1 if "tomorrow" in said or said.startswith("the morn") else 0
    if "yesterday" in said:
        return Day(calendar.today - datetime.timedelta(days=1 + ("before" in said)), past=True)
    if said in ("last night", "the other day"):
        return Day(None if "other" in said else calendar.today - datetime.timedelta(days=1), past=True)
    return Day(
        calendar.today + datetime.timedelta(days=days),
        past=said == "this morning" and calendar.started.hour >= 12,
    )


def in_the_morning(match: re.Match[str], calendar: Calendar) -> Day | None:
    """Said after noon, of tomorrow; "at ten in the morning" is an hour of some day."""
    before = match.string[: match.start()].lower().rstrip(" ,")
    if calendar.started.hour < 12 or _AN_HOUR.search(before):
        return None
    return Day(calendar.today + datetime.timedelta(days=1))


def open_period(match: re.Match[str], calendar: Calendar) -> Day:
    return Day(None, ambiguous=True)


def past_period(match: re.Match[str], calendar: Calendar) -> Day:
    return Day(None, past=True)


def iso(match: re.Match[str], calendar: Calendar) -> Day | None:
    try:
        date = datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return Day(date, past=date < calendar.today)


def slashes(match: re.Match[str], calendar: Calendar) -> Day | None:
    """12/5 may be either way round: a day only where one of the two cannot be the month."""
    first, second = int(match["a"]), int(match["b"])
    year = int(match["y"]) if match["y"] else calendar.today.year
    year += 2000 if year < 100 else 0
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    if first <= 12 and second <= 12 and first != second:
        return Day(None, ambiguous=True)
    day, month = (first, second) if first > 12 else (second, first)
    try:
        date = datetime.date(year, month, day)
        if not match["y"] and date < calendar.today:
            date = date.replace(year=year + 1)
    except ValueError:
        return None
    return Day(date, past=date < calendar.today)


def before_today(date: datetime.date, match: re.Match[str], calendar: Calendar) -> datetime.date:
    """The same phrase looking back: last Friday, the third of this month, Christmas a year ago."""
    named = match.re.groupindex
    if "how" in named:
        date -= datetime.timedelta(days=7)
        return date - datetime.timedelta(days=7 if date == calendar.today else 0)
    if date <= calendar.today or "lead" in named:
        return date
    if "month" not in named and "day" in named:
        return _months_later(date, -1)
    return _months_later(date, -12)


def clause_before(text: str, start: int) -> str:
    """From the clause's beginning up to the phrase, lower-case."""
    return _CUTS.split(text[:start].lower())[-1]


_CUTS = re.compile(r"[.?!;,]|\b(?:and|but|so|because)\b")


# --- arithmetic ------------------------------------------------------------------------------------


def _weekday_index(said: str) -> int:
    return [name[:3] for name in WEEKDAYS].index(said[:3].lower())


def _amount(said: str) -> int | None:
    said = said.lower().strip()
    if said in ("a", "an", "the", "one"):
        return 1
    if said.startswith(("couple", "a couple")):
        return 2
    return number_value(said)


def _day_number(said: str) -> int | None:
    return number_value(said.replace("-", " "))


def _months_later(day: datetime.date, months: int) -> datetime.date:
    index = day.year * 12 + day.month - 1 + months
    first = datetime.date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, _last_of_month(first).day))


def _last_of_month(day: datetime.date) -> datetime.date:
    following = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return following - datetime.timedelta(days=1)
