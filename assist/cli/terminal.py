"""The call in a terminal: what is said, the card, the warning, and the note at the end."""

from __future__ import annotations

import textwrap
from typing import TextIO

from assist.events import (
    Because,
    Event,
    Note,
    Notice,
    Omission,
    Prompt,
    StepChanged,
    Utterance,
    Warning,
)
from assist.note.missing import missing
from assist.note.text import HEADINGS, entries_of, remark
from assist.wording import SPEAKERS, clock, heard, in_words, why

WIDTH = 96


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
                f"{SPEAKERS[event.channel]:<7}",
                event.text,
                "1" if event.channel == "client" else "36",
            )
        elif isinstance(event, Prompt):
            self._card("▸", event.headline, event.say, self._why(event.because, event.source), "1;32")
        elif isinstance(event, Warning):
            self._card(
                "▲",
                event.headline,
                f"Say instead: {event.repair}" if event.repair else "",
                self._why(event.because, event.source),
                "1;33",
            )
        elif isinstance(event, Omission):
            self._card("○", event.headline, "", "", "1;33")
        elif isinstance(event, StepChanged) and event.state == "done":
            reason = f": {heard(event.because[0], self._said.get)}" if event.because else ""
            self._plain(f"        ✓ {in_words(event.step)}{reason}", "32")
        elif isinstance(event, Notice):
            self._plain(f"        · {event.text}", "2")
        elif isinstance(event, Note):
            self._note(event)

    def _line(self, at: float, name: str, text: str, colour: str) -> None:
        first = f"{clock(at)}  {name} "
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
        return f"{why(because, self._said.get)} · {source}".strip(" ·")

    def _note(self, note: Note) -> None:
        self._plain("")
        self._plain("The documented conversation", "1")
        for name, label in HEADINGS.items():
            entries = entries_of(note.fields, name)
            for index, entry in enumerate(entries):
                beside = f" ({remark(entry)})" if remark(entry) else ""
                cited = " ".join(f"[{number}]" for number in entry.utterances)
                self._plain(f"  {label if index == 0 else '':<11}{entry.text}{beside}  {cited}")
            if not entries:
                self._plain(f"  {label:<11}—")
        for sentence in missing(note.fields, list(self._said.values())):
            self._plain(f"  {sentence}", "1;33")
        self._plain("")
        self._plain("Read back", "1")
        for line in textwrap.wrap(note.read_back, WIDTH - 2):
            self._plain(f"  {line}")
        for statement in note.unsupported:
            self._plain(f"  nobody said: {statement}", "1;31")

    def _plain(self, text: str, colour: str = "") -> None:
        if self._colours and colour:
            text = f"\x1b[{colour}m{text}\x1b[0m"
        print(text, file=self._out, flush=True)
