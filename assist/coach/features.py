"""What the model of the moments looks at: short runs of words, parts of words, and marks of how a turn is built.

A feature is a string and stands for tokens of the turn, so that a moment can name the words that decided:

    "let you down"   one to three words in a row; "|" and "?" are the sentence's ends
    "can .. for"     two words with up to two others between
    "#refu"          three to five letters of a word ("<" and ">" its ends): spelling errors, other endings
    "=asks what"     a mark: how a sentence begins, whom it speaks of, what stands in it, what came before
    "=phrase of x"   the phrasebook found a phrase of that moment
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assist.coach.phrasebook import Found
from assist.coach.summary import content_words
from assist.coach.tokens import Spoken
from assist.events import Channel

WORDS_WEIGH, MARK_WEIGHS, HEARD_WEIGHS, PHRASE_WEIGHS = 3.0, 0.45, 0.2, 0.7
_REMEMBERED = 8
_NO_SIGN = frozenset(
    ("agent_greeted", "client_upset", "client_venting", "client_done_venting", "client_abusive")
)
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
_FEW, _MANY = 3, 20
_SOON = 8
"""Within so many words a word that comes again is said for emphasis: "three times, three"."""
_LEADS = frozenset(
    "so okay right and well but oh ah yes no hi now then mm hm uh-huh all sure great good look listen um just also "
    "because sorry thanks like or hey hello i-i".split()
)
_ASK_WHAT = frozenset("what which when where who whose why how whats".split())
_TURNED_ROUND = frozenset(
    "is are was were do does did have has had can could will would should may am might".split()
)
_WHO = {"i": "i", "we": "i", "my": "i", "our": "i", "me": "i", "us": "i",
        "you": "you", "your": "you", "yours": "you", "yourself": "you",
        **dict.fromkeys("he she they their them his her".split(), "they")}  # fmt: skip
_SEEMS = frozenset("sounds seems looks feels sound".split())
_DAY = re.compile(
    r"mon|tues|wednes|thurs|fri|satur|sun|(to|yester)?day$|tomorrow|tonight|morning|afternoon|evening|week|month|hours?$|"
    r"minutes?$|noon|january|february|april|june|july|august|september|october|november|december"
)
_NUMBER = re.compile(
    r"[£$€]?\d|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|"
    r"forty|fifty|hundred|double|zero|nought)$"
)
_ENDS = frozenset("|?")
_UNDENIED = frozenset(("not", "never", "no", "nobody", "nothing"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn: its tokens' numbers and its line of words and sentence ends."""

    first: int
    last: int
    line: tuple[str, ...]


def pieces(spoken: Spoken) -> Iterator[Piece]:
    """The turn's sentences, short ones with the one after, very long ones in stretches; and first, where it is
    not much longer than one, the turn itself."""
    items = spoken.line.split()
    count = len(spoken.tokens)
    if not count:
        return
    if count <= _WHOLE:
        yield Piece(0, count - 1, tuple(items))
    first = at = 0
    sentence = ["|"]
    for item in items[1:]:
        sentence.append(item)
        if item in _ENDS:
            if at - first >= _LEAST or at == count:
                if 0 < at - first < count or at - first == count > _WHOLE:
                    yield from _stretches(first, sentence)
                first, sentence = at, ["|"]
        else:
            at += 1


_WHOLE, _LEAST, _LONGEST, _STRIDE = 28, 4, 30, 15


def _stretches(first: int, line: list[str]) -> Iterator[Piece]:
    words = [at for at, item in enumerate(line) if item not in _ENDS]
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


@dataclass(frozen=True, slots=True)
class Before:
    """What a turn is heard against."""

    words: frozenset[str] = frozenset()
    """Stems of the content words that the client said; for a client's turn those of what it answers."""
    own_words: frozenset[str] = frozenset()
    """Those that the agent said; for a client's turn none."""
    marks: frozenset[str] = frozenset()
    """What the other said last and how it ended; what was heard in the call so far."""


@dataclass(frozen=True)
class Heard:
    """A turn that was heard: who said it, its tokens and its moments."""

    channel: Channel
    spoken: Spoken
    moments: frozenset[str] = frozenset()

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of its content words."""
        return frozenset(content_words(token.word for token in self.spoken.tokens))


def before(channel: Channel, turns: Sequence[Heard], heard: Collection[str] = ()) -> Before:
    """What the channel's next turn is heard against, after these turns; `heard`: the call's moments so far."""
    # every call begins with a greeting; and a client once held to be upset must not be the reason to think so again
    marks = {f"=heard {name}" for name in heard if name not in _NO_SIGN}
    if turns and turns[-1].channel != channel:
        marks |= {f"=after {name}" for name in turns[-1].moments if name != "agent_greeted"}
    if channel == "client":
        if turns and turns[-1].channel == "agent":
            marks |= _how_it_ends(tuple(turns[-1].spoken.line.split()))
        return Before(_answered(turns), marks=frozenset(marks))
    if not any(turn.channel == "agent" for turn in turns):
        marks.add("=nothing yet")
    said: dict[Channel, frozenset[str]] = {}
    for speaker in ("client", "agent"):
        lately = [turn.content for turn in turns if turn.channel == speaker][-_REMEMBERED:]
        said[speaker] = frozenset().union(*lately)
    return Before(said["client"], said["agent"] - said["client"], frozenset(marks))


def _answered(turns: Sequence[Heard]) -> frozenset[str]:
    """The content of what the agent said since the client's last turn that was more than a word or two."""
    since: set[str] = set()
    for turn in reversed(turns):
        if turn.channel == "agent":
            since |= turn.content
        elif len(turn.spoken.tokens) > _FEW:
            break
    return frozenset(since)


def features(piece: Piece, before: Before, phrases: Iterable[Found]) -> dict[str, tuple[float, int, int]]:
    """Each feature's value and its first and last token, counted in the piece (a last below the first: of the
    whole). `phrases`: what the phrasebook found in the turn."""
    runs, words = runs_of(piece.line)
    found = {part: place for word, place in reversed(words.items()) for part in parts_of(word)} | runs
    weight = weight_among(len(found))
    values = {name: (weight, first, last) for name, (first, last) in found.items()}
    return values | marks_of(piece, before, phrases)


def weight_among(count: int) -> float:
    """The value of each of so many runs and parts of words."""
    return WORDS_WEIGH / math.sqrt(count + 1)


def marks_of(piece: Piece, before: Before, phrases: Iterable[Found]) -> dict[str, tuple[float, int, int]]:
    """The features that are marks, as `features` gives them."""
    values = {name: (value, first, last) for name, value, first, last in _marks(piece.line, before)}
    for mark in sorted(
        before.marks
    ):  # a set's order is another in every process, and so would be a sum's last digit
        values[mark] = (HEARD_WEIGHS if mark.startswith("=heard ") else MARK_WEIGHS, 0, -1)
    for one in phrases:
        if one.first <= piece.last and piece.first <= one.last:
            first, last = max(one.first, piece.first) - piece.first, min(one.last, piece.last) - piece.first
            values["=phrase of " + one.name] = (PHRASE_WEIGHS, first, last)
    return values


@lru_cache(maxsize=8192)
def parts_of(word: str) -> frozenset[str]:
    """The features that are parts of a word."""
    bound = f"<{word}>"
    return frozenset("#" + bound[at : at + n] for n in (3, 4, 5) for at in range(len(bound) - n + 1))


Place = tuple[int, int]
"""A first and a last token."""


@lru_cache(maxsize=256)
def runs_of(line: tuple[str, ...]) -> tuple[dict[str, Place], dict[str, Place]]:
    """The features that are runs of words, and the words themselves, each with the place where it stands first."""
    tokens, token = [], 0
    for item in line:
        tokens.append(token)
        token += item not in _ENDS
    last = max(token - 1, 0)
    at = [min(token, last) for token in tokens]
    runs: dict[str, Place] = {}
    for start in range(len(line) - 1, -1, -1):  # backwards, so that the first place is the one that is kept
        item, one = line[start], at[start]
        after = line[start + 1 : start + 4]
        if len(after) > 2 and after[0] not in _ENDS and after[1] not in _ENDS:
            runs[f"{item} .. {after[2]}"] = (one, at[start + 3])
        if len(after) > 1:
            if after[0] not in _ENDS:
                runs[f"{item} .. {after[1]}"] = (one, at[start + 2])
            runs[f"{item} {after[0]} {after[1]}"] = (one, at[start + 2])
        if after:
            runs[f"{item} {after[0]}"] = (one, at[start + 1])
        if item != "|":
            runs[item] = (one, one)
    words: dict[str, Place] = {}
    for item, one in zip(line, at, strict=True):
        if item not in _ENDS:
            words.setdefault(item, (one, one))
    return runs, words


def _marks(line: tuple[str, ...], before: Before) -> Iterator[tuple[str, float, int, int]]:
    start = token = 0
    counts = {"i": 0, "you": 0, "they": 0}
    words = [item for item in line if item not in _ENDS]
    for place in range(1, len(line)):
        if line[place] not in _ENDS:
            continue
        sentence = line[start + 1 : place]
        if sentence:
            for name, offset in _opening(sentence, line[place] == "?"):
                yield name, MARK_WEIGHS, token + offset, min(token + offset + 2, token + len(sentence) - 1)
        token += len(sentence)
        start = place
    for at, word in enumerate(words):
        if who := _WHO.get(word):
            counts[who] += 1
        if kind := _day_or_number(word):
            yield kind, MARK_WEIGHS, at, at
    if not words:
        return
    for who, count in counts.items():
        yield f"=speaks of {who}", 2 * count / (len(words) + 4), 0, -1
    if counts["you"] and not counts["i"]:
        yield "=of you alone", MARK_WEIGHS, 0, -1
    own = content_words(words)
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


@lru_cache(maxsize=8192)
def _day_or_number(word: str) -> str:
    return "=time" if _DAY.match(word) else "=number" if _NUMBER.match(word) else ""


def _opening(sentence: tuple[str, ...], asks: bool) -> Iterator[tuple[str, int]]:
    offset = 0
    while offset < len(sentence) - 1 and sentence[offset] in _LEADS:
        offset += 1
    first = sentence[offset]
    second = sentence[offset + 1] if offset + 1 < len(sentence) else ""
    led = "so " if "so" in sentence[:offset] else ""
    who, then = _WHO.get(first), _WHO.get(second)
    if first in _ASK_WHAT:
        yield ("=asks " if asks or second in _TURNED_ROUND else "=says ") + first, offset
        if asks or second in _TURNED_ROUND:
            yield "=asks what", offset
    elif first in _TURNED_ROUND and then:
        yield f"=asks {first} {then}", offset
        yield "=asks whether", offset
    elif first in ("it", "that", "this") and second in _SEEMS:
        yield "=it seems", offset
    elif who:
        yield f"=tells {led}{who}", offset
        if asks:
            yield f"=asks if {who}", offset
        if offset + 1 < len(sentence) and _UNDENIED.isdisjoint(sentence[: offset + 4]):
            yield f"=tells {who} {second}", offset
    else:
        yield f"=begins {led}{'asking' if asks else 'telling'}", offset
    if asks:
        yield "=asks", len(sentence) - 1


def _how_it_ends(line: tuple[str, ...]) -> frozenset[str]:
    end = len(line) - 1
    start = max((at for at in range(end) if line[at] in _ENDS), default=-1)
    sentence = line[start + 1 : end]
    return (
        frozenset("=after " + name[1:] for name, _ in _opening(sentence, line[end] == "?"))
        if sentence
        else frozenset()
    )
