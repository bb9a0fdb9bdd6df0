"""What every export says, before it takes its form."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assist.events import NoteFields, Utterance
from assist.note.days import MONTHS, WEEKDAYS
from assist.note.missing import missing
from assist.note.redact import redact
from assist.note.text import HEADINGS, AnyEntry, entries_of, remark
from assist.wording import SPEAKERS

TITLE = "Call note"
REDACTED = (
    "Redacted: cards, phones, emails, bank accounts, references and names are taken out. "
    "Read it before you pass it on: a name at the beginning of a sentence may stand in it."
)
EDITED = "changed by the agent"


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: its words, what belongs beside it (who, by when), and the utterances that it stands on."""

    text: str
    remark: str
    utterances: tuple[int, ...]
    edited: bool

    @property
    def beside(self) -> str:
        """The remark, and that the agent changed the words, in one."""
        return "; ".join(part for part in (self.remark, EDITED if self.edited else "") if part)


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A note to be given away. `started`: the call's start. `redacted`: what points at a person is taken out.
    `missing`: what it lacks, in sentences."""

    fields: NoteFields
    started: datetime.datetime
    redacted: bool = False
    missing: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said of the note before it begins."""
        return (*((REDACTED,) if self.redacted else ()), *self.missing)

    @property
    def title(self) -> str:
        weekday, month = WEEKDAYS[self.started.weekday()], MONTHS[self.started.month - 1]
        day = f"{weekday.capitalize()} {self.started.day} {month.capitalize()} {self.started.year}"
        return f"{TITLE}, {day}, {self.started:%H:%M}"

    def sections(self) -> list[tuple[str, list[Line]]]:
        """The fields in their order under their headings; empty ones too, for what is missing is said."""
        return [
            (heading, [_line(entry) for entry in entries_of(self.fields, name)])
            for name, heading in HEADINGS.items()
        ]


def document(
    fields: NoteFields,
    started: datetime.datetime,
    redacted: bool = False,
    heard: Sequence[Utterance] | None = None,
) -> NoteDocument:
    """The document of a note, with or without what points at a person. `heard`: the call's utterances, from which it
    says what is missing."""
    lacking = () if heard is None else missing(fields, heard)
    return NoteDocument(redact(fields) if redacted else fields, started, redacted, lacking)


def _line(entry: AnyEntry) -> Line:
    return Line(entry.text, remark(entry, _for_others), entry.utterances, entry.generated is not None)


def _for_others(words: str) -> str:
    """Who reads a document is neither of the two."""
    return {SPEAKERS["agent"]: "Agent", SPEAKERS["client"]: "Client"}.get(words, words)
