"""Kept calls, made of transcripts by the whole program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from assist.calls.call_start import call_start
from assist.calls.recording import Lasting
from assist.calls.store import Store
from assist.coach.playbook import load_playbook
from assist.events import Event, Utterance
from assist.review.archive import Archive
from assist.review.kept_call import KeptCall, kept_call
from assist.session import Session, read
from assist.speech.transcript import quiet_in
from tests.coach.calls import utterances

STARTED = datetime(2026, 11, 19, 16, 52)
PLAYBOOK = load_playbook("upset-client")


@cache
def events(transcript: str) -> tuple[Event, ...]:
    """What a call's log has of it."""
    said = [one for one in utterances(transcript) if isinstance(one, Utterance)]
    session = Session(PLAYBOOK, STARTED, quiet_in(said))
    lasting = Lasting()
    return tuple(event for event in read(session, said) if lasting.takes(event))


def keep(store: Store, happened: Sequence[Event], started: datetime = STARTED, agent: str = "anna") -> int:
    lines = [event.to_json() for event in happened]
    end = max(event.end for event in happened if isinstance(event, Utterance))
    return store.add(call_start(started, PLAYBOOK, "microphone", agent), lines, end)[0]


def kept(transcript: str, folder: Path) -> KeptCall:
    """The record of a call with these words."""
    store = Store(folder / "calls.db")
    try:
        call = keep(store, events(transcript))
        return kept_call(store.call(call), store.events(call))
    finally:
        store.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Nothing is kept yet."""
    opened = Archive(Store(tmp_path / "calls.db"), "lea", load_playbook, tmp_path / "audio")
    yield opened
    opened.close()
