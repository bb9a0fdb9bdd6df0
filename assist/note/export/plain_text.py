"""The note as plain text, ready to be pasted into a customer file."""

from __future__ import annotations

from assist.note.export.document import REDACTED, NoteDocument


def write(document: NoteDocument) -> bytes:
    blocks = [document.title + (f"\n{REDACTED}" if document.redacted else "")]
    for heading, lines in document.sections():
        entries = [f"- {line.text}" + (f" ({line.beside})" if line.beside else "") for line in lines]
        blocks.append("\n".join([f"{heading}:", *(entries or ["- –"])]))
    return ("\n\n".join(blocks) + "\n").encode()
