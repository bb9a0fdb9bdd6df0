"""What happens beside the calls: too old ones are erased, and those for the team are sent to it."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

from assist.calls.store import Store, team
from assist.calls.store.address import team_address
from assist.calls.store.erase import forget
from assist.calls.store.outbox import send, take_erasures
from assist.errors import InputError

EVERY_SECONDS = 5.0
LONGEST_WAIT = 300.0
"""Between two tries while the team's database cannot be reached."""


class Sender:
    """A thread of its own. `trouble` is why nothing can be sent, or None."""

    def __init__(self, path: Path, *, team: str | None, text_days: int, audio_days: int) -> None:
        self.trouble: str | None = None
        self._path = path
        self._team = team
        self._days = (text_days, audio_days)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> Sender:
        self._thread.start()
        return self

    def stop(self, seconds: float = 5.0) -> None:
        """Sends what is there and ends; what takes longer than so many seconds waits for the next start."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            text_days, audio_days = self._days
            with closing(Store(self._path)) as local:
                forget(local, text_days=text_days, audio_days=audio_days, now=datetime.now())
        except InputError as problem:
            self.trouble = str(problem)
        if self._team is not None:
            self._send_until_stopped(self._team)

    def _send_until_stopped(self, address: str) -> None:
        there: Store | None = None
        wait = EVERY_SECONDS
        fresh, last = True, False
        while True:
            try:
                if there is None:
                    there = Store.of_team(team_address(address))
                with closing(Store(self._path)) as local:  # whoever encrypts the file must be alone with it
                    send(local, there)
                    if fresh:
                        take_erasures(local, there)
                if fresh:
                    team.forget(there)
                    fresh = False
                self.trouble, wait = None, EVERY_SECONDS
            except InputError as problem:
                self.trouble, wait = str(problem), min(wait * 2, LONGEST_WAIT)
            if last:
                break
            last = self._stop.wait(wait)  # once more after the call, for its end
        if there is not None:
            there.close()
