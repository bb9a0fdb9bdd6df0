"""The note as plain text, ready to be pasted into a customer file."""

from __future__ import annotations

from assist.note.export.document import NoteDocument


def write(document: NoteDocument) -> bytes:
    blocks = ["\n".join([document.title, *document.remarks])]
    for heading, lines in document.sections():
        entries = [f"- {line.text}" + (f" ({line.beside})" if line.beside else "") for line in lines]
        blocks.append("\n".join([f"{heading}:", *(entries or ["- –"])]))
    return ("\n\n".join(blocks) + "\n").encode()
