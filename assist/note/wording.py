"""Plain speech in the words of the record, and the record's words in a read-back.

In the record the client is "the client" (then "their"), the business is "we", the agent is "the agent".
"""

from __future__ import annotations

import re
from functools import cache

from assist.note.any_case import AnyCase, Found
from assist.note.likeness import stem
from assist.note.said_forms import is_deed
from assist.note.verbs import base, does, third

# "the date you want": said behind a noun, and hardly nouns themselves
_HARDLY_NOUNS = frozenset(
    "want need know think say prefer owe believe expect understand remember get use pay live buy"
    " have do".split()
)
# behind these, or at the beginning, "you" and "the client" are who acts
_BEFORE_SUBJECT = re.compile(
    r"(?:^|[,;.:]|\b(?:if|when|once|that|what|where|because|and|so|until|till|before|after|as|whether"
    r"|how|why|while|since"
    r"|but|or|than|which|who|unless|though|although|whatever|whenever|wherever|whoever|whichever|anything|everything"
    r"|time|way|case|today|tomorrow|tonight|then|[a-z]+day(?: morning| afternoon| evening)?"
    r"|think|hope|sure|says?|said))\s*$",
    re.IGNORECASE,
)
_NEEDS_SUBJECT = frozenset(
    "can can't cannot could couldn't may might must shall should shouldn't will won't would wouldn't"
    " had did didn't was"
    " wasn't".split()
)
# behind these a verb has no -s: "what can I do", "let me see"
_BEFORE_BASE = re.compile(
    r"\b(?:can|could|may|might|must|shall|should|will|would|do|does|did|don't|doesn't|didn't|can't"
    r"|couldn't|won't|wouldn't"
    r"|shouldn't|let|lets|letting|help|helps|helped|make|makes|made|see|saw|hear|heard|watch|have|had"
    r"|to)\s*$",
    re.IGNORECASE,
)
_A_THING = re.compile(r"\b(?:an?|the|any|another) [\w-]+ $", re.IGNORECASE)
_ADVERB = (
    r"(?:(?:just|still|also|always|never|already|even|often|sometimes|now|(?!(?:ap|re|sup|com|im"
    r"|multi)ply|bully)[a-z]{2,}ly)"
    r"\s+)"
)


def _compiled(
    *pairs: tuple[str, str], flags: re.RegexFlag | int = re.IGNORECASE
) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, flags), words) for pattern, words in pairs)


_PARTICIPLES = (
    "been|had|gone|written|taken|given|seen|known|broken|eaten|paid|sent|bought|brought|left|lost"
    "|found|kept|made|told|said"
    "|got|gotten|spoken|chosen|driven|forgotten|held|heard|meant|met|sat|sold|slept|spent|stood"
    "|thought|understood|done"
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e)\b")
_CLIENT_SUBJECT = _compiled(
    (r"\b[Dd]o (?:I|[Ww]e)\b(?!~| not\b)", "does the client"),
    (r"\b[Dd]on't (?:I|[Ww]e)\b(?!~)", "doesn't the client"),
    (r"\b(?:[Aa]m I|[Aa]re [Ww]e)\b(?!~)", "is the client"),
    (r"\b[Hh]ave (?:I|[Ww]e)\b(?!~)", "has the client"),
    (r"\b(?:I'm|I am|[Ww]e're|[Ww]e are)\b", "the client is"),
    (r"\b(?:I've|[Ww]e've)\b", "the client has"),
    (r"\b(?:I|[Ww]e) have\b(?! to\b)", "the client has"),
    (r"(?<![Ww]ill )(?<![Ww]ould )\b(?:I|[Ww]e) have to\b", "the client has to"),
    (r"\b(?:I|[Ww]e) been\b", "the client has been"),
    (r"\b(?:I'll|[Ww]e'll)\b", "the client will"),
    (r"\b(?:I'd|[Ww]e'd) (?=to [a-z])", "the client had "),
    (r"\b(?:I'd|[Ww]e'd) (?=(?:no|a|an|two|three|four|\w+teen|\w+ty)\b)", "the client had "),
    (rf"\b(?:I'd|[Ww]e'd) (?=(?:\w+ed|never|already|{_PARTICIPLES})\b)", "the client had "),
    (r"\b(?:I'd|[Ww]e'd)\b", "the client would"),
    flags=0,
)
_AGENT_WORDS = _compiled(
    (r"\byou both\b", "both"),  # the client and whoever is with them
    (r"^(?:do|would) you (?:want|like) (?:me|us) to (?=\w)", ""),
    (
        r"^(?:do|would) you (?:rather|prefer|fancy|sooner)(?: have)? (?=(?:an?|the|another|some|one|two|other)\b)",
        "",
    ),
    (r"^do you want (?=(?:it|them|him|her|that|this|to)\b)", "the client wants "),
    # what we do for them: "I could do you an advance"
    (
        r"^do you (?!(?:want|need|prefer|have|know|think|like|mind|still|ever|fancy|remember|see|feel|happen|live"
        r"|really|not|or|and|then)\b)(?=[a-z\d])",
        "do the client ",
    ),
    (r"^do you (?:want|need) (?=(?:an?|the|another|some)\b)", ""),
    (r"\bdo you (?=[a-z])", "does the client "),
    (r"\byou're\b|\byou are\b", "the client is"),
    (r"\byou've\b|(?<!\blet )(?<!\bhelp )(?<!\bmake )(?<!\bsee )\byou have\b(?! to\b)", "the client has"),
    (r"\byou have to\b", "the client has to"),
    (r"\byou'll\b", "the client will"),
    (r"\byou'd\b", "the client would"),
    (r"\byourself\b", "themselves"),
    (r"\byours\b", "the client's~"),
    (r"\byour\b", "the client's"),
)
_OF_YOU = re.compile(
    r"\b(both|all|either|neither|each|the (?:two|three|four|five|six|lot)) of you\b", re.IGNORECASE
)
# "give it you back", as it is said in the north
_IT_YOU = re.compile(
    r"\b((?:give|send|post|bring|lend)(?:ing)? (?:it|them)) you\b( back)?"
    r"(?= (?:straight|right|today|tomorrow|tonight|by|on|in|at|for|this|now|and|before|within|when|once)\b|[.,]|$)",
    re.IGNORECASE,
)
_BEFORE_ASKING = (
    r"(^|[,.:] |\b(?:what|how|where|when|why|who|and|or|nor|neither"
    r"|but) )"  # not "the thing is the client …"
)
_CLIENT_HEARS = _compiled(
    (r"\bdoes the client\b(?!')", "do you"),
    (r"\bdoesn't the client\b(?!')", "don't you"),
    (rf"{_BEFORE_ASKING}is the client\b(?!')", r"\1are you"),
    (rf"{_BEFORE_ASKING}has the client\b(?!')", r"\1have you"),
    (r"\bthe client is\b", "you are"),
    (r"\bthe client has\b", "you have"),
    (r"\bthe client was\b", "you were"),
    (r"\bthe client wasn't\b", "you weren't"),
    (r"\bthe client hasn't\b", "you haven't"),
    (r"\bthe client doesn't\b", "you don't"),
    (r"\bthe client does\b", "you do"),
    (r"\bthe client isn't\b", "you aren't"),
    (r"\bthe client's(?= (?:on|at|by|in|this|tomorrow|today|now|to|and|before|after)\b|[.,]|$)", "yours"),
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
_PAYS_YOU = re.compile(
    r"\b(pay|pays|paid|paying|tell|told|telling|give|gave|giving|send|sent|sending|call|called|calling|ring|rang|ringing"
    r"|ask|asked|asking|trust|trusted|hired|chose|picked|owe|email|emailed|phoned) you(?: guys| people| lot)",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"\b(with|for|to|from|by|of|at|about) you(?: guys| people| lot)?\b", re.IGNORECASE)
# "you" that begins a clause or stands behind "did" is who acts, whatever the verb
_YOU_ACT = re.compile(
    r"(^|\b(?:will|did|can|could|are|were|have|had|do|would|should|and|but|because|when|if|so|then|since"
    r"|after|until|that|before|what|who|where|why|how|which|whether|while|as|once|than|unless|though) |, )"
    r"you\b(?= (?!and\b|or\b|to\b"
    r"|for\b|guys\b|people\b|lot\b)[a-z])",
    re.IGNORECASE,
)
# the business speaks to the client, and the client tells it
_QUOTED = AnyCase(
    r"(?P<by>\b(?:it|he|she|they|somebody|someone|(?:the|your|an?|this) (?:\w+ )?\w+) (?:literally "
    r"|just |even )?(?:said|says|goes(?: to (?:me|us),?)?|told (?:me|us)|promised(?: (?:me|us))?))"
    r"(?P<told>\b.*)",
    needs=r"\b(?:said|says|goes|told|promised)",
)


_VERB = rf"(\s+{_ADVERB}*)([a-z]+(?:'[a-z]+)?)\b"
_ACTS = re.compile(rf"\b(?:I|we){_VERB}", re.IGNORECASE)
_YOU_DO = re.compile(rf"\byou{_VERB}", re.IGNORECASE)
_I_DO = re.compile(rf"\bI{_VERB}")


def by_client(text: str, mentioned: bool = False) -> str:
    """The client's words for the record: "I lost my keys" is "the client lost their keys".

    `mentioned`: the client was named before the text, so that its first "my" is "their" too.
    """
    others = re.search(r"\b(?:they|them|their|they're|they've)\b", text, re.IGNORECASE)
    crowded = others.start() if others else len(text) * 2  # from here on, "their" could be somebody else's
    text = re.sub(
        r"\bme (?=(?:mum|mam|mom|dad|da|nan|gran|wife|husband|lad|son|daughter|kids|own"
        r"|money)\b)",
        _my,
        text,
    )
    text = _ME_AND_MORE.sub(_my_thing, text)
    text = re.sub(
        r"\b(both|all|either|neither|the (?:two|three|four|five|six|lot|pair)) of us\b", r"\1 of them", text
    )
    text = _business(_QUOTED.sub(_quoted, text))
    if _FIRST_PERSON.search(text):
        for pattern, words in _CLIENT_SUBJECT:
            text = pattern.sub(words, text)
    text = _ACTS.sub(lambda match: _third_person("the client", match), text)
    text = re.sub(r"\bI\b|\b[Ww]e\b(?!~)|(?<!~)\bus\b", "the client", text)
    text = _SAME_SUBJECT.sub(r"\1 ", text)
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


# up to the second of two things that the client does, with nobody else in between
_DOES_ONE_AND = (
    r"(?<=^)(?P<one>the client [\w']+(?: (?!(?:he|she|it|they|we|there|nobody|somebody|someone|who|which|that|this"
    r"|because|if|when|where|why|how|what|as|so|than|is|was|are|were|has|had|will|would|can|could|said|says|saying"
    r"|told|thought|tell|the client)\b)[a-z\d-]+(?!'))*,? (?:and|but)(?: then)?) "
)
# "I'm locked out and I've got to pay people": who does the second thing is known from the first
_SAME_SUBJECT = re.compile(rf"{_DOES_ONE_AND}the client (?!'|the\b)(?=[a-z])", re.IGNORECASE)
_AND_DOES_TOO = re.compile(
    rf"{_DOES_ONE_AND}(?P<verb>has|is|was|does|doesn't|isn't|hasn't|wasn't|needs|wants|thinks|knows|gets|pays|works|lives"
    r"|keeps|goes)\b",
    re.IGNORECASE,
)


def by_agent(text: str) -> str:
    """The agent's words for the record: "send you my number" is "send the client the agent's number"."""
    if "you" in text.lower():
        text = _IT_YOU.sub(r"\1\2 to you", _OF_YOU.sub(r"\1 of them", text))
        for pattern, words in _AGENT_WORDS:
            text = pattern.sub(words, text)
        text = _YOU_DO.sub(_you_do, text)
        text = re.sub(r"\byou\b", "the client", text, flags=re.IGNORECASE)
    text = _theirs(text).replace("~", "")
    if "I" in text:
        text = re.sub(r"\bI'm\b|\bI am\b", "the agent is", text)
        text = re.sub(r"\bI've\b", "the agent has", text)
        text = re.sub(r"\bI'll\b", "the agent will", text)
        text = re.sub(r"\bI'd\b", "the agent would", text)
        text = _I_DO.sub(lambda match: _third_person("the agent", match), text)
        text = re.sub(r"\bI\b", "the agent", text)
    text = re.sub(
        r" on my own\b(?! (?!and\b|but\b|so\b|today\b|tomorrow\b|tonight\b|at\b|on\b|by\b)[a-z])", "", text
    )
    text = re.sub(r"\b(?:my|mine)\b", "the agent's", text, flags=re.IGNORECASE)
    text = re.sub(
        r"(?: by|(?<!for)(?:(?<!to)|(?<=quarter to))(?<!with)) myself\b", "", text
    )  # "I'll ring them myself": the agent, who will
    return re.sub(r"\bme\b|\bmyself\b", "the agent", text)


@cache
def client_does(text: str) -> str:
    """What is for the client to do, of which only the deed is told: "Post the receipt or email it." is
    "The client posts the receipt or emails it."; other words come back as they are."""
    verb, space, rest = text.removesuffix(".").partition(" ")
    if not is_deed(text.removesuffix(".")) or re.match(r"(?:the client|you)\b(?!')", rest):
        return text
    does_it = does(verb.lower())
    if stem(does_it) != stem(verb):
        return text  # "tries": nobody said that word
    rest = _AND_DOES.sub(
        lambda match: f"{match[1]}{does(match[2])}" if is_deed(match[2] + match[3]) else match.group(), rest
    )
    return _theirs(f"The client {does_it}{space}{rest}{'.' if text.endswith('.') else ''}")


_AND_DOES = re.compile(r"(\b(?:and|or) (?:just |then )?)([a-z]+)\b(?=(.*))")


def _theirs(text: str) -> str:
    """Once the client is named, what is theirs is "their", where nobody else can be meant."""
    named = re.search(r"\bthe client\b(?!')", text, re.IGNORECASE)
    if named is None or re.search(r"\b(?:they|them|their)\b", text, re.IGNORECASE):
        return text
    behind = text[named.end() :].replace("the client's~", "theirs").replace("the client's", "their")
    return text[: named.end()] + behind


@cache
def to_client(text: str, mentioned: bool = True) -> str:
    """The record's words said to the client: "The client lost their keys" is "you lost your keys".

    `mentioned`: the client was named before the text; else "their" is somebody else's until they are."""
    named = 0 if mentioned else text.lower().find("the client")
    alone = named >= 0 and not re.search(r"\b(?:they|them)\b|\btheirs?\b", text[:named], re.IGNORECASE)
    others = re.search(r"\b(?:they|them)\b", text, re.IGNORECASE)
    if alone:  # up to "them": "the client picked their glasses up and can't see out of them"
        crowded = others.start() if others else len(text)
        text = re.sub(r"\btheir(s?)\b", r"your\1", text[:crowded], flags=re.IGNORECASE) + text[crowded:]
    if "the client" in text.lower():
        text = _AND_DOES_TOO.sub(lambda match: f"{match['one']} {base(match['verb'])}", text)
        for pattern, words in _CLIENT_HEARS:
            text = pattern.sub(words, text)
        text = _CLIENT_DOES.sub(_you_hear, text)
        text = re.sub(r"\bthe client\b", "you", text, flags=re.IGNORECASE)
    if alone and not others:
        text = re.sub(r"\bthemselves\b", "yourself", text, flags=re.IGNORECASE)
    if "the agent" not in text.lower():
        return text
    text = re.sub(r"\bthe agent's(?=[.,]|$)", "mine", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe agent's\b", "my", text, flags=re.IGNORECASE)
    return re.sub(r"\bthe agent\b", "me", _AGENT_DOES.sub(_i_say, text), flags=re.IGNORECASE)


_ASKING = re.compile(
    r"\b(?:can|could|may|might|must|shall|should|will|would|do|does|did|don't|doesn't|didn't|can't"
    r"|couldn't|won't)\s*$",
    re.IGNORECASE,
)
_CLIENT_DOES = re.compile(rf"\bthe client(?! the\b){_VERB}", re.IGNORECASE)
_AGENT_DOES = re.compile(rf"\bthe agent(?! the\b){_VERB}", re.IGNORECASE)
_NEVER_ACTS = frozenset("at on in by with for from to about and or".split())


def _you_hear(match: re.Match[str]) -> str:
    verb, before = base(match[2]), match.string[: match.start()]
    chosen = _A_THING.search(before) and not match.string[match.end() :].strip(".")
    if verb in _HARDLY_NOUNS or chosen or _BEFORE_SUBJECT.search(before):
        return f"you{match[1]}{verb}"
    return f"you{match[1]}{match[2]}"


def _i_say(match: re.Match[str]) -> str:
    """ "The agent sends" is "I send"; "ask the agent today" is "ask me today"."""
    verb = {"is": "am", "was": "was"}.get(match[2], base(match[2]))
    before = match.string[: match.start()]
    acts = match[2] not in _NEVER_ACTS and (
        verb != match[2]
        or match[2] in _NEEDS_SUBJECT
        or _BEFORE_SUBJECT.search(before)
        or _ASKING.search(before)
    )
    return f"{'I' if acts else 'me'}{match[1]}{verb if acts else match[2]}"


def _quoted(match: Found) -> str:
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


def _third_person(who: str, match: re.Match[str]) -> str:
    """ "I really need" is "the client really needs"; "can I send" is "can the agent send"."""
    before = match.string[: match.start()]
    bare = (_BEFORE_BASE if match.group().lower().startswith("you") else _ASKING).search(before)
    return f"{who}{match[1]}{match[2] if bare else third(match[2])}"


def _you_do(match: re.Match[str]) -> str:
    """ "When you call" is "when the client calls"; "send you details" is "send the client details"."""
    before = match.string[: match.start()]
    acts = bool(_BEFORE_SUBJECT.search(before))
    if match.end() == len(match.string) and (acts or _A_THING.search(before)):
        return f"the client{match[1]}{does(match[2])}"  # "whoever you like", "a cleaner you choose"
    if acts or match[2] in _HARDLY_NOUNS or "'" in match[2] or match[2] == "were":
        return _third_person("the client", match)
    return f"the client{match[1]}{match[2]}"


# "in me hand", "me mother's in hospital": where nobody is given anything
_ME_AND_MORE = re.compile(
    r"(?P<before>^|[,.;:] |\b(?:in|on|of|at|to|from|with|by|under|over|through|into|off|for|about"
    r"|behind|near|and|but|where|what|how|why"
    r"|so|because|cos|that|when|if|is|was|it's|that's|lost|all) )[Mm]e (?=(?!thanks\b)(?P<thing>[a-z]+))"
)


def _my_thing(match: re.Match[str]) -> str:
    """Before a thing's name; "with me today" and "for me ringing" stay."""
    thing = match["thing"]
    if thing == base(thing) == third(thing) or thing.endswith("ing"):
        return match.group()
    return f"{match['before']}my "


def _my(match: re.Match[str]) -> str:
    """ "Half me money" is theirs; "give me money" is not."""
    given = re.search(r"\b(?:give|gave|owe|owes|pay|send|sent|cost|lend|get|got|save|lost|find)s?\s*$",
                      match.string[: match.start()], re.IGNORECASE)  # fmt: skip
    return match.group() if given else "my "


def _business(text: str) -> str:
    """The client's "you" is the business: "we" before a verb, else "us"; marked with ~ against a
    second turn."""
    if "you" not in text.lower():
        return text
    text = re.sub(r"^(don't|do not) you (?=[a-z])", r"\1 ", text, flags=re.IGNORECASE)
    text = re.sub(r"\bdo you (?=(?:an?|the|some|two|three)\b)", "do ~us ", text, flags=re.IGNORECASE)
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
    text = _PAYS_YOU.sub(r"\1 ~us", text)
    text = _YOU_ACT.sub(lambda match: f"{match[1]}we~", text)
    text = re.sub(rf"\byou\b{_BUSINESS_VERB}(?: (?:guys|people)\b)?", "we~", text, flags=re.IGNORECASE)
    return re.sub(r"\byou\b(?: guys| people)?", "~us", text, flags=re.IGNORECASE)
