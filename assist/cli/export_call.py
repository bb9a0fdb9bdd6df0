"""`calls export`: the note of a kept call as a file of another program."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from assist.cli.new_file import write_new
from assist.errors import InputError
from assist.events import Note, from_json
from assist.note.export import FORMATS, export

BINARY = ("docx", "pdf")


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=[*FORMATS, "pdf"], default="text")
    command.add_argument(
        "--redact", action="store_true", help="without cards, phones, emails, bank accounts and names"
    )
    command.add_argument("--output", metavar="FILE", help="a new file (default: standard output)")


def export_call(
    call: int, started: datetime, lines: Iterable[dict[str, Any]], options: argparse.Namespace
) -> int:
    """Writes the last note of a call's event lines. InputError where there is none, or it cannot be written."""
    from assist.note.export.document import document

    notes = [line for line in lines if line["type"] == "note"]
    if not notes:
        raise InputError(f"Call {call} has no note; `call-assist calls show {call}` shows what it has.")
    note = from_json(notes[-1])
    assert isinstance(note, Note)
    paper = document(note.fields, started, options.redact)
    if options.format == "pdf":  # Qt's, so it lives with the windows
        from ui.note_pdf import write_pdf

        written = write_pdf(paper)
    else:
        written = export(paper, options.format)
    if options.output is None:
        if options.format in BINARY:
            raise InputError(f"--format {options.format}: say with --output where the file should go.")
        sys.stdout.write(written.decode())
        return 0
    write_new("--output", Path(options.output), written)
    print(f"Exported: {options.output}")
    return 0
