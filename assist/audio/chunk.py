"""The unit that sound travels in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.events import Channel

SAMPLE_RATE = 16_000
"""Samples a second, everywhere inside the program."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, eq=False, slots=True)
class AudioChunk:
    """Some sound of one channel: float32 mono at 16 kHz; `start` is the first sample's call time."""

    channel: Channel
    start: float
    samples: Samples

    @property
    def end(self) -> float:
        return self.start + len(self.samples) / SAMPLE_RATE
