"""`calls export` and `calls report`: kept calls as files of other programs, one on standard output or any number into
a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assist.cli.call_number import call_number
from assist.cli.new_file import write_new
from assist.cli.printing import print_progress
from assist.cli.which_calls import add_filter_options, add_team_option, call_filter
from assist.errors import InputError
from assist.note.export import FORMATS
from assist.paths import unwritten

if TYPE_CHECKING:
    from assist.calls.store import Store
    from assist.note.export.document import NoteDocument

BINARY = ("docx", "pdf")
FORMS = (*FORMATS, "pdf", "report", "events")
"""The last two are of a whole call, not of its note: a page to read, and lines that `calls import` takes."""


def add_parsers(actions: Any) -> None:
    command = actions.add_parser("export", help="calls, or their notes, as files of other programs")
    command.add_argument("id", type=call_number, nargs="*", help="calls, unless a filter says which")
    command.add_argument("--format", choices=FORMS, default="text")
    command.add_argument("--folder", metavar="FOLDER", help="where any number of calls go, a file each")
    command.add_argument("--all", action="store_true", help="every kept call")
    add_filter_options(command)
    report = actions.add_parser(
        "report", help="a call as one HTML page: words, note, steps, figures, remarks"
    )
    report.add_argument("id", type=call_number)
    for one in (command, report):
        one.add_argument(
            "--redact",
            action="store_true",
            help="without cards, phones, emails, bank accounts, references and names",
        )
        one.add_argument(
            "--output", metavar="FILE", help="a new file for one call (default: standard output)"
        )
        add_team_option(one)


def export_calls(store: Store, options: argparse.Namespace) -> int:
    """InputError where it is not said which calls, a call has no note, or nothing can be written there."""
    from assist.calls.store import CallFilter

    wanted = call_filter(options)
    filtered = options.all or wanted != CallFilter()
    if not options.id and not filtered:
        raise InputError("calls export: say which: numbers, a filter such as --since 2026-11-01, or --all.")
    if options.id and filtered:
        raise InputError("calls export: numbers or a filter, not both.")
    if options.folder is None:
        if len(options.id) != 1:
            raise InputError("calls export: say with --folder where more than one call should go.")
        return _one(store, options.id[0], options.format, options)
    return _many(store, options.id or [call.id for call in store.calls(wanted)], options)


def report(store: Store, options: argparse.Namespace) -> int:
    return _one(store, options.id, "report", options)


def _one(store: Store, call: int, form: str, options: argparse.Namespace) -> int:
    """To standard output, or into the new file that the options name."""
    from assist.cli.review import archive_of
    from assist.review.export import written

    archive = archive_of(store)
    content = written(archive, archive.open(call), form, options.redact, _pdf)
    if options.output is not None:
        write_new("--output", Path(options.output), content)
        print(f"Written: {options.output}")
        return 0
    if form in BINARY:
        raise InputError(f"--format {form}: say with --output where the file should go.")
    sys.stdout.write(content.decode())
    return 0


def _pdf(note: NoteDocument) -> bytes:
    """Qt's, which is loaded for nothing else here."""
    from ui.note_pdf import write_pdf

    return write_pdf(note)


def _many(store: Store, calls: list[int], options: argparse.Namespace) -> int:
    from assist.cli.review import archive_of
    from assist.review.export import export_calls

    if options.output is not None:
        raise InputError("calls export: --output is for one call; --folder is enough.")
    folder = Path(options.folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        reason = unwritten(problem, "choose another")
        raise InputError(f"--folder {folder}: cannot be made {reason}") from problem

    count, problems = export_calls(
        archive_of(store),
        calls,
        folder,
        options.format,
        options.redact,
        _pdf,
        lambda done: print_progress(f"{done} of {len(calls)}"),
        lambda: False,
    )
    print_progress("")
    for told in problems:
        print(f"call-assist: {told}", file=sys.stderr)
    print(f"{count} of {len(calls)} calls exported into {folder}.")
    return 2 if problems else 0
