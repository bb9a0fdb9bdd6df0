"""What people said about a call: comments, good examples and corrections; and a line to write another comment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from assist.calls.store.remarks import TRAIL, Remark
from assist.events import Utterance
from assist.review.archive import ReviewedCall
from assist.review.call_time import when
from assist.review.speakers import SOURCES, SPEAKERS
from assist.wording import clock
from ui.buttons import IconButton, TextButton
from ui.paragraph import Paragraph
from ui.review.cited import Cited, CitedPage
from ui.theme import Theme
from ui.words import tr

_ICONS = {"comment": "comment", "good_example": "star", "correction": "pencil", "speaker": "pencil"}


class RemarksPage(QWidget):
    """`written` carries a comment and the utterance that it is pinned to (None: the call); `taken_away` a remark;
    `chosen` the utterances of the remark that was chosen."""

    written = Signal(str, object)
    taken_away = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pinned: int | None = None
        self.list = CitedPage(theme, tr("Remarks"))
        self.list.chosen.connect(self.chosen)
        self.pin = Paragraph(theme, theme.tokens.small, "muted")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Comment"))
        self.text.setPlaceholderText(tr("Write a comment"))
        self.text.setToolTip(tr("Write a comment; Ctrl+Enter keeps it, Esc leaves it"))
        self.text.setTabChangesFocus(True)
        self.text.installEventFilter(self)
        self.keep = TextButton(theme, tr("Comment"), "primary")
        self.keep.setToolTip(tr("Keep the comment (Ctrl+Enter)"))
        self.keep.clicked.connect(self._keep)
        foot = QHBoxLayout()
        foot.addWidget(self.pin, 1)
        foot.addWidget(self.keep)
        composer = QVBoxLayout()
        composer.setContentsMargins(12, 4, 12, 8)
        composer.setSpacing(6)
        composer.addWidget(self.text)
        composer.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(composer)
        theme.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self.text.setFont(self._theme.font(self._theme.tokens.body))
        line = self._theme.line_height(self._theme.tokens.body)
        self.text.setMinimumHeight(line + 14)
        self.text.setMaximumHeight(3 * line + 14)

    def show_call(self, reviewed: ReviewedCall) -> None:
        self.list.empty()
        shown = [one for one in reviewed.remarks if one.kind != "tag"]
        if not shown:
            self.list.add_words(tr("Nobody has said anything about this call yet. Mark a turn and press C."))
        for remark in shown:
            self.list.add(self._line(reviewed, remark))

    def _line(self, reviewed: ReviewedCall, remark: Remark) -> QWidget:
        said = None if remark.utterance is None else reviewed.call.utterance(remark.utterance)
        words = {
            "comment": remark.text,
            "good_example": remark.text or tr("Good example"),
            "correction": tr("Corrected: {text}", text=remark.text),
            "speaker": tr("Said by: {who}", who=tr(SOURCES.get(remark.text, ""))),
        }[remark.kind]
        about = f"{remark.author}, {when(remark.written, tr)}"
        if said is not None:
            about += f" · {tr(SPEAKERS[said.channel])}: “{said.text}”"
        line = Cited(
            self._theme, words, about, () if said is None else (said.id,), _ICONS[remark.kind], "accent",
            clock(said.start) if said is not None else "",
        )  # fmt: skip
        if remark.kind in TRAIL:
            return line  # the trail stays
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 4, 0)
        across.setSpacing(2)
        across.addWidget(line, 1)
        away = IconButton(self._theme, "review_take_away", "trash")
        away.clicked.connect(lambda: self.taken_away.emit(remark))
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        line.chosen.connect(self.chosen)
        return row

    @property
    def texts(self) -> tuple[str, ...]:
        """What was said, from top to bottom."""
        return tuple(line.words.text() for line in self.list.findChildren(Cited))

    def show_pinned(self, said: Utterance | None) -> None:
        """Which turn the comment will belong to."""
        self._pinned = said.id if said else None
        where = tr("on {who}, {time}", who=tr(SPEAKERS[said.channel]), time=clock(said.start)) if said else ""
        self.pin.setText(where or tr("on the whole call"))

    def begin(self) -> None:
        """To the line where a comment is written."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _keep(self) -> None:
        words = self.text.toPlainText().strip()
        if words:
            self.text.clear()
            self.written.emit(words, self._pinned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # leaves the comment, not the call
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.text.clear()
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._keep()
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
