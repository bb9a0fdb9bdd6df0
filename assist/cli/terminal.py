"""The call in a terminal: what is said, the card, the warning, and the note at the end."""

from __future__ import annotations

import textwrap
from typing import TextIO

from assist.events import (
    Because,
    Event,
    Note,
    NoteFields,
    Notice,
    Omission,
    Prompt,
    PromptCleared,
    StepChanged,
    Utterance,
    Warning,
)

WIDTH = 96
NAMES = {"agent": "You", "client": "Caller"}
FIELDS = (
    ("problem", "Problem"),
    ("client_wants", "They want"),
    ("cannot_do", "We can't"),
    ("options", "Options"),
    ("plan", "Plan"),
    ("contact", "Contact"),
    ("follow_up", "Follow-up"),
)


def call_time(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


class TerminalView:
    """Writes events as lines that a person reads; colours only on a terminal."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._colours = out.isatty()
        self._said: dict[int, Utterance] = {}

    def show(self, event: Event) -> None:
        if isinstance(event, Utterance):
            self._said[event.id] = event
            self._line(
                event.start,
                f"{NAMES[event.channel]:<7}",
                event.text,
                "1" if event.channel == "client" else "36",
            )
        elif isinstance(event, Prompt):
            self._card("▸", event.headline, event.say, self._why(event.because, event.source), "1;32")
        elif isinstance(event, Warning):
            self._card(
                "▲",
                event.headline,
                f"Say instead: {event.repair}",
                self._why(event.because, event.source),
                "1;33",
            )
        elif isinstance(event, Omission):
            self._card("○", event.headline, "", "", "1;33")
        elif isinstance(event, StepChanged) and event.state == "done":
            self._plain(f"        ✓ {event.step} done{self._cited(event.because)}", "32")
        elif isinstance(event, Notice):
            self._plain(f"        · {event.text}", "2")
        elif isinstance(event, Note):
            self._note(event)
        elif isinstance(event, PromptCleared):
            return

    def _line(self, at: float, name: str, text: str, colour: str) -> None:
        first = f"{call_time(at)}  {name} "
        wrapped = textwrap.wrap(text, WIDTH - len(first)) or [""]
        self._plain(first + wrapped[0], colour)
        for rest in wrapped[1:]:
            self._plain(" " * len(first) + rest, colour)

    def _card(self, mark: str, headline: str, body: str, why: str, colour: str) -> None:
        self._plain(f"        {mark} {headline}", colour)
        for text in (body, why):
            for line in textwrap.wrap(text, WIDTH - 10):
                self._plain(f"          {line}", "2" if text is why else "")

    def _why(self, because: tuple[Because, ...], source: str) -> str:
        return f"{self._cited(because).strip(' ·')} · {source}".strip(" ·")

    def _cited(self, because: tuple[Because, ...]) -> str:
        if not because:
            return ""
        said = self._said.get(because[0].utterance)
        who = f"{NAMES[said.channel].lower()} said " if said else ""
        when = f", {call_time(said.start)}" if said else ""
        return f" · {who}“{because[0].words}”{when}"

    def _note(self, note: Note) -> None:
        self._plain("")
        self._plain("The documented conversation", "1")
        for name, label in FIELDS:
            entries = getattr(note.fields, name)
            for index, entry in enumerate(entries):
                due = f" (due {entry.due})" if getattr(entry, "due", None) else ""
                cited = " ".join(f"[{number}]" for number in entry.utterances)
                self._plain(f"  {label if index == 0 else '':<11}{entry.text}{due}  {cited}")
            if not entries:
                self._plain(f"  {label:<11}—")
        self._goal(note.fields)
        self._plain("")
        self._plain("Read back", "1")
        for line in textwrap.wrap(note.read_back, WIDTH - 2):
            self._plain(f"  {line}")
        for statement in note.unsupported:
            self._plain(f"  nobody said: {statement}", "1;31")

    def _goal(self, fields: NoteFields) -> None:
        goal = fields.goal_date
        if goal is None:
            self._plain(f"  {'Goal date':<11}not said")
            return
        day = goal.date or "not clear yet, please ask"
        cited = " ".join(f"[{number}]" for number in goal.utterances)
        self._plain(f"  {'Goal date':<11}{goal.text} ({day})  {cited}")

    def _plain(self, text: str, colour: str = "") -> None:
        if self._colours and colour:
            text = f"\x1b[{colour}m{text}\x1b[0m"
        print(text, file=self._out, flush=True)
