"""What is promised for certain, by when, and what is only hoped: "I will" and "I'll try" are kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assist.note import no_plan
from assist.note import promise_forms as forms
from assist.note.any_case import AnyCase
from assist.note.date_phrases import WEEKDAY
from assist.note.first_names import is_first_name
from assist.note.number_words import HOURS
from assist.note.words import decapitalised, one_of

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Promise:
    """What will be done. `text` in the agent's words, from the verb on ("will") or whole ("the parts will come")."""

    text: str
    form: str  # "will", "doing", "done", "whole"
    vague: bool  # only "that" or "it": what it is was said before
    follow_up: bool


_TENTATIVE = AnyCase(
    r"\b"
    + one_of(
        r"""try, trying, probably, maybe, perhaps, might, may, hopefully, hope, hoping, should, could,
    would, possibly, I think, I guess, I suppose, I believe, (?:I|we|I'd|we'd) expect, expected, expecting(?! you),
    I reckon, I'd say, I'd think, I'd guess,
    I'd expect, I imagine, I'd imagine, all being well, touch wood, with (?:any|a bit of) luck,
    see (?:if|what|whether), do my best, best I can, what I can, everything I can, guarantee, (?:can't|cannot) promise,
    not sure, aim, aiming, ideally, likely, unless, fingers crossed"""
    )
    + r"\b"
)
_MAY_THE_MONTH = re.compile(
    r"\b(?:of|by|in|on|until) may\b|\bmay (?:the )?\d|\bmay \w+(?:th|st|nd|rd|first|second|third)\b", _I
)


_REPORTED = re.compile(
    r"\b(?:said|told|thought|why|what|how|when|that|which|because|n't|not|who|imagine|bet)\s*(?:that )?$", _I
)
_ASSURED = re.compile(r"\b(?:promise|guarantee|sure|confirm|know|is) (?:you )?that $", _I)
_OPENS = re.compile(
    r"^(?:(?:and|so|then|but|okay|right|well|now|also|yes|no|(?:I'm|I am) (?:so |really |very )*sorry)\b,? )*"
    rf"(?:(?:good|great|brilliant|lovely|perfect|grand|super|sweet),? (?={WEEKDAY}|tomorrow\b|today\b|tonight\b))?",
    _I,
)
_WHERE_IT_IS = re.compile(r"\b(?:where|how|what|who|when|which|that) (?:\w+ ){1,3}(?:is|are)$", _I)
_ASKS_WHAT = re.compile(r"\b(?:what|who|how|when|where)'ll\b", _I)
_ONCE = re.compile(r"\b(?:with|once|when|as soon as)\b", _I)
_CUT_OFF = re.compile(r"\b(?:is|are|the|an?|and|or)$", _I)
# tried one after the other
_FORMS = (
    (forms.WHAT_I_WILL_DO, "will"),
    (forms.WILL, "will"),
    (forms.WOULD_BE_THERE, "will"),
    (forms.WONT, "will"),
    (forms.WONT_BE_CHARGED, "whole"),
    (forms.DOING, "doing"),
    (forms.DONE, "done"),
    (forms.EXPECT, "whole"),
    (forms.SOMEBODYS_WILL, "whole"),
    (forms.LET_ME, "will"),
    (forms.WILL_ALONE, "will"),
    (forms.ON_ITS_WAY, "whole"),
    (forms.IS_ON, "whole"),
    (forms.IS_THERE, "whole"),
    (forms.CONSIDER_IT, "will"),
    (forms.SENDS, "will"),
    (forms.BEING_DONE, "whole"),
    (forms.MONEY_BACK, "whole"),
    (forms.HAS_BEEN_DONE, "whole"),
    (forms.IS_DONE, "whole"),
    (forms.DONE_ALONE, "done"),
    (forms.DOING_ALONE, "doing"),
)
_WITH_A_DAY = (forms.WOULD_BE_THERE, forms.ON_ITS_WAY, forms.IS_ON, forms.IS_THERE)


_FOLLOW_UP = AnyCase(
    r"\b(?:(?:drop|send|shoot|pop|fire|write|get)(?:ing|ting|ping)? (?:you )?"
    r"(?:an?|the(?! (?:\w+ )?line\b)|one) (?:\w+ )?"
    r"(?:text|e-?mail|message|line|note|letter|call|ring|update)\b(?! (?:out|engineer|centre|center))"
    r"|(?:call|ring|phone|telephone|bell|buzz|text|email|e-mail|message|update|contact"
    r"|notify)(?:ing)? you\b(?! (?:the|a"
    r"|an|your|my|some|how|what)\b)|(?:call|ring|phone|write)(?:ing)? (?:you )?back|writ(?:e|ing) to you\b|"
    r"give you a (?:\w+ )?(?:call|ring|bell|buzz|shout)|send(?:ing)? you (?:an?|regular"
    r"|the) (?:\w+ )?(?:updates?"
    r"|e-?mail|text|message)\b|get(?:ting)? back to you|get(?:ting)? in touch|be in touch"
    r"|follow(?:ing)? up|check(?:ing)? (?:in|back)|"
    r"\brevert\b|(?:call|ring|text|e-?mail|letter|word|message|update|answer) from (?:me|us)\b"
    r"|\b(?:call|ring|phone|text|email|message|write)(?: back)?(?= (?:(?:on|at|by|before|after|from) "
    r"(?!the\b|your\b|our\b|a\b|him|her|them)|first thing|this (?:morning|afternoon|evening|week)|tomorrow"
    r"|tonight|today|later|once|when|as soon|again"
    r"|to (?:say|tell|let)|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
    r"|(?:answer|update|report|root cause|explanation|news|word) (?:with|to|for) you\b"
    r"|(?:e?mail|text|send) you (?:the|an?|some) (?:status|update|outcome|answer|result|news)\b"
    r"|you(?: will|'ll| are going to|'re going to) (?:get|have) an? (?:answer|update|reply|response)\b"
    r"|keep(?:ing)? you (?:updated|posted|informed)|let you (?:know|ken)|reach(?:ing)? out"
    r"|(?:hear|have|get)\b[^.,]{0,30} from (?:me|us)|call your (?:wife|husband|partner|son|daughter|mum|mom|dad)"
    r"|have\b[^.,]{0,30} in writing|put\b[^.,]{0,30} (?:in|on|into) an (?:e-?mail|text"
    r"|letter))\b"
)


_DEADLINE = re.compile(
    r"\b(?:by|before|until|within|no later than|not later than|at the latest|latest|due|deadline|goal date"
    r"|target date)\b",
    _I,
)
_GOAL = re.compile(
    r"\b(?:goal date|deadline|target date|due date|(?:ready|done|fixed|there|with you|finished|sorted"
    r"|resolved|completed|yours|delivered)(?: \w+)? by|takes?)\b",
    _I,
)


@lru_cache(maxsize=512)
def is_tentative(clause: str) -> bool:
    """Softer than a promise: "I'll try", "probably", "should be able to"."""
    said = _PURPOSE.sub("", _MAY_THE_MONTH.sub(" ", forms.PREFACE.sub("", clause)))
    return bool(_TENTATIVE.search(said))


def is_conditional(clause: str) -> bool:
    """ "I'll send it if I can", "you'd have it back if they agreed": it is certain of nothing."""
    return bool(_IF_I_CAN.search(clause) or _WOULD_IF.search(clause))


def waits_for_them(clause: str) -> bool:
    """ "If you post me the receipts": what the client has to do first."""
    return bool(_ON_THEIR_PART.match(clause))


@lru_cache(maxsize=512)
def promise(clause: str, dated: bool) -> Promise | None:
    """What the agent says will be done, is being done or has just been done for the client; never a tentative one."""
    clause = forms.PREFACE.sub("", _PURPOSE.sub("", clause.strip(" .?!")))
    if _KEEPS_IN_TOUCH.search(clause) and not dated:
        return None
    if (waiting := _in_that_case(clause)) is not None:
        return waiting
    on_their_part = bool(_ON_THEIR_PART.match(clause))
    waits = _CONDITION.search(_THEIR_PART_LAST.sub("", clause))
    if is_tentative(clause) or (waits and not on_their_part):
        return None
    if on_their_part and _WILL_BE_DONE.search(clause):
        return Promise(clause, "whole", False, bool(_FOLLOW_UP.search(clause)))
    bare = _day_last(_OPENS.sub("", clause))
    if is_first_name(re.split(r"[' ]", bare, maxsplit=1)[0]):
        bare = f"{bare[:1].upper()}{bare[1:]}"  # "pete will fit them"
        bare = _NAMED_TWICE.sub(lambda who: f"{who[1].title()} will", bare)
    if (that := _THAT_I_WILL.match(bare)) is not None:
        bare = f"{that[2]} {that[1]}{bare[that.end() :]}"
    for pattern, form in _FORMS:
        if pattern in _WITH_A_DAY and not dated:
            continue
        match = pattern.search(bare)
        if match is None:
            continue
        before = bare[: match.start()]
        if re.fullmatch(r"or (?:else )?", before, _I):
            return None  # "or we'll leave it": what comes else
        if _REPORTED.search(before) and not _ASSURED.search(before):
            continue
        return _taken(match["whole"] if form == "whole" else match["what"], form, bare, dated)
    return None


def _day_last(clause: str) -> str:
    """ "By Thursday it's back with us" is "it's back with us by Thursday"."""
    match = DAY_FIRST.match(clause)
    return f"{clause[match.end() :]} {match['day']}" if match else clause


def _taken(what: str, form: str, clause: str, dated: bool) -> Promise | None:
    """The promise that a form found in a clause; None where it is no deed for the client."""
    follow_up = bool(_FOLLOW_UP.search(clause))
    if form == "will" and (_is_no_plan(what, dated) or no_plan.ON_SOMEBODY.match(what)):
        further = _AND.split(what, 1)
        if len(further) < 2 or _NO_VERB.match(further[1]):
            return None
        return promise(f"I will {further[1]}", dated)
    only_checks = form == "will" and no_plan.CHECK_ONLY.match(what) and not _ONCE.search(what)
    if only_checks and not (dated or follow_up):
        return None
    if form == "whole" and (
        forms.TOLD.match(what) or no_plan.SAYS_HOW_IT_IS.search(what) or no_plan.is_no_deed(what, dated)
    ):
        return None
    if form == "whole" and _ASKS_WHAT.search(what):
        return None  # "what'll we do"
    if _CUT_OFF.search(what) and not _WHERE_IT_IS.search(what):
        return None
    what = re.sub(r"^need to ", "", what, flags=_I)
    if form == "whole" and _TELLS_TO.match(what):
        what = f"you will {decapitalised(what)}"  # "expect a call": the client, not the agent
    return Promise(what, form, bool(no_plan.VAGUE.match(_without_date_words(what))), follow_up)


def _is_no_plan(what: str, dated: bool) -> bool:
    return bool(no_plan.NO_PLAN.match(what)) and not (dated and no_plan.GOES_THROUGH.match(what))


def _in_that_case(clause: str) -> Promise | None:
    """ "If we get cut off I'll ring you", "I'll ring you if he's late": certain, once it happens, with what it waits
    for."""
    if (once := _ONCE_THEN.match(clause)) is not None and not is_tentative(clause):
        taken = _taken(once["what"], "will", clause, dated=True)
        return taken and replace(taken, text=f"{taken.text} {decapitalised(once['case'])}")
    match = _IF_THEN.match(clause) or _THEN_IF.match(clause)
    if match is None or is_tentative(clause) or no_plan.NO_PLAN.match(match["what"]):
        return None
    if not _FOLLOW_UP.search(match["what"]):
        return None  # what else waits for something is no plan yet
    return Promise(f"{match['what']} if {match['case']}", "will", False, True)


# "linda marsh, she'll ring you"
_NAMED_TWICE = re.compile(r"^([A-Z]\w+(?: [A-Za-z]+)?),? (?:she|he)(?:'ll| will)\b")
_TELLS_TO = re.compile(r"(?:expect|count|look|watch|bank)\b", _I)
DAY_FIRST = re.compile(
    rf"(?P<day>(?:(?:at |by )?(?:half |quarter (?:past|to) )?(?:{HOURS})(?: (?:thirty|fifteen|o'clock"
    rf"|[ap]\.?m))?,? (?:on )?)?(?:(?:by|on|before|from|this|next|the|end of|close of"
    rf"|first thing) )*(?:{WEEKDAY}|tomorrow"
    rf"|today|tonight|day|week"
    r"|business)(?: (?:morning|afternoon|evening|night|lunchtime|teatime|noon|midday|week))?(?: (?:on"
    r"|at) the latest)?(?:,? (?:between|at|around|about|from|before|after|by) (?:half (?:past )?|quarter (?:past|to) )?"
    rf"(?:{HOURS}|noon|midday|\d{{1,2}})(?: (?:and|to|till|until) (?:half (?:past )?)?(?:{HOURS}|noon|midday"
    rf"|\d{{1,2}}))?)?)"
    r"(?:,? then)?,? "
    r"(?=(?:I|we|you|he|she|it|they|that|the|your|our|his|her|their|there|somebody|someone)\b)",
    _I,
)
_THAT_I_WILL = re.compile(
    r"^(that|this|those|these) ((?:I|we)(?:'ll| will| shall) (?:do|sort|arrange|get|send"
    r"|fix))\b",
    _I,
)
# not "if I can", "if you like"
_CASE = (
    r"(?P<case>(?!(?:I|we) (?:can|could|get (?:an?|one|some|the))\b"
    r"|possible|(?:that|it|this)(?: would|'d)? helps?\b|you(?:'d| would)? (?:like|want|prefer|wish)|need)[^,.?!]+?)"
)
# "once the report's in I'll have a decision to you": what it waits for belongs to it
_ONCE_THEN = re.compile(
    r"(?:and |but |so )?(?P<case>(?:once|as soon as|after) (?:the|it|that|he|she|they|I|we|you|your|my|our)\b"
    r"[^,.?!]*?),? (?:then )?(?:I|we)(?:'ll| will) (?P<what>.+)",
    _I,
)
_IF_THEN = re.compile(rf"(?:and |but |so )?if {_CASE},? (?:then )?(?:I|we)(?:'ll| will) (?P<what>.+)", _I)
_THEN_IF = re.compile(rf"(?:and |but |so |then )*(?:I|we)(?:'ll| will) (?P<what>.+?) if {_CASE}$", _I)
# "I'll ring you at four, to see if the tape has held": what it is for makes it no less certain
_PURPOSE = re.compile(
    r",? (?:just )?to (?:see|check|hear|find out|make sure|ask)(?: (?:if|whether|how|that|what)\b.*)?$", _I
)
_KEEPS_IN_TOUCH = re.compile(r"\b(?:stay|keep) in touch\b", _I)
_NO_VERB = re.compile(r"(?:an?|the|your|my|our|some|it|that|this|see)\b", _I)
# "if you post me the receipts you'll have the money by Friday": a promise, and what it waits for
_THEY_DO = (
    r"if you (?:can |could |just )?(?:send|post|email|upload|give|sign|return|fill|drop|bring|text"
    r"|forward|let me have|get (?:it|them|that|those)) "
)
_ON_THEIR_PART = re.compile(_THEY_DO, _I)
_THEIR_PART_LAST = re.compile(rf",? (?:{_THEY_DO}|if you(?:'ve| have) (?:got )?)[^,]+$", _I)
_WILL_BE_DONE = re.compile(r"\b(?:I|we|you|he|she|they|it)(?:'ll| will) (?!be (?:happy|able)|try|see)", _I)
_AND = re.compile(r",? and (?:then )?(?:I'll |I will )?(?=[a-z])", _I)
_IF_I_CAN = re.compile(
    r"\bif (?:(?:that|it|this)(?: would|'d)? helps?|you(?:'d| would)? (?:like|want|prefer|wish)$|I|we|possible"
    r"|(?:he|she|they|it) (?:can|could|has|have|had|gets?))\b",
    _I,
)
_WOULD_IF = re.compile(r"(?:'d\b|\bwould\b).*\bif\b|\bif\b.*(?:'d\b|\bwould\b)", _I)
_CONDITION = re.compile(
    r"\bif\b|\bwhether\b(?!.*\bor not\b|.*\bor \w+n't\b|.*\bit or not\b)|\bas long as\b", _I
)


@lru_cache(maxsize=512)
def gets_in_touch(text: str) -> bool:
    """What will be done in it is to call, write or tell, in the words of the record."""
    return bool(_FOLLOW_UP.search(text.replace("the client", "you")))


def sets_deadline(text: str) -> bool:
    return bool(_DEADLINE.search(text))


def names_goal(text: str) -> bool:
    return bool(_GOAL.search(text))


def _without_date_words(what: str) -> str:
    return re.sub(
        r"\s*\b(?:(?:for|on|by|before|until) )?(?:this |next )?(?:today|tomorrow|tonight|(?:mon|tues"
        r"|wednes|thurs|fri|satur|sun)day)(?: (?:morning|afternoon|evening|noon))?\b",
        "",
        what,
        flags=_I,
    ).strip(" ,")
