"""What the small networks are made of, with numpy alone: layers of weights, and a unit that remembers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def layer(weights: Mapping[str, Array], name: str, values: Array) -> Array:
    """The layer of this name: its weights, and its summands under the name with "bias" behind it."""
    answer: Array = values @ weights[name]
    answer += weights[f"{name} bias"]
    return answer


def relu(values: Array) -> Array:
    """Nothing for what is below nothing; is written into."""
    return np.maximum(values, 0.0, out=values)


def remembered(of_turn: Array, of_state: Array, state: Array) -> Array:
    """The state of a gated recurrent unit after a turn, from what its layers make of the turn and of the state before;
    also of several units, a row each."""
    size = state.shape[-1]
    gates = _sigmoid(of_turn[..., : 2 * size] + of_state[..., : 2 * size])
    reset, update = gates[..., :size], gates[..., size:]
    new = np.tanh(of_turn[..., 2 * size :] + reset * of_state[..., 2 * size :])
    after: Array = (1 - update) * new + update * state
    return after


def _sigmoid(values: Array) -> Array:
    result: Array = np.float32(1) / (np.float32(1) + np.exp(-values))
    return result
