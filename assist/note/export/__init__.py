"""The note as a document of another program: text, Markdown, HTML, JSON, DOCX, and a date for the calendar."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from assist.errors import InputError

if TYPE_CHECKING:
    from assist.note.export.document import NoteDocument

FORMATS: dict[str, tuple[str, str]] = {
    "text": ("plain_text", ".txt"),
    "markdown": ("markdown", ".md"),
    "html": ("web_page", ".html"),
    "json": ("json_file", ".json"),
    "docx": ("word", ".docx"),
    "ics": ("calendar_file", ".ics"),
}
"""Format, the module here that writes it, and the ending of its files."""


def export(document: NoteDocument, form: str) -> bytes:
    """The document in one of FORMATS, as the bytes of a file. InputError for an unknown format, and where a calendar
    file is wanted of a note without a day."""
    if form not in FORMATS:
        raise InputError(f"{form}: no such format; expected one of {', '.join(FORMATS)}.")
    writer = importlib.import_module(f"assist.note.export.{FORMATS[form][0]}")
    written: bytes = writer.write(document)
    return written
