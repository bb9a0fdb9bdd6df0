"""From a matched date phrase to its day, counted from the start of the call."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

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
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a phrase: None where it is left open; ambiguous where it could be several."""

    date: datetime.date | None
    ambiguous: bool = False
    past: bool = False


_LEAD = re.compile(r"\b(?:by|before|until|till|on|for|is|of|from|since|around|about|or|,)\s+$", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|as of|ever since|back on|back in|dated|last)\s+(?:the )?$")


def weekday(match: re.Match[str], started: datetime.datetime) -> Day:
    today = started.date()
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


def week_from(match: re.Match[str], started: datetime.datetime) -> Day:
    ahead = (_weekday_index(match["weekday"]) - started.weekday()) % 7
    return Day(started.date() + datetime.timedelta(days=ahead + 7))


def relative(match: re.Match[str], started: datetime.datetime) -> Day | None:
    amount = _amount(match["upper"] or match["amount"])
    unit = match["unit"].lower().rstrip("s")
    sign = -1 if match["ago"] else 1
    if not (match["lead"] or match["from"] or match["ago"]):
        return None
    if amount is None:
        return Day(None, ambiguous=True, past=sign < 0)
    if match["half"]:
        unit, amount = "minute", 30
    if unit in ("minute", "hour"):
        return Day((started + sign * datetime.timedelta(**{unit + "s": amount})).date(), past=sign < 0)
    if match["working"] and unit == "day":
        return Day(_business_days(started.date(), amount), past=sign < 0)
    if unit == "month":
        return Day(_months_later(started.date(), sign * amount), past=sign < 0)
    days = amount * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return Day(started.date() + sign * datetime.timedelta(days=days), past=sign < 0)


def month_day(match: re.Match[str], started: datetime.datetime) -> Day | None:
    said = match["month"]
    alone = match.group() == match.string.strip(" .")
    if said in ("may", "march") and not (match["of"] or alone or _LEAD.search(match.string[: match.start()])):
        return None  # "I may first have to ask"
    day = _day_number(match["day"])
    month = [name[:3] for name in MONTHS].index(said[:3].lower()) + 1
    if day is None:
        return None
    year = int(match["year"]) if match["year"] else started.year
    if not match["year"] and (said_year := match["saidyear"]):
        year = 2000 + (number_value(said_year) or 0)
    try:
        date = datetime.date(year, month, day)
        if not (match["year"] or match["saidyear"]) and date < started.date():
            if SINCE.search(clause_before(match.string, match.start())):
                return Day(date, past=True)
            date = datetime.date(year + 1, month, day)
    except ValueError:
        return None
    return Day(date, past=date < started.date())


def day_of_month(match: re.Match[str], started: datetime.datetime) -> Day | None:
    day = _day_number(match["day"])
    if not (match["weekday"] or _LEAD.search(match.string[: match.start()])):
        return None
    if day is None or not 1 <= day <= 31:
        return None
    date = started.date().replace(day=1)
    for _ in range(3):
        try:
            if date.replace(day=day) >= started.date():
                return Day(date.replace(day=day))
        except ValueError:
            pass
        date = _months_later(date, 1)
    return None


def end_of(match: re.Match[str], started: datetime.datetime) -> Day:
    today, period = started.date(), match["period"].lower()
    following = (match["which"] or "").lower() in ("next", "following")
    if period in ("day", "today", "business"):
        return Day(today)
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


def near_day(match: re.Match[str], started: datetime.datetime) -> Day:
    said = " ".join(match.group().lower().split())
    days = 2 if "after tomorrow" in said else 1 if "tomorrow" in said else 0
    if "yesterday" in said:
        return Day(started.date() - datetime.timedelta(days=1 + ("before" in said)), past=True)
    if said in ("last night", "the other day"):
        return Day(None if "other" in said else started.date() - datetime.timedelta(days=1), past=True)
    return Day(
        started.date() + datetime.timedelta(days=days), past=said == "this morning" and started.hour >= 12
    )


def open_period(match: re.Match[str], started: datetime.datetime) -> Day:
    return Day(None, ambiguous=True)


def past_period(match: re.Match[str], started: datetime.datetime) -> Day:
    return Day(None, past=True)


def iso(match: re.Match[str], started: datetime.datetime) -> Day | None:
    try:
        date = datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return Day(date, past=date < started.date())


def slashes(match: re.Match[str], started: datetime.datetime) -> Day | None:
    """12/5 may be either way round: a day only where one of the two cannot be the month."""
    first, second = int(match["a"]), int(match["b"])
    year = int(match["y"]) if match["y"] else started.year
    year += 2000 if year < 100 else 0
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    if first <= 12 and second <= 12 and first != second:
        return Day(None, ambiguous=True)
    day, month = (first, second) if first > 12 else (second, first)
    try:
        date = datetime.date(year, month, day)
        if not match["y"] and date < started.date():
            date = date.replace(year=year + 1)
    except ValueError:
        return None
    return Day(date, past=date < started.date())


def clause_before(text: str, start: int) -> str:
    """From the clause's beginning up to the phrase, lower-case."""
    return re.split(r"[.?!;,]|\b(?:and|but|so|because)\b", text[:start].lower())[-1]


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


def _business_days(day: datetime.date, amount: int) -> datetime.date:
    weeks, rest = divmod(min(amount, 10_000), 5)
    day += datetime.timedelta(days=7 * weeks)
    while rest or day.weekday() > FRIDAY:
        day += datetime.timedelta(days=1)
        rest -= rest > 0 and day.weekday() <= FRIDAY
    return day


def _months_later(day: datetime.date, months: int) -> datetime.date:
    index = day.year * 12 + day.month - 1 + months
    first = datetime.date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, _last_of_month(first).day))


def _last_of_month(day: datetime.date) -> datetime.date:
    following = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return following - datetime.timedelta(days=1)
