"""The note as Markdown."""

from __future__ import annotations

import re

from assist.note.export.document import NoteDocument

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write(document: NoteDocument) -> bytes:
    blocks = [f"# {_plain(document.title)}"]
    blocks += [f"> {remark}" for remark in document.remarks]
    for heading, lines in document.sections():
        entries = [
            f"- {_plain(line.text)}" + (f" *({_plain(line.beside)})*" if line.beside else "")
            for line in lines
        ]
        blocks.append("\n".join([f"## {heading}", "", *(entries or ["–"])]))
    return ("\n\n".join(blocks) + "\n").encode()


def _plain(text: str) -> str:
    """What was said is never markup."""
    return _SPECIAL.sub(r"\\\1", text)
