"""How loud a piece of sound is."""

from __future__ import annotations

import math

import numpy as np

from assist.audio.chunk import Samples

SILENCE = -100.0
"""dBFS of no sound at all; nothing is quieter."""
QUIETEST_SHOWN = -60.0


def level(samples: Samples) -> float:
    """Root mean square in dBFS: 0 is a full-scale square wave, `SILENCE` is none."""
    if not len(samples):
        return SILENCE
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(SILENCE, 10 * math.log10(power)) if power > 0 else SILENCE


def meter(dbfs: float) -> float:
    """A level as the part of a meter that is lit, 0 to 1."""
    return min(1.0, max(0.0, 1 - dbfs / QUIETEST_SHOWN))
