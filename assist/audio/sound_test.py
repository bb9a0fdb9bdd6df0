"""An input tried out: two seconds of it are recorded and then played, so that one hears what the program hears."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import chain

import numpy as np

from assist.audio.chunk import Samples
from assist.audio.level import level, meter
from assist.audio.live import LiveSound
from assist.audio.recorded_sound import BLOCK
from assist.audio.speaker import Speaker
from assist.audio.tempo import Tempo

SECONDS = 2.0
OPENING_SECONDS = 4.0
"""For which an input may be silent to the last bit, as it is while it is being opened."""


def tried_out(device: str | int | None, stop: threading.Event) -> Iterator[tuple[str, float]]:
    """What is done now, "recording" or "playing", with how loud that is, 0 to 1; again and again, until it is over or
    `stop` is set. InputError where the device cannot be opened, or nothing can be played."""
    parts: list[Samples] = []
    opened = 0.0
    with closing(iter(LiveSound(device, None, stop, to_the_clock=False))) as chunks:
        for chunk in chunks:
            if not parts and not chunk.samples.any() and chunk.end < OPENING_SECONDS:
                opened = chunk.end
                continue
            parts.append(chunk.samples)
            yield "recording", meter(level(chunk.samples))
            if chunk.end >= opened + SECONDS:
                break
    if stop.is_set() or not parts:
        return
    recorded = np.concatenate(parts)
    speaker = Speaker()
    try:
        tempo = Tempo(1.0, speaker.rate)
        for start in range(0, len(recorded), BLOCK):
            if stop.is_set():
                break
            block = recorded[start : start + BLOCK]
            yield "playing", meter(level(block))
            for both in tempo.feed(np.stack((block, block), axis=1)):
                speaker.play(both)
        for both in chain(tempo.finish(), speaker.tail()):
            if stop.is_set():
                break
            speaker.play(both)
    finally:
        speaker.close()
