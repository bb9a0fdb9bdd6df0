"""What the program opens with, and where the sidebar stands."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assist.errors import InputError
from assist.events import CallOver, Tick
from assist.review.archive import Archive
from assist.settings import Settings
from tests.conftest import REPOSITORY
from tests.ui.widgets import WAIT

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.choices import choices
from ui.app import run
from ui.bridge import Ended
from ui.call_control import CallControl
from ui.choices import FollowUp, Found, Progress
from ui.desktop import Desktop
from ui.playbook_shape import PlaybookShape
from ui.sidebar import Sidebar
from ui.theme import Theme


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

    def unreachable(here: bool) -> Archive:
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
