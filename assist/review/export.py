"""Any number of kept calls as files: their reports, their notes, or all that happened in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from assist.calls.rescue import whole_call
from assist.calls.store.remarks import as_line
from assist.errors import InputError
from assist.note.export import FORMATS, export
from assist.note.export.document import NoteDocument, document
from assist.paths import unwritten, write_new
from assist.review.archive import Archive, ReviewedCall
from assist.review.report import report

REPORT, PDF, EVENTS = "report", "pdf", "events"
ENDINGS: dict[str, str] = {
    REPORT: ".html",
    **{form: ending for form, (_, ending) in FORMATS.items()},
    PDF: ".pdf",
    EVENTS: ".jsonl",
}
"""What a call can leave as, and the ending of its file."""

Pdf = Callable[[NoteDocument], bytes]
"""Writes a note as a PDF; the windows do."""


def file_name(reviewed: ReviewedCall, form: str) -> str:
    """A name that says when the call was, and sorts by it."""
    stored = reviewed.call.stored
    kind = "" if form in (REPORT, EVENTS) else " note"
    return re.sub(r"[^\w .-]", "_", f"{stored.started:%Y-%m-%d %H.%M} call {stored.id}{kind}{ENDINGS[form]}")


def written(archive: Archive, reviewed: ReviewedCall, form: str, redacted: bool, pdf: Pdf) -> bytes:
    """A call in a form. InputError where it has no note, or what happened is to be redacted."""
    if form == REPORT:
        return report(reviewed, redacted).encode()
    if form == EVENTS:
        if redacted:
            raise InputError("What happened in a call cannot be redacted; take its report instead.")
        store, stored = archive.store, reviewed.call.stored
        said = [as_line(remark) for remark in reviewed.remarks]
        seconds = stored.seconds if stored.finished else None
        return whole_call(store.start(stored.id), store.events(stored.id), seconds, said).encode()
    call = reviewed.call
    if call.note is None:
        raise InputError(f"Call {reviewed.id} has no note; its report says what it has.")
    note = document(call.note.fields, call.stored.started, redacted, call.utterances)
    return pdf(note) if form == PDF else export(note, form)


def export_calls(
    archive: Archive,
    calls: Sequence[int],
    folder: Path,
    form: str,
    redacted: bool,
    pdf: Pdf,
    tell: Callable[[int], object],
    stopped: Callable[[], bool],
) -> tuple[int, list[str]]:
    """Writes a file a call into a folder, its owner's only, and tells how many are done. How many were written, and
    of those that could not be, why. A file that is there already is left as it is, and the call counts as not
    written. InputError where the folder cannot be written to."""
    problems: list[str] = []
    count = 0
    for done, id in enumerate(calls, 1):
        if stopped():
            break
        try:
            reviewed = archive.open(id)
            content = written(archive, reviewed, form, redacted, pdf)
            write(folder / file_name(reviewed, form), content)
            count += 1
        except FileExistsError as problem:
            problems.append(f"{Path(str(problem.filename)).name} is there already.")
        except InputError as problem:
            problems.append(str(problem))
        tell(done)
    return count, problems


def write(path: Path, content: bytes) -> None:
    """A new file, whole or not at all. FileExistsError where there is one; InputError where it cannot be written."""
    try:
        write_new(path, content)
    except FileExistsError:
        raise
    except OSError as problem:
        reason = unwritten(problem, "choose another folder")
        raise InputError(f"{path} cannot be written {reason}") from problem
