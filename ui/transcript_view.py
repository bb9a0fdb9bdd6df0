"""The transcript on screen: who, when, and what was said; it follows the newest words."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
)

from ui.keys import DEEDS
from ui.scrolling import SCROLL_BAR_WIDTH, scroll_quietly
from ui.theme import Theme
from ui.transcript_list import Row, TranscriptList
from ui.turn_delegate import GAP, MARGIN, TurnDelegate
from ui.words import tr


class TranscriptView(QListView):
    """Stays at the newest words unless the reader has scrolled up."""

    following_changed = Signal(bool)

    def __init__(
        self, theme: Theme, rows: TranscriptList, turns: TurnDelegate | None = None, follows: bool = True
    ) -> None:
        """`turns` draws them; with `follows` the view begins at the newest words."""
        super().__init__()
        self._theme = theme
        self._rows = rows
        self._turns = turns or TurnDelegate(theme, rows)
        self._following = follows
        self.setModel(rows)
        self.setItemDelegate(self._turns)
        self.setAccessibleName(tr("Transcript"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        scroll_quietly(self, theme)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed)
        hint = tr(
            "Click a marked turn again to correct it ({correct}); give it to the other speaker: {other}"
        )
        self.setToolTip(hint.format(correct=DEEDS["correct"].key, other=DEEDS["other_speaker"].key))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(48)
        self.setViewportMargins(0, 0, 0, 6)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self._turns.dress()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._rows.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font(self._theme.tokens.body))
            painter.setPen(self._theme.colour("muted"))
            place = self.viewport().rect().adjusted(MARGIN, GAP, SCROLL_BAR_WIDTH - MARGIN, 0)
            where = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(place, where, tr("What is said stands here, as it is said."))

    @property
    def following(self) -> bool:
        return self._following

    @Slot()
    def follow(self) -> None:
        """Goes to the newest words and stays there."""
        self._following = True
        self.scrollToBottom()
        self.following_changed.emit(True)

    def settle(self) -> None:
        """Takes its new rows now, and not with the next event: what comes together is painted together."""
        self.executeDelayedItemsLayout()

    def show_utterance(self, id: int) -> None:
        """Scrolls to a finished utterance and marks it."""
        index = self._rows.index_of(id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._moved()

    @Slot()
    def correct(self) -> None:
        """Opens the marked turn for correction; the newest finished one where none is marked."""
        index = self._chosen()
        if index.isValid() and not self._turns.correcting:
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be put right, where the mouse is."""
        index = self.indexAt(event.pos())
        row = index.data(TranscriptList.ROW_ROLE)
        if not isinstance(row, Row) or row.id is None:
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, deed in (("correct", self.correct), ("other_speaker", self.swap_speaker)):
            menu.addAction(f"{tr(DEEDS[name].words)}\t{DEEDS[name].key}").triggered.connect(deed)
        menu.popup(event.globalPos())

    @Slot()
    def swap_speaker(self) -> None:
        """The marked turn, or the newest finished one, was the other's."""
        self._rows.swap_speaker(self._chosen())

    def _chosen(self) -> QModelIndex:
        if self.marked is not None:
            return self.currentIndex()
        newest = [row.id for row in self._rows.rows if row.id is not None]
        return self._rows.index_of(newest[-1]) if newest else QModelIndex()

    @property
    def marked(self) -> int | None:
        """The id of the utterance that is marked, as is seen."""
        here = self.currentIndex()
        row = here.data(TranscriptList.ROW_ROLE) if self.selectionModel().isSelected(here) else None
        return row.id if isinstance(row, Row) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The arrows begin at the newest turn: Qt's begin at the first."""
        if self._following and not self.currentIndex().isValid():
            newest = self._rows.index(self._rows.rowCount() - 1)
            self.setAutoScroll(False)  # nothing moves: of a long turn its end is followed
            self.selectionModel().setCurrentIndex(newest, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setAutoScroll(True)
        super().focusInEvent(event)

    @Slot()
    def _moved(self) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.value() >= bar.maximum() - 4
        self.following_changed.emit(self._following)

    def updateGeometries(self) -> None:
        following = self._following and not self._turns.correcting  # what is typed stays in sight
        super().updateGeometries()
        if following and self.verticalScrollBar().value() != self.verticalScrollBar().maximum():
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        following = self._following
        self._turns.take_width(self.viewport().width())
        super().resizeEvent(event)
        if self._turns.correcting:
            self.scrollTo(self.currentIndex())
        elif following:
            self.follow()
