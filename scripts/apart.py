"""Calls heard by weights that have learned from none of them: what `train_moments.py --apart FOLDER`, then
`train_uptake.py --apart FOLDER` and `train_meaning.py FILE FOLDER --apart` leave there."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from assist.coach import learned, meaning, network
from assist.note import uptake_network

PARTS, JUDGED = 5, 1
"""So many parts of the calls and phrasings are judged by models that have not seen them."""

CARDS_BY_RULE = re.compile(r"_[pqrst]$")
"""Calls whose lines about cards follow from their moments; those of the others were set by hand."""


def part_of(name: str) -> int:
    """Of a call's name or a phrasing's text."""
    return zlib.crc32(name.encode()) % PARTS


def hear_without(part: int, folder: Path) -> None:
    """From now on, calls are heard by the weights that were learned without that part."""
    file = folder / f"network{part}.npz"
    if file == network.NETWORK:
        return
    network.NETWORK, learned.WEIGHTS = file, folder / f"learned{part}.npz"
    uptake_network.WEIGHTS = folder / f"uptake{part}.npz"
    meaning.WEIGHTS = folder / f"meaning{part}.npz"
    network.bundled_network.cache_clear()
    learned.bundled_weights.cache_clear()
    uptake_network.bundled_uptake.cache_clear()
    meaning.bundled_weights.cache_clear()
