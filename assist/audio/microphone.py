"""The agent's microphone and the caller's device. The only file that knows the sound library."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from assist.audio.chunk import SAMPLE_RATE, AudioChunk
from assist.errors import InputError
from assist.events import Channel

BLOCK_SECONDS = 0.05
_LOST_SECONDS = 0.25  # blocks come in bunches: a smaller step of the clock is no loss
_GONE_SECONDS = 5.0  # an unplugged device may just stop calling back
_LOOK_UP_SECONDS = 0.2  # how soon a wish to stop is seen while nothing is heard


@dataclass(frozen=True, slots=True)
class Device:
    """A device that sound can be recorded from."""

    index: int
    name: str
    channels: int
    host_api: str
    default: bool


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """What a callback left: some sound at the device's own rate, or None where the stream has ended."""

    microphone: Microphone
    at: float
    """`time.monotonic()` at its end."""
    samples: NDArray[np.float32] | None


def list_devices() -> list[Device]:
    """All devices with an input. Raises InputError where the sound library is missing."""
    library = _library()
    default = library.default.device[0]
    apis = [api["name"] for api in library.query_hostapis()]
    return [
        Device(
            device["index"], device["name"], device["max_input_channels"], apis[device["hostapi"]],
            device["index"] == default,
        )
        for device in library.query_devices()
        if device["max_input_channels"] > 0
    ]  # fmt: skip


def find_device(wanted: str | int | None) -> Device:
    """The device by its number, its name or a part of its name; the default one for None.

    Raises InputError naming what there is.
    """
    devices = list_devices()
    if not devices:
        raise InputError("No microphone was found: plug one in, or allow the program to use it.")
    if wanted is None:
        return next((device for device in devices if device.default), devices[0])
    text = str(wanted)
    found = [device for device in devices if text == str(device.index)]
    found = found or [device for device in devices if text == device.name]
    found = found or [device for device in devices if text.casefold() in device.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = "; ".join(f"{device.index}: {device.name}" for device in found or devices)
    if found:
        raise InputError(
            f'More than one input device is called "{wanted}": give one of the numbers of {names}.'
        )
    raise InputError(f'There is no input device "{wanted}": expected one of {names}.')


class Microphone:
    """One input device, open while the context is. Its blocks go into `heard`, which several may share.

    A device recorded in stereo is mixed to one channel.
    """

    def __init__(self, channel: Channel, device: str | int | None, heard: SimpleQueue[Block]) -> None:
        found = find_device(device)
        self.channel: Channel = channel
        self.name = found.name
        self._heard = heard
        self._start: float | None = None
        self._samples = 0
        library = _library()
        rate = round(library.query_devices(found.index)["default_samplerate"])
        self._resampler = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")
        try:
            self._stream: Any = library.InputStream(
                samplerate=rate, blocksize=round(rate * BLOCK_SECONDS), device=found.index,
                channels=min(2, found.channels), dtype="float32",
                callback=self._listen, finished_callback=self._end,
            )  # fmt: skip
        except library.PortAudioError as problem:
            raise self._failed(problem) from problem

    def __enter__(self) -> Microphone:
        try:
            self._stream.start()
        except _library().PortAudioError as problem:
            self._stream.close()
            raise self._failed(problem) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close(ignore_errors=True)

    def chunks(self, samples: NDArray[np.float32] | None, begun: float) -> Iterator[AudioChunk]:
        """The next samples at 16 kHz, or what the resampler still holds for None: one chunk, or none yet.

        `begun`: the call time at which these samples began. Time is counted in samples; where the clock shows
        that sound was lost, it jumps ahead, so that later words keep their place in the call.
        """
        last = samples is None
        block = self._resampler.resample_chunk(np.zeros(0, np.float32) if samples is None else samples, last)
        if self._start is None:
            self._start = begun
        lost = begun - (self._start + self._samples / SAMPLE_RATE)
        if lost > _LOST_SECONDS:
            self._start += lost
        if len(block):
            yield AudioChunk(self.channel, self._start + self._samples / SAMPLE_RATE, block)
            self._samples += len(block)

    def _listen(self, sound: NDArray[np.float32], frames: int, when: Any, status: Any) -> None:
        """Runs in the sound library's own thread, where nothing may take long."""
        self._heard.put(Block(self, time.monotonic(), sound.mean(axis=1)))

    def _end(self) -> None:
        self._heard.put(Block(self, time.monotonic(), None))

    def _failed(self, problem: Exception) -> InputError:
        return InputError(
            f'The input device "{self.name}" cannot be opened ({problem}): close what else records from it, '
            "or choose another."
        )


def live(
    agent_device: str | int | None, client_device: str | int | None, stop: threading.Event
) -> Iterator[AudioChunk]:
    """A call as it happens, until `stop` is set, in the order in which its sound arrives.

    The client is heard where a device is named for them. Where a stream breaks off, what was heard is
    given first, and InputError raised then.
    """
    heard: SimpleQueue[Block] = SimpleQueue()
    broken: Microphone | None = None
    origin: float | None = None
    with ExitStack() as streams:
        microphones = [streams.enter_context(Microphone("agent", agent_device, heard))]
        if client_device is not None:
            microphones.append(streams.enter_context(Microphone("client", client_device, heard)))
        newest = time.monotonic()
        while not stop.is_set():
            try:
                block = heard.get(timeout=_LOOK_UP_SECONDS)
            except Empty:
                if time.monotonic() - newest > _GONE_SECONDS:
                    broken = microphones[0]
                    break
                continue
            newest = block.at
            if block.samples is None:
                broken = block.microphone
                break
            begun = block.at - BLOCK_SECONDS
            origin = begun if origin is None else origin
            yield from block.microphone.chunks(block.samples, max(0.0, begun - origin))
    while not heard.empty():
        block = heard.get()
        if block.samples is not None:
            yield from block.microphone.chunks(block.samples, 0.0)
    for microphone in microphones:
        yield from microphone.chunks(None, 0.0)
    if broken is not None:
        raise InputError(f'The input device "{broken.name}" stopped: plug it in again, or choose another.')


def _library() -> Any:
    try:
        import sounddevice
    except OSError as problem:  # the Python package is there, PortAudio itself is not
        raise InputError(
            f"The sound library PortAudio is missing ({problem}): on Debian, install libportaudio2."
        ) from problem
    return sounddevice
