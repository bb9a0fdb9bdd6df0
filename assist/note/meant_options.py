"""Which of the options on the table an answer means: by place, by whose they are, by what they have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assist.note import answers, likeness
from assist.note.any_case import AnyCase
from assist.note.dates import iso
from assist.note.ledger import Ledger
from assist.note.number_words import ORDINALS
from assist.note.statement import Statement, Turn


def meant(ledger: Ledger, text: str, turn: Turn) -> list[Statement]:
    """The options that an answer means: by their place, else by the most words shared, else by words of one kin."""
    recent = recent_options(ledger)
    if not (turn.options or recent):
        return []
    said = text.lower()
    if _WHOSE.search(said) and len(whose := [one for one in turn.options if _is_whose(text, one)]) == 1:
        return whose
    if _YOU_DO_IT.match(text) and len(ours := [one for one in turn.options if not one.by_client]) == 1:
        return ours
    if "not " in said:
        text = _NOT_IT.sub("", text)
    if "come" in said and (comes := _I_COME.search(text)) is not None:
        theirs = [one for one in turn.options if one.by_client and _COMES_FOR.search(one.text)]
        if len(theirs) == 1:
            return theirs
        text = f"{text[: comes.start()]} {text[comes.end() :]}"  # "she could come out to you" is not meant
    place = answers.place(text) if len(turn.options) > 1 else None
    if place is not None and not any(_is_on_day(text, one) for one in turn.options):
        return [turn.options[min(place, len(turn.options) - 1)]]
    for earlier in (False, True):
        options = _spoken_of_before(ledger, text, recent) if earlier else turn.options
        if not options:
            continue
        shared = words_shared(text, options)
        most = max(shared, default=0)
        if not most and (days := ledger.days.of(text)) and not _UNDERTAKES.search(text):
            ahead = {iso(day) for day in days if day.date is not None and not day.past}
            shared = [int(bool(ahead) and option.due in ahead) for option in options]
            most = max(shared, default=0)
        if most:
            return _nearest(text, _with(most, shared, options))
    akin = [len(_kin(text) & _kin(option.text)) for option in turn.options]
    return _with(max(akin), akin, turn.options) if any(akin) else []


def _with(most: int, counts: Sequence[int], options: Sequence[Statement]) -> list[Statement]:
    return [option for count, option in zip(counts, options, strict=True) if count == most]


def recent_options(ledger: Ledger) -> list[Statement]:
    """Those that were spoken of not too long ago to be meant."""
    now = next(reversed(ledger.heard))
    return [one for one in ledger.options if now - one.sources[-1] <= LONG_AGO]


def _spoken_of_before(ledger: Ledger, text: str, recent: Sequence[Statement]) -> list[Statement]:
    """The options of earlier turns that an answer can still mean: those of a few utterances ago, and older ones only
    where it shares two words with them."""
    now = next(reversed(ledger.heard))
    shared = words_shared(text, recent)
    return [
        one
        for count, one in zip(shared, recent, strict=True)
        if count > 1 or now - one.sources[-1] <= JUST_NOW
    ]


def words_shared(text: str, options: Sequence[Statement]) -> list[int]:
    """How many content words an answer shares with each option."""
    if not options:
        return []
    said = _carried(text)
    shared = [len(said & likeness.content(option.text)) for option in options]
    return shared if any(shared) else [len(said & likeness.content(option.around)) for option in options]


def as_offered(answer: str) -> str:
    """An answer in the words of an offer: "my money back" is the refund that it is."""
    return _LOAN.sub(lambda loan: f"{loan.group()} lend", _MONEY_BACK.sub("refund", answer))


@lru_cache(maxsize=256)
def _carried(answer: str) -> frozenset[str]:
    return likeness.content(as_offered(answer))


@lru_cache(maxsize=512)
def _kin(text: str) -> frozenset[int]:
    """The kins of which a word is said: "I don't want another one" may mean the replacement."""
    return frozenset(_KIN_OF[word] for word in _WORD.findall(text.lower()) if word in _KIN_OF)


_WHOSE = AnyCase(r"\b(?:yours|mine|ours|(?:my|our) own)\b", words="yours mine ours own")


def _is_whose(text: str, option: Statement) -> bool:
    """ "Let's do yours", of "your own or ours"."""
    if re.search(r"\byours\b", text, re.IGNORECASE):
        return bool(re.search(r"\bours?\b", option.text, re.IGNORECASE))
    if re.search(r"\b(?:mine|ours|(?:my|our) own)\b(?!'s| is| are)", text, re.IGNORECASE):
        return bool(re.search(r"\b(?:their|the client's) own\b", option.text, re.IGNORECASE))
    return False


def _is_on_day(text: str, option: Statement) -> bool:
    """ "The first", of "the twenty-ninth or the first of August": its day, and no place among the options."""
    ordinal = re.search(r"\bthe (first|second|third)\b", text, re.IGNORECASE)
    return (
        ordinal is not None
        and option.due is not None
        and int(option.due[-2:]) == ORDINALS[ordinal[1].lower()]
    )


def _nearest(text: str, options: list[Statement]) -> list[Statement]:
    """Of options that share as many content words with an answer, those with the most of its small words: "come in"
    is "come in and sit down", not "come to you"."""
    if len(options) < 2:
        return options
    said = set(_WORD.findall(text.lower()))
    shared = [len(said & set(_WORD.findall(option.text.lower()))) for option in options]
    return _with(max(shared), shared, options)


# "I'll email it tonight": no answer to what was offered for today
_UNDERTAKES = re.compile(
    r"\bI(?:'ll| will) (?!(?:take|have|go|come|do|be|say|stick|settle|accept|keep)\b)\w+", re.IGNORECASE
)
_YOU_DO_IT = re.compile(
    r"(?:(?:no|yes|yeah|okay|ah|oh|well),? )*you (?:do|write|send|go|come|ring|call|ask|choose)(?: (?:it|that|them|him"
    r"|her))?(?:,? (?:please|then|for me))*$",
    re.IGNORECASE,
)
# "a new leaf, not a strip"
_NOT_IT = re.compile(
    r"(?<=\w),? (?:and )?not (?:an?|the|another|any|your|my|by|on|in|at|to)\b.*$", re.IGNORECASE
)
_I_COME = re.compile(r"\bI(?:'ll| will| can|'d rather|'d sooner) come\b", re.IGNORECASE)
_COMES_FOR = re.compile(
    r"\b(?:(?:come|collect|pick|drop|bring|call|pop|visit)s?|fetch(?:es)?)\b", re.IGNORECASE
)
JUST_NOW, LONG_AGO = 4, 12  # utterances
_WORD = re.compile(r"[a-z']+")
_MONEY_BACK = AnyCase(r"\b(?:my|the|our) money(?: back)?\b", words="money")
_LOAN = AnyCase(r"\bloan(?:er)?\b", words="loan loaner")
# words that one side says where the other says another
_KINS = (
    "replace replacement replaced another new swap swapped exchange exchanged",
    "engineer technician tech fitter electrician man bloke fella lad guy chap somebody someone",
    "refund refunded reimburse cash money pay",
    "collect fetch pick",
    "shop store branch",
    "repair repaired fix fixed mend mended",
    "van lorry truck car vehicle",
    "lend borrow loan hire courtesy",
    "morning first",
    "evening tonight night",
    "discount off cheaper reduction",
    "bring brought",
    "send sent post posted mail mailed",
)
_KIN_OF = {word: number for number, words in enumerate(_KINS) for word in words.split()}
