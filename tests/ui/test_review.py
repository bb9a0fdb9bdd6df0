"""The review window with a real store, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from assist.audio.chunk import SAMPLE_RATE
from assist.audio.flac import FlacFile
from assist.audio.player import Player
from assist.audio.recorded_sound import Stereo
from assist.calls.importing import Importer
from assist.calls.store import CallFilter, Store, team
from assist.calls.store.words import Term
from assist.coach.playbook import PLAYBOOKS, load_playbook
from assist.errors import InputError
from assist.events import Because, Moment, StepChanged
from assist.review.archive import Archive
from assist.review.export import ENDINGS
from assist.review.wanted import Wanted
from assist.speech.engine import SpeechEngine
from tests.calls.conftest import database, empty_database, member, server, store  # noqa: F401
from tests.review.conftest import STARTED, events, keep
from ui.editor import Editor
from ui.lookups import Lookups
from ui.review.rows import around
from ui.review.timeline_picture import Sign, TimelinePicture
from ui.review.window import ReviewWindow
from ui.theme import Look, Theme

PLAYBOOK_TITLES = (("upset-client", "An upset client"),)
REFUND = """
    agent: Good morning, this is Ruth.
    client: The parcel did not come. I want a refund by Friday, this is the third time.
    agent: I am sorry. So the parcel did not come, for the third time, and you want a refund by Friday.
    client: Yes.
    agent: I will refund you by Friday.
"""
SUMMED_UP = (
    Moment(20.0, "agent_summarized_back", "agent", 3, "the parcel did not come", 0.9),
    Moment(20.0, "agent_apologized", "agent", 3, "I am sorry", 0.9),
    StepChanged(20.0, "clarify", "done", (Because(3, "the parcel did not come"),)),
)
"""Whatever the coach makes of it: what it says here is its own tests' matter."""
ADDRESS = """
    agent: Good morning, this is Ruth.
    client: I would like to change my address to twelve Mill Lane.
    agent: Of course. I will change it today.
"""


class Headphones:
    """An output that remembers what it was given, and takes its time like a real one."""

    rate = SAMPLE_RATE
    latency = 0.0

    def __init__(self) -> None:
        self.heard: list[Stereo] = []

    def play(self, sound: Stereo) -> None:
        self.heard.append(sound)
        QTest.qSleep(5)

    def tail(self) -> Iterator[Stereo]:
        return iter(())

    def hush(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def headphones() -> Headphones:
    return Headphones()


@pytest.fixture
def review(qtbot: QtBot, tmp_path: Path, headphones: Headphones) -> Iterator[ReviewWindow]:
    """Three calls of this machine, of which the newest is about a refund and has its sound."""
    window = three_calls(qtbot, Store(tmp_path / "calls.db"), tmp_path, headphones)
    yield window
    window.close()


def three_calls(qtbot: QtBot, store: Store, tmp_path: Path, headphones: Headphones) -> ReviewWindow:  # noqa: F811
    for day, happened in enumerate((events(ADDRESS), events(ADDRESS), (*events(REFUND), *SUMMED_UP))):
        call = keep(store, happened, STARTED + timedelta(days=day))
    record(tmp_path / "audio", store.call(call).key, seconds=30)
    return shown(
        qtbot,
        Archive(store, "anna", load_playbook, tmp_path / "audio", playbooks=PLAYBOOK_TITLES),
        headphones,
    )


def shown(qtbot: QtBot, archive: Archive, headphones: Headphones) -> ReviewWindow:
    window = ReviewWindow(Theme(Look("light", still=True)), archive, Player(lambda: headphones))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    settle(qtbot, window)
    return window


def record(folder: Path, key: str, seconds: float) -> None:
    folder.mkdir(mode=0o700)
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    for channel, pitch in (("agent", 220), ("client", 330)):
        file = FlacFile(folder / f"{key}-{channel}.flac")
        file.write((0.3 * np.sin(2 * np.pi * pitch * times)).astype(np.float32))
        file.close()


def settle(qtbot: QtBot, window: ReviewWindow) -> None:
    """Until everything that was asked is answered, also what the answers asked."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not window.lookups.busy, timeout=20_000)
        QApplication.processEvents()


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    target = window.focusWidget() or window
    qtbot.keyClick(target, key, held or Qt.KeyboardModifier.NoModifier)


def write(qtbot: QtBot, window: QWidget, words: str) -> None:
    qtbot.keyClicks(window.focusWidget(), words)


def test_whoever_comes_to_the_calls_by_tab_sees_which_one_enter_opens(
    qtbot: QtBot, review: ReviewWindow
) -> None:
    view = review.found.call_view
    coming = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(view, coming)
    assert review.found.chosen_rows == [0]
    view.clearSelection()
    QApplication.sendEvent(view, coming)
    assert review.found.chosen_rows == [0]


def test_by_keyboard_from_a_search_to_a_comment_and_a_tag(
    qtbot: QtBot,
    store: Store,  # noqa: F811
    tmp_path: Path,
    headphones: Headphones,
) -> None:
    review = three_calls(qtbot, store, tmp_path, headphones)
    press(qtbot, review, Qt.Key.Key_Slash)
    write(qtbot, review, "third")
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert {hit.line.source for hit in review.hits.hits} >= {"agent", "client"}
    client = next(place for place, hit in enumerate(review.hits.hits) if hit.line.source == "client")
    for _ in range(client):
        press(qtbot, review, Qt.Key.Key_Down)
    review.found.enter()
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.reviewed is not None
    assert review.page.transcript.marked == 2
    row = review.page.rows.index_of(2)
    assert review.page.transcript.visualRect(row).intersects(review.page.transcript.viewport().rect())
    assert review.page.transcript.turns.terms

    press(qtbot, review, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: bool(headphones.heard))
    qtbot.waitUntil(lambda: review.page.transcript.turns.playing is not None)
    assert review.page.transcript.turns.playing is not None
    assert review.page.transcript.turns.playing[0] == 2
    press(qtbot, review, Qt.Key.Key_K)
    assert not review.playing.playing

    press(qtbot, review, Qt.Key.Key_C)
    write(qtbot, review, "Say it back first.")
    press(qtbot, review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, review)
    assert review.page.remarks.texts == ("Say it back first.",)
    press(qtbot, review, Qt.Key.Key_T)
    write(qtbot, review, "refund")
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.page.head.tags == ("refund",)
    press(qtbot, review, Qt.Key.Key_G)
    settle(qtbot, review)
    remarks = [(one.kind, one.text, one.utterance) for one in review.archive.open(review.reviewed.id).remarks]
    assert remarks == [("comment", "Say it back first.", 2), ("tag", "refund", None), ("good_example", "", 2)]

    press(qtbot, review, Qt.Key.Key_Escape)
    assert review.found.hit_view.hasFocus()
    press(qtbot, review, Qt.Key.Key_Escape)
    settle(qtbot, review)
    assert review.found.view is review.found.call_view
    press(qtbot, review, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not review.isVisible()


def open_newest(qtbot: QtBot, window: ReviewWindow) -> None:
    window.found.enter()
    press(qtbot, window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.reviewed is not None


def test_a_call_is_erased_once_that_is_confirmed(qtbot: QtBot, review: ReviewWindow, tmp_path: Path) -> None:
    open_newest(qtbot, review)
    gone = review.reviewed
    assert gone is not None and list((tmp_path / "audio").iterdir())
    press(qtbot, review, Qt.Key.Key_Delete)
    assert not review.erasing.bar.isHidden()
    press(qtbot, review, Qt.Key.Key_Delete)
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.erasing.bar.isHidden() and review.calls.rowCount() == 3, "Enter alone erases nothing"
    press(qtbot, review, Qt.Key.Key_Delete)
    qtbot.keyClick(review.erasing.bar.erase, Qt.Key.Key_Space)
    settle(qtbot, review)
    assert review.word.text() == "The call is erased."
    assert review.reviewed is None and review.calls.rowCount() == 2
    assert not list((tmp_path / "audio").iterdir())
    with pytest.raises(InputError):
        review.archive.open(gone.id)
    press(qtbot, review, Qt.Key.Key_Delete)
    assert review.erasing.bar.isHidden(), "no call is open"
    open_newest(qtbot, review)


def test_a_line_of_the_note_lights_up_its_words_and_plays_them(
    qtbot: QtBot, review: ReviewWindow, headphones: Headphones
) -> None:
    open_newest(qtbot, review)
    line = next(one for one in review.page.note.statements if "refund" in one.words.text().lower())
    line.setFocus()
    press(qtbot, review, Qt.Key.Key_Return)
    assert review.page.transcript.turns.lit == frozenset(line.utterances)
    assert line.lit
    qtbot.waitUntil(lambda: bool(headphones.heard))
    qtbot.waitUntil(lambda: not review.playing.playing, timeout=20_000)
    assert review.reviewed is not None
    said = review.reviewed.call.utterance(line.utterances[-1])
    assert said is not None and review.playing.position == pytest.approx(said.end, abs=0.2)


def test_steps_talk_and_what_was_said_below_each_turn(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    press(qtbot, review, Qt.Key.Key_2)
    assert review.page.panel is review.page.steps
    steps = {one.words.text(): one.beside.text() for one in review.page.steps.statements if one.beside}
    assert steps["Say back what you understood"].startswith("done: the agent said")
    assert not review.page.talk.statements, "what nobody looks at is not drawn"
    press(qtbot, review, Qt.Key.Key_3)
    settle(qtbot, review)
    assert any("Agent" in one.words.text() for one in review.page.talk.statements)
    kinds = [words for words, _unwanted in review.page.transcript.turns.beside[3].kinds]
    assert "says it back" in kinds and "apology" in kinds


def test_a_warning_stands_with_what_was_said_and_what_to_say_instead(
    qtbot: QtBot, tmp_path: Path, headphones: Headphones
) -> None:
    calls = Store(tmp_path / "calls.db")
    keep(calls, events("client: I am furious, nobody came.\nagent: Please calm down."))
    review = shown(qtbot, Archive(calls, "anna", load_playbook, tmp_path / "audio"), headphones)
    open_newest(qtbot, review)
    press(qtbot, review, Qt.Key.Key_2)
    missed = [one for one in review.page.steps.statements if one.beside and "missed" in one.beside.text()]
    assert len(missed) > 1
    assert review.page.head.about.text().endswith(
        f"· {len(missed)} steps missed\N{NO-BREAK SPACE}· 1 warning"
    )
    warned = review.page.steps.statements[-1]
    assert warned.beside is not None
    said, instead = warned.beside.text().splitlines()
    assert said.startswith("the agent said “Please calm down”") and instead.startswith("say instead: ")
    review.close()


def test_a_correction_by_keyboard_changes_the_note(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    review.page.transcript.show_utterance(2)
    review.page.transcript.setFocus()
    press(qtbot, review, Qt.Key.Key_F2)
    editor = review.focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "The parcel did not come. I want a refund by Tuesday.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.page.rows.rows[1].text == "The parcel did not come. I want a refund by Tuesday."
    assert any("Tuesday" in one.words.text() for one in review.page.note.statements)
    assert any("was heard as" in line.words for line in review.page.transcript.turns.beside[2].lines)


def test_what_is_being_typed_outlives_the_answer_to_what_was_done_before(
    qtbot: QtBot, review: ReviewWindow
) -> None:
    open_newest(qtbot, review)
    press(qtbot, review, Qt.Key.Key_G)
    review.page.transcript.show_utterance(2)
    review.page.transcript.setFocus()
    press(qtbot, review, Qt.Key.Key_F2)
    editor = review.focusWidget()
    assert isinstance(editor, Editor)
    qtbot.keyClicks(editor, " Or else.")
    settle(qtbot, review)
    assert review.reviewed is not None and len(review.reviewed.remarks) == 1
    assert review.focusWidget() is editor and editor.toPlainText().endswith(" Or else.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.page.rows.rows[1].text.endswith(" Or else.")


def test_what_is_being_typed_is_kept_when_another_call_comes(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    first = review.reviewed
    assert first is not None
    review.page.transcript.show_utterance(2)
    press(qtbot, review, Qt.Key.Key_F2)
    editor = review.focusWidget()
    assert isinstance(editor, Editor)
    qtbot.keyClicks(editor, " Or else.")
    review.open.open(first.id - 1)
    settle(qtbot, review)
    assert review.reviewed is not None and review.reviewed.id == first.id - 1
    assert not any(row.text.endswith(" Or else.") for row in review.page.rows.rows)
    review.open.open(first.id)
    settle(qtbot, review)
    assert review.page.rows.rows[1].text.endswith(" Or else.")


def test_filters_narrow_the_list_and_each_can_be_taken_out(qtbot: QtBot, review: ReviewWindow) -> None:
    assert review.calls.rowCount() == 3
    press(qtbot, review, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    filters = review.found.filters
    filters.kept.setCurrentIndex(filters.kept.findData("clarify"))
    filters.kept.activated.emit(filters.kept.currentIndex())
    settle(qtbot, review)
    assert review.calls.rowCount() == 1
    assert filters.chips == ("kept: Say back what you understood  ×",)
    press(qtbot, review, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, review)
    assert review.calls.rowCount() == 3 and filters.wanted == Wanted()
    assert review.word.text() == ""


def test_what_cannot_be_looked_for_is_said(qtbot: QtBot, review: ReviewWindow) -> None:
    press(qtbot, review, Qt.Key.Key_Slash)
    write(qtbot, review, "***")
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert "no word to look for" in review.word.text()


def test_where_nothing_is_found_nobody_is_asked_to_choose_a_call(qtbot: QtBot, review: ReviewWindow) -> None:
    def asked() -> bool:
        words = review.findChildren(QLabel)
        return any(one.isVisible() and one.text().startswith("Choose a call") for one in words)

    assert asked()
    for looked_for, there in (("zeppelin", False), ("refund", True)):
        press(qtbot, review, Qt.Key.Key_Slash)
        review.found.filters.words.clear()
        write(qtbot, review, looked_for)
        press(qtbot, review, Qt.Key.Key_Return)
        settle(qtbot, review)
        assert bool(review.hits.rowCount()) is there and asked() is there


def test_a_found_line_is_set_as_the_transcript_is(review: ReviewWindow) -> None:
    text, marked = around('The refund\'s "on its way".', [Term(("refund",))], review.fontMetrics(), 10_000)
    assert text == "The refund’s “on its way”." and marked == [(4, 6)]


def test_what_went_wrong_stands_whole_at_the_foot(qtbot: QtBot, review: ReviewWindow) -> None:
    review.resize(900, 700)
    quiet = review.word.height()
    problem = "The file of calls is damaged. Check the disk, or move it away; " * 4
    review.lookups.failed.emit(problem)
    word = review.word
    assert word.text() == problem
    qtbot.waitUntil(lambda: word.height() >= word.heightForWidth(word.width()) >= 2 * word.line_height)
    word.say("")
    qtbot.waitUntil(lambda: word.height() == quiet)


def test_the_lists_keep_what_qt_asks_of_models(
    qtbot: QtBot, review: ReviewWindow, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(review.calls, force_py=True)
    settle(qtbot, review)
    qtmodeltester.check(review.calls, force_py=True)
    review.found.filters.words.setText("parcel")
    review.found.filters.words.searched.emit()
    settle(qtbot, review)
    assert review.hits.rowCount() > 1
    qtmodeltester.check(review.hits, force_py=True)
    open_newest(qtbot, review)
    qtmodeltester.check(review.page.rows, force_py=True)


def test_a_row_says_aloud_what_it_shows_as_signs(qtbot: QtBot, review: ReviewWindow) -> None:
    newest = review.calls.call(0)
    assert newest is not None
    review.archive.remark(newest.call.id, "good_example")
    review.archive.remark(newest.call.id, "tag", "no-show")
    review.finding.refresh()
    review.calls.call(0)
    settle(qtbot, review)
    said = review.calls.data(review.calls.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(said, str) and said.endswith(", no-show, promise open, good example")


def test_back_at_the_calls_the_arrows_go_through_the_list(qtbot: QtBot, review: ReviewWindow) -> None:
    press(qtbot, review, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    press(qtbot, review, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(qtbot, review, Qt.Key.Key_Down)
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.reviewed is not None


def test_a_low_and_narrow_window_leaves_room_to_read(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    page, filters = review.page, review.found.filters
    assert not page.timeline.isHidden()
    review.resize(review.minimumSize())
    QApplication.processEvents()
    assert page.timeline.isHidden() and page.transcript.height() >= 120 and page.transcript.width() >= 200
    filters.unfold()
    QApplication.processEvents()
    assert filters.tag.height() == filters.tag.sizeHint().height(), "the fields are as high as ever"
    assert review.found.call_view.height() >= 60, "something of the list is seen"
    filters.rank.setFocus()
    QApplication.processEvents()
    press(qtbot, review, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert filters.good_example.visibleRegion().boundingRect() == filters.good_example.rect()
    review.resize(1280, 860)
    QApplication.processEvents()
    assert not page.timeline.isHidden()
    assert filters.rank.visibleRegion().boundingRect() == filters.rank.rect(), (
        "all of them where there is room"
    )


def test_more_lines_come_as_one_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    calls = Store(tmp_path / "calls.db")
    happened = events(REFUND)
    for day in range(40):
        keep(calls, happened, STARTED + timedelta(days=day))
    window = shown(qtbot, Archive(calls, "anna", load_playbook, tmp_path), Headphones())
    window.found.filters.words.setText("refund")
    window.found.filters.words.searched.emit()
    settle(qtbot, window)
    first = window.hits.rowCount()
    assert first == 60 and window.found.count.text() == "more than 60 lines"
    window.found.hit_view.scrollToBottom()
    settle(qtbot, window)
    assert window.hits.rowCount() > first
    window.close()


def test_a_call_that_is_gone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(
        qtbot, Archive(Store(tmp_path / "calls.db"), "anna", load_playbook, tmp_path), Headphones()
    )
    window.open_call(7)
    settle(qtbot, window)
    assert "no call 7" in window.word.text()
    assert window.reviewed is None
    window.close()


def test_a_warning_hides_the_sign_of_a_card_that_came_with_it(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    timeline = review.page.timeline
    scale, middle = timeline.scale, timeline.scale.seconds(timeline.width() / 2)
    warning = Sign(middle, "warning", "warning", "Warning: you cut in")

    def painted(*signs: Sign) -> QImage:
        image = QImage(timeline.size(), QImage.Format.Format_RGB888)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        TimelinePicture(scale.theme, scale, timeline._reviewed, signs, (), frozenset()).paint(painter)
        painter.end()
        return image

    near, far = (Sign(scale.seconds(timeline.width() / 2 - by), "card", "accent", "Card") for by in (7, 40))
    assert painted(near, warning) == painted(warning)
    assert painted(far, warning) != painted(warning)


def test_the_timeline_is_gone_along_by_mouse_and_keys(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    timeline = review.page.timeline
    assert timeline.height() >= timeline.sizeHint().height()
    assert review.reviewed is not None
    whole = review.reviewed.call.seconds
    middle = QPointF(timeline.width() - 14, timeline.height() / 2)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    assert review.playing.position == pytest.approx(whole, abs=0.2)
    timeline.setFocus()
    press(qtbot, review, Qt.Key.Key_Home)
    press(qtbot, review, Qt.Key.Key_Right)
    assert review.playing.position == 1.0
    press(qtbot, review, Qt.Key.Key_Plus)
    first, last = timeline.shown
    assert last - first < whole
    press(qtbot, review, Qt.Key.Key_Period)
    starts = [one.start for one in review.reviewed.call.utterances]
    assert review.playing.position in starts
    words = timeline.words_at(QPointF(timeline.scale.x(review.playing.position) + 2, timeline.height() / 2))
    assert words


def test_only_the_newest_question_of_a_kind_counts(qtbot: QtBot, review: ReviewWindow) -> None:
    answers: list[int] = []
    for number in range(20):
        review.lookups.ask("number", lambda number=number: number, answers.append)
    settle(qtbot, review)
    assert answers == [19]


def test_calls_that_are_not_looked_at_are_not_read(qtbot: QtBot, tmp_path: Path) -> None:
    calls = Store(tmp_path / "calls.db")
    happened = events(ADDRESS)
    for day in range(300):
        keep(calls, happened, STARTED + timedelta(days=day))
    read: list[int] = []

    class Watched(Archive):
        def calls_at(self, wanted: Sequence[int]) -> list[object]:  # type: ignore[override]
            read.extend(wanted)
            return super().calls_at(wanted)  # type: ignore[return-value]

    window = shown(qtbot, Watched(calls, "anna", load_playbook, tmp_path), Headphones())
    assert window.calls.rowCount() == 300
    assert 0 < len(read) <= 120
    window.found.call_view.scrollToBottom()
    settle(qtbot, window)
    oldest = window.archive.places(CallFilter())[-1]
    assert oldest in read and len(read) <= 240
    window.close()


def test_chosen_calls_leave_as_files(qtbot: QtBot, review: ReviewWindow, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    review.found.enter()
    press(qtbot, review, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, review, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, review)
    assert review.sharing.bar.words.text() == "3 calls as"
    review.sharing.write(folder, "report", True)
    qtbot.waitUntil(lambda: bool(review.word.text()), timeout=20_000)
    assert review.word.text() == "3 files are written."
    assert len(list(folder.glob("*.html"))) == 3
    forms = {review.sharing.bar.form.itemData(row) for row in range(review.sharing.bar.form.count())}
    assert forms == ENDINGS.keys()
    review.sharing.write(folder, "pdf", True)  # beside the window's thread
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 3, timeout=20_000)
    settle(qtbot, review)
    press(qtbot, review, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, review)
    review.sharing.write(folder, "report", True)
    qtbot.waitUntil(lambda: "Not written" in review.word.text(), timeout=20_000)
    assert "is there already" in review.word.text()


def test_closing_waits_for_changes_and_not_for_what_nobody_looks_at_any_more(qtbot: QtBot) -> None:
    asked, answer, changed = Event(), Event(), list[str]()
    slow = Lookups()
    slow.ask("hits", lambda: (asked.set(), answer.wait(3), changed.append("late")), print)
    assert asked.wait(5)
    slow.end()
    assert changed == []
    answer.set()
    qtbot.waitUntil(lambda: changed == ["late"])
    busy = Lookups()
    busy.do(lambda: (QTest.qSleep(50), changed.append("changed")), print)
    busy.end()
    assert changed == ["late", "changed"]


def test_trends_are_of_the_calls_of_the_list_and_lead_back_to_them(
    qtbot: QtBot, review: ReviewWindow, tmp_path: Path
) -> None:
    press(qtbot, review, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, review)
    assert "3 calls" in review.others.trends.summary.text()
    review.others.export(tmp_path / "trends.csv")
    settle(qtbot, review)
    assert (tmp_path / "trends.csv").read_text().startswith("person,figure")
    review.others.export(tmp_path / "audio")
    settle(qtbot, review)
    assert str(tmp_path / "audio") in review.word.text(), "what cannot be written over is told"
    review.others.trends.chosen.emit({"kept": "clarify"})
    settle(qtbot, review)
    assert review.found.isVisible() and review.calls.rowCount() == 1
    assert review.found.filters.chips == ("kept: Say back what you understood  ×",)
    review.others.trends.chosen.emit({"warning": "Nobody was warned of this"})
    settle(qtbot, review)
    assert review.calls.rowCount() == 0
    assert review.found.filters.chips == (
        "kept: Say back what you understood  ×",
        "Nobody was warned of this  ×",
    )


def test_another_playbook_is_tried_on_the_calls_of_the_list(
    qtbot: QtBot, review: ReviewWindow, tmp_path: Path
) -> None:
    press(qtbot, review, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    other = tmp_path / "other.toml"
    source = PLAYBOOKS / "upset-client.toml"
    other.write_text(
        source.read_text().replace('done_when = ["agent_offered_option"]', 'done_when = ["agent_greeted"]')
    )
    comparison = review.others.comparison
    comparison.choose(other)
    comparison.run()
    qtbot.waitUntil(lambda: comparison.start.isVisibleTo(comparison), timeout=30_000)
    assert "3" in comparison.outcome.text()
    comparison.opened.emit(3, 5.0)
    settle(qtbot, review)
    assert review.reviewed is not None and review.reviewed.id == 3
    assert review.playing.position == 5.0 and review.found.isVisible()


def test_what_is_said_of_a_call_is_kept_though_the_window_closes_at_once(
    qtbot: QtBot, review: ReviewWindow, tmp_path: Path
) -> None:
    open_newest(qtbot, review)
    assert review.reviewed is not None
    call = review.reviewed.id
    for words in ("first", "second"):
        review.page.remarks.written.emit(words, None)
    review.close()
    again = Store(tmp_path / "calls.db")
    kept = Archive(again, "anna", load_playbook, tmp_path).open(call)
    again.close()
    assert [one.text for one in kept.remarks] == ["first", "second"]


def test_calls_from_one_day_to_another(qtbot: QtBot, review: ReviewWindow) -> None:
    filters = review.found.filters
    press(qtbot, review, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert filters.day.named.hasFocus()
    filters.day.since.setFocus()
    write(qtbot, review, "2026-11-20")
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.calls.rowCount() == 2 and filters.chips == ("from Fri 20 Nov 2026  ×",)
    filters.day.until.setFocus()
    write(qtbot, review, "2026-11-20")
    press(qtbot, review, Qt.Key.Key_Return)
    settle(qtbot, review)
    assert review.calls.rowCount() == 1 and filters.chips == ("Fri 20 Nov 2026  ×",)
    for wrong, why in (("2026-11-31", "expected a day such as"), ("2026-11-01", "lies before 2026-11-20")):
        filters.day.until.setText(wrong)
        press(qtbot, review, Qt.Key.Key_Return)
        settle(qtbot, review)
        assert why in review.word.text()
        assert review.calls.rowCount() == 1, "what holds is still the days before"
        filters.good_example.click()
        settle(qtbot, review)
        assert filters.chips == ("Fri 20 Nov 2026  ×", "good example  ×")
        filters.good_example.click()
    filters.day.named.setCurrentIndex(filters.day.named.findData("Today"))
    filters.day.named.activated.emit(filters.day.named.currentIndex())
    settle(qtbot, review)
    assert filters.day.since.text() == filters.day.until.text() == date.today().isoformat()
    assert filters.chips == ("Today  ×",) and review.word.text() == ""
    press(qtbot, review, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, review)
    assert review.calls.rowCount() == 3 and filters.day.since.text() == ""


def test_a_lead_is_told_where_the_sound_is_and_puts_right_who_spoke(
    qtbot: QtBot,
    member: Callable[[str], Store],  # noqa: F811
    tmp_path: Path,
    headphones: Headphones,
) -> None:
    call = keep(member("anna"), events(ADDRESS))
    window = shown(qtbot, Archive(member("lea"), "lea", load_playbook, tmp_path), headphones)
    open_newest(qtbot, window)
    transport = window.page.transport
    assert "its sound is on anna’s machine" in transport.no_sound.text()
    assert transport.no_sound.isVisible() and not transport.play.isVisible()
    window.page.transcript.show_utterance(2)
    window.page.transcript.setFocus()
    press(qtbot, window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    assert window.page.rows.rows[1].channel == "agent"
    press(qtbot, window, Qt.Key.Key_4)
    assert window.page.remarks.texts == ("Said by: Agent",)
    reading = team.readings(window.archive.store)[0]
    assert (reading.reader, reading.agent, reading.call) == ("lea", "anna", call)
    window.close()


def test_sound_that_was_not_kept_has_no_buttons(qtbot: QtBot, review: ReviewWindow) -> None:
    open_newest(qtbot, review)
    assert review.page.transport.play.isVisible() and not review.page.transport.no_sound.isVisible()
    review.found.step(1)
    settle(qtbot, review)
    assert review.page.transport.no_sound.text() == "The sound of this call was not kept."
    assert review.page.transport.no_sound.isVisible() and not review.page.transport.play.isVisible()


@pytest.fixture
def importing(qtbot: QtBot, tmp_path: Path) -> Iterator[ReviewWindow]:
    """A window that takes files in; nothing is kept yet."""

    def importer(agent: str | None) -> Importer:
        def none() -> SpeechEngine:
            raise InputError("There is no speech model.")

        return Importer(Store(tmp_path / "calls.db"), load_playbook("upset-client"), none, "anna", agent)

    store = Store(tmp_path / "calls.db")  # noqa: F811
    archive = Archive(store, "anna", load_playbook, tmp_path, importer=importer)
    window = shown(qtbot, archive, Headphones())
    yield window
    window.close()


def write_calls(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        subtitles = (
            f"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ruth>Good morning, this is call {number}.\n\n"
            "00:04.000 --> 00:06.000\n<v Tom>The parcel did not come.\n"
        )
        (folder / f"{number:03}.vtt").write_text(subtitles)


def test_files_are_taken_in_beside_the_window(
    qtbot: QtBot, importing: ReviewWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_calls(tmp_path / "in", 3)
    (tmp_path / "in" / "sound.wav").write_bytes(b"none")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(tmp_path / "in")))
    press(qtbot, importing, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    bar = importing.taking_in.bar
    assert bar.files.hasFocus()
    bar.agent.setText("ruth")
    bar.started.setText("2026-11-19 16:52")
    bar.folder.setFocus()
    press(qtbot, importing, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=20_000)
    assert "for one file only" in importing.word.text() and importing.calls.rowCount() == 0
    importing.taking_in.take([tmp_path / "in" / "000.vtt"], "ruth", "2026-11-19 16:52")
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=20_000)
    settle(qtbot, importing)
    assert importing.archive.calls(CallFilter())[0].started == datetime(2026, 11, 19, 16, 52)
    importing.taking_in.take([tmp_path / "in"], "ruth")
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=20_000)
    settle(qtbot, importing)
    assert (
        importing.word.text()
        == "2 calls are taken in. There already: 1. Not taken in: There is no speech model."
    )
    assert importing.calls.rowCount() == 3
    open_newest(qtbot, importing)
    assert importing.page.rows.rows[0].channel == "agent"

    importing.taking_in.take([tmp_path / "in" / "000.vtt"], "")
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=20_000)
    assert importing.word.text() == "0 calls are taken in. There already: 1."
    importing.taking_in.take([tmp_path / "audio"], "")
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=20_000)
    assert "there is no such file" in importing.word.text()


def test_an_import_is_stopped_and_goes_on_from_there(
    qtbot: QtBot, importing: ReviewWindow, tmp_path: Path
) -> None:
    write_calls(tmp_path / "in", 40)
    taking, bar = importing.taking_in, importing.taking_in.bar

    def stop_at_third() -> None:
        if bar.at.text().startswith("3 of 40"):
            importing.found.view.setFocus()
            press(qtbot, importing, Qt.Key.Key_Escape)

    bar.progress.valueChanged.connect(stop_at_third)
    taking.take([tmp_path / "in"], "Ruth")
    assert bar.running
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=60_000)
    settle(qtbot, importing)
    assert "Stopped; the same files again go on from there." in importing.word.text()
    bar.progress.valueChanged.disconnect(stop_at_third)
    kept = importing.calls.rowCount()
    assert 2 <= kept < 40
    taking.take([tmp_path / "in"], "Ruth")
    qtbot.waitUntil(lambda: bar.isHidden(), timeout=60_000)
    settle(qtbot, importing)
    assert importing.calls.rowCount() == 40
    assert f"There already: {kept}." in importing.word.text()
