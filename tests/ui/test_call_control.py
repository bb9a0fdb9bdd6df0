"""A whole call from its own thread to the window and back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from assist.desk import Desk
from assist.errors import InputError
from assist.events import (
    CallOver,
    Entry,
    Event,
    Note,
    NoteEdited,
    NoteFields,
    Notice,
    Prompt,
    PromptCleared,
    Saved,
    Utterance,
)
from ui import app
from ui.bridge import Bridge
from ui.call_control import CallControl, SaveNote
from ui.playbook_shape import PlaybookShape
from ui.sidebar import Sidebar

HELLO = Utterance(2.0, 1, "agent", 0.5, 1.5, "Good afternoon.")
NOTE = Note(3.0, NoteFields(problem=(Entry("The sitter did not come.", (1,)),)), "")
PROMPT = Prompt(2.0, 4, "listen", "Let them finish venting", "", (), "upset-client", "7 Things")


def hello(desk: Desk) -> Iterator[Event]:
    yield HELLO
    yield NOTE


def answered(desk: Desk) -> Iterator[Event]:
    """Shows a card, clears it when it is answered, and goes on until the agent ends the call."""
    yield PROMPT
    while not desk.stop.wait(0.01):
        for action in desk:
            yield action
            yield PromptCleared(3.0, PROMPT.id, "done")
    yield NOTE


def broken(desk: Desk) -> Iterator[Event]:
    yield HELLO
    raise InputError("call.wav breaks off after 2.0 s; save it again.")


def ended(sidebar: Sidebar) -> bool:
    return sidebar.state == "ended"


def test_a_call_comes_in_from_its_thread(qtbot: QtBot, sidebar: Sidebar) -> None:
    control = CallControl(hello, sidebar, None)
    control.start()
    qtbot.waitUntil(lambda: ended(sidebar))
    assert [row.text for row in sidebar.transcript.rows] == ["Good afternoon."]
    assert control.failure is None


def test_an_answer_goes_back_and_end_brings_the_note(qtbot: QtBot, sidebar: Sidebar) -> None:
    CallControl(answered, sidebar, None).start()
    qtbot.waitUntil(lambda: sidebar.card.prompt == PROMPT)
    sidebar.card.done.emit()
    qtbot.waitUntil(lambda: sidebar.card.prompt is None)
    sidebar.call_bar.button.click()
    assert sidebar.state == "ending"
    qtbot.waitUntil(lambda: ended(sidebar))
    assert sidebar.note_view.note == NOTE


def test_closing_a_running_call_keeps_its_last_words(qtbot: QtBot, sidebar: Sidebar) -> None:
    CallControl(answered, sidebar, None).start()
    qtbot.waitUntil(lambda: sidebar.card.prompt == PROMPT)
    assert not sidebar.close()
    assert sidebar.question.text == "A call is running. End it and close?"
    sidebar.question.leave()
    assert sidebar.state == "running" and sidebar.question.isHidden()
    sidebar.close()
    assert not sidebar.close()  # asked once is enough
    qtbot.waitUntil(lambda: not sidebar.isVisible())
    assert sidebar.note_view.note == NOTE


def test_the_switches_reach_the_desk_of_the_call(qtbot: QtBot, sidebar: Sidebar) -> None:
    desks: list[Desk] = []

    def waits(desk: Desk) -> Iterator[Event]:
        desks.append(desk)
        yield HELLO
        desk.stop.wait(5)

    CallControl(waits, sidebar, None).start()
    qtbot.waitUntil(lambda: len(sidebar.transcript.rows) == 1)
    (desk,) = desks
    for key, flag in ((Qt.Key.Key_M, desk.muted), (Qt.Key.Key_P, desk.paused)):
        qtbot.keyClick(sidebar, key)
        assert flag.is_set()
        qtbot.keyClick(sidebar, key)
        assert not flag.is_set()
    qtbot.keyPress(sidebar, Qt.Key.Key_H)
    assert desk.client_speaks.is_set()
    qtbot.keyRelease(sidebar, Qt.Key.Key_H)
    assert not desk.client_speaks.is_set()
    desk.stop.set()
    qtbot.waitUntil(lambda: ended(sidebar))


def test_nothing_of_the_call_before_comes_into_the_next_one(qtbot: QtBot, sidebar: Sidebar) -> None:
    """The agent changes the note after the call and starts the next one at once."""
    told = threading.Event()

    def first(desk: Desk) -> Iterator[Event]:
        yield CallOver(300.0)
        for _ in desk.until_left():
            yield replace(NOTE, at=300.0)
            yield Saved(300.0)
            told.set()

    def second(desk: Desk) -> Iterator[Event]:
        yield HELLO
        desk.stop.wait(5)

    control = CallControl(first, sidebar, None)
    control.start()
    qtbot.waitUntil(lambda: ended(sidebar))
    sidebar.agent.act(NoteEdited(0.0, "problem", "", "The sitter did not come."))
    assert told.wait(5)
    sidebar.pulse.take(Notice(300.0, "Saved."))  # drawn at once, and
    sidebar.pulse.take(replace(NOTE, at=300.0))  # with the next beat
    control.start_with(second)
    qtbot.waitUntil(lambda: len(sidebar.transcript.rows) == 1)
    sidebar.pulse.beat()
    assert (sidebar.call.now, sidebar.note_view.note, sidebar.call.saved) == (HELLO.at, None, False)
    control.end()
    qtbot.waitUntil(lambda: ended(sidebar))


def test_a_call_that_was_left_says_nothing_and_is_carried_to_its_end() -> None:
    bridge, said, went_on = Bridge(), list[object](), list[bool]()
    bridge.arrived.connect(said.append)

    def left(desk: Desk) -> Iterator[Event]:
        yield HELLO
        desk.left.set()
        yield NOTE
        went_on.append(True)

    bridge.carry(left)
    assert (said, went_on) == ([HELLO], [True])


def test_what_stopped_a_call_is_shown(qtbot: QtBot, sidebar: Sidebar) -> None:
    control = CallControl(broken, sidebar, None)
    control.start()
    qtbot.waitUntil(lambda: ended(sidebar))
    assert "call.wav breaks off after 2.0 s; save it again." in sidebar.warning.texts
    assert [row.text for row in sidebar.transcript.rows] == ["Good afternoon."]
    assert isinstance(control.failure, InputError)


def no_room(note: Note) -> str:
    raise InputError("The disk is full; free some space and save again.")


@pytest.mark.parametrize(
    ("on_save", "notice", "state"),
    [
        (lambda note: "Saved as call 12", "Saved as call 12", "Call ended · saved"),
        (no_room, "The disk is full; free some space and save again.", "Call ended"),
        (None, "The note is on the clipboard.", "Call ended"),
    ],
)
def test_saving_says_what_became_of_it(
    qtbot: QtBot, sidebar: Sidebar, on_save: SaveNote | None, notice: str, state: str
) -> None:
    CallControl(hello, sidebar, on_save).start()
    qtbot.waitUntil(lambda: ended(sidebar))
    sidebar.save_button.click()
    assert sidebar.footer.notice == notice
    assert sidebar.call_bar.state_text == state
    if on_save is None:
        assert "The sitter did not come." in QGuiApplication.clipboard().text()


def test_a_window_that_closes_by_itself(qtbot: QtBot, playbook: PlaybookShape) -> None:
    assert app.run(hello, playbook, "Call Assist", close_when_done=True) == 0
    with pytest.raises(InputError, match="breaks off"):
        app.run(broken, playbook, "Call Assist", close_when_done=True)


def test_no_display_is_said_in_one_sentence(playbook: PlaybookShape, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(InputError, match=r"no display .* use --terminal"):
        app.run(hello, playbook, "Call Assist")
    monkeypatch.setenv(
        "DISPLAY", ":4242"
    )  # as a shell keeps it when its screen is gone: Qt would end the program
    with pytest.raises(InputError, match=r"no display .* use --terminal"):
        app.run(hello, playbook, "Call Assist")
