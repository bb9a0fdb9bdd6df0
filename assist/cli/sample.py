"""The bundled sample call, heard from its sound and kept like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from assist.audio.chunk import AudioChunk
from assist.audio.file import read_recording
from assist.calls.call_start import SAMPLE
from assist.cli import call
from assist.cli.replay import Clock, at_pace
from assist.coach.playbook import Playbook
from assist.desk import Desk
from assist.events import Event
from assist.session import Session, listen
from assist.speech.engine import SpeechEngine

CALL = Path(__file__).parent.parent / "calls" / "samples" / "sitter.flac"
STARTED = datetime(2026, 11, 19, 16, 52)
"""The Thursday on which the sample call takes place; "by Friday" is resolved against it."""


def sample_call(
    playbook: Playbook, engine: SpeechEngine, realtime: bool, desk: Desk | None, clock: Clock
) -> Iterator[Event]:
    """The call as it happens, and with a desk what the agent does after it."""
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
