"""What is read: the transcript, and the note below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.buttons import TextButton
from ui.note_view import NoteView
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.transcript_view import TranscriptView
from ui.words import tr

LEAST_HEIGHT = 168
"""What both keep together however low the window is."""
NOTE_SHARE, NOTE_SHARE_AFTER = 0.44, 0.68
"""The note's part of the height, in the call and after it, until the agent moves the line between them."""


class Reading(QSplitter):
    """Two panes, each with its heading and the button that belongs to it."""

    def __init__(self, theme: Theme, transcript: TranscriptView, note: NoteView) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        self._note_height = 0
        self._by_hand = False
        self.newest = TextButton(theme, tr("Newest ↓"), "link", "newest")
        self.read_back = TextButton(theme, tr("Read back"), "link", "read_back")
        for button in (self.newest, self.read_back):  # nothing moves when one comes
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self.newest.hide()
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._headings: dict[QObject, Paragraph] = {}
        self.note_heading = self._heading(tr("NOTE"))
        self.addWidget(self._pane(self._heading(tr("TRANSCRIPT")), transcript, self.newest))
        self.addWidget(self._pane(self.note_heading, note, self.read_back))
        note.within.connect(self._name_field)
        # what the cards need is taken from the transcript, whose end stays where it is: the note never moves
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._divided)

    @property
    def least_height(self) -> int:
        return round(LEAST_HEIGHT * (1 + (self._theme.scale - 1) * 0.5))

    def divide(self, height: int, spare: int, notice: int, after_call: bool) -> None:
        """Shares the height between the two; what is spare of it is the note's, and what a notice below takes of it is
        taken from the note's end, so that nothing moves. Once the agent has moved the line, it is theirs."""
        share = NOTE_SHARE_AFTER if after_call else NOTE_SHARE
        note = round((height - spare + notice) * share) + spare - notice
        if not self._by_hand and self._note_height != note:
            self._note_height = note
            self.setSizes([height - note, note])

    @Slot()
    def _divided(self) -> None:
        self._by_hand = True

    @Slot(str)
    def _name_field(self, field: str) -> None:
        """A long field never leaves the agent to guess which one they read."""
        heading = f"{tr('NOTE')} · {field.upper()}" if field else tr("NOTE")
        if heading != self.note_heading.text():
            self.note_heading.setText(heading)

    def eventFilter(self, content: QObject, event: QEvent) -> bool:
        """Whoever comes to a pane by the keyboard sees which one it is."""
        if isinstance(event, QFocusEvent) and content in self._headings:
            by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            self._headings[content].set_colour("accent" if event.gotFocus() and by_key else "muted")
        return super().eventFilter(content, event)

    def _heading(self, words: str) -> Paragraph:
        heading = Paragraph(
            self._theme, self._theme.tokens.small, "muted", QFont.Weight.DemiBold, spacing=0.4
        )
        heading.setText(words)
        return heading

    def _pane(self, heading: Paragraph, content: QWidget, button: QWidget) -> QWidget:
        self._headings[content] = heading
        content.installEventFilter(self)
        pane = QWidget()
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 10, 0)
        top.addWidget(heading, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(button)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(content, 1)
        return pane
