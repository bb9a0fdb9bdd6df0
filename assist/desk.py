"""The agent's side of a running call: what they do, as events, and the switches that they hold."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator

from assist.events import Event
from assist.switch import Switch

_LOOK_UP_SECONDS = 0.1


class Desk:
    """Between the thread that hears a call and whoever sits before it. One desk a call.

    `stop`: the call is to end: last words, then the note. `paused`: nothing is to be heard or kept for now;
    `muted`: nothing of the agent. `client_speaks`: on a call with one microphone, it is the client who speaks now.
    `left`: the agent is done with the call, also with the work after it.
    """

    def __init__(self) -> None:
        self._actions: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.stop = threading.Event()
        self.paused = Switch()
        self.muted = Switch()
        self.client_speaks = Switch()
        self.left = threading.Event()

    def put(self, action: Event) -> None:
        """The agent did something: answered a card, ticked a step, changed the note."""
        self._actions.put(action)

    def __iter__(self) -> Iterator[Event]:
        """What was done since the last time; never waits, so the call's thread may ask after every chunk."""
        with contextlib.suppress(queue.Empty):
            while True:
                yield self._actions.get_nowait()

    def until_left(self) -> Iterator[Event]:
        """What is done from now on, as it is done, until the agent leaves."""
        while not self.left.is_set():
            with contextlib.suppress(queue.Empty):
                yield self._actions.get(timeout=_LOOK_UP_SECONDS)
        yield from self
