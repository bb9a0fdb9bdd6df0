"""The files of calls that this program has open, which nobody else in it may look into.

Where a program closes a file it loses all its locks on it, those of its other openings too (POSIX). Another program
that leaves the calls then takes itself for the last one, and takes away the log into which this one goes on writing.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Protocol
from weakref import WeakSet

Identity = tuple[int, int]


class Held(Protocol):
    """Something that has a file of calls open. `beginning`: what the file is known to begin with."""

    identity: Identity | None
    beginning: bytes


_HELD: WeakSet[Held] = WeakSet()
_LOOKING = Lock()


def hold(one: Held) -> None:
    with _LOOKING:
        _HELD.add(one)


def let_go(one: Held) -> None:
    with _LOOKING:
        _HELD.discard(one)


def identity_of(path: Path) -> Identity | None:
    """What tells a file from any other that was, or will be, in its place; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def holder_of(path: Path) -> Held | None:
    """Who in this program has this very file open."""
    identity = identity_of(path)
    with _LOOKING:
        return next((one for one in _HELD if identity is not None and one.identity == identity), None)
