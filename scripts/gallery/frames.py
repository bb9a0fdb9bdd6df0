"""How often a window is drawn."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

APART = (
    QEvent.Type.UpdateRequest,
    QEvent.Type.Expose,
    QEvent.Type.LayoutRequest,
    QEvent.Type.Timer,
    QEvent.Type.MetaCall,
)
"""What the window's loop turns to. Other events come in the middle of a frame, too: a widget that is drawn for the
first time learns only then where it stands."""


class Frames(QObject):
    """The moments at which a window was drawn, in seconds of the monotonic clock.

    What is drawn in one turn of the window's loop is one frame, however many of its widgets have a part in it. A
    request to draw that finds nothing to draw is none."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._drawing = False
        self.moments: list[float] = []
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    @property
    def count(self) -> int:
        return len(self.moments)

    def most_in_a_second(self) -> int:
        """Over every second that begins with a frame."""
        most = first = 0
        for last, moment in enumerate(self.moments):
            while moment - self.moments[first] >= 1:
                first += 1
            most = max(most, last - first + 1)
        return most

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            if event.type() in APART or event.spontaneous():
                self._drawing = False
        elif not self._drawing and isinstance(watched, QWidget) and watched.window() is self._window:
            self._drawing = True
            self.moments.append(time.monotonic())
        return False
