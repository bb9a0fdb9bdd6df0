"""Fetched models in the settings: how much of the disk they have, and taking one away."""

from __future__ import annotations

import argparse
import sys
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assist.cli.choices import choices as of_this_machine
from assist.events import CallOver
from assist.settings import models_folder
from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.choices import choices
from ui.buttons import TextButton
from ui.call_control import CallControl
from ui.choices import Choices
from ui.desktop import Desktop
from ui.playbook_shape import PlaybookShape
from ui.settings_window import SettingsWindow
from ui.sidebar import Sidebar
from ui.theme import Look, Theme

WAIT = 60_000
"""Milliseconds, on a machine that is busy with other things."""


@pytest.fixture
def offered() -> Choices:
    """base.en is chosen and here, small.en is here, of tiny.en a part has come."""
    offered = choices()
    offered.fetch("small.en", lambda done, total: None, None)  # type: ignore[arg-type]
    return offered


@pytest.fixture
def window(qtbot: QtBot, offered: Choices) -> SettingsWindow:
    window = SettingsWindow(Theme(Look("light", still=True)), offered)
    qtbot.addWidget(window)
    window.pages.setCurrentRow(1)
    window.show()
    window.activateWindow()
    return window


def key(qtbot: QtBot, window: SettingsWindow, which: Qt.Key, shifted: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window.focusWidget(), which, modifier)


def on(window: SettingsWindow) -> str:
    """The words of the button that has the keys."""
    return cast("TextButton", window.focusWidget()).text()


def test_each_model_says_how_much_of_the_disk_it_has(window: SettingsWindow) -> None:
    lines = window.picker.lines
    assert {name: (line.place, line.remove.isVisible()) for name, line in lines.items()} == {
        "bundled": ("on this machine", False),
        "tiny.en": ("30 of 75 MB fetched, goes on from there", True),
        "base.en": ("145 MB on this machine", True),
        "small.en": ("484 MB on this machine", True),
    }


def test_one_is_removed_by_keyboard_and_asked_for_once(
    qtbot: QtBot, window: SettingsWindow, offered: Choices
) -> None:
    line = window.picker.lines["base.en"]
    window.picker.buttons["base.en"].setFocus()
    key(qtbot, window, Qt.Key.Key_Tab)
    assert window.focusWidget() is line.remove
    key(qtbot, window, Qt.Key.Key_Space)
    assert on(window) == "Keep"
    assert {one.objectName() for one in line.question.buttons} == {""}, (
        "what takes something away does not stand out"
    )
    assert window.focusWidget().accessibleDescription() == line.question.text, (
        "a screen reader says what is asked"
    )
    key(qtbot, window, Qt.Key.Key_Escape)
    assert line.question.isHidden() and window.isVisible() and line.model.here
    assert window.focusWidget() is line.remove
    key(qtbot, window, Qt.Key.Key_Space)
    key(qtbot, window, Qt.Key.Key_Tab, shifted=True)
    assert on(window) == "Remove"
    key(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: line.place == "145 MB to fetch", timeout=WAIT)
    assert window.picker.buttons["base.en"].hasFocus()
    assert [one.here for one in offered.models() if one.name == "base.en"] == [False]


def test_where_the_chosen_one_goes_the_program_chooses_and_says_so(
    qtbot: QtBot, window: SettingsWindow, offered: Choices
) -> None:
    line = window.picker.lines["base.en"]
    line.remove.click()
    assert line.question.text == "Remove base.en? The next call uses the best of those that are left."
    line.question.buttons[0].click()
    qtbot.waitUntil(lambda: window.picker.buttons["bundled"].isChecked(), timeout=WAIT)
    assert offered.settings().model is None


def test_where_another_one_goes_what_is_chosen_stays_so(
    qtbot: QtBot, window: SettingsWindow, offered: Choices
) -> None:
    line = window.picker.lines["small.en"]
    line.remove.click()
    assert line.question.text == "Remove small.en? It can be fetched again."
    line.question.buttons[0].click()
    qtbot.waitUntil(lambda: line.place == "484 MB to fetch", timeout=WAIT)
    assert offered.settings().model == "base.en" and window.picker.buttons["base.en"].isChecked()


def test_what_another_program_fetched_or_removed_is_seen_when_one_looks_again(
    window: SettingsWindow, offered: Choices
) -> None:
    window.close()
    offered.remove("small.en")
    for name in ("tiny.en", "sentences"):
        offered.fetch(name, lambda done, total: None, None)  # type: ignore[arg-type]
    window.show()
    lines = window.picker.lines
    assert (lines["tiny.en"].place, lines["small.en"].place) == ("75 MB on this machine", "484 MB to fetch")
    assert window.sentences.line.place == "91 MB on this machine" and not window.sentences.button.isVisible()


def test_a_question_is_seen_whole_in_a_low_window(window: SettingsWindow) -> None:
    window.resize(window.minimumSize())
    QApplication.processEvents()
    line = window.picker.lines["small.en"]
    line.remove.click()
    area: QWidget | None = line
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()
    sight = area.viewport()
    place = QRect(line.question.mapTo(sight, QPoint(0, 0)), line.question.size())
    assert sight.rect().contains(place)


def test_in_a_call_no_model_is_removed(qtbot: QtBot, playbook: PlaybookShape, offered: Choices) -> None:
    theme = Theme(Look("light", still=True))
    sidebar = Sidebar(playbook, theme, "Call Assist")
    qtbot.addWidget(sidebar)
    offered.fetch("sentences", lambda done, total: None, None)  # type: ignore[arg-type]
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_settings()
    window = desktop.settings_window
    assert window is not None
    window.pages.setCurrentRow(1)
    base, sentences = window.picker.lines["base.en"], window.sentences.line
    base.remove.click()
    sidebar.begin()
    assert base.question.isHidden(), "what was asked before the call is answered: it stays"
    for line in (base, sentences):
        assert line.remove.isVisible() and not line.remove.isEnabled()
        assert line.remove.toolTip() == "Not while a call is running"
    window.close()
    sidebar.call.take([CallOver(1.0)])
    assert base.remove.isEnabled() and sentences.remove.isEnabled()


def test_what_a_model_has_of_this_disk_is_measured(qtbot: QtBot) -> None:
    for name, size in (("base.en", 2_400_000), ("tiny.en.part", 10)):
        folder = models_folder() / name
        folder.mkdir(parents=True)
        (folder / "model.bin").write_bytes(bytes(size))
    offered = of_this_machine(argparse.Namespace())
    found = {one.name: (one.here, one.held) for one in offered.models()}
    assert found == {
        "bundled": (True, 0),
        "tiny.en": (False, 1),
        "base.en": (True, 3),
        "small.en": (False, 0),
        "distil-small.en": (False, 0),
    }
    offered.remove("tiny.en")
    offered.remove("base.en")
    assert [(one.here, one.held) for one in offered.models()] == [(True, 0)] + [(False, 0)] * 4
    assert list(models_folder().iterdir()) == []
