"""What the agent can do: options. "Can" is firm, "could" is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assist.note.alternative_sides import alternative_sides, with_what_for
from assist.note.deeds import DEEDS
from assist.note.offer_words import (
    CAN,
    CAN_DO_IS,
    COME_ON_A_DAY,
    DAY,
    DAY_OR_DAY,
    EITHER,
    EMPTY,
    HAVE_A,
    HAVE_EITHER,
    HOW_ABOUT,
    IF_YOU_LIKE,
    IF_YOU_RATHER,
    IF_YOU_TAKE,
    IN_CASE,
    IN_THAT_CASE,
    OR,
    OURS,
    RATHER,
    SIDE,
    SORTS_IT,
    THEIR_DEED,
    THERE_IS_ALSO,
    THEY_CAN,
    TOPIC,
    WOULD_LIKE_TO,
    WOULD_YOU,
    YOU_CAN,
    YOU_OR_WE,
)
from assist.note.promises import DAY_FIRST, is_tentative
from assist.note.said_forms import is_deed
from assist.note.verbs import now

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, in the speaker's words; firm: "we can", else "we could"; `by_client`: for them to do; `by_us`:
    the speaker says that "we" do it."""

    text: str
    firm: bool
    by_client: bool = False
    by_us: bool = False


@lru_cache(maxsize=512)
def offers(clause: str, question: bool) -> tuple[Offer, ...]:
    """What the agent puts forward; "either a message or a voucher" makes two."""
    clause = TOPIC.sub("", clause.strip(" .?!"))
    if (first := DAY_FIRST.match(clause)) is not None and (first["day"] not in clause[first.end() :]):
        return tuple(
            one if DAY.search(one.text) else replace(one, text=f"{one.text} {first['day']}")
            for one in offers(clause[first.end() :], question)
        )
    if (days := DAY_OR_DAY.match(clause)) is not None:
        return tuple(Offer(day, firm=False) for day in with_what_for([days["one"], days["other"]]))
    if (case := IN_THAT_CASE.match(clause)) is not None and not is_tentative(case["what"]):
        return (Offer(f"{case['what']} if {case['case']}", firm=False),)
    if (taken := IF_YOU_TAKE.match(clause)) is not None:
        return (Offer(taken["what"], firm=False, by_client=True),)
    conditional = IF_YOU_LIKE.search(clause)
    clause = IF_YOU_RATHER.sub("", clause)
    trimmed = IF_YOU_LIKE.sub("", clause)
    if (both := YOU_OR_WE.match(trimmed)) is not None:
        return (Offer(both["what"], firm=False, by_client=True), *_either(both["other"], firm=True))
    if conditional and (willing := re.search(r"\b(?:I|we)(?:'ll| will) (?P<what>.+)", trimmed, _I)):
        return _either(willing["what"], firm=True)
    for pattern in (
        *(EITHER, CAN_DO_IS, CAN, WOULD_YOU, HOW_ABOUT),
        *(HAVE_EITHER, HAVE_A, THERE_IS_ALSO, COME_ON_A_DAY, YOU_CAN, THEY_CAN, WOULD_LIKE_TO),
    ):
        match = pattern.search(trimmed)
        if match is None:
            continue
        filled = {
            name: value for name, value in match.groupdict().items() if name.startswith("what") and value
        }
        what = next(iter(filled.values()))
        if (
            pattern is CAN
            and question
            and match.start() > 0
            and re.match(r"(?:would|do|is|so)\b", clause, _I)
        ):
            continue
        before = trimmed[: match.start()]
        if pattern is WOULD_YOU and re.search(r"\b(?:what|how|which|when|where|who|why)\b", before, _I):
            continue
        if pattern is COME_ON_A_DAY:
            if not question:
                continue
            return tuple(replace(one, firm=False, by_client=True) for one in _either(what, False))
        if pattern is WOULD_YOU and THEIR_DEED.match(what):
            return tuple(replace(one, firm=False, by_client=True) for one in _either(what, False))
        if re.search(r"\b(?:not|n't|if|once|because(?! of))\b[^,]*$", before, _I) and pattern in (
            CAN,
            YOU_CAN,
        ):
            continue
        if pattern is CAN and " " not in what and before.strip() and not _JOINS.search(before):
            continue  # "a credit I can use"
        if pattern is HOW_ABOUT:
            what = _as_deed(what)
        said = match.group()
        firm = (
            not is_tentative(said)
            if pattern in (CAN, YOU_CAN)
            else pattern is WOULD_YOU or not is_tentative(what)
        )
        firm = firm and not (pattern in (HOW_ABOUT, THERE_IS_ALSO) and "what6" in filled)
        if pattern is THEY_CAN:
            if question or re.search(
                r"\b(?:if|so that|what|how|when|where)\b", trimmed[: match.end("what")], _I
            ):
                continue
            firm = not is_tentative(what)
        if pattern is YOU_CAN:
            return _theirs(what)
        if pattern is CAN and re.search(r"(?:'d be| would be) (?:happy|glad)", match["how"], _I):
            firm = not is_tentative(what)
        return _either(what, firm)
    return ()


def has_either(sentence: str) -> tuple[Offer, ...]:
    """The sides of "there's an engineer today, but it'd be late, or I've got tomorrow", a whole sentence."""
    match = HAVE_EITHER.match(sentence) or EITHER.match(sentence)
    sides = _either(match["what"], True) if match else ()
    return sides if len(sides) > 1 else ()


def other_side(clause: str) -> tuple[Offer, ...]:
    """What is offered in a clause that "or" joins to an offer: "or you can see him on Thursday", "or if you want it
    done at once he's free on Tuesday"."""
    clause = IN_CASE.sub("", clause.strip(" .?!")).strip()
    if (rather := RATHER.match(clause)) is not None:
        return (Offer(rather["what"], firm=False, by_client=True),)
    if (match := SIDE.match(clause)) is None:
        return (Offer(clause, firm=not is_tentative(clause)),) if _ON_A_DAY.match(clause) else ()
    if match["who"] and match["who"].lower() == "you":
        return _theirs(match["what"])
    if match["who"] and match["who"].lower() not in ("i", "we"):
        return _either(clause[match.start("who") :], firm=not is_tentative(clause))
    if match["deed"]:
        return _either(match["deed"], firm=False)
    return _either(match["what"] or match["thing"] or match["whole"], firm=not is_tentative(clause))


def whole(clause: str) -> tuple[Offer, ...]:
    """A clause that is an offer though it has no form of one: "a tenner off, how's that", "two o'clock is free"."""
    return _either(_PUTS.sub("", clause.strip(" .?!")), firm=not is_tentative(clause))


def alternatives(sentence: str) -> tuple[Offer, ...]:
    """The sides of a sentence that was announced as a choice: "we recall it, or I ask for a credit"."""
    sides = _either(sentence, firm=False)
    return sides if len(sides) > 1 else ()


def further(clause: str) -> tuple[Offer, ...]:
    """What stands behind an "or", in a clause that goes on after an offer: "and we'd pay it, or take out a policy"."""
    return _either(clause, firm=False)[1:]


def is_empty(text: str) -> bool:
    """ "We can sort it out" offers nothing that could be chosen."""
    bare = re.sub(r"^(?:I|we|you) (?:can|could|will) ", "", text.strip(" ,.?!"), flags=_I)
    return bool(
        bare.lower() in ("", "like", "well", "so")
        or EMPTY.match(bare)
        or _ONLY_TALK.match(bare)
        or _ONLY_CASE.match(bare)
        or SORTS_IT.match(bare)
        or re.match(
            r"(?:so )?here's what\b|both of (?:those|them|these)\b|(?:get|have|do|take) both\b", bare, _I
        )
    )


def _either(what: str, firm: bool) -> tuple[Offer, ...]:
    """The sides of what is offered with an "or", each cut from its "I can"; "you keep it" is for them to do."""
    what = re.sub(r"^either ", "", what.strip(" ,.?!"), flags=_I)
    what = _WHICHEVER.sub("", what)
    what = re.sub(r",? (?:or|otherwise)(?: else)? (?:it|that|they)(?:'d|'ll)?\b.*$", "", what, flags=_I)
    sides, theirs, at = [], [False], 0
    for joint in OR.finditer(what):
        sides.append(what[at : joint.start()])
        theirs.append(bool(_FOR_YOU.search(joint.group())))
        at = joint.end()
    sides.append(what[at:])
    for index, side in enumerate(sides):
        sides[index], asked = _put_plainly(side)
        goes_on = index > 0 and theirs[index - 1] and is_deed(side) and not _GIVEN.match(side)
        theirs[index] = theirs[index] or asked or goes_on  # "do you want to keep it, or send it back?"
    parted = [alternative_sides(side) for side in sides]
    theirs = [asked for asked, parts in zip(theirs, parted, strict=True) for _ in parts]
    sides = with_what_for([part for parts in parted for part in parts])
    if (day := DAY.search(sides[0])) is not None:  # "come on Wednesday or Thursday": two days of one thing
        sides[1:] = [sides[0][: day.start()] + side if DAY.match(side) else side for side in sides[1:]]
    by_us = [bool(_BY_US.match(side)) for side in sides]
    cut = [_OWN.sub("", side).strip(" ,") for side in sides]
    by_client = [asked or side.lower().startswith("you ") for side, asked in zip(cut, theirs, strict=True)]
    return tuple(
        Offer(side, firm and not for_them, for_them, for_us)
        for side, for_them, for_us in zip(cut, by_client, by_us, strict=True)
        if side and not is_empty(side)
    )


def _put_plainly(side: str) -> tuple[str, bool]:
    """ "Would she rather stay in the hall" puts forward "stay in the hall", "is nine better" nine; and whether it is
    for them to do: "do you want to stay on"."""
    if (match := _ASKS_IF.match(side)) is None:
        return side, False
    told = {name: said for name, said in match.groupdict().items() if said}
    if "it" in told:
        return f"have {told['it']} {told['so']}", False
    if "who" in told:
        return (f"{told['who']} to {told['does']}", False) if is_deed(told["does"]) else (side, False)
    if "deed" in told:
        return (told["deed"], True) if is_deed(told["deed"]) else (side, False)
    [(who, what)] = told.items()
    return _as_deed(what), who == "you" and not _GIVEN.match(what)


def _as_deed(what: str) -> str:
    """ "(If I) rang you tomorrow and told you", as a deed: "ring you tomorrow and tell you"."""
    return _DID.sub(lambda match: match[1] + next(filter(_IS_DEED, now(match[2])), match[2]), what)


_DID = re.compile(r"(^|\b(?:and|or) (?:then |also )?)([a-z]+)\b")
_IS_DEED = re.compile(rf"(?:{DEEDS}|tell|run)$").match


def _theirs(what: str) -> tuple[Offer, ...]:
    """What the client may do, but for a side of it that "we" do: "swap it, or we fetch it"."""
    return tuple(
        replace(one, firm=False, by_client=not (one.by_us or OURS.match(one.text)))
        for one in _either(what, False)
    )


_BY_US = re.compile(r"(?:I|we)\b", _I)
_JOINS = re.compile(r"(?:\b(?:and|or|but|so|then|yes|well)|,)\s*$", _I)
_OWN = re.compile(
    r"^(?:to |(?:(?:I|we)(?:'d| would) )?(?:like|love) to |(?:I|we)(?:'ve| have) got |(?:I|we)(?:'ve| have) "
    r"|(?:I|we) (?:can|could) |I |we )",
    _I,
)
_WHICHEVER = re.compile(r",? (?:whichever|whatever)(?: (?:you|suits|is|one|of|works|way)\b.*|'s .*)?$", _I)
_WISH = r"(?:(?:still|also|just|really) )*(?:rather|sooner|prefer|want|need|like|fancy)"
# how an offer is put as a question
_ASKS_IF = re.compile(
    rf"(?:(?:do|did|would|will) )?you(?:'d)? {_WISH} (?:(?:me|us) to (?P<ours>.+)"
    r"|(?P<it>it|that|this|them|him|her) (?:to )?(?P<so>.+)|to (?P<you>.+)|(?P<thing>(?!if\b).+))"
    rf"|(?:does|do|would|will) (?:he|she|they) {_WISH} (?:to )?(?P<their>.+)"
    r"|(?:can|could|shall|should|may) (?:I|we) (?:say )?(?P<we>.+)"
    r"|(?:is|would) it(?: be)? (?:ok|okay|all ?right|fine|better|easier) if (?:I|we) (?P<if>.+)"
    r"|(?:would|does|will) (?P<suits>.+?),? (?:suit|work)(?: (?:you|for you))?$"
    r"|is (?P<better>.+) (?:better|easier|any good)$"
    r"|(?:can|could|would|will) you (?P<deed>.+)"
    r"|(?:can|could|shall|should|would|will) (?P<who>he|she|they|(?:the|my|our) [\w'-]+"
    r"|(?-i:(?:Mr |Mrs |Ms |Dr )?[A-Z][a-z]+)|somebody|someone) (?P<does>.+)",
    _I,
)
_GIVEN = re.compile(r"(?:have|get|receive)\b", _I)
_PUTS = re.compile(
    r"^(?:(?:or|and|so|either|maybe|perhaps),? )*"
    r"(?:(?:I|we)(?:'d| would| could| can|'ll| will)?(?: also| really)?(?: be able to| be happy to| like to| love to)? "
    r"|(?:there's|there is|what about|how about|you could|you can|would you like) )?",
    _I,
)
# "may I tell you what I can do?", "give me a second"
_ONLY_TALK = re.compile(
    r"(?:may|can|could|shall) I (?:just )?(?:tell|explain|ask|say)\b|let me (?:just )?(?:tell|explain"
    r"|ask|say|see|look|check|think)\b"
    r"|give me (?:just )?(?:an?|one|two|half a) (?:sec|second|minute|min|moment|tick|mo)\w*\b",
    _I,
)
# "or if you don't want to wait": what is offered then comes behind it
_ONLY_CASE = re.compile(
    r"(?:if|unless) (?:you|it|that|he|she|they|there)(?:'\w+)?(?: (?!I\b|we\b|you\b|he\b|she\b|it\b"
    r"|they\b|the\b|my\b|our\b)[\w']+){1,5}$",
    _I,
)
_ON_A_DAY = re.compile(rf"(?:tonight\b|{DAY.pattern})", _I)
_FOR_YOU = re.compile(r"\b(?:will|would|can|could) you $", _I)  # "or will you come in for it?"
