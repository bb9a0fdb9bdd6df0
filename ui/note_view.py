"""The note as it fills in; every entry carries the numbers of the utterances that it stands on."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from assist.events import Note
from assist.note.text import HEADINGS, entries_of
from assist.wording import FindUtterance
from ui.note_section import Section
from ui.paragraph import Paragraph
from ui.scrolling import fade_of, scroll_quietly, settle_page
from ui.theme import Theme
from ui.words import tr


class NoteView(QScrollArea):
    """All fields of the note, one below the other. `edited` carries a NoteEdited whose time is not known here.

    What is written newly comes into sight, unless the agent has scrolled, or has the mouse on it. `within` carries the
    heading of the field that is read first, where it is out of sight; else nothing."""

    chosen = Signal(int)
    within = Signal(str)
    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.note: Note | None = None
        self._by_hand = False
        self._written: dict[str, tuple[str, ...]] = {}
        self._newest: Section | None = None
        self.setAccessibleName(tr("Note"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll_quietly(self, theme)
        self.setMinimumHeight(48)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 0, 8, 8)
        column.setSpacing(0)
        self.sections = {name: Section(theme, name) for name in HEADINGS}
        for section in self.sections.values():
            section.chosen.connect(self.chosen)
            section.edited.connect(self.edited)
            section.filled.connect(self._order)
            column.addWidget(section)
        self._unsupported = Paragraph(theme, theme.tokens.body, "warning")
        column.addWidget(self._unsupported)
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        bar = self.verticalScrollBar()
        bar.actionTriggered.connect(self._scrolled)
        bar.valueChanged.connect(self._tell_field)
        bar.rangeChanged.connect(self._tell_field)
        self.clear()

    @property
    def unsupported(self) -> str:
        return self._unsupported.text()

    def show_note(self, note: Note | None, late: bool, find: FindUtterance) -> None:
        """Shows the note as it stands; `late` says that what is missing is needed now."""
        self.note = note
        fresh = []
        for name, section in self.sections.items():
            entries = entries_of(note.fields, name) if note else ()
            section.show_entries(entries, late, find)
            written = tuple(entry.text for entry in entries)
            if set(written) - set(self._written.get(name, ())):
                fresh.append(section)
            self._written[name] = written
        if fresh:  # of what one sentence told, the matter before the name: the fields stand in that order
            self._newest = fresh[0]
        unsupported = note.unsupported if note else ()
        self._unsupported.setText("\n".join(tr("Nobody said: {line}", line=line) for line in unsupported))
        self._unsupported.setVisible(bool(unsupported))

    @Slot()
    def _order(self) -> None:
        """Tab follows the eye, whichever field was written last."""
        in_reach = [self, *(one for section in self.sections.values() for one in section.in_reach)]
        for before, after in pairwise(in_reach):
            QWidget.setTabOrder(before, after)

    def settle(self) -> None:
        """Brings what was written newly into sight."""
        section, self._newest = self._newest, None
        if section is not None and not (self._by_hand or self.underMouse()):
            settle_page(self, [section])
            place = section.geometry()
            for y in (place.top(), place.bottom()):  # where it is too high for both, its end is what is new
                self.ensureVisible(0, y, 0, fade_of(self._theme) + 8)
        self._tell_field()

    @Slot()
    def _tell_field(self) -> None:
        top = self.verticalScrollBar().value()
        seen_from = top + fade_of(self._theme)
        first = next((one for one in self.sections.values() if one.geometry().bottom() > seen_from), None)
        self.within.emit(tr(HEADINGS[first.name]) if first is not None and first.heading_top < top else "")

    @Slot()
    def _scrolled(self) -> None:
        self._by_hand = True

    def show_top(self) -> None:
        """From its first field on: it is going to be read."""
        self._newest = None
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """For the next call: nothing is written yet."""
        self._by_hand = False
        self.show_note(None, False, lambda _id: None)
        self.show_top()
