"""`demo`: the bundled sample call through the whole program, in the sidebar or in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from assist.audio.chunk import AudioChunk
from assist.audio.file import read_recording
from assist.cli import call
from assist.cli.note_file import save_note
from assist.cli.replay import Clock, at_pace, show
from assist.coach.playbook import Playbook
from assist.desk import Desk
from assist.events import Event
from assist.session import Session, last_note, listen
from assist.settings import Settings
from assist.speech.engine import SpeechEngine
from ui.app import has_display

CALL = Path(__file__).parent.parent / "calls" / "samples" / "sitter.flac"
STARTED = datetime(2026, 11, 19, 16, 52)
"""The Thursday on which the sample call takes place; "by Friday" is resolved against it."""
SAMPLE = "demo"
"""The origin of a sample call among the kept ones."""


def demo(options: argparse.Namespace) -> int:
    chosen = Settings(model="bundled")  # the demo is the same on every machine, whatever is set and fetched
    playbook = call.playbook(options, chosen)
    engine = call.engine(options, chosen)
    engine.warm_up()
    clock = Clock()
    realtime = not options.fast

    def events(desk: Desk | None = None) -> Iterator[Event]:
        return sample_call(playbook, engine, realtime, desk, clock)

    if options.terminal or options.json or not has_display():
        show(last_note(events()), as_json=options.json, wall=clock.seconds if realtime else None)
        return 0
    from ui.app import run

    return run(events, playbook, title="Call Assist: a sample call", on_save=save_note)


def sample_call(
    playbook: Playbook, engine: SpeechEngine, realtime: bool, desk: Desk | None, clock: Clock
) -> Iterator[Event]:
    """The bundled call, heard from its sound; kept like any other."""
    listener = call.listener(engine, realtime=realtime)
    session = Session(playbook, STARTED, listener.quiet)
    chunks = _watched(desk, at_pace(clock.started_by(read_recording(CALL)), realtime))
    yield from call.saved(session, listen(session, listener, chunks, desk or ()), SAMPLE, desk)


def _watched(desk: Desk | None, chunks: Iterable[AudioChunk]) -> Iterator[AudioChunk]:
    """The chunks until the window says that the call has ended; a recording that is paused waits."""
    for chunk in chunks:
        while desk is not None and desk.paused.is_set() and not desk.stop.wait(0.05):
            pass
        if desk is not None and desk.stop.is_set():
            return
        yield chunk
