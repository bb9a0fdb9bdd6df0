"""The promises that are due: what was promised, when, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from assist.note.text import day
from assist.wording import BETWEEN_PARTS
from ui.buttons import KeyButton, TextButton
from ui.calendar import Calendar
from ui.choices import FollowUp
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.scrolling import scrolled
from ui.theme import Theme
from ui.words import tr


class FollowUpsView(QWidget):
    """One promise below the other, the longest due first. `settled` carries a FollowUp and whether it was kept, `moved`
    one and its new day."""

    settled = Signal(object, bool)
    moved = Signal(object, str)  # a FollowUp and its new day, an ISO date
    call_asked = Signal(int)  # its number
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        title = Paragraph(theme, theme.tokens.small, "muted", QFont.Weight.DemiBold, spacing=0.4)
        title.setText(tr("PROMISES THAT ARE DUE"))
        self._empty = Paragraph(theme, theme.tokens.lead, "muted")
        self._empty.setText(tr("Looking …"))
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 4, 8, 12)
        self._column.setSpacing(24)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._back = KeyButton(theme, "leave", tr("Back"))
        self._back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(8)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.addWidget(title)
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._back)
        foot.addStretch(1)
        column.addLayout(top)
        column.addWidget(scrolled(page, theme), 1)
        column.addLayout(foot)
        self._lines: dict[FollowUp, QWidget] = {}
        self._today: datetime.date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What is promised and when, line by line."""
        found = [line.findChildren(Paragraph) for line in self._lines.values()]
        return tuple(paragraph.text() for paragraphs in found for paragraph in paragraphs)

    @property
    def word(self) -> str:
        """What stands there instead of promises."""
        return "" if self._empty.isHidden() else self._empty.text()

    @Slot()
    def show_failure(self) -> None:
        """Nobody could say what is due; what was known stays."""
        if self._today is None:
            self._empty.setText(tr("What is due could not be looked up."))

    def show_promises(self, promises: Sequence[FollowUp], today: datetime.date) -> None:
        """What stands here already stays as it is: of a hundred promises one is settled without a halt, and whoever
        settles them by keyboard goes on with the next."""
        known = self._lines if today == self._today else {}
        place, focused = self._focused_place()
        lines = {one: known.get(one) or self._line(one, today) for one in promises}
        for line in self._lines.values():
            self._column.removeWidget(line)
            if line not in lines.values():
                line.hide()
                line.deleteLater()
        self._lines, self._today = lines, today
        for number, line in enumerate(lines.values()):
            self._column.insertWidget(number + 1, line)
        self._empty.setText(tr("No promise is due."))
        self._empty.setVisible(not lines)
        if focused is not None and not any(line.isAncestorOf(focused) for line in lines.values()):
            self._focus(place, focused.text())

    def _focused_place(self) -> tuple[int, QAbstractButton | None]:
        """The number of the line whose button has the focus, and the button."""
        focused = self.focusWidget()
        for place, line in enumerate(self._lines.values()):
            if isinstance(focused, QAbstractButton) and line.isAncestorOf(focused):
                return place, focused
        return 0, None

    def _focus(self, place: int, name: str) -> None:
        """To the button of this name in the line that came to stand there, or in the last; where none is, to Back."""
        lines = list(self._lines.values())
        buttons = lines[min(place, len(lines) - 1)].findChildren(QAbstractButton) if lines else []
        here = next((button for button in buttons if button.text() == name), self._back)
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, promise: FollowUp, today: datetime.date) -> QWidget:
        line = QWidget()
        text = Paragraph(self._theme, self._theme.tokens.lead)
        text.setText(promise.text)
        due = datetime.date.fromisoformat(promise.due)
        late = due < today
        when = Paragraph(self._theme, self._theme.tokens.body, "warning" if late else "muted")
        said = {True: tr("was due {day}"), False: tr("due {day}")}[late].format(
            day=_short(promise.due, today)
        )
        call = tr(
            "call\N{NO-BREAK SPACE}{number}, {day}", number=promise.call, day=_short(promise.said_on, today)
        )
        trail = (
            tr("moved from {days}", days=", ".join(_short(one, today) for one in promise.moved))
            if promise.moved
            else ""
        )
        when.setText(BETWEEN_PARTS.join(part for part in (said, trail, call) if part))
        done = TextButton(self._theme, tr("Kept"))
        not_done = TextButton(self._theme, tr("Not kept"))
        another = TextButton(self._theme, tr("Another day"), "menu")
        another.setMenu(self._days(another, promise, max(due, today)))
        look = TextButton(self._theme, tr("Open call"), "link")
        look.clicked.connect(lambda: self.call_asked.emit(promise.call))
        for button in (done, not_done, another, look):
            button.setToolTip(f"{button.text()} ({tr('Tab, then Space')})")
            button.setAccessibleDescription(promise.text)
        for button, kept in ((done, True), (not_done, False)):
            button.clicked.connect(lambda _checked=False, kept=kept: self.settled.emit(promise, kept))
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(text, 1)
        top.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        if promise.whom:
            whom = Paragraph(self._theme, self._theme.tokens.body)
            whom.setText(promise.whom)
            column.addWidget(whom)
        column.addWidget(when)
        column.addSpacing(6)
        buttons = QWidget()
        row = Flow(buttons, 8)
        for button in (done, not_done, another):
            row.addWidget(button)
        column.addWidget(buttons)
        return line

    def _days(self, parent: QWidget, promise: FollowUp, day: datetime.date) -> QMenu:
        """A calendar to choose the new day from, by arrows and Enter or by a click."""
        menu = QMenu(parent)

        def open_calendar() -> None:
            if menu.isEmpty():
                self._add_calendar(menu, promise, day)

        menu.aboutToShow.connect(open_calendar)  # a calendar takes longer than all the rest of a line
        return menu

    def _add_calendar(self, menu: QMenu, promise: FollowUp, day: datetime.date) -> None:
        calendar = Calendar(self._theme, day)

        def choose(date: QDate) -> None:
            menu.close()
            self.moved.emit(promise, date.toString(Qt.DateFormat.ISODate))

        calendar.activated.connect(choose)
        calendar.clicked.connect(choose)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToShow.connect(calendar.setFocus)
        calendar.setFocus()


def _short(iso: str, today: datetime.date) -> str:
    """A day, with its year where that is another one."""
    return day(iso, tr).removesuffix(f" {today.year}")
