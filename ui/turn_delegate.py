"""One turn of the transcript: who, when, what was said, in a bubble; and the line of a gap."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assist.wording import clock, typeset
from ui.editor import Editor
from ui.icon import draw_icon
from ui.paragraph import lay_out
from ui.scrolling import SCROLL_BAR_WIDTH
from ui.theme import Theme
from ui.transcript_list import Row, TranscriptList
from ui.words import tr

MARGIN = 16
GUTTER = 60
"""The room of the speaker and the time, at the type's usual size."""
PADDING_X, PADDING_Y = 12, 8
GAP, TURN_GAP = 4, 8


class TurnDelegate(QStyledItemDelegate):
    """Draws one row: the speaker and the time at the left, the words in a bubble at the right. Where the type is
    large and the window narrow, the speaker and the time stand above the bubble."""

    def __init__(self, theme: Theme, rows: TranscriptList) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        self._heights: dict[Row, int] = {}
        self._width = 0
        self._edited: int | None = None
        self.dress()

    def dress(self) -> None:
        """Takes the theme's sizes."""
        theme, tokens = self._theme, self._theme.tokens
        self._body = theme.font(tokens.body)
        self._speaker = theme.font(tokens.body, QFont.Weight.DemiBold)
        self._time = theme.font(tokens.small)
        self._line_height = theme.line_height(tokens.body)
        self._least = PADDING_Y + self._line_height + theme.px(14)
        self._gutter = theme.px(GUTTER)
        self._above = self._width < theme.px(260)
        self._heights.clear()

    def take_width(self, width: int) -> None:
        """The width that a row has; heights are measured for it."""
        if width != self._width:
            self._width = width
            self._above = width < self._theme.px(260)
            self._heights.clear()

    def _top(self, changes: bool, place: int) -> int:
        """From the row's top edge to the bubble's."""
        gap = TURN_GAP if changes and place else GAP
        return gap + (self._line_height if self._above and changes else 0)

    def _bubble(self, rect: QRectF, top: float, height: float) -> QRectF:
        left = MARGIN + (0 if self._above else self._gutter)
        return QRectF(left, top, rect.width() - left - (MARGIN - SCROLL_BAR_WIDTH), height)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(TranscriptList.ROW_ROLE)
        if row.gap is not None:
            return QSize(self._width, TURN_GAP + self._theme.line_height(self._theme.tokens.small))
        changes = self._rows.speaker_changes_at(index.row())
        beside = self._least if changes and not self._above else 0
        return QSize(self._width, self._top(changes, index.row()) + max(self._bubble_height(row), beside))

    def _bubble_height(self, row: Row) -> int:
        if row.id is None:
            return self._measured(row)
        if row not in self._heights:
            self._heights[row] = self._measured(row)
        return self._heights[row]

    def _measured(self, row: Row) -> int:
        width = self._bubble(QRectF(0, 0, self._width, 0), 0, 0).width() - PADDING_X * 2
        return lay_out(typeset(row.text), self._body, width, self._line_height)[1] + PADDING_Y * 2

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        row: Row = index.data(TranscriptList.ROW_ROLE)
        if row.gap is not None:
            self._paint_gap(painter, row, QRectF(option.rect))
            return
        changes = self._rows.speaker_changes_at(index.row())
        rect: QRectF = QRectF(option.rect)
        marked = bool(option.state & QStyle.StateFlag.State_Selected) and row.id != self._edited
        top = rect.top() + self._top(changes, index.row())
        bubble = self._bubble(rect, top, self._bubble_height(row))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1.5) if marked else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("you" if row.channel == "agent" else "caller"))
        painter.drawRoundedRect(bubble.adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)
        self._paint_name(painter, row, changes, top)
        painter.setPen(theme.colour("ink"))
        layout, _ = lay_out(
            typeset(row.text),
            self._body,
            bubble.width() - PADDING_X * 2,
            self._line_height,
            self._formats(row),
        )
        layout.draw(painter, QPointF(bubble.left() + PADDING_X, bubble.top() + PADDING_Y))
        if row.corrected:
            side = theme.px(11)
            place = QRectF(bubble.right() - side - 3, bubble.top() + 3, side, side)
            draw_icon(painter, "pencil", place, theme.colour("muted"))
        painter.restore()

    def _paint_gap(self, painter: QPainter, row: Row, rect: QRectF) -> None:
        """A line across, with what it means in its middle."""
        theme = self._theme
        line = rect.adjusted(MARGIN, TURN_GAP, SCROLL_BAR_WIDTH - MARGIN - 1, 0)
        painter.save()
        painter.setFont(self._time)
        words = f"{clock(row.start)} · {row.text}"
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(line.width()))
        half = painter.fontMetrics().horizontalAdvance(words) / 2 + 8
        middle = QPointF(line.center().x(), round(line.center().y()) + 0.5)
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(line.left(), middle.y()), QPointF(middle.x() - half, middle.y()))
        painter.drawLine(QPointF(middle.x() + half, middle.y()), QPointF(line.right(), middle.y()))
        painter.setPen(theme.colour("muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _paint_name(self, painter: QPainter, row: Row, changes: bool, top: float) -> None:
        """Who, where somebody else spoke before, and when."""
        theme = self._theme
        centred = Qt.AlignmentFlag.AlignVCenter
        gutter = theme.px(GUTTER)
        time_place = QRectF(MARGIN, top + PADDING_Y, gutter, self._line_height)
        if changes:
            name = tr(self._rows.speakers[row.channel])
            painter.setFont(self._speaker)
            painter.setPen(theme.colour("accent" if row.channel == "agent" else "ink"))
            width = painter.fontMetrics().horizontalAdvance(name)
            if self._above:
                place = QRectF(MARGIN, top - self._line_height, width + 4, self._line_height)
                time_place = place.translated(width + 8, 0)
                time_place.setWidth(gutter * 2)
            else:
                place = QRectF(MARGIN, top + PADDING_Y, gutter, self._line_height)
                time_place = QRectF(MARGIN, place.bottom() - 2, gutter, theme.px(16))
            painter.drawText(place, centred, name)
        elif self._above:
            return
        painter.setFont(self._time)
        painter.setPen(theme.colour("muted"))
        painter.drawText(time_place, centred, clock(row.start))

    # --- putting right what was heard -----------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = Editor(
            self._theme, index.data(Qt.ItemDataRole.EditRole), tr("Correct what was heard"), parent
        )
        self._edited = index.data(TranscriptList.ROW_ROLE).id
        editor.kept.connect(lambda _text: self.commitData.emit(editor))
        editor.left.connect(lambda: self.closeEditor.emit(editor, self.EndEditHint.NoHint))
        return editor

    @property
    def correcting(self) -> bool:
        """Whether a turn is being put right now."""
        return self._edited is not None

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        self._edited = None
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False  # the editor itself knows what Enter, Esc and a click elsewhere mean

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Nothing: what is being typed is never written over by what is heard meanwhile."""

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(editor, Editor)
        model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)
        editor.end()  # where another turn was marked meanwhile, the view closes it before it knows

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(TranscriptList.ROW_ROLE)
        rect: QRectF = QRectF(option.rect)
        top = rect.top() + self._top(self._rows.speaker_changes_at(index.row()), index.row())
        bubble = self._bubble(rect, top, self._bubble_height(row)).toRect()
        editor.setGeometry(bubble.left(), bubble.top(), bubble.width(), editor.height())

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
