"""What a call was, at the top of its page: what it was about, whose and when, its tags, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assist.calls.store.remarks import Remark
from assist.note.text import subject_of
from assist.review import call_time
from assist.review.archive import ReviewedCall
from assist.wording import BETWEEN_PARTS, clock, typeset
from ui.buttons import IconButton, TextButton
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.review.note_page import open_promises
from ui.theme import Theme
from ui.words import tr


class CallHead(QWidget):
    """`tagged` carries a tag that was written; `taken_away` a remark: a tag that was clicked."""

    tagged = Signal(str)
    taken_away = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = Paragraph(theme, theme.tokens.reading, weight=QFont.Weight.DemiBold)
        self.about = Paragraph(theme, theme.tokens.body, "muted")
        self.good = IconButton(theme, "review_good", "star_open")
        self.share = IconButton(theme, "review_report", "share")
        self.erase = IconButton(theme, "review_erase", "trash")
        self._tags = QWidget()
        self._flow = Flow(self._tags, 5)
        self.tag_line = QLineEdit()
        self.tag_line.setPlaceholderText(tr("tag"))
        self.tag_line.setAccessibleName(tr("A tag for this call"))
        self.tag_line.setToolTip(tr("Write a tag; Enter keeps it, Esc leaves it"))
        self.tag_line.installEventFilter(self)
        self.tag_line.returnPressed.connect(self._keep_tag)
        self.tag_line.hide()
        self.add_tag = TextButton(theme, tr("+ tag"), "chip", "review_tag")
        self.add_tag.clicked.connect(self.begin_tag)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.title, 1)
        for button in (self.good, self.share, self.erase):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(second)
        column.addWidget(self._tags)
        theme.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self.tag_line.setFont(self._theme.font(self._theme.tokens.small))
        self.tag_line.setFixedWidth(self._theme.px(120))

    def show_call(self, reviewed: ReviewedCall) -> None:
        stored = reviewed.call.stored
        subject = subject_of(reviewed.call.note.fields) if reviewed.call.note else ""
        when = call_time.when(stored.started, tr)
        self.title.setText(typeset(subject) if subject else tr("Call of {when}", when=when))
        promised = open_promises(reviewed.promises)
        parts = [
            when if subject else "",
            stored.agent,
            clock(reviewed.call.seconds) + ("" if stored.finished else f", {tr('cut off')}"),
            stored.disposition or "",
            tr("1 promise is open") if promised == 1 else "",
            tr("{count} promises are open", count=promised) if promised > 1 else "",
            *self._what_went_wrong(reviewed),
        ]
        self.about.setText(BETWEEN_PARTS.join(part for part in parts if part))
        self._show_tags([one for one in reviewed.remarks if one.kind == "tag"])
        good = any(one.kind == "good_example" for one in reviewed.remarks)
        self.good.become("review_good", "star" if good else "star_open")

    def _what_went_wrong(self, reviewed: ReviewedCall) -> tuple[str, ...]:
        """How many steps were missed and warnings shown; which ones stand among the steps."""
        missed = sum(one.verdict == "missed" for one in reviewed.judgements)
        warned = len(reviewed.call.warnings)
        steps = tr("1 step missed") if missed == 1 else tr("{count} steps missed", count=missed)
        warnings = tr("1 warning") if warned == 1 else tr("{count} warnings", count=warned)
        return (steps if missed else "", warnings if warned else "")

    def know_tags(self, tags: Sequence[str]) -> None:
        """Those that are offered while one writes."""
        completer = QCompleter(list(tags), self.tag_line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tag_line.setCompleter(completer)

    @property
    def tags(self) -> tuple[str, ...]:
        chips = self._tags.findChildren(TextButton)
        return tuple(chip.text().removesuffix("  ×") for chip in chips if chip is not self.add_tag)

    def _show_tags(self, remarks: Sequence[Remark]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in (self.add_tag, self.tag_line):
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for remark in remarks:
            chip = TextButton(self._theme, f"{remark.text}  ×", "chip")
            chip.setToolTip(tr("Set by {who}; take it away (Space)", who=remark.author))
            chip.clicked.connect(lambda _checked=False, remark=remark: self.taken_away.emit(remark))
            self._flow.addWidget(chip)
        self._flow.addWidget(self.tag_line)
        self._flow.addWidget(self.add_tag)
        self._tags.updateGeometry()

    @Slot()
    def begin_tag(self) -> None:
        """To the line where a tag is written."""
        self.tag_line.clear()
        self.tag_line.show()
        self.add_tag.hide()
        self._flow.invalidate()
        self.tag_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _keep_tag(self) -> None:
        words = self.tag_line.text().strip()
        self._leave_tag()
        if words:
            self.tagged.emit(words)

    def _leave_tag(self) -> None:
        self.tag_line.hide()
        self.add_tag.show()
        self._flow.invalidate()
        if (parent := self.parentWidget()) is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._leave_tag()
                return True
        return super().eventFilter(watched, event)
