"""The days of the note for a calendar (iCalendar): the goal date, and each day on which the agent has to act."""

from __future__ import annotations

import datetime
import hashlib

from icalendar import Alarm, Calendar, Event

from assist.errors import InputError
from assist.note.export.document import REDACTED, NoteDocument
from assist.note.text import subject_of

REMINDER = datetime.timedelta(hours=9)  # into the day


def write(document: NoteDocument) -> bytes:
    fields = document.fields
    calendar = Calendar()
    calendar.add("prodid", "-//Call Assist//note//EN")
    calendar.add("version", "2.0")
    goal = fields.goal_date
    if goal is not None and goal.date is not None:
        calendar.add_component(_day(document, goal.date, f"Goal date: {goal.text}", _plan(document)))
    for row in fields.plan:
        if row.owner == "agent" and row.due is not None:
            calendar.add_component(_day(document, row.due, row.text.removesuffix("."), []))
    if not calendar.subcomponents:
        raise InputError("The note has no day to put into a calendar: settle the goal date first.")
    written: bytes = calendar.to_ical()
    return written


def _plan(document: NoteDocument) -> list[str]:
    return [f"- {row.text}" for row in document.fields.plan]


def _of_the_call(document: NoteDocument) -> list[str]:
    """What a day's words are to be read with: from when they are, so that a "tomorrow" is the day after that, what
    the call was about, and whom it concerns."""
    fields = document.fields
    about = subject_of(fields)
    return [
        *([REDACTED] if document.redacted else []),
        f"{document.title}.",
        *([f"About: {about}"] if about else []),
        *(entry.text for entry in fields.contact),
    ]


def _day(document: NoteDocument, date: str, summary: str, lines: list[str]) -> Event:
    """A day's entry with a reminder in its morning. The same note gives the same entry, so that a second import
    replaces the first."""
    day = datetime.date.fromisoformat(date)
    event = Event()
    same = hashlib.sha256(f"{document.started.isoformat()} {date} {summary}".encode()).hexdigest()[:24]
    event.add("uid", f"{same}@call-assist")
    event.add("dtstamp", document.started.astimezone(datetime.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join([*_of_the_call(document), *lines]))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event
