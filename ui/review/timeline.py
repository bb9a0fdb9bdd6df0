"""A call as a picture of its time: who spoke when, and what the program made of it. Click or drag to go there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
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

from assist.review.adherence import VERDICTS
from assist.review.archive import ReviewedCall
from assist.review.said import said_short
from assist.review.speakers import SPEAKERS
from assist.wording import clock
from ui.review.timeline_picture import Sign, TimelinePicture, TimeScale, signs
from ui.theme import Theme
from ui.words import tr

LEAST_SHOWN = 10.0
"""Seconds of the call that are seen at least."""


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
        self._signs = list(signs(reviewed)) if reviewed else []
        self._lit, self._remarked = frozenset(), ()
        self._from, self._to = 0.0, max(reviewed.call.seconds if reviewed else 0.0, LEAST_SHOWN)
        self.show_position(0.0)
        self._redraw()

    def refresh(self, reviewed: ReviewedCall) -> None:
        """The same call, of which something changed."""
        self._reviewed = reviewed
        self._signs = list(signs(reviewed))
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
        before, self._position = self.scale.x(self._position), seconds
        span = self._to - self._from
        whole = self._whole
        if span < whole and not self._from <= seconds <= self._to - span * 0.05:
            self._look_at(seconds - span * 0.1, span)
            return
        after = self.scale.x(seconds)
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

    @property
    def scale(self) -> TimeScale:
        """Where the seconds lie just now."""
        return TimeScale(self._theme, self.width(), self.height(), self._from, self._to)

    def sizeHint(self) -> QSize:
        return QSize(400, round(self.scale.axis_top + self._theme.px(22)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _seconds(self, x: float) -> float:
        return min(max(self.scale.seconds(x), 0.0), self._whole)

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
            TimelinePicture(
                self._theme, self.scale, self._reviewed, self._signs, self._remarked, self._lit
            ).paint(picture)
            picture.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._reviewed is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self.scale.x(self._position)
        if x < self.scale.left - 1:
            return
        accent = self._theme.colour("accent")
        top, bottom = float(self._theme.px(40)), self.scale.axis_top + 2
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(x, bottom), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1))
            painter.drawEllipse(QPointF(x, bottom), 8, 8)

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
        if self._reviewed is None or point.x() < self.scale.left:
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
