"""Every text of the interface passes through the translator: a made-up language shows which does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.scenes import SCENES, Scene
from ui.theme import Look, Theme
from ui.tray import Tray

OPEN, CLOSE = "⟦", "⟧"

FROM_THE_CALL = {"Chip", "KeyCap"}
"""Widgets that show nothing but numbers and keys."""


class MadeUp(QTranslator):
    """Says everything in brackets."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return f"{OPEN}{source}{CLOSE}" if context == "call-assist" else None

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def made_up(qtbot: QtBot) -> Iterator[None]:
    translator = MadeUp()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


SAID = (
    # what was said, written in a playbook, in the settings or by this machine is nobody's to translate
    "sitter", "nobody", "june", "count on", "money", "grace", "dana", "refund", "calm", "say back", "summarize",
    "write", "listen", "clarify", "ask", "can't", "can", "offer", "next tuesday", "friday", "headset", "goal date is",
    "did i get", "reliable", "they said", "let them", "homebird", "inter", "upset", "bundled", ".en", "our own words",
    "apolog", "feeling", "respond", "interrupt", "want before", "sorry", "while they", "may i",
    "must the", "hold back", "agent may", "when the client", "before", "what would", "every reason", "you cut in",
    "read the note", "anna", "ben", "she is ill",
    "maria", "aisha", "good recovery", "resolved", "handed on", "follow-up promised", "no-show", "third time",
    "voucher", "document", "limits", "options",
)  # fmt: skip


def untranslated(window: QWidget) -> set[str]:
    """Texts that can be read, hovered or heard, and that nobody translated."""
    found: set[str] = set()
    for widget in [window, *window.findChildren(QWidget)]:
        if type(widget).__name__ in FROM_THE_CALL:
            continue
        texts = [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        if isinstance(widget, QComboBox):
            texts += [widget.itemText(at) for at in range(widget.count())]
        if isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        for text in texts:
            bare = text.strip()
            if not any(letter.isalpha() for letter in bare) or OPEN in bare:
                continue
            if not any(said in bare.lower() for said in SAID) and bare != "Call Assist":
                found.add(bare)
    return found


@pytest.mark.parametrize(
    "name",
    [
        "idle_light", "why_light", "warning_light", "paused_light", "edited_light", "read_back_light",
        "wrap_up_light", "closing_light", "keys_light", "strip_quiet_light", "first_hear_light",
        "first_model_light", "first_kept_light", "settings_sound_light", "settings_model_light",
        "trends_light", "trends_nothing",
        "comparison_light",
        "review_steps_light", "review_days_light", "review_import_light",
    ],
)  # fmt: skip
def test_every_text_can_be_translated(made_up: None, qtbot: QtBot, name: str) -> None:
    scene: Scene = SCENES[name]
    window = scene.open(Theme(Look("light", still=True)))
    qtbot.addWidget(window)
    assert untranslated(window) == set()


def test_the_tray_too(made_up: None, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    tray = Tray(owner, Theme(Look("light", still=True)))
    tray.show_due(2)
    words = [action.text() for action in tray.menu.actions() if isinstance(action, QAction) and action.text()]
    assert len(words) >= 5
    assert all(word.startswith(OPEN) for word in words)
    assert OPEN in tray.tool_tip


def test_days_and_decimals_are_ours_on_a_german_machine(tmp_path: Path) -> None:
    localedef = shutil.which("localedef")
    made = localedef and subprocess.run(
        [localedef, "-i", "de_DE", "-f", "UTF-8", str(tmp_path / "de_DE.UTF-8")],
        capture_output=True,
        check=False,
    )
    if not (tmp_path / "de_DE.UTF-8").exists():
        pytest.skip(f"needs the sources of the system's languages (Debian: locales): {made}")
    program = (
        "from ui.application import application; from assist.note.text import day; "
        "from assist.audio.tempo import Tempo; "
        "app = application(['test']); Tempo(1.5); print(day('2026-10-30'))"
    )
    german = {**os.environ, "LOCPATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=german, cwd=REPOSITORY, capture_output=True, check=True
    )
    assert run.stdout.decode() == "Fri 30 Oct 2026\n"
