"""A call with one microphone for both, as from a desk phone on speaker: a key says who speaks now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from assist.audio.chunk import AudioChunk
from assist.switch import Switch


def parted(
    chunks: Iterator[AudioChunk], client_speaks: Switch, time: Callable[[], float]
) -> Iterator[AudioChunk]:
    """The agent's chunks, as the client's where `client_speaks` was set; the other one is silent meanwhile.

    `time` is the call time now: a chunk may come long after it was said. Before the key is used for the first time,
    nothing is known of a client, and nothing is said of one. The source closes with it.
    """
    two = False
    try:
        for chunk in chunks:
            ago = time() - (chunk.start + chunk.end) / 2
            client = client_speaks.was_set(ago, ago)
            two = two or client
            silence = np.zeros_like(chunk.samples)
            yield AudioChunk("agent", chunk.start, silence if client else chunk.samples)
            if two:
                yield AudioChunk("client", chunk.start, chunk.samples if client else silence)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
