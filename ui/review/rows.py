"""How a call and a hit look in the list: painted, so that a hundred thousand of them cost what the screen shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assist.calls.store.listing import ListedCall
from assist.calls.store.search import Hit, HitLine
from assist.calls.store.words import Term, found_in
from assist.note.text import day
from assist.review.call_time import when
from assist.review.speakers import SOURCES
from assist.wording import clock, typeset
from ui.icon import draw_icon
from ui.review.call_list import CallList
from ui.review.hit_list import HitList
from ui.theme import Theme
from ui.words import tr

AnyIndex = QModelIndex | QPersistentModelIndex
SIDE, ABOVE = 14, 9
WHEN = 88
"""The room of a call's time and day, at the type's usual size."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _short_day(started: datetime) -> str:
    """Without the day of the week: 27 Nov 2026."""
    return day(started.date().isoformat(), tr).partition(" ")[2]


class _Rows(QStyledItemDelegate):
    """What both kinds of rows share: fonts, the ground of the current row, a line of text that gives way."""

    lines = 2

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.dress()

    def dress(self) -> None:
        """Takes the theme's sizes."""
        theme, tokens = self._theme, self._theme.tokens
        self._strong = theme.font(tokens.body, QFont.Weight.DemiBold)
        self._plain = theme.font(tokens.body)
        self._small = theme.font(tokens.small)
        self._line = theme.line_height(tokens.body)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, self._line * self.lines + ABOVE * 2 + 1)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRectF:
        """Draws what lies behind a row; returns where its words go."""
        rect: QRectF = QRectF(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("you"))
            painter.drawRoundedRect(rect.adjusted(6, 1, -2, -2), 8, 8)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(self._theme.colour("accent"))
                painter.drawRoundedRect(
                    QRectF(rect.left() + 6, rect.top() + 10, 3, rect.height() - 21), 1.5, 1.5
                )
        else:
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(
                QPointF(rect.left() + SIDE, rect.bottom() - 0.5),
                QPointF(rect.right() - 4, rect.bottom() - 0.5),
            )
        return rect.adjusted(SIDE, ABOVE, -SIDE + 4, -ABOVE - 1)

    def _text(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        font: QFont,
        colour: str,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> float:
        """Draws one line and returns the room that it took."""
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(align), shown)
        return QFontMetrics(font).horizontalAdvance(shown)

    def _when(self, painter: QPainter, line: QRectF, words: str) -> QRectF:
        """Draws the time at a line's end; returns what is left before it."""
        taken = self._text(painter, line, words, self._small, "muted", _RIGHT)
        return line.adjusted(0, 0, -taken - 10, 0)


class CallRows(_Rows):
    """A call: what it was about, and when; whose it was, how long, how it came out, and what is marked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        listed: ListedCall | None = index.data(CallList.CALL_ROLE)
        painter.save()
        place = self._ground(painter, option)
        gutter = self._theme.px(WHEN)
        first = QRectF(place.left() + gutter, place.top(), place.width() - gutter, self._line)
        second = first.translated(0, self._line)
        if listed is None:
            self._text(painter, first, "…", self._plain, "muted")
            painter.restore()
            return
        call = listed.call
        when = QRectF(place.left(), place.top(), gutter - 8, self._line)
        self._text(painter, when, f"{call.started:%H:%M}", self._plain, "ink")
        self._text(painter, when.translated(0, self._line), _short_day(call.started), self._small, "muted")
        subject = typeset(listed.subject) or tr("Call {number}", number=call.id)
        self._text(painter, first, subject, self._strong, "ink" if listed.subject else "muted")
        second = self._signs(painter, second, listed)
        length = clock(call.seconds) if call.finished else tr("{time}, cut off", time=clock(call.seconds))
        about = " · ".join(part for part in (call.agent, length, call.disposition or "") if part)
        self._text(painter, second, about, self._plain, "muted")
        painter.restore()

    def _signs(self, painter: QPainter, line: QRectF, listed: ListedCall) -> QRectF:
        """What is marked, from the right; returns what is left of the line."""
        theme, side = self._theme, self._theme.px(13)
        right = line.right()
        for there, icon, colour in (
            (listed.good_example, "star", "accent"),
            (listed.promise_open, "promise", "warning"),
        ):
            if there:
                spot = QRectF(right - side, line.center().y() - side / 2, side, side)
                draw_icon(painter, icon, spot, theme.colour(colour))
                right -= side + theme.px(6)
        for tag in reversed(listed.tags[:3]):
            width = QFontMetrics(self._small).horizontalAdvance(tag) + theme.px(10)
            if right - width < line.left() + line.width() * 0.45:
                break
            chip = QRectF(right - width, line.center().y() - theme.px(9), width, theme.px(18))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chip"))
            painter.drawRoundedRect(chip, 5, 5)
            self._text(painter, chip, tag, self._small, "muted", Qt.AlignmentFlag.AlignCenter)
            right -= width + theme.px(5)
        return QRectF(line.left(), line.top(), max(right - line.left() - 6, 0), line.height())


class HitRows(_Rows):
    """A line that was found: the call, the line before, the line itself with what was looked for, the line after."""

    lines = 4

    def __init__(self, theme: Theme) -> None:
        self.terms: tuple[Term, ...] = ()
        super().__init__(theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        hit: Hit = index.data(HitList.HIT_ROLE)
        painter.save()
        place = self._ground(painter, option)
        line = QRectF(place.left(), place.top(), place.width(), self._line)
        rest = self._when(painter, line, clock(hit.said_at))
        title = when(hit.started, tr)
        self._text(
            painter, rest, " · ".join(part for part in (title, hit.agent) if part), self._small, "muted"
        )
        noted = hit.line.source == "note"
        shown = [*hit.before[-1:], hit.line, *hit.after[:1]]
        for one in shown:
            line = line.translated(0, self._line)
            self._said(painter, line, one, found=one is hit.line, quiet=noted or one is not hit.line)
        painter.restore()

    def _said(self, painter: QPainter, line: QRectF, said: HitLine, found: bool, quiet: bool) -> None:
        who = tr(SOURCES[said.source])
        gutter = self._theme.px(52)
        self._text(painter, QRectF(line.left(), line.top(), gutter, line.height()), who, self._small, "muted")
        place = line.adjusted(gutter, 0, 0, 0)
        if not found:
            self._text(painter, place, typeset(said.text), self._plain, "muted")
            return
        painter.setPen(self._theme.colour("ink"))
        text, marked = around(said.text, self.terms, QFontMetrics(self._plain), place.width())
        layout = QTextLayout(text, self._plain)
        layout.setFormats([self._found(start, length) for start, length in marked])
        layout.beginLayout()
        row = layout.createLine()
        row.setLineWidth(10_000)
        layout.endLayout()
        layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - row.height()) / 2))

    def _found(self, start: int, length: int) -> QTextLayout.FormatRange:
        shown = QTextLayout.FormatRange()
        shown.start, shown.length = start, length
        shown.format = QTextCharFormat()
        shown.format.setForeground(self._theme.colour("accent"))
        shown.format.setFontWeight(QFont.Weight.Bold)
        return shown


def around(
    text: str, terms: Sequence[Term], metrics: QFontMetrics, width: float
) -> tuple[str, list[tuple[int, int]]]:
    """As much of a text as fits, with what was found in sight; and where that stands in it (UTF-16 units)."""
    spans = found_in(text, terms)
    text = typeset(text)  # letter for letter: the spans stay true
    first = spans[0][0] if spans else 0
    start = 0
    if metrics.horizontalAdvance(text[: first + 24]) > width:
        start = max(0, text.rfind(" ", 0, max(first - 16, 0)) + 1)
    before = "… " if start else ""
    shown = metrics.elidedText(before + text[start:], Qt.TextElideMode.ElideRight, int(width))
    marked = []
    for begin, end in spans:
        begin, end = begin - start + len(before), end - start + len(before)
        if begin >= 0 and end <= len(shown):
            at = len(shown[:begin].encode("utf-16-le")) // 2
            marked.append((at, len(shown[begin:end].encode("utf-16-le")) // 2))
    return shown, marked
