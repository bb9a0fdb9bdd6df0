"""What is known of a call when it begins."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assist.coach.playbook import Playbook
from assist.errors import InputError
from assist.paths import unread

_NAMED = re.compile(
    r"(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?:[ T_.-]{0,3}(\d\d)[-_.:h]?(\d\d)(?:[-_.:]?(\d\d))?)?(?!\d)"
)
"""A day in a file's name, year first, and a time after it."""

SAMPLE = "demo"
"""The origin of a sample call among the kept ones."""


@dataclass(frozen=True, slots=True)
class CallStart:
    """`origin`: where its sound comes from. `steps`: those that will have been missed unless they are kept.
    `key`: its name in every database and file it comes into."""

    started: datetime
    playbook: str
    origin: str
    agent: str = ""
    steps: tuple[str, ...] = ()
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


def moment_of(text: str) -> datetime:
    """A call's start as it is typed. InputError where it is no date and time."""
    try:
        moment = datetime.fromisoformat(text)
        if not 1970 <= moment.year <= 9000:  # dates are counted from it, both ways
            raise ValueError(text)
        return moment
    except ValueError as problem:
        raise InputError(
            f"The call cannot have begun at {text}; expected a date and time such as 2026-11-19 16:52."
        ) from problem


def began(file: Path) -> datetime:
    """When a file's call began, as far as the file tells: by its name (20261119-165200.wav, 2026-11-19 Ruth.flac),
    else by its own date. The same file gives the same answer on every day. InputError where there is none."""
    try:
        own = datetime.fromtimestamp(file.stat().st_mtime)
    except OSError as problem:
        raise unread(file, problem) from problem
    for named in _NAMED.finditer(file.stem):
        day, time = ("".join(part or "" for part in named.group(*parts)) for parts in ((1, 3, 4), (5, 6, 7)))
        with suppress(ValueError):
            midnight = datetime.fromisoformat(day)
            with suppress(ValueError):  # four digits may be another number
                if time:
                    return datetime.fromisoformat(f"{day}T{time}")
            return own if own.date() == midnight.date() else midnight
    return own


def call_start(
    started: datetime, playbook: Playbook, origin: str, agent: str = "", key: str | None = None
) -> CallStart:
    """A call that is run with this playbook; without a `key` it gets one of its own."""
    steps = tuple(step.id for step in playbook.steps if step.required)
    return CallStart(started, playbook.id, origin, agent, steps, key or uuid.uuid4().hex)
