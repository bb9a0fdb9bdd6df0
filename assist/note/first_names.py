"""First names, by which somebody's is known where a recogniser writes no capitals: "hi this is pooja i ordered"."""

from __future__ import annotations

import functools
from pathlib import Path


@functools.cache
def first_names() -> frozenset[str]:
    """About 2,000, in lower case: those that are ordinary words too ("will", "rose") are left out."""
    lines = (Path(__file__).parent / "first_names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def is_first_name(word: str) -> bool:
    """Nearly always a name, whatever stands around it."""
    return word.lower() in first_names()
