"""Fetching a model from its hub: it goes on where it broke off, and what came is checked."""

from __future__ import annotations

import hashlib
import io
import logging
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from huggingface_hub import HfApi, constants, hf_hub_url
from huggingface_hub.file_download import http_get
from huggingface_hub.hf_api import RepoSibling
from tqdm import tqdm  # type: ignore[import-untyped]

from assist.errors import InputError
from assist.paths import unwritten
from models.catalogue import fetchable, part_folder
from models.checksums import file_digest, write_checksums

Progress = Callable[[int, int], None]
"""Told the bytes that are here and the bytes that there will be. What it raises ends the download."""

# the client's own 10 MB would hold progress back, and a stop, and be lost where a line breaks off
constants.DOWNLOAD_CHUNK_SIZE = 2**17
# a line that breaks off and is taken up again is no news; one that is not is told by `download`
logging.getLogger("huggingface_hub").setLevel(logging.ERROR)


class Stopped(Exception):
    """Raised by a `Progress` when the user no longer wants the download; what is here already stays."""


def download(name: str, folder: Path, progress: Progress) -> Path:
    """Fetches the model of this name into `folder`/`name` and returns that; goes on where it broke off.

    Until it is whole and every file is what the hub says it is, the model lies in `folder`/`name`.part, so that a
    folder by its name can be used. The hub's own client would begin a file anew: since huggingface_hub 2.4 it keeps
    no part of one. Raises InputError where the name is unknown, the hub cannot be reached, the disk is full or a file
    came damaged; and `Stopped` when `progress` does.
    """
    model = fetchable(name)
    part, target = part_folder(folder, model), folder / model.name
    try:
        info = HfApi(token=False).model_info(model.repository, revision=model.revision, files_metadata=True)
        wanted = (*model.needed, *model.welcome)
        files = [one for one in info.siblings or () if any(fnmatch(one.rfilename, kind) for kind in wanted)]
        if missing := set(model.needed) - {one.rfilename for one in files}:
            raise InputError(
                f"{model.repository} is no model for this program: it has no {sorted(missing)[0]}."
            )
        part.mkdir(parents=True, exist_ok=True)
        total = sum(one.size or 0 for one in files)
        done = 0
        for one in files:
            url = hf_hub_url(model.repository, one.rfilename, revision=info.sha)
            _fetch(one, url, part / PurePosixPath(one.rfilename).name, _bar(progress, done, total))
            done += one.size or 0
        progress(done, total)
        write_checksums(part)
        if target.exists():
            shutil.rmtree(target)
        part.replace(target)
    except (InputError, Stopped):
        raise
    except Exception as problem:  # the hub's client raises its own, httpx's, and the system's errors
        raise InputError(told(problem, name, folder)) from problem
    return target


def remove(name: str, folder: Path) -> None:
    """Takes a fetched model off the disk, with what may have come of it once more. InputError where it stays."""
    model = fetchable(name)
    try:
        for path in (folder / model.name, part_folder(folder, model)):
            if path.exists():
                shutil.rmtree(path)
    except OSError as problem:
        raise InputError(
            f"The model {name} could not be removed from {folder} ({problem.strerror}): end other programs that use "
            "it, or delete the folder yourself."
        ) from problem


def told(problem: Exception, name: str, folder: Path) -> str:
    """What went wrong and what helps, as one sentence: on the disk, or else on the line."""
    on_the_line = isinstance(problem, (ConnectionError, TimeoutError))
    if isinstance(problem, OSError) and problem.errno is not None and not on_the_line:
        why = unwritten(problem, "allow writing there")
        return f"The model {name} could not be written into {folder} {why} It goes on from here."
    why = _first_line(problem).partition(" for url ")[0]
    return (
        f"The model {name} could not be fetched: look at the network, and try again; it goes on from here. "
        f"({why})"
    )


def _fetch(file: RepoSibling, url: str, path: Path, bar: type[Any]) -> None:
    """One file, from where it broke off. What is not what the hub says it is goes, so that it comes anew."""
    have = path.stat().st_size if path.exists() else 0
    if file.size is not None and have > file.size:
        path.unlink()
        have = 0
    with path.open("ab") as stream:
        http_get(url, stream, resume_size=have, expected_size=file.size, tqdm_class=bar)
    if not _is_whole(file, path):
        path.unlink()
        raise InputError(f"{file.rfilename} came damaged and was thrown away; try again.")


def _is_whole(file: RepoSibling, path: Path) -> bool:
    """By the checksum that the hub names: large files have their own, others git's."""
    if file.lfs is not None:
        return file_digest(path) == file.lfs.sha256
    if file.blob_id is None:
        return True
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest() == file.blob_id


def _bar(progress: Progress, before: int, total: int) -> type[Any]:
    """What the hub's client takes for a file's progress bar; `before`: bytes of the files that are done."""

    class Bar(tqdm):  # type: ignore[misc]
        monitor_interval = 0  # no thread of tqdm's own

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "file": io.StringIO(), "leave": False, "disable": False})

        def update(self, n: float | None = 1) -> bool | None:
            self.n += n or 0
            progress(before + int(self.n), total)
            return None

    return Bar


def _first_line(problem: Exception) -> str:
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]
