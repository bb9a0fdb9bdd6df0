"""The note as a text file of its own, for pasting it elsewhere."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from assist.errors import InputError
from assist.events import Note
from assist.note.text import note_text
from assist.paths import calls_database, told, write_new


def save_note(note: Note) -> str:
    """Writes the note into a new file that only its owner reads; says where. InputError where it cannot."""
    from assist.calls.store.erase import note_folder  # the sidebar opens before the store is loaded

    first = path = note_folder(calls_database()) / f"{datetime.now():%Y-%m-%d %H.%M.%S}.txt"
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        for number in count(2):
            try:
                write_new(path, note_text(note.fields).encode())
                break
            except FileExistsError:  # the key was pressed twice within a second
                path = first.with_stem(f"{first.stem} {number}")
    except OSError as problem:
        raise InputError(
            f"The note could not be saved to {path} ({problem.strerror}): free some space and save again."
        ) from problem
    return f"Note saved: {told(path)}"
