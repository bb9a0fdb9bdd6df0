"""Plain speech in the words of the record, and the record's words in a read-back.

In the record the client is "the client" (then "their"), the business is "we", the agent is "the agent".
"""

from __future__ import annotations

import re
from functools import cache

from assist.note.calendar import Calendar
from assist.note.dates import capital, find_dates
from assist.note.numbers import find_numbers, normalise
from assist.note.spoken import without_tail

LONGEST_ENTRY = 24  # words
_BASE_VERBS = (
    "owe drive sleep swim sit sell do deal rent watch play spend lose miss walk drink eat feed smell suffer "
    "struggle "
    "clean cook talk teach wear wonder mean agree remember forget help accept refuse appreciate deserve demand "
    "owe drive sleep swim sit sell do deal rent watch play spend lose miss walk drink eat feed smell suffer "
    "struggle die plug upload apply require insist look come email text post bring sign check fill confirm "
    "return "
    "cancel choose collect need want think pay live get keep work use see know feel call own rent believe like "
    "expect "
    "understand wait ask "
    "hear record love hate depend travel hope prefer find turn start run stay leave give take make go try say "
    "tell "
    "send buy order rely"
).split()
_THIRD = {verb: verb + ("es" if verb.endswith(("o", "s", "sh", "ch")) else "s") for verb in _BASE_VERBS}
_THIRD |= {"try": "tries", "rely": "relies", "have": "has"}
_BASE = {third: base for base, third in _THIRD.items()}
_ADVERB = r"(?:(?:just|really|only|still|also|always|never|actually|already|even|simply)\s+)"


def _compiled(
    *pairs: tuple[str, str], flags: re.RegexFlag | int = re.IGNORECASE
) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, flags), words) for pattern, words in pairs)


_CLIENT_SUBJECT = _compiled(
    (r"\b(?:I'm|I am|[Ww]e're|[Ww]e are)\b", "the client is"),
    (r"\b(?:I've|[Ww]e've)\b", "the client has"),
    (r"\b(?:I|[Ww]e) have\b(?! to\b)", "the client has"),
    (r"\b(?:I|[Ww]e) have to\b", "the client has to"),
    (r"\b(?:I|[Ww]e) haven't\b", "the client hasn't"),
    (r"\b(?:I|[Ww]e) don't\b", "the client doesn't"),
    (r"\b(?:I|[Ww]e) do\b", "the client does"),
    (r"\b(?:I'll|[Ww]e'll)\b", "the client will"),
    (r"\b(?:I'd|[Ww]e'd) (?=(?:no|a|an|two|three|four|\w+teen|\w+ty)\b)", "the client had "),
    (r"\b(?:I'd|[Ww]e'd) (?=(?:\w+ed|been|had|never|already|told|said|paid|bought)\b)", "the client had "),
    (r"\b(?:I'd|[Ww]e'd)\b", "the client would"),
    (r"\b[Ww]e were\b", "the client was"),
    (r"\b[Ww]e weren't\b", "the client wasn't"),
    flags=0,
)
_AGENT_WORDS = _compiled(
    (r"\byou're\b|\byou are\b", "the client is"),
    (r"\byou've\b|(?<!\blet )(?<!\bhelp )(?<!\bmake )(?<!\bsee )\byou have\b(?! to\b)", "the client has"),
    (r"\byou have to\b", "the client has to"),
    (r"\byou'll\b", "the client will"),
    (r"\byou'd\b", "the client would"),
    (r"\byou don't\b", "the client doesn't"),
    (r"\byou were\b", "the client was"),
    (r"\byourself\b", "themselves"),
    (r"\byours\b", "the client's"),
    (r"\byour\b", "the client's"),
)
_CLIENT_HEARS = _compiled(
    (r"\bthe client is\b", "you are"),
    (r"\bthe client has\b", "you have"),
    (r"\bthe client was\b", "you were"),
    (r"\bthe client wasn't\b", "you weren't"),
    (r"\bthe client hasn't\b", "you haven't"),
    (r"\bthe client doesn't\b", "you don't"),
    (r"\bthe client does\b", "you do"),
    (r"\bthe client isn't\b", "you aren't"),
    (r"\bthe client's(?= (?:on|at|by|in|this|tomorrow|today|and|before|after)\b|[.,]|$)", "yours"),
    (r"\bthe client's\b", "your"),
)
_BUSINESS_VERB = (
    r"(?=\s+(?:guys\s+)?(?:(?:just|still|also|never|always|already|even|keep|have|had|has|said|told"
    r"|promised|will|can|"
    r"could|do|don't|did|didn't|sent|charged|are|were|aren't|weren't|need|should|would|can't|won't|haven't"
    r"|took|made|"
    r"gave|cancelled|canceled|lost|sold|delivered|billed|left|came|claim|say|advertise|people|guys|hung"
    r"|put|call|called|"
    r"offer|offered|repaired|fixed|installed|ordered|booked|broke|shared|refused|want|wanted|gave|lied"
    r"|forgot|wrote|told|got|missed|ruined|\w{3,}ed)\b))"
)
_TO_YOU = re.compile(r"\b(with|for|to|from|by|of|at|about) you(?: guys| people| lot)?\b", re.IGNORECASE)
# "you" that begins a clause or stands behind "did" is who acts, whatever the verb
_YOU_ACT = re.compile(
    r"(^|\b(?:will|did|can|could|are|were|have|had|do|would|should|and|but|because|when|if|so|then|since"
    r"|after|until|that) |, )you\b(?= (?!and\b|or\b|to\b"
    r"|for\b|guys\b|people\b|lot\b)[a-z])",
    re.IGNORECASE,
)
# the business speaks to the client, and the client tells it
_QUOTED = re.compile(
    r"(?P<by>\b(?:it|he|she|they|somebody|someone|(?:the|your|an?|this) (?:\w+ )?\w+) (?:literally "
    r"|just |even )?(?:said|says|goes(?: to (?:me|us),?)?|told (?:me|us)|promised(?: (?:me|us))?))"
    r"(?P<told>\b.*)",
    re.IGNORECASE,
)


def by_client(text: str, mentioned: bool = False) -> str:
    """The client's words for the record: "I lost my keys" is "the client lost their keys".

    `mentioned`: the client was named before the text, so that its first "my" is "their" too.
    """
    others = re.search(r"\b(?:they|them|their|they're|they've)\b", text, re.IGNORECASE)
    crowded = others.start() if others else len(text) * 2  # from here on, "their" could be somebody else's
    text = re.sub(r"\b(both|all|either|neither) of us\b", r"\1 of them", text)
    if re.match(r"(?:I|we)\b", text, re.IGNORECASE):
        text = re.sub(r"\b(and|but|then) I (?=[a-z]+(?:ed|ught|old|aid|ent|oke)\b)", r"\1 ", text)
    text = _business(_QUOTED.sub(_quoted, text))
    for pattern, words in _CLIENT_SUBJECT:
        text = pattern.sub(words, text)
    text = re.sub(rf"\b(?:I|we)(\s+{_ADVERB}*)([a-z]+)\b", _third_person, text, flags=re.IGNORECASE)
    text = re.sub(r"\bI\b|\b[Ww]e\b(?!~)|(?<!~)\bus\b", "the client", text)
    text = re.sub(r"\bme\b", "the client", text)
    text = re.sub(r"\b(?:mine|ours)(?!~)\b", "the client's", text)
    text = re.sub(r"\b(?:myself|ourselves)\b", "themselves", text)
    named = re.search(r"\bthe client\b|\b(?:my|our)\b(?!~)", text, re.IGNORECASE)
    first = -1 if mentioned or named is None else named.start()
    text = re.sub(
        r"\b(?:my|our)\b(?!~)",
        lambda match: "their" if crowded > match.start() > first else "the client's",
        text,
        flags=re.IGNORECASE,
    )
    return text.replace("~", "")


def by_agent(text: str) -> str:
    """The agent's words for the record: "send you my number" is "send the client the agent's number"."""
    for pattern, words in _AGENT_WORDS:
        text = pattern.sub(words, text)
    text = re.sub(
        rf"(?<!\blet )(?<!\bhelp )(?<!\bmake )(?<!\bhave )(?<!\bsee )\byou(\s+{_ADVERB}*)([a-z]+)\b",
        _third_person,
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\byou\b", "the client", text, flags=re.IGNORECASE)
    text = _theirs(text)
    text = re.sub(r"\bI'm\b|\bI am\b", "the agent is", text)
    text = re.sub(r"\bI've\b|\bI have\b", "the agent has", text)
    text = re.sub(r"\bI'll\b", "the agent will", text)
    text = re.sub(r"\bI\b", "the agent", text)
    text = re.sub(r"\bmy\b", "the agent's", text, flags=re.IGNORECASE)
    text = re.sub(
        r"(?: by|(?<!for)(?<!to)) myself\b", "", text
    )  # "I'll ring them myself": the agent, who will
    return re.sub(r"\bme\b|\bmyself\b", "the agent", text)


def _theirs(text: str) -> str:
    """Once the client is named, what is theirs is "their", where nobody else can be meant."""
    named = re.search(r"\bthe client\b(?!')", text, re.IGNORECASE)
    if named is None or re.search(r"\b(?:they|them|their)\b", text, re.IGNORECASE):
        return text
    return text[: named.end()] + text[named.end() :].replace("the client's", "their")


@cache
def to_client(text: str) -> str:
    """The record's words said to the client: "The client lost their keys" is "you lost your keys"."""
    alone = not re.search(r"\b(?:they|them)\b", text, re.IGNORECASE)
    for pattern, words in _CLIENT_HEARS:
        text = pattern.sub(words, text)
    text = re.sub(
        rf"\bthe client(\s+{_ADVERB}*)([a-z]+)\b",
        lambda match: f"you{match[1]}{_BASE.get(match[2], match[2])}",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\bthe client\b", "you", text, flags=re.IGNORECASE)
    if alone:
        text = re.sub(r"\btheir\b", "your", text, flags=re.IGNORECASE)
        text = re.sub(r"\bthemselves\b", "yourself", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe agent is\b", "I am", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe agent has\b", "I have", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe agent's\b", "my", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b(to|with|by|for|from|of|call|email|ask) the agent\b", r"\1 me", text, flags=re.IGNORECASE
    )
    return re.sub(r"\bthe agent\b", "I", text, flags=re.IGNORECASE)


def entry(text: str, calendar: Calendar) -> str:
    """A cleaned clause as an entry: numbers in normal form, days capitalised, at most 24 words, a full stop."""
    text = _shorten(text)
    dates = find_dates(text, calendar)
    out, at = [], 0
    for span in dates:
        out += [normalise(text[at : span.start]), capital(text[span.start : span.end])]
        at = span.end
    text = "".join([*out, normalise(text[at:])])
    text = " ".join(text.split()).strip(" ,;:-.")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _quoted(match: re.Match[str]) -> str:
    """What was said to the client, in their own person: "it said your order" is "it said my order"."""
    if re.search(r"\b(?:I|me|my|we|our|us)\b", match["told"]):
        return match.group()  # told in the client's own person
    told = re.sub(r"\byour\b", "my", match["told"], flags=re.IGNORECASE)
    told = re.sub(r"\byou(?='(?:re|ve|ll|d)\b)", "I", told, flags=re.IGNORECASE).replace("I're", "I'm")
    told = re.sub(
        r"\byou(?= (?:can|could|will|have|had|would|should|need|owe|must|don't|can't|didn't"
        r"|\w+ed)\b)",
        "I",
        told,
        flags=re.IGNORECASE,
    )
    told = re.sub(r"\byou are\b", "I am", told, flags=re.IGNORECASE)
    return match["by"] + re.sub(r"\byou\b", "me", told, flags=re.IGNORECASE)


def _third_person(match: re.Match[str]) -> str:
    verb = match[2]
    return f"the client{match[1]}{_THIRD.get(verb, verb)}"


def _business(text: str) -> str:
    """The client's "you" is the business: "we" before a verb, else "us"; marked with ~ against a second turn."""
    text = re.sub(r"\byou're\b|\byou are\b", "we~ are", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou've\b", "we~ have", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou'll\b", "we~ will", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou'd\b", "we~ would", text, flags=re.IGNORECASE)
    text = re.sub(r"\byour\b", "our~", text, flags=re.IGNORECASE)
    text = re.sub(r"\byours\b", "ours~", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\byou (?:lot|people|guys|[a-z]{4,}s) (?=(?:have|are|were|keep|never|just) )",
        "we~ ",
        text,
        flags=re.IGNORECASE,
    )
    text = _TO_YOU.sub(r"\1 ~us", text)
    text = _YOU_ACT.sub(lambda match: f"{match[1]}we~", text)
    text = re.sub(rf"\byou\b{_BUSINESS_VERB}(?: (?:guys|people)\b)?", "we~", text, flags=re.IGNORECASE)
    return re.sub(r"\byou\b(?: guys| people)?", "~us", text, flags=re.IGNORECASE)


def _shorten(text: str) -> str:
    words = text.split()
    if len(words) <= LONGEST_ENTRY:
        return text
    kept = words[:LONGEST_ENTRY]
    numbers = [
        (len(text[: span.start].split()), len(text[: span.end].split())) for span in find_numbers(text)
    ]
    for index in range(len(kept) - 1, 7, -1):
        if any(first < index < last for first, last in numbers):
            continue  # "four hundred and twelve"
        if kept[index].lower() in ("and", "but", "because", "which", "or", "where", "when", "then"):
            return without_tail(" ".join(kept[:index]).rstrip(","))
        if kept[index].endswith((",", ";", ".", "?", "!")):
            return " ".join(kept[: index + 1]).rstrip(",;.?!")
    return " ".join(kept)
