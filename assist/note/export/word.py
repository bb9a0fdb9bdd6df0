"""The note as a Word document (DOCX)."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.shared import Pt

from assist.note.export.document import NoteDocument

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(document: NoteDocument) -> bytes:
    page = Document()
    page.styles["Normal"].font.size = Pt(11)
    page.core_properties.title = document.title
    page.core_properties.author = ""
    page.core_properties.comments = " ".join(document.remarks)
    page.core_properties.created = page.core_properties.modified = document.started
    page.add_heading(document.title, level=1)
    for remark in document.remarks:
        page.add_paragraph().add_run(remark).bold = True
    for heading, lines in document.sections():
        page.add_heading(heading, level=2)
        if not lines:
            page.add_paragraph("–")
        for line in lines:
            item = page.add_paragraph(style="List Bullet")
            item.add_run(_printable(line.text))
            if line.beside:
                item.add_run(f" ({_printable(line.beside)})").italic = True
    file = io.BytesIO()
    page.save(file)
    return file.getvalue()


def _printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
