"""The trends as pictures: what they say in words, and what a press on a bar opens."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.review import ANNA, BEN, EVERYBODY, LABELS, NOTHING
from ui.theme import Theme
from ui.trends_view import Picture, TrendsView, percent


@pytest.fixture
def view(qtbot: QtBot) -> TrendsView:
    view = TrendsView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.show_trends(EVERYBODY, [ANNA, BEN], LABELS)
    return view


def rows(picture: Picture) -> list[tuple[str, str]]:
    return [(row.text(), row.value) for row in picture.rows]


def test_each_picture_says_its_figures_in_words(view: TrendsView) -> None:
    assert view.summary.text() == "248 calls · Mon 2 Nov 2026 to Fri 27 Nov 2026"
    assert rows(view.missed)[0] == ("Ask what they want to happen", "134 of 225 · 60 %")
    assert rows(view.missed)[-1] == ("Listen", "2 of 248 · < 1 %")
    assert [round(row.share, 2) for row in view.missed.rows] == [0.6, 0.46, 0.28, 0.2, 0.01]
    assert rows(view.warnings)[0] == ("You cut in", "57 of 248 · 23 %")
    assert view.promises.said.text() == "86 of 114 due promises were kept in time."
    assert rows(view.upset)[:2] == [
        ("Upset in the first third", "139 of 248 · 56 %"),
        ("Upset in the last third", "49 of 248 · 20 %"),
    ]


def test_one_person_is_chosen_and_stays_chosen(view: TrendsView) -> None:
    assert [view.whose.itemText(at) for at in range(3)] == ["Everybody", "anna", "ben"]
    view.whose.setCurrentIndex(2)
    assert rows(view.missed) == [("Read the note back", "31 of 40 · 78 %")]
    view.show_trends(EVERYBODY, [BEN, ANNA], LABELS)
    assert view.whose.currentText() == "ben" and view.summary.text().startswith("40 calls")
    view.show_trends(EVERYBODY, [ANNA], LABELS)
    assert not view.whose.isVisible() and view.summary.text().startswith("248 calls")


def test_a_bar_opens_the_calls_behind_it_by_keyboard(view: TrendsView, qtbot: QtBot) -> None:
    view.whose.setCurrentIndex(2)
    view.warnings.rows[0].setFocus()
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(view.warnings.rows[0], Qt.Key.Key_Space)
    assert chosen.args == [{"warning": "You cut in", "agent": "ben"}]
    reached = [row.focusPolicy() for row in view.promises.rows]
    assert reached.count(Qt.FocusPolicy.TabFocus) == 1, "only overdue promises open calls"


def test_where_there_are_no_calls_it_says_so(view: TrendsView) -> None:
    view.show_trends(NOTHING, [], LABELS)
    assert view.nothing.isVisible() and not view.export.isVisible()
    assert not any(picture.isVisible() for picture in view.pictures)


def test_a_share_never_claims_all_or_nothing_where_that_is_not_so() -> None:
    assert [percent(*pair) for pair in ((0, 9), (1, 999), (998, 999), (9, 9), (1, 3), (0, 0))] == [
        "0 %", "< 1 %", "> 99 %", "100 %", "33 %", "0 %",
    ]  # fmt: skip
