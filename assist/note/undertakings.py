"""What the client undertakes to do themselves."""

from __future__ import annotations

import re

from assist.note.promises import is_tentative

_I = re.IGNORECASE
_CLIENT_WILL = re.compile(
    r"\b(?:I|we)(?:'ll| will| shall|'m going to|'re going to| am going to| are going to) (?:then |also |just "
    r"|definitely )?"
    r"(?P<what>(?!(?:that|the|this|an?|my|spell|be(?! (?:home|at home|there|in\b|available|here|at)\b)|have(?!"
    r" (?:it|them|the|everything)\b)"
    r"|call (?:you|him|her|them) (?:what|an?|names|every)\b"
    r"|give you (?:till|until|one|another|\w+ (?:minutes?|hours?|days?|weeks?))\b"
    r"|take(?! (?:a|some|two|photos?|pictures?|it (?:back|to|in|round)|them)\b)|leave(?! (?:it|them|the [\w ]+?)"
    r" (?:with|by|at"
    r"|in|on|out|under|behind|for)\b)|go(?!"
    r" (?:\w+day|tomorrow|today|tonight|now|there|in|myself|to|round|down|over|and|get|fetch|grab|pick|collect)\b)"
    r"|get(?! (?:you|the|my|him|her|them"
    r"|it)\b)"
    r"|keep(?! (?:the|it|them|my)\b)|let(?! (?:you know|them|him|her)\b)|wait|see|try|think|need|want|never|not"
    r"|always|prefer"
    r"|say|tell(?! (?:him|her|them|the|my|our)\b(?!.*\b(?:papers?|press|world|internet|everyone)\b))"
    r"|ask (?:you|for)|probably|maybe|live|lose|miss|die|end|accept|choose|settle|stick|believe|know"
    r"|remember|forget"
    r"|look (?:forward|at)|understand|complain|sue|report|hold|put you|still|only|hang|stay|stop|start|like|love"
    r"|hate|speak"
    r" to (?:a|your|someone)|talk to (?:a|your)|understand|do (?:that|it|them) again|manage|cope"
    r"|survive|expect)\b)[a-z]+\b ?.*)",
    _I,
)
_AGREES_TO = re.compile(
    r"^(?:(?:yes|yeah|yep|sure|okay|ok|of course|course|no problem),? )*(?:I|we) can (?P<what>(?:send|email|post"
    r"|bring|drop"
    r"|upload|forward|text|take|get|do|fetch|fill|sign|scan) .+"
    r"|(?:be there|come|come (?:in|over|down|round)|pop in|get there|make it) (?:for|at|by|before|on|around"
    r"|about|tomorrow"
    r"|today|this|first|in)\b.*)",
    _I,
)
# "I'm sending it just now"
_AT_IT = re.compile(
    r"(?:(?:and|so|okay|right|yes|yeah),? )*(?:I'm|I am) (?P<what>(?:sending|emailing|posting|uploading|forwarding"
    r"|texting|bringing|scanning) (?:it|them|that|those|you|the|my)\b.*\b(?:now|today|tonight|tomorrow"
    r"|as we speak)\b.*)",
    _I,
)
# "I send it today, after the lecture", as it is said by whom English is not the first language
_SENDS = re.compile(
    r"(?:(?:and|so|okay|right|yes|yeah|then),? )*(?:I|we) (?P<what>(?:send|bring|email|post|pay|upload|forward) "
    r"(?:it|them|that|those|you|the|my)\b.*\b(?:now|today|tonight|tomorrow|\w+day)\b.*)",
    _I,
)
_THEN = re.compile(r"^(?:(?:okay|well|right|so),? )?then,? (?=I|we)|,? then$", _I)
_LEAVES = re.compile(
    r"\b(?:cancel|switch|leave|move|close|take my (?:business|custom)|go (?:to|elsewhere|somewhere))\b", _I
)


def client_will(clause: str, asked: bool = False) -> str | None:
    """What the client undertakes ("I'll send you the photos"), as a verb phrase, or None. `asked`: the agent has just
    asked something of them, so that "yes, I can send that" is one too."""
    bare = _THEN.sub("", clause)
    if (agreed := _AGREES_TO.match(clause)) is not None and not is_tentative(clause):
        return agreed["what"] if asked else None
    if bare != clause and _LEAVES.search(bare):
        return None  # "then I'll cancel": no more than a threat
    clause = bare
    if (at_it := _AT_IT.match(clause)) is not None:
        return f"is {at_it['what']}"
    match = _SENDS.match(clause) or _CLIENT_WILL.search(clause)
    if (
        match is None
        or is_tentative(clause)
        or re.search(r"\b(?:if|never|unless|not|else|(?<!by )then)\b", clause, _I)
    ):
        return None
    return match["what"]
