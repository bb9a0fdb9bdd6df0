"""`replay` and `transcribe`: a whole call without a window."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from assist.audio.chunk import AudioChunk
from assist.calls.transcripts import SUFFIXES
from assist.cli import call
from assist.errors import InputError
from assist.events import Event, Level, Notice, Saved, Tick, Utterance
from assist.session import Session, WordsOnly, last_note, listen, read
from assist.speech.transcript import quiet_in, read_transcript

TRANSCRIPT = ".jsonl"
UNSAID = (Tick, Level, Saved)
"""Events that the JSON contract has no line for. Notices have none either: they go to standard error."""


_AS_JSON = json.JSONEncoder(ensure_ascii=False)


def replay(options: argparse.Namespace) -> int:
    from models.sentences import fetched_sentences

    path = Path(options.file)
    realtime = options.pace == "realtime"
    chosen = call.settings()
    playbook = call.playbook(options, chosen)
    clock = Clock()

    def opened_with(quiet: Callable[[float], bool], every_note: bool = True) -> Session:
        started = _started(options, path)
        return Session(playbook, started, quiet, chosen.country, every_note, fetched_sentences())

    if path.suffix.lower() == TRANSCRIPT:
        from models.load import check_name

        if options.model:
            check_name(options.model)  # nothing is heard here, and yet a mistake is one
        utterances = read_transcript(path)
        opened = opened_with(quiet_in(utterances), every_note=options.save)
        events = read(opened, clock.paced(utterances) if realtime else utterances)
    elif path.suffix.lower() in SUFFIXES:
        raise InputError(f"{path} is another program's transcript: `call-assist calls import` takes it.")
    else:
        from assist.audio.file import read_recording

        chunks = read_recording(path)
        engine = call.engine(options, chosen)
        listener = call.listener(engine, realtime=realtime)
        opened = opened_with(listener.quiet)
        events = listen(opened, listener, at_pace(clock.started_by(chunks), realtime))
        events = call.with_word_on_model(engine, events)
    if options.save:
        events = call.saved(opened, events, path.name)
    show(last_note(events), as_json=options.json, wall=clock.seconds if realtime else None)
    return 0


def transcribe(options: argparse.Namespace) -> int:
    from assist.audio.file import read_recording

    realtime = options.pace == "realtime"
    path = Path(options.file)
    if path.suffix.lower() in SUFFIXES:
        raise InputError(f"{path} has its words already; transcribe takes a recording.")
    chunks = read_recording(path)
    clock = Clock()
    engine = call.engine(options, call.settings())
    listener = call.listener(engine, realtime=realtime)
    heard = listen(WordsOnly(), listener, at_pace(clock.started_by(chunks), realtime))
    heard = call.with_word_on_model(engine, heard)
    show(heard, as_json=options.json, wall=clock.seconds if realtime else None)
    return 0


class Clock:
    """Wall-clock seconds since the first sound was fed."""

    def __init__(self) -> None:
        self._first: float | None = None

    def seconds(self) -> float:
        return 0.0 if self._first is None else time.monotonic() - self._first

    def started_by(self, chunks: Iterable[AudioChunk]) -> Iterator[AudioChunk]:
        for chunk in chunks:
            if self._first is None:
                self._first = time.monotonic()
            yield chunk

    def paced(self, utterances: Iterable[Utterance]) -> Iterator[Utterance]:
        """Each utterance when its end has come."""
        self._first = time.monotonic()
        for utterance in utterances:
            time.sleep(max(0.0, utterance.at - self.seconds()))
            yield utterance


def show(events: Iterable[Event], *, as_json: bool, wall: Callable[[], float] | None = None) -> None:
    """Prints each event as it comes, flushed; `wall` adds the wall-clock seconds to the JSON."""
    if not as_json:
        from assist.cli.terminal import TerminalView

        view = TerminalView(sys.stdout)
        for event in events:
            view.show(event)
        return
    for event in events:
        if isinstance(event, UNSAID):
            continue
        if isinstance(event, Notice):
            print(f"call-assist: {event.text}", file=sys.stderr)
            continue
        line = event.to_json()
        if wall is not None:
            line["wall"] = round(wall(), 3)
        if wall is None or not isinstance(event, Utterance):
            line.pop("seconds_to_decode", None)
        print(_AS_JSON.encode(line), flush=True)


def _started(options: argparse.Namespace, path: Path) -> datetime:
    from assist.calls.call_start import began, moment_of

    return moment_of(options.started) if options.started else began(path)


def at_pace(chunks: Iterable[AudioChunk], realtime: bool) -> Iterable[AudioChunk]:
    """At the speed of real time, or as fast as they are asked for."""
    if not realtime:
        return chunks
    from assist.audio.file import paced

    return paced(chunks)
