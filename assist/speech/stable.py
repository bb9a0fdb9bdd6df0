"""The part of an unfinished utterance's text that two hypotheses in a row agreed on, and what is shown after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from statistics import mean

from assist.events import Word

EDGE = 0.2
"""Seconds: a word that ends nearer to the end of the sound is often half a word, and is not taken for one."""
SURE = 0.75
"""A word of this probability is shown before it is agreed on."""
SAME_PLACE = 0.3
"""Seconds by which a word's end may move from one hypothesis to the next."""
_REMEMBERED = 4  # hypotheses, in which words that differ are counted
_PUNCTUATION = " .,;:!?…\"'“”‘’()[]-–—"


class StableText:
    """The stable text of one utterance. What was stable once stays so, letter for letter.

    Hypotheses are laid beside what is stable by their words and times, not by counting words: over a bad
    line "after noon" is "afternoon" a moment later, and everything after it stands at another place.
    """

    def __init__(self) -> None:
        self._stable: list[Word] = []
        self._further: list[Word] = []  # of the hypothesis before, after what is stable
        self._heard: list[list[Word]] = []  # the last hypotheses, whole, with this one
        self._shown: list[Word] = []  # after what is stable

    def hear(self, hypothesis: Sequence[Word], seconds: float) -> tuple[str, int]:
        """The text to show and how many of its first characters are stable, after this much of the sound.

        Words agree when they differ in case or in the punctuation around them only; one that the engine is
        unsure of, when it was not the last: the word after it often changes it. Where hypotheses take back a
        stable word, the stable text stays, and their further words come after it. Of the words that are not
        agreed on, those are shown that the engine is sure of, and those before one that came twice at its
        place: what is unsure in between keeps nobody from reading on. Where hypotheses differ on them, what
        most of the last ones say is shown.
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
        self._further = further[agreed:]
        self._heard = [*self._heard, whole][-_REMEMBERED:]
        self._shown = self._kept(self._further)
        stable = _text(self._stable).rstrip(_PUNCTUATION)
        self._settle(mark)
        return _text([*self._stable, *self._shown]), len(stable)

    def _kept(self, words: list[Word]) -> list[Word]:
        """What to show of these words. Where they differ from what is shown, what was heard oftener is."""
        size = max((count for count, word in enumerate(words, 1) if self._often(word) > 1), default=0)
        while size < len(words) and words[size].probability >= SURE:
            size += 1
        shown, words = self._shown, words[:size]
        texts = [_plain(word) for word in shown], [_plain(word) for word in words]
        kept: list[Word] = []
        for kind, first, last, start, end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
            beyond: list[Word] = []  # all that is shown: no other words for it, but further ones
            if kind != "equal" and first < last == len(shown):
                beyond = [word for word in words[start:end] if word.end > shown[-1].end + SAME_PLACE]
            others = words[start : end - len(beyond)]
            stays = kind != "equal" and first < last and not self._replaced(shown[first:last], others)
            kept += [*(shown[first:last] if stays else others), *beyond]
        return kept

    def _replaced(self, shown: list[Word], others: list[Word]) -> bool:
        """Whether these others are as good as what is shown: each is sure or came again, and they came as often."""
        good = bool(others) and all(word.probability >= SURE or self._often(word) > 1 for word in others)
        return good and mean(map(self._often, others)) >= mean(map(self._often, shown))

    def _often(self, word: Word) -> int:
        """How many of the last hypotheses have this word at its place."""
        return sum(any(_again(word, other) for other in words) for words in self._heard)

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


def _agreeing(words: list[Word], before: list[Word]) -> int:
    """How many words at the beginning agree."""
    count = 0
    for word, other in zip(words, before, strict=False):
        last = count + 1 == len(before)
        if _plain(word) != _plain(other) or (last and word.probability < SURE):
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
