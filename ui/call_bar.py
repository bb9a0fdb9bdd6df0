"""The top row: is a call running, how long, who is heard; start and end, pause, the menu."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QStackedLayout, QWidget

from assist.events import CHANNELS, Channel
from assist.wording import clock
from ui.buttons import IconButton
from ui.lamp import Lamp
from ui.one_line import OneLine
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr

CallState = Literal["idle", "running", "paused", "ending", "ended"]
"""A call is heard while it is running; while it is paused it goes on, and nothing of it is heard or kept."""

BETWEEN_LAMPS = 8
"""At least: a meter belongs to the name at its left."""

_STATE_NAMES: dict[CallState, str] = {
    "idle": "No call",
    "running": "Call running",
    "paused": "Call paused",
    "ending": "Call ending",
    "ended": "Call ended",
}


class StateDot(QWidget):
    """A full dot while a call is heard, in a red ring while its sound is kept; two bars while it is paused, a ring
    otherwise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state: CallState = "idle"
        self._kept = False
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        side = round(14 * (1 + (self._theme.scale - 1) * 0.5))
        self.setFixedSize(side, side)

    def show_state(self, state: CallState, kept: bool) -> None:
        self._state, self._kept = state, kept
        name = tr(_STATE_NAMES[state])
        if kept:
            name = tr("{state}; its sound is recorded", state=name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        painter.scale(side / 14, side / 14)
        full = self._state in ("running", "ending")
        colour = self._theme.colour("accent" if full else "warning" if self._state == "paused" else "muted")
        if self._state == "paused":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(3, 2, 3, 10), 1, 1)
            painter.drawRoundedRect(QRectF(8, 2, 3, 10), 1, 1)
            return
        if self._kept and full:
            colour = self._theme.colour("record")
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(1.6)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._kept or not full else colour)
        ring = QRectF(1, 1, 12, 12) if self._kept and full else QRectF(2, 2, 10, 10)
        painter.drawEllipse(ring)
        if self._kept and full:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(4, 4, 6, 6))


class CallBar(QWidget):
    """State, timer and meters; `button` starts a call or ends it. It is also what the window is moved by."""

    dragged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        tokens = theme.tokens
        self._call_state: CallState = "idle"
        self._dot = StateDot(theme)
        self._timer = Paragraph(theme, tokens.lead, weight=QFont.Weight.DemiBold).as_label()
        self._state = OneLine(theme)
        self._kept = False
        self.lamps: dict[Channel, Lamp] = {}
        self.pause = IconButton(theme, "pause", "pause")
        self.button = IconButton(theme, "start", "start")
        self.menu = IconButton(theme, "settings", "settings")
        self.menu.setToolTip(tr("Menu: settings, keys, fold, close (Tab, then Space)"))
        self.menu.setAccessibleName(tr("Menu"))

        meters = QWidget()
        row = QHBoxLayout(meters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        for channel in CHANNELS:
            if self.lamps:
                row.addSpacerItem(QSpacerItem(BETWEEN_LAMPS, 0, QSizePolicy.Policy.MinimumExpanding))
                row.setStretch(row.count() - 1, 1)
            self.lamps[channel] = Lamp(theme, channel)
            row.addWidget(self.lamps[channel])
        row.addStretch(1)

        ended = QWidget()
        column = QHBoxLayout(ended)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._state)
        # the words may be long: they give way, and never push the buttons
        ended.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        meters.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

        self._middle = QStackedLayout()
        self._middle.addWidget(meters)
        self._middle.addWidget(ended)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._dot)
        layout.addWidget(self._timer)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.pause)
        layout.addWidget(self.button)
        layout.addWidget(self.menu)
        self.setMinimumHeight(56)
        theme.changed.connect(self._fit_names)
        self.show_time(0.0)
        self.show_state("idle", "")

    @property
    def state_text(self) -> str:
        return self._state.text()

    @property
    def time_text(self) -> str:
        return self._timer.text()

    def show_time(self, seconds: float) -> None:
        if self._timer.text() != clock(seconds):
            self._timer.setText(clock(seconds))
            self._timer.setAccessibleName(tr("Call time {time}", time=clock(seconds)))

    def show_state(self, state: CallState, words: str) -> None:
        """`words` stand where the meters were when the call is not heard."""
        if state in ("idle", "ended"):
            self._kept = False
        self._call_state = state
        self._dot.show_state(state, self._kept)
        self._state.say(words)
        self._middle.setCurrentIndex(0 if state == "running" else 1)
        on = state in ("running", "paused", "ending")
        self.button.become(*(("end", "end") if on else ("start", "start")))
        self.button.setEnabled(state != "ending")
        self.pause.setVisible(on)
        self.pause.setEnabled(state != "ending")
        self.pause.become("pause", "start" if state == "paused" else "pause")
        if state != "running":
            for lamp in self.lamps.values():
                lamp.meter.clear()

    def show_kept(self, kept: bool) -> None:
        """Whether the sound itself is kept."""
        self._kept = kept
        self._dot.show_state(self._call_state, kept)

    @property
    def trouble(self) -> str:
        """What is wrong with the channels, in words; empty while both work."""
        return "\n".join(lamp.trouble for lamp in self.lamps.values() if lamp.trouble)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    @Slot()
    def _fit_names(self) -> None:
        """In a narrow bar the meters stand without their names; where they stand and the tool tip still tell."""
        lamps = self.lamps.values()
        names = sum(lamp.name.sizeHint().width() + 6 for lamp in lamps)
        meters = sum(lamp.meter.width() for lamp in lamps)
        buttons = 3 * (self.button.sizeHint().width() + 8)
        others = 28 + self._dot.width() + 16 + self._timer.sizeHint().width() + buttons + meters
        for lamp in lamps:
            lamp.name.setVisible(self.width() - others - names >= BETWEEN_LAMPS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.dragged.emit()
