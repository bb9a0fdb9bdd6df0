"""A sidebar without a screen, and no patience for what Qt complains about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from ui.playbook_shape import PlaybookShape
from ui.sidebar import Sidebar
from ui.theme import Look, Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@dataclass(frozen=True)
class Step:
    id: str
    label: str
    headline: str


@dataclass(frozen=True)
class Playbook:
    title: str
    steps: tuple[Step, ...]


@pytest.fixture
def playbook() -> Playbook:
    return Playbook(
        "Upset client",
        (
            Step("calm", "Calm", "Breathe"),
            Step("listen", "Listen", "Let them finish venting"),
            Step("clarify", "Clarify", "Say back what they told you"),
            Step("write", "Write", "Read the note back"),
        ),
    )


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme(Look("light", still=True))


@pytest.fixture
def sidebar(qtbot: QtBot, playbook: PlaybookShape, theme: Theme) -> Sidebar:
    sidebar = Sidebar(playbook, theme, "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.show()
    return sidebar


@pytest.fixture(autouse=True)
def no_qt_complaints() -> Iterator[None]:
    """Any warning of Qt fails the test; the platform without a screen is allowed to say what it cannot do."""
    complaints: list[str] = []

    def take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not message.startswith("This plugin does not support"):
            complaints.append(message)

    before = qInstallMessageHandler(take)
    yield
    qInstallMessageHandler(before)
    assert complaints == []
