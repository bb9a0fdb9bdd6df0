"""A recorded call as audio chunks, at the speed of decoding or at the speed of life."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from assist.audio.chunk import SAMPLE_RATE, AudioChunk
from assist.errors import InputError
from assist.events import CHANNELS
from assist.paths import unread

if TYPE_CHECKING:
    from av.container import InputContainer


def read_recording(path: Path, chunk_seconds: float = 0.1) -> Iterator[AudioChunk]:
    """The recording in chunks of `chunk_seconds`, in time order, the agent's before the client's.

    Stereo has the agent left and the client right. Mono is one channel whose speaker nobody knows; it is
    given as the agent's. Samples that are no numbers become 0, those beyond full scale are clipped. Of a
    damaged file, what decodes is used. Raises InputError where there is nothing to use.
    """
    _check_is_file(path)
    size = max(1, round(chunk_seconds * SAMPLE_RATE))
    position, rest = 0, None
    for block in _resampled(path):
        rest = block if rest is None else np.concatenate((rest, block), axis=1)
        while rest.shape[1] >= size:
            yield from _chunks(rest[:, :size], position)
            rest, position = rest[:, size:], position + size
    if rest is None:
        raise InputError(f"{path} holds no sound that can be decoded; expected a recording.")
    if rest.shape[1]:
        yield from _chunks(rest, position)


def _check_is_file(path: Path) -> None:
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except OSError as problem:
        raise unread(path, problem) from problem
    if is_folder:
        raise InputError(f"{path} is a folder; expected a recording.")


def paced(
    chunks: Iterable[AudioChunk],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[AudioChunk]:
    """The same chunks, each let out at the moment at which a microphone would have recorded it whole."""
    started = clock()
    for chunk in chunks:
        if (ahead := chunk.end - (clock() - started)) > 0:
            sleep(ahead)
        yield chunk


def _chunks(block: NDArray[np.float32], position: int) -> Iterator[AudioChunk]:
    for channel, samples in zip(CHANNELS, block, strict=False):
        # resampled, what was at full scale swings beyond it
        yield AudioChunk(channel, position / SAMPLE_RATE, np.clip(samples, -1.0, 1.0))


def _resampled(path: Path) -> Iterator[NDArray[np.float32]]:
    """Blocks of (1 or 2, samples) at 16 kHz. The format may change within the file, as in chained streams."""
    resampler, rate, channels = None, 0, 0
    for block, block_rate in _decoded(path):
        if block.shape[0] > len(CHANNELS) or (channels and block.shape[0] != channels):
            raise InputError(
                f"{path} has {block.shape[0]} channels; expected one, or two with the agent left and the "
                "client right, all through."
            )
        if resampler is None or block_rate != rate:
            if resampler is not None:
                yield resampler.resample_chunk(np.zeros((0, channels), np.float32), last=True).T
            rate, channels = block_rate, block.shape[0]
            resampler = soxr.ResampleStream(rate, SAMPLE_RATE, channels, dtype="float32")
        yield resampler.resample_chunk(np.ascontiguousarray(block.T)).T
    if resampler is not None:
        yield resampler.resample_chunk(np.zeros((0, channels), np.float32), last=True).T


def _decoded(path: Path) -> Iterator[tuple[NDArray[np.float32], int]]:
    """Blocks of (channels, samples) as they were recorded, with their rate; nothing where nothing decodes."""
    try:
        container = av.open(str(path.resolve()))
    except (av.FFmpegError, ValueError) as error:
        raise InputError(_unreadable(path, error)) from error
    with container:
        stream = container.streams.best("audio")
        if stream is None:
            raise InputError(f"{path} holds no sound; expected a recording.")
        as_floats = None
        for frame in _frames(container, stream.index):
            try:
                if as_floats is None:
                    as_floats = av.AudioResampler(format="fltp")
                converted = as_floats.resample(frame)
            except (ValueError, av.FFmpegError):  # the format changed: PyAV keeps to the first frame's
                as_floats = av.AudioResampler(format="fltp")
                try:
                    converted = as_floats.resample(frame)
                except (ValueError, av.FFmpegError):  # a damaged frame: what comes after it may be whole
                    continue
            for block in converted:
                samples = np.nan_to_num(block.to_ndarray(), nan=0.0, posinf=0.0, neginf=0.0)
                yield np.clip(samples, -1.0, 1.0), block.sample_rate


def _frames(container: InputContainer, index: int) -> Iterator[av.AudioFrame]:
    packets = container.demux(container.streams[index])
    packet = None
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            frames = packet.decode()
        except av.EOFError:
            return
        except av.FFmpegError:
            if packet is None:
                return
            continue
        yield from (frame for frame in frames if isinstance(frame, av.AudioFrame))


def _unreadable(path: Path, error: Exception) -> str:
    if isinstance(error, av.InvalidDataError):
        what = "is empty" if path.stat().st_size == 0 else "is in no sound format that is known here"
        return f"{path} {what}; expected a recording, such as WAV, FLAC, MP3, M4A or Opus, or a transcript (.jsonl)."
    return f"{path} cannot be read as a recording: {getattr(error, 'strerror', None) or error}."
