"""Puts a call and its window together: the call's thread, start, pause, end, save."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from assist.errors import InputError
from assist.events import Event, Note
from assist.note.text import note_text
from assist.switch import Switch
from ui.bridge import Bridge, Ended, MakeEvents
from ui.sidebar import Sidebar
from ui.words import tr

SaveNote = Callable[[Note], str]
"""Saves the note and says where, in a few words; InputError where it cannot."""


class CallControl(QObject):
    """One call at a time, each in a thread of its own."""

    def __init__(self, make_events: MakeEvents, sidebar: Sidebar, on_save: SaveNote | None) -> None:
        super().__init__(sidebar)
        self._make_events = make_events
        self._sidebar = sidebar
        self._on_save = on_save
        self._bridge: Bridge | None = None
        self._thread: threading.Thread | None = None
        self.failure: Exception | None = None
        sidebar.agent.start_asked.connect(self.start)
        sidebar.agent.end_asked.connect(self.end)
        sidebar.agent.pause_asked.connect(self.pause)
        sidebar.agent.mute_asked.connect(self.mute)
        sidebar.agent.client_speaks_asked.connect(self.client_speaks)
        sidebar.agent.save_asked.connect(self.save)
        sidebar.agent.copy_asked.connect(self.copy)
        sidebar.closed.connect(self.leave)
        sidebar.agent.action.connect(self.hand_on)

    @Slot()
    def start(self) -> None:
        self.start_with(self._make_events)

    def start_with(self, make_events: MakeEvents) -> None:
        """Starts a call that is another one than usual, such as the practice call."""
        self.leave()
        self.failure = None
        self._bridge = bridge = Bridge()
        bridge.arrived.connect(self._take)
        self._sidebar.begin()
        self._thread = threading.Thread(target=bridge.carry, args=(make_events,), name="call", daemon=True)
        self._thread.start()

    @Slot()
    def end(self) -> None:
        if self._bridge is not None:
            self._bridge.desk.stop.set()

    @Slot(bool)
    def pause(self, paused: bool) -> None:
        if self._bridge is not None:
            _switch(self._bridge.desk.paused, paused)

    @Slot(bool)
    def mute(self, muted: bool) -> None:
        if self._bridge is not None:
            _switch(self._bridge.desk.muted, muted)

    @Slot(bool)
    def client_speaks(self, speaks: bool) -> None:
        if self._bridge is not None:
            _switch(self._bridge.desk.client_speaks, speaks)

    @Slot()
    def leave(self) -> None:
        """The agent is done with the call that was: its thread may end, and says nothing to the next one."""
        if self._bridge is not None:
            self._bridge.desk.left.set()
            self._bridge = None

    def wait(self) -> None:
        """Gives the call's thread a moment to put everything away."""
        self.leave()
        if self._thread is not None:
            self._thread.join(2.0)

    @Slot(object)
    def hand_on(self, action: Event) -> None:
        if self._bridge is not None:
            self._bridge.desk.put(action)

    @Slot(object)
    def _take(self, record: object) -> None:
        if self.sender() is not self._bridge:
            return  # it was on its way from a call that is left
        if isinstance(record, Ended):
            self.failure = record.failure
        self._sidebar.pulse.take(record)

    @Slot()
    def copy(self) -> None:
        note = self._sidebar.note_view.note
        if note is not None:
            QGuiApplication.clipboard().setText(note_text(note.fields))
            self._sidebar.show_notice(tr("The note is on the clipboard."))

    @Slot()
    def save(self) -> None:
        note = self._sidebar.note_view.note
        if note is None:
            return
        if self._on_save is None:
            self.copy()
            return
        try:
            self._sidebar.show_note_saved(self._on_save(note))
        except InputError as error:
            self._sidebar.show_notice(str(error))


def _switch(flag: Switch, on: bool) -> None:
    (flag.set if on else flag.clear)()
