"""What a screen reader finds in the windows, and what it says without being asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from assist.events import Partial, Tick
from gallery.call import CALM_DOWN, SUMMARIZE
from gallery.scenes import SCENES, staged
from ui.sidebar import Sidebar

Role, Text = QAccessible.Role, QAccessible.Text
TO_USE = {
    Role.Button,
    Role.List,
    Role.EditableText,
    Role.ComboBox,
    Role.RadioButton,
    Role.CheckBox,
    Role.Slider,
}
"""Roles of what somebody can do something with."""


def found(window: QWidget) -> Iterator[tuple[QAccessible.Role, str]]:
    """The role and the name of everything that is seen, from top to bottom."""

    def below(part: QAccessibleInterface) -> Iterator[tuple[QAccessible.Role, str]]:
        if part is None or not part.isValid() or part.state().invisible:
            return
        yield part.role(), part.text(Text.Name)
        for place in range(part.childCount()):
            yield from below(part.child(place))

    yield from below(QAccessible.queryAccessibleInterface(window))


@pytest.mark.parametrize(
    "name",
    ["warning", "read_back", "wrap_up", "follow_ups", "first_hear", "first_model", "settings_playbook",
     "settings_model", "settings_words", "settings_appearance"],
)  # fmt: skip
def test_whatever_can_be_used_has_a_name_and_a_role(qtbot: QtBot, name: str) -> None:
    with staged(SCENES[f"{name}_light"]) as window:
        parts = list(found(window))
    usable = [(role, words) for role, words in parts if role in TO_USE]
    assert len(usable) >= 4
    assert [role for role, words in usable if not words] == []


def test_the_call_can_be_read_from_top_to_bottom(qtbot: QtBot) -> None:
    with staged(SCENES["warning_light"]) as window:
        names = [words for _role, words in found(window)]
        lines = [words for role, words in found(window) if role == Role.ListItem]
    order = [
        "Call running",
        "Call time 00:18",
        "You · Working.",
        "Warning: “Calm down” makes it worse",
        "Prompt: Let them finish",
        "Calm: done",
        "Listen: active",
        "Source: utterance 2",
    ]
    assert [words for words in names if words in order] == order
    assert lines[-1] == "You, 00:17: Okay, please just calm down."


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What a screen reader is given to say, and how urgently."""
    told: list[tuple[str, str]] = []

    class Reader(QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: object) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            told.append((event.message(), event.politeness().name))

    monkeypatch.setattr("ui.announce.QAccessible", Reader)
    return told


def test_cards_are_announced_and_warnings_come_first(qtbot: QtBot, said: list[tuple[str, str]]) -> None:
    window = SCENES["venting_light"]
    with staged(window) as sidebar:
        assert isinstance(sidebar, Sidebar)
        said.clear()
        sentence = Partial(31.0, "client", 27.0, "I need somebody", 0)
        sidebar.call.take([sentence, SUMMARIZE, CALM_DOWN, Tick(SUMMARIZE.at + 4.0)])
    # the caller is in the middle of a sentence: the warning does not wait, the card does, but not for four seconds
    assert said == [
        (f"{CALM_DOWN.headline}. Say instead: “{CALM_DOWN.repair}”", "Assertive"),
        (f"{SUMMARIZE.headline}. {SUMMARIZE.say}", "Polite"),
    ]
