"""The agent tells the client what was said: a summary, or the note read back."""

from __future__ import annotations

import re

from assist.note.lower_case import in_lower_case

_I = re.IGNORECASE
_READS_BACK = in_lower_case(
    r"\b(?:(?:let me|let's|I'll|I will|I'd like to|I'm going to|can I|may I|just to|I want to"
    r"|I just want to|I'm just going to)(?: (?:just|quickly|also))* "
    r"(?:read|(?:go over|run through|go through)(?!.*\b(?:myself|tomorrow|tonight|this afternoon|\w+day"
    r"|later)\b)|repeat|recap|re-cap|summari[sz]e|sum up|play"
    r"|confirm(?!(?: (?:all (?:of )?)?(?:that|it|this|everything|the [a-z]+|about [a-z ]{3,30}?))?"
    r" (?:to|with|for|by|once|when|as soon|tomorrow|tonight|later|in (?:writing|an?))\b))\b(?!.*\border number\b)|"
    r"to (?:recap|summari[sz]e|sum up)\b|reading (?:that|this|it) back|read(?:ing)? (?:that|this|it"
    r"|my notes?|the notes?|what I (?:have|wrote|'ve)) back|"
    r"here's what I(?:'ve| have)(?: got)? (?:down|so far|written|noted)|what I(?:'ve| have) (?:got |written "
    r"|noted )(?:down|is|so far)"
    r"|my notes say|I(?:'ve| have) (?:written|noted)(?: down)?)\b"
)
_SUMMARIZES = re.compile(
    r"^(?:(?:okay|ok|right|alright|all right|so|and|just),? )*(?:so |what I'm hearing|if I understand"
    r"|let me (?:make sure|see if)|sounds like|it sounds|"
    r"you're (?:saying|telling)|I hear|to make sure|you (?:waited|said|told|were|had|have|ordered|called"
    r"|want|need|would|bought|paid|mentioned))",
    _I,
)
_CHECKS = in_lower_case(
    r"\b(?:is (?:that|this|it|all of that)|that's(?=[^.?!]*\?)|did I (?:get|have|understand)|have I (?:got|understood)"
    r"|do I have|does (?:that|this|it) (?:all )?(?:sound|look|seem)|are we|am I) "
    r"(?:all |about |you |it |everything )*(?:that |this |it )?(?:all |about )?"
    r"(?:right|correct|accurate|okay|good|fine)\b(?! (?:if|to|for)\b)"
    r"|\b(?:did I|have I|anything I(?:'ve)?) (?:miss|missed|forget|forgotten|leave out|left out"
    r"|get wrong|got wrong)\b"
    r"|\banything (?:to add|wrong|missing)\b|\bright so far\b|, (?:right|correct|yes|yeah)\?$"
)


def reads_back(clause: str) -> bool:
    return bool(_READS_BACK.search(clause.lower()))


def asks_if_right(text: str) -> bool:
    """ "Did I get that right?", "is that about right?", "have I missed anything?" """
    return bool(_CHECKS.search(text.lower()))


def summarizes(clause: str) -> bool:
    """The agent tells the client what the client said."""
    return bool(_SUMMARIZES.match(clause))
