"""A call as a picture of its time: who spoke when, and what the program made of it. Click or drag to go there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from assist.events import CHANNELS
from assist.review.adherence import VERDICTS, Judgement
from assist.review.archive import ReviewedCall
from assist.review.said import is_unwanted, said_short
from assist.review.speakers import SPEAKERS
from assist.wording import clock
from ui.icon import draw_icon
from ui.theme import Theme
from ui.words import tr

GUTTER = 62
"""The room of the lanes' names, at the type's usual size."""
RIGHT = 14
TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Seconds between two times of the axis."""
LEAST_SHOWN = 10.0
"""Seconds of the call that are seen at least."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to see at a time of the call, with what its tool tip says."""

    at: float
    icon: str
    colour: str
    words: str
    until: float | None = None


class Timeline(QWidget):
    """`sought` carries the second of the call to go to."""

    sought = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._reviewed: ReviewedCall | None = None
        self._signs: list[Sign] = []
        self._remarked: tuple[float, ...] = ()
        self._lit: frozenset[int] = frozenset()
        self._from, self._to = 0.0, 60.0
        self._position = 0.0
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._redraw)

    # --- what is shown --------------------------------------------------------------------------------

    def show_call(self, reviewed: ReviewedCall | None) -> None:
        """Another call, whole; or none."""
        self._reviewed = reviewed
        self._signs = list(_signs(reviewed)) if reviewed else []
        self._lit, self._remarked = frozenset(), ()
        self._from, self._to = 0.0, max(reviewed.call.seconds if reviewed else 0.0, LEAST_SHOWN)
        self.show_position(0.0)
        self._redraw()

    def refresh(self, reviewed: ReviewedCall) -> None:
        """The same call, of which something changed."""
        self._reviewed = reviewed
        self._signs = list(_signs(reviewed))
        self._redraw()

    def light(self, utterances: Sequence[int]) -> None:
        """Marks utterances: the sources of a line of the note."""
        self._lit = frozenset(utterances)
        self._redraw()

    def show_remarked(self, times: Sequence[float]) -> None:
        """Where somebody commented."""
        self._remarked = tuple(times)
        self._redraw()

    def show_position(self, seconds: float) -> None:
        """Where one listens; a part that is looked at closely moves along."""
        before, self._position = self._x(self._position), seconds
        span = self._to - self._from
        whole = self._whole
        if span < whole and not self._from <= seconds <= self._to - span * 0.05:
            self._look_at(seconds - span * 0.1, span)
            return
        after = self._x(seconds)
        if round(before) != round(after):
            for x in (before, after):
                self.update(int(x) - 6, 0, 13, self.height())
        self.setAccessibleDescription(tr("at {time}", time=clock(seconds)))

    @property
    def position(self) -> float:
        return self._position

    @property
    def shown(self) -> tuple[float, float]:
        """The part of the call that is seen, in seconds."""
        return self._from, self._to

    @property
    def _whole(self) -> float:
        return max(self._reviewed.call.seconds if self._reviewed else 0.0, LEAST_SHOWN)

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Looks at so many times as much of the call; less than 1 is closer."""
        middle = self._position if around is None else around
        span = min(max((self._to - self._from) * factor, LEAST_SHOWN), self._whole)
        share = (middle - self._from) / (self._to - self._from)
        self._look_at(middle - span * min(max(share, 0.0), 1.0), span)

    def _look_at(self, first: float, span: float) -> None:
        first = min(max(first, 0.0), self._whole - span)
        self._from, self._to = first, first + span
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        self._picture = None
        self.updateGeometry()
        self.update()

    # --- measures -------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._axis_top() + self._theme.px(22)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _lane_height(self) -> float:
        return float(self._theme.px(24))

    def _lane_top(self, place: int) -> float:
        return self._theme.px(46) + place * (self._lane_height() + self._theme.px(16))

    def _axis_top(self) -> float:
        return self._lane_top(1) + self._lane_height() + self._theme.px(10)

    def _left(self) -> float:
        return float(self._theme.px(GUTTER))

    def _x(self, seconds: float) -> float:
        width = self.width() - self._left() - RIGHT
        return self._left() + (seconds - self._from) / (self._to - self._from) * width

    def _seconds(self, x: float) -> float:
        width = max(self.width() - self._left() - RIGHT, 1)
        seconds = self._from + (x - self._left()) / width * (self._to - self._from)
        return min(max(seconds, 0.0), self._whole)

    # --- painting -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            self._picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            picture = QPainter(self._picture)
            picture.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_all(picture)
            picture.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._reviewed is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._x(self._position)
        if x < self._left() - 1:
            return
        accent = self._theme.colour("accent")
        top, bottom = float(self._theme.px(40)), self._axis_top() + 2
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(x, bottom), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1))
            painter.drawEllipse(QPointF(x, bottom), 8, 8)

    def _paint_all(self, painter: QPainter) -> None:
        reviewed = self._reviewed
        theme, tokens = self._theme, self._theme.tokens
        small = theme.font(tokens.small, QFont.Weight.DemiBold)
        painter.setFont(small)
        for place, channel in enumerate(CHANNELS):
            lane = QRectF(0, self._lane_top(place), self.width(), self._lane_height())
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                lane.adjusted(2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), tr(SPEAKERS[channel])
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chip"))
            ground = lane.adjusted(self._left(), lane.height() / 2 - 1, -RIGHT, -lane.height() / 2 + 1)
            painter.drawRoundedRect(ground, 1, 1)
        self._paint_axis(painter)
        if reviewed is None:
            return
        painter.save()
        painter.setClipRect(
            QRectF(self._left() - 7, 0, self.width() - self._left() - RIGHT + 14, self.height())
        )
        self._paint_between(painter, reviewed)
        self._paint_turns(painter, reviewed)
        self._paint_steps(painter, reviewed)
        for sign in self._signs:
            self._paint_sign(painter, sign)
        for at in self._remarked:
            side = theme.px(12)
            spot = QRectF(self._x(at) - side / 2, self._axis_top() - side - 1, side, side)
            draw_icon(painter, "comment", spot, theme.colour("accent"))
        painter.restore()

    def _paint_axis(self, painter: QPainter) -> None:
        theme = self._theme
        font = theme.font(theme.tokens.small)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance("0:00:00") + theme.px(24)
        width = max(self.width() - self._left() - RIGHT, 1)
        step = next((one for one in TICKS if one / (self._to - self._from) * width >= wide), TICKS[-1])
        top = self._axis_top()
        at = -(-self._from // step) * step
        while at <= self._to + 0.01:
            x = self._x(at)
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(x, top), QPointF(x, top + 5))
            painter.setPen(theme.colour("muted"))
            words = clock(at)
            half = metrics.horizontalAdvance(words) / 2
            left = min(max(x - half, 0), self.width() - 2 * half)
            painter.drawText(QPointF(left, top + 5 + metrics.ascent()), words)
            at += step

    def _paint_turns(self, painter: QPainter, reviewed: ReviewedCall) -> None:
        theme = self._theme
        spoken = {"agent": theme.colour("accent"), "client": theme.colour("edge")}
        for said in reviewed.call.utterances:
            if said.end < self._from or said.start > self._to:
                continue
            block = self._block(CHANNELS.index(said.channel), said.start, said.end)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(spoken[said.channel])
            radius = min(4.0, block.width() / 2)
            painter.drawRoundedRect(block, radius, radius)
            if said.id in self._lit:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("ink"), 2))
                painter.drawRoundedRect(block.adjusted(-2.5, -2.5, 2.5, 2.5), radius + 2, radius + 2)
        for moment in reviewed.call.moments:
            said_in = reviewed.call.utterance(moment.utterance)
            unwanted = is_unwanted(moment.moment)
            if said_in is None or not (unwanted or moment.moment == "client_upset"):
                continue
            block = self._block(CHANNELS.index(said_in.channel), said_in.start, said_in.end)
            painter.setPen(QPen(theme.colour("ground"), 1))
            painter.setBrush(theme.colour("warning"))
            edge = block.top() if said_in.channel == "agent" else block.bottom()
            painter.drawEllipse(QPointF(min(block.left() + 5, block.center().x() + 3), edge), 3.5, 3.5)

    def _block(self, place: int, start: float, end: float) -> QRectF:
        left = self._x(start)
        width = max(self._x(end) - left - 0.6, 1.6)
        return QRectF(left, self._lane_top(place), width, self._lane_height())

    def _paint_between(self, painter: QPainter, reviewed: ReviewedCall) -> None:
        """What both did at once, or neither: overlaps and silences."""
        theme = self._theme
        top, bottom = self._lane_top(0) + self._lane_height(), self._lane_top(1)
        for start, end in reviewed.talk.overlaps:
            band = QRectF(self._x(start), top + 2, max(self._x(end) - self._x(start), 2), bottom - top - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warning"))
            painter.drawRect(band)
        small = theme.font(theme.tokens.small)
        painter.setFont(small)
        for start, end in reviewed.talk.silences:
            dead = (start, end) in reviewed.talk.dead_air
            colour = theme.colour("warning" if dead else "muted")
            area = QRectF(
                self._x(start), self._lane_top(0), self._x(end) - self._x(start),
                self._lane_top(1) + self._lane_height() - self._lane_top(0),
            )  # fmt: skip
            if area.width() < 3:
                continue
            ground = theme.colour("warning_ground" if dead else "chip")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(ground))
            painter.drawRoundedRect(area.adjusted(1, 0, -1, 0), 3, 3)
            words = tr("{count} s", count=round(end - start))
            if QFontMetrics(small).horizontalAdvance(words) + 4 < area.width():
                painter.setPen(colour)
                painter.drawText(area, int(_CENTRE), words)
        for gap in reviewed.call.gaps:
            until = reviewed.call.seconds if gap.end is None else gap.end
            lane = self._block(CHANNELS.index(gap.channel), gap.start, until)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(theme.colour("muted"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(lane)

    def _paint_steps(self, painter: QPainter, reviewed: ReviewedCall) -> None:
        """When each step was done, as the chapters of the call."""
        theme = self._theme
        font = theme.font(theme.tokens.small, QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        free = self._left()
        row = QRectF(0, theme.px(3), 0, theme.px(16))
        chapters: dict[float, list[Judgement]] = {}
        for one in reviewed.judgements:
            if one.at is not None and self._from <= one.at <= self._to:
                chapters.setdefault(one.at, []).append(one)
        for at, done in sorted(chapters.items()):
            x = self._x(at)
            colour = theme.colour("warning" if any(one.verdict == "late" for one in done) else "accent")
            painter.setPen(QPen(colour, 1.4))
            painter.drawLine(QPointF(x, row.bottom()), QPointF(x, row.bottom() + theme.px(4)))
            side = theme.px(10)
            label = ", ".join(one.label for one in done)
            width = side + 3 + metrics.horizontalAdvance(label)
            left = max(min(x - width / 2, self.width() - RIGHT + 8 - width), free)
            if left + width > self.width() or left - (x - width / 2) > theme.px(40):
                continue  # too near to the one before; the tool tip has it
            draw_icon(painter, "tick", QRectF(left, row.center().y() - side / 2, side, side), colour)
            painter.setPen(theme.colour("ink"))
            words = QRectF(left + side + 3, row.top(), width, row.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), label)
            free = left + width + theme.px(8)

    def _paint_sign(self, painter: QPainter, sign: Sign) -> None:
        theme, side = self._theme, self._theme.px(13)
        middle = float(theme.px(32))
        x = self._x(sign.at)
        colour = theme.colour(sign.colour)
        if sign.until is not None:
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(x + side / 2 + 1, middle), QPointF(max(self._x(sign.until), x), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ground"))
        painter.drawEllipse(QPointF(x, middle), side / 2 + 1, side / 2 + 1)
        draw_icon(painter, sign.icon, QRectF(x - side / 2, middle - side / 2, side, side), colour)

    # --- pointing and keys ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._reviewed is not None:
            self.sought.emit(self._seconds(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._reviewed is not None:
            self.sought.emit(self._seconds(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._reviewed is None:
            return
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(0.8 if turned.y() > 0 else 1.25, self._seconds(event.position().x()))
        else:
            span = self._to - self._from
            self._look_at(self._from - (turned.y() or turned.x()) / 120 * span * 0.1, span)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1.0,
            Qt.Key.Key_Right: 1.0,
            Qt.Key.Key_PageUp: -30.0,
            Qt.Key.Key_PageDown: 30.0,
        }
        key = Qt.Key(event.key())
        if self._reviewed is None:
            super().keyPressEvent(event)
        elif key in steps:
            self.sought.emit(min(max(self._position + steps[key], 0.0), self._whole))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.sought.emit(0.0 if key == Qt.Key.Key_Home else self._whole)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, point: QPointF) -> str:
        """What is at a point, in words."""
        if self._reviewed is None or point.x() < self._left():
            return ""
        seconds = self._seconds(point.x())
        if point.y() < self._theme.px(22):
            near = self._theme.px(30) / max(self.width(), 1) * (self._to - self._from)
            return "\n".join(
                f"{clock(one.at)}  {one.headline}: {tr(VERDICTS[one.verdict])}"
                for one in self._reviewed.judgements
                if one.at is not None and abs(one.at - seconds) <= near
            )
        if point.y() < self._theme.px(42):
            near = self._theme.px(8) / max(self.width(), 1) * (self._to - self._from)
            return "\n".join(
                f"{clock(sign.at)}  {sign.words}"
                for sign in self._signs
                if sign.at - near <= seconds <= (sign.until or sign.at) + near
            )
        lines = []
        for said in self._reviewed.call.utterances:
            if said.start <= seconds <= said.end:
                kinds = ", ".join(
                    said_short(one.moment, tr) for one in self._reviewed.call.moments_of(said.id)
                )
                lines.append(
                    f"{clock(said.start)}  {tr(SPEAKERS[said.channel])}: “{said.text}”"
                    + (f"\n{kinds}" if kinds else "")
                )
        return "\n".join(lines) or clock(seconds)


def _signs(reviewed: ReviewedCall) -> Iterator[Sign]:
    """Cards, warnings and what was missing, by their times."""
    for card in reviewed.call.cards:
        words = tr("Card: {headline}", headline=card.prompt.headline)
        became = tr("kept") if card.kept else tr("not followed")
        colour = "accent" if card.kept else "muted"
        yield Sign(card.prompt.at, "card", colour, f"{words} ({became})", card.until)
    for warning in reviewed.call.warnings:
        yield Sign(warning.at, "warning", "warning", tr("Warning: {headline}", headline=warning.headline))
    for omission in reviewed.call.omissions:
        yield Sign(omission.at, "promise", "warning", omission.headline)
