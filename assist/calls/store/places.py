"""Where a call and its lines stand in time, as one number each: newest first is highest first.

A call's place is the second at which it started and a number that keeps it apart from others of that second; a
line's id is its call's place and its own number. So the newest hits are found by walking an index backwards,
whatever order the calls came in, and the lines of a call lie side by side.
"""

from __future__ import annotations

from datetime import datetime

_CALLS = 14
_LINES = 16
_LAST_SECOND = 2**33 - 2

NOTE = (1 << _LINES) - (1 << 10)
"""The number of the first line of a note; those before are utterances, numbered by their ids."""


def place_of(started: datetime, key: str = "0") -> int:
    """The first place to try for a call; one that is taken is followed by the next."""
    second = min(max(0, int(started.timestamp())), _LAST_SECOND)
    return (second << _CALLS) + int(key[:8], 16) % (1 << (_CALLS - 1))


def line_id(place: int, number: int) -> int:
    return (place << _LINES) + number


def place_of_line(line: int) -> int:
    return line >> _LINES


def number_of_line(line: int) -> int:
    return line & ((1 << _LINES) - 1)


BEYOND_ALL = (1 << (63 - _LINES)) - 1
"""No call's place is so high."""

LINE_TO_PLACE = _LINES
"""For SQL: `id >> LINE_TO_PLACE` is the place of a line's call."""
