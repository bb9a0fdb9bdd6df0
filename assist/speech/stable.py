"""The part of an unfinished utterance's text that two hypotheses in a row agreed on, and what is shown after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assist.events import Word

EDGE = 0.2
"""Seconds: a word that ends nearer to the end of the sound is often half a word, and is not taken for one."""
SURE = 0.75
"""A word of this probability is shown before it is agreed on."""
SAME_PLACE = 0.3
"""Seconds by which a word's end may move from one hypothesis to the next."""
_ISLAND = 2  # words in a row that must come again to be shown after others that change
_PUNCTUATION = " .,;:!?…\"'“”‘’()[]-–—"


class StableText:
    """The stable text of one utterance. What was stable once stays so, letter for letter.

    Hypotheses are laid beside what is stable by their words and times, not by counting words: over a bad
    line "after noon" is "afternoon" a moment later, and everything after it stands at another place.
    """

    def __init__(self) -> None:
        self._stable: list[Word] = []
        self._further: list[Word] = []  # of the hypothesis before, after what is stable
        self._shown: list[Word] = []  # after what is stable

    def hear(self, hypothesis: Sequence[Word], seconds: float) -> tuple[str, int]:
        """The text to show and how many of its first characters are stable, after this much of the sound.

        Words agree when they differ in case or in the punctuation around them only. Where hypotheses
        take back a stable word, the stable text stays, and their further words come after it. Of the words
        that are not agreed on, those are shown that the engine is sure of, and those before two that come
        again at their place: what is unsure in between keeps nobody from reading on.
        """
        whole = [word for word in hypothesis if word.end <= seconds - EDGE]
        covered = _covered(whole, self._stable)
        mark = _mark(whole[covered - 1], self._stable[-1]) if covered and self._stable else ""
        further = whole[covered:]
        agreed = _agreeing(further, self._further)
        if agreed:
            self._settle(mark)
            self._stable += further[:agreed]
            self._shown = self._shown[_covered(self._shown, further[:agreed]) :]
            mark = _mark(further[agreed - 1], self._stable[-1])
        before, self._further = self._further[agreed:], further[agreed:]
        self._shown = _kept(self._shown, self._further, before)
        stable = _text(self._stable).rstrip(_PUNCTUATION)
        self._settle(mark)
        return _text([*self._stable, *self._shown]), len(stable)

    def _settle(self, mark: str) -> None:
        """Puts this punctuation after the last stable word."""
        if self._stable:
            last = self._stable[-1]
            self._stable[-1] = replace(last, text=last.text.rstrip(_PUNCTUATION) + mark)


def _covered(words: Sequence[Word], known: Sequence[Word]) -> int:
    """How many of the first words stand for those that are known: fewest changes, and the same time of the end.

    A second counts as much as a word.
    """
    if not known:
        return 0
    plain = [_plain(word) for word in words]
    changes = list(range(len(words) + 1))
    for count, word in enumerate(known, 1):
        text, row = _plain(word), [count]
        for place, other in enumerate(plain):
            row.append(min(changes[place] + (text != other), changes[place + 1] + 1, row[place] + 1))
        changes = row
    ends = [0.0, *(word.end for word in words)]
    return min(range(len(ends)), key=lambda size: (changes[size] + abs(ends[size] - known[-1].end), -size))


def _kept(shown: list[Word], words: list[Word], before: list[Word]) -> list[Word]:
    """What to show of these words. Where they differ from what is shown, that stays until they come again."""
    again = [any(_again(word, other) for other in before) for word in words]
    size = max((end for end in range(_ISLAND, len(words) + 1) if all(again[end - _ISLAND : end])), default=0)
    while size < len(words) and words[size].probability >= SURE:
        size += 1
    texts = [_plain(word) for word in shown], [_plain(word) for word in words[:size]]
    kept: list[Word] = []
    for kind, first, last, start, end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        stays = first < last < len(shown) and not (start < end and all(again[start:end]))
        kept += shown[first:last] if kind != "equal" and stays else words[start:end]
    return kept


def _agreeing(one: list[Word], other: list[Word]) -> int:
    """How many words at the beginning agree."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if _plain(left) != _plain(right):
            break
        count += 1
    return count


def _again(word: Word, before: Word) -> bool:
    return _plain(word) == _plain(before) and abs(word.end - before.end) < SAME_PLACE


def _mark(word: Word, stable: Word) -> str:
    """The punctuation after a word, where it is the stable one."""
    return word.text[len(word.text.rstrip(_PUNCTUATION)) :] if _plain(word) == _plain(stable) else ""


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words if word.text)


def _plain(word: Word) -> str:
    return word.text.strip(_PUNCTUATION).casefold()
