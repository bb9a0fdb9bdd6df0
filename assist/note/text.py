"""The note's headings in their order, and the note as plain text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import islice

from assist.events import Entry, GoalDate, NoteFields, PlanEntry
from assist.note.days import MONTHS, WEEKDAYS
from assist.wording import BETWEEN_PARTS, SPEAKERS, Translate

AnyEntry = Entry | PlanEntry | GoalDate

HEADINGS: dict[str, str] = {
    "problem": "Problem",
    "client_wants": "They want",
    "cannot_do": "We can’t",
    "options": "Options",
    "plan": "Plan",
    "goal_date": "Goal date",
    "contact": "Contact",
    "follow_up": "Follow up",
}
"""Field of the note and what the window calls it."""


def entries_of(fields: NoteFields, name: str) -> tuple[AnyEntry, ...]:
    """What a field holds, as a tuple whatever the field."""
    value = getattr(fields, name)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


LOOKED_AT = 3
"""How many of the note's first lines may be what a call is called by."""
_SAYS_ENOUGH = 4
"""Words; "Flat twelve." names no call."""


def subject(lines: Iterable[str]) -> str:
    """What a call is called by: the first of its note's first lines that says enough; empty where none does."""
    return next((line for line in islice(lines, LOOKED_AT) if len(line.split()) >= _SAYS_ENOUGH), "")


def whom(contact: Iterable[str]) -> str:
    """Who is called back, and on what, by the lines of a note's contacts; empty where they name nobody."""
    known = dict(line.removesuffix(".").split(": ", 1) for line in contact if ": " in line)
    way = known.get("Phone") or known.get("Email")
    return BETWEEN_PARTS.join(part for part in (known.get("Name"), way) if part)


def subject_of(fields: NoteFields) -> str:
    return subject(entry.text for name in HEADINGS for entry in entries_of(fields, name))


def day(iso: str, tr: Translate = str) -> str:
    """An ISO date with its day of the week: Fri 27 Nov 2026."""
    date = datetime.date.fromisoformat(iso)
    weekday, month = WEEKDAYS[date.weekday()][:3], MONTHS[date.month - 1][:3]
    return f"{tr(weekday.capitalize())} {date.day} {tr(month.capitalize())} {date.year}"


def remark(entry: AnyEntry, tr: Translate = str) -> str:
    """What belongs to an entry beside its words: who will do it, and when."""
    match entry:
        case PlanEntry(owner=owner, due=due):
            who = tr({"agent": SPEAKERS["agent"], "client": SPEAKERS["client"]}.get(owner, owner))
            return tr("{who} · by {day}").format(who=who, day=day(due, tr)) if due else who
        case GoalDate(ambiguous=True):
            return tr("which day?")
        case GoalDate(date=str() as date):
            return day(date, tr)
    return ""


def note_text(fields: NoteFields) -> str:
    """The note as it is pasted elsewhere: one heading a block, empty fields as a dash."""
    blocks = []
    for name, heading in HEADINGS.items():
        lines = []
        for entry in entries_of(fields, name):
            beside = remark(entry)
            lines.append(f"- {entry.text}" + (f" ({beside})" if beside else ""))
        blocks.append("\n".join([f"{heading}:", *(lines or ["- –"])]))
    return "\n".join(blocks) + "\n"
