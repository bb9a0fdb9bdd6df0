"""Keeps the window calm: whatever changes by itself changes with a beat, and there are at most ten a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot

from assist.events import Channel, Level, Note, Partial

INTERVAL_MS = 105
"""A little over the tenth of a second, so that a frame that comes late never makes eleven."""


def coalesced(records: Sequence[object]) -> list[object]:
    """The records that still matter, in order: of the partials of a channel and of the notes only the last,
    of the levels of a channel the loudest."""
    loudest: dict[Channel, Level] = {}
    for record in records:
        if isinstance(record, Level):
            known = loudest.get(record.channel)
            loudest[record.channel] = record if known is None or record.value > known.value else known
    last: dict[object, int] = {}
    for index, record in enumerate(records):
        if isinstance(record, Partial):
            last["partial", record.channel] = index
        elif isinstance(record, Note):
            last["note"] = index
    kept: list[object] = list(loudest.values())
    for index, record in enumerate(records):
        if isinstance(record, Partial):
            if last["partial", record.channel] == index:
                kept.append(record)
        elif isinstance(record, Note):
            if last["note"] == index:
                kept.append(record)
        elif not isinstance(record, Level):
            kept.append(record)
    return kept


class Pulse(QObject):
    """The one clock of the window. Records are handed on in batches, the first at once, what follows it together
    with the next beat; a change that is seen happening takes its steps with the same beats.

    What the agent does by hand is drawn at once."""

    batch = Signal(object)

    def __init__(self, window: QObject | None = None) -> None:
        super().__init__(window)
        self._drawn = True
        self._waiting: list[object] = []
        self._steps: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        # any other kind may come 5 % early
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.beat)
        if window is not None:
            window.installEventFilter(self)

    @Slot(object)
    def take(self, record: object) -> None:
        self._waiting.append(record)
        if not self._timer.isActive():
            self.beat()

    def forget(self) -> None:
        """What waits to be handed on is of a call that is left."""
        self._waiting.clear()

    def at_next_beat(self, step: Callable[[], object]) -> None:
        """Does something with the next beat, before its records are handed on."""
        self._steps.append(step)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def beat(self) -> None:
        """Hands on what waits. The next beat is an interval after what came of this one was drawn."""
        steps, self._steps = self._steps, []
        records, self._waiting = self._waiting, []
        if not steps and not records:
            return
        self._drawn = False
        for step in steps:
            step()
        if records:
            self.batch.emit(coalesced(records))
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._drawn and event.type() == QEvent.Type.UpdateRequest:
            self._drawn = True
            self._timer.start()
        return False
