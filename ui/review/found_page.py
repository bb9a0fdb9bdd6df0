"""The left side of the window: what is looked for, and the calls or lines that were found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from assist.calls.store.listing import ListedCall
from assist.calls.store.search import Hit
from ui.buttons import TextButton
from ui.one_line import OneLine
from ui.paragraph import Paragraph
from ui.review.call_list import CallList
from ui.review.call_view import CallView
from ui.review.filters import Filters
from ui.review.hit_list import HitList
from ui.review.rows import CallRows, HitRows
from ui.scrolling import scroll_quietly
from ui.theme import Theme
from ui.words import tr


class FoundPage(QWidget):
    """`call_opened` carries the number of a call, `hit_opened` a Hit, `filled` whether there is anything to open."""

    call_opened = Signal(int)
    hit_opened = Signal(object)
    filled = Signal(bool)

    def __init__(self, theme: Theme, calls: CallList, hits: HitList) -> None:
        super().__init__()
        self._theme = theme
        self.calls, self.hits = calls, hits
        self.filters = Filters(theme)
        self.count = OneLine(theme)
        self.take_in = TextButton(theme, tr("Import…"), "link", "review_import")
        self.call_rows, self.hit_rows = CallRows(theme), HitRows(theme)
        self.call_view = CallView(theme, self.call_rows)
        self.call_view.setModel(calls)
        self.hit_view = self._hit_view()
        for view in (self.call_view, self.hit_view):
            view.installEventFilter(self)
        self._nothing = Paragraph(theme, theme.tokens.body, "muted")
        empty = QWidget()
        room = QVBoxLayout(empty)
        room.setContentsMargins(16, 20, 16, 0)
        room.addWidget(self._nothing)
        room.addStretch(1)
        self._stack = QStackedWidget()
        for page in (self.call_view, self.hit_view, empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 10, 4)
        below.addWidget(self.count, 1)
        below.addWidget(self.take_in)
        column.addLayout(below)
        column.addWidget(self._stack, 1)
        self.filters.words.entered.connect(self.enter)
        self.filters.grown.connect(self._fit)
        self.call_view.activated.connect(self._open_call)
        self.hit_view.activated.connect(self._open_hit)
        self.call_view.clicked.connect(self._open_call)
        self.hit_view.clicked.connect(self._open_hit)
        theme.changed.connect(self._dress)

    def _hit_view(self) -> QListView:
        view = QListView()
        view.setModel(self.hits)
        view.setItemDelegate(self.hit_rows)
        view.setAccessibleName(tr("Lines that were found"))
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        scroll_quietly(view, self._theme)
        return view

    def eventFilter(self, view: QObject, event: QEvent) -> bool:
        """Whoever comes to a list by Tab sees at which line the arrows begin, and what Enter opens."""
        if isinstance(view, QAbstractItemView) and isinstance(event, QFocusEvent) and event.gotFocus():
            by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            if by_tab and view.model().rowCount() and not view.selectionModel().hasSelection():
                here = view.currentIndex()
                view.setCurrentIndex(here if here.isValid() else view.model().index(0, 0))
        return super().eventFilter(view, event)

    @Slot()
    def _dress(self) -> None:
        for rows in (self.call_rows, self.hit_rows):
            rows.dress()
        self.call_view.scheduleDelayedItemsLayout()
        self.hit_view.scheduleDelayedItemsLayout()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.filters.fit(self.height())

    @property
    def words(self) -> str:
        """What is said about what was found: how many, or that there is nothing."""
        return self._nothing.text() if self._stack.currentIndex() == 2 else self.count.text()

    @property
    def view(self) -> QAbstractItemView:
        """The list that is seen."""
        return self.hit_view if self._stack.currentIndex() == 1 else self.call_view

    def show_calls(self, count: int, filtered: bool) -> None:
        """The model has the calls; what was found is no longer seen."""
        nothing = tr("No such calls. Take a filter out, or press {key}.", key="Ctrl+Backspace")
        if not filtered:
            nothing = tr("No calls are kept yet. They come here as they are made, or by an import.")
        self._show(0, count, nothing, tr("1 call") if count == 1 else tr("{count} calls", count=f"{count:,}"))

    def show_hits(self, count: int, more: bool) -> None:
        """The model has the lines that were found."""
        found = tr("1 line") if count == 1 else tr("{count} lines", count=f"{count:,}")
        words = tr("more than {found}", found=found) if more else found
        self._show(1, count, tr("Nothing is found. Fewer words find more; deliv* finds delivery."), words)

    def _show(self, page: int, count: int, nothing: str, words: str) -> None:
        self._nothing.setText(nothing)
        self._stack.setCurrentIndex(page if count else 2)
        self.count.say(words if count else "")
        self.filled.emit(count > 0)

    @Slot()
    def enter(self) -> None:
        """Into the list, at its first line where none is marked."""
        view = self.view
        if not view.currentIndex().isValid() and view.model().rowCount():
            view.setCurrentIndex(view.model().index(0, 0))
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, by: int) -> None:
        """Opens the line after the marked one, or before."""
        view = self.view
        row = view.currentIndex().row() + by if view.currentIndex().isValid() else 0
        index = view.model().index(row, 0)
        if index.isValid():
            view.setCurrentIndex(index)
            view.scrollTo(index)
            (self._open_hit if view is self.hit_view else self._open_call)(index)

    @property
    def chosen_rows(self) -> list[int]:
        """The rows of the calls that are chosen, from top to bottom."""
        spans = self.call_view.selectionModel().selection().toList()
        return sorted(row for span in spans for row in range(span.top(), span.bottom() + 1))

    @Slot(QModelIndex)
    def _open_call(self, index: QModelIndex) -> None:
        listed = index.data(CallList.CALL_ROLE)
        if isinstance(listed, ListedCall) and len(self.chosen_rows) <= 1:
            self.call_opened.emit(listed.call.id)

    @Slot(QModelIndex)
    def _open_hit(self, index: QModelIndex) -> None:
        hit = index.data(HitList.HIT_ROLE)
        if isinstance(hit, Hit):
            self.hit_opened.emit(hit)
