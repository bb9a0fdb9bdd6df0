"""The sound of a kept call, read from any second on: one file a channel, the agent left and the client right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from assist.audio.chunk import SAMPLE_RATE
from assist.errors import InputError
from assist.events import CHANNELS, Channel

Stereo = NDArray[np.float32]
"""(samples, 2), -1 to 1, at SAMPLE_RATE."""

BLOCK = SAMPLE_RATE // 10
_ACROSS = 0.25
"""So much of each is heard on the other's side: two voices each in one ear tire."""


def blocks(files: Mapping[Channel, Path], start: float) -> Iterator[Stereo]:
    """The sound from `start` on, in blocks of a tenth of a second, the last one shorter. Where one channel is
    over, or missing, it is silent. InputError where a file cannot be read."""
    channels = [_channel(files[channel], start) if channel in files else iter(()) for channel in CHANNELS]
    for agent, client in zip_longest(*channels):
        size = max(len(one) for one in (agent, client) if one is not None)
        left, right = (_filled(one, size) for one in (agent, client))
        own = 1 - _ACROSS
        yield np.stack((left * own + right * _ACROSS, right * own + left * _ACROSS), axis=1)


def _channel(path: Path, start: float) -> Iterator[NDArray[np.float32]]:
    """A channel's samples in blocks, from `start` on."""
    waiting: list[NDArray[np.float32]] = []
    count = 0
    for samples in _decoded(path, start):
        waiting.append(samples)
        count += len(samples)
        if count >= BLOCK:
            whole = np.concatenate(waiting)
            whole_blocks = count // BLOCK * BLOCK
            for first in range(0, whole_blocks, BLOCK):
                yield whole[first : first + BLOCK]
            waiting, count = [whole[whole_blocks:]], count - whole_blocks
    if count:
        yield np.concatenate(waiting)


def _decoded(path: Path, start: float) -> Iterator[NDArray[np.float32]]:
    wanted = round(start * SAMPLE_RATE)
    at: int | None = None
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            if wanted and stream.time_base is not None:
                # back by a little: a frame that begins before is where the sound begins
                container.seek(int(max(start - 0.5, 0) / stream.time_base), stream=stream)
            convert = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
            for frame in container.decode(stream):
                if at is None:
                    at = round((frame.time or 0.0) * SAMPLE_RATE)
                for part in convert.resample(frame):
                    samples = part.to_ndarray().reshape(-1).astype(np.float32, copy=False)
                    first, at = max(wanted - at, 0), at + len(samples)
                    if first < len(samples):
                        yield samples[first:]
    except (av.FFmpegError, OSError, IndexError) as problem:
        if not isinstance(problem, av.EOFError):
            raise InputError(f"The recording {path.name} cannot be played ({problem}).") from problem
    if at is None and not wanted:  # elsewhere there is nothing beyond the end
        raise InputError(f"The recording {path.name} cannot be played (it holds no sound).")


def _filled(samples: NDArray[np.float32] | None, size: int) -> NDArray[np.float32]:
    if samples is None:
        return np.zeros(size, np.float32)
    return samples if len(samples) == size else np.pad(samples, (0, size - len(samples)))
