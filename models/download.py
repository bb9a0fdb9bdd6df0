"""Fetching a speech model from its hub."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huggingface_hub import snapshot_download
from tqdm import tqdm  # type: ignore[import-untyped]

from assist.errors import InputError
from models.catalogue import find_model

Progress = Callable[[int, int], None]
"""Told the bytes that are here and the bytes that there will be; the latter grows while files are found."""

_NEEDED = ("config.json", "model.bin", "tokenizer.json")
_FILES = [*_NEEDED, "preprocessor_config.json", "vocabulary.*"]


def download(name: str, folder: Path, progress: Progress) -> Path:
    """Fetches the catalogue's model into `folder`/`name` and returns that; goes on where it broke off.

    Raises InputError where the name is unknown, the hub cannot be reached, or the disk is full.
    """
    model = find_model(name)
    target = folder / model.name
    try:
        snapshot_download(
            model.repository,
            local_dir=target,
            allow_patterns=_FILES,
            token=False,
            tqdm_class=_bar(progress),
        )
    except Exception as problem:  # the hub's client raises its own, httpx's, and the system's errors
        raise InputError(
            f"The speech model {name} could not be fetched ({_first_line(problem)}): look at the network and "
            "the free space on the disk, and try again."
        ) from problem
    missing = [file for file in _NEEDED if not (target / file).is_file()]
    if missing:
        raise InputError(
            f"The speech model {name} did not come whole: {', '.join(missing)} missing; try again online."
        )
    return target


def _bar(progress: Progress) -> type[Any]:
    """What the hub's client takes for a progress bar. It makes several; one counts the bytes on the disk."""

    class Bar(tqdm):  # type: ignore[misc]
        monitor_interval = 0  # no thread of tqdm's own

        def __init__(self, *args: Any, **options: Any) -> None:
            counts = options.get("unit") == "B" and options.get("desc") != "Downloading bytes"
            self._progress = progress if counts else None
            super().__init__(*args, **{**options, "file": io.StringIO(), "leave": False, "disable": False})

        def display(self, msg: str | None = None, pos: int | None = None) -> None:
            if self._progress is not None:
                self._progress(int(self.n), int(self.total or 0))

    return Bar


def _first_line(problem: Exception) -> str:
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]
