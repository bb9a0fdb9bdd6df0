"""A call with one microphone for both, as from a desk phone on speaker: a key says who speaks now."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np

from assist.audio.chunk import AudioChunk


def parted(chunks: Iterator[AudioChunk], client_speaks: threading.Event) -> Iterator[AudioChunk]:
    """The agent's chunks, as the client's while `client_speaks` is set; the other one is silent meanwhile.

    Before the key is used for the first time, nothing is known of a client, and nothing is said of one. The
    source closes with it.
    """
    two = False
    try:
        for chunk in chunks:
            client = client_speaks.is_set()
            two = two or client
            silence = np.zeros_like(chunk.samples)
            yield AudioChunk("agent", chunk.start, silence if client else chunk.samples)
            if two:
                yield AudioChunk("client", chunk.start, chunk.samples if client else silence)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
