"""The note as JSON: its fields as in the event, when the call began, and whether it is redacted."""

from __future__ import annotations

import json

from assist.events import Note
from assist.note.export.document import NoteDocument
from assist.note.read_back import read_back


def write(document: NoteDocument) -> bytes:
    fields = Note(0.0, document.fields, read_back(document.fields)).to_json()
    line = {
        "started": document.started.isoformat(),
        "redacted": document.redacted,
        "missing": list(document.missing),
        "fields": fields["fields"],
        "read_back": fields["read_back"],
    }
    return (json.dumps(line, ensure_ascii=False, indent=2) + "\n").encode()
