"""The note as a PDF, written by Qt itself: one column on A4, the redaction said at the top, pages numbered."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument

from assist.note.export.document import Line, NoteDocument
from ui.application import application
from ui.theme import LIGHT

_STYLE = (
    f".title {{ font-size: 16pt; font-weight: 600; color: {LIGHT.ink}; margin-bottom: 10px; }}"
    f".heading {{ font-size: 10pt; font-weight: 600; color: {LIGHT.muted}; margin-top: 14px; margin-bottom: 3px; }}"
    f".line {{ color: {LIGHT.ink}; margin-top: 0px; margin-bottom: 3px; }}"
    f".beside, .none {{ color: {LIGHT.muted}; margin-top: 0px; }}"
    f".remark {{ color: {LIGHT.warning}; font-weight: 600; }}"
)


def write_pdf(document: NoteDocument) -> bytes:
    """The note as the bytes of a PDF file. Where no window is open yet, Qt is started without a display."""
    _ = application(["call-assist", "-platform", "offscreen"])
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setCreator("Call Assist")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(
        QMarginsF(0, 0, 0, 0)
    )  # QTextDocument leaves 2 cm all round, and numbers the pages there
    page = QTextDocument()
    font = QFont("Inter")
    font.setPointSizeF(10.5)
    page.setDefaultFont(font)
    page.setDocumentMargin(0)
    page.setDefaultStyleSheet(_STYLE)
    page.setHtml(_html(document))
    page.print_(writer)
    buffer.close()
    return bytes(data.data())


def _html(document: NoteDocument) -> str:
    parts = [f'<p class="title">{escape(document.title)}</p>']
    parts += [f'<p class="remark">{escape(remark)}</p>' for remark in document.remarks]
    for heading, lines in document.sections():
        parts.append(f'<p class="heading">{escape(heading)}</p>')
        parts += [_line(line) for line in lines] or ['<p class="none">–</p>']
    return "".join(parts)


def _line(line: Line) -> str:
    beside = f' <span class="beside">({escape(line.beside)})</span>' if line.beside else ""
    return f'<p class="line">{escape(line.text)}{beside}</p>'
