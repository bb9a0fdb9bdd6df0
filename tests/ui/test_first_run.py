"""The first pages."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from threading import Event as Flag

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assist.errors import InputError
from assist.events import Channel
from assist.settings import Settings
from tests.conftest import REPOSITORY
from tests.ui.widgets import WAIT, button

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.choices import MODELS, choices
from ui.call_control import CallControl
from ui.choices import Choices, Progress
from ui.desktop import Desktop
from ui.first_run import FirstRun
from ui.settings_window import SettingsWindow
from ui.sidebar import Sidebar
from ui.theme import Theme


def listening(levels: list[float], heard: list[tuple[Channel, str | None]]) -> Choices:
    def listen(channel: Channel, device: str | None, stop: Flag) -> Iterator[float]:
        heard.append((channel, device))
        yield from levels
        stop.wait(5)

    return dataclasses.replace(choices(), listen=listen)


def test_three_pages_by_keyboard_and_the_practice_call(qtbot: QtBot, theme: Theme) -> None:
    heard: list[tuple[Channel, str | None]] = []
    window = FirstRun(theme, listening([0.1, 0.7], heard))
    qtbot.addWidget(window)
    left: list[bool] = []
    window.left.connect(left.append)
    window.begin()
    qtbot.waitUntil(lambda: window.listening["agent"].word == "Heard.")
    assert sorted(heard) == [("agent", None), ("client", "speakers")]
    for page, key in ((1, Qt.Key.Key_Space), (2, Qt.Key.Key_Return)):
        qtbot.keyClick(window.next, key)
        assert window.page == page
    qtbot.keyClick(window.practice, Qt.Key.Key_Space)
    assert left == [True]
    assert not window.isVisible()


def test_a_silent_microphone_is_not_called_heard(qtbot: QtBot, theme: Theme) -> None:
    window = FirstRun(theme, listening([0.0, 0.05], []))
    qtbot.addWidget(window)
    window.begin()
    qtbot.waitUntil(lambda: window.listening["agent"].meter.shares[-1] == 0.05)
    assert window.listening["agent"].word == "Say something."


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (0.6, "That was it. Was it loud and clear?"),
        (0.0, "Nothing was heard: is it muted, or another device?"),
    ],
)
def test_two_seconds_are_recorded_and_played(qtbot: QtBot, theme: Theme, level: float, words: str) -> None:
    go_on = Flag()

    def try_out(channel: Channel, device: str | None, stop: Flag) -> Iterator[tuple[str, float]]:
        yield "recording", level
        go_on.wait(5)
        yield "playing", level

    window = SettingsWindow(theme, dataclasses.replace(choices(), try_out=try_out))
    qtbot.addWidget(window)
    window.show()
    listening = window.listening["agent"]
    qtbot.waitUntil(listening.test.isEnabled, timeout=WAIT)
    qtbot.keyClick(listening.test, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: listening.word == "Recording: say something.")
    assert not listening.test.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: listening.word == words)
    assert listening.test.isEnabled()


def test_without_a_microphone_nothing_can_be_recorded(qtbot: QtBot, theme: Theme) -> None:
    def listen(channel: Channel, device: str | None, stop: Flag) -> Iterator[float]:
        raise InputError("No microphone was found: plug one in.")
        yield

    window = SettingsWindow(theme, dataclasses.replace(choices(), devices=list, listen=listen))
    qtbot.addWidget(window)
    window.show()
    listening = window.listening["agent"]
    qtbot.waitUntil(lambda: listening.word == "No microphone was found: plug one in.", timeout=WAIT)
    assert not listening.test.isEnabled() and not listening.meter.isVisible()


def test_a_headset_that_is_plugged_in_later_is_offered(qtbot: QtBot, theme: Theme) -> None:
    here = [("usb", "Headset")]
    window = SettingsWindow(theme, dataclasses.replace(choices(), devices=lambda: list(here)))
    qtbot.addWidget(window)
    device = window.listening["agent"].device
    window.show()
    device.setCurrentIndex(device.findData("usb"))
    window.hide()
    here.append(("bluetooth", "Second headset"))
    window.show()
    qtbot.waitUntil(lambda: device.findText("Second headset") >= 0, timeout=WAIT)
    assert device.currentData() == "usb", "what was chosen stays"


def test_the_model_for_this_machine_is_named_once_it_is_known(qtbot: QtBot, theme: Theme) -> None:
    window = FirstRun(theme, choices())
    qtbot.addWidget(window)
    window.begin()
    assert window.picker.advised == ""
    window.next.click()
    qtbot.waitUntil(lambda: window.picker.advised == "base.en")


def test_where_nobody_chose_a_model_the_one_that_is_used_is_marked(qtbot: QtBot, theme: Theme) -> None:
    here = [dataclasses.replace(model, here=True) for model in MODELS]
    offered = dataclasses.replace(choices(Settings()), models=lambda: here, default_model=lambda: "base.en")
    window = SettingsWindow(theme, offered)
    qtbot.addWidget(window)
    window.pages.setCurrentRow(1)
    window.show()
    qtbot.waitUntil(window.picker.buttons["base.en"].isChecked, timeout=WAIT)
    assert offered.settings().model is None, "it stays the program's choice"
    window.picker.buttons["bundled"].click()
    assert offered.settings().model == "bundled"


def test_a_model_that_cannot_be_fetched_says_so_and_is_not_chosen(qtbot: QtBot, theme: Theme) -> None:
    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        progress(10_000, 75_000)
        raise InputError("The model tiny.en could not be fetched: look at the network.")

    window = FirstRun(theme, dataclasses.replace(choices(), fetch=fetch))
    qtbot.addWidget(window)
    chosen: list[str] = []
    window.picker.chosen.connect(chosen.append)
    window.picker.buttons["tiny.en"].click()
    qtbot.waitUntil(lambda: "could not be fetched" in window.picker.words)
    assert chosen == []


def test_a_model_still_comes_while_one_goes_on_and_only_once(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    go_on, fetched = Flag(), list[str]()

    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        fetched.append(name)
        assert go_on.wait(30) and not stop.is_set()
        here.fetch(name, progress, stop)

    here = choices(Settings())
    offered = dataclasses.replace(here, fetch=fetch)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.welcome()
    window = desktop.first_run
    assert window is not None
    qtbot.addWidget(window)
    window.picker.buttons["base.en"].click()
    window.next.click()
    window.close()
    assert offered.settings().model is None  # the one that is here is used until the other one came
    go_on.set()
    come = "base.en is here; the next call uses it."
    qtbot.waitUntil(lambda: sidebar.footer.notice == come, timeout=30_000)
    assert offered.settings().model == "base.en"
    for name in ("bundled", "base.en"):
        window.picker.buttons[name].click()
        assert offered.settings().model == name
    assert fetched == ["base.en"]


def test_the_arrows_look_at_models_and_space_fetches_one(qtbot: QtBot, theme: Theme) -> None:
    fetched = list[str]()

    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        fetched.append(name)

    offered = dataclasses.replace(choices(Settings()), fetch=fetch)
    window = FirstRun(theme, offered)
    qtbot.addWidget(window)
    window.begin()
    window.next.click()
    window.activateWindow()
    picker = window.picker
    picker.buttons["bundled"].setFocus()
    for name in ("tiny.en", "base.en", "small.en", "small.en"):
        qtbot.keyClick(picker.focusWidget(), Qt.Key.Key_Down)
        assert window.focusWidget() is picker.buttons[name]
    qtbot.keyClick(picker.focusWidget(), Qt.Key.Key_Up)
    assert picker.buttons["bundled"].isChecked() and not fetched
    qtbot.keyClick(picker.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: offered.settings().model == "base.en", timeout=WAIT)
    assert fetched == ["base.en"]


def test_a_download_can_be_stopped(qtbot: QtBot, theme: Theme) -> None:
    stopped = Flag()

    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        progress(10_000_000, 75_000_000)
        assert stop.wait(30)
        stopped.set()

    window = FirstRun(theme, dataclasses.replace(choices(Settings()), fetch=fetch))
    qtbot.addWidget(window)
    window.begin()
    window.next.click()
    window.picker.buttons["tiny.en"].click()
    qtbot.waitUntil(lambda: window.picker.words == "Fetching tiny.en: 10 of 75 MB", timeout=30_000)
    qtbot.keyClick(button(window, "Stop"), Qt.Key.Key_Space)
    assert stopped.wait(30) and window.picker.words.startswith("Stopped.")
    assert window.picker.buttons["bundled"].isChecked()


def test_another_model_that_is_chosen_meanwhile_is_the_one_that_comes(qtbot: QtBot, theme: Theme) -> None:
    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        assert name != "tiny.en" or stop.wait(30)

    window = FirstRun(theme, dataclasses.replace(choices(Settings()), fetch=fetch))
    qtbot.addWidget(window)
    for name in ("tiny.en", "base.en"):
        window.picker.buttons[name].click()
        assert window.picker.buttons[name].isChecked()
    qtbot.waitUntil(lambda: window.picker.words.startswith("base.en is here"), timeout=WAIT)
    assert window.picker.buttons["base.en"].isChecked()
