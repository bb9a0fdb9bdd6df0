"""The note as it fills in; every entry carries the numbers of the utterances that it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assist.events import GoalDate, Note
from assist.note.text import HEADINGS, AnyEntry, entries_of, remark
from assist.wording import SPEAKERS, FindUtterance, clock
from ui.paragraph import Paragraph
from ui.scrolling import scroll_quietly
from ui.theme import Theme

HEADING_WIDTH = 76


class Chip(QPushButton):
    """The number of a source."""

    def __init__(self, theme: Theme, utterance: int) -> None:
        super().__init__(str(utterance))
        self.utterance = utterance
        self.setObjectName("chip")
        self.setFont(theme.font(theme.tokens.small, QFont.Weight.Medium))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Source: utterance {utterance}")

    def describe(self, find: FindUtterance) -> None:
        said = find(self.utterance)
        if said is not None:
            line = f"{SPEAKERS[said.channel]} {clock(said.start)}: “{said.text}”"
            self.setAccessibleDescription(line)
            self.setToolTip(f"{line}\nShow it in the transcript (Space)")


class Section(QWidget):
    """One field of the note: heading, entries, chips."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.name = name
        self._entries: tuple[AnyEntry, ...] | None = None
        self._late = False
        self.setAccessibleName(HEADINGS[name])
        heading = Paragraph(theme, theme.tokens.body, "muted", QFont.Weight.DemiBold)
        heading.setText(HEADINGS[name])
        heading.setFixedWidth(HEADING_WIDTH)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands beside the heading, from top to bottom."""
        return tuple(paragraph.text() for paragraph in self.findChildren(Paragraph)[1:])

    @property
    def chips(self) -> tuple[int, ...]:
        return tuple(chip.utterance for chip in self.findChildren(Chip))

    def show_entries(self, entries: tuple[AnyEntry, ...], late: bool, find: FindUtterance) -> None:
        """Shows what the field holds; an empty field of a call that is late asks for attention."""
        if (entries, late) == (self._entries, self._late):
            return
        self._entries, self._late = entries, late
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for entry in entries:
            self._column.addWidget(self._entry(entry, find))
        if not entries:
            missing = self.name == "goal_date"
            empty = self._paragraph("not said yet" if missing else "–", "muted")
            if missing and late:
                empty.set_colour("warning")
                empty.setAccessibleDescription("Needed before the call ends")
            self._column.addWidget(empty)

    def _entry(self, entry: AnyEntry, find: FindUtterance) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._paragraph(entry.text, "ink"))
        if beside := remark(entry):
            unsettled = isinstance(entry, GoalDate) and entry.ambiguous
            texts.addWidget(self._paragraph(beside, "warning" if unsettled else "muted"))
        texts.addStretch(1)
        row.addLayout(texts, 1)
        for id in entry.utterances:
            chip = Chip(self._theme, id)
            chip.describe(find)
            chip.clicked.connect(lambda _checked=False, id=id: self.chosen.emit(id))
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _paragraph(self, text: str, colour: str) -> Paragraph:
        paragraph = Paragraph(self._theme, self._theme.tokens.body, colour)
        paragraph.setText(text)
        return paragraph


class NoteView(QScrollArea):
    """All fields of the note, one below the other."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.note: Note | None = None
        self._late = False
        self.setAccessibleName("Note")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll_quietly(self)
        self.setMinimumHeight(48)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 0, 8, 8)
        column.setSpacing(0)
        self.sections = {name: Section(theme, name) for name in HEADINGS}
        for section in self.sections.values():
            section.chosen.connect(self.chosen)
            column.addWidget(section)
        self._unsupported = Paragraph(theme, theme.tokens.body, "warning")
        column.addWidget(self._unsupported)
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.clear()

    @property
    def unsupported(self) -> str:
        return self._unsupported.text()

    def show_note(self, note: Note | None, late: bool, find: FindUtterance) -> None:
        """Shows the note as it stands; `late` says that what is missing is needed now."""
        self.note = note
        for name, section in self.sections.items():
            section.show_entries(entries_of(note.fields, name) if note else (), late, find)
        unsupported = note.unsupported if note else ()
        self._unsupported.setText("".join(f"Nobody said: {line}\n" for line in unsupported).strip())
        self._unsupported.setVisible(bool(unsupported))

    def clear(self) -> None:
        self.show_note(None, False, lambda _id: None)
