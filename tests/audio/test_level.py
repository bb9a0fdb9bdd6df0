from __future__ import annotations

import numpy as np
import pytest

from assist.audio.level import SILENCE, level, meter


def test_levels() -> None:
    square = np.ones(160, np.float32)
    assert level(square) == pytest.approx(0.0)
    assert level(square * np.float32(0.1)) == pytest.approx(-20.0, abs=1e-3)
    assert level(square * np.float32(1e-30)) == SILENCE
    assert level(np.zeros(160, np.float32)) == SILENCE
    assert level(np.zeros(0, np.float32)) == SILENCE


def test_the_meter_is_empty_at_silence_and_full_at_full_scale() -> None:
    assert [meter(dbfs) for dbfs in (SILENCE, -60.0, -30.0, 0.0, 3.0)] == [0.0, 0.0, 0.5, 1.0, 1.0]
