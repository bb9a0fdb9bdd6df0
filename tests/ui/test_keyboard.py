"""A call by keyboard alone, and what every key promises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from assist.desk import Desk
from assist.events import (
    CallOver,
    Disposition,
    Entry,
    Event,
    Note,
    NoteFields,
    Prompt,
    PromptAnswered,
    PromptCleared,
    ReadBack,
    ReadBackMarked,
    ReadBackSentence,
    ReadBackStarted,
    Saved,
    StepChanged,
    Utterance,
)
from ui.call_control import CallControl
from ui.keys import DEEDS, READ_BACK
from ui.note_section import Chip, EntryText
from ui.note_view import NoteView
from ui.playbook_shape import PlaybookShape
from ui.sidebar import Sidebar
from ui.theme import Look, Theme

UPSET = Utterance(3.0, 1, "client", 1.0, 2.6, "Nobody came.")
PROMPT = Prompt(4.0, 1, "clarify", "Say back what they told you", "So nobody came.", (), "own", "7 Things")
NOTE = Note(5.0, NoteFields(problem=(Entry("Nobody came.", (1,)),)), "You told me that nobody came.")
SENTENCE = ReadBackSentence("You told me that nobody came.", "problem")
CONTROL = Qt.KeyboardModifier.ControlModifier


class Call:
    """A call that shows a card, writes a note, and remembers what the agent did."""

    def __init__(self) -> None:
        self.actions: list[Event] = []

    def __call__(self, desk: Desk) -> Iterator[Event]:
        yield UPSET
        yield PROMPT
        yield NOTE
        while not desk.stop.wait(0.01):
            yield from self._answer(desk)
        yield CallOver(6.0)
        for action in desk.until_left():
            yield from self._answer([action])
            yield Saved(7.0)

    def _answer(self, actions: Desk | list[Event]) -> Iterator[Event]:
        for action in actions:
            self.actions.append(action)
            if isinstance(action, PromptAnswered):
                yield PromptCleared(5.0, action.id, "done")
            elif isinstance(action, ReadBackStarted):
                yield ReadBack(5.0, (SENTENCE,))


@pytest.fixture
def sidebar(qtbot: QtBot, playbook: PlaybookShape) -> Iterator[Sidebar]:
    sidebar = Sidebar(playbook, Theme(Look("light", still=True)), "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.show()
    yield sidebar
    sidebar.closed.emit()


def press(qtbot: QtBot, sidebar: Sidebar, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(sidebar, key, held or Qt.KeyboardModifier.NoModifier)


def test_from_start_to_saved_without_a_mouse(qtbot: QtBot, sidebar: Sidebar) -> None:
    call = Call()
    saved: list[Note] = []

    def save(note: Note) -> str:
        saved.append(note)
        return "Note saved: note.txt"

    CallControl(call, sidebar, save)
    press(qtbot, sidebar, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: sidebar.card.prompt == PROMPT)
    press(qtbot, sidebar, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sidebar.card.prompt is None)

    press(qtbot, sidebar, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: len(sidebar.read_back_view.rows) == 1)
    press(qtbot, sidebar, Qt.Key.Key_Space)
    press(qtbot, sidebar, Qt.Key.Key_Y)
    press(qtbot, sidebar, Qt.Key.Key_Escape)
    assert not sidebar.reading_back

    press(qtbot, sidebar, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: sidebar.state == "ended")
    press(qtbot, sidebar, Qt.Key.Key_2)
    press(qtbot, sidebar, Qt.Key.Key_C)
    qtbot.keyClicks(sidebar.wrap_up.cause, "No sitter was told")
    qtbot.keyClick(sidebar.wrap_up.cause, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(isinstance(action, Disposition) for action in call.actions))
    assert saved == [NOTE]
    assert sidebar.footer.notice == "Note saved: note.txt"
    kinds = [action.type for action in call.actions]
    assert kinds == [
        "prompt_answered",
        "read_back_started",
        "read_back_marked",
        "read_back_marked",
        "read_back_ended",
        "disposition",
    ]
    marks = [action.state for action in call.actions if isinstance(action, ReadBackMarked)]
    assert marks == ["voiced", "confirmed"]
    assert call.actions[-1] == Disposition(call.actions[-1].at, "Follow-up promised", "No sitter was told")


def test_a_pause_is_one_key_and_so_is_its_end(qtbot: QtBot, sidebar: Sidebar) -> None:
    paused: list[bool] = []
    sidebar.agent.pause_asked.connect(paused.append)
    sidebar.begin()
    press(qtbot, sidebar, Qt.Key.Key_P)
    assert (sidebar.state, sidebar.call_bar.state_text) == ("paused", "Paused")
    assert sidebar.footer.notice == "Nothing is heard or kept. Press P to go on."
    press(qtbot, sidebar, Qt.Key.Key_P)
    assert (sidebar.state, paused) == ("running", [True, False])
    assert sidebar.footer.notice == ""


def test_muting_is_one_key_and_is_seen(qtbot: QtBot, sidebar: Sidebar) -> None:
    muted: list[bool] = []
    sidebar.agent.mute_asked.connect(muted.append)
    sidebar.begin()
    press(qtbot, sidebar, Qt.Key.Key_M)
    assert sidebar.footer.notice == "You are muted; the caller is still heard."
    press(qtbot, sidebar, Qt.Key.Key_M)
    assert (muted, sidebar.footer.notice) == ([True, False], "")


def test_a_key_says_for_as_long_as_it_is_held_that_the_client_speaks(qtbot: QtBot, sidebar: Sidebar) -> None:
    speaks: list[bool] = []
    sidebar.agent.client_speaks_asked.connect(speaks.append)
    sidebar.begin()
    qtbot.keyPress(sidebar, Qt.Key.Key_H)
    assert speaks == [True]
    assert sidebar.call_bar.lamps["client"].accessibleName() == "Caller speaks now"
    qtbot.keyRelease(sidebar, Qt.Key.Key_H)
    assert speaks == [True, False]
    qtbot.keyPress(sidebar, Qt.Key.Key_H)
    QCoreApplication.sendEvent(
        sidebar, QEvent(QEvent.Type.WindowDeactivate)
    )  # the release is heard elsewhere
    assert speaks == [True, False, True, False]
    assert sidebar.call_bar.lamps["client"].accessibleName() == "Caller · Working."


def test_the_overview_lists_every_shortcut_that_there_is(qtbot: QtBot, sidebar: Sidebar) -> None:
    own = {shortcut.key().toString() for shortcut in sidebar.findChildren(QShortcut)}
    listed = {key for deed in DEEDS.values() for key in deed.keys}
    assert own == {key.replace("Escape", "Esc") for key in listed}
    press(qtbot, sidebar, Qt.Key.Key_Question)
    assert sidebar.overview.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(sidebar.overview, key)
        back = sidebar.overview.back
        whole = back.mapTo(sidebar.overview, back.rect().bottomRight())
        assert back.isVisible() and sidebar.overview.rect().contains(whole), "wherever the list stands"
    press(qtbot, sidebar, Qt.Key.Key_Escape)
    assert not sidebar.overview.isVisible()


def test_no_key_does_two_things_in_one_mode() -> None:
    for names in (set(DEEDS) - set(READ_BACK), set(READ_BACK)):
        keys = [key for name in names - {"disposition"} for key in DEEDS[name].keys]
        assert len(keys) == len(set(keys))


def test_wherever_tab_leads_to_is_seen(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.begin()
    sidebar.pulse.batch.emit([UPSET, PROMPT, NOTE, StepChanged(5.0, "clarify", "active", ())])
    sidebar.activateWindow()
    met: list[QWidget] = []
    while (here := sidebar.focusWidget()) not in met:
        met.append(here)
        here.clearFocus()
        without = sidebar.grab().toImage()
        here.setFocus(Qt.FocusReason.TabFocusReason)
        assert sidebar.grab().toImage() != without, here.accessibleName()
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert {sidebar.transcript_view, sidebar.note_view, *sidebar.checklist.buttons} <= set(met)


def test_tab_goes_down_the_note_whichever_field_was_written_last(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.begin()
    sidebar.pulse.batch.emit([UPSET, NOTE])
    wants = (Entry("Somebody on Monday.", (1,)), Entry("Their money back.", (1,)))
    for fields in (NoteFields(client_wants=wants), NoteFields(NOTE.fields.problem, wants)):
        sidebar.pulse.batch.emit([Note(6.0, fields, "")])
    sidebar.note_view.setFocus()
    met: list[str] = []
    while isinstance(here := sidebar.focusWidget(), NoteView | EntryText | Chip):
        met.append(here.text() if isinstance(here, EntryText) else "")
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert [words for words in met if words] == [
        "Nobody came.",
        "Somebody on Monday.",
        "Their money back.",
        *("–" for _ in ("cannot_do", "options", "plan")),
        "not said yet",
        *("–" for _ in ("contact", "follow_up")),
    ]


def test_what_is_typed_into_a_correction_is_no_command(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions: list[Event] = []
    sidebar.agent.action.connect(actions.append)
    sidebar.begin()
    sidebar.call.take([UPSET, PROMPT, NOTE])
    press(qtbot, sidebar, Qt.Key.Key_F2)
    editor = sidebar.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "N 1 p")
    assert actions == [] and sidebar.state == "running"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert sidebar.transcript.rows[0].text == "Nobody came."


@pytest.mark.parametrize("mode", ["call", "read back", "ended"])
def test_every_button_in_reach_says_what_it_does_and_by_which_key(
    qtbot: QtBot, sidebar: Sidebar, mode: str
) -> None:
    sidebar.begin()
    sidebar.call.take([UPSET, PROMPT, NOTE, ReadBack(5.0, (SENTENCE,))])
    if mode == "read back":
        sidebar.read_back()
    elif mode == "ended":
        sidebar.call.take([CallOver(6.0)])
    buttons = [one for one in sidebar.findChildren(QAbstractButton) if one.isVisible()]
    assert len(buttons) >= 6
    for button in buttons:
        assert button.accessibleName() or button.text()
        assert button.toolTip().endswith(")"), button.text()
