"""A switch that somebody holds while the sound that it is about is still on its way."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable


class Switch:
    """On or off, and known for when it was which: sound may be taken up long after it was said, as while the speech
    model is being loaded. One thread turns it, any may ask. `clock`: seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turned: list[float] = []  # on, off, on, and so forth

    def set(self) -> None:
        if not self.is_set():
            self._turned.append(self._clock())

    def clear(self) -> None:
        if self.is_set():
            self._turned.append(self._clock())

    def is_set(self) -> bool:
        return len(self._turned) % 2 == 1

    def was_set(self, since: float, until: float) -> bool:
        """Whether it was on at any time from `since` to `until`, both in seconds ago."""
        now, turned = self._clock(), self._turned
        first, last = bisect_right(turned, now - since), bisect_right(turned, now - until)
        return first % 2 == 1 or last > first
