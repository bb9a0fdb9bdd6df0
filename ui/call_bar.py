"""The top row: is a call running, how long, who is heard, start and end."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from assist.events import CHANNELS, Channel
from assist.wording import SPEAKERS, clock
from ui.icon import draw_icon
from ui.meter import Meter
from ui.paragraph import Paragraph
from ui.theme import Theme

CallState = Literal["idle", "running", "ending", "ended"]

_STATE_NAMES: dict[CallState, str] = {
    "idle": "No call",
    "running": "Call running",
    "ending": "Call ending",
    "ended": "Call ended",
}


class StateDot(QWidget):
    """A full dot while a call runs, a ring otherwise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._full = False
        self.setFixedSize(12, 12)

    def show_state(self, state: CallState) -> None:
        self._full = state in ("running", "ending")
        self.setAccessibleName(_STATE_NAMES[state])
        self.setToolTip(_STATE_NAMES[state])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour("accent" if self._full else "muted")
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(1.6)
        painter.setPen(pen)
        painter.setBrush(colour if self._full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))


class IconButton(QAbstractButton):
    """A square button that shows one icon."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setFixedSize(32, 32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(32, 32)

    def become(self, icon: str, name: str, key: str) -> None:
        """Takes another meaning: icon, what it does, and the key that does it too."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("line" if self.underMouse() or self.isDown() else "chip"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        ink = self._theme.colour("ink" if self.isEnabled() else "muted")
        draw_icon(painter, self._icon, QRectF(8, 8, 16, 16), ink)


class CallBar(QWidget):
    """State, timer and meters; `button` starts a call or ends it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        tokens = theme.tokens
        self._dot = StateDot(theme)
        self._timer = Paragraph(theme, tokens.lead, weight=QFont.Weight.DemiBold)
        self._timer.setAccessibleName("Call time")
        self._timer.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = Paragraph(theme, tokens.body, "muted")
        self.meters: dict[Channel, Meter] = {}
        self.button = IconButton(theme, "start")

        meters = QWidget()
        row = QHBoxLayout(meters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for channel in CHANNELS:
            row.addStretch(1)
            name = Paragraph(theme, tokens.body, "muted")
            name.setText(SPEAKERS[channel])
            name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.meters[channel] = Meter(theme, SPEAKERS[channel])
            row.addWidget(name)
            row.addWidget(self.meters[channel])
        row.addStretch(1)

        ended = QWidget()
        column = QHBoxLayout(ended)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)

        self._middle = QStackedLayout()
        self._middle.addWidget(meters)
        self._middle.addWidget(ended)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._dot)
        layout.addWidget(self._timer)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.button)
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
        """`words` stand where the meters were when the call does not run."""
        self._dot.show_state(state)
        self._state.setText(words)
        self._middle.setCurrentIndex(0 if state == "running" else 1)
        if state in ("running", "ending"):
            self.button.become("end", "End the call", "Ctrl+E")
        else:
            self.button.become("start", "Start a call", "Ctrl+N")
        self.button.setEnabled(state != "ending")
        if state != "running":
            for meter in self.meters.values():
                meter.clear()
