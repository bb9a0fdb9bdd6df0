"""What a playbook's own cues say: their phrases, and their examples by likeness of words.

They count at once, without any training. Each is found through words that it cannot do without, so that five
thousand of them cost hardly more than five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz, process

from assist.coach.pattern import Match, lay_out
from assist.coach.phrasebook import guarded
from assist.coach.phrases import Phrase, compile_phrase
from assist.coach.summary import content_words
from assist.coach.tokens import Spoken, tokenize
from assist.events import Channel

ALIKE = 80
"""Of a hundred: so like an example that the same is meant."""
SURE = 0.85
_SHARED = 0.6
"""So much of an example's content must be there at all."""
_MOST = 200
"""So many examples at most are looked at word by word, those that share most."""
_ROOM = 2
_NO = frozenset(("not", "no", "never"))


class CueWords(Protocol):
    """The part of a cue that is about words; `assist.coach.playbook.Cue` is one."""

    @property
    def id(self) -> str: ...
    @property
    def speaker(self) -> Channel | None: ...
    @property
    def phrases(self) -> Sequence[str]: ...
    @property
    def examples(self) -> Sequence[str]: ...
    @property
    def except_phrases(self) -> Sequence[str]: ...
    @property
    def except_examples(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Said:
    """A cue that was said: in which words, and how sure that is (0 to 1)."""

    words: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Example:
    words: tuple[str, ...]
    content: frozenset[str]


class OwnWords:
    """All words of a playbook's cues, indexed by what they need. Raises PatternError at a phrase that is none."""

    def __init__(self, cues: Iterable[CueWords]) -> None:
        self._speaker: dict[str, Channel | None] = {}
        self._phrases: dict[str, list[tuple[str, bool, Phrase]]] = {}
        self._examples: list[tuple[str, bool, _Example]] = []
        self._by_word: dict[str, list[int]] = {}
        self.find = lru_cache(maxsize=2)(
            self._find
        )  # asked for when it is said, and again when it is understood
        for cue in cues:
            self._speaker[cue.id] = cue.speaker
            for counts, phrases in ((True, cue.phrases), (False, cue.except_phrases)):
                for text in phrases:
                    phrase = compile_phrase(text)
                    for key in phrase.keys:
                        self._phrases.setdefault(key, []).append((cue.id, counts, phrase))
            for counts, examples in ((True, cue.examples), (False, cue.except_examples)):
                for text in examples:
                    self._add_example(cue.id, counts, tokenize(text))

    def _add_example(self, id: str, counts: bool, spoken: Spoken) -> None:
        words = tuple(token.word for token in spoken.tokens)
        content = frozenset(content_words(token.word for token in spoken.tokens)) or frozenset(words)
        for word in content:
            self._by_word.setdefault(word, []).append(len(self._examples))
        self._examples.append((id, counts, _Example(words, content)))

    def _find(self, text: str, speaker: Channel) -> Mapping[str, Said]:
        """The cues that the speaker said in this utterance, by id."""
        if not self._phrases and not self._examples:
            return {}
        spoken = tokenize(text)
        found: dict[str, Said] = {}
        for id, match in self._phrase_matches(spoken, speaker).items():
            found[id] = Said(spoken.words(match.first, match.last), SURE)
        for id, (alike, match) in self._likest(spoken).items():
            if self._speaker[id] in (None, speaker) and id not in found:
                found[id] = Said(spoken.words(match.first, match.last), round(alike / 100, 2))
        return found

    def _phrase_matches(self, spoken: Spoken, speaker: Channel) -> dict[str, Match]:
        candidates: dict[int, tuple[str, bool, Phrase]] = {}
        laid = lay_out(spoken.items)
        for key in sorted(self._phrases.keys() & laid.keys):
            for entry in self._phrases[key]:
                if self._speaker[entry[0]] in (None, speaker):
                    candidates[id(entry[2])] = entry
        barred: dict[str, list[Match]] = {}
        meant: dict[str, list[Match]] = {}
        for cue, counts, phrase in candidates.values():
            for match in phrase.matches(laid):
                if not counts:
                    barred.setdefault(cue, []).append(match)
                elif not guarded(spoken, match):
                    meant.setdefault(cue, []).append(match)
        free = {
            cue: [match for match in matches if not any(_overlap(match, bar) for bar in barred.get(cue, ()))]
            for cue, matches in meant.items()
        }
        return {
            cue: max(found, key=lambda m: (m.last - m.first, -m.first))
            for cue, found in free.items()
            if found
        }

    def _likest(self, spoken: Spoken) -> dict[str, tuple[float, Match]]:
        """The cues with an example that this is like, unless it is as much like what is none."""
        if not self._examples or not spoken.tokens:
            return {}
        here = set(content_words(token.word for token in spoken.tokens)) | {
            token.word for token in spoken.tokens
        }
        shared = Counter(number for word in here for number in self._by_word.get(word, ()))
        stretches = Stretches(spoken)
        best: dict[tuple[str, bool], tuple[float, Match]] = {}
        for number, count in sorted(shared.items(), key=lambda item: (-self._share(*item), item[0]))[:_MOST]:
            cue, counts, example = self._examples[number]
            if self._share(number, count) < _SHARED:
                break
            found = stretches.likest(example.words)
            if found and found[0] > best.get((cue, counts), (0.0,))[0] and not guarded(spoken, found[1]):
                best[cue, counts] = found
        return {
            cue: found
            for (cue, counts), found in best.items()
            if counts and found[0] > best.get((cue, False), (0.0,))[0]
        }

    def _share(self, number: int, count: int) -> float:
        return count / len(self._examples[number][2].content)


class Stretches:
    """What was said, in stretches of a few words to hold against an example."""

    def __init__(self, spoken: Spoken) -> None:
        self._said = [token.word for token in spoken.tokens]
        self._of: dict[int, list[str]] = {}

    def likest(self, words: Sequence[str]) -> tuple[float, Match] | None:
        """How like an example (`ALIKE` to 100) the likest stretch of about its length is, and where it stands.
        Where one denies and the other does not, they are not alike at all."""
        example = " ".join(sorted(words))
        denies = not _NO.isdisjoint(words)
        best: tuple[float, Match] | None = None
        for length in range(max(1, len(words) - 1), len(words) + _ROOM + 1):
            stretches = self._stretches(length)
            for _, alike, first in process.extract(
                example, stretches, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3
            ):
                last = min(first + length, len(self._said)) - 1
                if denies == _NO.isdisjoint(self._said[first : last + 1]):
                    continue
                if best is None or alike > best[0]:
                    best = alike, Match(first, last)
        return best

    def _stretches(self, length: int) -> list[str]:
        if length not in self._of:
            firsts = range(max(1, len(self._said) - length + 1))
            self._of[length] = [" ".join(sorted(self._said[at : at + length])) for at in firsts]
        return self._of[length]


def _overlap(one: Match, other: Match) -> bool:
    return one.first <= other.last and other.first <= one.last
