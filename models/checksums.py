"""What a model's files were when they came, in the format of `sha256sum`, so that damage is found later."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assist.errors import InputError
from assist.settings import models_folder
from models.catalogue import SENTENCES, catalogue

_NAME = "SHA256SUMS"


def file_digest(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_checksums(folder: Path) -> None:
    """Writes the sums of all of the folder's files beside them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != _NAME)
    (folder / _NAME).write_text("".join(f"{file_digest(path)}  {path.name}\n" for path in files), "utf-8")


def check_files(folder: Path) -> bool:
    """Whether there are sums to check the files by. InputError where one is missing or is not what it was."""
    try:
        lines = (folder / _NAME).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return False
    for line in lines:
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or file_digest(path) != digest:
            raise InputError(f"{path} {'is damaged' if path.is_file() else 'is missing'}: {_remedy(folder)}.")
    return True


def _remedy(folder: Path) -> str:
    """How the model in a folder comes whole again."""
    if folder.name != SENTENCES.name and folder.name not in catalogue():
        return "put the whole model there again, or choose another"
    into = "" if folder.parent == models_folder() else f" --into {folder.parent}"
    return f'fetch the model again with "call-assist models download {folder.name}{into}"'
