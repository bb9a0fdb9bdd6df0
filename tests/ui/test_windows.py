"""The windows beside the sidebar: settings, first pages, tray, promises; and where the sidebar stands."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assist.desk import Desk
from assist.errors import InputError
from assist.events import CallOver, Channel, Entry, Event, NoteEdited, Tick, UtteranceCorrected
from assist.review.archive import Archive
from assist.settings import Settings, save_settings
from assist.wording import in_words
from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.call import NOTE, READ_BACK, UTTERANCES
from gallery.choices import MODELS, choices
from ui.app import run
from ui.bridge import Ended
from ui.buttons import TextButton
from ui.call_control import CallControl
from ui.choices import Choices, FollowUp, Found, Progress
from ui.desktop import Desktop
from ui.editor import Editor
from ui.errand import Errand
from ui.first_run import FirstRun
from ui.note_section import EntryText
from ui.playbook_shape import PlaybookShape
from ui.settings_window import SettingsWindow
from ui.sidebar import Sidebar
from ui.theme import DARK, LIGHT, Look, Theme, ThemeChoice, Tokens

WAIT = 60_000
"""Milliseconds, on a machine that is busy with other things."""


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme(Look("light", still=True))


@pytest.fixture
def sidebar(qtbot: QtBot, playbook: PlaybookShape, theme: Theme) -> Sidebar:
    sidebar = Sidebar(playbook, theme, "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.show()
    return sidebar


def button(window: QWidget, text: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton) if one.text() == text)


# --- settings ----------------------------------------------------------------------------------------------


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


# --- the first pages ---------------------------------------------------------------------------------------


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


# --- tray, promises, hotkeys -------------------------------------------------------------------------------


def test_promises_are_listed_and_settled(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    yesterday = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    open_ones = [FollowUp(12, "Refund the visit", yesterday, yesterday)]
    told: list[tuple[str, bool]] = []

    def settle(promise: FollowUp, kept: bool) -> None:
        told.append((promise.text, kept))
        open_ones.remove(promise)

    offered = dataclasses.replace(choices(), follow_ups=lambda: list(open_ones), settle=settle)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.look_for_promises()
    qtbot.waitUntil(lambda: sidebar.footer.notice.startswith("1 promise is due"), timeout=WAIT)
    desktop.open_follow_ups()
    assert sidebar.follow_ups_view.texts[0] == "Refund the visit"
    assert sidebar.follow_ups_view.texts[1].startswith("was due")
    button(sidebar.follow_ups_view, "Kept").click()
    qtbot.waitUntil(lambda: sidebar.follow_ups_view.texts == (), timeout=WAIT)
    assert told == [("Refund the visit", True)]
    qtbot.keyClick(sidebar, Qt.Key.Key_Escape)
    assert not sidebar.follow_ups_view.isVisible()


def test_nothing_is_said_of_promises_until_it_is_known(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    go_on = Flag()

    def follow_ups() -> Sequence[FollowUp]:
        assert go_on.wait(30)
        return []

    offered = dataclasses.replace(choices(), follow_ups=follow_ups)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    action = next(one for one in desktop.tray.menu.actions() if "romise" in one.text())
    desktop.open_follow_ups()
    assert sidebar.follow_ups_view.word == "Looking …" and action.text() == "Promises that are due"
    go_on.set()
    qtbot.waitUntil(lambda: sidebar.follow_ups_view.word == "No promise is due.", timeout=WAIT)
    assert action.text() == "No promise is due"


def test_promises_that_cannot_be_looked_up_are_not_called_none(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    def follow_ups() -> Sequence[FollowUp]:
        raise InputError("The file of calls cannot be opened: another program holds it.")

    offered = dataclasses.replace(choices(), follow_ups=follow_ups)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_follow_ups()
    told = "What is due could not be looked up."
    qtbot.waitUntil(lambda: sidebar.follow_ups_view.word == told, timeout=WAIT)
    assert "another program holds it" in sidebar.footer.notice


def test_what_was_asked_before_is_told_when_it_is_looked_up_again(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    problem = "The file of calls cannot be read: it is damaged."

    def follow_ups() -> Sequence[FollowUp]:
        raise InputError(problem)

    offered = dataclasses.replace(choices(), follow_ups=follow_ups)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    sidebar.ask(problem, (("Not now", lambda: None),))
    desktop.open_follow_ups()
    qtbot.waitUntil(lambda: "could not" in sidebar.follow_ups_view.word, timeout=WAIT)
    assert sidebar.footer.notice == "", "it stands above already"
    qtbot.keyClick(sidebar, Qt.Key.Key_Escape)
    desktop.open_follow_ups()
    qtbot.waitUntil(lambda: sidebar.footer.notice == problem, timeout=WAIT)


def test_one_promise_after_the_other_is_settled_by_keyboard(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    open_ones = [FollowUp(12, f"Send letter {number}", "2026-11-20", "2026-11-19") for number in range(3)]
    offered = dataclasses.replace(
        choices(), follow_ups=lambda: list(open_ones), settle=lambda promise, _kept: open_ones.remove(promise)
    )
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    view = sidebar.follow_ups_view
    desktop.open_follow_ups()
    qtbot.waitUntil(lambda: len(view.texts) == 6, timeout=WAIT)
    last = [one for one in view.findChildren(TextButton) if one.text() == "Not kept"][-1]
    [one for one in view.findChildren(TextButton) if one.text() == "Not kept"][1].setFocus()
    for left in (4, 2, 0):
        qtbot.keyClick(sidebar.focusWidget(), Qt.Key.Key_Space)
        qtbot.waitUntil(lambda left=left: len(view.texts) == left, timeout=WAIT)
        if left == 4:
            assert view.focusWidget() is last, "the line that stayed is the same one"
    assert open_ones == []


def test_a_promise_is_moved_to_another_day(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    open_ones = [FollowUp(12, "Refund the visit", "2026-11-20", "2026-11-19")]

    def move(promise: FollowUp, due: str) -> None:
        open_ones[0] = dataclasses.replace(promise, due=due, moved=(promise.due,))

    offered = dataclasses.replace(choices(), follow_ups=lambda: list(open_ones), move=move)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_follow_ups()
    qtbot.waitUntil(lambda: sidebar.follow_ups_view.texts != (), timeout=WAIT)
    chosen = button(sidebar.follow_ups_view, "Another day")
    assert isinstance(chosen, QPushButton)
    menu = chosen.menu()
    menu.aboutToShow.emit()
    calendar = menu.findChild(QCalendarWidget)
    calendar.activated.emit(QDate(2026, 11, 25))
    qtbot.waitUntil(lambda: "25 Nov" in sidebar.follow_ups_view.texts[1], timeout=WAIT)
    assert open_ones[0].due == "2026-11-25"
    assert "moved from Fri 20 Nov" in sidebar.follow_ups_view.texts[1]


def test_the_window_answers_while_another_program_holds_the_promises(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    held, settled = Flag(), list[str]()

    def settle(promise: FollowUp, kept: bool) -> None:
        assert held.wait(60)
        settled.append(promise.text)

    offered = dataclasses.replace(choices(), settle=settle)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_follow_ups()
    qtbot.waitUntil(lambda: sidebar.follow_ups_view.texts != (), timeout=WAIT)
    for line in sidebar.follow_ups_view.findChildren(TextButton):
        if line.text() == "Kept":
            line.click()
    assert settled == [], "the window did not wait"
    held.set()
    qtbot.waitUntil(
        lambda: settled == ["Refund Friday’s visit", "Call back about the new sitter"], timeout=WAIT
    )


def test_the_tray_tells_the_state(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, choices(), None)
    desktop.look_for_promises()
    qtbot.waitUntil(lambda: "2 promises are due" in sidebar.footer.notice, timeout=WAIT)
    assert desktop.tray.tool_tip == "Call Assist: No call"
    assert [action.text() for action in desktop.tray.menu.actions() if action.text()] == [
        "Start a call",
        "Show the sidebar",
        "Practice call",
        "Promises that are due (2)",
        "Review calls",
        "Settings",
        "Close Call Assist",
    ]
    sidebar.begin()
    assert desktop.tray.tool_tip == "Call Assist: Call running", "a time would stand still there"
    desktop.tray.start_or_end_asked.emit()
    assert sidebar.state == "ending"


@pytest.mark.parametrize(("chosen", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_trays_menu_wears_the_theme(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme, chosen: ThemeChoice, tokens: Tokens
) -> None:
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, choices(), None)
    theme.wear(Look(chosen, 1.4, still=True))
    menu = desktop.tray.menu
    ground = menu.grab().toImage().pixelColor(menu.sizeHint().width() - 12, 8)
    assert ground.name() == tokens.card.lower()
    assert menu.font().pointSizeF() == pytest.approx(theme.font(tokens.body).pointSizeF(), abs=0.01)


def test_the_practice_call_has_hints(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    def practice(desk: Desk) -> Iterator[Event]:
        yield Tick(1.0)
        desk.stop.wait(10)

    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, choices(), practice)
    desktop.tray.practice_asked.emit()
    qtbot.waitUntil(lambda: sidebar.footer.notice.startswith("A practice call: nobody real is on the line"))
    sidebar.agent.end()
    qtbot.waitUntil(lambda: sidebar.state == "ended")


# --- where the sidebar stands --------------------------------------------------------------------------------


@pytest.mark.timeout(300)
def test_the_kept_calls_open_from_the_tray_and_the_sidebar(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, choices(), None)
    desktop.tray.review_asked.emit()
    qtbot.waitUntil(lambda: desktop.review_window is not None, timeout=100_000)
    window = desktop.review_window
    assert window is not None
    qtbot.waitUntil(lambda: window.calls.rowCount() > 1, timeout=100_000)
    sidebar.review_asked.emit()
    assert desktop.review_window is window and window.isVisible()
    window.close()
    assert desktop.review_window is None

    def unreachable() -> Archive:
        raise InputError("The team's database cannot be reached.")

    offered = dataclasses.replace(choices(), archive=unreachable)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_review()
    qtbot.waitUntil(lambda: "cannot be reached" in sidebar.footer.notice, timeout=10_000)


def opened_with(
    get_ready: Callable[[], Found],
    seen: Callable[[Sidebar], None],
    playbook: PlaybookShape,
    monkeypatch: pytest.MonkeyPatch,
    **changes: Any,
) -> None:
    """Opens the program; `seen` looks at its sidebar in place of the agent."""

    def look(*_: object) -> int:
        windows = [window for window in QApplication.topLevelWidgets() if isinstance(window, Sidebar)]
        opened = next(window for window in windows if window.isVisible())
        seen(opened)
        opened.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", look)
    settings = choices().settings().model_copy(update={"welcomed": True})
    offered = dataclasses.replace(choices(), **changes)
    run(
        lambda desk: iter((Tick(0.5),)),
        playbook,
        "Call Assist",
        settings,
        start_at_once=False,
        choices=offered,
        get_ready=get_ready,
    )


@pytest.mark.parametrize(
    ("found", "words", "answers"),
    [
        (Found(news="The call of 16:52 was cut off."), "The call of 16:52 was cut off.", ("Review calls",)),
        (Found(trouble="No microphone was found."), "No microphone was found.", ("Settings",)),
        (Found(obstacle="The disk is full; free some space."), "The disk is full; free some space.", ()),
        (
            Found(obstacle="The disk is full.", trouble="No microphone was found."),
            "The disk is full. No microphone was found.",
            ("Settings",),
        ),
    ],
)
def test_what_was_found_at_the_start_is_told_with_what_helps(
    found: Found,
    words: str,
    answers: tuple[str, ...],
    qtbot: QtBot,
    playbook: PlaybookShape,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def seen(sidebar: Sidebar) -> None:
        qtbot.waitUntil(lambda: sidebar.question.text == words, timeout=WAIT)
        assert tuple(button.text() for button in sidebar.question.buttons) == (*answers, "All right")

    opened_with(lambda: found, seen, playbook, monkeypatch)


def test_the_window_is_there_while_the_speech_model_is_loaded(
    qtbot: QtBot, playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = Flag()

    def get_ready() -> Found:
        assert loaded.wait(60)
        return Found()

    def seen(sidebar: Sidebar) -> None:
        assert sidebar.card.texts[0] == "Loading the speech model."
        loaded.set()
        qtbot.waitUntil(lambda: sidebar.card.texts[0] == "Ready when you are.", timeout=WAIT)

    opened_with(get_ready, seen, playbook, monkeypatch)


def test_a_call_may_begin_before_all_is_loaded_and_is_not_disturbed_by_what_is_found(
    qtbot: QtBot, playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = Flag()

    def get_ready() -> Found:
        assert loaded.wait(60)
        return Found(trouble="No microphone was found.")

    def seen(sidebar: Sidebar) -> None:
        sidebar.begin()
        loaded.set()
        # what is due is looked up after that
        qtbot.waitUntil(lambda: sidebar.follow_ups_view.texts != (), timeout=WAIT)
        assert sidebar.question.isHidden() and sidebar.card.texts[-1] != "Ready when you are."
        sidebar.call.take([CallOver(1.0)])
        assert sidebar.question.text == "No microphone was found."

    opened_with(get_ready, seen, playbook, monkeypatch)


@pytest.mark.parametrize("leave", ["skip", "close"])
def test_beside_the_first_pages_nothing_is_asked_until_they_are_left(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme, leave: str
) -> None:
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, choices(), None)
    desktop.get_ready(lambda: Found(trouble="No microphone was found."))
    desktop.welcome()
    window = desktop.first_run
    assert window is not None
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "2 promises are due" in sidebar.footer.notice, timeout=WAIT)
    assert sidebar.question.text == ""
    if leave == "skip":
        window.skip.click()
    else:
        window.close()
    assert sidebar.question.text == "No microphone was found."


def test_a_model_that_comes_after_the_settings_were_closed_is_told(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme
) -> None:
    go_on = Flag()

    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        assert go_on.wait(30)
        here.fetch(name, progress, stop)

    here = choices(Settings())
    offered = dataclasses.replace(here, fetch=fetch)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_settings()
    window = desktop.settings_window
    assert window is not None
    qtbot.addWidget(window)
    window.picker.buttons["tiny.en"].click()
    window.close()
    go_on.set()
    come = "tiny.en is here; the next call uses it."
    qtbot.waitUntil(lambda: sidebar.footer.notice == come, timeout=WAIT)


def test_a_download_that_fails_is_told_in_one_place(qtbot: QtBot, sidebar: Sidebar, theme: Theme) -> None:
    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        raise InputError("The model tiny.en could not be fetched: look at the network.")

    offered = dataclasses.replace(choices(Settings()), fetch=fetch)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.welcome()
    window = desktop.first_run
    assert window is not None
    qtbot.addWidget(window)
    for name, told in (
        ("tiny.en", ""),
        ("base.en", "The model tiny.en could not be fetched: look at the network."),
    ):
        if told:
            window.close()
        window.picker.buttons[name].click()
        qtbot.waitUntil(lambda: not window.picker.download.running, timeout=WAIT)
        assert "look at the network" in window.picker.words and sidebar.footer.notice == told


def test_what_is_wrong_is_told_once(
    qtbot: QtBot, playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Flag()

    def follow_ups() -> Sequence[FollowUp]:
        asked.set()
        raise InputError("Another program holds the calls.")

    def seen(sidebar: Sidebar) -> None:
        qtbot.waitUntil(lambda: asked.is_set() and sidebar.question.isVisible(), timeout=WAIT)
        qtbot.wait(100)  # for the thread that asked
        assert sidebar.footer.notice == ""

    found = Found(obstacle="Another program holds the calls.", trouble="No microphone was found.")
    opened_with(lambda: found, seen, playbook, monkeypatch, follow_ups=follow_ups)


def test_what_a_call_stopped_at_is_not_told_twice(
    qtbot: QtBot, playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen(sidebar: Sidebar) -> None:
        sidebar.begin()
        qtbot.wait(100)  # for what was found, which waits for the end of the call
        sidebar.pulse.batch.emit([Ended(InputError("The speech model is damaged."))])
        assert "The speech model is damaged." in sidebar.warning.texts
        assert not sidebar.question.isVisible()

    opened_with(lambda: Found(trouble="The speech model is damaged."), seen, playbook, monkeypatch)


def test_where_one_call_is_all_there_is_a_key_for_more_says_so(
    playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*_: object) -> int:
        sidebar = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, Sidebar) and one.isVisible()
        )
        sidebar.review_asked.emit()
        assert "shows one call" in sidebar.footer.notice
        sidebar.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", look)
    assert run(lambda desk: iter(()), playbook, "Call Assist", start_at_once=False) == 0


def test_a_window_that_is_closed_at_once_ends_the_program(
    playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its loop would wait for the last window to be closed, which it was."""

    def close(_: object) -> None:
        for window in QApplication.topLevelWidgets():
            window.close()

    monkeypatch.setattr(QApplication, "processEvents", close)
    monkeypatch.setattr(QApplication, "exec", lambda *_: pytest.fail("nobody can close it any more"))
    settings = choices().settings().model_copy(update={"welcomed": True})
    ready = {"start_at_once": False, "choices": choices(), "get_ready": Found}
    assert run(lambda desk: iter(()), playbook, "Call Assist", settings, **ready) == 0  # type: ignore[arg-type]


def test_a_damaged_file_of_calls_keeps_nobody_from_working(
    qtbot: QtBot, playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen(sidebar: Sidebar) -> None:
        qtbot.waitUntil(lambda: sidebar.question.text == "The file of calls is damaged.", timeout=WAIT)
        assert [button.text() for button in sidebar.question.buttons] == ["Begin a new file", "Not now"]
        sidebar.question.buttons[0].click()
        qtbot.waitUntil(lambda: sidebar.footer.notice == "The old one is calls damaged.db.", timeout=WAIT)

    opened_with(
        lambda: Found(damaged="The file of calls is damaged."),
        seen,
        playbook,
        monkeypatch,
        put_aside=lambda: "The old one is calls damaged.db.",
    )


def test_a_call_clears_away_what_was_asked_before_it(
    qtbot: QtBot, playbook: PlaybookShape, theme: Theme
) -> None:
    sidebar = Sidebar(playbook, theme, "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.show()
    sidebar.ask("No microphone was found: plug one in, or allow the program to use it.", (("Fine", int),))
    sidebar.fold()
    qtbot.wait(50)
    assert sidebar.question.height() >= sidebar.question.heightForWidth(sidebar.width()), (
        "its words are whole"
    )
    sidebar.begin()
    assert sidebar.question.isHidden()


def test_it_stands_at_its_edge_and_remembers_it(
    qtbot: QtBot, playbook: PlaybookShape, theme: Theme, tmp_path: Path
) -> None:
    def opened() -> Sidebar:
        places = QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)
        sidebar = Sidebar(playbook, theme, "Call Assist", places)
        qtbot.addWidget(sidebar)
        sidebar.show()
        return sidebar

    first = opened()
    free = first.screen().availableGeometry()
    assert first.geometry().right() == free.right() and first.height() == free.height()
    first.dock.swap_edge()
    assert first.geometry().left() == free.left()
    assert opened().geometry().left() == free.left()


def test_folded_it_still_tells_what_to_do(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.begin()
    qtbot.keyClick(sidebar, Qt.Key.Key_F)
    assert sidebar.height() < 160 and sidebar.strip.text == "Listening"
    assert sidebar.call_bar.isVisible()
    qtbot.keyClick(sidebar, Qt.Key.Key_F)
    assert sidebar.height() == sidebar.screen().availableGeometry().height()


# --- putting right ---------------------------------------------------------------------------------------------


def acts(sidebar: Sidebar) -> list[Event]:
    actions: list[Event] = []
    sidebar.agent.action.connect(actions.append)
    sidebar.begin()
    sidebar.call.take([*UTTERANCES, NOTE])
    return actions


def test_a_turn_is_corrected_and_given_to_the_other(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    editor = sidebar.transcript_view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("And I will refund  today’s visit by Thursday.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    last = sidebar.transcript.rows[-1]
    assert (last.text, last.corrected) == ("And I will refund today’s visit by Thursday.", True)
    qtbot.keyClick(sidebar, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert sidebar.transcript.rows[-1].channel == "client"
    now = sidebar.call.now
    assert actions == [
        UtteranceCorrected(now, 13, text="And I will refund today’s visit by Thursday."),
        UtteranceCorrected(now, 13, channel="client"),
    ]


def test_a_turn_is_clicked_to_be_corrected_and_nothing_of_it_is_lost_by_typing(
    qtbot: QtBot, sidebar: Sidebar
) -> None:
    actions = acts(sidebar)
    view = sidebar.transcript_view
    place = view.visualRect(view.model().index(12, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = view.findChild(Editor)
    assert isinstance(editor, Editor)
    qtbot.keyClicks(editor, " Sharp")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert actions == [UtteranceCorrected(sidebar.call.now, 13, text=f"{UTTERANCES[12].text} Sharp")]


def test_the_mouse_can_do_both_too(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    view = sidebar.transcript_view
    place = view.visualRect(view.model().index(12, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QCoreApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "Correct what was heard",
        "It was the other who said it",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert actions == [UtteranceCorrected(sidebar.call.now, 13, channel="client")]


def test_an_entry_of_the_note_is_changed_in_its_place(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    entry = sidebar.note_view.sections["client_wants"].findChildren(EntryText)[0]
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    editor = sidebar.note_view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("Grace on Monday.")
    # what is heard meanwhile does not sweep the change away
    sidebar.call.take([dataclasses.replace(NOTE, at=61.0)])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    was = NOTE.fields.client_wants[0].text
    assert actions == [NoteEdited(61.0, "client_wants", was, "Grace on Monday.")]


def test_a_change_of_the_note_leaves_the_keys_where_the_agent_put_them(
    qtbot: QtBot, sidebar: Sidebar
) -> None:
    acts(sidebar)
    sidebar.call.take([CallOver(61.0)])
    entry = sidebar.note_view.sections["client_wants"].findChildren(EntryText)[0]
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    sidebar.wrap_up.cause.setFocus(Qt.FocusReason.MouseFocusReason)
    assert sidebar.note_view.findChild(Editor) is None
    assert sidebar.focusWidget() is sidebar.wrap_up.cause


def test_the_note_that_came_while_one_typed_is_shown_then(qtbot: QtBot, sidebar: Sidebar) -> None:
    acts(sidebar)
    section = sidebar.note_view.sections["problem"]
    qtbot.mouseClick(section.findChildren(EntryText)[0], Qt.MouseButton.LeftButton)
    fields = dataclasses.replace(NOTE.fields, problem=(Entry("The sitter came too late.", (1,)),))
    sidebar.call.take([dataclasses.replace(NOTE, at=61.0, fields=fields)])
    editor = sidebar.note_view.findChild(Editor)
    assert isinstance(editor, Editor)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert section.texts == ("The sitter came too late.",)
    entry = section.findChildren(EntryText)[0]
    assert sidebar.focusWidget() is entry
    sidebar.call.take([dataclasses.replace(NOTE, at=62.0)])
    focused = sidebar.focusWidget()
    assert isinstance(focused, EntryText) and section.isAncestorOf(focused)


def test_the_window_does_not_wait_for_work_that_is_slow_to_stop(qtbot: QtBot, sidebar: Sidebar) -> None:
    errand, slow, told = Errand(sidebar), Flag(), list[object]()
    errand.told.connect(told.append)
    errand.begin(lambda tell, stop: (stop.wait(), slow.wait(5), tell("late"))[-1])
    errand.begin(lambda tell, stop: tell("now"))
    assert told == [] and errand.running
    slow.set()
    qtbot.waitUntil(lambda: not errand.running)
    assert told == ["now"]


def test_what_they_put_right_is_changed_with_one_key(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    sidebar.call.take([READ_BACK])
    qtbot.keyClick(sidebar, Qt.Key.Key_R)
    view = sidebar.read_back_view
    assert view.lit == 2  # the one that the client corrected
    qtbot.keyClick(sidebar, Qt.Key.Key_E)
    editor = view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("Send Grace on Monday at a quarter past seven")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    change = actions[-1]
    assert isinstance(change, NoteEdited)
    assert (change.field, change.was) == ("plan", "Send Grace on Monday at half past seven")
