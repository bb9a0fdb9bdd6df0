"""Beside a real second window, under a real window manager: the sidebar never takes the focus, but a click may."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SOFTPHONE = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
line = QLineEdit()
line.setWindowTitle("Softphone")
line.setGeometry(40, 40, 400, 60)
line.textChanged.connect(lambda text: print(text, flush=True))
line.show()
line.activateWindow()
app.exec()
"""

SIDEBAR = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from assist.coach.playbook import load_playbook
from assist.events import Note, NoteFields, Notice, Omission, Prompt, PromptCleared, Tick, Warning
from ui.sidebar import Sidebar
from ui.theme import Theme
app = QApplication([])
sidebar = Sidebar(load_playbook("upset-client"), Theme("light"), "Sidebar")
sidebar.agent.action.connect(lambda action: print(action.type, flush=True))
sidebar.show()
sidebar.begin()
records = [
    Prompt(1.0, 1, "listen", "Let them finish", "", (), "upset-client", ""),
    Warning(2.0, 1, "Calm down makes it worse", "Please go on.", (), ""),
    Prompt(9.0, 2, "clarify", "Say back what they told you", "So ...", (), "upset-client", ""),
    PromptCleared(10.0, 2, "done"),
    Omission(11.0, 2, "No goal date was said"),
    Note(12.0, NoteFields(), ""),
    Notice(13.0, "Catching up"),
    Prompt(30.0, 3, "want", "Ask what they want", "What would help?", (), "upset-client", ""),
]
def one_more():
    if records:
        sidebar.pulse.take(records.pop(0))
    else:
        print("shown", flush=True)
        timer.stop()
timer = QTimer()
timer.timeout.connect(one_more)
timer.start(150)
app.exec()
"""


def run(program: str, environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT
    )


def ask(environment: dict[str, str], *words: str) -> str:
    asked = subprocess.run(
        ["xdotool", *words], env=environment, capture_output=True, text=True, check=False, timeout=20
    )
    return asked.stdout.strip()


def wait(until: Callable[[], bool], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def test_cards_come_while_the_softphone_keeps_the_focus(x_desktop: dict[str, str], tmp_path: Path) -> None:
    def active() -> str:
        return ask(x_desktop, "getactivewindow", "getwindowname")

    def shown_as(title: str) -> str:
        return ask(x_desktop, "search", "--onlyvisible", "--name", f"^{title}$")

    typed, told = tmp_path / "typed", tmp_path / "told"
    softphone = run(SOFTPHONE, x_desktop, typed)
    programs = [softphone]
    try:
        wait(lambda: shown_as("Softphone") != "", f"the softphone is not there: {typed.read_text()}")
        ask(x_desktop, "windowactivate", shown_as("Softphone").splitlines()[-1])
        wait(lambda: active() == "Softphone", f"the softphone has no focus: {typed.read_text()}")
        programs.append(run(SIDEBAR, x_desktop, told))
        wait(lambda: shown_as("Sidebar") != "", told.read_text())
        seen: set[str] = set()

        def shown() -> bool:
            seen.add(active())
            return "shown" in told.read_text()

        wait(shown, told.read_text())
        assert seen == {"Softphone"}
        ask(x_desktop, "type", "--delay", "20", "number")
        wait(
            lambda: typed.read_text().endswith("number\n"),
            f"what was typed went elsewhere: {typed.read_text()}",
        )

        # it stands at the right edge, above others; a click gives it the keys
        window = shown_as("Sidebar").splitlines()[-1]
        place = dict(
            line.split("=") for line in ask(x_desktop, "getwindowgeometry", "--shell", window).splitlines()
        )
        assert int(place["X"]) + int(place["WIDTH"]) == 1280
        ask(x_desktop, "mousemove", str(int(place["X"]) + 150), "700", "click", "1")
        wait(lambda: active() == "Sidebar", "a click does not give the focus")
        ask(x_desktop, "key", "n")
        wait(lambda: "prompt_answered" in told.read_text(), told.read_text())
    finally:
        for program in programs:
            program.terminate()
            program.wait(10)
