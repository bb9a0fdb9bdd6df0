"""Following the agent who reads the note back: which sentences were voiced, and what the client said to them.

Pure: a `Reading` and an utterance give the next `Reading`. A sentence counts as voiced when its numbers and days
were all said and most of its other words; how the agent puts it is theirs.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from dataclasses import dataclass

from assist.events import NoteFields, ReadBackMarked, ReadBackSentence, Utterance
from assist.note import answers
from assist.note.calendar import Calendar
from assist.note.clauses import clauses
from assist.note.dates import find_dates
from assist.note.likeness import alike, content, stem
from assist.note.numbers import digits_in, find_numbers
from assist.note.read_back import CLOSING, read_back_sentences, told
from assist.note.recap import asks_if_right
from assist.note.spoken import plain

VOICED = 0.51  # share of a sentence's own words
VOICED_WITH_ITS_DAY = 0.5
VOICED_IN_TURN = 0.4  # the same, for the sentence that is lit
SHORTEST_CODE = 4  # digits: an order, a telephone number
_FRAME = frozenset(
    stem(word)
    for word in (
        "told agreed like follow follow-up goal date option this did want chose have unable allowed mean"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A read-back under way: its sentences, what the agent has said since the client's last answer, and whether
    they asked if it is right."""

    sentences: tuple[ReadBackSentence, ...]
    said: tuple[Utterance, ...] = ()
    asked: bool = False

    def lit(self) -> int | None:
        """The sentence to say now, counted from 0; None where all are said."""
        return next(
            (index for index, one in enumerate(self.sentences) if one.state in ("waiting", "corrected")), None
        )

    def is_confirmed(self) -> bool:
        """The client has agreed to every sentence."""
        return all(one.state == "confirmed" for one in self.sentences if one.text != CLOSING)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What must be heard of a sentence: all its days and numbers, and enough of its words beside them.

    `spoken` and `digits` are what was heard of an utterance: all its words and numbers, its digits in a row."""

    words: frozenset[str]
    days: frozenset[datetime.date]
    numbers: frozenset[str]
    spoken: frozenset[str]
    digits: str

    @property
    def code(self) -> bool:
        """A number that no two things share: an order, a telephone."""
        return any(sum(char.isdigit() for char in one) >= SHORTEST_CODE for one in self.numbers)


def begin(fields: NoteFields) -> Reading:
    """The read-back of a note, with nothing said yet."""
    return Reading(tuple(ReadBackSentence(text, field) for field, text in read_back_sentences(fields)))


def refresh(reading: Reading, fields: NoteFields) -> Reading:
    """The note has changed: sentences that stand as before keep their state; one that was put right waits to be
    said again."""
    old = list(reading.sentences)
    kept: list[ReadBackSentence] = []
    for field, text in read_back_sentences(fields):
        same = next((one for one in old if (one.field, told(one.text)) == (field, told(text))), None)
        if same is None:
            new = ReadBackSentence(text, field)
            former = next(
                (
                    one
                    for one in old
                    if one.field == field and one.state == "corrected" and _one(one.text, text)
                ),
                None,
            )
            if former is not None:
                new = dataclasses.replace(former, text=text)
                old.remove(former)
            kept.append(new)
        else:
            old.remove(same)
            kept.append(dataclasses.replace(same, text=text))
    return dataclasses.replace(reading, sentences=tuple(kept))


def mark(reading: Reading, marked: ReadBackMarked) -> Reading:
    """The agent ticks a sentence by hand."""
    if not 0 <= marked.sentence < len(reading.sentences):
        return reading
    sentences = list(reading.sentences)
    sentences[marked.sentence] = dataclasses.replace(sentences[marked.sentence], state=marked.state)
    return dataclasses.replace(reading, sentences=tuple(sentences))


def follow(reading: Reading, utterance: Utterance, calendar: Calendar) -> Reading:
    """The reading after one more utterance of either side. `calendar`: the call's days."""
    if utterance.channel == "agent":
        return _voice(reading, utterance, calendar)
    return _answer(reading, utterance, calendar)


def voices(before: Reading, after: Reading) -> bool:
    """The step from the one to the other was an agent's reading, no other talk."""
    return (after.asked and not before.asked) or any(
        one.voiced != other.voiced for one, other in zip(before.sentences, after.sentences, strict=True)
    )


# --- the agent's voice -----------------------------------------------------------------------------


def _voice(reading: Reading, utterance: Utterance, calendar: Calendar) -> Reading:
    said = (*reading.said, utterance)
    alone, together = _facts(utterance.text, calendar), _facts(" . ".join(one.text for one in said), calendar)
    lit = reading.lit()
    asked = reading.asked or asks_if_right(plain(utterance.text))
    sentences = []
    for index, one in enumerate(reading.sentences):
        if one.text == CLOSING:
            heard = asks_if_right(plain(utterance.text))
        else:
            facts = _facts(one.text, calendar)
            now = bool(facts.days) and facts.days <= alone.days  # its day is said in this breath
            enough = VOICED_IN_TURN if index == lit else VOICED_WITH_ITS_DAY if now else VOICED
            if facts.code or (one.state == "corrected" and (facts.days or facts.numbers)):
                enough = 0.0
            # only a sentence that this utterance adds to can be voiced by it
            adds = facts.words & alone.spoken or facts.days & alone.days or (facts.numbers and alone.digits)
            heard = bool(adds) and _covers(together, facts, enough)
            if one.voiced and heard:
                heard = _covers(alone, facts, enough)  # said again, as a whole
        if heard and utterance.id not in one.voiced:
            state = one.state if one.state == "confirmed" else "voiced"
            one = dataclasses.replace(one, state=state, voiced=(*one.voiced, utterance.id))
        sentences.append(one)
    return Reading(tuple(sentences), said, asked)


def _covers(heard: _Facts, wanted: _Facts, enough: float) -> bool:
    """Every day and number, a long code also in pieces, and enough of the words."""
    if not wanted.days <= heard.days:
        return False
    for number in wanted.numbers - heard.spoken:
        digits = "".join(char for char in number if char.isdigit())
        if len(digits) < SHORTEST_CODE or digits not in heard.digits:
            return False
    if not wanted.words:
        return bool(wanted.days or wanted.numbers)
    return len(wanted.words & heard.spoken) >= enough * len(wanted.words)


@functools.lru_cache(maxsize=512)
def _facts(text: str, calendar: Calendar) -> _Facts:
    text = plain(text)
    days, rest, at = set(), [], 0
    for span in find_dates(text, calendar):
        if span.date is not None:
            days.add(span.date)
            rest.append(text[at : span.start])
            at = span.end
    remaining = " ".join([*rest, text[at:]])
    numbers = {span.value for span in find_numbers(remaining)} - {"1", "1st"}
    spoken = content(text) | {span.value for span in find_numbers(text)}
    words = {word for word in content(remaining) - _FRAME if not word[0].isdigit()}
    return _Facts(frozenset(words), frozenset(days), frozenset(numbers), frozenset(spoken), digits_in(text))


# --- the client's answer ---------------------------------------------------------------------------


def _answer(reading: Reading, utterance: Utterance, calendar: Calendar) -> Reading:
    text = plain(utterance.text)
    open_ones = [index for index, one in enumerate(reading.sentences) if one.state == "voiced"]
    if not open_ones or (answers.accepts_weakly(text) and not reading.asked):
        return reading  # "mm-hm" while the agent reads on
    wrong, right = _correction(text, reading.asked)
    if wrong is None and not right and _says_otherwise(reading, open_ones, text, calendar):
        wrong = text.strip(" ,.!")
    if wrong is None and not right:
        return reading
    sentences = list(reading.sentences)
    if wrong is not None:
        aim = _aim(reading, open_ones, wrong, calendar)
        sentences[aim] = dataclasses.replace(
            sentences[aim], state="corrected", answered=utterance.id, correction=wrong
        )
        open_ones = [index for index in open_ones if index != aim] if right else []
    for index in open_ones:
        sentences[index] = dataclasses.replace(sentences[index], state="confirmed", answered=utterance.id)
    return Reading(tuple(sentences), (), False)


def _correction(text: str, asked: bool) -> tuple[str | None, bool]:
    """What the client says instead (None where nothing), and whether they agree to the rest."""
    pieces = [piece.text for piece in clauses(text)]
    if not pieces:
        return None, False
    agreed = bool(_AGREES.match(text))
    if agreed and not (but := _BUT.search(text)):
        return None, True
    if agreed and but is not None and (answers.corrects(but["rest"]) or _CORRECTING.search(but["rest"])):
        return but["rest"].strip(" ,.!"), True
    if agreed:
        return None, True
    if _NOTHING_WRONG.match(text):
        return None, True
    if pieces[-1] and text.rstrip().endswith("?") and not _NO.match(text):
        return None, False  # "sorry, what time?"
    if _NO.match(text) or _CORRECTING.search(text):
        return _DENIES.sub("", text).strip(" ,.!"), False
    return None, asked and (answers.accepts(text) or answers.accepts_weakly(text))


def _says_otherwise(reading: Reading, open_ones: list[int], text: str, calendar: Calendar) -> bool:
    """ "Eight eight two one five", "you said Wednesday": a number or a day that none of the sentences has."""
    facts = _facts(text, calendar)
    read = [_facts(reading.sentences[index].text, calendar) for index in open_ones]
    other_number = (
        facts.code and any(one.code for one in read) and not any(facts.numbers & one.numbers for one in read)
    )
    other_day = (
        facts.days and any(one.days for one in read) and not any(facts.days & one.days for one in read)
    )
    bare = len(facts.words) <= 1 and "?" not in text
    return bool((other_number or other_day) and (bare or _YOU_SAID.search(text)))


def _aim(reading: Reading, open_ones: list[int], wrong: str, calendar: Calendar) -> int:
    """The sentence that a correction means: the one with most of its words, else the last with a day where it
    gives a day, with a number where it gives a number; else the last."""
    facts = _facts(wrong, calendar)

    def fit(index: int) -> tuple[float, ...]:
        own = _facts(reading.sentences[index].text, calendar)
        closing = reading.sentences[index].text == CLOSING
        return (
            not closing,
            len(own.words & facts.words),
            bool(own.days) and bool(facts.days),
            bool(own.numbers)
            and bool(facts.numbers)
            and any(abs(len(one) - len(other)) <= 1 for one in own.numbers for other in facts.numbers),
            ("", "goal_date", "plan").index(field)
            if (field := reading.sentences[index].field) in ("goal_date", "plan")
            else 0,
            index,
        )

    return max(open_ones, key=fit)


def _one(text: str, other: str) -> bool:
    """A sentence and what became of it when a day or a number in it was put right."""
    return alike(text, other) > 0 or bool(content(text) & content(other))


_AGREES = re.compile(
    r"(?:(?:oh|um|uh|well|okay|ok|right|alright|and|hm+),? )*(?:yes|yeah|yep|yup|aye|it does|it is\b(?! (?:not"
    r"|n't|\w+day))|dead on|I think so|you did"
    r"|you have|correct|exactly|perfect"
    r"|right|spot on"
    r"|absolutely|that's (?:it|right|correct|all right|fine|perfect|about right|everything|the lot|all"
    r"|grand|me|about it|sound|the size of it|what (?:we|I|you) said)"
    r"|(?:it|all|that) (?:all )?(?:sounds|is|looks) (?:\w+ )?(?:right|correct|good|fine|perfect|great)"
    r"|sounds (?:right|good|fine|great|perfect|about right)|you've got it|you got it|all correct"
    r"|all good|fine|great"
    r"|lovely|sure|brilliant|grand|bang on|that is (?:right|correct|it))\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:but|except|only|just|although|apart from|one thing|except that)\b,? ?(?P<rest>.+)$", re.IGNORECASE
)
_CORRECTING = re.compile(
    r"\b(?:not|n't|actually|I said|I meant|should be|supposed to be|make (?:that|it)|instead|rather"
    r"|wrong|other way"
    r"|it's|it was|it is)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"(?:(?:oh|um|uh|well|but|hang on|wait|sorry|er|hm+),? ?)*(?:no|nope|nah|not quite|not exactly"
    r"|not really|almost"
    r"|sorry|wait|hang on|actually|nearly)\b[,.!]? ?",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:(?:oh|um|uh|well|but|hang on|wait|sorry|actually|er|hm+),? ?)*(?:no|nope|nah|not quite"
    r"|not exactly|not really"
    r"|almost|nearly)\b",
    re.IGNORECASE,
)
_YOU_SAID = re.compile(r"\b(?:you|we|I) (?:said|agreed|told|promised|meant)\b|\bI thought\b", re.IGNORECASE)
_NOTHING_WRONG = re.compile(
    r"(?:no|nope),? (?:that's|that is|it's|you've|nothing|all|no that's)\b.*\b(?:right|correct|fine|good"
    r"|it|perfect|all"
    r"|everything|great)\b",
    re.IGNORECASE,
)
