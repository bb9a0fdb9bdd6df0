"""The days of a call: when it began, and which days people work where it is answered."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assist.errors import InputError

if TYPE_CHECKING:
    import holidays

FRIDAY = 4


@dataclass(frozen=True, eq=False, slots=True)  # looked up with every text: told apart by a look
class Calendar:
    """`started`: the call's start. `country`: whose public holidays are free, as an ISO code with or without a
    part of the country ("GB", "US-CA"); "" knows none. Days are worked from Monday to Friday."""

    started: datetime.datetime
    country: str = ""

    @property
    def today(self) -> datetime.date:
        return self.started.date()

    def is_working(self, day: datetime.date) -> bool:
        return day.weekday() <= FRIDAY and not is_holiday(day, self.country)

    def working_days_later(self, amount: int) -> datetime.date:
        """The day `amount` working days after the call's; the next one to work on where that is none."""
        day = self.today
        for _ in range(min(amount, 1000)):
            day += datetime.timedelta(days=1)
            while not self.is_working(day):
                day += datetime.timedelta(days=1)
        while not self.is_working(day):
            day += datetime.timedelta(days=1)
        return day


@functools.lru_cache(maxsize=4096)
def is_holiday(day: datetime.date, country: str) -> bool:
    """A public holiday there; never where no country is given."""
    return bool(country) and day in _of(country)


@functools.lru_cache(maxsize=8)
def _of(country: str) -> holidays.HolidayBase:
    import holidays  # only who asks for them waits for them

    code, _, part = country.partition("-")
    return holidays.country_holidays(code, subdiv=part or None)


def check_country(country: str) -> str:
    """The code as it was given; InputError where no calendar is known for it."""
    import holidays

    code, _, part = country.partition("-")
    known = holidays.list_supported_countries(include_aliases=False)
    if country and code not in known:
        raise InputError(f"country: no holidays are known for {country!r}; use a code like GB, US or US-CA.")
    if part and part not in known[code]:
        parts = ", ".join(known[code][:12]) or "none"
        raise InputError(f"country: {code} has no part {part!r}; it has {parts}.")
    return country
