"""What happens beside the calls: too old ones are erased, day by day, and those for the team are sent to it."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import date, datetime
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
        self._there: Store | None = None
        self._asks_team = True  # what was erased there, and what is too old
        self._wait = LONGEST_WAIT if team is None else EVERY_SECONDS
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
        day: date | None = None
        stopped = False
        while True:
            if (today := date.today()) != day:  # the window may be open for weeks
                day, self._asks_team = today, True
                self._forget()
            if self._team is not None:
                self._send(self._team)
            if stopped:
                break
            stopped = self._stop.wait(self._wait)  # once more after the call, for its end
        if self._there is not None:
            self._there.close()

    def _forget(self) -> None:
        text_days, audio_days = self._days
        try:
            with closing(Store(self._path)) as local:
                forget(local, text_days=text_days, audio_days=audio_days, now=datetime.now())
        except InputError as problem:
            self.trouble = str(problem)

    def _send(self, address: str) -> None:
        try:
            if self._there is None:
                self._there = Store.of_team(team_address(address))
            with closing(Store(self._path)) as local:  # whoever encrypts the file must be alone with it
                send(local, self._there)
                if self._asks_team:
                    take_erasures(local, self._there)
            if self._asks_team:
                team.forget(self._there)
                self._asks_team = False
            self.trouble, self._wait = None, EVERY_SECONDS
        except InputError as problem:
            self.trouble, self._wait = str(problem), min(self._wait * 2, LONGEST_WAIT)
