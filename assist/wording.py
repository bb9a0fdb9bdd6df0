"""The few turns of phrase that the window and the terminal share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assist.events import Because, Channel, Utterance

SPEAKERS: dict[Channel, str] = {"agent": "You", "client": "Caller"}

FindUtterance = Callable[[int], Utterance | None]
"""Gives the utterance with an id, or None while it has not arrived."""


def clock(seconds: float) -> str:
    """Call time as minutes and seconds, from an hour on with the hours: 04:12, 1:04:12."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def ago(seconds: float) -> str:
    """A span of time that lies behind, as people say it."""
    if seconds < 1:
        return "just now"
    return f"{int(seconds)} s ago" if seconds < 60 else f"{int(seconds / 60)} min ago"


def quoted(words: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    words = words.strip()
    return words if words.startswith(("“", '"')) else f"“{words}”"


def heard(reason: Because, find: FindUtterance) -> str:
    """One source as people say it: the caller said “third time” · 03:48."""
    utterance = find(reason.utterance)
    if utterance is None:
        return f"of {quoted(reason.words)}" if reason.words else f"of utterance {reason.utterance}"
    speaker = "you" if utterance.channel == "agent" else "the caller"
    what = f"{speaker} said {quoted(reason.words)}" if reason.words else f"of what {speaker} said"
    # the dot and the time stay together at a line's end
    return f"{what} ·\N{NO-BREAK SPACE}{clock(utterance.start)}"


def why(because: Sequence[Because], find: FindUtterance) -> str:
    """The first source as a sentence; empty without a source."""
    return f"Because {heard(because[0], find)}" if because else ""
