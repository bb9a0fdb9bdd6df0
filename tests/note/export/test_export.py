"""Every form says the whole note, keeps what was said from being markup, and says that it is redacted."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import pytest
from docx import Document
from icalendar import Calendar

from assist.errors import InputError
from assist.events import Entry, GoalDate, NoteFields, PlanEntry
from assist.note.export import FORMATS, export
from assist.note.export.document import REDACTED, NoteDocument, document

STARTED = datetime.datetime(2026, 11, 23, 10, 5)
FIELDS = NoteFields(
    problem=(Entry("The <b>washer</b> & *dryer* leaked [twice].", (2,)),),
    client_wants=(Entry("All of their money.", (3,), "A refund."),),
    cannot_do=(Entry("Can't refund the floor — “not today”.", (4,)),),
    plan=(
        PlanEntry("Send Paula on Friday.", (5, 6), "agent", "2026-11-27"),
        PlanEntry("Send us the photos tonight.", (7,), "client", "2026-11-23"),
    ),
    goal_date=GoalDate("by Friday", "2026-11-27", False, (5,)),
    contact=(Entry("Name: Jane Doe.", (8,)), Entry("Phone: 07744123456.", (9,))),
)
READABLE = ("text", "markdown", "html", "json", "docx")


def text_of(form: str, written: bytes) -> str:
    """What a reader sees."""
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(written)).paragraphs)
    text = written.decode()
    if form == "html":
        seen: list[str] = []
        parser = HTMLParser()
        parser.handle_data = seen.append  # type: ignore[method-assign]
        parser.feed(text)
        return " ".join(seen)
    if form == "json":
        return json.dumps(json.loads(text), ensure_ascii=False)
    if form == "markdown":
        return re.sub(r"\\(.)", r"\1", text)
    return text


@pytest.mark.parametrize("form", READABLE)
def test_the_whole_note_is_there(form: str) -> None:
    seen = text_of(form, export(document(FIELDS, STARTED), form))
    for said in (
        "The <b>washer</b> & *dryer* leaked [twice].",
        "All of their money.",
        "Can't refund the floor — “not today”.",
        "Send Paula on Friday.",
        "Send us the photos tonight.",
        "by Friday",
        "Jane Doe",
        "07744123456",
        "23",
    ):
        assert said in seen
    assert REDACTED not in seen


@pytest.mark.parametrize("form", ["text", "markdown", "html", "docx"])
def test_an_edited_line_says_so(form: str) -> None:
    seen = text_of(form, export(document(FIELDS, STARTED), form))
    assert seen.count("changed by the agent") == 1


def test_what_was_said_is_no_markup() -> None:
    page = export(document(FIELDS, STARTED), "html").decode()
    assert "<b>" not in page and "&lt;b&gt;washer&lt;/b&gt; &amp;" in page
    assert "\\*dryer\\*" in export(document(FIELDS, STARTED), "markdown").decode()


def test_a_word_document_loses_only_what_it_cannot_hold() -> None:
    odd = NoteFields(problem=(Entry("It was\u00a0\N{WAVING HAND SIGN}\u2009broken\x0b.", (1,)),))
    seen = text_of("docx", export(document(odd, STARTED), "docx"))
    assert "It was\u00a0\N{WAVING HAND SIGN}\u2009broken." in seen


@pytest.mark.parametrize("form", READABLE)
def test_redacted_says_so_and_is(form: str) -> None:
    written = export(document(FIELDS, STARTED, redacted=True), form)
    seen = text_of(form, written)
    assert "Jane" not in seen and "07744123456" not in seen
    assert ('"redacted": true' if form == "json" else REDACTED) in seen
    if form == "docx":  # nor anywhere else in the file
        with zipfile.ZipFile(io.BytesIO(written)) as parts:
            assert not [name for name in parts.namelist() if b"Jane" in parts.read(name)]


def days(written: bytes) -> dict[str, datetime.date]:
    events = Calendar.from_ical(written).walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in events}


def test_the_calendar_has_the_goal_date_and_what_the_agent_does() -> None:
    written = export(document(FIELDS, STARTED), "ics")
    friday = datetime.date(2026, 11, 27)
    assert days(written) == {"Goal date: by Friday": friday, "Send Paula on Friday": friday}
    assert written == export(document(FIELDS, STARTED), "ics")
    assert b"TRIGGER" in written
    redacted = export(document(FIELDS, STARTED, redacted=True), "ics")
    for event in Calendar.from_ical(redacted).walk("VEVENT"):
        assert str(event["description"]).startswith(REDACTED)


def test_a_day_in_the_calendar_says_of_which_call_it_is_and_whom_to_reach() -> None:
    for event in Calendar.from_ical(export(document(FIELDS, STARTED), "ics")).walk("VEVENT"):
        told = str(event["description"]).splitlines()
        assert told[:2] == [
            "Call note, Monday 23 November 2026, 10:05.",
            "About: The <b>washer</b> & *dryer* leaked [twice].",
        ]
        assert {"Name: Jane Doe.", "Phone: 07744123456."} <= set(told)


def test_a_note_without_a_day_has_no_calendar() -> None:
    open_day = NoteFields(goal_date=GoalDate("by next Tuesday", None, True, (1,)))
    with pytest.raises(InputError, match="settle the goal date"):
        export(document(open_day, STARTED), "ics")


@pytest.mark.parametrize("form", READABLE)
def test_an_empty_note_is_an_honest_document(form: str) -> None:
    assert export(NoteDocument(NoteFields(), STARTED), form)


def test_the_same_note_gives_the_same_bytes() -> None:
    for form in ("text", "markdown", "html", "json", "ics"):
        assert export(document(FIELDS, STARTED), form) == export(document(FIELDS, STARTED), form)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(InputError, match=r"pdf.*text, markdown"):
        export(document(FIELDS, STARTED), "pdf")
    assert set(FORMATS) >= set(READABLE)
