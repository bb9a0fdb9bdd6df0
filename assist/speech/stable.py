"""The part of an unfinished utterance's text that two hypotheses in a row agreed on."""

from __future__ import annotations

from collections.abc import Sequence

from assist.events import Word

EDGE = 0.2
"""Seconds: a word that ends nearer to the end of the sound is often half a word, and is not taken for one."""
SURE = 0.75
"""A word of this probability is shown before it is agreed on, with those before it."""
_PUNCTUATION = " .,;:!?…\"'“”‘’()[]-–—"


class StableText:
    """The stable text of one utterance. What was stable once stays so, letter for letter."""

    def __init__(self) -> None:
        self._stable = ""
        self._previous: list[str] = []

    def hear(self, hypothesis: Sequence[Word], seconds: float) -> tuple[str, int]:
        """The text to show and how many of its first characters are stable, after this much of the sound.

        Words agree when they differ in case or in the punctuation around them only. Where hypotheses
        take back a stable word, the stable text stays, and their further words come after it. A word
        that is not agreed on is shown if the engine is sure of it: over a bad line, most others change.
        """
        whole = [word for word in hypothesis if word.end <= seconds - EDGE]
        words, previous, stable = [word.text for word in whole], self._previous, self._stable.split()
        self._previous = words
        agreed = max(len(stable), _agreeing(words, previous))
        self._stable = _joined(self._stable, words, len(stable), agreed).rstrip(_PUNCTUATION)
        sure = agreed
        while sure < len(whole) and whole[sure].probability >= SURE:
            sure += 1
        return _joined(self._stable, words, agreed, sure), len(self._stable)


def _agreeing(one: list[str], other: list[str]) -> int:
    """How many words at the beginning agree."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if _plain(left) != _plain(right):
            break
        count += 1
    return count


def _plain(word: str) -> str:
    return word.strip(_PUNCTUATION).casefold()


def _joined(stable: str, words: list[str], first: int, last: int) -> str:
    """The stable text, its last word's punctuation as the hypothesis has it, and the words after."""
    mark = ""
    if 0 < first <= len(words) and _plain(words[first - 1]) == _plain(stable.rpartition(" ")[2]):
        word = words[first - 1]
        mark = word[len(word.rstrip(_PUNCTUATION)) :]
    return " ".join([*([stable + mark] if stable else []), *words[first:last]])
