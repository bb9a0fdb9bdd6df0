"""What the client asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assist.note import spoken
from assist.note.any_case import AnyCase
from assist.note.said_forms import is_deed
from assist.note.want_words import (
    ANSWERS_ONLY,
    ASKINGS,
    CANT_BE,
    COMMAND,
    COMMANDING,
    NO_COMMAND,
    NO_WANT,
    PROHIBITS,
    REQUEST,
    WANT_IS,
    WANTED_TO,
    WANTS,
    WONDER,
)

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Want:
    """What the client asks for, in their words. `form`: what to put before it to make it a wish."""

    text: str
    form: str
    negated: bool = False


# "the right tablets, in my hand", "something with a tow bar": an answer that only names the thing
_NAMES_THING = re.compile(
    r"^(?:(?:well|um|just|simple|oh|okay|please),? )*(?P<what>(?:something|somebody|someone|an?|the|my"
    r"|our|some"
    r"|another)\b(?: [\w'-]+){1,8}(?:, [^.]*)?)$",
    _I,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|can't|could|will|would|I|we|you|it|they|he|she"
    r"|keeps?|\w+n't)\b"
    r"|'(?:s|ve|re|ll|d)\b",
    _I,
)


def says(clause: str) -> bool:
    """There is a verb in it: more than a thing's name."""
    return bool(_FINITE.search(clause))


def named_thing(clause: str) -> str | None:
    """The thing that an answer to "what would you like?" names without a verb, or None."""
    match = _NAMES_THING.match(clause)
    if match is None or _FINITE.search(match["what"].partition(",")[0].partition(" that ")[0]):
        return None
    return match["what"]


_WANTS_NONE = AnyCase(
    r"\b(?:I|we)(?: really)?(?: (?:don't|do not|didn't|wouldn't|would not)|'d not) (?:want|need) (?P<what>.+)",
    words="want need",
)
# what stands before a wish that is none of the speaker's now: "they said we want a refund"
_HELD_APART = re.compile(
    r"\b(?:if|when|(?<!calling )(?<!ringing )(?<!phoning )because|why|know|said|told|what|like|anything"
    r"|(?<!after )(?<!before )(?<!is )(?<!think )(?<!thinking )that|which"
    r"|(?:goes|says|said|went)(?: to me)?,?|do(?<!\bI do)|would|should)\s*$"
)


# tried one after the other: what of it must be said, how it is said, and what is written
_WAYS_TO_ASK: tuple[tuple[str, re.Pattern[str] | AnyCase, str], ...] = (
    ("", WANT_IS, ""),
    ("", CANT_BE, "it to "),
    ("", WONDER, "us to "),
    ("", REQUEST, "us to "),
    ("", WANTS, ""),
    ("", WANTED_TO, ""),
    *ASKINGS,
    ("", COMMAND, "us to "),
    ("", PROHIBITS, "us not to "),
)


def wants_none(clause: str) -> bool:
    """Something is not wanted in it, whatever else is."""
    return _WANTS_NONE.search(clause) is not None


@lru_cache(maxsize=512)
def want(clause: str, asked: bool = False) -> Want | None:
    """ "I'd like a refund", "could you send me one", "just fix it": what is wanted, or None.

    `asked`: the agent has just asked for it, so that a bare command is one too."""
    said = clause.lower()
    for needs, pattern, form in _WAYS_TO_ASK:
        if needs not in said or (match := pattern.search(clause)) is None:
            continue
        before = clause[: match.start()].lower()
        what = match["what"].strip()
        if pattern is not WANT_IS and _HELD_APART.search(before):
            continue
        if pattern is COMMAND and not (asked or COMMANDING.search(clause)):
            continue
        if pattern is COMMAND and NO_COMMAND.match(what):
            continue
        if pattern is REQUEST:
            own = re.search(r"\b(?:I|we)\b", match.group().split(what)[0], _I)
            if own and re.match(r"will\b", match.group(), _I):
                continue  # "will I get a new letter?"
            if re.search(r"\basked (?:\w+ ){1,3}$", before):
                continue  # "I asked her could I talk to somebody"
            if own and not re.match(
                r"(?:get|have|speak|talk|return|cancel|change|exchange|pay|move|swap|keep|bring|leave|send|book|come|go"
                r"|switch|try|do(?= the (?:first|second|third|other|latter)\b))\b",
                what,
                _I,
            ):
                continue
            someone = re.match(r"\w+ (?P<who>someone|somebody|anyone|anybody)\b", match.group(), _I)
            kind = _kind_of_somebody(what) if someone else ""
            what = what.removeprefix(kind)
            form = "to " if own else f"{someone['who'].lower()} {kind}to " if someone else "us to "
            what = re.sub(r"^be able to ", "", what)
            if (
                ANSWERS_ONLY.match(what)
                or re.search(r"\bhow $", before)
                or re.match(
                    r"be (?!able|so)|(?:see|notice|mind|say|think|advise|know|guess|like to (?:guess|know|hear))\b",
                    what,
                    _I,
                )
            ):
                continue
        if pattern is WONDER and any(match[name] for name in ("own", "own2", "own3")):
            form = "to "
        if pattern is WONDER and match["some"]:
            form = f"{match['some'].lower()} to "
        if pattern is WONDER and re.search(r"\byou (?:need|have|ought) to$|\byou should$", before):
            continue
        if NO_WANT.match(what) or (form == "to " and what.startswith("have to")):
            continue
        return Want(what, match["who"].lower() + form if form == " to " else form)
    refused = _WANTS_NONE.search(clause)
    if refused and not NO_WANT.match(refused["what"]) and not _SPARES_THEM.match(refused["what"]):
        return Want(refused["what"], "not ", negated=True)
    return None


def _kind_of_somebody(what: str) -> str:
    """ "Senior ring me", behind "can somebody": what stands before the deed."""
    kind = _WHAT_KIND.match(what)
    return kind.group() if kind and not is_deed(what) and is_deed(what[kind.end() :]) else ""


def plainly(clause: str) -> Want | None:
    """What is asked for in a clause that is known to ask, in whatever form: "could it be half eight", "you send it to
    him", "shut the old one"; None where it cannot be told from the words who is to do what."""
    clause = _OR_NOT.sub("", spoken.without_lead(clause))
    if (wish := WANTS.match(clause)) is not None:
        return Want(wish["what"], "")
    if (asks := _WOULD_THEY.match(clause)) is not None:
        who = asks["who"].lower()
        return Want(
            asks["what"], {"i": "to ", "we": "to ", "you": "us to "}.get(who, f"{_THEM.get(who, who)} to ")
        )
    if (there := _IS_THERE.match(clause)) is not None:
        return Want(there["what"], "")
    if (told := _TELLS_US.match(clause)) is None or not (is_deed(told["deed"]) or _TO_IT.match(told["deed"])):
        return None
    return Want(told["deed"], "us not to " if told["not"] else "us to ", negated=bool(told["not"]))


def names_nothing(what: str) -> bool:
    """ "I want it": what "it" is was said elsewhere."""
    return what.strip(" .").lower() in ("it", "that", "this", "one", "to", "them")


# "roll it out": whatever the verb
_TO_IT = re.compile(
    r"(?!(?:about|after|and|around|because|before|behind|below|both|but|did|does|for|from|had|has|into|is|just|like|not"
    r"|off|once|only|over|so|than|that|then|through|till|to|under|until|was|when|where|while|will|with|without|would)\b)"
    r"[a-z]{3,}(?<!s)(?<!ed)(?<!ing) (?:it|them|him|her|me|us)\b",
    _I,
)
_OR_NOT = re.compile(r",? or (?:not|no|what)$", _I)
_WOULD_THEY = re.compile(
    r"(?:can|could|would|will|may|might) (?P<who>I|you|we|it|this|that|they|he|she|one|somebody|someone|anybody|anyone"
    r"|something|(?:an?|the|my|your) [\w'-]+) "
    r"(?:(?:at least|please|just|maybe|possibly|also|still) )*(?!(?:not|tell|say|see|hear|believe|imagine"
    r"|have \w+ed)\b)(?P<what>[a-z]+ .+|(?!(?:look|listen)$)[a-z]+)",
    _I,
)
# "can somebody senior ring me", "someone from billing"
_WHAT_KIND = re.compile(r"(?:in charge|(?:from|at|in|with|higher|further) (?:the |your )?\w+?|\w+?) ", _I)
# "is there another driver": one is asked for; "is there a charge" asks for none
_IS_THERE = re.compile(
    r"is there (?P<what>(?:an?|another|any\w*|some\w*) (?!(?:[\w-]+ )?(?:charge|fee|cost|penalty|problem|reason"
    r"|limit|catch|risk|chance|deadline|deposit)\b).+)",
    _I,
)
_THEM = {"they": "them", "he": "him", "she": "her"}
_TELLS_US = re.compile(
    r"(?:(?:just|please|you),? )*(?P<not>(?:don't|do not|never) (?:you )?)?"
    r"(?P<deed>(?!(?:know|see|think|need|want|mind|say|hear|remember|understand|wait|try|do|be|have|get|go|look"
    r"|come|try|take|keep)\b)[a-z]+ .+)",
    _I,
)
# "I don't want to be rude"
_SPARES_THEM = re.compile(
    r"to (?!(?:see|get|receive|have|pay|lose|wait|come|cancel|move|change|go through|send|keep|use"
    r"|look at|be (?:paying|charged|billed|waiting|left|chasing|sitting|standing))\b)",
    _I,
)
