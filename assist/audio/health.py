"""Whether a channel can be understood: its lamp, from its sound alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from assist.audio.chunk import SAMPLE_RATE, AudioChunk
from assist.audio.level import level
from assist.events import Channel, Event, Health

State = Literal["working", "silent", "too_quiet", "clipping", "lagging", "echo", "lost"]

WORDS: dict[State, str] = {
    "working": "Working.",
    "silent": "Nothing has been heard for a while: is it muted, or the wrong device?",
    "too_quiet": "Too quiet to be understood: move closer, or turn the level up.",
    "clipping": "Too loud: the sound is cut off. Turn the level down.",
    "lagging": "The sound comes late: the machine is too busy.",
    "echo": "The caller is in your microphone: use a headset.",
    "lost": "The device is gone; it is looked for.",
}
"""What each state means and what to do about it."""

SILENT_DBFS = -65.0
SILENT_SECONDS = 30.0
QUIET_DBFS = -45.0
CLIPPED = 0.985
_CLIPPED_PART = 0.001
_CLIPPING_SECONDS = 5.0  # how long the lamp stays after the last clipped sound
_LAGGING_SECONDS = 1.0
_WINDOW = 100  # tenths of a second over which speech is told from the room
_ABOVE_ROOM = 12.0  # dB


class Lamp:
    """One channel's state, from chunks in their order. `hear` gives the state after each."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._levels: deque[float] = deque(maxlen=_WINDOW)
        self._silent_seconds = 0.0
        self._since_clipped = _CLIPPING_SECONDS

    def hear(self, chunk: AudioChunk, behind: float = 0.0, echo: bool = False) -> State:
        """`behind`: seconds that the chunk is late. `echo`: whether the other channel was found in it."""
        self._rest = np.concatenate((self._rest, chunk.samples))
        step = SAMPLE_RATE // 10
        while len(self._rest) >= step:
            self._tenth(self._rest[:step])
            self._rest = self._rest[step:]
        if behind > _LAGGING_SECONDS:
            return "lagging"
        if self._since_clipped < _CLIPPING_SECONDS:
            return "clipping"
        if echo:
            return "echo"
        if self._silent_seconds >= SILENT_SECONDS:
            return "silent"
        return "too_quiet" if self._too_quiet() else "working"

    def _tenth(self, sound: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
        loud = level(sound)
        self._levels.append(loud)
        self._silent_seconds = 0.0 if loud > SILENT_DBFS else self._silent_seconds + 0.1
        clipped = float(np.mean(np.abs(sound) >= CLIPPED)) > _CLIPPED_PART
        self._since_clipped = 0.0 if clipped else self._since_clipped + 0.1

    def _too_quiet(self) -> bool:
        """Whether somebody speaks, well above the room, and not even their loudest syllables are loud."""
        if len(self._levels) < _WINDOW:
            return False
        room, speech = np.percentile(self._levels, [10, 95])
        return bool(max(room, SILENT_DBFS) + _ABOVE_ROOM < speech < QUIET_DBFS)


def watched(
    chunks: Iterator[AudioChunk],
    tell: Callable[[Event], None],
    behind: Callable[[], float] = lambda: 0.0,
    echo: Callable[[], bool] = lambda: False,
    lost: Callable[[Channel], bool] = lambda channel: False,
) -> Iterator[AudioChunk]:
    """The same chunks; `tell` is given a Health where a channel's state changes. The source closes with it.

    `behind`, `echo` and `lost` are asked at each chunk: how late the sound is, whether the caller is in the
    microphone, whether the channel's device is gone; whoever knows that has told of it, and its silence is no news.
    """
    lamps: dict[Channel, Lamp] = {}
    states: dict[Channel, State] = {}
    try:
        for chunk in chunks:
            if lost(chunk.channel):
                lamps.pop(chunk.channel, None)
                states[chunk.channel] = "lost"
                yield chunk
                continue
            lamp = lamps.setdefault(chunk.channel, Lamp())
            state = lamp.hear(chunk, behind(), chunk.channel == "agent" and echo())
            if states.get(chunk.channel) != state:
                states[chunk.channel] = state
                tell(Health(chunk.end, chunk.channel, state))
            yield chunk
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
