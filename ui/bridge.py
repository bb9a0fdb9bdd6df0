"""The one crossing between the thread that hears the call and the window that shows it."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from assist.events import Event


@dataclass(frozen=True, slots=True)
class Ended:
    """No more events will come; `failure` is what stopped the call, if it did not end by itself."""

    failure: Exception | None = None


class ActionSink:
    """Takes what the agent does in the window (PromptAnswered, StepTicked). Iterating gives what was done
    since the last time and never waits, so the call's thread may ask after every chunk."""

    def __init__(self) -> None:
        self._actions: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def put(self, action: Event) -> None:
        self._actions.put(action)

    def __iter__(self) -> Iterator[Event]:
        with contextlib.suppress(queue.Empty):
            while True:
                yield self._actions.get_nowait()


StopFlag: TypeAlias = threading.Event
"""Set when the agent ends the call; the events then come to their end: last words, note."""

MakeEvents: TypeAlias = Callable[[ActionSink, StopFlag], Iterator[Event]]
"""Starts a call. What it gives is iterated in the call's thread."""


class Bridge(QObject):
    """Carries frozen records from the call's thread to the window, and the agent's actions back."""

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actions = ActionSink()
        self.stop: StopFlag = threading.Event()

    def carry(self, make_events: MakeEvents) -> None:
        """Runs a whole call in the calling thread; its last record is always Ended."""
        try:
            for event in make_events(self.actions, self.stop):
                self.arrived.emit(event)
        except Exception as failure:  # whatever it is, the person at the desk must see that it ended
            self.arrived.emit(Ended(failure))
        else:
            self.arrived.emit(Ended())
