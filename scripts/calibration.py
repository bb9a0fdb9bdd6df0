"""Log odds that are worth what they say."""

from __future__ import annotations

import numpy as np

_NEAR_AS_IT_IS = 2.0, 0.4
"""How hard it is to turn the odds far from what they are, by a factor and by a summand: for what is rare."""
_ENOUGH, _MOST_ROUNDS = 1e-6, 100


def calibration(odds: np.ndarray, true: np.ndarray) -> np.ndarray:
    """The factors and, last, the summand with which log odds are those that things were true: logistic regression
    (Platt, Probabilistic outputs for support vector machines, 1999) by Newton's method. `odds`: a column for each
    judge; as it is, the first judge's hold and the others' are worth nothing."""
    columns = np.column_stack([odds, np.ones(len(odds))]).astype(float)
    factors = columns.shape[1] - 1
    near = np.array([_NEAR_AS_IT_IS[0]] * factors + [_NEAR_AS_IT_IS[1]])
    as_it_is = np.eye(factors + 1)[0]
    found = as_it_is
    for _ in range(_MOST_ROUNDS):
        chance = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (chance - true) + near * (found - as_it_is)
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(near)
        step = np.linalg.solve(bend, slope)
        found = found - step
        if abs(step).max() < _ENOUGH:
            break
    return found
