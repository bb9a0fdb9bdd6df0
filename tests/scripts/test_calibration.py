"""Odds that say too much or too little are brought to what they are worth."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts"))

from calibration import calibration

TRUE = np.random.default_rng(3)


@pytest.mark.parametrize(("factor", "summand"), [(1.0, 0.0), (0.5, 0.0), (1.5, 1.0), (1.0, -2.0)])
def test_the_factor_and_the_summand_that_make_them_right_are_found(factor: float, summand: float) -> None:
    odds = TRUE.normal(-1.0, 2.0, 20_000)
    came_true = TRUE.random(len(odds)) < 1 / (1 + np.exp(-(factor * odds + summand)))
    assert calibration(odds, came_true) == pytest.approx((factor, summand), abs=0.1)


def test_a_handful_of_them_change_little() -> None:
    factor, summand = calibration(np.array([-1.0, 0.5, 2.0]), np.array([False, False, True]))
    assert abs(factor - 1) < 0.5 and abs(summand) < 1.5
