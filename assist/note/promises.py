"""What is promised for certain, by when, and what is only hoped: "I will" and "I'll try" are kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Promise:
    """What will be done. `text` in the agent's words, from the verb on ("will") or whole ("the parts will come")."""

    text: str
    form: str  # "will", "doing", "done", "whole"
    vague: bool  # only "that" or "it": what it is was said before
    follow_up: bool


_TENTATIVE = re.compile(
    r"\b(?:try|trying|probably|maybe|perhaps|might|may|hopefully|hope|hoping|should|could|would|possibly"
    r"|I think|"
    r"I guess|I suppose|I believe|I expect|see (?:if|what|whether)|do my best|best I can|what I can"
    r"|everything I can|guarantee|"
    r"(?:can't|cannot) promise|not sure|aim|aiming|ideally|likely|unless|fingers crossed|expect)\b",
    _I,
)
_MAY_THE_MONTH = re.compile(
    r"\b(?:of|by|in|on|until) may\b|\bmay (?:the )?\d|\bmay \w+(?:th|st|nd|rd|first|second|third)\b", _I
)


_WILL = re.compile(
    r"\b(?P<who>I|we)(?:'ll| will| shall|'m going to|'re going to| am going to| are going to|'m gonna"
    r"|'re gonna| promise to| am about to)"
    r"(?: (?:also|definitely|certainly|personally|then|now|just|absolutely|go ahead and|make sure to"
    r"|immediately|gladly|happily|"
    r"have to|of course|quickly))* (?P<what>.+)",
    _I,
)
_REPORTED = re.compile(
    r"\b(?:said|told|thought|why|what|how|when|that|which|because|n't|not|who)\s*(?:that )?$", _I
)
_ASSURED = re.compile(r"\b(?:promise|guarantee|sure|confirm|know|is) (?:you )?that $", _I)
_THEIR_WILL = re.compile(
    r"\b(?P<whole>(?:the|our|a|an|my|your|someone|somebody|he|she|they|it|you|that|one of our|this"
    r"|(?:Dr|Mr|Mrs|Ms|Miss|Professor) \w+|(?-i:[A-Z][a-z]+))\b[^,.?!]{0,40}?(?:'ll| will| is going to"
    r"| are going to)\b(?! not| be able) .+)",
    _I,
)
_WONT = re.compile(
    r"\b(?P<who>I|we) (?P<what>(?:won't|will not) (?:be )?(?:charg|bill|tak|invoic|ask)(?:e|ing)? (?:you"
    r"|the|your|anything|for)\b.*)",
    _I,
)
# "let me book that in", "will ring you Friday"
_LET_ME = re.compile(
    r"^(?:so |and |then |okay,? )*let me (?P<what>(?:book|send|order|arrange|refund|credit|email"
    r"|transfer|reserve|issue|raise|escalate|cancel"
    r"|replace|put (?:you|that) (?:in|down)) .+)",
    _I,
)
_WILL_ALONE = re.compile(
    r"^(?:and |so )?(?:will|gonna) (?P<what>(?:call|ring|phone|email|send|text|let you know|get|do|chase"
    r"|sort|drop|post|book) .+)",
    _I,
)
# "the engineer's coming on Thursday", "it goes out tonight": with a day only
_THEIR_COMING = re.compile(
    r"^(?:(?:and|so|then|but|okay),? )*(?P<whole>(?:the|our|an?|someone|somebody|he|she|they|it|that|your"
    r"|(?-i:[A-Z][a-z]+))(?: \w+){0,2}?(?:(?:'s| is|'re| are) (?:coming|bringing"
    r"|sending|delivering|collecting|picking|calling|ringing|dropping|going out|starting|putting"
    r"|fitting|fixing|ready|done|finished"
    r"|fixed)| (?:goes|go"
    r"|gets|leaves|arrives|comes|starts|ships)) .+)",
    _I,
)
# whatever they are about, but for talk, search and state of mind
_DOING = re.compile(
    r"\b(?P<who>I'm|I am|we're|we are) (?:now |just |also |already )*(?P<what>(?!(?:seeing|looking"
    r"|reading|having|hearing|showing"
    r"|checking|thinking|saying|asking|telling|trying|wondering|assuming|understanding|going|being"
    r"|doing (?!it|that)|waiting|noting"
    r"|writing (?!to|off)|typing|pulling|hoping|getting (?!someone|somebody|an?\b|the|your|you|him|her"
    r"|them|it)|feeling|finding"
    r"|making (?!a|an|the)|missing|talking|speaking|guessing|losing|giving (?!you)|coming (?!to|round"
    r"|out)|following|working"
    r"|loading|searching|charging you|logging into|taking (?:a|your|this|that|down|notes)"
    r"|calling (?:about|from"
    r"|regarding)|ringing about"
    r"|phoning about|listening|struggling|sorry|afraid|concerned|opening (?:it|your|the)|bringing (?:it"
    r"|that|your) up|sitting"
    r"|using|running (?!it)|experiencing|dealing|aiming|expecting|offering|suggesting|putting you"
    r"|holding|facing|supposed"
    r"|outgoing|interesting|amazing|during|nothing|anything|everything|something|morning"
    r"|evening)\b)\w+ing .+)",
    _I,
)
_DONE = re.compile(
    r"\b(?P<who>I've|I have|we've|we have) (?:now |just |also |already |gone ahead and )*(?P<what>(?:"
    r"(?!(?:looked|checked|noted|tried|wanted|needed|mentioned|explained|apologi[sz]ed|worked|received"
    r"|listened|noticed|pulled"
    r"|reviewed|talked|used|experienced|verified|helped|waited|missed|happened|failed|offered|started"
    r"|finished|stayed|loved"
    r"|called (?!off)|recorded|realised|realized|messed|promised|searched|followed|learned|discussed"
    r"|typed|jotted|asked you)\b)\w{2,}ed"
    r"|sent|put(?! (?:that|this|it|all that) (?:down|in the notes?)\b)|set|let|resent|written to"
    r"|written off|spoken to|paid|frozen|made (?:an?|the|that|your)"
    r"|got you (?!here|up|down|on|as|now)"
    r"|taken (?:(?:\w+ ){1,4}off|off)|taken out|given you|brought|rebuilt|withdrawn|undone|redone"
    r"|booked) .+)",
    _I,
)
_PASSIVE = re.compile(
    r"^(?P<whole>(?:you(?:'re| are)|it(?:'s| is)|that(?:'s| is)|the \w+(?: \w+)?(?:'s| is)"
    r"|your \w+(?: \w+)? is) (?:now |all |already )*(?:(?:booked|scheduled|arranged|reserved|set"
    r"|refunded|cancelled|canceled"
    r"|sorted|ordered|credited|processed|confirmed|done|sent)"
    r" (?:now|then|for|in|on|through|to|back|off|already|today|tomorrow)\b.*"
    r"|(?:booked|scheduled|arranged|reserved|refunded|cancelled|canceled|sorted|ordered|credited)))$",
    _I,
)
# "I send you the link", "I call you Thursday"
_SENDS = re.compile(
    r"(?<!if )(?<!when )(?<!that )(?<!did )(?<!can )(?<!do )\b(?P<who>I|we) (?P<what>(?:send|call|ring|phone"
    r"|email|text|write|post|bring)"
    r" (?:you|it|them|that|this|to you)\b(?! (?:sir|ma'?am|because|about|to (?:tell|say|ask))\b).*)$",
    _I,
)
# "you're on the nine o'clock tomorrow"
_IS_ON = re.compile(
    r"^(?:(?:okay|so|right|and|well),? )*(?P<whole>you(?:'re| are) (?:now |back |all )*(?:on (?:the|it|that)|down"
    r" for|in for|booked|in with)\b.+)",
    _I,
)
# "released now", without a word who
_DONE_ALONE = re.compile(
    r"^(?P<what>(?:released|booked|ordered|refunded|cancelled|credited|posted|sent|paid) (?:now|already"
    r"|just now))$",
    _I,
)
_NO_PLAN = re.compile(
    r"^(?:leave (?:it|that) (?:there|at that|here)\b|stop (?:you|us)\b|no\b|(?:sit|hear|hold)\b(?! (?:it|that"
    r"|them|those|one|your|the|a|an) )"
    r"|(?:be (?:honest|right|brief|quick|happy|glad|sure|with you|able|sorry|back|here)"
    r"|(?:just "
    r"|quickly )*(?:read|go (?:through|over)|run through|repeat|recap|summari[sz]e|explain|"
    r"tell you (?:that|what|why|how)|admit|say|stop (?:there|talking|you|now|interrupt\w*)|listen"
    r"|ask (?:you|that you)|need (?!to (?:send|book|order|arrange|raise|escalate|replace)\b)|try"
    r"|do (?:my|our|what"
    r"|everything|whatever|anything|all)|help|see|"
    r"wait|put you|place you|transfer you|take (?:a look|your|down|note|that down|this down|a note)"
    r"|have a (?:quick )?look|pull|note|write (?:that|this|it|everything|all (?:of )?(?:that|this)) down"
    r"|write down|jot|put (?:that|it|this) on (?:it|there|file|the (?:job|ticket|note|file))|never|not"
    r"|always be|"
    r"(?:have|want) (?:to|you)\b|make a note|answer|have everything|let you (?:go|finish|speak|talk)"
    r"|look (?:it|that|this"
    r"|into (?:it|that|this) (?:right )?now)"
    r"|look at|look up|like|apologi[sz]e|understand|give you a (?:moment|minute|second)|stay|keep (?:it"
    r"|this|that|an eye)|start|only"
    r"|get (?:some(?!(?:one|body))|your|that up|it up)|ask around|ask you (?:a|some|to)|"
    r"assume|hear|speak (?:up|slow\w*|loud\w*|more|clear\w*)|talk you|walk you|respect|end this|hang up"
    r"|mention|be)\b(?! (?:picked|delivered"
    r"|sent|refunded|there|at (?:your|his|her|their)|with you by|calling|in touch|sending|coming))))",
    _I,
)
_CHECK_ONLY = re.compile(
    r"^(?:check|look|see|find out|pull|open (?:it|that|this|up|your|the (?:file|account|page|system))"
    r"|verify|confirm|just ask"
    r"|quickly ask)\b",
    _I,
)


_ON_SOMEBODY = re.compile(
    r"^(?:(?:ask|tell|call|ring|email|phone|text|message|speak to|talk to|chase) (?:him|her"
    r"|them)(?: (?:that|this|it))?"
    r"|give (?:him|her|them) a (?:ring|call|shout))(?: and see)?$",
    _I,
)
_VAGUE = re.compile(
    r"^(?:arranging|booking|doing|sorting|sending|ordering|processing|fixing|reversing|changing|correct"
    r"|note|amend|updated|released|refunded|credited|posted|cancelled|paid|sent"
    r"|changed|booked|arranged|sorted|done|processed|confirmed|ordered|scheduled|do|book|arrange|sort|set"
    r"|process|make|organi[sz]e|take care of|see to|handle|get|schedule|put"
    r"|go ahead|order|fix|confirm|"
    r"have|send|you're|you are|it's|it is|that's|that is)"
    r"(?: (?:that|it|this|so|you|with that|in|through|up|out|on|right|away|now|done|sorted|booked|then"
    r"|for you|arranged|confirmed|all|set|scheduled|of|reserved|straight|after this(?: call)?"
    r"|first thing))*$",
    _I,
)
_FOLLOW_UP = re.compile(
    r"\b(?:(?:drop|send|shoot|pop|fire|write|get)(?:ing|ting|ping)? (?:you )?(?:an?|the|one) (?:\w+ )?"
    r"(?:text|e-?mail|message|line|note|letter|call|ring|update)\b(?! (?:out|engineer|centre|center))"
    r"|(?:call|ring|phone|telephone|text|email|e-mail|message|update|contact|notify)(?:ing)? you\b(?! (?:the|a"
    r"|an|your|my|some|how|what)\b)|(?:call|ring|phone|write)(?:ing)? (?:you )?back|"
    r"give you a (?:\w+ )?(?:call|ring|bell|buzz|shout)|send(?:ing)? you (?:an?|regular"
    r"|the) (?:\w+ )?(?:updates?"
    r"|e-?mail|text|message)\b|get(?:ting)? back to you|get(?:ting)? in touch|be in touch"
    r"|follow(?:ing)? up|check(?:ing)? (?:in|back)|"
    r"keep(?:ing)? you (?:updated|posted|informed)|let you know|reach(?:ing)? out"
    r"|(?:hear|have|get)\b[^.,]{0,30} from (?:me|us)|put\b[^.,]{0,30} (?:in|on|into) an (?:e-?mail|text"
    r"|letter))\b",
    _I,
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


def is_tentative(clause: str) -> bool:
    """Softer than a promise: "I'll try", "probably", "should be able to"."""
    return bool(_TENTATIVE.search(_PURPOSE.sub("", _MAY_THE_MONTH.sub(" ", clause))))


@lru_cache(maxsize=512)
def promise(clause: str, dated: bool) -> Promise | None:
    """What the agent says will be done, is being done or has just been done for the client; never a tentative one."""
    clause = _PURPOSE.sub("", clause.strip(" .?!"))
    if _KEEPS_IN_TOUCH.search(clause) and not dated:
        return None
    on_their_part = bool(_ON_THEIR_PART.match(clause))
    if (waiting := _in_that_case(clause)) is not None:
        return waiting
    if is_tentative(clause) or (
        re.search(
            r"\bif\b|\bwhether\b(?!.*\bor not\b|.*\bor \w+n't\b|.*\bit or not\b)|\bas long as\b", clause, _I
        )
        and not on_their_part
    ):
        return None
    if on_their_part and _WILL_BE_DONE.search(clause):
        return Promise(clause, "whole", False, bool(_FOLLOW_UP.search(clause)))
    follow_up = bool(_FOLLOW_UP.search(clause))
    for pattern, form in (
        (_WILL, "will"),
        (_WONT, "will"),
        (_DOING, "doing"),
        (_DONE, "done"),
        (_THEIR_WILL, "whole"),
        (_LET_ME, "will"),
        (_WILL_ALONE, "will"),
        *(((_THEIR_COMING, "whole"), (_IS_ON, "whole")) if dated else ()),
        (_SENDS, "will"),
        (_PASSIVE, "whole"),
        (_DONE_ALONE, "done"),
    ):
        match = pattern.search(clause)
        if match is None:
            continue
        before = clause[: match.start()]
        if re.fullmatch(r"or (?:else )?", before, _I):
            return None  # "or we'll leave it": what comes else
        if _REPORTED.search(before) and not _ASSURED.search(before):
            continue
        what = match["whole"] if form == "whole" else match["what"]
        if form == "will" and (_NO_PLAN.match(what) or _ON_SOMEBODY.match(what)):
            further = _AND.split(what, 1)
            if len(further) < 2 or _NO_VERB.match(further[1]):
                return None
            return promise(f"I will {further[1]}", dated)
        if (
            form == "will"
            and _CHECK_ONLY.match(what)
            and not (dated or follow_up)
            and not re.search(r"\bwith\b", what)
        ):
            return None
        if form == "whole" and re.search(
            r"(?:'ll| will) (?:be (?:happy|fine|okay|right|able|glad)|have to|need|understand|not"
            r"|never|notice|find|also need|want|probably|hear (?:nothing|a|me|some|music))\b"
            r"|(?:'s| is) going to (?:sound|look|be|take)\b",
            what,
            _I,
        ):
            return None
        if form == "whole" and _IS_NO_DEED.search(what) and not dated:
            return None
        if (
            form == "whole"
            and re.match(
                r"(?:it|that|this|they)(?:'ll| will) (?:be|do|take|help|only|make|mean|come|work|last|cost"
                r"|expire|go|look|say|ask|need)\b",
                what,
                _I,
            )
            and not dated
        ):
            return None
        what = re.sub(r"^need to ", "", what, flags=_I)
        return Promise(what, form, bool(_VAGUE.match(_without_date_words(what))), follow_up)
    return None


def _in_that_case(clause: str) -> Promise | None:
    """ "If we get cut off I'll ring you", "I'll ring you if he's late": certain, once it happens, with what it waits
    for."""
    match = _IF_THEN.match(clause) or _THEN_IF.match(clause)
    if match is None or is_tentative(clause) or _NO_PLAN.match(match["what"]):
        return None
    if not _FOLLOW_UP.search(match["what"]):
        return None  # what else waits for something is no plan yet
    return Promise(f"{match['what']} if {match['case']}", "will", False, True)


# not "if I can", "if you like"
_CASE = (
    r"(?P<case>(?!(?:I|we) (?:can|could|get (?:an?|one|some|the))\b"
    r"|possible|you(?:'d| would)? (?:like|want|prefer|wish)|need)[^,.?!]+?)"
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
_ON_THEIR_PART = re.compile(
    r"if you (?:can |could |just )?(?:send|post|email|upload|give|sign|return|fill|drop|bring|text"
    r"|forward|let me have) ",
    _I,
)
_WILL_BE_DONE = re.compile(r"\b(?:I|we|you|he|she|they|it)(?:'ll| will) (?!be (?:happy|able)|try|see)", _I)
_AND = re.compile(r",? and (?:then )?(?:I'll |I will )?(?=[a-z])", _I)
# "the engineer will be Steve", "there'll be an excess", "you'll see it on your bill"
_IS_NO_DEED = re.compile(
    r"^(?:it|that|this)(?:'ll| will) have\b|^there(?:'ll| will)\b|^(?:you|they)(?:'ll| will) (?:see"
    r"|get to)\b"
    r"|(?:'ll| will| is going to| are going to) be (?!(?:\w+ed|done|sent|paid|put|made|there|with|here"
    r"|out|round|over|back|at"
    r"|in touch|taken|given"
    r"|brought|rebuilt|redone|written|replaced|calling|ringing|sending|coming|collecting|on|home|able)\b)",
    _I,
)


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
