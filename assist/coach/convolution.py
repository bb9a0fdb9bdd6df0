"""Two convolutions that read words in their order, each over three neighbours, many lines of words at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from assist.coach.layers import Array


def side_by_side(first: Array) -> Array:
    """The first convolution's weights with a word's three places in it side by side: before, in the middle, behind."""
    return np.hstack(np.split(first, 3))


def convolved(added: Array, begins: Sequence[int], weights: Mapping[str, Array]) -> Array:
    """The answers of both convolutions' filters at each word. `added`: what each word adds to the first one behind it,
    at itself and before it, side by side; is written into. `begins`: the words, but for the first, that have nothing
    before them. `weights`: "first bias", "second" and "second bias"."""
    first = _first(added, begins, weights["first bias"])
    return np.hstack((first, _second(first, begins, weights["second"], weights["second bias"])))


def _first(added: Array, begins: Sequence[int], bias: Array) -> Array:
    before, here, behind = added.reshape(len(added), 3, -1).swapaxes(0, 1)
    before[[at - 1 for at in begins]] = 0.0
    behind[begins] = 0.0
    first: Array = here + bias
    first[1:] += before[:-1]
    first[:-1] += behind[1:]
    return np.maximum(first, 0.0, out=first)


def _second(first: Array, begins: Sequence[int], weights: Array, bias: Array) -> Array:
    """Each row of the first with its neighbours."""
    count, size = first.shape
    # an empty row more costs nothing, a number of rows that is no multiple of four up to twice as much
    triples = np.zeros((count + -count % 4, 3 * size), np.float32)
    triples[1:count, :size] = first[:-1]
    triples[:count, size : 2 * size] = first
    triples[: count - 1, 2 * size :] = first[1:]
    triples[begins, :size] = 0.0
    triples[[at - 1 for at in begins], 2 * size :] = 0.0
    answer: Array = triples @ weights
    answer += bias
    answer = answer[:count]
    return np.maximum(answer, 0.0, out=answer)
