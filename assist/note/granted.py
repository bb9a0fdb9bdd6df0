"""What the client asks whether it will be done, and the agent grants in a word: "And they'll take the old one?" "They
will, of course."."""

from __future__ import annotations

import re

from assist.note.clauses import clauses

_I = re.IGNORECASE
_SURE = r"(?: (?:certainly|definitely|absolutely|surely|indeed|of course|do|be|so|sir|ma'?am)\b)*"
_THEY_WILL = re.compile(
    r"(?:(?:yes|yeah|aye|oh|of course|absolutely|certainly|sure),? )*(?P<who>(?:the |our |my "
    r"|your )?[A-Za-z]+(?: [a-z]+)?)"
    rf"(?: (?:certainly|definitely|of course))? will\b,?{_SURE}(?P<more>(?:,? (?:an? |half an |the |on |at |by "
    rf"|before |within "
    r"|in |first |about )[\w' ]+)?)$",
    _I,
)
_WILL_DO = re.compile(
    rf"(?:(?:yes|yeah|of course|absolutely|sure|no problem|right|okay|grand),? )*will do{_SURE}$", _I
)
_PRONOUN = re.compile(r"(?:I|we|they|he|she|it|that)$", _I)
# "you'll ring me on the day", "will somebody tell me if it's worked"
_ASKED = re.compile(
    r"(?:(?:and|so|but|then|okay|right|good|great|oh),? )*(?:(?P<who>[a-z]+(?: [a-z]+){0,2}?)(?:'ll| will|(?:'re"
    r"|'s| are| is) going to)"
    r"|will (?P<asked>you|they|he|she|it|somebody|someone|(?:the|your|my) [a-z]+))(?: (?:also|still|definitely"
    r"|be able to))* "
    r"(?!be (?:charged|billed|able)\b|have to\b|need\b|cost\b)(?P<what>[a-z].+)",
    _I,
)


def granted(clause: str, asked: str) -> tuple[str, str] | None:
    """Who will do it, and what, in the client's words, with what the agent adds: "The drivers" and "ring me on the day,
    an hour before"; None where the clause grants nothing that the client's turn `asked`."""
    yes = _THEY_WILL.match(clause) or _WILL_DO.match(clause)
    if yes is None:
        return None
    for piece in reversed(clauses(asked)):
        match = (
            _ASKED.match(piece.text.strip(" ?")) if piece.question or asked.rstrip().endswith("?") else None
        )
        if match is not None:
            groups = yes.groupdict()
            who = groups.get("who") or "I"
            return who, ", ".join(
                filter(None, (match["what"].strip(" .?!"), (groups.get("more") or "").strip(" ,")))
            )
    return None


def time_granted(clause: str) -> str | None:
    """ "They will, by six.": "by six"."""
    yes = _THEY_WILL.match(clause)
    return yes["more"].strip(" ,") or None if yes and _PRONOUN.match(yes["who"]) else None
