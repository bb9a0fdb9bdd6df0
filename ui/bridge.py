"""The one crossing between the thread that hears the call and the window that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from assist.desk import Desk
from assist.events import Event


@dataclass(frozen=True, slots=True)
class Ended:
    """No more events will come; `failure` is what stopped the call, if it did not end by itself."""

    failure: Exception | None = None


MakeEvents: TypeAlias = Callable[[Desk], Iterator[Event]]
"""Starts a call. What it gives is iterated in the call's thread."""


class Bridge(QObject):
    """Carries frozen records from the call's thread to the window; the agent's actions go back by the desk."""

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = Desk()

    def carry(self, make_events: MakeEvents) -> None:
        """Runs a whole call in the calling thread; its last record is always Ended. Once the agent has left the call
        it only goes on to its end: there may be no window any more."""
        try:
            for event in make_events(self.desk):
                self._tell(event)
        except Exception as failure:  # whatever it is, the person at the desk must see that it ended
            self._tell(Ended(failure))
        else:
            self._tell(Ended())

    def _tell(self, record: Event | Ended) -> None:
        if not self.desk.left.is_set():
            self.arrived.emit(record)
