"""Where things are kept on this machine. Folders and files are their owner's only."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import platformdirs

from assist.errors import InputError

NAME = "call-assist"
_FULL = (errno.ENOSPC, errno.EDQUOT)


def data_folder() -> Path:
    """Calls and downloaded models."""
    return _private(Path(platformdirs.user_data_dir(NAME, appauthor=False)))


def settings_file() -> Path:
    """The settings' path; the file need not exist."""
    return Path(platformdirs.user_config_dir(NAME, appauthor=False)) / "settings.toml"


def windows_file() -> Path:
    """Where the windows remember their places; the file need not exist."""
    return Path(platformdirs.user_state_dir(NAME, appauthor=False)) / "windows.ini"


def playbook_folder() -> Path:
    """A team lead's own playbooks; the folder need not exist."""
    return settings_file().parent / "playbooks"


def calls_database() -> Path:
    return data_folder() / "calls.db"


def own_models_folder() -> Path:
    """Where models are fetched to unless the settings name another folder."""
    return _private(data_folder() / "models")


def told(path: Path) -> str:
    """A path as people say it: from their home folder on, where it lies there."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it lies elsewhere, or nobody knows where home is
        return str(path)


def unread(path: Path, problem: OSError) -> InputError:
    """Why a file could not be read."""
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return InputError(f"{path}: there is no such file.")
    return InputError(f"{path} cannot be read ({problem.strerror}).")


def is_folder(path: Path) -> bool:
    """Whether it is a folder to look into; InputError where one may not. Where nobody can say, as behind a folder that
    is closed, it is none: whoever reads it as a file is told why."""
    try:
        if not path.is_dir():
            return False
    except OSError:
        return False
    try:
        os.scandir(path).close()
    except OSError as problem:
        raise unread(path, problem) from problem
    return True


def _private(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise InputError(
            f"The folder {folder} cannot be made ({problem.strerror}): free some space, or allow writing there."
        ) from problem
    return folder


def unwritten(problem: OSError, otherwise: str) -> str:
    """Why a file could not be written, and what helps: room on a full disk, else `otherwise`."""
    if problem.errno in _FULL:
        return "(the disk is full); free some space, or choose another disk."
    return f"({problem.strerror}); {otherwise}."


def private_opener(path: str, flags: int) -> int:
    """For `open(..., opener=private_opener)`: a file that only its owner reads."""
    return os.open(path, flags, 0o600)


def write_new(path: Path, content: bytes) -> None:
    """A new file that only its owner reads, whole or not at all. FileExistsError where there is one."""
    file = open(path, "xb", opener=private_opener)  # noqa: SIM115
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
