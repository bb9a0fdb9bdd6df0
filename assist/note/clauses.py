"""An utterance cut into clauses, with or without the punctuation that a recogniser may leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assist.note.said_forms import is_deed

_I = re.IGNORECASE
_SUBJECT = (
    r"(?:I|we|you|he|she|they|it|it's|they're|you're"
    r"|nobody|no one|somebody|someone|everyone|my|our|your|the|there|there's|that|that's|this|please|doctor|mr|mrs)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of an utterance: characters `start` to `end`, its sentence's number, whether it asks, and what joins it
    to the clause before: ", so "."""

    start: int
    end: int
    text: str
    sentence: int
    question: bool
    joint: str = ""


_AUXILIARY = "can|could|may|might|would|will|do|does|did|is|are|was|were|have|has|shall|should"
# "when are you"; "when you are" opens no question
_ASKS = re.compile(
    rf"(?:(?:so|and|but|or|well|okay|ok|right|um|uh|hm|ah|oh|sure|thanks|yes|yeah|no|now|then|great"
    rf"|aye),? )*(?:(?:{_AUXILIARY}) (?:I|you|we"
    rf"|they|he|she|it"
    rf"|that|the|this|there|your|my|me)\b"
    rf"|(?:what|why|how|when|where|who|which) (?:{_AUXILIARY}|am|much|long|many|about|kind|time|else)\b"
    rf"|(?:what|how|when|where|who|why)'s\b|how come\b)",
    _I,
)
_ASKS_LAST = re.compile(
    r"^(?:what time|how long|how much|how come|when|where|who|why|which one|what for)(?: \w+)?$"
    r"|^(?:an?|the|off|in|for|with|to|by|from|since|until)(?: [\w']+){1,4} (?:what|why|who|when|where"
    r"|how much|how long)$",
    _I,
)
# what must stand before a sign, or must not, is looked at after it: by the sign itself it is found quickly
_SENTENCE_END = re.compile(
    r"[.?!…](?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bDr.)(?<!\bSt.)(?!(?<=\b[ap]\.m\.)\s+(?-i:[a-z]))[.?!…]*(?=\s|$)"
    r"|;|\s[-–—]+\s"
)
_JOINT = re.compile(
    r"(?=,|\s+(?:and|but|so|then|or)\b)(?:"  # none begins otherwise
    rf"(?:,\s*|\s+)(?:and then|and now|but now|and|but|so|then)\s+(?=(?:{_SUBJECT}|what I can do)\b)"
    r"|,\s*(?=(?:I|we|nobody"
    rf"|they|he|she"
    rf"|you'll|you will|it'll|it|that'll|that's \w+ed)\b)"
    r"|,?\s+and\s+(?=(?:will|would|can|could|does|is|are|did) (?:it|I|you|we|they|that|there|he|she|somebody)\b)"
    r"|,?\s+(?:so|and|but)\s+(?=(?:if|unless)\b)|,?\s+or,?\s+(?=if (?:you|that|it)\b)"
    r"|(?:,\s*|\s+)so\s+(?=(?:just |please )?(?!that\b|as\b|if\b)[a-z]+ (?:it|me|them|that|us)\b)"
    r"|,?\s+or\s+(?=(?:I|we|you)\s+(?:can|could)\b)|,\s*(?:and|but)\s+|,\s*(?=(?:can|could|would|will|do"
    r"|did) (?:you|I|we)\b))",
    _I,
)
# "I'll order it today and Pete'll fit it": what another one will do, behind what will be done
_ANOTHER_WILL = re.compile(
    r"(?:,\s*|\s+)and\s+(?<!\byou and )(?<!\bme and )(?<!hundred and )(?<!thousand and )"
    r"(?=(?!\w+day\b)[a-z]+(?:'ll| will)\s+(?!you\b|we\b|they\b|I\b))",
    _I,
)
_WILL = re.compile(r"(?:'ll| will) ", _I)
# "if it has not come by tomorrow I will call you", in one breath
_IF = re.compile(r"(?:(?:and|but|so|no|yes|okay),? )*(?:if|unless)\b", _I)
# "the embassy fee I can't pay": the thing before the deed
_THING_FIRST = re.compile(
    r"(?P<thing>(?:(?:and|but|so|now|well|then|no|okay),? )*(?:the|an?|your|that|this|those|these|my|our)"
    r"(?: (?!(?:is|was|are|were|has|had|can|will|okay|sorry|matter|said|came|went|got|today|tomorrow|tonight"
    r"|(?:say|goe|come|take|leave|get|start|stop|work|need|mean|look)s)\b)[\w-]+){1,3})"
    r" (?:I|we)(?:'ll| (?:can|could|will)\b)",
    _I,
)
_UNSPOKEN_JOINT = re.compile(
    # "sorry about that I'll get you another"
    r" (?=(?:I'll|we'll|you'll|I will|we will|I'm going to|we're going to)\b)"
    r"(?:(?<=\bdo that )|(?<=\buse that )|(?<=\bfor that )|(?<=\bwith that )|(?<=\babout that )|(?<=\blike that )"
    r"|(?<=\bof that ))|"
    r" (?=(?:okay|yeah|hi|hello|thank you"
    r"|I'm sorry"
    r"|I am sorry|look|listen|and I|but I|I'll"
    r"|we'll|"
    r"I will|we will|I can|we can|I could|we could|can you|could you|I want|I need|I'd like|I would like"
    r"|nobody|let me|it's|you've|what (?:I|we)(?:'ll| can| could) do is"
    r"|you should (?:have|get|see|hear)|you can (?:get|collect|pick|come|fetch)|it'll"
    r"|it will|that'll|you'll|you will|they'll"
    r"|they will|"
    r"would you|you won't|this is|I'm (?:\w+ly |not )?\w+ing|give me|unfortunately|I understand|my name(?:'s| is)"
    r"|my number|is that"
    r"|did I|does that|I've|we've|just (?:get|send|give|tell|let|fix|put|refund|cancel|take))\b)"
    r"(?<!'s )(?<!'ve )(?<!\bhave )(?<!\bgot )"
    r"(?<!\bthat )(?<!\bif )(?<!\bwhen )(?<!\bso )(?<!\bwhat )(?<!\bas )(?<!\band )(?<!\bbut )(?<!\bor )"
    r"(?<!\bsaid )(?<!\bbecause )(?<!\bthink )(?<!\bhope )(?<!\bknow )(?<!\bthen )(?<!\bwhere )(?<!\bpromise )"
    r"(?<!\bsoon )(?<!\bsure )(?<!\bwhich )(?<!\bto )(?<!n't )(?<!\bcan )(?<!\bcannot )(?<!\bcould )(?<!\ball )"
    r"(?<!\bdo )(?<!\bwould )(?<!\bshould )(?<!\bdid )(?<!\bsays )(?<!\btill )(?<!\buntil )(?<!\bwhile )(?<!\bsince )"
    r"(?<!\bcause )(?<!\bcos )(?<!\bthan )(?<!\bwhy )(?<!\bwith )(?<!\bfrom )(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\byour )"
    r"(?<!\bthey )(?<!\bI )",
    _I,
)

# "I'll do that now what are the names": a question behind what is told
_UNSPOKEN_QUESTION = re.compile(
    r"(?<=\w) (?=(?:(?:what|where|when|how|why)(?:'s|'re| is| are| was| were| do| does| did| can| could| will| would"
    r"| should)|how (?:much|long|many) (?:is|are|was|will|would|do|does|did)"
    r"|(?:are|were|did|do|have) (?:you|I|we|they)|(?:is|was|did|does|has) (?:he|she)|(?:is|was|did) (?:it|that)"
    r"|is there (?:an?|any\w*|some\w*|no))\b(?!') \w)",
    _I,
)
# what a question hangs on ("tell me what they are", "which van is it"), and what is no question behind it ("I do it")
_LEADS_TO_QUESTION = re.compile(
    r"\b(?:(?:what|which|whose|how)(?: [\w']+){0,2}|(?:know|knew|tell|told|telling|ask|asked|asking|see|seen|check"
    r"|find out|wonder|wondering|understand|explain|explained|say|says|said|goes|go|show|shows|remember|hear|heard"
    r"|decide|guess|think|write|hope|mean|means|swear|believe)(?: (?:me|us|you|him|her|them|the client))?"
    r"|idea|matters?|depends?|sure|mind|want|wants|thing|point|problem|issue|trouble|reason|question|fact|truth"
    r"|on|about|of|for|from|to|with|in|by|at|into|off|over|after|before|until|and|but|or|so|then|that|that's|this|it|is|was|are|it's|just|exactly"
    r"|only|even|like|than|because|cos|if|where|when|why|who|whether|as|since|nor|not|no|never|nobody|somebody|someone"
    r"|I|we|they|he|she|you|there|[\w]+'(?:ll|d|ve|t|re|m)|can|cannot|could|will|would|should|must|may|might"
    r"|do|does|did|have|has|had|be|been|all|both|also|always|still|the|an?|my|your|our|their|his)$",
    _I,
)


# "at refunds at mailbox dot com put my name on it": an address ends what is said of it
_BEHIND_ADDRESS = re.compile(r"(?:\bdot [a-z]{2,}|@[\w.-]+\w) (?=[a-z])", _I)
_BETWEEN = re.compile(r"(?<!'s )\bbetween(?: (?!and\b)[\w'-]+){1,3}$", _I)  # "between that and the day rate"
_MAKE_IT = re.compile(r"\b(?:make|want|need) it$", _I)  # "make it so it doesn't snag"


@lru_cache(maxsize=512)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of an utterance: sentences, cut where a new subject begins after "and", "but", "so", "or"."""
    found: list[Clause] = []
    start, sentences = 0, []
    for match in _SENTENCE_END.finditer(text):
        sentences.append((start, match.start(), "?" in match.group()))
        start = match.end()
    sentences.append((start, len(text), False))
    bare = len(sentences) == 1 and len(text.split()) > 6
    for number, (begin, end, question) in enumerate(sentences):
        cuts = [(m.start(), m.end(), True) for m in _JOINT.finditer(text, begin, end)]
        cuts += [
            (m.start(), m.end(), True)
            for m in _ANOTHER_WILL.finditer(text, begin, end)
            if _WILL.search(text, begin, m.start())
        ]
        if bare:
            cuts += [(m.start(), m.end(), False) for m in _UNSPOKEN_JOINT.finditer(text, begin, end)]
            cuts += [
                (m.start(), m.end(), False)
                for m in _UNSPOKEN_QUESTION.finditer(text, begin, end)
                if not _LEADS_TO_QUESTION.search(text[begin : m.start()])
            ]
            cuts += [
                (m.end() - 1, m.end(), False)
                for m in _BEHIND_ADDRESS.finditer(text, begin, end)
                if is_deed(text[m.end() : end])
            ]
        here, joint, waits = begin, "", -1  # where the clause begins that has its condition already
        for cut_start, cut_end, spoken in [*sorted(cuts), (end, end, True)]:
            if cut_start < here or (cut_start < end and _MAKE_IT.search(text, here, cut_start)):
                continue
            if _BETWEEN.search(text, here, cut_start) and cut_start < end:
                continue
            thing = None if spoken else _THING_FIRST.match(text, here)
            if thing is not None and thing.end("thing") == cut_start:
                continue
            if not spoken and waits != here and _IF.match(text, here):
                waits = here
                continue
            piece = text[here:cut_start].strip()
            if piece:
                asks = (question and cut_end == end) or bool(_ASKS.match(piece) or _ASKS_LAST.match(piece))
                found.append(Clause(here, cut_start, piece, number, asks, joint))
            here, joint = cut_end, text[cut_start:cut_end]
    return tuple(found)
