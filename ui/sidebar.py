"""The sidebar beside a live call. It draws what the events say and hands on what the agent does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assist.errors import InputError
from assist.events import (
    Event,
    Level,
    Note,
    Notice,
    Omission,
    Partial,
    Prompt,
    PromptAnswered,
    PromptCleared,
    Saved,
    StepChanged,
    StepTicked,
    Utterance,
    Warning,
)
from assist.wording import ago, quoted, why
from ui.bridge import Ended
from ui.call_bar import CallBar, CallState
from ui.card import Card
from ui.checklist import Checklist
from ui.footer import Footer
from ui.note_view import NoteView
from ui.paragraph import Paragraph
from ui.playbook_shape import PlaybookShape
from ui.pulse import Pulse
from ui.theme import Theme
from ui.transcript_list import TranscriptList
from ui.transcript_view import TranscriptView
from ui.warning import WarningCard

NARROWEST, USUAL, WIDEST = 320, 380, 420
USUAL_HEIGHT = 880
LOWEST = 540
"""The height of a full HD screen at a scale of 200 %."""
WARNING_SECONDS = 15.0
"""Call time after which a warning goes by itself."""
GLANCE_SECONDS = 4.0
"""Call time for which a warning stays even if the next card comes: it has to be read first."""
NOTICE_SECONDS = 10.0
LEAST_READING_HEIGHT = 168
"""What transcript and note keep together however low the window is."""

_LISTENING = "Listening. Prompts come here."


class Sidebar(QWidget):
    """Records come in through `pulse.take`; actions, wishes to start, end and save go out as signals."""

    action = Signal(object)
    start_asked = Signal()
    end_asked = Signal()
    save_asked = Signal()

    def __init__(self, playbook: PlaybookShape, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.state: CallState = "idle"
        self.close_when_done = False
        self._now = 0.0
        self._saved_at: float | None = None
        self._all_saved = False
        self._late = False
        self._answered: int | None = None
        self._warned_at: float | None = None
        self._omitted: list[str] = []
        self._noticed_at: float | None = None
        self.setWindowTitle(title)
        self.setMinimumSize(NARROWEST, LOWEST)
        self.setMaximumWidth(WIDEST)
        screen = self.screen().availableGeometry()
        self.resize(USUAL, min(USUAL_HEIGHT, screen.height()))
        self.move(screen.right() - USUAL, screen.top())

        self.pulse = Pulse(self)
        self.pulse.batch.connect(self._show)
        self.call_bar = CallBar(theme)
        self.warning = WarningCard(theme)
        self.card = Card(theme)
        self.checklist = Checklist(theme, playbook.steps)
        self.transcript = TranscriptList(self)
        self.transcript_view = TranscriptView(theme, self.transcript)
        self.note_view = NoteView(theme)
        self.footer = Footer(theme, playbook.title)
        self.newest_button = QPushButton("Newest ↓")
        self.save_button = QPushButton("Save note")

        self._lay_out()
        self._connect()
        self._dress()
        theme.changed.connect(self._dress)
        # not on a button: a stray space bar must not end the call
        self.transcript_view.setFocus()
        self._enter("idle", "")
        self.card.clear("Start a call with Ctrl+N.")

    # --- the parts and where they stand ---------------------------------------------------------------

    def _lay_out(self) -> None:
        tokens = self._theme.tokens
        self._stage = QScrollArea()
        self._stage.setWidgetResizable(True)
        self._stage.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stage.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        stage = QWidget()
        self._cards = cards = QVBoxLayout(stage)
        cards.setContentsMargins(16, 14, 16, 10)
        cards.setSpacing(10)
        cards.addWidget(self.warning)
        cards.addWidget(self.card)
        cards.addStretch(1)
        self._stage.setWidget(stage)
        stage.setAutoFillBackground(False)
        self._stage.viewport().setAutoFillBackground(False)

        for button, tip in (
            (self.newest_button, "Go to the newest words (End)"),
            (self.save_button, "Save the note (Ctrl+S)"),
        ):
            button.setObjectName("link")
            button.setFont(self._theme.font(tokens.body, QFont.Weight.DemiBold))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(tip)
        policy = self.newest_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.newest_button.setSizePolicy(policy)
        self.newest_button.hide()

        self._reading = QSplitter(Qt.Orientation.Vertical)
        self._reading.setHandleWidth(1)
        self._reading.setChildrenCollapsible(False)
        self._reading.addWidget(self._pane("TRANSCRIPT", self.transcript_view, self.newest_button))
        self._reading.addWidget(self._pane("NOTE", self.note_view, self.save_button))
        self._reading.setSizes([500, 500])

        column = QVBoxLayout(self)
        # the window's height is the agent's: a long card scrolls, it never pushes the window larger
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.call_bar, self._hairline(), self._stage, self.checklist, self._hairline()):
            column.addWidget(part)
        column.addWidget(self._reading, 1)
        column.addWidget(self._hairline())
        column.addWidget(self.footer)

    def _pane(self, heading: str, content: QWidget, button: QWidget) -> QWidget:
        pane = QWidget()
        name = Paragraph(self._theme, self._theme.tokens.small, "muted", QFont.Weight.DemiBold, spacing=0.4)
        name.setText(heading)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 10, 0)
        top.addWidget(name, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(button)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(content, 1)
        return pane

    def _hairline(self) -> QFrame:
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        return line

    def _connect(self) -> None:
        self.call_bar.button.clicked.connect(self._start_or_end)
        self.card.done.connect(self._done)
        self.card.not_now.connect(self._not_now)
        self.card.why_asked.connect(self._why)
        self.checklist.ticked.connect(self._ticked)
        self.note_view.chosen.connect(self.transcript_view.show_utterance)
        self.save_button.clicked.connect(self.save_asked)
        self.newest_button.clicked.connect(self.transcript_view.follow)
        self.transcript_view.following_changed.connect(self._following)
        for keys, deed in (
            ("Return", self._done),
            ("Enter", self._done),
            ("N", self._not_now),
            ("?", self._why),
            ("End", self.transcript_view.follow),
            ("Ctrl+N", self._start),
            ("Ctrl+E", self._end),
            ("Ctrl+S", self.save_button.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        for number in range(1, 10):
            tick = QShortcut(QKeySequence(str(number)), self)
            tick.activated.connect(lambda number=number: self._toggle(number))

    @Slot()
    def _dress(self) -> None:
        self.setPalette(self._theme.palette())
        self.setAutoFillBackground(True)
        self.setStyleSheet(self._theme.style_sheet())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_stage()

    def _fit_stage(self) -> None:
        """As high as the cards are, as long as transcript and note keep a readable rest."""
        width = self.width()
        others = sum(
            part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
            for part in (self.call_bar, self.checklist, self.footer)
        )
        room = self.height() - others - 3 - LEAST_READING_HEIGHT
        self.card.set_tight(False)
        wanted = self._cards.totalHeightForWidth(width)
        if wanted > room:
            self.card.set_tight(True)
            wanted = self._cards.totalHeightForWidth(width)
        self._stage.setFixedHeight(max(min(wanted, room), 64))

    # --- what happens in the call ---------------------------------------------------------------------

    def begin(self) -> None:
        """A new call: everything of the one before leaves the window."""
        self._now = 0.0
        self._saved_at, self._all_saved, self._late = None, False, False
        self._answered = self._noticed_at = None
        self._clear_warning()
        self.card.clear(_LISTENING)
        self.checklist.clear()
        self.transcript.clear()
        self.note_view.clear()
        self.footer.show_notice("")
        self.footer.show_saved("")
        self.call_bar.show_time(0.0)
        self._enter("running", "")
        self._fit_stage()

    @Slot(object)
    def _show(self, records: Sequence[object]) -> None:
        for record in records:
            self._show_one(record)
        self._pass_time()
        self.card.explain(self.transcript.utterance)
        self._fit_stage()

    def _show_one(self, record: object) -> None:
        find = self.transcript.utterance
        if isinstance(record, Event):
            self._now = max(self._now, record.at)
        match record:
            case Level(channel=channel, value=value):
                self.call_bar.meters[channel].show_level(value)
            case Partial():
                self.transcript.show_partial(record)
            case Utterance():
                self.transcript.show_utterance(record)
                self._all_saved = False
            case Prompt():
                self._answered = None
                self.card.show_prompt(record, self.checklist.place_of(record.step))
                if self._warned_at is not None and record.at > self._warned_at + GLANCE_SECONDS:
                    self._clear_warning()
            case PromptCleared(id=id):
                if self.card.prompt is not None and self.card.prompt.id == id:
                    self.card.clear(_LISTENING)
            case Warning():
                lead_in = "Say instead:" if record.repair else ""
                repair = quoted(record.repair) if record.repair else ""
                self.warning.show_words(record.headline, lead_in, repair, why(record.because, find))
                self._warn(record.at)
            case Omission():
                self._omitted.append(record.headline)
                first, *others = self._omitted
                self.warning.show_words(first, "And:" if others else "", ". ".join(others))
                self._warn(record.at)
                self._late = True
                self.note_view.show_note(self.note_view.note, self._late, find)
            case StepChanged():
                self.checklist.show_step(record, find)
                self._late = self._late or self.checklist.at_last_step()
                self.note_view.show_note(self.note_view.note, self._late, find)
            case Note():
                self.note_view.show_note(record, self._late, find)
            case Notice(text=text):
                self.footer.show_notice(text)
                self._noticed_at = self._now
            case Saved(at=at):
                self._saved_at, self._all_saved = at, True
            case Ended(failure):
                self._finish(failure)

    def _pass_time(self) -> None:
        self.call_bar.show_time(self._now)
        if self.state not in ("running", "ending"):
            return
        if self._warned_at is not None and self._now >= self._warned_at + WARNING_SECONDS:
            self._clear_warning()
        if self._noticed_at is not None and self._now >= self._noticed_at + NOTICE_SECONDS:
            self._noticed_at = None
            self.footer.show_notice("")
        if self._saved_at is not None:
            self.footer.show_saved(f"saved {ago(self._now - self._saved_at)}")

    def _warn(self, at: float) -> None:
        self._warned_at = at
        self.card.set_compact(True)
        self.card.setVisible(self.card.prompt is not None)

    def _clear_warning(self) -> None:
        self._warned_at = None
        self._omitted.clear()
        self.warning.hide()
        self.card.set_compact(False)
        self.card.show()

    def _finish(self, failure: Exception | None) -> None:
        self._clear_warning()
        self.transcript.drop_unfinished()
        self.footer.show_notice("")
        self.footer.show_saved("saved" if self._all_saved else "")
        if failure is None:
            self._enter("ended", "Call ended · saved" if self._all_saved else "Call ended")
            self.card.clear("The call has ended. Read the note through and save it.")
        else:
            self._enter("ended", "Call stopped")
            self.card.clear("What was heard until then is kept below.")
            sentence = str(failure)
            if not isinstance(failure, InputError):
                sentence = f"Something went wrong inside the program ({type(failure).__name__}: {failure})."
            self.warning.show_words("The call stopped", repair=sentence)
        if self.close_when_done:
            self.close()

    def show_note_saved(self, words: str) -> None:
        """The note is safe; `words` say where."""
        self._all_saved = True
        self.call_bar.show_state("ended", "Call ended · saved")
        self.footer.show_saved("saved")
        self.show_notice(words)

    def show_notice(self, text: str) -> None:
        """A quiet word in the footer."""
        self.footer.show_notice(text)
        self._fit_stage()

    def _enter(self, state: CallState, words: str) -> None:
        self.state = state
        self.call_bar.show_state(state, words)
        self.save_button.setEnabled(state == "ended" and self.note_view.note is not None)
        self.checklist.setEnabled(state == "running")

    # --- what the agent does --------------------------------------------------------------------------

    @Slot()
    def _start_or_end(self) -> None:
        if self.state == "running":
            self._end()
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        if self.state in ("idle", "ended"):
            self.start_asked.emit()

    @Slot()
    def _end(self) -> None:
        if self.state == "running":
            self._enter("ending", "Ending the call")
            self.end_asked.emit()

    def _answer(self, answer: str) -> None:
        prompt = self.card.prompt
        if prompt is not None and self._answered != prompt.id:
            self._answered = prompt.id
            self.action.emit(PromptAnswered(self._now, prompt.id, "done" if answer == "done" else "not_now"))

    @Slot()
    def _done(self) -> None:
        self._answer("done")

    @Slot()
    def _not_now(self) -> None:
        self._answer("not_now")

    @Slot()
    def _why(self) -> None:
        prompt = self.card.prompt
        if prompt is None:
            return
        self.card.explain(self.transcript.utterance, whole=not self.card.explained)
        if self.card.explained and prompt.because:
            self.transcript_view.show_utterance(prompt.because[0].utterance)
        self._fit_stage()

    @Slot(str, bool)
    def _ticked(self, step: str, done: bool) -> None:
        self.action.emit(StepTicked(self._now, step, done))

    def _toggle(self, number: int) -> None:
        if self.state == "running":
            self.checklist.toggle(number)

    @Slot(bool)
    def _following(self, following: bool) -> None:
        self.newest_button.setVisible(not following)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing ends a running call first, so that its last words are kept; closing again does not wait."""
        if self.state == "running":
            self.close_when_done = True
            self._end()
            event.ignore()
        else:
            event.accept()
