"""Lists of words as pieces of patterns."""

from __future__ import annotations


def one_of(words: str) -> str:
    """A piece of a pattern: any of the words and phrases of a list, with a comma and a space between them."""
    return "(?:" + "|".join(" ".join(words.split()).split(", ")) + ")"
