"""What happens beside the calls: too old ones are erased, day by day, and those for the team are sent to it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from assist.calls.store import Store, team
from assist.calls.store.address import team_address
from assist.calls.store.erase import forget
from assist.calls.store.outbox import send, take_erasures
from assist.errors import InputError
from assist.settings import Retention, Settings

EVERY_SECONDS = 5.0
LONGEST_WAIT = 300.0
"""Between two tries while the team's database cannot be reached."""


class Sender:
    """A thread of its own. `settings`: as they are now, for a window may be open for weeks and change them: sound that
    is to be kept from today on must not be erased by yesterday's rule. `trouble` is why nothing can be sent, or None.
    """

    def __init__(self, path: Path, settings: Callable[[], Settings]) -> None:
        self.trouble: str | None = None
        self._path = path
        self._settings = settings
        self._team: str | None = None
        self._there: Store | None = None
        self._asks_team = True  # what was erased there, and what is too old
        self._day: date | None = None
        self._wait = LONGEST_WAIT
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
        stopped = False
        while True:
            try:
                self._look(self._settings())
            except InputError as problem:  # nothing is erased or sent by settings that cannot be read
                self.trouble = str(problem)
            if stopped:
                break
            stopped = self._stop.wait(self._wait)  # once more after the call, for its end
        self._leave_team()

    def _look(self, chosen: Settings) -> None:
        if (today := date.today()) != self._day:
            self._day, self._asks_team = today, True
            self._forget(chosen.retention)
        if chosen.team != self._team:
            self._leave_team()
            self._team, self._asks_team, self.trouble = chosen.team, True, None
            self._wait = LONGEST_WAIT if self._team is None else EVERY_SECONDS
        if self._team is not None:
            self._send(self._team)

    def _leave_team(self) -> None:
        if self._there is not None:
            self._there.close()
            self._there = None

    def _forget(self, rule: Retention) -> None:
        try:
            with closing(Store(self._path)) as local:
                forget(local, text_days=rule.text_days, audio_days=rule.audio_days, now=datetime.now())
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
            self._leave_team()  # the password may be another by the next time
            self.trouble, self._wait = str(problem), min(self._wait * 2, LONGEST_WAIT)
