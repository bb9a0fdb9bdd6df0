"""What the linear model of the moments looks at: short runs of words, and marks of how a turn is built.

A feature is a string and stands for tokens of the turn, so that a moment can name the words that decided:

    "let you down"   one to three words in a row; "|" and "?" are the sentence's ends
    "=asks what"     a mark: how a sentence begins, whom it speaks of, what stands in it, what came before
    "=phrase of x"   the phrasebook found a phrase of that moment
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assist.coach.context import Before
from assist.coach.openings import ENDS, LEADS, WHO, day_or_number, openings
from assist.coach.phrasebook import Found
from assist.coach.summary import content_words
from assist.coach.tokens import Spoken

WORDS_WEIGH, MARK_WEIGHS, HEARD_WEIGHS, PHRASE_WEIGHS = 1.35, 0.45, 0.2, 0.7
_ECHOED = frozenset(
    f"=after agent_{name}"
    for name in (
        "offered_option",
        "gave_goal_date",
        "promised_follow_up",
        "asked_want",
        "asked_if_right",
        "summarized_back",
        "asked_clarifying",
    )
)
_OPENING = 3
_DENIES = frozenset("not never no nobody nothing none".split())
_DENIED_WITHIN = 5
_SHORT = 7
_FEW, _MANY = 3, 20
_SOON = 8
"""Within so many words a word that comes again is said for emphasis: "three times, three"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn: its tokens' numbers and its line of words and sentence ends."""

    first: int
    last: int
    line: tuple[str, ...]


def pieces(spoken: Spoken) -> Iterator[Piece]:
    """The turn's sentences, short ones with the one after, very long ones in stretches; and first, where it is
    not much longer than one, the turn itself."""
    count = len(spoken.tokens)
    if not count:
        return
    if count <= WHOLE:
        yield Piece(0, count - 1, spoken.items)
    first = at = 0
    sentence = ["|"]
    for item in spoken.items[1:]:
        sentence.append(item)
        if item in ENDS:
            if at - first >= _LEAST or at == count:
                if 0 < at - first < count or at - first == count > WHOLE:
                    yield from _stretches(first, sentence)
                first, sentence = at, ["|"]
        else:
            at += 1


WHOLE, _LEAST, _LONGEST, _STRIDE = 28, 4, 30, 15


def _stretches(first: int, line: list[str]) -> Iterator[Piece]:
    words = [at for at, item in enumerate(line) if item not in ENDS]
    if len(words) <= _LONGEST:
        yield Piece(first, first + len(words) - 1, tuple(line))
        return
    for start in range(0, len(words) - _STRIDE, _STRIDE):
        end = min(start + _LONGEST, len(words)) - 1
        yield Piece(
            first + start,
            first + end,
            ("|", *line[words[start] : words[end] + 1], line[-1] if end == len(words) - 1 else "|"),
        )


def features(piece: Piece, before: Before, phrases: Iterable[Found]) -> dict[str, tuple[float, int, int]]:
    """Each feature's value and its first and last token, counted in the piece (a last below the first: of the
    whole). `phrases`: what the phrasebook found in the turn."""
    runs = runs_of(piece.line)
    weight = weight_among(len(runs))
    values = {name: (weight, first, last) for name, (first, last) in runs.items()}
    values |= {name: (value, 0, -1) for name, value in heard_marks(before.marks).items()}
    return values | marks_of(piece, before, phrases)


def weight_among(count: int) -> float:
    """The value of each of so many runs of words."""
    return WORDS_WEIGH / math.sqrt(count + 1)


def heard_marks(marks: frozenset[str]) -> dict[str, float]:
    """The features that tell what came before, which is the same for all pieces of a turn; each with its value."""
    # a set's order is another in every process, and so would be a sum's last digit
    return {mark: HEARD_WEIGHS if mark.startswith("=heard ") else MARK_WEIGHS for mark in sorted(marks)}


def marks_of(piece: Piece, before: Before, phrases: Iterable[Found]) -> dict[str, tuple[float, int, int]]:
    """The features that are marks of the piece itself, as `features` gives them."""
    values = {name: (value, first, last) for name, value, first, last in _marks(piece.line, before)}
    for one in phrases:
        if one.first <= piece.last and piece.first <= one.last:
            first, last = max(one.first, piece.first) - piece.first, min(one.last, piece.last) - piece.first
            values["=phrase of " + one.name] = (PHRASE_WEIGHS, first, last)
    return values


Place = tuple[int, int]
"""A first and a last token."""


def runs_of(line: tuple[str, ...]) -> dict[str, Place]:
    """The features that are runs of words, each with the place where it stands first."""
    last = len(line) - line.count("|") - line.count("?") - 1
    at, token = [], 0
    for item in line:
        at.append(token)
        token += token < last and item not in ENDS
    runs: dict[str, Place] = {}
    second = third = ""
    to_second = to_third = 0
    # backwards, so that the first place is the one that is kept
    for item, here in zip(reversed(line), reversed(at), strict=True):
        if third:
            runs[f"{item} {second} {third}"] = (here, to_third)
        if second:
            runs[f"{item} {second}"] = (here, to_second)
        if item != "|":
            runs[item] = (here, here)
        third, to_third, second, to_second = second, to_second, item, here
    return runs


def _marks(line: tuple[str, ...], before: Before) -> Iterator[tuple[str, float, int, int]]:
    start = token = 0
    counts = {"i": 0, "you": 0, "they": 0}
    words = [item for item in line if item not in ENDS]
    for place in range(1, len(line)):
        if line[place] not in ENDS:
            continue
        sentence = line[start + 1 : place]
        if sentence:
            for name, offset in openings(sentence, line[place] == "?"):
                yield name, MARK_WEIGHS, token + offset, min(token + offset + 2, token + len(sentence) - 1)
        token += len(sentence)
        start = place
    for at, word in enumerate(words):
        if who := WHO.get(word):
            counts[who] += 1
        if kind := day_or_number(word):
            yield kind, MARK_WEIGHS, at, at
    if not words:
        return
    for who, count in counts.items():
        yield f"=speaks of {who}", 2 * count / (len(words) + 4), 0, -1
    if counts["you"] and not counts["i"]:
        yield "=of you alone", MARK_WEIGHS, 0, -1
    own = content_words(words)
    replies = _replies(line, words, own, before) if before.kinds or before.answered else ()
    for name, first, last in replies:
        if not name.startswith("“"):
            yield f"={name}", MARK_WEIGHS, first, last
        for kind in before.kinds:
            yield f"=to {kind}: {name}", MARK_WEIGHS, first, last
    for whose, known in (("shared", before.words), ("repeated", before.own_words)):
        places = [at for stem, at in own.items() if stem in known]
        if places:
            yield f"={whose} words", min(len(places), 3) / 3, places[0], places[-1]
            share = len(places) / (len(own) + 1)
            yield f"={whose} share", share, places[0], places[-1]
            # "the nurse, then": the words of an offer said back are the choice of it
            for mark in sorted(before.marks & _ECHOED):
                yield "=echoes" + mark.removeprefix("=after"), share, places[0], places[-1]
    for at, word in enumerate(words):
        if len(word) > _FEW and word in words[max(0, at - _SOON) : at]:
            yield "=says again", MARK_WEIGHS, at, at
    if len(words) <= _FEW:
        yield "=few words", MARK_WEIGHS, 0, -1
    elif len(words) >= _MANY:
        yield "=many words", MARK_WEIGHS, 0, -1


def _replies(
    line: tuple[str, ...], words: list[str], own: dict[str, int], before: Before
) -> Iterator[tuple[str, int, int]]:
    """How a turn takes up what it answers: the first words of its sentences, denials, other numbers."""
    token, opens = 0, _OPENING
    for item in line[1:]:
        if item in ENDS:
            opens = _OPENING
            continue
        if opens:
            yield f"“{item}”", token, token
            opens = opens - 1 if item in LEADS or item in _DENIES else 0
        token += 1
    again = {at for stem, at in own.items() if stem in before.answered}
    if again:
        yield "their words", min(again), min(again)
    for at, word in enumerate(words):
        if word in _DENIES:
            yield "denial", at, at
            if not again.isdisjoint(range(at + 1, at + 1 + _DENIED_WITHIN)):
                yield "denial of their words", at, at
        elif word in ("did", "do", "have", "am", "was") and at + 1 in again and at and words[at - 1] in WHO:
            yield "insists", at, at + 1
    if before.numbers:
        for at, word in enumerate(words):
            if day_or_number(word):
                if word in before.numbers:
                    yield "the same number", at, at
                else:
                    yield "another number", at, at
                    if again:
                        yield "their words with another number", at, at
    opening = next((at for at in range(1, len(line)) if line[at] in ENDS), len(line)) - 2
    if again and min(again) <= opening <= _SHORT:
        yield "opens with their words", min(again), opening
    if not _DENIES.isdisjoint(words[: opening + 1]):
        yield "opens with a denial", 0, opening
    if len(words) <= _SHORT:
        yield "a short answer", 0, -1
    if "?" in line:
        yield "a question back", 0, -1
