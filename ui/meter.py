"""A small meter: the last half second of a channel's loudness as five bars."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.words import tr

BARS = 5


class Meter(QWidget):
    """Shows the newest level rightmost."""

    def __init__(self, theme: Theme, name: str, larger: float = 1.0) -> None:
        super().__init__()
        self._theme = theme
        self._usual = larger
        self._shares: deque[float] = deque([0.0] * BARS, maxlen=BARS)
        self.setAccessibleName(tr("{name}: level", name=name))
        self.setToolTip(tr("How loud {name} can be heard", name=name))
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self._larger = self._usual * (1 + (self._theme.scale - 1) * 0.5)
        self.setFixedSize(round((BARS * 5 - 1) * self._larger), round(16 * self._larger))

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(self._shares)

    def show_level(self, value: float) -> None:
        """`value`: the part of a bar that is lit, 0 to 1."""
        self._shares.append(min(max(value, 0.0), 1.0))
        self.update()

    def clear(self) -> None:
        self._shares.extend([0.0] * BARS)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, share in enumerate(self._shares):
            painter.setBrush(self._theme.colour("accent" if share else "muted"))
            height = 3 + share * (self.height() - 3)
            left, width = index * 5 * self._larger, 4 * self._larger
            painter.drawRoundedRect(QRectF(left, self.height() - height, width, height), 1.5, 1.5)
