"""Sound made faster or slower while voices keep their pitch: FFmpeg's `atempo`, which overlaps and adds waves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph

from assist.audio.chunk import SAMPLE_RATE
from assist.audio.recorded_sound import Stereo

SLOWEST, FASTEST = 0.75, 2.0


class Tempo:
    """`speed`: times as fast as life. `rate`: samples a second of what comes out."""

    def __init__(self, speed: float, rate: int = SAMPLE_RATE) -> None:
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"speed {speed}: expected {SLOWEST} to {FASTEST}")
        self._samples = 0
        graph = Graph()
        self._source = graph.add_abuffer(
            format="flt", sample_rate=SAMPLE_RATE, layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
        )
        parts = [self._source]
        if speed != 1:
            parts.append(graph.add("atempo", str(speed)))
        parts.append(graph.add("aresample", str(rate)))
        parts.append(graph.add("aformat", f"sample_fmts=flt:sample_rates={rate}:channel_layouts=stereo"))
        self._sink = graph.add("abuffersink")
        parts.append(self._sink)
        graph.link_nodes(*parts)
        graph.configure()
        self._graph = graph

    def feed(self, sound: Stereo) -> Iterator[Stereo]:
        """Takes sound in and gives what is ready."""
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound, np.float32).reshape(1, -1), format="flt", layout="stereo"
        )
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._samples
        self._samples += len(sound)
        self._source.push(frame)
        yield from self._ready()

    def finish(self) -> Iterator[Stereo]:
        """What is left at the end."""
        self._source.push(None)
        yield from self._ready()

    def _ready(self) -> Iterator[Stereo]:
        while True:
            try:
                frame = self._sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            assert isinstance(frame, av.AudioFrame)
            yield frame.to_ndarray().reshape(-1, 2).astype(np.float32, copy=False)
