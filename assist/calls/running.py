"""Which calls are being written just now: a lock a call, which the system lets go when its program dies."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout


def running_lock(database: Path, key: str) -> FileLock:
    """To be held while the call with this key is written into this file of calls."""
    folder = database.with_name(f"{database.stem} running")
    with suppress(OSError):  # acquire says what is wrong
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileLock(folder / key, mode=0o600, thread_local=False)


def is_running(database: Path, key: str) -> bool:
    """Whether a program is still writing the call with this key, or may be: where no locks can be made, nobody
    knows."""
    lock = running_lock(database, key)
    try:
        with lock.acquire(timeout=0):
            pass
    except (Timeout, OSError):
        return True
    let_go(lock)
    return False


def let_go(lock: BaseFileLock) -> None:
    """Releases the lock, and takes its file away where that can be done: it holds nothing."""
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
