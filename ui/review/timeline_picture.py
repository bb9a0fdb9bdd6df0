"""The timeline drawn: two lanes, what lies between them, the steps above, the times below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen

from assist.events import CHANNELS
from assist.review.adherence import Judgement
from assist.review.archive import ReviewedCall
from assist.review.said import is_unwanted
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
SIGN = 13
"""The side of a sign at the type's usual size."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where the seconds from `first` to `last` lie on a picture of this size (pixels), and where its lanes do."""

    theme: Theme
    width: int
    height: int
    first: float
    last: float

    @property
    def left(self) -> float:
        return float(self.theme.px(GUTTER))

    @property
    def room(self) -> float:
        return max(self.width - self.left - RIGHT, 1.0)

    @property
    def lane_height(self) -> float:
        return float(self.theme.px(24))

    def lane_top(self, place: int) -> float:
        return self.theme.px(46) + place * (self.lane_height + self.theme.px(16))

    @property
    def axis_top(self) -> float:
        return self.lane_top(1) + self.lane_height + self.theme.px(10)

    def x(self, seconds: float) -> float:
        return self.left + (seconds - self.first) / (self.last - self.first) * self.room

    def seconds(self, x: float) -> float:
        return self.first + (x - self.left) / self.room * (self.last - self.first)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to see at a time of the call, with what its tool tip says."""

    at: float
    icon: str
    colour: str
    words: str
    until: float | None = None


def signs(reviewed: ReviewedCall) -> Iterator[Sign]:
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


class TimelinePicture:
    """One picture of a call, or of none. `remarked`: the seconds at which somebody commented; `lit`: utterances."""

    def __init__(
        self,
        theme: Theme,
        scale: TimeScale,
        reviewed: ReviewedCall | None,
        signs: Sequence[Sign],
        remarked: Sequence[float],
        lit: frozenset[int],
    ) -> None:
        self._theme, self._scale, self._reviewed = theme, scale, reviewed
        self._signs, self._remarked, self._lit = signs, remarked, lit

    def paint(self, painter: QPainter) -> None:
        """Draws everything but where one listens."""
        reviewed = self._reviewed
        theme, tokens = self._theme, self._theme.tokens
        small = theme.font(tokens.small, QFont.Weight.DemiBold)
        painter.setFont(small)
        for place, channel in enumerate(CHANNELS):
            lane = QRectF(0, self._scale.lane_top(place), self._scale.width, self._scale.lane_height)
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                lane.adjusted(2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), tr(SPEAKERS[channel])
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chip"))
            ground = lane.adjusted(self._scale.left, lane.height() / 2 - 1, -RIGHT, -lane.height() / 2 + 1)
            painter.drawRoundedRect(ground, 1, 1)
        self._paint_axis(painter)
        if reviewed is None:
            return
        painter.save()
        painter.setClipRect(
            QRectF(
                self._scale.left - 7, 0, self._scale.width - self._scale.left - RIGHT + 14, self._scale.height
            )
        )
        self._paint_between(painter, reviewed)
        self._paint_turns(painter, reviewed)
        self._paint_steps(painter, reviewed)
        for place, sign in enumerate(self._signs):
            self._paint_sign(painter, sign, self._is_covered(sign, self._signs[place + 1 :]))
        for at in self._remarked:
            side = theme.px(12)
            spot = QRectF(self._scale.x(at) - side / 2, self._scale.axis_top - side - 1, side, side)
            draw_icon(painter, "comment", spot, theme.colour("accent"))
        painter.restore()

    def _paint_axis(self, painter: QPainter) -> None:
        theme = self._theme
        font = theme.font(theme.tokens.small)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance("0:00:00") + theme.px(24)
        width = self._scale.room
        step = next(
            (one for one in TICKS if one / (self._scale.last - self._scale.first) * width >= wide), TICKS[-1]
        )
        top = self._scale.axis_top
        at = -(-self._scale.first // step) * step
        while at <= self._scale.last + 0.01:
            x = self._scale.x(at)
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(x, top), QPointF(x, top + 5))
            painter.setPen(theme.colour("muted"))
            words = clock(at)
            half = metrics.horizontalAdvance(words) / 2
            left = min(max(x - half, 0), self._scale.width - 2 * half)
            painter.drawText(QPointF(left, top + 5 + metrics.ascent()), words)
            at += step

    def _paint_turns(self, painter: QPainter, reviewed: ReviewedCall) -> None:
        theme = self._theme
        spoken = {"agent": theme.colour("accent"), "client": theme.colour("edge")}
        for said in reviewed.call.utterances:
            if said.end < self._scale.first or said.start > self._scale.last:
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
        left = self._scale.x(start)
        width = max(self._scale.x(end) - left - 0.6, 1.6)
        return QRectF(left, self._scale.lane_top(place), width, self._scale.lane_height)

    def _paint_between(self, painter: QPainter, reviewed: ReviewedCall) -> None:
        """What both did at once, or neither: overlaps and silences."""
        theme = self._theme
        top, bottom = self._scale.lane_top(0) + self._scale.lane_height, self._scale.lane_top(1)
        for start, end in reviewed.talk.overlaps:
            band = QRectF(self._scale.x(start), top + 2, self._wide(start, end), bottom - top - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warning"))
            painter.drawRect(band)
        small = theme.font(theme.tokens.small)
        painter.setFont(small)
        for start, end in reviewed.talk.silences:
            dead = (start, end) in reviewed.talk.dead_air
            colour = theme.colour("warning" if dead else "muted")
            area = QRectF(
                self._scale.x(start), self._scale.lane_top(0), self._scale.x(end) - self._scale.x(start),
                self._scale.lane_top(1) + self._scale.lane_height - self._scale.lane_top(0),
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

    def _wide(self, start: float, end: float) -> float:
        return max(self._scale.x(end) - self._scale.x(start), 2.0)

    def _paint_steps(self, painter: QPainter, reviewed: ReviewedCall) -> None:
        """When each step was done, as the chapters of the call."""
        theme = self._theme
        font = theme.font(theme.tokens.small, QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        free = self._scale.left
        row = QRectF(0, theme.px(3), 0, theme.px(16))
        chapters: dict[float, list[Judgement]] = {}
        for one in reviewed.judgements:
            if one.at is not None and self._scale.first <= one.at <= self._scale.last:
                chapters.setdefault(one.at, []).append(one)
        for at, done in sorted(chapters.items()):
            x = self._scale.x(at)
            colour = theme.colour("warning" if any(one.verdict == "late" for one in done) else "accent")
            painter.setPen(QPen(colour, 1.4))
            painter.drawLine(QPointF(x, row.bottom()), QPointF(x, row.bottom() + theme.px(4)))
            side = theme.px(10)
            label = ", ".join(one.label for one in done)
            width = side + 3 + metrics.horizontalAdvance(label)
            left = max(min(x - width / 2, self._scale.width - RIGHT + 8 - width), free)
            if left + width > self._scale.width or left - (x - width / 2) > theme.px(40):
                continue  # too near to the one before; the tool tip has it
            draw_icon(painter, "tick", QRectF(left, row.center().y() - side / 2, side, side), colour)
            painter.setPen(theme.colour("ink"))
            words = QRectF(left + side + 3, row.top(), width, row.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), label)
            free = left + width + theme.px(8)

    def _is_covered(self, sign: Sign, later: Sequence[Sign]) -> bool:
        """Whether one that is painted after it, and says graver things, stands in its place."""
        side = self._theme.px(SIGN)
        return any(abs(self._scale.x(one.at) - self._scale.x(sign.at)) < side for one in later)

    def _paint_sign(self, painter: QPainter, sign: Sign, covered: bool) -> None:
        """Of one that is covered, how long it lasted; the tool tip has the rest."""
        theme, side = self._theme, self._theme.px(SIGN)
        middle = float(theme.px(32))
        x = self._scale.x(sign.at)
        colour = theme.colour(sign.colour)
        if sign.until is not None:
            painter.setPen(QPen(colour, 2))
            painter.drawLine(
                QPointF(x + side / 2 + 1, middle), QPointF(max(self._scale.x(sign.until), x), middle)
            )
        if covered:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ground"))
        painter.drawEllipse(QPointF(x, middle), side / 2 + 1, side / 2 + 1)
        draw_icon(painter, sign.icon, QRectF(x - side / 2, middle - side / 2, side, side), colour)
