"""How the client answers what was put forward: a yes, a no, another day, the second one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assist.note.dates import DateSpan

_I = re.IGNORECASE
_ACCEPTS = re.compile(
    r"^(?:(?:oh|um|uh|well|okay|ok|alright|all right|and|hm+|right),? )*(?:yes|yeah|yep|yup|sure|fine"
    r"|great|perfect|"
    r"good|lovely|wonderful|excellent|please(?: do)?|absolutely|definitely|deal|agreed|sounds|let's"
    r"|go ahead|lock it in|go for (?:it|that)|(?:just )?(?:do|send) (?:it|that)(?: then| now"
    r"| today)*(?: please)?$"
    r"|book (?:it|that|me)\b|sign me up|put me down"
    r"|it (?:would|will|does)|go on(?: then| so)?(?=,|$)|count me in|why not|suits me|that'll do|go on(?: then)?$"
    r"|grand|smashing|brilliant|champion|ideal"
    r"|super|sweet|cool|fair enough|I suppose(?: so)?$"
    r"|I guess so|happy days|that one|aye|course)\b"
    r"|\b(?:that|this|it|which|\w+day|tomorrow|noon|morning|afternoon|evening|(?:first|second|\w+th"
    r"|\w+(?:teen|ty)th|latter"
    r"|former|other))(?: one)?(?:'s| is| would be"
    r"| will be|'ll be|'d be| sounds"
    r"| seems) (?:really |just |perfectly |all |so |very |absolutely )?"
    r"(?:fine|good(?! friday)|great|perfect|okay|ok|fair|lovely|best|better|alright|right with me)\b"
    r"|(?<!n't )(?<!not )\bworks?(?: for (?:me|us))?$|"
    r"\b(?:that|it|which|this|\w+day|tomorrow|noon|morning|afternoon|evening)(?: would| will|'ll"
    r"|'d)? (?:really )?works?\b|"
    r"\bI(?:'ll| will|'d| would) (?:take|go (?:with|for)|have|choose|rather have|prefer|rather"
    r"|like) (?:the|that|a|an|one|it|my)\b|\b(?:I|we)(?:'d| would) (?:much )?(?:rather|sooner|prefer to)"
    r" (?!not\b|you\b)\w|\bI (?:suppose|guess) (?:the|an?)\b|\bI(?:'d"
    r"| would) (?:rather have|prefer)\b|"
    r"^(?:so |then |just |okay |yeah )*(?:do|go with|go for|take) the \w+"
    r"|^(?:so |then |just |okay |yeah )*(?:do|make it|go with|go for|take|book(?: me)?|say) (?:for |on )?\w+day\b"
    r"|\b(?:let's (?:do|go|say|take)"
    r"|go (?:with|for) the|I choose|I pick|happy with|I can live with"
    r"|I accept|we'll take|yes please)\b"
    r"|\b(?:the|an?) \w+(?: \w+){0,2},? please$|^the (?:first|second|latter|former|other)(?: one)?\b"
    r"|\b(?:that|it|this|either|both|the \w+|an? \w+)(?:'s| is|'d be| would be| will be|'ll be"
    r"| sounds) (?:really |just |so |very )?"
    r"(?:brilliant|grand|lovely|wonderful|ideal|super|fab|helpful|a (?:start|help)|kind of you"
    r"|quick(?:est|er)|fine|better|best|great|good of you"
    r"|more like it)\b|\b(?:that|it)(?:'d| would|'ll| will) (?:really )?(?:help|do|have to do)\b"
    r"|\bI'd appreciate (?:that|it)\b"
    r"|\bbetter than nothing\b|\bmuch better\b|\byou've got a deal\b|\bnow you're talking\b"
    r"|^if you (?:could|would|don't mind)$"
    r"|^(?:okay|ok|alright|all right|right|well|oh)[, ]+(?:thank you|thanks|cheers|ta)\b"
    r"|^thank you,? yes\b|^(?:well,? )?all ?right,? then$"
    r"|^whichever(?:'s| is)|^whatever(?:'s| is) (?:quick|eas)|^(?:make it|book me in)\b|\b\w+day it is$",
    _I,
)
_WEAK_YES = re.compile(r"^(?:(?:okay|ok|right|alright|all right|I see|mm-?hm+|uh-?huh|got it)[,. ]*)+$", _I)
_REFUSES = re.compile(
    r"^(?:(?:oh|um|uh|ah|ugh|well|okay|ok|but|hm+|yes|yeah|then|so),? )*(?:no|nope|nah|absolutely not|definitely not"
    r"|neither|not really|no way)\b"
    r"(?! problem| worries| that's (?:fine|all|it|great|good))"
    r"|\b(?:that|it|this|which)(?: really| just)? (?:doesn't|didn't|won't|does not|did not|will not"
    r"|wouldn't|isn't going to) (?:work|help|do|suit)\b"
    r"|\b(?:don't|do not) (?:want|need|like)\b|\bnot (?:good enough|acceptable|interested|an option|enough"
    r"|sufficient|happy with)\b"
    r"|\b(?:isn't|is not|ain't) (?:good enough|acceptable|enough|sufficient|an option)\b"
    r"|\bno (?:good|use|thanks|thank you)\b|\bI(?:'d| would) rather not\b|\bforget (?:the|about|it|that)\b"
    r"|\btoo late\b"
    r"|\b(?:I|we) (?:can't|cannot|can not|won't|will not) (?:do|make|wait|accept|take)\b"
    r"|^(?:you can )?keep (?:your|the)\b"
    r"|\bunacceptable\b|\bnot the \w+"
    r"|\bno chance\b|\bnot a chance\b|\byou(?:'re| are| must be| have to be| have got to be"
    r"|'ve got to be) (?:joking|kidding)\b"
    r"|\bare you (?:joking|kidding)\b|\bno use to (?:me|us)\b|\bwhat good (?:is|does)\b|\bI(?:'d"
    r"| would) rather you didn't\b"
    r"|^(?:no,? |and )?not (?!sure|really|bad|at all|yet|that (?:I|it)|only|just|too bad|to )\w"
    r"|\bI(?:'m| am) never \w+ing\b|\bwhat (?:do|would|should) (?:I|we) (?:want|need"
    r"|do) (?:with )?.*\b(?:for|with)\b|\bwhat use (?:is"
    r"|are)\b|\bI(?:'m| am) (?:at work|away|busy)\b"
    r"|\bI(?:'m| am) not (?:doing|coming|having|taking|waiting|interested|accepting|going)\b|^hardly\b"
    r"|\bstick your\b|\bI don't think so\b"
    r"|\bprefer not\b|\bthat's (?:an insult|a joke|insulting|laughable|useless|pointless)\b"
    r"|\bI won't be (?:in|here|home|there)\b"
    r"|^why should I\b|\bI don't see why\b|\bnot what I (?:asked|want)|\bhad enough of\b"
    r"|^don't (?:bother|insult|worry about)\b|\bno need\b|\b(?:not|isn't) necessary\b"
    r"|^(?:today|tomorrow|tonight|this \w+)(?: morning| afternoon| evening| night)? (?:I|we)(?:'m|'ve| am| have| work"
    r"| can't| need| move| fly)\b|\b(?:hates?|loathes?|can't stand|allergic to) "
    r"|\b\w+day(?:'s| is) (?:my|his|her|our) "
    r"|\b\w+day's (?!(?:fine|good|great|grand|okay|ok|perfect|better|best|lovely|easier|alright|all|the|when|what"
    r"|it|a|really|just|probably|ideal|smashing|brilliant)\b)[a-z]+ ?[a-z]*$"
    r"|^(?:on )?\w+day,? (?:I'm|I am|we're|I've|we've|(?:I|we) (?!can\b|could|think|want|prefer|like|would"
    r"|guess|suppose|love|'d|was|said|meant)\w+)\b",
    _I,
)


_NO_JUST = re.compile(
    r"(?:no|nah|nope|not really)(?: thanks| thank you)?,? (?:(?:actually|you know what|wait|sorry"
    r"|hang on|scratch that),? )*(?P<rest>(?:just|please|I'll (?:take|have|go)"
    r"|I'd (?:rather|prefer)|let's|can (?:you|we)"
    r"|could (?:you|we)|give|send|refund|do|book|put) .+)",
    _I,
)
# "no, Saturday at the house"
_NO_THEN = re.compile(
    r"(?:no|nah)(?:, (?=\w)| (?=(?:the|a|an|on|at|\w+day)\b))"
    r"(?P<rest>(?!not\b|I\b|it\b|that\b|we\b|you\b)[\w']+(?: [\w']+){0,4})$",
    _I,
)
_OUTRIGHT = re.compile(
    r"\bI(?:'m| am) (?:not (?:doing|coming|waiting|going)|never \w+ing)\b|^hardly\b|\bstick your\b"
    r"|\bI don't think so\b"
    r"|\bthat's (?:an insult|a joke|insulting|laughable|useless|pointless)\b|\bI won't be (?:in|here"
    r"|home|there)\b"
    r"|^why should I\b|\bI don't see why\b|\bnot what I (?:asked|want)|^don't (?:bother|insult)\b"
    r"|\bno need\b|\b(?:not|isn't) necessary\b"
    r"|\byou(?:'re| are| must be) (?:joking|kidding)\b|\bI(?:'m| am) (?:at work|away|busy)\b",
    _I,
)
_CORRECTS = re.compile(
    r"^(?:(?:oh|um|uh|well|but|yes|sorry),? )*(?:no|nope|not|sorry|wait|actually|I said|I meant|I mean"
    r"|make (?:that|it)|rather|"
    r"better|scratch that|correction|it's|I thought|you said|can we make it|let's make it)\b",
    _I,
)


_TAKES_BACK = re.compile(
    r"^(?:(?:oh|um|uh|well|but|yes),? )*(?:no|nope|sorry|wait|actually|I meant|I mean|make (?:that|it)|rather"
    r"|scratch that|correction|let's make it)\b",
    _I,
)
_APPROVES = re.compile(
    r"(?:'s|'re|\b(?:is|are|would be|'d be|will be|'ll be|sounds?|seems?|looks?)) "
    r"(?:(?:really|just|perfectly|all|so|very|absolutely|much|probably|the|a|bit|lot|more|most) )*"
    r"(?:fine|good|great|perfect|okay|ok|fair|lovely|best|better|alright|grand|brilliant|smashing|ideal|easier"
    r"|easiest|quicker|quickest|simpler|simplest|safer|nicer|handier|cheaper|convenient|sensible|acceptable"
    r"|preferable|wonderful|excellent|splendid|spot on|one I'd|one I want|sound|the job|the one)\b"
    r"|\b(?:would |will |'d |'ll )?suits?(?: me| us)?\b|(?<!n't )(?<!not )\bworks?\b",
    _I,
)


_DAY_OUT_BEFORE = re.compile(
    r"(?:\bnot|\bcan't (?:do|make|manage)(?: it)?|\bcannot (?:do|make)(?: it)?|\bthan"
    r"|\bdon't want (?:it )?|"
    r"\b(?:won't|can't) be \w+|n't (?:work|available|possible|free)"
    r"|(?:'m|'re|'s|\b(?:am|is|are|be)) (?:all |fully |both |still |already )?"
    r"(?:away|busy|out|full|booked up|working|abroad|travell?ing|at work))"
    r"(?: (?:on|by|before|for|until|this|the))*\s*$",
    _I,
)
_DAY_OUT_BEHIND = re.compile(
    r"^,? ?(?:(?:is|was|would be|'s|will be|'d be|that's) )?(?:way |much |just |far )?(?:my|his|her|our"
    r"|too (?:late|long"
    r"|early|soon)|no good|not\b|bad\b|"
    r"impossible|doesn't|won't|isn't|wouldn't)",
    _I,
)


@lru_cache(maxsize=512)
def accepts(clause: str) -> bool:
    return bool(_ACCEPTS.search(clause)) and not refuses(clause)


def accepts_weakly(text: str) -> bool:
    """ "Okay", "right": heard, and agreed to only where a question was asked."""
    return bool(_WEAK_YES.match(text.strip(" .!")))


@lru_cache(maxsize=512)
def refuses(clause: str) -> bool:
    """A no; "no, Friday is fine" is none."""
    if (but := re.match(r"no,? (?!good|use)(?P<rest>.+)", clause, _I)) and _ACCEPTS.search(but["rest"]):
        return bool(_REFUSES.search(but["rest"]))
    return bool(_REFUSES.search(clause))


def turned_down_for(clause: str) -> str | None:
    """ "No, just refund it", "no, the refund": what is taken instead of what was offered, or None."""
    match = _NO_JUST.match(clause) or _NO_THEN.match(clause)
    return match["rest"] if match and not _REFUSES.search(match["rest"]) else None


def refuses_all(clause: str) -> bool:
    """A no to whatever was offered, without naming it."""
    return bool(
        re.search(
            r"^(?:\w+,? )?(?:no|nope|nah|neither|absolutely not)\b|\b(?:that|it|this|those|either"
            r"|any of)\b",
            clause,
            _I,
        )
    )


def refuses_outright(clause: str) -> bool:
    """A no that names nothing and can only mean what was just offered: "why should I?", "I'm not doing that"."""
    return bool(_OUTRIGHT.search(clause))


def takes_all(text: str) -> bool:
    return bool(
        re.search(r"\b(?:both|all (?:of (?:them|that|it|these)|three)|the two of them|the lot)\b", text, _I)
    )


def place(text: str) -> int | None:
    """ "The second one": which of the options, counted from 0."""
    match = re.search(
        r"\bthe (first|second|third|latter|former)\b(?: (?:one|option))?\s*(?:[.,!]|please|$|sounds|is"
        r"|would)",
        text,
        _I,
    )
    return (
        {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2}[match[1].lower()] if match else None
    )


def corrects(clause: str) -> bool:
    """ "No, Thursday", "make that Thursday": what follows replaces what was said."""
    return bool(_CORRECTS.search(clause))


def takes_back(clause: str) -> bool:
    """ "No, Thursday", "I mean Thursday": the speaker's own words are put right; "it's Thursday" may only tell."""
    return bool(_TAKES_BACK.search(clause))


def approves(clause: str) -> bool:
    """Something named in it is found good: "the early one's easier", "ten past four would suit me"."""
    return bool(_APPROVES.search(clause)) and not refuses(clause)


def is_ruled_out(text: str, span: DateSpan) -> bool:
    """ "Not Friday", "Friday is too late", "I'm away on Friday"."""
    return bool(_DAY_OUT_BEFORE.search(text[: span.start]) or _DAY_OUT_BEHIND.match(text[span.end :]))


def corrected(text: str, spans: Sequence[DateSpan]) -> str:
    """ "On Friday, no, sorry, Thursday": within one breath the last day stands."""
    if len(spans) < 2:
        return text
    first, second = spans[-2:]
    if not _IN_ONE_BREATH.fullmatch(text[first.end : second.start]):
        return text
    return text[: first.start] + text[second.start :]


_IN_ONE_BREATH = re.compile(
    r"[\s,.-]*(?:(?:no|sorry|I mean|actually|rather|make that|wait|or rather|on|by|excuse me)[\s,.-]*)+", _I
)
