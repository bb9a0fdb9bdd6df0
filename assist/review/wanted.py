"""What is looked for in the list of calls: words and filters, as one record."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from assist.calls.store import CallFilter
from assist.calls.store.search import Query
from assist.errors import InputError


@dataclass(frozen=True, slots=True)
class Wanted:
    """`text` and `speaker` as in a Query; without words it is calls that are listed, not lines."""

    text: str = ""
    speaker: str | None = None
    rank: bool = False
    calls: CallFilter = field(default_factory=CallFilter)

    def query(self, limit: int) -> Query:
        return Query(self.text, self.speaker, self.calls, self.rank, limit)

    @property
    def for_words(self) -> bool:
        return bool(self.text.strip())

    def without(self, name: str) -> Wanted:
        """The same with one filter left out, by its name in CallFilter; "day" stands for both ends."""
        if name == "speaker":
            return replace(self, speaker=None)
        if name == "day":
            return replace(self, calls=replace(self.calls, since=None, until=None))
        plain: Any = False if name in ("promise_open", "good_example") else None
        return replace(self, calls=replace(self.calls, **{name: plain}))


Span = tuple[datetime | None, datetime | None]
"""From when, and until when (not included)."""

DAYS = ("Any day", "Today", "Yesterday", "Last 7 days", "Last 30 days", "This month", "Last month")
"""The days that one asks for most; the first is all of them."""


def typed_day(text: str) -> date:
    """A day as it is typed. InputError where it is none."""
    try:
        day = date.fromisoformat(text.strip())
        if not 1970 <= day.year <= 9000:
            raise ValueError(text)
        return day
    except ValueError as problem:
        raise InputError(f"{text}: expected a day such as 2026-11-19.") from problem


def span(since: str, until: str) -> Span:
    """Of the first and the last day, as they are typed; what is empty has no end. InputError where one is no day, or
    the last comes first."""
    first = typed_day(since) if since.strip() else None
    last = typed_day(until) if until.strip() else None
    if first and last and last < first:
        raise InputError(f"{last} lies before {first}: expected the first day, then the last.")
    return (
        datetime.combine(first, time()) if first else None,
        datetime.combine(last + timedelta(days=1), time()) if last else None,
    )


def days(name: str, today: date) -> Span:
    """The days of a name of DAYS."""
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    spans: dict[str, tuple[date, date]] = {
        "Today": (today, today),
        "Yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "Last 7 days": (today - timedelta(days=6), today),
        "Last 30 days": (today - timedelta(days=29), today),
        "This month": (first, first.replace(day=calendar.monthrange(first.year, first.month)[1])),
        "Last month": (before.replace(day=1), before),
    }
    if name not in spans:
        return None, None
    since, last = spans[name]
    return datetime.combine(since, time()), datetime.combine(last + timedelta(days=1), time())
