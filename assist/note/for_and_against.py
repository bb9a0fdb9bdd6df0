"""What an answer says for and against each of several things that were offered together.

The offers of one turn compete. What is particular to each is what the agent said of it and of no other. The answer is
read bit by bit, and every bit that names one of them speaks for it, against it, or only of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assist.note import answers, likeness
from assist.note.any_case import AnyCase
from assist.note.meant_options import as_offered
from assist.note.number_words import DIGITS, ORDINALS, SMALL, TENS
from assist.note.statement import Statement

Said = dict[str, int]  # the stems of what was said, each with its sign: -1 behind a "not"


@dataclass(slots=True)
class Bit:
    """A stretch of an answer that says one thing: "the report", "not the hundred", "we don't know our neighbors"."""

    words: list[str] = field(default_factory=list)
    asks: bool = False
    conditional: bool = False
    opens: bool = False  # its sentence

    @property
    def adds(self) -> bool:
        return bool(_ADDS.search(self.text))

    @property
    def text(self) -> str:
        return " ".join(self.words)


def weigh(answer: str, options: Sequence[Statement], said: str) -> tuple[list[Statement], list[Statement]]:
    """The options that an answer takes, and those that it speaks against. `said`: the turn that offered them."""
    sides = _sides(options)
    if len(sides) < 2 or _WHOSE.search(answer):  # "ours is closed. Let's do yours."
        return [], []
    particular = _particular(sides, said)
    found = [_Leaning() for _ in sides]
    spoken_of: int | None = None
    for bit in (part for whole in bits(as_offered(answer)) for part in _parted(whole, particular)):
        if _ALL.fullmatch(bit.text) and not bit.asks:
            return list(options), []
        if _NO.fullmatch(bit.text):
            # "a runner, in a white gallery? No."; "send it. No, actually, refund it."
            if spoken_of is not None:
                found[spoken_of] = _Leaning(-1 if found[spoken_of].much < WANTED else 1)
            continue
        meant, sign = _meant(bit, particular)
        if meant is None:
            if spoken_of is not None and found[spoken_of].much == 1 and _FORGET_IT.search(bit.text):
                found[spoken_of] = _Leaning(-1)  # "Philly! At this hour? Forget it."
            continue
        spoken_of = meant
        if bit.asks or bit.conditional:
            continue
        much = sign * _leaning(bit, particular[meant])
        named, before = _stems(bit.text).keys() & particular[meant].keys(), found[meant]
        if much < 0 < before.much and not named & before.named:
            continue  # "a banner. My dad likes a banner. Blue's no good, though."
        if much and (abs(much) >= abs(before.much) or much * before.much < 0):
            found[meant] = _Leaning(much, bit.adds, frozenset(named))
    against = [option for side, one in zip(sides, found, strict=True) if one.much < 0 for option in side]
    most = max(one.much for one in found)
    if most <= 0:
        return [], against
    taken = [
        side
        for side, one in zip(sides, found, strict=True)
        if one.much == most or (one.much > 0 and one.adds)
    ]
    if len(taken) > 1 and not any(one.adds for one in found):
        return [], against
    return [option for side in taken for option in side], against


@dataclass(frozen=True, slots=True)
class _Leaning:
    """For (above 0) or against; `adds`: "and the warehouse too"."""

    much: int = 0
    adds: bool = False
    named: frozenset[str] = frozenset()  # what of it


def _sides(options: Sequence[Statement]) -> list[list[Statement]]:
    """The options, those of one side of an "or" together."""
    sides: list[list[Statement]] = []
    for option in {id(one): one for one in options}.values():
        for side in sides:
            if (
                option.choice
                and option.side
                and (side[0].choice, side[0].side) == (option.choice, option.side)
            ):
                side.append(option)
                break
        else:
            sides.append([option])
    return sides


def _particular(sides: Sequence[Sequence[Statement]], said: str) -> Sequence[Said]:
    """What the agent said of each side and of no other."""
    told = [dict(words) for words in _told(said, tuple(tuple(one.text for one in side) for side in sides))]
    for side, words in zip(sides, told, strict=True):
        words["@me" if side[0].by_client else "@you"] = 1
    return [
        {
            stem: sign
            for stem, sign in words.items()
            if all(other.get(stem) != sign for other in told if other is not words)
        }
        for words in told
    ]


@lru_cache(maxsize=64)
def _told(said: str, sides: tuple[tuple[str, ...], ...]) -> list[Said]:
    """What the agent said of each side: its own words, and what stands behind them until the next is spoken of."""
    own = [_stems(" ".join(side)) for side in sides]
    told = [dict(words) for words in own]
    at: int | None = None
    for part in _PARTS.split(said.lower()):
        stems = _stems(part)
        shared = [len(stems.keys() & words.keys()) for words in own]
        if most := max(shared):
            at = shared.index(most) if at is None or shared[at] < most else at
        if at is not None:
            for stem, sign in stems.items():
                told[at].setdefault(stem, sign)
    return told


@lru_cache(maxsize=512)
def _stems(text: str) -> Said:
    """The stems of the words that carry meaning; numbers and ordinals as numbers, words of one kin as their kin too."""
    found: Said = {}
    sign = left = 1
    for word in _WORD.findall(_TENS_AND_ONES.sub(_in_digits, text.lower())):
        if word in _DENYING or word.endswith("n't"):
            sign, left = -1, DENIED
            continue
        before = len(found)
        number = SMALL.get(word, ORDINALS.get(word))
        if word.isdigit() or (number is not None and word != "one"):
            found.setdefault(f"#{int(word) if number is None else number}", sign)
        else:
            for stem in likeness.content(word):
                found.setdefault(stem, sign)
        left -= len(found) - before
        sign = sign if left > 0 else 1
    return found


def _in_digits(number: re.Match[str]) -> str:
    """ "Thirty-six" as 36, and not as 30 and 6."""
    return str(SMALL[number[1]] + SMALL[number[2]])


def _meant(bit: Bit, particular: Sequence[Said]) -> tuple[int | None, int]:
    """The side that a bit names, and the sign with which the agent said so; None where it names none or several."""
    place = answers.place(bit.text)
    if place is None and (one := _THAT_ONE.search(bit.text)) is not None:
        place = ORDINALS[one[1]] - 1
    of_a_month = place is not None and not _ONE.search(bit.text)  # "the first", of the first of May
    if place is not None and not (of_a_month and any(f"#{place + 1}" in words for words in particular)):
        return min(place, len(particular) - 1), 1
    stems = dict(_stems(bit.text))
    if (mine := _MYSELF.search(bit.text)) is not None:
        stems["@me"] = 1
        if mine["deed"] and not any("@me" in words for words in particular):
            stems.pop(likeness.stem(mine["deed"]), None)  # "I'll come in" is not "she could come out"
    elif _YOURSELF.search(bit.text):
        stems["@you"] = 1
    shared = [stems.keys() & words.keys() for words in particular]
    counts = [len(one) for one in shared]
    most = max(counts)
    if not most or counts.count(most) > 1:
        return None, 1
    at = counts.index(most)
    return at, -1 if all(particular[at][stem] < 0 for stem in shared[at]) else 1


def _parted(bit: Bit, particular: Sequence[Said]) -> list[Bit]:
    """A bit that names two of them, in one breath, cut before the second: "he'd panic in a crate the screwdriver"."""
    at, cuts = None, [0]
    for place, word in enumerate(bit.words):
        stems = _stems(word).keys()
        named = [side for side, words in enumerate(particular) if stems & words.keys()] if stems else []
        if len(named) != 1:
            continue
        if at not in (None, named[0]) and place - cuts[-1] > 1:
            while place - 1 > cuts[-1] and bit.words[place - 1] in _ARTICLES:
                place -= 1
            cuts.append(place)
        at = named[0]
    if len(cuts) == 1:
        return [bit]
    ends = [*cuts[1:], len(bit.words)]
    return [
        Bit(bit.words[start:end], bit.asks, bit.conditional, bit.opens and not start)
        for start, end in zip(cuts, ends, strict=True)
    ]


def _leaning(bit: Bit, particular: Said) -> int:
    """Whether a bit that names something is for it, against it, or only tells of it."""
    text = bit.text
    if answers.defers(text) or _PUTS_OFF.search(text):
        return 0
    against = _AGAINST.search(text)
    if against is not None and not _NOT_AGAINST.search(text):
        wants = _WANTS.match(text) and bool(_stems(text[: against.start()]).keys() & particular.keys())
        return WANTED if wants else -1
    if answers.refuses(text):
        return -1
    if _WANTS.match(text) or answers.accepts(text) or answers.approves(text):
        return WANTED
    bare = _LEAD.sub("", text)
    if _VERDICT.search(bare):
        return 0
    words = bare.split()
    if _MYSELF.search(text) or _YOURSELF.search(text):
        return WANTED
    if not words or not _stems(" ".join(words[:2])).keys() & particular.keys():
        return 0
    deed = bit.opens and likeness.stem(words[0]) == next(iter(particular))
    return WANTED if _SETTLES.search(text) else int(deed or len(words) <= BARE)


def bits(text: str) -> list[Bit]:
    """An answer bit by bit: cut at signs, before "but" and "not", and where another begins to be spoken of."""
    found = [Bit(opens=True)]
    words = _PIECE.findall(text.lower())
    before, sentence = "", 0
    for at, word in enumerate(words):
        if word in ".!?;":
            if word == "?":
                for bit in found[sentence:]:
                    bit.asks = True
            found.append(Bit(opens=True))
            sentence = len(found) - 1
        elif word == ",":
            found.append(Bit(conditional=found[-1].conditional))
        elif word in ("no", "nah", "nope") and _ALONE.match(" ".join(words[at + 1 : at + 2])):
            found += [Bit([word]), Bit()]
        else:
            if word in _OPENERS and found[-1].words and not _goes_on(word, before, words[at + 1 : at + 2]):
                found.append(Bit(conditional=found[-1].conditional and word != "but"))
            if word in ("if", "unless"):
                found[-1].conditional = True
            found[-1].words.append(word)
        before = word
    kept = [bit for bit in found if bit.words]
    for bit in kept:
        bit.asks = bit.asks or bool(_ASKS.search(bit.text))
    return kept


def _goes_on(word: str, before: str, behind: Sequence[str]) -> bool:
    """Whether a word that may open a bit belongs to the one before: "is not", "no good", "what I"."""
    if before in _HOLDING:
        return True
    if word == "not":
        return before in _IS or before.endswith(("'s", "'m", "'re"))
    return word == "no" and behind[:1] in (["good"], ["use"], ["way"], ["longer"])


_IS = frozenset("is are was were be being that's it's".split())
BARE = 5  # words
WANTED = 2  # how much more "I'll take the report" is for it than "the report"
DENIED = 3  # content words behind a "not"
# "no the hundred sewn" turns down what was spoken of before; "no taking away" what comes
_ALONE = re.compile(
    r"(?:[.,;!?]|the|an?|your|my|our|it|it's|that's|he|she|they|we|i|i'm|i'll|leave|send|do|let|just)?$"
)
_ADDS = AnyCase(r"^and\b|\b(?:too|also|as well|both)\b")
_SETTLES = AnyCase(r"\b(?:then|please)$|^(?:so|okay|ok|no|then|yes|yeah)\b")
_ARTICLES = frozenset(
    "the a an your my our his her their this that first other on at in by with to for then".split()
)
_PIECE = re.compile(r"[a-z0-9$£][\w']*|[.,;!?]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_PARTS = re.compile(r"[.,;!?]\s|\bor\b|\bbut\b")
_DENYING = frozenset("not no never nor without cannot hate".split())
_OPENERS = frozenset(
    "but because cause since not no and so if unless i i'm i'll i'd i've we we're we'll we've he he's she she's they"
    " they're it's that's there's you okay yes yeah let".split()
)
_HOLDING = frozenset(
    "can could would will do does did don't is are am was were if that what when where how why which who than as let"
    " have make and or so but because cause says said think hope know where till until while after before".split()
)
_ASKS = AnyCase(
    r"^(?:(?:and|so|but|or|well),? )*(?:what|how|when|where|who|why|which|is|are|was|does|do|did|will|would (?!you)"
    r"|have (?:you|they))\b(?! (?:the|that|it|them|me|him|her|a)\b)"
    r"|\bhow (?:far|much|long|many|thick|big|soon|dark|late|hard)\b|\bby who$"
)
# of what is for the client to do, and what for the agent
_MYSELF = AnyCase(
    r"\b(?:myself|ourselves|my own)\b|\b(?:i|we)(?:'ll| will| can|'d rather) (?P<deed>do|ring|call|phone|come|go|bring"
    r"|fetch|drive|pick|get|collect|send|wait)\b"
)
_YOURSELF = AnyCase(
    r"^(?:(?:no|and|then|okay|yes|alright|so) )*you (?:do|write|send|ring|call|go|come|ask|bring|have|take)\b"
    r"|\bsend (?:yours|your)\b"
)
_WHOSE = AnyCase(r"\b(?:yours|mine|ours)\b")
_THAT_ONE = re.compile(r"\b(?:the|that) (first|second|third) one\b")
_TENS_AND_ONES = re.compile(rf"\b({'|'.join(TENS)})[ -]({'|'.join(DIGITS)})\b")
_FORGET_IT = AnyCase(
    r"\bforget (?:it|that)\b|\bno (?:way|chance|thanks?)\b|\b(?:kidding|joking) me\b|\bare you (?:kidding|joking)\b"
    r"|\b(?:i'd )?rather not\b|\bout of the question\b"
)
_ONE = re.compile(r"\b(?:one|option)\b")
_NO = re.compile(
    r"(?:(?:oh|ah|well|yeah|and|but) )*(?:no|nope|nah)(?: no)*(?: (?:sir|ma'am|thanks|thank you))?"
)
_ALL = re.compile(
    r"(?:(?:oh|well|yes|yeah|ok|okay|right|then|so|do|run|take|have|get|i'll|i'd like|i want|let's|please) )*"
    r"(?:both|all three|the lot|all of (?:it|them))(?: of (?:them|those|it))?(?: (?:please|then|would be \w+))?"
)
_PUTS_OFF = AnyCase(r"\b(?:maybe|perhaps|might|possibly|probably|depends)\b")
_AGAINST = AnyCase(
    r"\b(?:not|never|no|nor|neither|hate|hates|cannot|without|useless|tried|too (?!please$)\w+|rather than"
    r"|instead of)\b|n't\b"
)
_NOT_AGAINST = AnyCase(
    r"\bno (?:problem|worries|charge|rush|need)\b|\bnot bad\b|\b(?:don't|wouldn't) mind\b|\bwhy not\b|\btoo please\b"
)
_LEAD = re.compile(
    r"^(?:(?:oh|ah|um|uh|well|okay|ok|right|alright|yes|yeah|no|so|then|and|but|just|please|the|an?|on|at|with|in|by"
    r"|actually|only|that|your|do|go|let|have|her|him|them|it|you|make|i'll|i'd|rather|take|say|hm+) )+"
)
_WANTS = AnyCase(
    r"^(?:(?:oh|well|okay|yes|yeah|so|then|and|but|no|just|please) )*"
    r"(?:i(?:(?:'ll| will)(?! (?:believe|think|see|tell|know|be))|'d (?:rather|prefer|like|want)"
    r"|(?: really)? want| need| prefer| choose| pick)"
    r"|we(?:'ll|'d (?:rather|prefer|like))|let's|let (?:her|him|them|me)|give me|put me|send|bring|get me|book|do the"
    r"|make it|can (?:i have|you)|could (?:i have|you)|would you)\b"
)
_VERDICT = AnyCase(r"\b(?:is|are|was|were|would be|looks?|sounds?|means?|has|have|had|comes?|says?)\b|\w's\b")
