"""One field of the note: its heading, its entries with their sources, and how they are changed."""

from __future__ import annotations

import datetime
from functools import partial

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from assist.events import GoalDate, NoteEdited, PlanEntry
from assist.note.text import HEADINGS, AnyEntry, remark
from assist.wording import SPEAKERS, FindUtterance, clock, typeset
from ui.buttons import TextButton
from ui.calendar import Calendar
from ui.editor import Editor
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr

HEADING_WIDTH = 76
"""At the type's usual size."""
MOST_IN_A_ROW = 3
"""Chips beside an entry."""


class Chip(TextButton):
    """The number of a source."""

    def __init__(self, theme: Theme, utterance: int) -> None:
        super().__init__(theme, str(utterance), "chip")
        self.utterance = utterance
        self.setAccessibleName(tr("Source: utterance {number}", number=utterance))
        self.setToolTip(tr("Show it in the transcript (Space)"))

    def describe(self, find: FindUtterance) -> None:
        said = find(self.utterance)
        if said is not None:
            line = f"{tr(SPEAKERS[said.channel])} {clock(said.start)}: “{said.text}”"
            self.setAccessibleDescription(line)
            self.setToolTip(f"{line}\n{tr('Show it in the transcript (Space)')}")


class EntryText(Paragraph):
    """What an entry says. A click or Enter changes it; the menu key moves it."""

    edit_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, text: str, colour: str, name: str) -> None:
        super().__init__(theme, theme.tokens.body, colour)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.setToolTip(tr("Click to change (Tab, then Space); more with the right button (Menu)"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.mapToGlobal(at)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.edit_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.colour("accent"), 1))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class Section(QWidget):
    """One field of the note: heading, entries, chips. `filled` is sent when these are others than before."""

    chosen = Signal(int)
    edited = Signal(object)
    filled = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.name = name
        self._entries: tuple[AnyEntry, ...] | None = None
        self._late = False
        self._find: FindUtterance = lambda _id: None
        self._waiting = False  # for the end of a change: what is shown is older than the note
        self.setAccessibleName(tr(HEADINGS[name]))
        self._heading = Paragraph(theme, theme.tokens.body, "muted", QFont.Weight.DemiBold)
        self._heading.setText(tr(HEADINGS[name]))
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 4, 0, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._column, 1)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands beside the heading, from top to bottom."""
        return tuple(paragraph.text() for paragraph in self.findChildren(Paragraph)[1:])

    @property
    def heading_top(self) -> int:
        """Where on the page its heading begins."""
        return self.y() + self._heading.y()

    @property
    def chips(self) -> tuple[int, ...]:
        return tuple(chip.utterance for chip in self.findChildren(Chip))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Large type in a narrow window: the heading stands above its entries."""
        above = self.width() < self._theme.px(250)
        across = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(across)
        self._row.setSpacing(2 if above else 8)
        if above:
            self._heading.setMinimumWidth(0)
            self._heading.setMaximumWidth(16777215)
        else:
            widest = self._heading.fontMetrics().horizontalAdvance(self._heading.text()) + 4
            self._heading.setFixedWidth(max(self._theme.px(HEADING_WIDTH), widest))

    def show_entries(self, entries: tuple[AnyEntry, ...], late: bool, find: FindUtterance) -> None:
        """Shows what the field holds; an empty field of a call that is late asks for attention."""
        self._find = find
        if (entries, late) == (self._entries, self._late):
            return
        self._entries, self._late = entries, late
        self._waiting = self.findChild(Editor) is not None  # a change that is being typed is never swept away
        if not self._waiting:
            self._show()

    def _show(self) -> None:
        entries, late = self._entries or (), self._late
        focused = self._focused()
        self._empty()
        for entry in entries:
            row = self._entry(entry)
            self._column.addWidget(row)
            row.show()  # a layout does it only with the next event, and its height would be known only then
        if not entries:
            missing = self.name == "goal_date"
            empty = self._text(tr("not said yet") if missing else "–", "muted", None)
            if missing and late:
                empty.set_colour("warning")
                empty.setAccessibleDescription(tr("Needed before the call ends"))
            self._column.addWidget(empty)
            empty.show()
        if focused is not None:  # not to whatever comes next, which Space would press
            texts = self.findChildren(EntryText)
            texts[min(focused, len(texts) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self.filled.emit()

    @property
    def in_reach(self) -> list[QWidget]:
        """What Tab leads to, from top to bottom and from left to right."""
        return [one for one in self.findChildren(QWidget) if isinstance(one, EntryText | Chip)]

    def _focused(self) -> int | None:
        """Which entry has the keys; None where none has."""
        texts = [*self.findChildren(EntryText)]
        return next((place for place, text in enumerate(texts) if text is self.window().focusWidget()), None)

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _entry(self, entry: AnyEntry) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._text(typeset(entry.text), "ink", entry))
        if beside := remark(entry, tr):
            unsettled = isinstance(entry, GoalDate) and entry.ambiguous
            texts.addWidget(self._plain(beside, "warning" if unsettled else "muted"))
        if entry.generated is not None:
            was = tr("changed by you; was: {text}", text=entry.generated) if entry.generated else tr("by you")
            texts.addWidget(self._plain(was, "muted"))
        texts.addStretch(1)
        row.addLayout(texts, 1)
        row.addLayout(self._sources(entry))
        return holder

    def _sources(self, entry: AnyEntry) -> QGridLayout:
        """The chips of an entry: side by side, or, where they would leave the words no room, two in a row."""
        chips = QGridLayout()
        chips.setSpacing(4)
        chips.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        across = 2 if len(entry.utterances) > MOST_IN_A_ROW else MOST_IN_A_ROW
        for place, id in enumerate(entry.utterances):
            chip = Chip(self._theme, id)
            chip.describe(self._find)
            chip.clicked.connect(lambda _checked=False, id=id: self.chosen.emit(id))
            chips.addWidget(chip, place // across, place % across)
        return chips

    def _plain(self, text: str, colour: str) -> Paragraph:
        paragraph = Paragraph(self._theme, self._theme.tokens.body, colour)
        paragraph.setText(text)
        return paragraph

    def _text(self, text: str, colour: str, entry: AnyEntry | None) -> EntryText:
        shown = EntryText(self._theme, text, colour, tr(HEADINGS[self.name]))
        shown.edit_asked.connect(lambda: self._edit(shown, entry))
        shown.menu_asked.connect(lambda at: self._menu(entry).popup(at))
        return shown

    # --- changing -------------------------------------------------------------------------------------

    def _edit(self, shown: EntryText, entry: AnyEntry | None) -> None:
        """Opens an editor in the place of the words."""
        layout = _layout_of(shown, self._column)
        was = entry.text if entry else ""
        editor = Editor(self._theme, was, tr("{field}: change", field=tr(HEADINGS[self.name])))
        place = layout.indexOf(shown)
        layout.insertWidget(place, editor)
        shown.hide()

        def keep(text: str) -> None:
            if text != was:
                self.edited.emit(NoteEdited(0.0, self.name, was, text))

        def leave() -> None:
            by_key = self.window().focusWidget() is editor  # else one has gone elsewhere, and stays there
            layout.removeWidget(editor)
            editor.hide()
            editor.setParent(None)
            editor.deleteLater()
            shown.show()
            if by_key:
                shown.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._waiting:
                self._waiting = False
                self._show()

        editor.kept.connect(keep)
        editor.left.connect(leave)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, entry: AnyEntry | None) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry is None:
            menu.addAction(tr("Nothing is written here yet")).setEnabled(False)
            return menu
        move = menu.addMenu(tr("Move to"))
        for name, heading in HEADINGS.items():
            if name not in (self.name, "goal_date") and self.name != "goal_date":
                change = NoteEdited(0.0, self.name, entry.text, entry.text, to=name)
                move.addAction(tr(heading), partial(self.edited.emit, change))
        move.setEnabled(not move.isEmpty())
        if isinstance(entry, PlanEntry):
            who = menu.addMenu(tr("Who does it"))
            for owner, name in SPEAKERS.items():
                change = NoteEdited(0.0, self.name, entry.text, entry.text, owner=owner)
                who.addAction(tr(name), partial(self.edited.emit, change))
        if isinstance(entry, PlanEntry | GoalDate):
            self._add_days(menu.addMenu(tr("By which day")), entry)
        gone = NoteEdited(0.0, self.name, entry.text, "")
        menu.addAction(tr("Take it out"), lambda: self.edited.emit(gone))
        return menu

    def _add_days(self, menu: QMenu, entry: PlanEntry | GoalDate) -> None:
        known = entry.due if isinstance(entry, PlanEntry) else entry.date
        day = datetime.date.fromisoformat(known) if known else datetime.date.today()
        calendar = Calendar(self._theme, day)

        def settle(date: QDate) -> None:
            change = NoteEdited(
                0.0, self.name, entry.text, entry.text, due=date.toString(Qt.DateFormat.ISODate)
            )
            menu.close()
            self.edited.emit(change)

        calendar.activated.connect(settle)
        calendar.clicked.connect(settle)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)


def _layout_of(widget: QWidget, outer: QVBoxLayout) -> QVBoxLayout:
    """The layout that holds a widget: the section's column, or the texts of one of its entries."""
    if outer.indexOf(widget) >= 0:
        return outer
    parent = widget.parentWidget()
    row = parent.layout() if parent else None
    first = row.itemAt(0) if row is not None else None
    texts = first.layout() if first is not None else None
    assert isinstance(texts, QVBoxLayout)
    return texts
