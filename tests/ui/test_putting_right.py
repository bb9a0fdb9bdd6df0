"""Turns and notes put right by hand, in the window."""

from __future__ import annotations

import dataclasses
import sys
from threading import Event as Flag

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from assist.events import CallOver, Entry, Event, NoteEdited, UtteranceCorrected
from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.call import NOTE, READ_BACK, UTTERANCES
from ui.editor import Editor
from ui.errand import Errand
from ui.note_section import EntryText
from ui.sidebar import Sidebar


def acts(sidebar: Sidebar) -> list[Event]:
    actions: list[Event] = []
    sidebar.agent.action.connect(actions.append)
    sidebar.begin()
    sidebar.call.take([*UTTERANCES, NOTE])
    return actions


def test_a_turn_is_corrected_and_given_to_the_other(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    editor = sidebar.transcript_view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("And I will refund  today’s visit by Thursday.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    last = sidebar.transcript.rows[-1]
    assert (last.text, last.corrected) == ("And I will refund today’s visit by Thursday.", True)
    qtbot.keyClick(sidebar, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert sidebar.transcript.rows[-1].channel == "client"
    now = sidebar.call.now
    assert actions == [
        UtteranceCorrected(now, 13, text="And I will refund today’s visit by Thursday."),
        UtteranceCorrected(now, 13, channel="client"),
    ]


def test_a_turn_is_clicked_to_be_corrected_and_nothing_of_it_is_lost_by_typing(
    qtbot: QtBot, sidebar: Sidebar
) -> None:
    actions = acts(sidebar)
    view = sidebar.transcript_view
    place = view.visualRect(view.model().index(12, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = view.findChild(Editor)
    assert isinstance(editor, Editor)
    qtbot.keyClicks(editor, " Sharp")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert actions == [UtteranceCorrected(sidebar.call.now, 13, text=f"{UTTERANCES[12].text} Sharp")]


def test_a_turn_is_put_right_before_another_is_looked_at(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    editor = sidebar.transcript_view.findChild(Editor)
    assert isinstance(editor, Editor)
    qtbot.keyClicks(editor, " Sharp")
    sidebar.transcript_view.correct()  # once more: it stays open, as it is
    assert sidebar.transcript_view.findChildren(Editor) == [editor]
    sidebar.transcript_view.show_utterance(2)
    assert actions == [UtteranceCorrected(sidebar.call.now, 13, text=f"{UTTERANCES[12].text} Sharp")]
    assert sidebar.transcript_view.marked == 2


def test_the_mouse_can_do_both_too(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    view = sidebar.transcript_view
    place = view.visualRect(view.model().index(12, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QCoreApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "Correct what was heard",
        "It was the other who said it",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert actions == [UtteranceCorrected(sidebar.call.now, 13, channel="client")]


def test_an_entry_of_the_note_is_changed_in_its_place(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    entry = sidebar.note_view.sections["client_wants"].findChildren(EntryText)[0]
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    editor = sidebar.note_view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("Grace on Monday.")
    # what is heard meanwhile does not sweep the change away
    sidebar.call.take([dataclasses.replace(NOTE, at=61.0)])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    was = NOTE.fields.client_wants[0].text
    assert actions == [NoteEdited(61.0, "client_wants", was, "Grace on Monday.")]


def test_a_change_of_the_note_leaves_the_keys_where_the_agent_put_them(
    qtbot: QtBot, sidebar: Sidebar
) -> None:
    acts(sidebar)
    sidebar.call.take([CallOver(61.0)])
    entry = sidebar.note_view.sections["client_wants"].findChildren(EntryText)[0]
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    sidebar.wrap_up.cause.setFocus(Qt.FocusReason.MouseFocusReason)
    assert sidebar.note_view.findChild(Editor) is None
    assert sidebar.focusWidget() is sidebar.wrap_up.cause


def test_the_note_that_came_while_one_typed_is_shown_then(qtbot: QtBot, sidebar: Sidebar) -> None:
    acts(sidebar)
    section = sidebar.note_view.sections["problem"]
    qtbot.mouseClick(section.findChildren(EntryText)[0], Qt.MouseButton.LeftButton)
    fields = dataclasses.replace(NOTE.fields, problem=(Entry("The sitter came too late.", (1,)),))
    sidebar.call.take([dataclasses.replace(NOTE, at=61.0, fields=fields)])
    editor = sidebar.note_view.findChild(Editor)
    assert isinstance(editor, Editor)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert section.texts == ("The sitter came too late.",)
    entry = section.findChildren(EntryText)[0]
    assert sidebar.focusWidget() is entry
    sidebar.call.take([dataclasses.replace(NOTE, at=62.0)])
    focused = sidebar.focusWidget()
    assert isinstance(focused, EntryText) and section.isAncestorOf(focused)


def test_the_window_does_not_wait_for_work_that_is_slow_to_stop(qtbot: QtBot, sidebar: Sidebar) -> None:
    errand, slow, told = Errand(sidebar), Flag(), list[object]()
    errand.told.connect(told.append)
    errand.begin(lambda tell, stop: (stop.wait(), slow.wait(5), tell("late"))[-1])
    errand.begin(lambda tell, stop: tell("now"))
    assert told == [] and errand.running
    slow.set()
    qtbot.waitUntil(lambda: not errand.running)
    assert told == ["now"]


def test_what_they_put_right_is_changed_with_one_key(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    sidebar.call.take([READ_BACK])
    qtbot.keyClick(sidebar, Qt.Key.Key_R)
    view = sidebar.read_back_view
    assert view.lit == 2  # the one that the client corrected
    qtbot.keyClick(sidebar, Qt.Key.Key_E)
    editor = view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("Send Grace on Monday at a quarter past seven")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    change = actions[-1]
    assert isinstance(change, NoteEdited)
    assert (change.field, change.was) == ("plan", "Send Grace on Monday at half past seven")


def test_what_is_being_typed_is_kept_when_the_next_call_starts(qtbot: QtBot, sidebar: Sidebar) -> None:
    actions = acts(sidebar)
    sidebar.call.take([CallOver(61.0)])
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    editor = sidebar.transcript_view.findChild(Editor)
    assert isinstance(editor, Editor)
    editor.setPlainText("And I will refund today’s visit by Thursday.")
    sidebar.agent.start_asked.connect(sidebar.begin)
    sidebar.agent.start()
    assert actions == [UtteranceCorrected(61.0, 13, text="And I will refund today’s visit by Thursday.")]
