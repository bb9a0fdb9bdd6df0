"""Reading the note back: sentences to say aloud, one of them lit, each with what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assist.events import NoteEdited, NoteFields, ReadBackMarked, ReadBackSentence
from assist.note.likeness import alike
from assist.note.text import AnyEntry, entries_of
from assist.wording import FindUtterance, clock, typeset
from ui.buttons import KeyButton
from ui.editor import Editor
from ui.flow import Flow
from ui.icon import draw_icon
from ui.paragraph import Paragraph
from ui.scrolling import fade_of, scrolled, settle_page
from ui.theme import Theme
from ui.words import tr


class Sentence(QWidget):
    """One sentence. The lit one stands on a card of its own; the words never move when the light does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sentence: ReadBackSentence | None = None
        self._lit = False
        self._text = Paragraph(theme, theme.tokens.reading, "muted")
        self._status = Paragraph(theme, theme.tokens.body, "muted")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(44, 10, 12, 10)
        self.column.setSpacing(4)
        self.column.addWidget(self._text)
        self.column.addWidget(self._status)

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def status(self) -> str:
        return self._status.text()

    def show_sentence(self, sentence: ReadBackSentence, lit: bool, find: FindUtterance) -> None:
        self.sentence, self._lit = sentence, lit
        self._text.setText(typeset(sentence.text))
        self._text.set_colour("ink" if lit else "muted")
        self._status.setText(_became(sentence, find))
        self._status.set_colour("warning" if sentence.state == "corrected" else "muted")
        self._status.setVisible(bool(self._status.text()))
        self.setAccessibleName(sentence.text)
        self.setAccessibleDescription(self._status.text() or tr("not said yet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.sentence is None:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lit:
            painter.setPen(theme.colour("line"))
            painter.setBrush(theme.colour("card"))
            box = QRectF(self.rect()).adjusted(1, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, theme.tokens.card_radius, theme.tokens.card_radius)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 10, 4, self.height() - 20), 2, 2)
        side = 18 * (1 + (theme.scale - 1) * 0.3)
        sign = QRectF(14, self._text.y() + (theme.line_height(theme.tokens.reading) - side) / 2, side, side)
        state = self.sentence.state
        accent = theme.colour("accent")
        if state == "confirmed":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(sign)
            draw_icon(painter, "tick", sign.adjusted(2, 2, -2, -2), theme.colour("on_accent"))
        elif state == "corrected":
            draw_icon(painter, "pencil", sign, theme.colour("warning"))
        elif state == "voiced":
            draw_icon(painter, "said", sign, accent)
        else:
            painter.setPen(QPen(accent if self._lit else theme.colour("muted"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(sign.adjusted(1, 1, -1, -1))


class ReadBackView(QWidget):
    """The sentences of a ReadBack. `action` carries what the agent does: ReadBackMarked, NoteEdited; their times
    are not known here."""

    action = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sentences: tuple[ReadBackSentence, ...] = ()
        self._lit = 0
        self._chosen = ""
        self._find: FindUtterance = lambda _id: None
        self._fields = NoteFields()
        self.rows: list[Sentence] = []
        self._title = Paragraph(theme, theme.tokens.small, "muted", QFont.Weight.DemiBold, spacing=0.4)
        self._title.setText(tr("READ IT BACK"))
        self._count = Paragraph(theme, theme.tokens.body, "muted").as_label()
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 0)
        top.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(16, 4, 8, 12)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._area = scrolled(self._page, theme)
        self.keys = QWidget()
        keys = Flow(self.keys, 12)
        keys.setContentsMargins(16, 8, 16, 8)
        for deed, words, done in (
            ("voiced", tr("Said"), self.mark_voiced),
            ("confirmed", tr("Yes"), self.mark_confirmed),
            ("edit", tr("Change"), self.edit),
            ("leave", tr("Back"), self.left.emit),
        ):
            button = KeyButton(theme, deed, words)
            button.clicked.connect(done)
            keys.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self.keys)

    @property
    def lit(self) -> int:
        """Which sentence is lit, counted from 0."""
        return self._lit

    def show_note(self, fields: NoteFields) -> None:
        """The note that is read, for changing it."""
        self._fields = fields

    def show_sentences(self, sentences: Sequence[ReadBackSentence], find: FindUtterance) -> None:
        """Shows how far the reading has come; the light goes to the first sentence that still waits. Where the agent
        went to another one it stays there while the note grows, until a sentence is said or answered."""
        news = tuple(sentence.state for sentence in sentences) != tuple(one.state for one in self._sentences)
        before = {sentence.text: sentence.state for sentence in self._sentences}
        if any(before.get(sentence.text, sentence.state) != sentence.state for sentence in sentences):
            self._chosen = ""
        self._sentences, self._find = tuple(sentences), find
        while len(self.rows) < len(self._sentences):
            row = Sentence(self._theme)
            self.rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        while len(self.rows) > len(self._sentences):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        texts = [sentence.text for sentence in self._sentences]
        if self._chosen in texts:
            self._lit = texts.index(self._chosen)
        elif news:
            self._lit = _next(self._sentences)
        self._light(min(self._lit, max(len(self._sentences) - 1, 0)))

    def _light(self, place: int) -> None:
        self._lit = place
        for number, (row, sentence) in enumerate(zip(self.rows, self._sentences, strict=True)):
            row.show_sentence(sentence, number == place, self._find)
        done = sum(sentence.state != "waiting" for sentence in self._sentences)
        self._count.setText(tr("{done} of {count} said", done=done, count=len(self._sentences)))
        self._show_lit()

    def _show_lit(self) -> None:
        if self._lit < len(self.rows):
            settle_page(self._area, self.rows)
            self._area.ensureWidgetVisible(self.rows[self._lit], 0, fade_of(self._theme))

    # --- what the agent does --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lit()

    @Slot()
    def before(self) -> None:
        self._choose(self._lit - 1)

    @Slot()
    def after(self) -> None:
        self._choose(self._lit + 1)

    def _choose(self, place: int) -> None:
        if self._sentences:
            self._light(min(max(place, 0), len(self._sentences) - 1))
            self._chosen = self._sentences[self._lit].text

    @Slot()
    def mark_voiced(self) -> None:
        self._mark("voiced")

    @Slot()
    def mark_confirmed(self) -> None:
        self._mark("confirmed")

    @Slot()
    def mark_again(self) -> None:
        self._mark("waiting")

    def _mark(self, state: str) -> None:
        if self._sentences:
            self.action.emit(ReadBackMarked(0.0, self._lit, state))  # type: ignore[arg-type]

    @Slot()
    def edit(self) -> None:
        """Changes the entry that the lit sentence tells."""
        if not self._sentences or self.findChild(Editor) is not None:
            return
        sentence, row = self._sentences[self._lit], self.rows[self._lit]
        entry = _told(self._fields, sentence)
        if entry is None:
            return
        editor = Editor(self._theme, entry.text, tr("Change what the note says"))

        def keep(text: str) -> None:
            if text != entry.text:
                self.action.emit(NoteEdited(0.0, sentence.field, entry.text, text))

        def leave() -> None:
            by_key = self.window().focusWidget() is editor  # else one has gone elsewhere, and stays there
            row.column.removeWidget(editor)
            editor.hide()
            editor.setParent(None)
            editor.deleteLater()
            if by_key:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

        editor.kept.connect(keep)
        editor.left.connect(leave)
        row.column.addWidget(editor)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _next(sentences: Sequence[ReadBackSentence]) -> int:
    """What the client put right comes first, then what nobody has said yet; at the end the last one stays lit."""
    for state in ("corrected", "waiting"):
        for place, sentence in enumerate(sentences):
            if sentence.state == state:
                return place
    return max(len(sentences) - 1, 0)


def _told(fields: NoteFields, sentence: ReadBackSentence) -> AnyEntry | None:
    """The entry of the note that a sentence tells; None for the closing question."""
    entries = entries_of(fields, sentence.field) if sentence.field else ()
    return max(entries, key=lambda entry: alike(entry.text, sentence.text), default=None)


def _became(sentence: ReadBackSentence, find: FindUtterance) -> str:
    """What became of a sentence, in words, with the times of its sources."""
    parts = []
    if sentence.state != "waiting":
        parts.append(_at(tr("said"), sentence.voiced[-1] if sentence.voiced else None, find))
    if sentence.state == "confirmed":
        parts.append(_at(tr("they said yes"), sentence.answered, find))
    if sentence.state == "corrected":
        parts.append(_at(tr("they said “{words}”", words=sentence.correction), sentence.answered, find))
    return " · ".join(parts)


def _at(words: str, utterance: int | None, find: FindUtterance) -> str:
    said = find(utterance) if utterance is not None else None
    # the time never stands alone in a line
    return f"{words}\N{NO-BREAK SPACE}{clock(said.start)}" if said is not None else words
