"""A call that is paused goes on, but nothing of it is heard: what was said becomes silence before anything sees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np

from assist.audio.chunk import AudioChunk


def hushed(chunks: Iterator[AudioChunk], paused: threading.Event) -> Iterator[AudioChunk]:
    """The chunks in their time; those that come while `paused` is set are silent. The source closes with it."""
    try:
        for chunk in chunks:
            if paused.is_set():
                yield AudioChunk(chunk.channel, chunk.start, np.zeros_like(chunk.samples))
            else:
                yield chunk
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
