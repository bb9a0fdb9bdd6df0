"""A file that a command writes: a new one, its owner's only."""

from __future__ import annotations

from pathlib import Path

from assist import paths
from assist.errors import InputError


def write_new(option: str, path: Path, content: bytes) -> None:
    """InputError names the option where the file is there already or cannot be written."""
    try:
        paths.write_new(path, content)
    except OSError as problem:
        reason = paths.unwritten(problem, "choose a new file")
        raise InputError(f"{option} {path}: cannot be written {reason}") from problem
