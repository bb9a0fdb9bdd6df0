"""The practice call's hints: what each part of the window is for, told when it is first seen at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assist.events import CallOver, Event, Note, NoteFields, Notice, Prompt, StepChanged, Utterance, Warning
from ui.keys import DEEDS
from ui.words import tr

APART = 9.0
"""Seconds of the call between two hints: each can be read, and looked for in the window."""


ORDER = ("over", "begun", "card", "warning", "step", "note", "turn")
"""Of several hints that wait the foremost comes: the card before what explains itself."""


def hinted(events: Iterable[Event]) -> Iterator[Event]:
    """The same events, and among them hints as notices; each comes once, and never two at a time."""
    told = {"begun"}
    waiting = {"begun"}
    free_at = 0.0
    for event in events:
        yield event
        kind = _kind(event)
        if kind and kind not in told:
            told.add(kind)
            waiting.add(kind)
        if "over" in waiting:
            waiting, free_at = {"over"}, event.at
        if waiting and event.at >= free_at:
            free_at = event.at + APART
            foremost = min(waiting, key=ORDER.index)
            waiting.discard(foremost)
            yield Notice(event.at, _hint(foremost))


def _kind(event: Event) -> str:
    match event:
        case Prompt():
            return "card"
        case Warning():
            return "warning"
        case StepChanged(state="done"):
            return "step"
        case Utterance():
            return "turn"
        case Note(fields=fields) if fields != NoteFields():
            return "note"
        case CallOver():
            return "over"
    return ""


def _hint(kind: str) -> str:
    keys = {name: deed.key for name, deed in DEEDS.items()}
    hints = {
        "begun": tr("A practice call: nobody real is on the line, and nothing you do here can go wrong."),
        "card": tr("A card: what to do next. {done} says done, {not_now} not now, {why} shows why it came."),
        "warning": tr("A warning: those words make it worse. Say the line below it; it goes by itself."),
        "step": tr("A step ticked itself; the line below says on which words. Keys 1 to 9 tick by hand."),
        "turn": tr(
            "The transcript follows. {correct} corrects a turn, {other_speaker} gives it to the other speaker."
        ),
        "note": tr("The note writes itself. The number at a line’s end leads to the words it stands on."),
        "over": tr("A number says how it came out, {save} saves the note. {start} starts a real call."),
    }
    return hints[kind].format(**keys)
