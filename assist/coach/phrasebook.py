"""The phrases of every moment, read from `examples/*.toml`, and the search for them in what was said.

Each table of a file is one moment (or a signal that is no moment: a goodbye, an announced pause):

    patterns      phrases that mean it
    weak          phrases that hint at it; two of them, or one when the client is upset, mean it
    when_upset    phrases that mean it only after the client was upset
    reply         phrases that mean it only as the answer to one of the moments in `reply_to`
    unless        phrases that stand for something else: what overlaps them does not count
    never         phrases that are never it, whatever else speaks for it
    plain = true  a negated or reported phrase counts too
    examples      what people say and mean it;  counterexamples: what they say and do not
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from assist.coach.pattern import Match, lay_out
from assist.coach.phrases import Phrase, compile_phrase, read_groups
from assist.coach.tokens import Spoken, tokenize

EXAMPLES = Path(__file__).parent / "examples"
SURE, HINT = 0.85, 0.45
_BARS = ("unless", "never")
_KINDS = ("patterns", "weak", "when_upset", "reply", *_BARS)
_LONG_WORD = 9  # in shorter ones a wrong letter often makes another word
_NEGATIONS = frozenset(("not", "never", "without", "hardly", "nobody", "instead"))
_REPORTS = frozenset(
    "told tell tells telling asked ask asking said says say saying heard called calling".split()
)
_CLAUSES = frozenset(("but", "because", "so", "and"))
_CARRIERS = frozenset(
    "me him her us them you people anyone everyone somebody to that like are is was it a an".split()
)


@dataclass(frozen=True)
class Kind:
    """What the files say about one moment or signal."""

    name: str
    phrases: tuple[tuple[str, Phrase], ...]
    reply_to: frozenset[str]
    plain: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of thing that was said: the words as they were said, and how sure that is (0 to 1)."""

    name: str
    words: str
    confidence: float
    first: int
    last: int


class Phrasebook:
    """All kinds, indexed by the words that their phrases need."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self._phrases = [(kind, how, phrase) for kind in self.kinds.values() for how, phrase in kind.phrases]
        self._indexes: dict[frozenset[str], dict[str, list[int]]] = {}
        words = frozenset(word for _, _, phrase in self._phrases for word in phrase.words)
        self._vocabulary = tuple(sorted(word for word in words if len(word) >= _LONG_WORD))
        self.matches = lru_cache(maxsize=128)(self._match)
        """Where the phrases of some kinds stand among the `Spoken.items`."""
        self._spelled = lru_cache(maxsize=8192)(self._spell)
        self.read = lru_cache(maxsize=128)(self._read)
        """The text as tokens, long words with one wrong letter put right to the phrases' spelling. The moments, the
        coach and the note read the same turn."""

    def _read(self, text: str) -> Spoken:
        spoken = tokenize(text)
        long = {word for word, _, _ in spoken.tokens if len(word) >= _LONG_WORD}
        wrong = {word: right for word in long if (right := self._spelled(word)) != word}
        if not wrong:
            return spoken
        items = tuple(wrong.get(word, word) for word in spoken.items)
        starts, at = [], 2
        for token, start, following in zip(
            spoken.tokens, spoken.starts, (*spoken.starts[1:], len(spoken.line)), strict=True
        ):
            starts.append(at)
            at += following - start + len(wrong.get(token.word, token.word)) - len(token.word)
        return Spoken(text, spoken.tokens, items, " ".join(items) + " ", tuple(starts), spoken.breaks)

    def find(
        self, spoken: Spoken, names: Collection[str], upset: bool = False, answers: Collection[str] = ()
    ) -> list[Found]:
        """The kinds among `names` that were said, in the order of their words, each with its best phrase.
        `upset`: the client was upset before; `answers`: the moments in what this is the answer to."""
        return self.search(spoken, names, upset, answers)[0]

    def search(
        self, spoken: Spoken, names: Collection[str], upset: bool = False, answers: Collection[str] = ()
    ) -> tuple[list[Found], dict[str, list[Match]]]:
        """What `find` tells; and where kinds were only said denied, reported, quoted or of something else."""
        hits: dict[str, dict[str, list[Match]]] = {}
        barred: dict[str, list[Match]] = {}
        for kind, how, matches in self.matches(spoken.items, frozenset(names)):
            if how == "when_upset" and not upset:
                continue
            if how == "reply" and kind.reply_to.isdisjoint(answers):
                continue
            for match in matches:
                if how in _BARS or kind.plain or not guarded(spoken, match):
                    hits.setdefault(kind.name, {}).setdefault(how, []).append(match)
                else:
                    barred.setdefault(kind.name, []).append(match)
        weighed = {name: self._weigh(spoken, name, ways, upset) for name, ways in hits.items()}
        found = [one for one in weighed.values() if one]
        for name, ways in hits.items():
            if ways.keys() - {*_BARS, "weak"}:
                barred.setdefault(name, []).extend(ways.get("unless", ()))
        for one in found:
            barred.pop(one.name, None)
        for name, ways in hits.items():
            if "never" in ways:
                barred.setdefault(name, []).extend(ways["never"])
        return sorted(found, key=lambda one: (one.first, one.last, one.name)), barred

    def says(self, spoken: Spoken, name: str) -> bool:
        """Whether this one kind was said."""
        return bool(self.find(spoken, (name,)))

    def _match(
        self, items: tuple[str, ...], names: frozenset[str]
    ) -> Sequence[tuple[Kind, str, Sequence[Match]]]:
        laid, index = lay_out(items), self._index(names)
        numbers: set[int] = set()
        for key in index.keys() & laid.keys:
            numbers.update(index[key])
        phrases = (self._phrases[number] for number in numbers)
        return [(kind, how, found) for kind, how, phrase in phrases if (found := phrase.matches(laid))]

    def _index(self, names: frozenset[str]) -> Mapping[str, Sequence[int]]:
        """The phrases of these kinds by the words that they need. Made once for each set of names that is asked
        for; a playbook and the program ask for a handful."""
        if names not in self._indexes:
            index: dict[str, list[int]] = {}
            for number, (kind, _, phrase) in enumerate(self._phrases):
                if kind.name in names:
                    for key in phrase.keys:
                        index.setdefault(key, []).append(number)
            self._indexes[names] = index
        return self._indexes[names]

    def _weigh(self, spoken: Spoken, name: str, ways: dict[str, list[Match]], upset: bool) -> Found | None:
        barred = [match for how in _BARS for match in ways.get(how, ())]
        free = {
            how: [match for match in matches if not any(_overlap(match, bar) for bar in barred)]
            for how, matches in ways.items()
            if how not in _BARS
        }
        sure = [match for how, matches in free.items() if how != "weak" for match in matches]
        weak = _apart(free.get("weak", []))
        if sure:
            best = max(sure, key=lambda match: (match.last - match.first, -match.first))
            confidence = 1 - (1 - SURE) * (1 - HINT) ** (len(weak) + len(_apart(sure)) - 1)
        elif len(weak) + upset >= 2:
            best = weak[0]
            confidence = 1 - (1 - HINT) ** (len(weak) + upset)
        else:
            return None
        return Found(name, spoken.words(best.first, best.last), round(confidence, 2), best.first, best.last)

    def _spell(self, word: str) -> str:
        """A long word as the phrases spell it."""
        if word not in self._vocabulary:
            for known in self._vocabulary:
                if known[0] == word[0] and Levenshtein.distance(known, word, score_cutoff=1) == 1:
                    return known
        return word


@lru_cache(maxsize=1)
def bundled_phrasebook() -> Phrasebook:
    """The phrases that come with the program."""
    tables: dict[str, Any] = {}
    for file in sorted(EXAMPLES.glob("*.toml")):
        tables.update(tomllib.loads(file.read_text("utf-8")))
    groups = read_groups(tables.pop("groups"))
    return Phrasebook(
        Kind(
            name,
            tuple((how, compile_phrase(text, groups)) for how in _KINDS for text in table.get(how, ())),
            frozenset(table.get("reply_to", ())),
            table.get("plain", False),
            tuple(table.get("examples", ())),
            tuple(table.get("counterexamples", ())),
        )
        for name, table in tables.items()
    )


def guarded(spoken: Spoken, match: Match) -> bool:
    """Whether the phrase is negated ("I'm not saying it's your fault"), reported ("my boss told me to calm
    down") or stands in quotation marks."""
    if spoken.quoted(match.first):
        return True
    before: list[str] = []
    for at in range(match.first, 0, -1):
        if at in spoken.breaks:
            break
        if spoken.tokens[at - 1].word in _CLAUSES:
            break
        before.append(spoken.tokens[at - 1].word)
    if _NEGATIONS & set(before[:3]) or before[1:2] == ["rather"] or before[:2] == ["of", "instead"]:
        return True
    # "told me that you are …": the words between the report and the phrase carry it
    carried = next((at for at, word in enumerate(before) if word not in _CARRIERS), len(before))
    return (
        carried < len(before)
        and before[carried] in _REPORTS
        and before[carried + 1 : carried + 2] not in (["i"], ["as"])
    )


def _overlap(one: Match, other: Match) -> bool:
    return one.first <= other.last and other.first <= one.last


def _apart(matches: Iterable[Match]) -> list[Match]:
    """The matches that share no word, from left to right."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda found: (found.first, found.last)):
        if not kept or match.first > kept[-1].last:
            kept.append(match)
    return kept
