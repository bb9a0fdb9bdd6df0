"""The output that recorded calls are played on: the system's own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from assist.audio import pulse
from assist.audio.chunk import SAMPLE_RATE
from assist.audio.microphone import DEVICES, PLAYING, sound_library
from assist.audio.recorded_sound import Stereo
from assist.errors import InputError

LATENCY = 0.15
"""Seconds that the library holds ahead: with less, a busy machine leaves holes in the sound."""
_BEYOND = 0.15  # what a sound server and its card hold after the library let go of it
_TAIL_BLOCK = 0.05


class Speaker:
    """Open while it is kept. `rate`: samples a second that it takes. InputError where nothing can be played."""

    def __init__(self) -> None:
        with DEVICES:
            self._stream, self.rate = self._open(sound_library())
            PLAYING.add(self)

    def _open(self, library: Any) -> tuple[Any, int]:
        self._errors: type[Exception] = library.PortAudioError
        device = library.default.device[1]
        if device < 0:  # no card: a sound server may still play
            served = [i for i, one in enumerate(library.query_devices()) if one["name"] == pulse.DEVICE]
            if not served:
                raise InputError("There is nothing to play sound on: plug in headphones or loudspeakers.")
            device = served[0]
        try:
            return self._opened(library, device)
        except (library.PortAudioError, ValueError) as problem:
            raise InputError(
                f"Nothing can be played here ({problem}): plug in headphones, or allow the program to use them."
            ) from problem

    def _opened(self, library: Any, device: int | None) -> tuple[Any, int]:
        """At the rate of our own sound where the device takes it, else at its own."""
        own = round(library.query_devices(device, "output")["default_samplerate"])
        for rate in (SAMPLE_RATE, own):
            with contextlib.suppress(library.PortAudioError):
                library.check_output_settings(device=device, channels=2, dtype="float32", samplerate=rate)
                break
        stream = library.RawOutputStream(
            samplerate=rate, device=device, channels=2, dtype="float32", latency=LATENCY
        )
        return stream, rate

    @property
    def latency(self) -> float:
        """Seconds between what is given and what is heard."""
        return float(self._stream.latency)

    def play(self, sound: Stereo) -> None:
        """Takes sound as fast as it is heard. InputError where the device is gone."""
        try:
            if not self._stream.active:
                self._stream.start()
            self._stream.write(sound.tobytes())
        except self._errors as problem:
            raise InputError(
                f"The sound cannot be played any more ({problem}): choose another output."
            ) from problem

    def tail(self) -> Iterator[Stereo]:
        """The silence to play after the last sound, in small blocks: when it is taken, that sound was heard. The
        library's own wait for the end cuts off what ALSA still holds."""
        left = round((self.latency + _BEYOND) * self.rate)
        while left > 0:
            size = min(left, round(_TAIL_BLOCK * self.rate))
            yield np.zeros((size, 2), np.float32)
            left -= size

    def hush(self) -> None:
        """Stops at once; what is not heard yet never is."""
        with contextlib.suppress(self._errors):
            if self._stream.active:
                self._stream.abort()

    def close(self) -> None:
        with DEVICES:
            self._stream.close(ignore_errors=True)
            PLAYING.discard(self)
