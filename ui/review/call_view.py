"""The list of calls on the screen: what is drawn is what is seen, however many there are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTreeView

from ui.review.rows import CallRows
from ui.scrolling import scroll_quietly
from ui.theme import Theme
from ui.words import tr


class CallView(QTreeView):
    """A tree without branches: unlike a QListView it does not lay all rows out again where one of them changes, which
    with a hundred thousand takes a fifth of a second."""

    def __init__(self, theme: Theme, rows: CallRows) -> None:
        super().__init__()
        self._rows = rows
        self.setItemDelegate(rows)
        self.setAccessibleName(tr("Calls"))
        self.setUniformRowHeights(True)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        scroll_quietly(self, theme)

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row is the delegate's alone: no ground, no branch, no frame of the style's."""
        assert isinstance(index, QModelIndex)
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            option.state |= QStyle.StateFlag.State_HasFocus
        self._rows.paint(painter, option, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # there is nothing to fold
        else:
            super().keyPressEvent(event)
