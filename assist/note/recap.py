"""The agent tells the client what was said: a summary, or the note read back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from assist.note.any_case import AnyCase
from assist.note.dates import DateSpan

_I = re.IGNORECASE
# "I've got it down as: …"; of one thing it is no list ("I've got it down as delivered")
_HERE_IT_IS = (
    r"(?:here's )?what I(?:'ve| have)(?: got| put| written| noted)? (?:down|so far)"
    r"|(?:here's )?what I(?:'ve| have) (?:put|written|noted)(?: down| here)? is"
    r"|here's what I(?:'ve| have) (?:written|noted)"
    r"|I(?:'ve| have) (?:written|noted)(?: down)?"
    r"|I(?:'ve| have)(?: got| put)? (?:it|this|that|it all|all that|everything|all of it)(?: all)? down"
    r"(?: as| like this)?(?=:|.*\b(?:\w+day|tomorrow|tonight)\b.*\b(?:\w+day|tomorrow|tonight)\b)"
    r"|I(?:'ve| have) (?:put|(?:got )?down)(?=[:,])"
)
_WHAT_I_HAVE = r"what I(?:'ve| have)(?: got)?(?: down| here| so far)* is"
_READS_BACK = AnyCase(
    r"\b(?:(?:let me|let's|I'll|I will|I'd like to|I'm going to|can I|may I|just to|I want to"
    r"|I just want to|I'm just going to)(?: (?:just|quickly|also))* "
    r"(?:read|(?:go over|run through|go through)(?!.*\b(?:myself|tomorrow|tonight|this afternoon|\w+day"
    r"|later)\b)|repeat|recap|re-cap|summari[sz]e|sum up|play"
    r"|confirm(?!(?: (?:all (?:of )?)?(?:that|it|this|everything|the [a-z]+|about [a-z ]{3,30}?))?"
    r" (?:to|with|for|by|once|when|as soon|tomorrow|tonight|later|in (?:writing|an?))\b))\b(?!.*\border number\b)|"
    r"to (?:recap|summari[sz]e|sum up)\b|reading (?:that|this|it) back|read(?:ing)? (?:that|this|it"
    r"|my notes?|the notes?|what I (?:have|wrote|'ve)) back|"
    rf"{_HERE_IT_IS}|my notes say)\b",
    words="read reading over through repeat recap cap summarise summarize sum play confirm down far written noted"
    " got notes put",
)
_WHAT_THERE_IS = AnyCase(rf"\b{_WHAT_I_HAVE}\b", words="what")
_SUMMARIZES = re.compile(
    r"^(?:(?:okay|ok|right|alright|all right|so|and|just),? )*(?:so |what I'm hearing|if I understand"
    r"|let me (?:make sure|see if)|sounds like|it sounds|"
    r"you're (?:saying|telling)|I hear|to make sure|you (?:waited|said|told|were|had|have|ordered|called"
    r"|want|need|would|bought|paid|mentioned))",
    _I,
)
_CHECKS = AnyCase(
    r"\b(?:is (?:that|this|it|all of that)|that's(?=[^.?!]*\?)|did I (?:get|have|understand)|have I (?:got|understood)"
    r"|do I have|does (?:that|this|it) (?:all )?(?:sound|look|seem)|are we|am I) "
    r"(?:all |about |you |it |everything )*(?:that |this |it )?(?:all |about )?"
    r"(?:right|correct|accurate|okay|good|fine)\b(?! (?:if|to|for)\b)"
    r"|\b(?:did I|have I|anything I(?:'ve)?) (?:miss|missed|forget|forgotten|leave out|left out"
    r"|get wrong|got wrong)\b"
    r"|\banything (?:to add|wrong|missing)\b|\bright so far\b|, (?:right|correct|yes|yeah)\?$"
)


def reads_back(clause: str, agreed: bool = True) -> bool:
    """The note is read back from this clause on. `agreed`: something is, so that "what I've got is" does not offer
    it."""
    return bool(_READS_BACK.search(clause)) or (agreed and bool(_WHAT_THERE_IS.search(clause)))


def asks_if_right(text: str) -> bool:
    """ "Did I get that right?", "is that about right?", "have I missed anything?" """
    return bool(_CHECKS.search(text))


def summarizes(clause: str) -> bool:
    """The agent tells the client what the client said."""
    return bool(_SUMMARIZES.match(clause))


def tells_past(clause: str) -> bool:
    """ "Boiler failed again": what has happened, and nothing that will be done."""
    return bool(_TELLS_PAST.match(clause))


def items(clause: str, days: Sequence[DateSpan], is_time: Callable[[str], bool]) -> list[str]:
    """What a clause lists: "engineer Friday, me ringing Monday"; in one breath each with its day: "engineer friday me
    ringing monday". What is only a time (`is_time`) belongs to the item before it."""
    listed: list[str] = []
    for part in _BETWEEN.split(_OPENS.sub("", clause)):
        if listed and (_HANGS_ON.match(part) or is_time(part) or len(part.split()) < SHORTEST_ITEM):
            listed[-1] = f"{listed[-1]}, {part}"
        elif part.strip():
            listed.append(part.strip())
    if len(listed) > 1 or len(days) < MANY or re.search(r"[,;]", clause):
        return listed
    ends = [day.end for day in days]
    cuts = [0, *ends[:-1], len(clause)] if days[0].start > 0 else [*(day.start for day in days), len(clause)]
    parts: list[str] = []
    for start, end in itertools.pairwise(cuts):
        part = _OPENS.sub("", clause[start:end]).strip()
        if parts and (is_time(part) or is_time(parts[-1])):
            parts[-1] = f"{parts[-1]} {part}"  # "the gutter man Wednesday that's tomorrow"
        else:
            parts.append(part)
    if len(parts) == 1 and (thing := _LAST_THING.search(clause, 0, days[-1].start)) is not None:
        return [clause[: thing.start()], clause[thing.end() :]]
    return parts


_TELLS_PAST = re.compile(
    r"(?:[\w']+ ){1,4}?(?:failed|broke|died|stopped|went|came|arrived|was|were|didn't|rang|lost"
    r"|waited|missed|happened)\b",
    _I,
)
SHORTEST_ITEM = 2  # words
MANY = 2
_OPENS = re.compile(
    r"^(?:(?:so|and|okay|ok|right|then|once (?:through|more)|to (?:go over|sum up|recap|confirm)(?: it| that)?|that's"
    rf"|all right|alright|well|just|{_WHAT_I_HAVE}|{_HERE_IT_IS}|I've got(?: down)?)\b[,:.]? )+",
    _I,
)
_BETWEEN = re.compile(
    r"[,;] (?:and )?(?:then )?|,? and (?=(?:then |the |an? |my |your |me |you |we |I |\d|no )\b)", _I
)
# "in an hour you get the number by text the card in five days"
_LAST_THING = re.compile(r"\s(?=(?:the|an?|your|our|my) (?:\w+ ){1,3}$)", _I)
# what only tells more of the item before it
_HANGS_ON = re.compile(
    r"(?:once|when|if|unless|to|from|on|at|that|which|who|because|with|without|by|for|until|till|in|so|before|after"
    r"|between|as|or|not|less|plus|including|either|whether|it|it's|he|he's|she|she's|they|they're|we|we're|please)\b"
    r"(?!'ll)",
    _I,
)
