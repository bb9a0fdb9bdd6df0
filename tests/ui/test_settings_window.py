"""The window of the settings."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from assist.errors import InputError
from assist.settings import Settings, save_settings
from assist.wording import in_words
from tests.conftest import REPOSITORY
from tests.ui.widgets import button

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.choices import choices
from ui.call_control import CallControl
from ui.desktop import Desktop
from ui.settings_window import SettingsWindow
from ui.sidebar import Sidebar
from ui.theme import Theme


def test_what_is_chosen_is_written_and_holds_at_once(qtbot: QtBot, theme: Theme) -> None:
    window = SettingsWindow(theme, choices())
    qtbot.addWidget(window)
    held: list[Settings] = []
    window.changed.connect(held.append)
    button(window, "Dark").click()
    assert theme.look.theme == "dark" and held[-1].appearance.theme == "dark"
    window.type_size.setValue(15)
    assert theme.scale == 1.5
    button(window, "Quiet").click()
    assert held[-1].prompts == "quiet"
    window.listening["agent"].device.setCurrentIndex(1)
    window.listening["agent"].device.activated.emit(1)
    assert held[-1].microphone == "alsa_input.usb"
    window.words.setText("")
    qtbot.keyClicks(window.words, "Maria, Homebird ,")
    window.words.editingFinished.emit()
    assert held[-1].words == ("Maria", "Homebird")


def test_a_policys_answers_answer_its_question(qtbot: QtBot, theme: Theme) -> None:
    window = SettingsWindow(theme, choices())
    qtbot.addWidget(window)
    held: list[Settings] = []
    window.changed.connect(held.append)
    button(window, "Only to steer back").click()
    assert held[-1].policies == {"interrupt": "to_steer_back"}
    policies = choices().playbook(Settings()).policies
    assert all(
        one.answer(value) != in_words(value) or value == "never" for one in policies for value in one.values
    ), "each has words of its own"


def test_a_teams_dispositions_hold_for_the_next_call(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, choices(), None)
    desktop.open_settings()
    window = desktop.settings_window
    assert window is not None
    window.dispositions.setText("")
    qtbot.keyClicks(window.dispositions, "Fixed, Second line")
    window.dispositions.editingFinished.emit()
    assert [choice.text() for choice in sidebar.wrap_up.choices] == ["1  Fixed", "2  Second line"]
    sidebar.wrap_up.choose(2)
    button(window, "Dark").click()
    chosen = sidebar.wrap_up.disposition(1.0)
    assert chosen is not None and chosen.disposition == "Second line"
    window.close()


def test_what_cannot_be_written_is_said_and_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    def full(changes: object) -> Settings:
        raise InputError("The settings cannot be written: free some space.")

    window = SettingsWindow(theme, dataclasses.replace(choices(), save=full))
    qtbot.addWidget(window)
    button(window, "Dark").click()
    assert window.problem == "The settings cannot be written: free some space."
    assert theme.look.theme == "light"


def test_a_teams_address_with_a_password_is_refused_and_not_repeated(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    really = dataclasses.replace(choices(), save=lambda changes: save_settings(file, changes))
    window = SettingsWindow(theme, really)
    qtbot.addWidget(window)
    window.team.setText("")
    qtbot.keyClicks(window.team, "postgresql://anna:hush@db.example/calls")
    window.team.editingFinished.emit()
    assert "`call-assist team join` puts it into the keyring" in window.problem
    assert "hush" not in window.problem and not file.exists()
    window.team.setText("")
    qtbot.keyClicks(window.team, "postgresql://anna@db.example/calls")
    window.team.editingFinished.emit()
    assert window.problem == "" and "anna@db.example" in file.read_text()


def test_the_calls_are_encrypted_or_it_is_said_why_not(qtbot: QtBot, theme: Theme) -> None:
    window = SettingsWindow(theme, choices())
    qtbot.addWidget(window)
    held: list[Settings] = []
    window.changed.connect(held.append)
    switch = window.encryption
    switch.box.click()
    assert switch.state.text() == "Encrypting the calls that are here…" and not switch.box.isEnabled()
    qtbot.waitUntil(switch.box.isEnabled)
    assert held[-1].store.encrypted and switch.state.text() == "The calls are encrypted."

    def held_by_another(wanted: bool) -> Settings:
        raise InputError("The file of calls could not be opened: another program holds it.")

    refusing = SettingsWindow(theme, dataclasses.replace(choices(), encrypt=held_by_another))
    qtbot.addWidget(refusing)
    refusing.encryption.box.click()
    qtbot.waitUntil(refusing.encryption.box.isEnabled)
    assert not refusing.encryption.box.isChecked() and "another program" in refusing.problem
    assert refusing.encryption.state.text().startswith("They are not encrypted:")


def test_what_is_encrypted_stays_so_and_that_is_said(qtbot: QtBot, theme: Theme) -> None:
    switched_off = dataclasses.replace(choices(), is_encrypted=lambda: True)
    window = SettingsWindow(theme, switched_off)
    qtbot.addWidget(window)
    assert "stay encrypted" in window.encryption.state.text()


@pytest.mark.parametrize(
    ("microphone", "words"),
    [
        ("Conference phone", "Conference phone (not here now)"),
        ("head", "head"),  # a part of a name is enough
        (3, "Number 3"),
        ("alsa_input.usb", "Headset"),
    ],
)
def test_whatever_the_settings_name_stays_chosen(
    qtbot: QtBot, theme: Theme, microphone: str | int, words: str
) -> None:
    window = SettingsWindow(theme, choices(Settings(microphone=microphone)))
    qtbot.addWidget(window)
    assert window.listening["agent"].device.currentText() == words


def test_the_caller_is_what_this_machine_plays(qtbot: QtBot, theme: Theme) -> None:
    """On Windows nothing else could be chosen for them: no device of its list carries what is played."""
    window = SettingsWindow(theme, choices(Settings()))
    qtbot.addWidget(window)
    held: list[Settings] = []
    window.changed.connect(held.append)
    device = window.listening["client"].device
    device.setCurrentText("What this machine plays")
    device.activated.emit(device.currentIndex())
    assert held[-1].caller == "speakers"


def test_a_model_in_a_folder_of_ones_own_stays_chosen(qtbot: QtBot, theme: Theme) -> None:
    window = SettingsWindow(theme, choices(Settings(model="/srv/models/our-own")))
    qtbot.addWidget(window)
    (chosen,) = (one for one in window.picker.buttons.values() if one.isChecked())
    assert chosen.text() == "our-own"


def test_every_field_has_a_name(qtbot: QtBot, theme: Theme) -> None:
    window = SettingsWindow(theme, choices())
    qtbot.addWidget(window)
    for field in window.findChildren(QComboBox):
        assert field.accessibleName() and field.toolTip()
