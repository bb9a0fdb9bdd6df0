"""Under a real window manager: a call by keys alone, from its start to its saved note."""

from __future__ import annotations

from pathlib import Path

from tests.ui.test_focus import ask, run, wait

SIDEBAR = """
import sys
from PySide6.QtWidgets import QApplication
from assist.coach.playbook import load_playbook
from assist.events import (
    CallOver, Disposition, Entry, Note, NoteFields, Prompt, PromptAnswered, PromptCleared, Saved, Utterance
)
from ui.call_control import CallControl
from ui.sidebar import Sidebar
from ui.theme import Theme

def say(*words):  # in one piece: the call's thread says something, too
    sys.stdout.write(" ".join(words) + "\\n")
    sys.stdout.flush()

def call(desk):
    say("started")
    yield Utterance(3.0, 1, "client", 1.0, 2.6, "Nobody came.")
    yield Prompt(4.0, 1, "clarify", "Say back what they told you", "", (), "upset-client", "")
    yield Note(5.0, NoteFields(problem=(Entry("Nobody came.", (1,)),)), "")
    while not desk.stop.wait(0.01):
        for action in desk:
            if isinstance(action, PromptAnswered):
                say("answered", action.answer)
                yield PromptCleared(5.0, action.id, "done")
    yield CallOver(6.0)
    say("ended")
    for action in desk.until_left():
        if isinstance(action, Disposition):
            say("outcome", action.disposition, action.root_cause)
        yield Saved(7.0)

def save(note):
    say("saved", note.fields.problem[0].text)
    return "Note saved."

app = QApplication([])
sidebar = Sidebar(load_playbook("upset-client"), Theme("light"), "Sidebar")
control = CallControl(call, sidebar, save)
sidebar.call.changed.connect(lambda: sidebar.card.prompt and say("card"))
sidebar.call.state_changed.connect(lambda: say(sidebar.state))
sidebar.show()
sidebar.activateWindow()
app.exec()
"""


def test_from_start_to_saved_by_keys(x_desktop: dict[str, str], tmp_path: Path) -> None:
    told = tmp_path / "told"
    sidebar = run(SIDEBAR, x_desktop, told)

    def press(*keys: str, until: str) -> None:
        ask(x_desktop, "key", *keys)
        wait(lambda: until in told.read_text(), f"no “{until}” after {keys}: {told.read_text()}")

    try:
        wait(lambda: ask(x_desktop, "search", "--onlyvisible", "--name", "^Sidebar$") != "", told.read_text())
        window = ask(x_desktop, "search", "--onlyvisible", "--name", "^Sidebar$").splitlines()[-1]
        ask(x_desktop, "windowactivate", "--sync", window)
        press("ctrl+n", until="card")
        press("Return", until="answered done")
        press("ctrl+e", until="ended\nended")  # the call's thread, and then the window
        ask(x_desktop, "key", "2", "c")
        ask(x_desktop, "type", "--delay", "20", "No sitter was told")
        press("Return", until="saved Nobody came.")
        wait(lambda: "outcome Follow-up promised No sitter was told" in told.read_text(), told.read_text())
    finally:
        sidebar.terminate()
        sidebar.wait(10)
