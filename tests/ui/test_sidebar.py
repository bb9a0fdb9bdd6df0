"""What an agent sees and can do while a call runs."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QWidget
from pytestqt.qtbot import QtBot

from assist.audio.health import WORDS, State
from assist.errors import InputError
from assist.events import (
    Because,
    CallOver,
    Channel,
    Entry,
    Gap,
    GoalDate,
    Health,
    Level,
    Moment,
    Note,
    NoteFields,
    Notice,
    Omission,
    Partial,
    PlanEntry,
    Prompt,
    PromptAnswered,
    PromptCleared,
    ReadBack,
    ReadBackSentence,
    Saved,
    SoundKept,
    StepChanged,
    StepTicked,
    Tick,
    Utterance,
    Warning,
)
from ui.bridge import Ended
from ui.call_bar import BETWEEN_LAMPS, StateDot
from ui.editor import Editor
from ui.note_section import Chip, EntryText
from ui.panel import LOW, LOWEST, WITH_STEPS
from ui.playbook_shape import PlaybookShape
from ui.sidebar import Sidebar
from ui.theme import LIGHT, Look, Theme
from ui.turn_delegate import TurnDelegate

UPSET = Utterance(9.4, 1, "client", 4.5, 9.0, "This is the third time since June.")
CALM_DOWN = Utterance(19.4, 2, "agent", 17.5, 19.0, "Just calm down.")
SUMMARIZE = Prompt(
    20.0,
    7,
    "clarify",
    "Say back what they told you",
    "So this is the third time since June.",
    (Because(1, "third time"),),
    "upset-client",
    "7 Things, step 3",
)
CALMED = Warning(
    19.5, 1, "“Calm down” makes it worse", "Please go on.", (Because(2, "calm down"),), "Ledge, step 1"
)
READ_BACK = ReadBack(31.0, (ReadBackSentence("You told me that this is the third time.", "problem"),))
NOTE = Note(
    30.0,
    NoteFields(
        problem=(Entry("Third time since June.", (1,)),),
        plan=(PlanEntry("Refund the visit", (1, 2), "agent", "2026-11-19"),),
    ),
    "",
)


@pytest.fixture
def sidebar(qtbot: QtBot, playbook: PlaybookShape) -> Sidebar:
    sidebar = Sidebar(playbook, Theme("light"), "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.show()
    sidebar.activateWindow()
    qtbot.waitUntil(sidebar.isActiveWindow)
    sidebar.begin()
    return sidebar


def happen(sidebar: Sidebar, *records: object) -> None:
    """Lets records arrive as one batch."""
    sidebar.pulse.batch.emit(list(records))


def test_a_prompt_shows_where_what_and_why(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, SUMMARIZE)
    assert sidebar.card.texts == (
        "STEP 3 OF 4 · CLARIFY",
        "Say back what they told you",
        "“So this is the third time since June.”",
        "Because the caller said “third time”\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}00:04",
    )
    assert sidebar.card.accessibleName() == "Prompt: Say back what they told you"


def test_a_reason_gets_its_time_when_the_utterance_is_final(sidebar: Sidebar) -> None:
    happen(sidebar, Partial(8.0, "client", 4.5, "this is the third time", 22), SUMMARIZE, Tick(23.0))
    assert sidebar.card.texts[-1] == "Because of “third time”"
    happen(sidebar, UPSET)
    assert (
        sidebar.card.texts[-1]
        == "Because the caller said “third time”\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}00:04"
    )


def test_a_reason_ends_with_the_sentence_that_most_of_it_stands_in(sidebar: Sidebar) -> None:
    said = "I'm taking my business somewhere else. I mean it."
    leaving = Because(9, "taking my business somewhere else. I")
    happen(
        sidebar,
        Utterance(20.0, 9, "client", 16.0, 19.5, said),
        dataclasses.replace(SUMMARIZE, because=(leaving,)),
    )
    assert "“taking my business somewhere else”" in sidebar.card.texts[-1]


def test_a_cleared_prompt_goes_and_another_ones_clearing_does_not_matter(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, SUMMARIZE, PromptCleared(21.0, 6, "replaced"))
    assert "Say back what they told you" in sidebar.card.texts
    happen(sidebar, PromptCleared(22.0, 7, "expired"))
    assert sidebar.card.texts == ("Listening",)


def test_a_warning_stands_above_the_card_and_goes_after_its_time(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, SUMMARIZE, CALM_DOWN, CALMED)
    assert sidebar.warning.texts == (
        "“Calm down” makes it worse",
        "Say instead:",
        "“Please go on.”",
        "Because you said “calm down”\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}00:17",
    )
    assert sidebar.card.texts == ("Say back what they told you",)
    happen(sidebar, Tick(34.0))
    assert sidebar.warning.isVisible()
    happen(sidebar, Tick(34.5))
    assert not sidebar.warning.isVisible()
    assert sidebar.card.texts[0] == "STEP 3 OF 4 · CLARIFY"


@pytest.mark.parametrize(("after", "stays"), [(0.5, True), (6.0, False)])
def test_the_next_card_takes_a_warning_away_once_it_could_be_read(
    sidebar: Sidebar, after: float, stays: bool
) -> None:
    late = Prompt(CALMED.at + after, 8, "listen", "Let them finish", "", (), "upset-client", "Ledge")
    happen(sidebar, CALM_DOWN, CALMED, late)
    assert sidebar.warning.isVisible() is stays


@pytest.mark.parametrize(
    ("moment", "after", "stays"),
    [
        ("agent_interrupted", 2.0, True),
        ("agent_interrupted", 6.0, False),
        ("agent_told_calm_down", 6.0, True),
    ],
)
def test_that_the_floor_was_taken_is_said_until_they_have_it_again(
    sidebar: Sidebar, moment: str, after: float, stays: bool
) -> None:
    happen(sidebar, UPSET, CALM_DOWN, Moment(19.5, moment, "agent", 2, "calm down", 0.9), CALMED)
    happen(sidebar, Partial(CALMED.at + after, "client", 19.8, "Let me finish", 13))
    assert sidebar.warning.isVisible() is stays


@pytest.mark.parametrize(
    ("moment", "after", "stays"),
    [
        ("agent_apologized", 2.0, True),
        ("agent_apologized", 6.0, False),
        ("agent_acknowledged", 6.0, False),
        ("agent_asked_clarifying", 6.0, True),
        ("client_upset", 6.0, True),
    ],
)
def test_a_warning_goes_once_the_agent_has_put_it_right(
    sidebar: Sidebar, moment: str, after: float, stays: bool
) -> None:
    speaker: Channel = "client" if moment == "client_upset" else "agent"
    happen(sidebar, UPSET, CALM_DOWN, CALMED)
    happen(sidebar, Moment(CALMED.at + after, moment, speaker, 4, "I'm sorry", 0.9))
    assert sidebar.warning.isVisible() is stays


def test_a_kind_word_does_not_make_up_for_what_is_missing(sidebar: Sidebar) -> None:
    missing = Omission(20.0, 9, "The call is ending and no goal date was said")
    happen(sidebar, UPSET, missing, Moment(28.0, "agent_apologized", "agent", 4, "I'm sorry", 0.9))
    assert sidebar.warning.isVisible()


def test_the_checklist_follows_the_call(sidebar: Sidebar) -> None:
    happen(
        sidebar,
        UPSET,
        StepChanged(10.0, "calm", "done", ()),
        StepChanged(10.0, "listen", "active", (Because(1, "third time"),)),
    )
    assert [button.state for button in sidebar.checklist.buttons] == ["done", "active", "todo", "todo"]
    assert "the caller said “third time”" in sidebar.checklist.buttons[1].toolTip()
    assert sidebar.checklist.buttons[1].accessibleName() == "Listen: active"
    happen(sidebar, StepChanged(12.0, "clarify", "active", ()))
    assert [button.state for button in sidebar.checklist.buttons] == ["done", "todo", "active", "todo"]


def test_the_note_fills_in_with_its_sources(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, CALM_DOWN, NOTE)
    sections = sidebar.note_view.sections
    assert sections["problem"].texts == ("Third time since June.",)
    assert sections["plan"].texts == ("Refund the visit", "You · by Thu 19 Nov 2026")
    assert sections["plan"].chips == (1, 2)
    assert sections["options"].texts == ("–",)


def test_nothing_offers_to_read_back_what_is_not_written_yet(sidebar: Sidebar) -> None:
    assert sidebar.reading.read_back.isHidden()
    happen(sidebar, UPSET)
    assert sidebar.reading.read_back.isHidden()
    happen(sidebar, NOTE)
    assert not sidebar.reading.read_back.isHidden()


def test_a_chip_leads_to_what_was_said(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, CALM_DOWN, NOTE)
    chip = sidebar.note_view.sections["problem"].findChild(Chip)
    assert isinstance(chip, Chip)
    assert chip.accessibleDescription() == "Caller 00:04: “This is the third time since June.”"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert sidebar.transcript_view.marked == 1


def test_what_is_written_newly_comes_into_sight_unless_somebody_scrolled(
    sidebar: Sidebar, qtbot: QtBot
) -> None:
    sidebar.resize(380, 600)
    view = sidebar.note_view
    goal = GoalDate("by Friday", "2026-11-20", False, (2,))

    def bottom() -> int:
        section = view.sections["goal_date"]
        return section.mapTo(view.viewport(), section.rect().bottomLeft()).y()

    happen(sidebar, NOTE)
    assert bottom() > view.viewport().height()
    happen(sidebar, dataclasses.replace(NOTE, fields=dataclasses.replace(NOTE.fields, goal_date=goal)))
    assert bottom() <= view.viewport().height()
    view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    happen(sidebar, dataclasses.replace(NOTE, fields=dataclasses.replace(NOTE.fields, goal_date=None)), NOTE)
    happen(sidebar, dataclasses.replace(NOTE, fields=dataclasses.replace(NOTE.fields, goal_date=goal)))
    qtbot.wait(50)
    assert view.verticalScrollBar().value() == 0


def test_of_what_one_sentence_told_the_problem_comes_into_sight_before_the_name(sidebar: Sidebar) -> None:
    sidebar.resize(380, 600)
    view = sidebar.note_view
    contact = (Entry("Name: Rachel Lawson.", (1,)),)
    happen(sidebar, dataclasses.replace(NOTE, fields=dataclasses.replace(NOTE.fields, contact=contact)))
    assert view.verticalScrollBar().maximum() > 0
    problem = view.sections["problem"]
    assert problem.mapTo(view.viewport(), problem.rect().center()).y() >= 0


def test_inside_a_long_field_its_heading_stays_in_sight(sidebar: Sidebar) -> None:
    sidebar.resize(380, 600)
    view, heading = sidebar.note_view, sidebar.reading.note_heading
    problem = tuple(Entry(f"The sitter did not come on visit {number}.", (1,)) for number in range(1, 9))
    long = dataclasses.replace(NOTE, fields=dataclasses.replace(NOTE.fields, problem=problem[:1]))
    happen(sidebar, long)
    assert heading.text() == "NOTE"
    happen(sidebar, dataclasses.replace(long, fields=dataclasses.replace(long.fields, problem=problem)))
    assert heading.text() == "NOTE · PROBLEM", "its end is what is new"
    view.verticalScrollBar().setValue(view.sections["client_wants"].y())
    assert heading.text() == "NOTE", "its own heading is in sight"
    view.verticalScrollBar().setValue(0)
    assert heading.text() == "NOTE"


def test_a_sentence_that_the_agent_went_to_stays_lit_while_the_note_grows(
    sidebar: Sidebar, qtbot: QtBot
) -> None:
    first = ReadBackSentence("You told me that this is the third time.", "problem")
    second = ReadBackSentence("I will refund the visit.", "plan")
    third = ReadBackSentence("Your name is Rachel Lawson.", "contact")
    happen(sidebar, UPSET, NOTE, ReadBack(31.0, (first, second)))
    qtbot.keyClick(sidebar, Qt.Key.Key_R)
    qtbot.keyClick(sidebar, Qt.Key.Key_Down)
    happen(sidebar, ReadBack(32.0, (first, second, third)))
    assert sidebar.read_back_view.lit == 1
    said = dataclasses.replace(second, state="voiced")
    happen(sidebar, ReadBack(33.0, (first, said, third)))
    assert sidebar.read_back_view.lit == 0, "said: now the first that still waits"


def test_the_key_for_the_cause_does_nothing_before_the_end(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, NOTE)
    qtbot.keyClick(sidebar, Qt.Key.Key_C)
    happen(sidebar, Ended())
    assert not sidebar.wrap_up.cause.hasFocus(), "the numbers say how it came out"


def test_a_goal_date_is_missed_only_when_the_call_is_late(sidebar: Sidebar) -> None:
    goal = sidebar.note_view.sections["goal_date"]
    happen(sidebar, UPSET, NOTE)
    assert goal.texts == ("not said yet",)
    calm = goal.grab().toImage()
    happen(sidebar, Omission(31.0, 2, "The call is ending and no goal date was said"))
    assert sidebar.warning.texts == ("The call is ending and no goal date was said",)
    assert goal.grab().toImage() != calm
    happen(sidebar, Note(32.0, NoteFields(goal_date=GoalDate("by Friday", "2026-11-20", False, (1,))), ""))
    assert goal.texts == ("by Friday", "Fri 20 Nov 2026")


def test_an_unsettled_day_and_unsupported_words_are_named(sidebar: Sidebar) -> None:
    fields = NoteFields(goal_date=GoalDate("next Tuesday", None, True, (1,)))
    happen(sidebar, Note(32.0, fields, "", ("The sitter was paid twice.",)))
    assert sidebar.note_view.sections["goal_date"].texts == ("next Tuesday", "which day?")
    assert sidebar.note_view.unsupported == "Nobody said: The sitter was paid twice."


def test_keys_answer_the_card_once(sidebar: Sidebar, qtbot: QtBot) -> None:
    actions: list[object] = []
    sidebar.agent.action.connect(actions.append)
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert actions == []
    happen(sidebar, UPSET, SUMMARIZE)
    qtbot.keyClick(sidebar, Qt.Key.Key_N)
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert actions == [PromptAnswered(20.0, 7, "not_now")]
    happen(sidebar, Prompt(25.0, 8, "write", "Read it back", "", (), "upset-client", "7 Things"))
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert actions[1:] == [PromptAnswered(25.0, 8, "done")]


def test_why_opens_the_reasons_and_shows_the_words(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, CALM_DOWN, SUMMARIZE)
    qtbot.keyClick(sidebar, Qt.Key.Key_W)
    assert sidebar.card.texts[-1] == "From 7 Things, step\N{NO-BREAK SPACE}3"
    assert sidebar.transcript_view.marked == 1
    qtbot.keyClick(sidebar, Qt.Key.Key_W)
    assert len(sidebar.card.texts) == 4


def test_a_source_is_said_once(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, dataclasses.replace(SUMMARIZE, because=()))
    assert sidebar.card.texts[-1] == "From 7 Things, step\N{NO-BREAK SPACE}3"
    qtbot.keyClick(sidebar, Qt.Key.Key_W)
    assert sidebar.card.texts.count("From 7 Things, step\N{NO-BREAK SPACE}3") == 1


def test_steps_are_ticked_and_unticked_by_hand(sidebar: Sidebar, qtbot: QtBot) -> None:
    actions: list[object] = []
    sidebar.agent.action.connect(actions.append)
    happen(sidebar, Tick(12.0), StepChanged(12.0, "calm", "done", ()))
    qtbot.keyClick(sidebar, Qt.Key.Key_1)
    qtbot.mouseClick(sidebar.checklist.buttons[2], Qt.MouseButton.LeftButton)
    assert actions == [StepTicked(12.0, "calm", False), StepTicked(12.0, "clarify", True)]


def test_cards_and_warnings_leave_the_focus_where_it_is(sidebar: Sidebar) -> None:
    chosen = sidebar.checklist.buttons[1]
    chosen.setFocus()
    for record in (
        UPSET,
        SUMMARIZE,
        CALM_DOWN,
        CALMED,
        NOTE,
        PromptCleared(60.0, 7, "done"),
        Notice(61.0, "Hm"),
    ):
        happen(sidebar, record)
        assert sidebar.focusWidget() is chosen


def test_a_stray_space_bar_does_not_end_the_call(sidebar: Sidebar, qtbot: QtBot) -> None:
    qtbot.keyClick(sidebar.focusWidget(), Qt.Key.Key_Space)
    assert sidebar.state == "running"


def test_everything_one_can_press_says_what_it_does_and_by_which_key(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, CALM_DOWN, SUMMARIZE, NOTE)
    buttons = sidebar.findChildren(QAbstractButton)
    assert len(buttons) >= 12
    for button in buttons:
        assert button.accessibleName() or button.text()
        assert button.toolTip().endswith(")"), button.text()


def test_the_transcript_follows_unless_the_reader_went_back(sidebar: Sidebar, qtbot: QtBot) -> None:
    bar = sidebar.transcript_view.verticalScrollBar()
    happen(sidebar, *(spoken(number) for number in range(1, 30)))
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    assert sidebar.newest_button.isVisible()
    happen(sidebar, spoken(30))
    sidebar.transcript_view.doItemsLayout()
    assert bar.value() == 0
    qtbot.keyClick(sidebar, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert not sidebar.newest_button.isVisible()


def spoken(number: int) -> Utterance:
    return Utterance(number + 1.0, number, "client", float(number), number + 0.9, "And nobody called. " * 4)


def test_what_is_being_corrected_stays_in_sight_while_others_speak(sidebar: Sidebar, qtbot: QtBot) -> None:
    view = sidebar.transcript_view
    sidebar.resize(360, 700)
    happen(sidebar, *(spoken(number) for number in range(1, 9)))
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    (editor,) = view.findChildren(Editor)

    def in_sight() -> bool:
        return view.viewport().rect().contains(editor.geometry().center())

    assert "nobody called" in editor.toPlainText() and in_sight()
    happen(sidebar, *(spoken(number) for number in range(9, 20)))
    view.doItemsLayout()
    assert in_sight()
    sidebar.resize(360, 640)
    assert in_sight()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.keyClick(sidebar, Qt.Key.Key_End)
    happen(sidebar, spoken(20))
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_whoever_comes_back_to_the_window_corrects_the_newest_words(sidebar: Sidebar, qtbot: QtBot) -> None:
    view = sidebar.transcript_view
    happen(sidebar, UPSET, dataclasses.replace(UPSET, id=2, start=6.0, end=7.0, text="Nobody came."))
    coming = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QCoreApplication.sendEvent(view, coming)
    assert view.marked is None
    view.correct()
    (editor,) = view.findChildren(Editor)
    assert editor.toPlainText() == "Nobody came."
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.marked == UPSET.id, "the arrows go on from there"


def test_whoever_comes_back_to_the_window_still_sees_the_end_of_a_long_turn(
    sidebar: Sidebar, qtbot: QtBot
) -> None:
    view, bar = sidebar.transcript_view, sidebar.transcript_view.verticalScrollBar()
    sidebar.resize(360, 640)
    happen(sidebar, dataclasses.replace(spoken(1), text="And nobody called. " * 20))
    qtbot.waitUntil(lambda: 0 < bar.maximum() == bar.value())
    coming = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QCoreApplication.sendEvent(view, coming)
    assert view.following and bar.value() == bar.maximum()


def test_time_levels_and_the_saved_state(sidebar: Sidebar) -> None:
    happen(sidebar, Level(64.0, "client", 0.5), Saved(60.0), Tick(64.9))
    assert sidebar.call_bar.time_text == "01:04"
    assert sidebar.call_bar.lamps["client"].meter.shares[-1] == 0.5
    assert sidebar.call_bar.lamps["agent"].meter.shares[-1] == 0.0
    assert sidebar.footer.saved == "saved"
    happen(sidebar, Tick(75.0))
    assert sidebar.footer.saved == "saved 15 s ago"


def test_a_notice_is_quiet_and_passes(sidebar: Sidebar) -> None:
    happen(sidebar, Tick(5.0), Notice(5.0, "Catching up"))
    assert sidebar.footer.notice == "Catching up"
    happen(sidebar, Tick(15.0))
    assert sidebar.footer.notice == ""


def is_at_hand(part: QWidget, window: QWidget) -> bool:
    """Whether all of a part is seen, and a click on it is its own."""
    QApplication.processEvents()
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    return window.rect().contains(place) and all(window.childAt(corner) is part for corner in corners)


def test_in_a_low_window_the_steps_give_way_to_what_is_to_do_after_the_call(sidebar: Sidebar) -> None:
    sidebar.resize(sidebar.minimumWidth(), WITH_STEPS)
    happen(sidebar, UPSET, NOTE)
    assert sidebar.checklist.isVisible()
    happen(sidebar, Ended())
    assert is_at_hand(sidebar.wrap_up.cause, sidebar) and is_at_hand(sidebar.save_button, sidebar)
    assert not sidebar.checklist.isVisible()
    sidebar.begin()
    assert sidebar.checklist.isVisible() and not sidebar.save_button.isVisible()


SAVED_THERE = "Note saved: ~/.local/share/call-assist/notes/2026-11-19 16.52.44.txt"
FULL = (
    "This call cannot be saved just now. The file of calls ~/.local/share/call-assist/calls.db could not be "
    "written: the disk is full; free some space. It goes into ~/.local/share/call-assist/rescue.jsonl instead."
)


@pytest.mark.parametrize("notice", ["", SAVED_THERE, FULL])
@pytest.mark.parametrize("width", [360, 380, 420])
def test_in_the_lowest_window_the_note_can_be_saved_by_a_click(
    sidebar: Sidebar, width: int, notice: str
) -> None:
    sidebar.resize(width, LOWEST)
    happen(sidebar, UPSET, NOTE, Ended())
    sidebar.show_notice(notice)
    assert is_at_hand(sidebar.save_button, sidebar)


def test_in_large_type_the_steps_give_way_before_anything_is_squeezed(
    qtbot: QtBot, playbook: PlaybookShape
) -> None:
    sidebar = Sidebar(playbook, Theme(Look("light", 2.0, still=True)), "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.resize(sidebar.minimumWidth(), 620)
    sidebar.show()
    assert sidebar.checklist.isVisible()
    sidebar.ask("The file of calls could not be opened: the disk is full.", (("All right", int),))
    QApplication.processEvents()
    assert not sidebar.checklist.isVisible()
    assert sidebar.call_bar.height() >= sidebar.call_bar.sizeHint().height()


def test_in_the_largest_type_the_lowest_window_squeezes_nothing(
    qtbot: QtBot, playbook: PlaybookShape
) -> None:
    sidebar = Sidebar(playbook, Theme(Look("light", 2.0, still=True)), "Call Assist")
    qtbot.addWidget(sidebar)
    sidebar.resize(sidebar.minimumSize())
    sidebar.show()
    happen(sidebar, UPSET, NOTE, Ended())
    sidebar.show_notice(SAVED_THERE)
    assert is_at_hand(sidebar.save_button, sidebar)
    for part in (sidebar.call_bar, sidebar.footer):
        assert part.height() >= part.minimumSizeHint().height()
    assert sidebar.call_bar.height() >= sidebar.call_bar.sizeHint().height()


def test_after_the_call_tab_goes_from_how_it_came_out_to_saving(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, NOTE, Ended())
    sidebar.activateWindow()
    sidebar.wrap_up.cause.setFocus()
    qtbot.keyClick(sidebar.wrap_up.cause, Qt.Key.Key_Tab)
    assert sidebar.focusWidget() is sidebar.save_button


@pytest.mark.parametrize("width", [320, 360, 420])
def test_no_meter_touches_the_others_name(sidebar: Sidebar, width: int) -> None:
    sidebar.resize(width, 700)
    happen(sidebar, Tick(3601.0))
    agent, client = sidebar.call_bar.lamps.values()
    assert client.x() - agent.geometry().right() > BETWEEN_LAMPS
    assert sidebar.call_bar.pause.x() > client.mapTo(sidebar, client.rect().bottomRight()).x()


def test_a_lasting_notice_stays_until_the_next_call(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, Notice(10.0, "The note stops here.", until="end"), Notice(11.0, "Catching up"))
    assert sidebar.footer.notice == "Catching up"
    happen(sidebar, Tick(40.0))
    assert sidebar.footer.notice == "The note stops here."
    happen(sidebar, Ended())
    assert sidebar.footer.notice == "The note stops here."
    sidebar.begin()
    assert sidebar.footer.notice == ""


def test_that_a_call_is_not_saved_is_said_until_it_is(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, Notice(10.0, "The disk is full.", until="saved"), Tick(40.0))
    assert sidebar.footer.notice == "The disk is full."
    happen(sidebar, Saved(41.0), Tick(42.0))
    assert sidebar.footer.notice == ""


def test_after_the_call_the_note_can_be_saved(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, SUMMARIZE, NOTE, Partial(31.0, "client", 30.5, "tha", 0))
    assert not sidebar.save_button.isEnabled()
    happen(sidebar, Saved(31.0), Ended())
    assert sidebar.call_bar.state_text == "Call ended · saved"
    assert [row.id for row in sidebar.transcript.rows] == [1]
    assert "Say back what they told you" not in sidebar.card.texts
    with qtbot.waitSignal(sidebar.agent.save_asked):
        qtbot.keyClick(sidebar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_what_is_not_saved_is_not_called_saved(sidebar: Sidebar) -> None:
    happen(sidebar, Saved(5.0), UPSET, Ended())
    assert sidebar.call_bar.state_text == "Call ended"
    assert sidebar.footer.saved == ""


def test_a_broken_recording_is_one_clear_sentence_and_what_was_heard_stays(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, NOTE, Ended(InputError("call.wav breaks off after 9.4 s; save it again.")))
    assert sidebar.warning.texts == ("The call stopped", "call.wav breaks off after 9.4 s; save it again.")
    assert [row.text for row in sidebar.transcript.rows] == [UPSET.text]
    assert sidebar.note_view.sections["problem"].texts == ("Third time since June.",)


def test_a_call_that_could_not_begin_says_so_and_which_keys_help(sidebar: Sidebar) -> None:
    happen(sidebar, Ended(InputError("No microphone was found: plug one in.")))
    assert sidebar.warning.texts == ("The call could not begin", "No microphone was found: plug one in.")
    assert sidebar.card.texts == ("Ctrl+, opens the settings, Ctrl+N tries again.",)
    assert sidebar.call_bar.state_text == "Not begun"


def test_a_new_call_starts_with_an_empty_window(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, NOTE, StepChanged(12.0, "calm", "done", ()), CALMED, Ended())
    sidebar.begin()
    assert sidebar.transcript.rows == ()
    assert sidebar.note_view.sections["problem"].texts == ("–",)
    assert sidebar.checklist.buttons[0].state == "todo"
    assert not sidebar.warning.isVisible()
    assert sidebar.call_bar.time_text == "00:00"


SIZES = list(itertools.product((320, 380, 420), (540, 700, 900)))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_pushed_out_of_a_small_window(sidebar: Sidebar, width: int, height: int) -> None:
    happen(sidebar, UPSET, CALM_DOWN, NOTE, SUMMARIZE, CALMED, Notice(20.0, "Catching up: words come late."))
    sidebar.resize(width, height)
    sidebar.layout().activate()  # type: ignore[union-attr]
    assert (sidebar.width(), sidebar.height()) == (width, height)
    parts: list[QWidget] = [sidebar.call_bar, sidebar.checklist, sidebar.transcript_view, sidebar.note_view]
    for part in (*parts, sidebar.footer):
        corner = part.mapTo(sidebar, part.rect().bottomRight())
        assert corner.x() < width and corner.y() < height
        assert part.height() >= 36
    tops = [part.mapTo(sidebar, part.rect().topLeft()).y() for part in (*parts, sidebar.footer)]
    assert tops == sorted(tops)


def test_beside_a_task_bar_at_twice_the_size_the_card_stands_whole(sidebar: Sidebar, qtbot: QtBot) -> None:
    acted: list[object] = []
    sidebar.agent.action.connect(acted.append)
    happen(sidebar, UPSET, NOTE, SUMMARIZE)
    sidebar.resize(380, 492)
    assert sidebar.height() == 492 and sidebar.checklist.isHidden()
    assert sidebar.stage.needs(380) <= sidebar.stage.height()
    assert sidebar.footer.mapTo(sidebar, sidebar.footer.rect().bottomRight()).y() < 492
    qtbot.keyClick(sidebar, Qt.Key.Key_3)
    assert acted == [StepTicked(30.0, "clarify", True)]
    sidebar.resize(380, 540)
    assert sidebar.checklist.isVisible()


def test_what_a_field_asks_for_is_read_like_any_quiet_word(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, NOTE, CallOver(31.0))
    asked = sidebar.wrap_up.cause.palette().placeholderText().color()
    assert asked == QColor(LIGHT.muted)


def test_what_is_read_stays_where_it_is_while_cards_come_and_go(sidebar: Sidebar) -> None:
    sidebar.resize(380, 900)
    happen(sidebar, UPSET, CALM_DOWN, NOTE)

    def places() -> list[int]:
        parts = [sidebar.checklist, sidebar.transcript_view.viewport(), *sidebar.note_view.sections.values()]
        turns = [sidebar.transcript_view.visualRect(sidebar.transcript.index(row, 0)) for row in (0, 1)]
        return [part.mapTo(sidebar, part.rect().topLeft()).y() for part in parts] + [
            turn.top() for turn in turns
        ]

    before = places()
    for record in (SUMMARIZE, CALMED, Tick(34.5), PromptCleared(36.0, 7, "done")):
        happen(sidebar, record)
        assert places() == before, record


LONG = dataclasses.replace(
    SUMMARIZE,
    say="Let me check that I have this right: you paid a painter three hundred euro and it’s gone right through, "
    "and now the carpet on the landing is wet as well. What else should I know?",
    because=(
        Because(1, "that's two visits, two wrong parts, and I've been boiling kettles since the New Year"),
    ),
)


def test_a_long_card_does_without_its_step_rather_than_move_what_is_below(sidebar: Sidebar) -> None:
    sidebar.resize(380, 728)
    happen(sidebar, UPSET, NOTE)
    before = sidebar.stage.height()
    happen(sidebar, SUMMARIZE)
    assert sidebar.card.texts[0].startswith("STEP")
    happen(sidebar, LONG)
    assert sidebar.card.texts[0] == "Say back what they told you"
    assert "boiling" not in sidebar.card.texts[-1] and "…”" in sidebar.card.texts[-1]
    assert sidebar.stage.height() == before
    assert sidebar.stage.needs(380) <= sidebar.stage.height()


def test_what_an_explained_card_took_is_given_back(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.resize(380, 900)
    happen(sidebar, UPSET, LONG)
    before = sidebar.stage.height()
    qtbot.keyClick(sidebar, Qt.Key.Key_W)
    assert sidebar.stage.height() > before
    happen(sidebar, PromptCleared(25.0, 7, "done"))
    assert sidebar.stage.height() == before


def test_who_is_not_heard_is_not_told_that_somebody_listens(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, StepChanged(10.0, "clarify", "active", ()))
    assert sidebar.card.texts == ("LISTENING · NEXT", "Say back what they told you")
    qtbot.keyClick(sidebar, Qt.Key.Key_P)
    assert sidebar.card.texts == ("PAUSED · NEXT", "Say back what they told you")
    qtbot.keyClick(sidebar, Qt.Key.Key_P)
    assert sidebar.card.texts[0] == "LISTENING · NEXT"
    qtbot.keyClick(sidebar, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert sidebar.card.texts == ("Writing down the last words",)


def test_many_sources_leave_the_words_their_room(sidebar: Sidebar) -> None:
    said = "They rang four times and nobody called back."
    happen(sidebar, Note(30.0, NoteFields(problem=(Entry(said, (2, 4, 6, 8, 12)),)), ""))
    text = next(one for one in sidebar.findChildren(EntryText) if one.text() == said)
    assert sidebar.note_view.sections["problem"].chips == (2, 4, 6, 8, 12)
    assert text.width() > sidebar.width() / 2


def test_the_read_back_takes_the_whole_width(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, NOTE, READ_BACK)
    assert not sidebar.read_back_view.isVisible()
    sidebar.read_back()
    assert sidebar.read_back_view.width() == sidebar.width()
    assert not any(part.isVisible() for part in (sidebar.card, sidebar.transcript_view, sidebar.note_view))


def test_a_tick_says_on_which_words_and_a_click_leads_to_them(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, UPSET, CALM_DOWN, StepChanged(10.0, "listen", "done", (Because(1, "third time"),)))
    line = sidebar.checklist.source
    assert line.isVisible() and line.text().startswith("Listen: the caller said “third time”")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert sidebar.transcript_view.marked == 1


def test_of_long_words_that_ticked_a_step_the_quote_ends_and_the_time_stays(sidebar: Sidebar) -> None:
    words = "what would you like us to do about it before the end of this week"
    happen(sidebar, CALM_DOWN, StepChanged(20.0, "clarify", "done", (Because(2, words),)))
    line = sidebar.checklist.source.line(300)
    assert line.startswith("Clarify: you said “what would") and line.endswith(
        "…”\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}00:17"
    )
    assert sidebar.checklist.source.fontMetrics().horizontalAdvance(line) <= 300


def test_in_a_low_window_the_words_of_a_tick_give_their_line_to_the_note(sidebar: Sidebar) -> None:
    happen(sidebar, UPSET, CALM_DOWN, StepChanged(10.0, "listen", "done", (Because(1, "third time"),)))
    line, note = sidebar.checklist.source, sidebar.note_view
    sidebar.resize(sidebar.width(), LOW)
    with_line = note.height()
    sidebar.resize(sidebar.width(), LOW - 1)
    assert not line.isVisible() and note.height() > with_line
    [listened] = [button for button in sidebar.checklist.buttons if button.step.id == "listen"]
    assert "“third time”" in listened.toolTip()
    sidebar.resize(sidebar.width(), LOW)
    assert line.isVisible()


def test_what_may_still_change_is_lighter_than_what_is_stable(sidebar: Sidebar) -> None:
    happen(sidebar, Partial(8.0, "client", 4.5, "this is the third time", 8))
    sure, unsure = ink(sidebar, 0, 0), ink(sidebar, 0, 21)
    assert sure == sidebar.call_bar._theme.colour("ink")
    assert unsure == sidebar.call_bar._theme.colour("muted")
    happen(sidebar, Utterance(9.4, 1, "client", 4.5, 9.0, "this is the third time"))
    assert ink(sidebar, 0, 21) == sure


def ink(sidebar: Sidebar, row: int, place: int) -> QColor:
    """The colour in which a letter of a turn is drawn."""
    delegate = sidebar.transcript_view.itemDelegate()
    assert isinstance(delegate, TurnDelegate)
    formats = delegate._formats(sidebar.transcript.rows[row])
    colours = [
        one.format.foreground().color() for one in formats if one.start <= place < one.start + one.length
    ]
    return colours[0] if colours else sidebar.call_bar._theme.colour("ink")


def test_closing_in_a_call_asks_once_and_ends_it_first(sidebar: Sidebar) -> None:
    ended, closed = [], []
    sidebar.agent.end_asked.connect(lambda: ended.append(True))
    sidebar.closed.connect(lambda: closed.append(True))
    sidebar.close()
    assert sidebar.isVisible() and sidebar.question.text == "A call is running. End it and close?"
    sidebar.question.leave()
    assert sidebar.question.isHidden() and ended == []
    sidebar.close()
    sidebar.close()
    assert ended == [True] and sidebar.isVisible()
    happen(sidebar, Ended())
    assert closed == [True] and not sidebar.isVisible()


# --- what is heard, and what is not ------------------------------------------------------------------------


def test_a_channel_that_cannot_be_understood_says_so_for_as_long_as_it_lasts(sidebar: Sidebar) -> None:
    happen(sidebar, Health(3.0, "client", "too_quiet"))
    words = "Caller · Too quiet to be understood: move closer, or turn the level up."
    lamp = sidebar.call_bar.lamps["client"]
    assert (sidebar.footer.notice, lamp.accessibleName()) == (words, words)
    assert lamp.sign.isVisible() and not lamp.meter.isVisible()
    happen(sidebar, Notice(4.0, "Catching up"))
    assert sidebar.footer.notice == "Catching up"
    happen(sidebar, Tick(15.0))
    assert sidebar.footer.notice == words
    happen(sidebar, Health(16.0, "client", "working"))
    assert sidebar.footer.notice == "" and lamp.meter.isVisible()


@pytest.mark.parametrize("state", [state for state in WORDS if state != "working"])
def test_every_state_of_a_lamp_has_its_words(sidebar: Sidebar, state: State) -> None:
    happen(sidebar, Health(3.0, "agent", state))
    assert WORDS[state] in sidebar.footer.notice


def test_a_gap_stands_in_the_transcript_and_is_one_for_both(sidebar: Sidebar) -> None:
    happen(
        sidebar, UPSET, Gap(10.0, "agent", 10.0, None, "paused"), Gap(10.1, "client", 10.1, None, "paused")
    )
    assert len(sidebar.transcript.rows) == 1, "while it lasts the bar and the footer say so"
    happen(sidebar, Gap(24.0, "agent", 10.0, 24.0, "paused"), Gap(24.1, "client", 10.1, 24.1, "paused"))
    happen(sidebar, Gap(30.0, "client", 27.0, 30.0, "lost"), CALM_DOWN)
    rows = sidebar.transcript.rows
    assert [row.text for row in rows] == [
        UPSET.text,
        "Paused for 14 s",
        CALM_DOWN.text,
        "The caller was not heard for 3 s",
    ]
    assert sidebar.transcript.speaker_changes_at(2)


def test_a_recording_shows_its_mark(sidebar: Sidebar) -> None:
    dot = sidebar.call_bar.findChild(StateDot)
    assert isinstance(dot, StateDot)
    happen(sidebar, SoundKept(0.1, True))
    assert dot.accessibleName() == "Call running; its sound is recorded"
    happen(sidebar, SoundKept(9.0, False))
    assert dot.accessibleName() == "Call running"


def test_a_card_waits_for_the_end_of_the_clients_sentence(sidebar: Sidebar) -> None:
    happen(sidebar, Partial(19.5, "client", 19.0, "and then", 0), SUMMARIZE)
    assert sidebar.card.prompt is None
    happen(sidebar, Utterance(21.0, 4, "client", 19.0, 20.6, "And then nobody called."))
    assert sidebar.card.prompt == SUMMARIZE


def test_an_answer_brings_the_card_that_waits(sidebar: Sidebar, qtbot: QtBot) -> None:
    happen(sidebar, SUMMARIZE, Partial(21.0, "client", 20.5, "and then", 0))
    other = dataclasses.replace(SUMMARIZE, at=22.0, id=8)
    happen(sidebar, PromptCleared(22.0, 7, "replaced"), other)
    assert sidebar.card.prompt == SUMMARIZE
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert sidebar.card.prompt == other
