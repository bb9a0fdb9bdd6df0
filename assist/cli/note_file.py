"""The note as a text file of its own, for pasting it elsewhere."""

from __future__ import annotations

from datetime import datetime

from assist.errors import InputError
from assist.events import Note
from assist.note.text import note_text
from assist.paths import notes_folder, told, write_new


def save_note(note: Note) -> str:
    """Writes the note into a new file that only its owner reads; says where. InputError where it cannot."""

    path = notes_folder() / f"{datetime.now():%Y-%m-%d %H.%M.%S}.txt"
    try:
        write_new(path, note_text(note.fields).encode())
    except OSError as problem:
        raise InputError(
            f"The note could not be saved to {path} ({problem.strerror}): free some space and save again."
        ) from problem
    return f"Note saved: {told(path)}"
