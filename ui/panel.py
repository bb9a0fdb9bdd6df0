"""The sidebar's parts and where they stand, from the call bar down to the footer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.call_bar import CallBar
from ui.card import Card
from ui.checklist import Checklist
from ui.dock import NARROWEST, USUAL, WIDEST, Dock, float_above
from ui.follow_ups_view import FollowUpsView
from ui.footer import Footer
from ui.hairline import Hairline
from ui.motion import Motion
from ui.note_view import NoteView
from ui.overview import Overview
from ui.pages import Pages
from ui.playbook_shape import PlaybookShape
from ui.pulse import Pulse
from ui.question import Question
from ui.read_back_view import ReadBackView
from ui.reading import Reading
from ui.stage import LEAST, Stage
from ui.strip import Strip
from ui.theme import Theme
from ui.transcript_list import TranscriptList
from ui.transcript_view import TranscriptView
from ui.warning import WarningCard
from ui.wrap_up import WrapUp

LOWEST = 480
"""What is left of a full HD screen at a scale of 200 % beside a task bar."""
WITH_STEPS = 540
"""In a lower window the steps give their row to the card; the number keys tick them as ever."""
LOW = 640
"""In a lower window, at the type's usual size, what ticked the newest step gives its line to the note."""


class Panel(QWidget):
    """Draws and measures; what happens in it is `Sidebar`'s. `after_call`: the note is what matters now."""

    def __init__(
        self, playbook: PlaybookShape, theme: Theme, places: QSettings | None, dispositions: Sequence[str]
    ) -> None:
        super().__init__()
        self._theme = theme
        self.folded = False
        self.after_call = False
        float_above(self)
        self.dock = Dock(self, places)
        self.pulse = Pulse(self)
        motion = Motion(theme, self.pulse)
        self.call_bar = CallBar(theme)
        self.strip = Strip(theme, motion)
        self.warning = WarningCard(theme, motion)
        self.card = Card(theme, motion)
        self.wrap_up = WrapUp(theme, dispositions)
        self.checklist = Checklist(theme, playbook.steps)
        self.transcript = TranscriptList(self)
        self.transcript_view = TranscriptView(theme, self.transcript)
        self.note_view = NoteView(theme)
        self.read_back_view = ReadBackView(theme)
        self.overview = Overview(theme)
        self.follow_ups_view = FollowUpsView(theme)
        self.question = Question(theme, motion)
        self.footer = Footer(theme, playbook.title)
        self.stage = Stage(theme, self.warning, self.card, self.wrap_up)
        self.reading = Reading(theme, self.transcript_view, self.note_view)
        self.newest_button = self.reading.newest
        self.save_button = self.wrap_up.save

        self._lay_out()
        theme.changed.connect(self._dress)

    def show_playbook(self, playbook: PlaybookShape) -> None:
        """The next call follows another playbook."""
        self.checklist.show_steps(playbook.steps)
        self.footer.show_playbook(playbook.title)
        self.fit()

    def _lay_out(self) -> None:
        call = QWidget()
        inner = QVBoxLayout(call)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        above: tuple[QWidget, ...] = (self.stage, self.wrap_up.buttons, self.checklist, Hairline())
        for part in above:
            inner.addWidget(part)
        inner.addWidget(self.reading, 1)

        self._pages = Pages()
        self._pages.add("call", call, self.transcript_view)
        self._pages.add("read_back", self.read_back_view)
        self._pages.add("keys", self.overview)
        self._pages.add("follow_ups", self.follow_ups_view)

        column = QVBoxLayout(self)
        # the window's height is the agent's: a long card scrolls, it never pushes the window larger
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._foot_line = Hairline()
        head: tuple[QWidget, ...] = (self.call_bar, Hairline(), self.strip)
        foot: tuple[QWidget, ...] = (self._foot_line, self.question, self.footer)
        for part in head:
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        for part in foot:
            column.addWidget(part)
        self.strip.hide()

    @property
    def lowest(self) -> int:
        """How low the window can be made: with larger type less low, where the screen has room for that."""
        if self.folded:
            return 1
        wanted = round(LOWEST * (1 + (max(self._theme.scale, 1.0) - 1) * 0.35))
        return max(min(wanted, self.screen().availableGeometry().height()), LOWEST)

    @Slot()
    def _dress(self) -> None:
        larger = max(self._theme.scale, 1.0)
        wider = 1 + (larger - 1) * 0.6
        self.setMinimumSize(round(NARROWEST * wider), self.lowest)
        self.setMaximumWidth(round(WIDEST * larger))
        self.dock.usual_width = round(USUAL * wider)
        self._theme.dress(self)
        if self.isVisible():
            self.dock.place()
        self.fit()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stage.forget()
        self.fit()

    def fit(self) -> None:
        """The cards have what they need, as long as transcript and note keep a readable rest."""
        width = self.width()
        source = self.checklist.source
        low = self.height() < self._theme.px(LOW)
        source.setVisible(not (low or self.after_call))
        spare = source.sizeHint().height() if low and not self.after_call else 0
        steps = _height(self.checklist, width)
        asides = (self.call_bar, self.wrap_up.buttons, self.question, self.footer)
        room = self.height() - 3 - sum(_height(part, width) for part in asides if not part.isHidden())
        for_cards = room - spare - self.reading.least_height
        # what was done gives way to what is still to do
        least = self.stage.needs(width) if self.after_call else LEAST
        crowded = self.height() < WITH_STEPS or for_cards - steps < least
        self.checklist.setVisible(not crowded)
        if not crowded:
            room -= steps
            for_cards -= steps
        stage = self.stage.fit(width, for_cards)
        self.reading.divide(room - stage, spare, self.footer.lines_above, self.after_call)


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
