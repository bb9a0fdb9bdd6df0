"""`review` on the command line: the window opens on the kept calls, and Ctrl+C closes it."""

from __future__ import annotations

import signal
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assist.cli import main
from assist.paths import calls_database, settings_file
from ui.review.window import ReviewWindow


def test_the_window_opens_and_is_interrupted(qtbot: QtBot) -> None:
    seen: list[str] = []

    def interrupt() -> None:
        seen.extend(
            window.found.words
            for window in QApplication.topLevelWidgets()
            if isinstance(window, ReviewWindow)
        )
        signal.raise_signal(signal.SIGINT)

    QTimer.singleShot(1_000, interrupt)
    assert main(["review"]) == 0
    assert len(seen) == 1 and "No calls are kept yet" in seen[0]
    assert calls_database().exists()


def test_without_a_display_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform.startswith("linux"):
        assert main(["review"]) == 2
        assert "There is no display" in capsys.readouterr().err


def test_a_team_that_cannot_be_reached_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CALL_ASSIST_TEAM_PASSWORD", "a secret")
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('team = "postgresql://anna@127.0.0.1:1/calls"\n')
    assert main(["review"]) == 2
    problem = capsys.readouterr().err
    assert "127.0.0.1" in problem and "secret" not in problem
