"""Log odds that are worth what they say."""

from __future__ import annotations

import numpy as np

_NEAR_AS_IT_IS = np.array([2.0, 0.4])
"""How hard it is to turn the odds far from what they are, by a factor and by a summand: for what is rare."""
_ENOUGH, _MOST_ROUNDS = 1e-6, 100


def calibration(odds: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """The factor and the summand with which log odds are those that things were true: logistic regression with one
    feature (Platt, Probabilistic outputs for support vector machines, 1999), by Newton's method."""
    columns = np.stack([odds, np.ones_like(odds)], axis=1).astype(float)
    as_it_is = np.array([1.0, 0.0])
    found = as_it_is
    for _ in range(_MOST_ROUNDS):
        chance = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (chance - true) + _NEAR_AS_IT_IS * (found - as_it_is)
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(_NEAR_AS_IT_IS)
        step = np.linalg.solve(bend, slope)
        found = found - step
        if abs(step).max() < _ENOUGH:
            break
    return float(found[0]), float(found[1])
