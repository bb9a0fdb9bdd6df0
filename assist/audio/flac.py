"""Keeping a call's sound: one FLAC file a channel, written as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.container import OutputContainer

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.events import Channel, Event, Notice, SoundKept
from assist.paths import private_opener

_BUFFER = 4096  # bytes: less than half a second, which is what a crash can lose
# samples of silence written at once: the client of a desk phone may be heard for the first time after an hour
_SILENCE = 10 * SAMPLE_RATE


class FlacFile:
    """One channel on disk, for its owner only. A killed program leaves a file that plays to within a second."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = open(path, "wb", buffering=0, opener=private_opener)  # noqa: SIM115
        self._container: OutputContainer = av.open(
            self._file, "w", format="flac", buffer_size=_BUFFER, container_options={"flush_packets": "1"}
        )
        self._stream = self._container.add_stream("flac", rate=SAMPLE_RATE, layout="mono", format="s16")
        self._samples = 0

    def write(self, samples: Samples) -> None:
        whole = np.clip(np.round(samples * 32767), -32768, 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[None, :], format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._samples
        self._samples += len(samples)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        if self._samples:
            self._container.mux(self._stream.encode(None))
        self._container.close()
        self._file.close()


def recorded(
    chunks: Iterator[AudioChunk], folder: Path, key: str, tell: Callable[[Event], None]
) -> Iterator[AudioChunk]:
    """The same chunks, kept on the way in `folder`/`key`-agent.flac and -client.flac, a channel late in the call
    with silence before it. `tell` is given SoundKept with the first of it; where they cannot be written, the call
    goes on, and `tell` is given a Notice and that no sound is kept any more. The source closes with it.
    """
    files: dict[Channel, FlacFile] = {}
    trouble: OSError | None = None
    try:
        for chunk in chunks:
            if trouble is None:
                try:
                    if chunk.channel not in files:
                        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                        first = not files
                        files[chunk.channel] = FlacFile(folder / f"{key}-{chunk.channel}.flac")
                        before = round(chunk.start * SAMPLE_RATE)
                        for written in range(0, before, _SILENCE):
                            files[chunk.channel].write(np.zeros(min(_SILENCE, before - written), np.float32))
                        if first:
                            tell(SoundKept(chunk.start, True))
                    files[chunk.channel].write(chunk.samples)
                except OSError as problem:  # PyAV's errors are such, too
                    trouble = problem
                    if files:
                        tell(SoundKept(chunk.end, False))
                    tell(Notice(chunk.end, f"The sound is not recorded any more ({problem.strerror})."))
            yield chunk
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        for file in files.values():
            try:
                file.close()
            except OSError as problem:
                if trouble is None:
                    tell(Notice(0.0, f"The recording's end could not be written ({problem.strerror})."))
