"""The tray, and the promises that it lists."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from collections.abc import Iterator, Sequence
from threading import Event as Flag

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QPushButton
from pytestqt.qtbot import QtBot

from assist.calls.store import CallFilter
from assist.desk import Desk
from assist.errors import InputError
from assist.events import Event, Tick
from assist.review.archive import Archive
from tests.conftest import REPOSITORY
from tests.ui.widgets import WAIT, button

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.archive import archive
from gallery.choices import choices
from ui.buttons import TextButton
from ui.call_control import CallControl
from ui.choices import FollowUp
from ui.desktop import Desktop
from ui.sidebar import Sidebar
from ui.theme import DARK, LIGHT, Look, Theme, ThemeChoice, Tokens


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


@pytest.mark.timeout(300)
def test_the_call_of_a_promise_opens_beside_it(
    qtbot: QtBot, sidebar: Sidebar, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = archive()
    number = kept.calls_at(kept.places(CallFilter())[:3])[2].call.id
    kept.close()
    promise = FollowUp(number, "Refund the visit", "2026-11-20", "2026-11-19", whom="Rachel Lawson")
    asked: list[bool] = []

    def archive_of(here: bool) -> Archive:
        asked.append(here)
        return archive()

    offered = dataclasses.replace(choices(), follow_ups=lambda: [promise], archive=archive_of)
    desktop = Desktop(sidebar, CallControl(lambda desk: iter(()), sidebar, None), theme, offered, None)
    desktop.open_follow_ups()
    qtbot.waitUntil(lambda: "Rachel Lawson" in sidebar.follow_ups_view.texts, timeout=WAIT)
    button(sidebar.follow_ups_view, "Open call").click()

    def opened() -> int | None:
        window = desktop.review_window
        return window.reviewed.id if window is not None and window.reviewed is not None else None

    qtbot.waitUntil(lambda: opened() == number, timeout=100_000)
    window = desktop.review_window
    desktop.open_call(number + 1)  # into the window that is there
    qtbot.waitUntil(lambda: opened() == number + 1, timeout=WAIT)
    assert desktop.review_window is window is not None
    monkeypatch.setattr(Archive, "is_team", True)
    desktop.open_call(number)  # the team's calls are others
    qtbot.waitUntil(lambda: opened() == number, timeout=100_000)
    assert desktop.review_window is not window
    assert asked == [True, True]
    desktop.review_window.close()


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
