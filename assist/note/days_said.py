"""The days that a call speaks of: in a text, ahead of the speaker, and those that a later word hangs on."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping

from assist.events import Utterance
from assist.note import spoken
from assist.note.answers import is_ruled_out
from assist.note.calendar import Calendar
from assist.note.dates import (
    DateSpan,
    are_named,
    due_day,
    find_dates,
    iso,
    lasts,
    lead_of,
    may_be,
    names,
    on_day_of,
    opens_with,
    opens_with_name,
    own_days,
)
from assist.note.due_times import due_time, due_times
from assist.note.statement import Statement
from assist.note.taken_up import RECENT

JUST_SAID = 3  # utterances


class DaysSaid:
    """The days of one call. `calendar`: against which they are resolved; `heard`: its utterances so far."""

    def __init__(self, calendar: Calendar, heard: Mapping[int, Utterance]) -> None:
        self._calendar = calendar
        self._heard = heard
        # the last day said in the agent's last utterance or in this one
        self._spoken_of: DateSpan | None = None
        self._spoken_in = 0  # the utterance that said it
        self._timed: list[tuple[int, str]] = []  # clauses behind it whose times may be of another day
        # the days named by their date, and where they were
        self._named: dict[datetime.date, tuple[int, str]] = {}

    def hear(self, number: int, text: str) -> None:
        """Remember the days that an utterance names by their date."""
        for span in find_dates(text, self._calendar) if are_named(text) else ():
            if span.date is not None and not span.past and (by_date := names(span)):
                self._named[span.date] = number, by_date

    def of(self, text: str) -> tuple[DateSpan, ...]:
        """The date phrases of a text of this call; "the end of the day" is of the day spoken of before."""
        spans = find_dates(text, self._calendar)
        if not any(span.same_day for span in spans):
            return spans
        before, _ = self._last_spoken_of()
        return tuple(on_day_of(span, before) for span in spans)

    def ahead(self, text: str) -> list[DateSpan]:
        """The days of a text that something can be done on."""
        return [
            span
            for span in self.of(text)
            if not (span.past or is_ruled_out(text, span) or is_counted_from(text, span))
        ]

    def without(self, text: str) -> str:
        """A text's words beside its days."""
        for day in self.of(text):
            text = text.replace(day.text, " ")
        return text

    def speak_of(self, number: int, day: DateSpan) -> None:
        """What follows in this utterance may hang on this day."""
        self._spoken_of, self._spoken_in = day, number
        self._timed.clear()

    def forget(self) -> None:
        """What follows hangs on no day that was said before."""
        self._spoken_of = None
        self._timed.clear()

    def speak_of_time(self, number: int, clause: str) -> None:
        """ "I'll ring them now, and you'll hear by three", "at seven in the morning, and I'll text you at eight": the
        day of such a time, where the clause names none."""
        self._timed.append((number, clause))

    def _last_spoken_of(self) -> tuple[DateSpan | None, int]:
        """The day that what follows may hang on, and the utterance that said it."""
        for number, clause in self._timed:
            for time in due_times(clause, self._calendar):
                said = clause[time.start : time.end]
                if time.date is not None and (time.fixed or _IN_THE_MORNING.search(said)):
                    self._spoken_of = DateSpan(time.start, time.end, said, time.date, False, False)
                    self._spoken_in = number
        self._timed.clear()
        return self._spoken_of, self._spoken_in

    def stamp(self, statement: Statement, said: str, clause: str = "") -> None:
        """Give a statement the day that was said in it, or the one that its time hangs on: "at half twelve".

        `clause`: all of the clause, where the time may stand before what is promised."""
        span = due_day(said, own_days(said, self.ahead(said)))
        around = self.ahead(clause) if span is None or span.same_day else []
        if around and span is None and opens_with(clause, around[0]):
            said, span = clause, around[0]  # "this evening I'll ring you"
        done = statement.text.startswith("Has ")  # "has refunded March just now"
        times = () if done else due_times(said, self._calendar) or due_times(clause, self._calendar)
        if span is not None:
            span, named_in = self._as_named(span)
            statement.day = lead_of(said, span) + span.text
            statement.due, statement.ambiguous = iso(span), span.ambiguous
            statement.cite(*named_in)
        if (time := due_time(said, span, times)) is None:
            return
        number, day, said_in = max(statement.sources), time.date, set[int]()
        if not time.fixed:
            if span is not None and span.same_day:  # "Friday, drop her off at eight"
                around = [one for one in around or self.ahead(said) if not one.same_day][:1]
            spoken_of = {one.date: number for one in around if one.date is not None}
            spoken_of = spoken_of or self._said_before(number, JUST_SAID if time.date is not None else RECENT)
            day, said_in = time.among(list(spoken_of), self._calendar.today), set(spoken_of.values())
        if day is not None:
            statement.due, statement.ambiguous = day.isoformat(), False
            statement.cite(*sorted(said_in))

    def _as_named(self, span: DateSpan) -> tuple[DateSpan, list[int]]:
        """ "Friday", of a call in which Friday the thirtieth was named: that day, and the utterance that named it."""
        if span.date is None or span.past or span.date in self._named:
            return span, []
        meant = [day for day, (_, by_date) in self._named.items() if may_be(span, day, by_date)]
        if len(meant) != 1:
            return span, []
        return dataclasses.replace(span, date=meant[0]), [self._named[meant[0]][0]]

    def _said_before(self, number: int, far: int) -> dict[datetime.date, int]:
        """The days that were said before a clause of this utterance, as `far` back as that many utterances, the last
        one last, each with the utterance that said it."""
        here, said_in = self._last_spoken_of()
        if said_in == number and here is not None and here.date is not None:
            return {here.date: number}
        days: dict[datetime.date, int] = {}
        for one in range(max(number - far, 1), number + 1):
            if (before := self._heard.get(one)) is None:
                continue
            text = spoken.fluent(spoken.plain(before.text))
            for span in find_dates(text, self._calendar):
                if span.past or span.same_day or lasts(text, span) or _OR_ELSE.search(text[: span.start]):
                    continue
                if span.date is None:
                    days.clear()  # "next Thursday" leaves open what hangs on it
                elif one < number:
                    days.pop(span.date, None)
                    days[span.date] = one
        return days


def is_counted_from(text: str, span: DateSpan) -> bool:
    """A time that runs from what is still to come: "within five days of that", "once it's in, within five days"."""
    if opens_with_name(span) or not _RUNS.match(span.text):
        return False
    return bool(_COUNTED_FROM.match(text[span.end :]) or _ONCE.search(text[: span.start]))


_RUNS = re.compile(r"(?:within|in|less than|under|no more than)\b", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:once|as soon as) (?:the|it|that|he|she|they|I|we|you|your|my|our)\b", re.IGNORECASE)
_OR_ELSE = re.compile(
    r"\bor (?:again|else|not (?:until|till|before)) $", re.IGNORECASE
)  # "or again tomorrow?"
_IN_THE_MORNING = re.compile(r"\bin the morning$", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r",? (?:of|from|after) (?:that|it|then|when|the)\b|,? (?:once|as soon as)\b", re.IGNORECASE
)  # "within five days of that"
