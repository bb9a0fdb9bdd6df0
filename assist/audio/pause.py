"""A call that is paused goes on, but nothing of it is heard: what was said becomes silence before anything sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np

from assist.audio.chunk import AudioChunk
from assist.events import Channel, Event, Gap


def hushed(
    chunks: Iterator[AudioChunk],
    paused: threading.Event,
    muted: threading.Event | None = None,
    tell: Callable[[Event], None] = lambda event: None,
    time: Callable[[], float] = lambda: 0.0,
) -> Iterator[AudioChunk]:
    """The chunks in their time; those that come while `paused` is set are silent, the agent's while `muted` is.

    `time` is the call time now: what was said in a pause is silent even where it comes when that is over. `tell` is
    given each Gap that this makes, when it begins and when it ends. The source closes with it.
    """
    gaps: dict[Channel, Gap] = {}
    paused_until = muted_until = 0.0
    try:
        for chunk in chunks:
            if paused.is_set():
                paused_until = max(chunk.end, time())
            if muted is not None and muted.is_set():
                muted_until = max(chunk.end, time())
            off = chunk.start < paused_until
            mute = chunk.start < muted_until and chunk.channel == "agent"
            gap = gaps.get(chunk.channel)
            if gap is not None and not (off if gap.reason == "paused" else mute and not off):
                tell(Gap(chunk.start, chunk.channel, gap.start, chunk.start, gap.reason))
                del gaps[chunk.channel]
            if not (off or mute):
                yield chunk
                continue
            if chunk.channel not in gaps:
                reason = "paused" if off else "muted"
                begun = Gap(chunk.start, chunk.channel, chunk.start, None, reason)  # type: ignore[arg-type]
                gaps[chunk.channel] = begun
                tell(begun)
            yield AudioChunk(chunk.channel, chunk.start, np.zeros_like(chunk.samples))
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
