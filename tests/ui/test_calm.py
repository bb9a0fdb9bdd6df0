"""However loud the call: the window is drawn with its clock's beats alone, and each beat draws it once."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from assist.events import Event
from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery import call
from gallery.frames import Frames
from gallery.long_call import long_call
from ui import pulse
from ui.playbook_shape import PlaybookShape
from ui.sidebar import Sidebar
from ui.theme import Look, Theme

NEVER_MS = 10_000_000
LONGER_THAN_ANY_EASING_MS = 300
SECONDS_A_BEAT = 10
"""Of the call, at a hundred times its speed."""


@pytest.fixture
def sidebar(qtbot: QtBot, playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch) -> Sidebar:
    """Its clock beats only when the test says so, but for the very first time."""
    monkeypatch.setattr(pulse, "INTERVAL_MS", NEVER_MS)
    sidebar = Sidebar(playbook, Theme(Look("light")), "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.resize(380, 900)
    sidebar.show()
    sidebar.begin()
    qtbot.waitExposed(sidebar)
    sidebar.pulse.take(call.UTTERANCES[0])
    draw()
    return sidebar


def draw() -> None:
    for _ in range(6):
        QCoreApplication.processEvents()


def batches(events: Sequence[Event], seconds: float) -> Iterator[list[Event]]:
    for _, group in itertools.groupby(events, lambda event: event.at // seconds):
        yield list(group)


@pytest.mark.parametrize("seconds", [1, SECONDS_A_BEAT])
def test_each_beat_draws_the_window_once(sidebar: Sidebar, seconds: float) -> None:
    frames = Frames(sidebar)
    drawn = []
    for batch in batches(long_call(2), seconds):
        before = frames.count
        for record in batch:
            sidebar.pulse.take(record)
        draw()
        assert frames.count == before, "drawn without a beat"
        sidebar.pulse.beat()
        draw()
        drawn.append(frames.count - before)
    assert drawn == [1] * len(drawn)


def test_so_it_is_while_the_note_is_read_back(sidebar: Sidebar) -> None:
    sidebar.resize(380, 560)
    sidebar.call.take([*call.UTTERANCES, call.NOTE])
    sidebar.read_back()
    sidebar.pulse.take(call.READ_BACK)
    sidebar.pulse.beat()
    draw()
    frames = Frames(sidebar)
    sentences = tuple(dataclasses.replace(one, state="waiting") for one in call.READ_BACK.sentences)
    for said in range(1, len(sentences) + 1):
        voiced = tuple(dataclasses.replace(one, state="voiced") for one in sentences[:said])
        before = frames.count
        sidebar.pulse.take(dataclasses.replace(call.READ_BACK, sentences=voiced + sentences[said:]))
        sidebar.pulse.beat()
        draw()
        assert frames.count == before + 1


def test_what_comes_eases_in_with_the_beats_and_draws_nothing_in_between(
    sidebar: Sidebar, qtbot: QtBot
) -> None:
    frames = Frames(sidebar)
    for record, part in ((call.SUMMARIZE, sidebar.card), (call.CALM_DOWN, sidebar.warning)):
        sidebar.pulse.take(record)
        sidebar.pulse.beat()
        draw()
        assert part.graphicsEffect() is not None
        before = frames.count
        qtbot.wait(LONGER_THAN_ANY_EASING_MS)
        assert frames.count == before
        sidebar.pulse.beat()
        draw()
        assert part.graphicsEffect() is None
        assert frames.count == before + 1


def test_who_wants_stillness_sees_nothing_ease(qtbot: QtBot, playbook: PlaybookShape) -> None:
    sidebar = Sidebar(playbook, Theme(Look("light", still=True)), "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.show()
    sidebar.begin()
    sidebar.call.take([call.SUMMARIZE])
    assert sidebar.card.isVisible() and sidebar.card.graphicsEffect() is None
