"""A call is written as its transcript: lines "agent: …" and "client: …", one utterance each."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Callable

import pytest

from assist.events import Channel, Moment, Note, Utterance
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft

MONDAY = Calendar(datetime.datetime(2026, 11, 23, 10, 0))


def utterances(transcript: str) -> list[Utterance]:
    heard = []
    for number, line in enumerate(textwrap.dedent(transcript).strip().splitlines(), 1):
        speaker, _, text = line.partition(": ")
        channel: Channel = "agent" if speaker == "agent" else "client"
        heard.append(Utterance(number * 5.0, number, channel, number * 5.0 - 4.0, number * 5.0, text))
    return heard


@pytest.fixture
def monday() -> Calendar:
    return MONDAY


@pytest.fixture
def call() -> Callable[[str], list[Utterance]]:
    return utterances


@pytest.fixture
def document() -> Callable[..., Note]:
    """The note of a transcript; `moments` by utterance number where the test brings some."""

    def write(transcript: str, moments: dict[int, list[str]] | None = None) -> Note:
        draft, heard = NoteDraft(MONDAY), utterances(transcript)
        for one in heard:
            found = [
                Moment(one.at, name, one.channel, one.id, one.text, 0.9)
                for name in (moments or {}).get(one.id, [])
            ]
            draft.hear(one, found)
        return draft.note(heard[-1].end)

    return write
