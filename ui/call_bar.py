"""The top row: is a call running, how long, who is heard; start and end, pause, the menu."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from assist.events import CHANNELS, Channel
from assist.wording import SPEAKERS, clock
from ui.buttons import IconButton
from ui.meter import Meter
from ui.one_line import OneLine
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr

CallState = Literal["idle", "running", "paused", "ending", "ended"]
"""A call is heard while it is running; while it is paused it goes on, and nothing of it is heard or kept."""

_STATE_NAMES: dict[CallState, str] = {
    "idle": "No call",
    "running": "Call running",
    "paused": "Call paused",
    "ending": "Call ending",
    "ended": "Call ended",
}


class StateDot(QWidget):
    """A full dot while a call is heard, two bars while it is paused, a ring otherwise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state: CallState = "idle"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(12, 12)

    def show_state(self, state: CallState) -> None:
        self._state = state
        self.setAccessibleName(tr(_STATE_NAMES[state]))
        self.setToolTip(tr(_STATE_NAMES[state]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        full = self._state in ("running", "ending")
        colour = self._theme.colour("accent" if full else "warning" if self._state == "paused" else "muted")
        if self._state == "paused":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(2, 1, 3, 10), 1, 1)
            painter.drawRoundedRect(QRectF(7, 1, 3, 10), 1, 1)
            return
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(1.6)
        painter.setPen(pen)
        painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))


class CallBar(QWidget):
    """State, timer and meters; `button` starts a call or ends it. It is also what the window is moved by."""

    dragged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        tokens = theme.tokens
        self._dot = StateDot(theme)
        self._timer = Paragraph(theme, tokens.lead, weight=QFont.Weight.DemiBold).as_label()
        self._timer.setAccessibleName(tr("Call time"))
        self._state = OneLine(theme)
        self._names: list[Paragraph] = []
        self.meters: dict[Channel, Meter] = {}
        self.pause = IconButton(theme, "pause", "pause")
        self.button = IconButton(theme, "start", "start")
        self.menu = IconButton(theme, "settings", "settings")
        self.menu.setToolTip(tr("Menu: settings, keys, fold, close (Tab, then Space)"))
        self.menu.setAccessibleName(tr("Menu"))

        meters = QWidget()
        row = QHBoxLayout(meters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for channel in CHANNELS:
            row.addStretch(1)
            name = Paragraph(theme, tokens.body, "muted").as_label()
            name.setText(tr(SPEAKERS[channel]))
            self._names.append(name)
            self.meters[channel] = Meter(theme, tr(SPEAKERS[channel]))
            row.addWidget(name)
            row.addWidget(self.meters[channel])
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
        layout.setContentsMargins(16, 11, 12, 11)
        layout.setSpacing(8)
        layout.addWidget(self._dot)
        layout.addWidget(self._timer)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.pause)
        layout.addWidget(self.button)
        layout.addWidget(self.menu)
        self.setMinimumHeight(54)
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

    def show_state(self, state: CallState, words: str) -> None:
        """`words` stand where the meters were when the call is not heard."""
        self._dot.show_state(state)
        self._state.say(words)
        self._middle.setCurrentIndex(0 if state == "running" else 1)
        on = state in ("running", "paused", "ending")
        self.button.become(*(("end", "end") if on else ("start", "start")))
        self.button.setEnabled(state != "ending")
        self.pause.setVisible(on)
        self.pause.setEnabled(state != "ending")
        self.pause.become("pause", "start" if state == "paused" else "pause")
        if state != "running":
            for meter in self.meters.values():
                meter.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    @Slot()
    def _fit_names(self) -> None:
        """In a narrow bar the meters stand without their names; where they stand and the tool tip still tell."""
        names = sum(name.sizeHint().width() for name in self._names)
        buttons = 3 * self.button.sizeHint().width()
        others = self._timer.sizeHint().width() + buttons + 2 * self.meters["agent"].sizeHint().width()
        fits = self.width() - others - names >= 12 + 28 + 8 * 5 + 30
        for name in self._names:
            name.setVisible(fits)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.dragged.emit()
