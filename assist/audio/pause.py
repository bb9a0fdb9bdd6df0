"""A call that is paused goes on, but nothing of it is heard: what was said becomes silence before anything sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from assist.audio.chunk import AudioChunk
from assist.events import Channel, Event, Gap
from assist.switch import Switch


def hushed(
    chunks: Iterator[AudioChunk],
    paused: Switch,
    muted: Switch | None = None,
    tell: Callable[[Event], None] = lambda event: None,
    time: Callable[[], float] = lambda: 0.0,
) -> Iterator[AudioChunk]:
    """The chunks in their time; those that come while `paused` is set are silent, the agent's while `muted` is.

    `time` is the call time now: what was said in a pause is silent even where it comes when that is over. `tell` is
    given each Gap that this makes, when it begins and when it ends. The source closes with it.
    """
    gaps: dict[Channel, Gap] = {}

    def silent(chunk: AudioChunk, switch: Switch) -> bool:
        now = time()
        return switch.is_set() or switch.was_set(now - chunk.start, now - chunk.end)

    try:
        for chunk in chunks:
            off = silent(chunk, paused)
            mute = muted is not None and chunk.channel == "agent" and silent(chunk, muted)
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
