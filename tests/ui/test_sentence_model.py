"""The optional sentence model in the settings: fetched from a hub on 127.0.0.1, stopped, removed."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import threading

import pytest
from huggingface_hub import constants
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assist.cli.choices import choices as of_this_machine
from assist.errors import InputError
from assist.settings import models_folder
from models.checksums import check_files
from tests.conftest import REPOSITORY
from tests.models.hub import Hub

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.choices import choices
from ui.buttons import TextButton
from ui.choices import Choices
from ui.sentence_model import SentenceModel
from ui.settings_window import SettingsWindow
from ui.theme import Look, Theme

WAIT = 60_000
"""Milliseconds, on a machine that is busy with other things."""
HALF = "Fetching the sentence model: 1 of 2 MB"


@pytest.fixture
def offered(hub: str, monkeypatch: pytest.MonkeyPatch) -> Choices:
    """What this machine offers, with the hub as the only one there is."""
    for name in os.environ:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(constants, "ENDPOINT", hub)
    monkeypatch.setattr(
        constants, "HUGGINGFACE_CO_URL_TEMPLATE", hub + "/{repo_id}/resolve/{revision}/{filename}"
    )
    real = of_this_machine(argparse.Namespace())
    return dataclasses.replace(choices(), sentences=real.sentences, fetch=real.fetch, remove=real.remove)


@pytest.fixture
def window(qtbot: QtBot, offered: Choices) -> SettingsWindow:
    window = SettingsWindow(Theme(Look("light", still=True)), offered)
    qtbot.addWidget(window)
    window.pages.setCurrentRow(1)
    window.show()
    window.activateWindow()
    window.sentences.button.setFocus()
    return window


def press(qtbot: QtBot, window: SettingsWindow, words: str) -> None:
    """Presses the button that has the keys."""
    button = window.focusWidget()
    assert isinstance(button, TextButton) and button.text() == words
    qtbot.keyClick(button, Qt.Key.Key_Space)


def fetch(qtbot: QtBot, window: SettingsWindow) -> None:
    press(qtbot, window, "Fetch")
    qtbot.waitUntil(lambda: window.sentences.line.model.here, timeout=WAIT)


def test_it_is_fetched_and_removed_by_keyboard(qtbot: QtBot, window: SettingsWindow) -> None:
    model, folder = window.sentences, models_folder() / "sentences"
    assert model.line.place == "91 MB to fetch" and not model.line.remove.isVisible()
    fetch(qtbot, window)
    assert model.line.place == "3 MB on this machine", "what it has of this disk"
    assert model.download.words == "It is here; the next call uses it."
    assert check_files(folder)
    press(qtbot, window, "Remove")
    assert model.line.question.text == "Remove sentences? It can be fetched again."
    press(qtbot, window, "Keep")
    assert check_files(folder)
    press(qtbot, window, "Remove")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, window, "Remove")
    qtbot.waitUntil(lambda: not model.line.model.here, timeout=WAIT)
    assert not folder.exists() and model.line.place == "91 MB to fetch" and model.download.words == ""
    assert model.button.hasFocus() and model.button.text() == "Fetch"


def test_it_can_be_stopped_and_goes_on_from_there(qtbot: QtBot, window: SettingsWindow) -> None:
    model, Hub.go_on = window.sentences, threading.Event()
    press(qtbot, window, "Fetch")
    qtbot.waitUntil(lambda: model.download.words.startswith(HALF), timeout=WAIT)
    assert not model.line.remove.isVisible()
    press(qtbot, window, "Stop")
    assert model.download.words.startswith("Stopped. It goes on from here")
    assert model.line.place == "2 of 91 MB fetched, goes on from there"
    Hub.go_on.set()
    fetch(qtbot, window)
    assert check_files(models_folder() / "sentences")


def test_what_came_before_it_was_stopped_can_be_removed(qtbot: QtBot, window: SettingsWindow) -> None:
    model, Hub.go_on = window.sentences, threading.Event()
    press(qtbot, window, "Fetch")
    qtbot.waitUntil(lambda: model.download.words.startswith(HALF), timeout=WAIT)
    press(qtbot, window, "Stop")
    Hub.go_on.set()
    assert list(models_folder().iterdir()) != []
    model.line.remove.click()
    assert model.line.question.text == "Remove what has come of sentences?"
    model.line.question.buttons[0].click()
    qtbot.waitUntil(lambda: model.line.place == "91 MB to fetch", timeout=WAIT)
    assert list(models_folder().iterdir()) == []


def test_a_speech_model_stays_chosen_while_it_comes(qtbot: QtBot, window: SettingsWindow) -> None:
    fetch(qtbot, window)
    assert window.picker.buttons["base.en"].isChecked() and window.picker.words == ""


def test_what_cannot_be_removed_stays_and_says_so(
    qtbot: QtBot, offered: Choices, window: SettingsWindow
) -> None:
    def held(name: str) -> None:
        raise InputError("The model sentences could not be removed: end other programs that use it.")

    fetch(qtbot, window)
    model = SentenceModel(Theme(Look("light", still=True)), dataclasses.replace(offered, remove=held))
    qtbot.addWidget(model)
    model.show()
    model.line.remove.click()
    model.line.question.buttons[0].click()
    qtbot.waitUntil(lambda: "end other programs" in model.line.question.text, timeout=WAIT)
    assert [button.text() for button in model.line.question.buttons] == ["All right"]
    assert model.line.remove.isVisible() and model.line.remove.isEnabled()


def test_a_hub_that_is_gone_is_told(
    qtbot: QtBot, window: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    press(qtbot, window, "Fetch")
    told = "The model sentences could not be fetched: look at the network"
    qtbot.waitUntil(lambda: window.sentences.download.words.startswith(told), timeout=WAIT)
    assert window.sentences.button.text() == "Fetch"
