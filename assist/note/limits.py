"""What the agent cannot do."""

from __future__ import annotations

import re

from assist.note.any_case import AnyCase

_I = re.IGNORECASE
_LIMIT = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|unable to|(?:not|aren't|isn't|won't be|wouldn't be) able to|not allowed"
    r"|not permitted|"
    r"(?:not|isn't|wouldn't be) possible|impossible|no way (?:to|for|that|of)|against (?:our |the )?policy|"
    r"policy (?:doesn't|does not|only)|(?:don't|do not|doesn't|does not|won't|will not|no longer) (?:offer"
    r"|do\b|ship|deliver|cover|accept|"
    r"provide|allow|make|refund|replace|repair|carry|stock|sell|include|pay|have (?:any|a|an|the)|send"
    r"|guarantee|"
    r"extend|reimburse|compensate)|not covered|isn't covered"
    r"|out of (?:stock|warranty)|sold out"
    r"|nothing (?:else |more )?(?:I|we) can do|won't be (?:\w+ )?until|not (?:in|available|back|open"
    r"|free) until|"
    r"(?:won't|will not|doesn't|does not|didn't|not) (?:let|allow) (?:me|us)\b|\bonly (?:the|our|a|an|my) (?:\w+"
    r" ){1,3}can\b"
    r"|(?:haven't|hasn't|(?:'ve|have|has) not) got (?:an?|any\w*|the|another|enough|one|six|two|three|four|five"
    r"|ten|forty|fifty|\d+)\b(?!thing to do)|\bnot in (?:my|our) hands\b"
    r"|what (?:I've|we've) not got is\b|(?:'ve|have)(?: got)? none\b|(?:'ve|have|'s"
    r"|has)(?: got)? (?:no (?:authority|power|access|say|spare|stock|more|room|slots?|way of))\b|(?:'ve"
    r"|have|'s|has|have got|'ve got) (?:nothing|no"
    r" one|nobody)"
    r" (?:free|left|available|until|till|before|today|tomorrow|this)\b|only got (?:one|two|the)\b|out of (?:my"
    r"|our) hands"
    r"|\bno (?:say|control|influence) (?:in|over|on)\b|not in a position to|not authori[sz]ed|policy is\b"
    r"|don't have (?:an?|any)\w* |don't do \w"
    r"|\b(?:we|I) (?:don't|do not) (?:email|post|issue|handle|deal with|give out|take)\b"
    r"|not something (?:I|we) can|the soonest|no (?:slots?|appointments?|technicians?|stock|openings?)\b"
    r"|the earliest|^(?:the )?(?:earliest|soonest)\b"
    r"|at the earliest"
    r"|\b(?:there is|there are|there's|we have|we've) (?:none|nothing|nobody|no one|not (?:one|any"
    r"|a \w+))\b.{0,16}? (?:left|free|available)\b"
    r"|\b(?:that's|it's|is) the (?:quickest|fastest|soonest|best|most) (?:I|we|it|they) (?:can|could|lets?)\b"
    r"|(?:\bnot|n't) (?:with)?in (?:my|our) (?:gift|power|remit)\b"
    r"|\b(?:nothing|nobody|no one|none of (?:us|them|it)) (?:can|could|will|gets?|goes|leaves)\b.{0,40}?"
    r"\b(?:before|until|till|today|tonight|tomorrow)\b|\b(?:do|does|set|decide"
    r"|handle)s? that,? not (?:us|me)$"
    r"|(?<!\byou)(?<!\bit)(?:'s|'re| is| are) (?:already |all |now |completely |fully )*(?:full|booked|sold out"
    r"|taken)(?: up| out| solid)?"
    r"(?: (?:now|today|tonight|this \w+|till .+|until .+|I'm .+))?$"
    # what is used up, who decides, and what stands in the way
    r"|(?:'ve|have|'s|has|there's|is)(?: got)? no (?!\w+ (?:idea|doubt|problem))(?:[\w-]+ ){1,3}?"
    r"(?:left|free|available|spare|till|until|before|today|tonight|tomorrow"
    r"|this (?:week|month|morning|afternoon|side))\b"
    r"|\b(?:all|everything|everyone|everybody)\b.{0,30}?(?:'s|'re|\bis|\bare) (?:already |all |now )?"
    r"(?:taken|gone|sold|spoken for|booked|full|out)\b(?! of| in\b| for(?! (?:the |this |next )?(?:\w*day|week|month)))"
    r"|\b(?:are|is|'re|'s) all gone(?: for (?:the )?\w+)?$|\b(?:I|we) can only\b|(?:'m|'re|\bam|\bare)"
    r" (?:chock\w*|chocka|rammed|snowed under)\b"
    r"|\b(?:fully|completely|totally|all) (?:booked|full)\b(?! in\b| on\b| for\b)|\bbooked solid\b"
    r"|\b(?:above|beyond) (?:me|us|my (?:pay grade|head|station|control)|our control)\b"
    r"|\bnot my (?:call|decision|place)\b"
    r"|\b(?:my|our) hands are tied\b|\b(?:run|ran) out of\b|\bdiscontinued\b"
    r"|\bcomputer says no\b|\bpast the point\b|\b(?:don't|doesn't|won't|didn't) give (?:me|us) access\b"
    r"|\bneeds? (?:my|a|the|our) (?:\w+'s|manager|supervisor|boss|director|owner) (?:say-so|sign-?off|okay|ok|approval"
    r"|permission|signature)\b"
    r"|\b(?:it|they|he|she|that|those) (?:don't|doesn't|won't) (?:\w+ ){1,3}(?:till|until|before)\b"
    r"|\b(?:isn't|is not|not) (?:up|down) to (?:me|us)\b"
    r"|\b(?:head office|management|manager|the office|the owner|day shift|the bank)(?:'s)? only\b"
    r"|\b(?:is|are|has|have|'s|'ve) (?:blocking|stopping|preventing|locked|blocked) (?:me|us)\b)",
    _I,
)
_ANY_LIMIT = AnyCase(_LIMIT.pattern)
# what is lacking is news, and no means: "I haven't got your number here", "there's no record of it"
_NEWS = re.compile(
    r"\b(?:haven't|hasn't|don't have|have no|'ve no|there's no|got no|(?:'ve|have|has) not)(?: got)? (?:[\w']+ ){0,3}?"
    r"(?:records?|notes?|details?|numbers?|dates?|name|address|e-?mails?|files?"
    r"|info|information|idea|clue|update|reference|trace|sign(?! off)"
    r"|doubt|problem|reason|excuse|news|answer|photos?|pictures?|need|question|worries|charges?|costs?|fees?|rush)\b",
    _I,
)
# what stands before it in one unbroken breath: "I know I agree with you but I cannot do a free repair"
_LATE_SUBJECT = re.compile(
    r"(?:[\w'-]+ ){4,}?(?:but|so|because|and|only) (?P<limit>(?:I|we)(?:'m|'re| am| are)? (?:really |just "
    r"|simply )?"
    r"(?:can't|cannot|can not|not|don't|haven't|won't)\b.+)",
    _I,
)
_IN_THAT_CASE = re.compile(r"\bif (?:(?!(?:I|we)\b)[^,\s]+ )*$", _I)  # "if the part is not available"
_WHAT_I_CANT = re.compile(r"what (?:I|we) (?P<cant>can't|cannot|can not) do(?: for you)? is (?P<what>.+)", _I)
# "I can't have it back to you tonight" is no "I can't have that"
_READY = r" (?:back|to|with|ready|done|there|in|out|fixed|on|for)\b"
_IDIOM = re.compile(
    rf"\b(?:can't|cannot|couldn't) (?:have (?:that|it|this)\b(?!{_READY})|imagine|apologi[sz]e|thank|believe"
    r"|hear|help (?:but"
    r"|feeling)|stress|say how|tell you how|blame|argue|quite|see why|agree more|complain|fault|remember|be sorry)",
    _I,
)
_DO_NOT = re.compile(r"(?:(?:no|nope|so|and|just|please),? )*(?:don't|do not) (?!have|do\b)", _I)
_NO_LIMIT = re.compile(
    # of the client, or of somebody else in the client's story
    r"\byou (?:wouldn't|won't|would not|will not) be able\b|\b(?:you|she|he|they) (?:was|were)(?:n't| not) (?:allowed"
    r"|able|permitted)\b|^(?:(?:no|oh|of course|well),? )*(?:she|he|they|it) (?:can't|cannot|couldn't|won't)$"
    r"|^(?:and |but |so )?if (?:I|we) (?:haven't|hasn't)\b|\b(?:can't|cannot|couldn't) (?:have (?:that|it"
    rf"|this)\b(?!{_READY})|imagine|apologi[sz]e|thank|wait|believe|hear|help"
    r" (?:but|feeling)"
    r"|stress|say how|tell you how|blame|"
    r"argue|find|locate|see (?:it|that|your|the|you|any|an?)|quite|see why|agree more|have (?:said|put) it"
    r"|complain|fault|remember|be of|be sorry)|\bwhy (?:I "
    r"|we |you )?(?:can't|cannot|couldn't)|"
    r"\b(?:if|when) \w+ (?:can't|cannot|couldn't)|\byou(?:r (?:\w+ )?\w+)? (?:really |just )?(?:can't|cannot"
    r"|can not|couldn't"
    r"|weren't"
    r"|aren't|were not)|"
    r"\b(?:sorry|apologi[sz]e)[^.]*couldn't|\byou (?:won't|don't|will not|do not) |(?:can't"
    r"|cannot) promise (?!anything (?:with|in|because|until|while))"
    r"|\b(?:can't|cannot) (?:leave|have) (?:you|him|her|them) (?:like (?:that|this)|in that state|sitting|waiting)\b"
    r"|\bcan't you\b|\bcan't we\b"
    r"|^(?:(?:no|nope|so|and|just|please),? )*(?:don't|do not) (?!have|do\b)"
    r"|(?<!can't )(?<!cannot )\bpromise\b|\b(?:said|told)\b"
    r"|\bno way to treat\b|^(?:it|that) (?:can't|couldn't) (?:drop|fall|slip|move|happen|hurt)\b",
    _I,
)


def is_news(clause: str) -> bool:
    """ "I haven't got your number here", "please don't touch it", "I can't apologise enough": no means is lacking."""
    return bool(_NEWS.search(clause) or _DO_NOT.match(clause) or _IDIOM.search(clause))


def limit(clause: str) -> str | None:
    """What cannot be done ("can't refund the fee"; the whole clause where it is not said of "I" or "we")."""
    match = _LIMIT.search(clause) if _ANY_LIMIT.search(clause) else None
    if match is None or _NO_LIMIT.search(clause) or _NEWS.search(clause):
        return None
    if _IN_THAT_CASE.search(clause[: match.start()]):
        return None
    if (late := _LATE_SUBJECT.match(clause)) is not None and match.start() >= late.start("limit"):
        clause, match = late["limit"], _LIMIT.search(late["limit"])
        if match is None:
            return None
    if (what := _WHAT_I_CANT.match(clause)) is not None:
        return f"{what['cant']} {what['what']}"
    own = re.match(
        r"(?:(?:I|we) (?:really |just |simply |actually |also |still )*|(?:I'm|I am|we're"
        r"|we are) (?:really |just |also )*"
        r"(?=unable|not|only))(?P<what>.+)",
        clause,
        _I,
    )
    return (
        own["what"]
        if own and match.start() >= own.start("what") and match.start() - own.start("what") < 6
        else clause
    )
