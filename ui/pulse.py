"""Keeps the window calm: however fast records arrive, it is drawn at most ten times a second."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from assist.events import Channel, Level, Note, Partial

INTERVAL_MS = 100


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
    """Hands records on in batches: the first at once, what follows it within 100 ms together."""

    batch = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[object] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._hand_on)

    @Slot(object)
    def take(self, record: object) -> None:
        self._waiting.append(record)
        if not self._timer.isActive():
            self._hand_on()

    @Slot()
    def _hand_on(self) -> None:
        if self._waiting:
            records, self._waiting = self._waiting, []
            self._timer.start()
            self.batch.emit(coalesced(records))
