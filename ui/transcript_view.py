"""The transcript on screen: who, when, and what was said; it follows the newest words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from assist.wording import SPEAKERS, clock
from ui.paragraph import lay_out
from ui.scrolling import SCROLL_BAR_WIDTH, scroll_quietly
from ui.theme import Theme
from ui.transcript_list import Row, TranscriptList

MARGIN = 16
GUTTER = 60
LEFT, RIGHT = MARGIN + GUTTER, MARGIN - SCROLL_BAR_WIDTH
"""What a row keeps free of the bubble at either side."""
PADDING_X, PADDING_Y = 12, 7
GAP, TURN_GAP = 4, 8


class TurnDelegate(QStyledItemDelegate):
    """Draws one row: the speaker and the time at the left, the words in a bubble at the right."""

    def __init__(self, theme: Theme, rows: TranscriptList) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        tokens = theme.tokens
        self._body = theme.font(tokens.body)
        self._speaker = theme.font(tokens.body, QFont.Weight.DemiBold)
        self._time = theme.font(tokens.small)
        self._line_height = theme.line_height(tokens.body)
        self._heights: dict[Row, int] = {}
        self._width = 0

    def take_width(self, width: int) -> None:
        """The width that a row has; heights are measured for it."""
        if width != self._width:
            self._width = width
            self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(TranscriptList.ROW_ROLE)
        changes = self._rows.speaker_changes_at(index.row())
        least = PADDING_Y + self._line_height + 14 if changes else 0
        gap = TURN_GAP if changes and index.row() else GAP
        return QSize(self._width, gap + max(self._bubble_height(row), least))

    def _bubble_height(self, row: Row) -> int:
        if row.id is None:
            return self._measured(row)
        if row not in self._heights:
            self._heights[row] = self._measured(row)
        return self._heights[row]

    def _measured(self, row: Row) -> int:
        width = self._width - LEFT - RIGHT - PADDING_X * 2
        return lay_out(row.text, self._body, width, self._line_height)[1] + PADDING_Y * 2

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        row: Row = index.data(TranscriptList.ROW_ROLE)
        changes = self._rows.speaker_changes_at(index.row())
        rect: QRectF = QRectF(option.rect)
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        top = rect.top() + (TURN_GAP if changes and index.row() else GAP)
        bubble = QRectF(LEFT, top, rect.width() - LEFT - RIGHT, self._bubble_height(row))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1.5) if marked else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("you" if row.channel == "agent" else "caller"))
        painter.drawRoundedRect(bubble.adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)

        time_top = top + PADDING_Y
        if changes:
            painter.setFont(self._speaker)
            painter.setPen(theme.colour("accent" if row.channel == "agent" else "ink"))
            place = QRectF(MARGIN, time_top, GUTTER, self._line_height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, SPEAKERS[row.channel])
            time_top += self._line_height - 2
        painter.setFont(self._time)
        painter.setPen(theme.colour("muted"))
        height = 16 if changes else self._line_height
        painter.drawText(
            QRectF(MARGIN, time_top, GUTTER, height), Qt.AlignmentFlag.AlignVCenter, clock(row.start)
        )

        painter.setPen(theme.colour("ink"))
        layout, _ = lay_out(
            row.text, self._body, bubble.width() - PADDING_X * 2, self._line_height, self._formats(row)
        )
        layout.draw(painter, QPointF(bubble.left() + PADDING_X, bubble.top() + PADDING_Y))
        painter.restore()

    def _formats(self, row: Row) -> list[QTextLayout.FormatRange]:
        """The part that may still change, lighter."""
        if row.stable >= len(row.text):
            return []
        unsure = QTextLayout.FormatRange()
        # Qt counts UTF-16 units, Python counts characters
        unsure.start = len(row.text[: row.stable].encode("utf-16-le")) // 2
        unsure.length = len(row.text[row.stable :].encode("utf-16-le")) // 2
        unsure.format = QTextCharFormat()
        unsure.format.setForeground(self._theme.colour("muted"))
        return [unsure]


class TranscriptView(QListView):
    """Stays at the newest words unless the reader has scrolled up."""

    following_changed = Signal(bool)

    def __init__(self, theme: Theme, rows: TranscriptList) -> None:
        super().__init__()
        self._rows = rows
        self._turns = TurnDelegate(theme, rows)
        self._following = True
        self.setModel(rows)
        self.setItemDelegate(self._turns)
        self.setAccessibleName("Transcript")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        scroll_quietly(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(48)
        self.setViewportMargins(0, 0, 0, 6)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    @property
    def following(self) -> bool:
        return self._following

    @Slot()
    def follow(self) -> None:
        """Goes to the newest words and stays there."""
        self._following = True
        self.scrollToBottom()
        self.following_changed.emit(True)

    def show_utterance(self, id: int) -> None:
        """Scrolls to a finished utterance and marks it."""
        index = self._rows.index_of(id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._moved()

    @property
    def marked(self) -> int | None:
        """The id of the utterance that is marked."""
        row = self.currentIndex().data(TranscriptList.ROW_ROLE)
        return row.id if isinstance(row, Row) else None

    @Slot()
    def _moved(self) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.value() >= bar.maximum() - 4
        self.following_changed.emit(self._following)

    def updateGeometries(self) -> None:
        following = self._following
        super().updateGeometries()
        if following and self.verticalScrollBar().value() != self.verticalScrollBar().maximum():
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        following = self._following
        self._turns.take_width(self.viewport().width())
        super().resizeEvent(event)
        if following:
            self.follow()
