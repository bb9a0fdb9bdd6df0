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


def press(qtbot: QtBot, model: SentenceModel) -> None:
    assert model.button.hasFocus(), "one goes on with the same key"
    qtbot.keyClick(model.button, Qt.Key.Key_Space)


def test_it_is_fetched_and_removed_by_keyboard(qtbot: QtBot, window: SettingsWindow) -> None:
    model, folder = window.sentences, models_folder() / "sentences"
    assert (model.button.text(), model.place) == ("Fetch", "91 MB to fetch")
    press(qtbot, model)
    qtbot.waitUntil(lambda: model.button.text() == "Remove", timeout=WAIT)
    assert model.place == "on this machine" and model.download.words == "It is here; the next call uses it."
    assert check_files(folder)
    press(qtbot, model)
    qtbot.waitUntil(lambda: model.button.text() == "Fetch", timeout=WAIT)
    assert not folder.exists() and model.download.words == "It is gone; the next call does without."
    assert model.place == "91 MB to fetch"


def test_it_can_be_stopped_and_goes_on_from_there(qtbot: QtBot, window: SettingsWindow) -> None:
    model, Hub.go_on = window.sentences, threading.Event()
    press(qtbot, model)
    qtbot.waitUntil(lambda: model.download.words.startswith(HALF), timeout=WAIT)
    assert model.button.text() == "Stop"
    press(qtbot, model)
    assert model.button.text() == "Fetch" and model.download.words.startswith("Stopped. It goes on from here")
    Hub.go_on.set()
    press(qtbot, model)
    qtbot.waitUntil(lambda: model.button.text() == "Remove", timeout=WAIT)
    assert check_files(models_folder() / "sentences")


def test_a_speech_model_stays_chosen_while_it_comes(qtbot: QtBot, window: SettingsWindow) -> None:
    press(qtbot, window.sentences)
    qtbot.waitUntil(lambda: window.sentences.button.text() == "Remove", timeout=WAIT)
    assert window.picker.buttons["base.en"].isChecked() and window.picker.words == ""


def test_what_cannot_be_removed_stays_and_says_so(
    qtbot: QtBot, offered: Choices, window: SettingsWindow
) -> None:
    def held(name: str) -> None:
        raise InputError("The model sentences could not be removed: end other programs that use it.")

    press(qtbot, window.sentences)
    qtbot.waitUntil(lambda: window.sentences.button.text() == "Remove", timeout=WAIT)
    model = SentenceModel(Theme(Look("light", still=True)), dataclasses.replace(offered, remove=held))
    qtbot.addWidget(model)
    model.show()
    model.button.click()
    qtbot.waitUntil(model.button.isEnabled, timeout=WAIT)
    assert "end other programs" in model.download.words and model.button.text() == "Remove"


def test_a_hub_that_is_gone_is_told(
    qtbot: QtBot, window: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    press(qtbot, window.sentences)
    told = "The model sentences could not be fetched: look at the network"
    qtbot.waitUntil(lambda: window.sentences.download.words.startswith(told), timeout=WAIT)
    assert window.sentences.button.text() == "Fetch"
