"""What the agent can do: options. "Can" is firm, "could" is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assist.note.date_phrases import ORDINAL, WEEKDAY
from assist.note.deeds import DEEDS
from assist.note.promises import is_tentative

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, in the speaker's words; firm: "we can", else "we could"; `by_client`: for them to do."""

    text: str
    firm: bool
    by_client: bool = False


_NO_OFFER = (
    r"(?!(?:see|hear|understand|imagine|tell|talk|speak|chat|appreciate|help|assist|take (?:a look"
    r"|care)|have a look"
    r"|look into|only|not|assure|look|ask you|read|relate|be"
    r"|do (?:that|it|this|is)\b|"
    r"certainly understand|find (?!you|another|an?\b)|confirm|definitely (?:see|help|understand)|see why|say"
    r"|start (?:by|with|off|to)\b|check"
    r"|get (?:some|a few|your|that|this|it)|"
    r"have your|take your|just|pull (?:up|it|that|your)|absolutely understand|sense|promise|guarantee|add anything)\b)"
)
_CAN = re.compile(
    r"(?<!how )(?<!what )(?<!so )(?<!that )(?<!if )(?<!when )(?<!as )(?<!where )(?<!est )(?<!soon as )(?<!soonest"
    r" )(?<!earliest )(?<!first one )(?<!first )(?<!only thing )(?<!best"
    r" )(?<!everything )"
    r"(?<!before )(?<!until )(?<!all )(?<!most )(?<!whatever )(?<!anything )(?<!than )\b(?:I|we)(?P<how> can"
    r"| could"
    r"|'ll be able to| will be able to|'m able to| am able to|"
    r" are able to|'re able to|'d be happy to| would be happy to|'m happy to| am happy to|'d be glad to"
    r"|'re happy to|'m willing to| am willing to|'re willing to|'d be willing to|'m prepared to|'re prepared to"
    r"|'d be prepared to)"
    rf"(?P<soft>(?: (?:also|certainly|definitely|always|happily|either|gladly|absolutely|instead|then"
    rf"|still|maybe|probably|perhaps|possibly|of course|"
    rf"offer to|now))*) {_NO_OFFER}(?P<what>[a-z]+ .+|[a-z]+)$",
    _I,
)
_CAN_DO_IS = re.compile(
    r"\b(?:what|one thing|the one thing|all|(?:the )?(?:best|most)) (?:I|we)(?P<how>'d like to| would like to|'ll"
    r"| will| can"
    r"| could|(?:'m| am|'re| are|'d be| would be) able to) (?:do|offer|suggest|propose|give you|go to|stretch to|see)"
    r"(?: for you)?(?: now| right now| instead| here"
    r"| today)? is (?:to )?(?P<what>.+)",
    _I,
)
_WOULD_YOU = re.compile(
    r"(?:\b(?:would|do|did) you (?:rather |also )?(?:like|prefer|want|have)? ?|^(?:so )?(?:you )?want )"
    r"(?:me|us) to (?P<what>.+)"
    r"|\b(?:shall|should) (?:I|we) (?!say\b)(?P<what2>.+)|"
    r"\bwould you (?:like|prefer|rather have|accept|take) (?P<what3>(?:a|an|the|another|to|some|your|my|our|this"
    r"|that|last) .+)"
    r"|\bdo you want (?P<what4>(?:a|an|the|another|some) .+)"
    r"|\bwould you (?:rather|sooner) (?P<what5>(?!have|that|me|us|not|I|we)[a-z]+ .+)"
    r"|\bmay (?:I|we) (?:suggest|offer(?: you)?|propose) (?P<what6>.+)"
    # "do you want it credited to the card or sent as a check?"
    r"|\b(?:do you want|would you like|would you prefer) (?:it|that|them|this) (?P<what7>(?:\w+ed"
    r"|\w+en(?<!when)(?<!then)"
    r"|sent|paid|put|left|brought|done)\b.*)"
    r"|\bwould you be (?:open to|happy with|interested in|okay with|all ?right with) (?P<what8>(?:an?|the"
    r"|some) .+)"
    r"|^would (?P<what9>an? [\w ]+?) (?:work|do|help|suit|be (?:any (?:good|use|help)|of (?:any )?(?:use|help)"
    r"|all ?right"
    r"|okay|good))\b.*"
    r"|^is (?P<what10>an? [\w ]+?) what you(?:'d| would) (?:like|want|prefer)",
    _I,
)
_HOW_ABOUT = re.compile(
    r"\b(?:would you mind if (?:I|we) (?P<what10>.+))|\b(?:would it (?:help|be (?:any )?(?:better|easier|good"
    r"|use)|work)|how would it be|what) if (?:I"
    r"|we) (?P<what7>.+)"
    r"|\bhow (?:does|do|would) (?P<what11>(?!(?:that|this|it)\b).+?) (?:sound|suit|work|do)\b.*"
    r"|^(?:so )?(?:what|how) about this,? (?:I|we) (?P<what9>.+)"
    r"|\bthere's (?:always |also )?the (?:option|possibility|choice) of (?P<what8>.+)|"
    rf"^(?:(?:so|I know|okay|well|right|yeah|or|then),? )*(?:how|what) about "
    rf"(?P<what>(?:(?:a|an|we|I|the|if we|you (?:get|have|take|come)) .+"
    rf"|[\w ]{{2,30}} off\b.*|(?:(?:this|next) )?(?:{WEEKDAY}|tomorrow)\b.*))"
    r"|^(?:what if|how about) (?:I|we) (?P<what2>.+)|"
    r"\b(?:one|another|the other|the only other|the first|the second|your other|first|second|other) (?:option"
    r"|possibility"
    r"|choice|route|way|alternative|thing (?:I|we) can do) "
    r"(?:is|would be|could be|will be) (?:to |(?:that )?(?:I|we) )?(?P<what3>.+)|^(?:or|alternatively),? (?:I"
    r"|we) (?:can|could) (?P<what4>.+)|"
    r"^(?:let me|allow me to) (?P<what5>offer .+)|\bI(?:'d| would)? (?:recommend"
    r"|suggest)(?: is)?(?: that)?(?: (?:we|you|I)\b)? (?P<what6>.+)",
    _I,
)
_YOU_CAN = re.compile(
    r"(?<!that )(?<!if )(?<!so )\byou(?: can| could| may|(?:'re| are) (?:able|free"
    r"|welcome) to) (?:also |either |always |just )*"
    r"(?P<what>(?!(?:see|hear|imagine|understand|tell|expect|call|ring|reach|phone|contact|email|text"
    r"|message|find|be|count"
    r"|rely|trust|ask (?:me|us|for)\b|say|believe|bet|know|think|rest|speak|talk|let me|give me|just|do (?:that"
    r"|it|so)"
    r"|help|feel|hold|hang"
    r"|wait|appreciate|read|write|note|sit|relax|start|stop|confirm|provide|spell|repeat|remember|look"
    r"|also|never|not|get (?:in"
    r"|hold|back|through|me|to)|have (?:my|a look|your (?:number|details|say|word)\b)|take (?:down|my|your time"
    r"|it from)|go (?:ahead"
    r"|to our|on)|hear|follow|always"
    r"|certainly|still|then|tell|please|sleep|explain|guess|do|leave any\w*)\b)[a-z]+ .+)",
    _I,
)
_THEY_CAN = re.compile(
    r"^(?:but |and |so )?(?P<what>(?:the|our|my|one of our|an?|he|she|they|(?-i:(?:Dr |Mr |Mrs "
    r"|Ms )?(?!You|What|Which|Who|That|This|There|It|Then|So|And|But|Or)[A-Z][a-z]+)) ?(?:(?!I |we "
    r"|you )\w+ ){0,2}?"
    r"(?:can|could) (?:also |still |then )?(?!(?:not|hear|tell|imagine|understand|find|wait|help"
    r"|only|never|confirm|say|do (?:it|that)"
    r"|be (?:sure|certain|hard|difficult|fun)|take (?:up to|a while|\w+ (?:days|weeks|hours))|happen"
    r"|vary|change)\b)[a-z]+\b.*)",
    _I,
)
# "would you like to pay by card?": theirs to do; "would you like to have it sent?" is not
_WOULD_LIKE_TO = re.compile(
    r"\b(?:I|we)(?:'d| would) like to (?P<what>(?:offer|give|send|refund|credit|replace|arrange|invite"
    r"|move|upgrade|pay|waive|book|get|let you have) .+)",
    _I,
)
_THEIR_DEED = re.compile(r"to (?!(?:have|get|receive|be|keep|take)\b)[a-z]", _I)
_HAVE_A = re.compile(
    r"\b(?:I've|we've|I have|we have|there's|there is)(?: still| also)? (?:got )?(?P<what>(?:an?|one"
    r"|another) (?:\w+ )?"
    r"(?:slot|appointment|opening|space|gap|room|table|seat|cancellation|place)s? (?!where|that|in"
    r"|between).+?|an? (?:[\w-]+ ){1,3}?"
    r"(?:with an? (?:gap|slot|space|opening)|free|available|you (?:can|could)) .+?"
    rf"|(?:{WEEKDAY}|tomorrow)(?: the {ORDINAL}(?: of \w+)?)?(?: morning| afternoon| evening)?,?"
    rf" (?:at|in the|or|from|between|free|available) .+?)(?= (?:should"
    r"|shall|would|is that|do you|does that)\b|$)",
    _I,
)
# "there's the three pound bag, or there's duck in the big one"
_HAVE_EITHER = re.compile(
    r"^(?:so |and |but )*(?:there's|there is|I've got|we've got|I've|we've|I have|we have) "
    r"(?P<what>(?!to\b|been\b|all\b|both\b|\w+ed\b|.*\b(?:problem|issue|delay|charge|fee|strike"
    r"|holiday)\b).+?,? or "
    rf"(?:there's|I've got|we've got|I have|we have|(?:one|an?|the|another|on|{WEEKDAY}|tomorrow)\b).+)",
    _I,
)
# "could you come in, or I'll come to you?"
_YOU_OR_WE = re.compile(
    r"^(?:so |and )?(?:can|could|would|will) you (?P<what>.+?),? or (?:else )?"
    r"(?:I|we)(?:'ll| will| can| could) (?P<other>.+)",
    _I,
)
# "so either bring one by, or I print you three"
_EITHER = re.compile(
    r"^(?:so |and |then |but |it's |it can be )*(?:(?:I|we|you)(?:'ll| will| can| could) )?either (?P<what>.+)",
    _I,
)
# "there's also our other house", "the garden room's free on the eighth"
_THERE_IS_ALSO = re.compile(
    r"\b(?:there's|there is|I have|I've got|we have|we've got) also (?P<what>"
    r"(?:an?|the|one|our|another) (?!charge|fee|note|problem|matter|question|issue|small|cost).+)"
    r"|^(?P<what2>(?:(?:the|our|an?|one of our) [\w ]{2,30}?)(?:'s| is) (?:free|available|going|open) "
    rf"(?:on|at|from|for|till|until) (?:the )?(?:{WEEKDAY}|{ORDINAL}|tomorrow|\d).*)"
    r"|^or (?:else )?(?:there's|there is|I've got|I have|we've got|we have) (?:also )?(?P<what3>.+)"
    r"|\bI'm seeing (?P<what4>(?:an?|one|another) .+)"
    r"|^the other(?: one)? is (?:that )?(?P<what5>(?:the|we|I|you|they) .+)"
    r"|^(?:(?:and|so|then|or|could be|maybe|perhaps) )*(?:I|we)'d (?:also |then )?"
    r"(?P<what6>(?:send|come|take|give|pay|bring|lend|put|refund|knock|throw|swap|fix|drop|add) (?!it\b|that\b"
    r"|you that\b|for it\b|them\b).+)",
    _I,
)
# "can you come in tomorrow at five?"
_COME_ON_A_DAY = re.compile(
    r"^(?:so |and |then )*(?:can|could|would) you (?:be able to )?(?P<what>(?:come|make|manage|pop|drop|stop) "
    rf".*\b(?:{WEEKDAY}|{ORDINAL}|tomorrow|today)\b.*)",
    _I,
)
_IF_YOU_LIKE = re.compile(
    r",?\s*\bif (?:you(?:'d| would)?|that(?:'s| is)?) (?:like|want|prefer|wish|okay|ok|helps"
    r"|works)\b.*$",
    _I,
)


# "if it goes to York I can lend you ours": an offer, with what it waits for
_IN_THAT_CASE = re.compile(
    r"^(?:and |but |so )?if (?P<case>(?!you(?:'d| would)? |that's |(?:I|we) )[^,.?!]+?),? (?:then )?(?:I"
    r"|we)(?: can| could|'ll be able to)"
    rf" {_NO_OFFER}(?P<what>[a-z]+ .+)$",
    _I,
)
# "if you went to third party it'd be seven eighty"
_IF_YOU_TAKE = re.compile(
    r"^(?:and |but |so |or )*if you (?P<what>(?:went|go|took|take|had|chose|waited|came|brought|paid) .+?),? "
    r"(?:it|that)(?:'d|'s|'ll| would| will| is)\b(?! (?:not|too|okay|ok|fine|if)\b)",
    _I,
)
# "or, if you're close, you can come": in which case
_IN_CASE = re.compile(
    r"^(?:or,? )?if (?!you(?:(?:'d| would) (?:rather|prefer|sooner)| want to| prefer to))[^,]*?(?:, |(?= (?:he"
    r"|she|we|they|I"
    r"|you) ?(?:can|could|'s|'re|'ve)\b| there's\b))",
    _I,
)
# "if you'd rather go through the seller they can send one": for them to do
_RATHER = re.compile(
    r"^(?:or,? )?if you(?:(?:'d| would) (?:rather|prefer to|sooner)| want to| prefer to) (?P<what>(?!have|that"
    r"|I|we|not|it)[a-z]+ .+?)"
    r"(?:,? (?:they|we|I|he|she)(?:'ll|'d| will| would| can| could)\b.*)?$",
    _I,
)
_SIDE = re.compile(
    rf"^(?:or )?(?:on (?:the )?\w+day )?(?:(?P<deed>(?:you|I|we) (?:{DEEDS}) .+)|"
    r"(?P<who>I|we|you|he|she|they) ?(?:can|could|may|'ll|will|'d|would)(?: (?:also|always"
    r"|just))* (?P<what>[a-z]+ .+"
    r"|wait)|(?:there's|there is|I've got|we've got|I have|we have) (?P<thing>.+)"
    r"|(?P<whole>(?:he|she|it|they|the \w+|our \w+)(?:'s| is|'re| are) (?:free|available|open|in) .+))$",
    _I,
)
_OURS = re.compile(r"(?:have|get|take) ", _I)  # given by us as much as taken by them
_DAY = re.compile(
    rf"\b(?:(?:on|by|for|at) )?(?:the |this |next )?(?:{WEEKDAY}|{ORDINAL}|tomorrow|today)\b", _I
)
_OR = re.compile(
    r",? or,? (?:u[mh]+,? )?(?:(?:there's|(?:I|we)(?:'ve| have) got|(?:shall|should|will|would|can|could) (?:I"
    r"|we|you)"
    r"(?: (?:rather|prefer|like))?(?: to)?) (?=\w)|(?:(?:I|we|you) (?:can|could) "
    r"|you(?:'re| are) (?:more than )?(?:welcome|free|able) to |else |(?:I|we)(?:'ve| have) )?(?=you (?!can"
    r"|could)[a-z]|(?:a|an|the"
    rf"|\w{{3,}}ed|sent|paid|straight|to|your|my|our|another|some|one (?:at|on|in|for|from|that|which|with)|some(?:body"
    rf"|one|thing) else"
    rf"|have|we|I|{DEEDS}"
    rf"|(?:he|she) [a-z]+s|(?:(?-i:(?:Dr |Mr |Mrs |Ms )?[A-Z][a-z]+)|he|she|they) (?:can|could))\b|{_DAY.pattern}))",
    _I,
)
# "and then for the wall, our contractor can come"
_TOPIC = re.compile(
    r"^(?:(?:and|so|then|now|okay|right|but) )*(?:for|as for|about|on|with|regarding|as to) (?:the|your|that|her"
    r"|his) "
    r"[\w ]{2,25}, (?=\w)",
    _I,
)
_SORTS_IT = re.compile(
    r"(?:sort|fix|handle|deal with|solve|resolve|get|put|make|work|have both)\b(?:,? (?:it|that|this"
    r"|things|something|you|out|right|for"
    r"|sorted|fixed|both|yeah))*$",
    _I,
)
_EMPTY = re.compile(
    r"(?:(?:do|say|get|help|assist|take|change|confirm|check|have|today|now|be|go|one|it|that|this|so"
    r"|something|anything|for|you|with|to|if|and|me"
    r"|up|ahead|book|order|send|arrange|one of|two|three|of|these|things|those|them)\b ?)+$",
    _I,
)

_IF_YOU_RATHER = re.compile(r"^(?:or )?if you(?:'d| would)? (?:rather|prefer|like),? (?=\w)", _I)


@lru_cache(maxsize=512)
def offers(clause: str, question: bool) -> tuple[Offer, ...]:
    """What the agent puts forward; "either a message or a voucher" makes two."""
    clause = _TOPIC.sub("", clause.strip(" .?!"))
    if (case := _IN_THAT_CASE.match(clause)) is not None and not is_tentative(case["what"]):
        return (Offer(f"{case['what']} if {case['case']}", firm=False),)
    if (taken := _IF_YOU_TAKE.match(clause)) is not None:
        return (Offer(taken["what"], firm=False, by_client=True),)
    conditional = _IF_YOU_LIKE.search(clause)
    clause = _IF_YOU_RATHER.sub("", clause)
    trimmed = _IF_YOU_LIKE.sub("", clause)
    if (both := _YOU_OR_WE.match(trimmed)) is not None:
        return (Offer(both["what"], firm=False, by_client=True), *_either(both["other"], firm=True))
    if conditional and (willing := re.search(r"\b(?:I|we)(?:'ll| will) (?P<what>.+)", trimmed, _I)):
        return _either(willing["what"], firm=True)
    for pattern in (
        *(_EITHER, _CAN_DO_IS, _CAN, _WOULD_YOU, _HOW_ABOUT),
        *(_HAVE_EITHER, _HAVE_A, _THERE_IS_ALSO, _COME_ON_A_DAY, _YOU_CAN, _THEY_CAN, _WOULD_LIKE_TO),
    ):
        match = pattern.search(trimmed)
        if match is None:
            continue
        filled = {
            name: value for name, value in match.groupdict().items() if name.startswith("what") and value
        }
        what = next(iter(filled.values()))
        if (
            pattern is _CAN
            and question
            and match.start() > 0
            and re.match(r"(?:would|do|is|so)\b", clause, _I)
        ):
            continue
        before = trimmed[: match.start()]
        if pattern is _WOULD_YOU and re.search(r"\b(?:what|how|which|when|where|who|why)\b", before, _I):
            continue
        if pattern is _COME_ON_A_DAY:
            if not question:
                continue
            return tuple(replace(one, firm=False, by_client=True) for one in _either(what, False))
        if pattern is _WOULD_YOU and _THEIR_DEED.match(what):
            return tuple(replace(one, firm=False, by_client=True) for one in _either(what, False))
        if re.search(r"\b(?:not|n't|if|once|because(?! of))\b[^,]*$", before, _I) and pattern in (
            _CAN,
            _YOU_CAN,
        ):
            continue
        said = match.group()
        firm = (
            not is_tentative(said)
            if pattern in (_CAN, _YOU_CAN)
            else pattern is _WOULD_YOU or not is_tentative(what)
        )
        firm = firm and not (pattern in (_HOW_ABOUT, _THERE_IS_ALSO) and "what6" in filled)
        if pattern is _THEY_CAN:
            if question or re.search(
                r"\b(?:if|so that|what|how|when|where)\b", trimmed[: match.end("what")], _I
            ):
                continue
            firm = not is_tentative(what)
        if pattern is _YOU_CAN:
            return tuple(
                replace(one, firm=False, by_client=not _OURS.match(one.text)) for one in _either(what, firm)
            )
        if pattern is _CAN and re.search(r"(?:'d be| would be) (?:happy|glad)", match["how"], _I):
            firm = not is_tentative(what)
        return _either(what, firm)
    return ()


def has_either(sentence: str) -> tuple[Offer, ...]:
    """The sides of "there's an engineer today, but it'd be late, or I've got tomorrow", a whole sentence."""
    match = _HAVE_EITHER.match(sentence) or _EITHER.match(sentence)
    sides = _either(match["what"], True) if match else ()
    return sides if len(sides) > 1 else ()


def other_side(clause: str) -> tuple[Offer, ...]:
    """What is offered in a clause that "or" joins to an offer: "or you can see him on Thursday", "or if you want it
    done at once he's free on Tuesday"."""
    clause = _IN_CASE.sub("", clause.strip(" .?!")).strip()
    if (rather := _RATHER.match(clause)) is not None:
        return (Offer(rather["what"], firm=False, by_client=True),)
    if (match := _SIDE.match(clause)) is None:
        return ()
    if match["who"] and match["who"].lower() == "you":
        return tuple(
            replace(one, firm=False, by_client=not _OURS.match(one.text))
            for one in _either(match["what"], False)
        )
    if match["deed"]:
        return _either(match["deed"], firm=False)
    return _either(match["what"] or match["thing"] or match["whole"], firm=not is_tentative(clause))


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
        _EMPTY.match(bare)
        or _SORTS_IT.match(bare)
        or re.match(
            r"(?:so )?here's what\b|both of (?:those|them|these)\b|(?:get|have|do|take) both\b", bare, _I
        )
    )


def _either(what: str, firm: bool) -> tuple[Offer, ...]:
    """The sides of what is offered with an "or", each cut from its "I can"; "you keep it" is for them to do."""
    what = re.sub(r"^either ", "", what.strip(" ,.?!"), flags=_I)
    what = re.sub(r",? (?:or|otherwise)(?: else)? (?:it|that|they)(?:'d|'ll)?\b.*$", "", what, flags=_I)
    sides, theirs, at = [], [False], 0
    for joint in _OR.finditer(what):
        sides.append(what[at : joint.start()])
        theirs.append(bool(_FOR_YOU.search(joint.group())))
        at = joint.end()
    sides.append(what[at:])
    if (day := _DAY.search(sides[0])) is not None:  # "come on Wednesday or Thursday": two days of one thing
        sides[1:] = [sides[0][: day.start()] + side if _DAY.match(side) else side for side in sides[1:]]
    cut = [_OWN.sub("", side).strip(" ,") for side in sides]
    by_client = [asked or side.lower().startswith("you ") for side, asked in zip(cut, theirs, strict=True)]
    return tuple(
        Offer(side, firm and not for_them, for_them)
        for side, for_them in zip(cut, by_client, strict=True)
        if side and not is_empty(side)
    )


_OWN = re.compile(
    r"^(?:to |(?:I|we)(?:'ve| have) got |(?:I|we)(?:'ve| have) |(?:I|we) (?:can|could) |I |we )", _I
)
_FOR_YOU = re.compile(r"\b(?:will|would|can|could) you $", _I)  # "or will you come in for it?"
