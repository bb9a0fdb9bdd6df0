"""Work that takes a while, beside the window: a download, a microphone that is listened to."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from assist.errors import InputError


def sentence(error: Exception) -> str:
    """What went wrong, for whoever waits: they must see that it ended, whatever it is."""
    return str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"


class Errand(QObject):
    """Runs `work(tell, stop)` in a thread of its own. What it tells arrives as `told` in the window's thread; then
    `done` with an empty text, or with the one sentence that says what went wrong."""

    told = Signal(object)
    done = Signal(str)

    def __init__(
        self, work: Callable[[Callable[[object], None], threading.Event], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work = work
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="errand", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Asks it to stop, and listens no longer."""
        self.stop.set()
        self.told.disconnect()
        self.done.disconnect()
        self._thread.join(2.0)

    def _run(self) -> None:
        problem = ""
        try:
            self._work(self.told.emit, self.stop)
        except Exception as error:
            problem = sentence(error)
        self.done.emit(problem)
