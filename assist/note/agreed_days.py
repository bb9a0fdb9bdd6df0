"""The days of what was agreed: settled by a yes, moved, said more exactly, in the plan and in the goal date alike."""

from __future__ import annotations

import dataclasses
import datetime

from assist.note.dates import DateSpan, amid, find_dates, in_place_of, iso, leads
from assist.note.days import WEEKDAYS
from assist.note.days_beside import put_day
from assist.note.ledger import Ledger


def settle_day(ledger: Ledger, day: tuple[str, DateSpan, int], number: int) -> None:
    """ "Would Friday work?" "Yes": the day of what was agreed last."""
    phrase, span, asked = day
    rows = [row for row in ledger.plan if not row.day and row.owner == "agent"]
    if rows and rows[-1].sources[-1] >= asked - 2:
        put_day(ledger, rows[-1], phrase, span, asked, number)
    ledger.goals.add(span.text, iso(span), span.ambiguous, [asked, number])


def move_day(ledger: Ledger, number: int, day: DateSpan) -> None:
    """Another day for what was promised last, in the plan, the follow-up and the goal date."""
    rows = [row for row in ledger.plan if row.day and row.owner == "agent"]
    latest = max((row.sources[-1] for row in rows), default=0)
    last = [row for row in rows if row.sources[-1] == latest][-1] if rows else None
    goal = ledger.goals.standing() if last is None else ledger.goals.of(last)
    if last is None and goal is None:
        return
    if day.same_day and last is not None and any(not one.same_day for one in ledger.days.of(last.day)):
        return  # "not ten, I've the school run at nine": an hour is no other day
    if last is not None and last.due is not None:
        day = in_place_of(day, datetime.date.fromisoformat(last.due))
    if last is not None:
        moved = dataclasses.replace(
            last, due=iso(day), ambiguous=day.ambiguous, sources=[*last.sources, number]
        )
        moved.name_day(day)
        if not ledger.change(last, moved):
            return
    if goal is None:
        ledger.goals.add(day.text, iso(day), day.ambiguous, [number], rank=1)
        return
    ledger.goals.said.remove(goal)
    sources = [*goal.sources, number]
    ledger.goals.add(leads(goal.text) + amid(day.text), iso(day), day.ambiguous, sources, goal.rank)


def cite_day(ledger: Ledger, number: int, day: DateSpan) -> None:
    """The day that was moved is said once more."""
    for statement in [*ledger.plan, *ledger.follow_up]:
        if statement.due is not None and statement.due == iso(day):
            statement.cite(number)


def spell_out(ledger: Ledger, number: int, span: DateSpan, asked: int | None = None) -> bool:
    """ "Next Tuesday", then "that is the first of December": the day is settled."""
    goal = ledger.goals.standing()
    if goal is None or not goal.ambiguous or span.date is None:
        return False
    sources = [number] if asked is None else [asked, number]
    open_days = find_dates(goal.text, ledger.calendar)
    named = [day.text.split()[-1].lower() for day in open_days]
    if named and named[0].endswith("day") and WEEKDAYS[span.date.weekday()] not in named:
        return False
    for row in [*ledger.plan, *ledger.follow_up, *ledger.options]:
        if row.ambiguous and row.due is None:
            row.due, row.ambiguous = iso(span), False
            row.cite(*sources)
    ledger.goals.add(span.text, iso(span), False, [*goal.sources, *sources], goal.rank)
    return True
