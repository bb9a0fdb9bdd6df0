"""Work that takes a while, beside the window: a download, a microphone that is listened to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal, Slot

from assist.errors import InputError

Work = Callable[[Callable[[object], None], threading.Event], None]
"""What is done: it tells of itself by the first, and stops where the second is set."""


_WAIT_SECONDS = 2.0
"""For work that was asked to stop; the window never waits for it but when it closes."""


def sentence(error: Exception) -> str:
    """What went wrong, for whoever waits: they must see that it ended, whatever it is."""
    return str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"


class Errand(QObject):
    """One piece of work at a time, in a thread of its own. What it tells arrives as `told` in the window's thread; then
    `done` with an empty text, or with the one sentence that says what went wrong. `stopped`: the work that was done
    last had been asked to stop."""

    told = Signal(object)
    done = Signal(str)
    _heard = Signal(object, object)
    _ended = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stopped = False
        self._flag: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._heard.connect(self._hear)
        self._ended.connect(self._end)

    @property
    def running(self) -> bool:
        return self._flag is not None

    def begin(self, work: Work) -> None:
        """Does this; what was done until now is left, and is over, or nearly so, before this begins."""
        self.leave()
        self._flag = threading.Event()
        do = (work, self._flag, self._thread)
        self._thread = threading.Thread(target=self._run, args=do, name="errand", daemon=True)
        self._thread.start()

    @Slot()
    def stop(self) -> None:
        """Asks the work to stop; what it tells until then is heard."""
        if self._flag is not None:
            self._flag.set()

    @Slot()
    def leave(self) -> None:
        """Asks it to stop, and listens no longer."""
        if self._flag is not None:
            self._flag.set()
            self._flag = None

    def end(self, seconds: float = _WAIT_SECONDS) -> None:
        """The same when the window closes: what is half done has a moment to come to its end."""
        self.leave()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, work: Work, flag: threading.Event, before: threading.Thread | None) -> None:
        problem = ""
        if before is not None:
            before.join(_WAIT_SECONDS)  # two at once would want the same microphone
        try:
            if not flag.is_set():
                work(lambda news: self._heard.emit(flag, news), flag)
        except Exception as error:
            problem = sentence(error)
        with suppress(RuntimeError):  # the window is gone, and nobody waits any more
            self._ended.emit(flag, problem)

    @Slot(object, object)
    def _hear(self, flag: threading.Event, news: object) -> None:
        if flag is self._flag:
            self.told.emit(news)

    @Slot(object, str)
    def _end(self, flag: threading.Event, problem: str) -> None:
        if flag is self._flag:
            self._flag, self.stopped = None, flag.is_set()
            self.done.emit(problem)
