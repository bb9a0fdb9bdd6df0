"""A file of calls that can no longer be read, put aside: nothing of it is lost, and a new one can begin."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from assist.errors import InputError


def put_aside(path: Path, now: datetime) -> Path:
    """Gives the file, and what SQLite keeps beside it, a name of its own; returns it. InputError where it cannot."""
    aside = path.with_name(f"{path.stem} damaged {now:%Y-%m-%d %H.%M.%S}{path.suffix}")
    try:
        for end in ("-wal", "-shm", ""):
            if (part := Path(f"{path}{end}")).exists():
                part.rename(f"{aside}{end}")
    except OSError as problem:
        raise InputError(
            f"The file of calls {path} could not be put aside ({problem.strerror}): close what else has it open, and "
            "move it away yourself."
        ) from problem
    return aside
