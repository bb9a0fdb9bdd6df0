"""The practice call says what each part of the window is for, when it is first at work."""

from __future__ import annotations

import dataclasses

from assist.events import CallOver, Event, Notice, Prompt, StepChanged, Tick, Utterance
from ui.practice import APART, hinted

CALM = StepChanged(5.0, "calm", "done", ())


def hints(*events: Event) -> list[Notice]:
    return [event for event in hinted(events) if isinstance(event, Notice)]


def test_the_events_themselves_stay_as_they_are() -> None:
    events = [Tick(1.0), CALM, Tick(6.0), CallOver(60.0)]
    assert [event for event in hinted(events) if not isinstance(event, Notice)] == events


def test_a_hint_comes_once_and_not_before_the_one_before_could_be_read() -> None:
    told = hints(Tick(1.0), CALM, Tick(6.0), dataclasses.replace(CALM, at=7.0), Tick(1.0 + APART), Tick(40.0))
    assert [hint.at for hint in told] == [1.0, 1.0 + APART]
    assert told[0].text.startswith("A practice call")
    assert told[1].text.startswith("A step ticked itself")


def test_the_card_is_explained_before_the_transcript() -> None:
    turn = Utterance(3.0, 1, "client", 1.0, 2.5, "Nobody came.")
    card = Prompt(5.0, 1, "calm", "Breathe", "", (), "upset-client", "")
    told = hints(Tick(1.0), turn, card, Tick(1.0 + APART), Tick(1.0 + 2 * APART))
    assert [hint.text.split(":")[0].split(".")[0] for hint in told] == [
        "A practice call",
        "A card",
        "The transcript follows",
    ]


def test_at_the_end_only_what_comes_next_is_said() -> None:
    told = hints(Tick(1.0), CALM, CallOver(6.0))
    assert told[-1].at == 6.0
    assert "Ctrl+S saves the note. Ctrl+N starts a real call" in told[-1].text
