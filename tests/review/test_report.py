"""A call as one page, and calls as files."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assist.errors import InputError
from assist.note.export.document import NoteDocument
from assist.review.archive import Archive
from assist.review.export import ENDINGS, export_calls, written
from assist.review.report import report
from tests.review.conftest import events, keep

TOLD = """
    agent: Good morning, this is Ruth.
    client: My name is Yvonne Lawson & I am furious. Nobody came, <b>nobody</b> called, this is the third time.
    agent: Please calm down.
    client: My number is 0161 496 0123. I want my money back.
    agent: I will refund you by Friday.
"""


class Page(HTMLParser):
    """What a page links to, is linked at, and brings with it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            if name == "href":
                self.links.append(value or "")
            elif name == "id":
                self.ids.append(value or "")
            elif name == "src" or name.startswith("on"):
                self.loads.append(f"{name}={value}")


def printed(note: NoteDocument) -> bytes:
    """In the place of the windows, which write the real one."""
    return f"%PDF- of {note.title}".encode()


@pytest.fixture
def call(archive: Archive) -> int:
    call = keep(archive.store, events(TOLD))
    archive.remark(call, "comment", "Never say that.", 3)
    archive.remark(call, "comment", "Ask what they want.")
    archive.remark(call, "tag", "no-show")
    return call


def test_the_page_has_words_note_steps_and_remarks_and_loads_nothing(archive: Archive, call: int) -> None:
    text = report(archive.open(call))
    page = Page()
    page.feed(text)
    assert page.loads == [] and "script" not in page.tags and "link" not in page.tags
    assert "http://" not in text and "https://" not in text
    assert page.links and all(link.removeprefix("#") in page.ids for link in page.links)
    for words in (
        "Never say that.",
        "Ask what they want.",
        "no-show",
        "missed",
        "“calm down”",
        "Yvonne Lawson",
    ):
        assert words in text
    assert "&lt;b&gt;nobody&lt;/b&gt;" in text and "<b>nobody" not in text


def test_steps_done_at_once_are_one_label_of_the_timeline(archive: Archive, call: int) -> None:
    reviewed = archive.open(call)
    *together, last = reviewed.judgements
    judged = (*(replace(one, at=3.0) for one in together), replace(last, at=reviewed.call.seconds))
    labels = re.findall(r'<text x="[^"]*" y="10"[^>]*>([^<]*)', report(replace(reviewed, judgements=judged)))
    assert [unescape(one) for one in labels] == [", ".join(one.label for one in together), last.label]


def test_a_redacted_page_names_nobody(archive: Archive, call: int) -> None:
    text = report(archive.open(call), redacted=True)
    for words in ("Yvonne", "Lawson", "0161 496 0123", ">anna", "lea"):
        assert not re.search(rf"\b{re.escape(words)}\b", text), words
    assert "[name]" in text and "[phone]" in text and "Redacted:" in text


def test_a_redacted_page_keeps_its_days_and_where_sentences_begin(archive: Archive, call: int) -> None:
    """Neither Fri and Nov in "by Fri 20 Nov" are names, nor is the Please of “Please calm down”."""
    text = unescape(report(archive.open(call), redacted=True))
    assert "Agent · by Fri 20 Nov 2026" in text
    assert "the agent said “Please calm down”" in text


def test_what_is_quoted_on_a_redacted_page_names_nobody(archive: Archive) -> None:
    call = keep(
        archive.store, events(TOLD.replace("Please calm down", "Oh Barbara, Tilda, you need to calm down"))
    )
    opened = archive.open(call)
    (warning,) = opened.call.warnings
    shown = replace(warning, because=(replace(warning.because[0], words="Tilda, you need to calm down"),))
    text = unescape(report(replace(opened, call=replace(opened.call, warnings=(shown,))), redacted=True))
    assert "the agent said “[name], you need to calm down”" in text
    assert "Tilda" not in text and "Barbara" not in text


def test_the_page_says_what_brought_a_warning_and_what_to_say_instead(archive: Archive, call: int) -> None:
    (warning,) = archive.open(call).call.warnings
    text = unescape(report(archive.open(call)))
    assert "the agent said “Please calm down”" in text and f"say instead: {warning.repair}" in text


@pytest.mark.parametrize("form", ENDINGS)
def test_calls_leave_in_every_form_for_their_owner_only(
    form: str, archive: Archive, call: int, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    told: list[int] = []
    assert export_calls(archive, [call], folder, form, False, printed, told.append, lambda: False) == (1, [])
    (file,) = folder.iterdir()
    if form == "pdf":
        assert file.read_bytes() == b"%PDF- of Call note, Thursday 19 November 2026, 16:52"
    assert file.suffix == ENDINGS[form] and told == [1]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if form == "events":
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        about = ("call", "call_ended", "remark")
        assert [line for line in lines if line["type"] not in about] == archive.store.events(call)
        assert lines[0]["type"] == "call"


def test_what_is_there_already_and_what_is_wrong_is_said(archive: Archive, call: int, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    asked = [call, 99]
    count, problems = export_calls(
        archive, asked, folder, "report", False, printed, lambda _: None, lambda: False
    )
    assert count == 1 and "no call 99" in problems[0]
    count, problems = export_calls(
        archive, asked, folder, "report", False, printed, lambda _: None, lambda: False
    )
    assert count == 0 and "is there already" in problems[0]
    nowhere = tmp_path / "nowhere"
    _, problems = export_calls(
        archive, [call], nowhere, "report", False, printed, lambda _: None, lambda: False
    )
    assert "cannot be written" in problems[0]
    assert export_calls(archive, asked, folder, "report", False, printed, lambda _: None, lambda: True) == (
        0,
        [],
    )
    with pytest.raises(InputError, match="cannot be redacted"):
        written(archive, archive.open(call), "events", True, printed)
