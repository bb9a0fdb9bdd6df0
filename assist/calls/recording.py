"""One call while it is being kept: into the store, and where that fails, into memory and a rescue file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import BaseFileLock

from assist.calls.call_start import CallStart
from assist.calls.rescue import Line, RescueFile, rescue_folders
from assist.calls.running import let_go, running_lock
from assist.calls.store import Erased, Store
from assist.errors import InputError
from assist.events import FLEETING, Event, Note, Notice, Saved

RETRY_SECONDS = 10.0
"""Of call time, before a store that failed is tried again; a locked one makes the call wait each time."""


class Lasting:
    """What of a call is worth keeping: everything but what is fleeting, and the note only when it changed."""

    def __init__(self) -> None:
        self._last_note: Note | None = None

    def takes(self, happened: Event) -> bool:
        if isinstance(happened, FLEETING):
            return False
        if isinstance(happened, Note):
            if self._last_note and happened.fields == self._last_note.fields:
                return False
            self._last_note = happened
        return True


class Recording:
    """The store is opened when the first thing happens, for a call of which nothing could be heard is none; one that
    cannot be opened is a trouble like any other. `trouble` says in one sentence what is wrong, and is None while all
    that happened is in the store.
    """

    def __init__(self, path: Path, start: CallStart, *, for_team: bool = False) -> None:
        self.start = start
        self.call: int | None = None
        self.trouble: str | None = None
        self._path = path
        self._for_team = for_team
        self._store: Store | None = None
        self._file: os.stat_result | None = (
            None  # the store's, as it was when this call was last written into it
        )
        self._lock: BaseFileLock | None = None
        self._rescue: RescueFile | None = None
        # the whole call but for notes that the store has and newer ones replaced, for a rescue file that is whole by
        # itself
        self._lines: list[Line] = []
        self._stored = 0  # so many lines are in the store
        self._noted: int | None = None  # which of these is the note
        self._position = 0  # the last of them there, where others may have said something of the call
        self._rescued = 0  # and so many in the rescue file
        self._ended = False  # which has the call's end, too
        self._erased = False
        self._tried_at = float("-inf")
        self._seconds: float | None = None
        self._lasting = Lasting()

    def keep(self, happened: Event) -> bool:
        """On return the event survives a crash of the program, in the store (True) or in the rescue file."""
        if self._erased:
            return False
        lasting = self._lasting.takes(happened)
        if lasting:
            self._lines.append(happened.to_json())
        elif self._tried_at >= 0:
            return False
        return self._hold(happened.at) and lasting

    def end(self, seconds: float) -> bool:
        """The call is over, after so many seconds; what is kept later was done after it. True where the store has
        all of it."""
        if self._erased:
            return False
        self._seconds = seconds
        self._tried_at = float("-inf")
        return self._hold(seconds)

    def close(self) -> None:
        """Lets go of the store and the files; a call without an end is offered at the next start."""
        if self._rescue:
            with suppress(OSError):  # its disk is full, as somebody was told
                self._rescue.close()
        if self._store:
            self._store.close()  # and opened anew by what is done after the call: the file may be encrypted by then
        if self._lock:
            let_go(self._lock)
        self._store, self._lock = None, None
        self._rescue, self._rescued, self._ended = None, 0, False

    def _hold(self, at: float) -> bool:
        """Brings the store up to what happened, or else the rescue file."""
        if self.trouble and 0 <= at - self._tried_at < RETRY_SECONDS:
            self._rescue_rest()
            return False
        self._tried_at = at
        try:
            self._catch_up()
        except Erased as problem:
            self._give_up(problem)
            return False
        except InputError as problem:
            self._fall_back(problem)
            return False
        self._need_no_rescue()
        self.trouble = None
        return True

    def _catch_up(self) -> None:
        if self._file is not None and _is_another(self._path, self._file):
            # moved away, deleted or replaced: what is written into it from now on nobody finds any more, and no error
            # tells of it; the one that is there now is told the whole call
            if self._store:
                self._store.close()
            self._store, self._file, self.call = None, None, None
            self._stored, self._position, self._noted = 0, 0, None
        if self._store is None:
            self._store = Store(self._path, for_team=self._for_team)
        if self.call is None:
            if self._lock is None:
                lock = running_lock(self._path, self.start.key)
                with self._store.database.plain_words("written"):
                    lock.acquire()
                self._lock = lock
            self.call = self._store.begin(self.start)
        if self._stored < len(self._lines):
            rest = self._lines[self._stored :]
            self._position = self._store.append(self.call, self._position + 1, rest)
            self._drop_old_notes()
        if self._seconds is not None:
            self._store.end(self.call, self._seconds)
        with suppress(OSError):  # gone by now, as is seen the next time
            self._file = self._path.stat()

    def _drop_old_notes(self) -> None:
        """A note grows with the call, and is told anew at every change of it: after three hours all that were told
        would be nearly all that a call takes in memory."""
        fresh = [
            place
            for place in range(self._stored, len(self._lines))
            if self._lines[place]["type"] == Note.type
        ]
        if fresh:
            old = [place for place in (self._noted, *fresh[:-1]) if place is not None]
            for place in reversed(old):
                del self._lines[place]
            self._noted = fresh[-1] - len(old)
        self._stored = len(self._lines)

    def _give_up(self, problem: Erased) -> None:
        """Somebody erased it: what is done after the call brings none of it back."""
        self._need_no_rescue()
        self._erased = True
        self._lines.clear()
        self.trouble = str(problem)

    def _need_no_rescue(self) -> None:
        if self._rescue:
            with suppress(
                OSError
            ):  # its disk takes nothing any more: it is left there, and no reason to end a call
                self._rescue.remove()
            self._rescue, self._rescued, self._ended = None, 0, False

    def _fall_back(self, problem: InputError) -> None:
        """The rescue file gets the whole call: nobody knows how much of the database will be left."""
        if self._rescue is None:
            with suppress(OSError):
                self._rescue = RescueFile(rescue_folders(self._path), self.start, self._lines)
                self._rescued = len(self._lines)
        self._rescue_rest()
        self.trouble = f"This call cannot be saved just now. {problem} " + (
            f"Meanwhile it is in {self._rescue.path}, which `call-assist calls import` takes."
            if self._rescue
            else "It is in memory only: keep the window open until it is saved."
        )

    def _rescue_rest(self) -> None:
        try:
            while self._rescue and self._rescued < len(self._lines):
                self._rescue.add(self._lines[self._rescued])
                self._rescued += 1
            if self._rescue and self._seconds is not None and not self._ended:
                self._rescue.end(self._seconds)
                self._ended = True
        except OSError:
            # in memory; a new file, which another disk may take, is tried with the store
            self._rescue, self._rescued, self._ended = None, 0, False


def _is_another(path: Path, was: os.stat_result) -> bool:
    """Whether another file is there, or none, or less of it: a database never gives room back."""
    try:
        now = path.stat()
    except OSError:
        return True
    return (now.st_dev, now.st_ino) != (was.st_dev, was.st_ino) or now.st_size < was.st_size


def kept(recording: Recording, events: Iterator[Event]) -> Iterator[Event]:
    """The same events, each kept before it is passed on, and Saved after each that was.

    Where the store fails, the call goes on, and a Notice says so once; what waits is saved as soon as the store
    works again, and the end of the call says where it is otherwise.
    """
    at = 0.0
    told = False
    try:
        for happened in events:
            at = max(at, happened.at)
            saved = recording.keep(happened)
            if recording.trouble and not told:
                yield Notice(at, recording.trouble, until="saved")
            told = recording.trouble is not None
            yield happened
            if saved:
                yield Saved(at)
        if recording.end(at):
            if told:
                yield Saved(at)
        elif recording.trouble:
            yield Notice(at, recording.trouble)
    finally:
        recording.close()
