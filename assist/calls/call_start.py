"""What is known of a call when it begins."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from assist.coach.playbook import Playbook
from assist.errors import InputError


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


def call_start(
    started: datetime, playbook: Playbook, origin: str, agent: str = "", key: str | None = None
) -> CallStart:
    """A call that is run with this playbook; without a `key` it gets one of its own."""
    steps = tuple(step.id for step in playbook.steps if step.required)
    return CallStart(started, playbook.id, origin, agent, steps, key or uuid.uuid4().hex)
