"""Speech into the words of the record, and the record's words into a read-back.

In the record the client is "the client" (then "their"), the business is "we", the agent is "the agent".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assist.note.calendar import Calendar
from assist.note.dates import capital, find_dates
from assist.note.numbers import find_numbers, normalise

LONGEST_ENTRY = 24  # words

_CONTRACTIONS = {
    "dont": "don't",
    "cant": "can't",
    "wont": "won't",
    "arent": "aren't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "im": "I'm",
    "ive": "I've",
    "youre": "you're",
    "youve": "you've",
    "theyre": "they're",
    "theyve": "they've",
    "thats": "that's",
    "thatll": "that'll",
    "itll": "it'll",
    "youll": "you'll",
    "theyll": "they'll",
    "wholl": "who'll",
    "shouldve": "should've",
    "wouldve": "would've",
    "lets": "let's",
    "wheres": "where's",
    "heres": "here's",
    "hows": "how's",
    "aint": "ain't",
    "oclock": "o'clock",
    "y'all": "you",
    "Y'all": "you",
    "whats": "what's",
    "theres": "there's",
    "i": "I",
    "i'm": "I'm",
    "i've": "I've",
    "i'll": "I'll",
    "i'd": "I'd",
}
_CONTRACTION = re.compile(r"(?<![\w'.@])(?:" + "|".join(_CONTRACTIONS) + r")(?![\w'@])")
# "I 'm", "four o 'clock": how some recognisers part a word
_PARTED = re.compile(r"(?<=\w) '(?=(?:m|s|re|ve|ll|d|t|clock)\b)")
# "ill", "well", "id": words of their own, and contractions before a verb that follows no "be" or "feel"
_DOING_WORDS = (
    "send|get|call|ring|phone|email|text|give|put|make|take|book|refund|cancel|credit|replace|have|be|do|let|go|sort"
    "|check|ask|arrange|order|pay|return|come|tell|see|add|move|fix|try|need|bring|keep|wait|look|speak|write|find"
    "|raise|pass|chase|note|drop|pop|post|reissue|process|issue|change|update|look"
)
_ILL = re.compile(
    r"(?<!\bis )(?<!\bbe )(?<!\bam )(?<!\bwas )(?<!\bare )(?<!\bso )(?<!\bfeel )(?<!\bfell )(?<!\bvery"
    r" )(?<!\bbeen )"
    r"(?<!\bwere )(?<!\bgot )(?<!\bget )(?<!\btaken )(?<!\breally )(?<!'m )(?<!'s )(?<!\ban )(?<!\bthe )"
    r"(?<![\w'])ill(?= (?!with\b|from\b|and\b|or\b|in\b|health\b|enough\b|because\b|since\b|at\b|for\b"
    r"|but\b|so\b"
    r"|until\b|on\b|when\b|this\b|last\b|again\b)[a-z])"
)
_WELL = re.compile(
    rf"(?:(?<=^)|(?<=\band )|(?<=\bso )|(?<=\bthen ))well(?= (?:also |just "
    rf"|then )?(?:{_DOING_WORDS})\b(?! (?:me|us)\b))"
)
_ITS = re.compile(
    r"(?<![\w'])([Ii])ts(?= (?:mrs?|ms|miss|dr|been|about|not|a|an|the|just|still|really|too|so|my|your"
    r"|our|on|in|gone"
    r"|going|never|only"
    r"|also|under|probably|cancelled|broken|late|cold|ridiculous|leaking|been)\b)"
)
_ID = re.compile(
    r"(?<![\w'])(i|we)d(?= (?:really |just )?(?:like|love|rather|prefer|appreciate)\b)", re.IGNORECASE
)
_FILLER = re.compile(
    r"(?:(?<=\bin )|(?<=\bfor )|(?<=\bat )|(?<=\bwas )|(?<=\bbeen )|(?<=\babout ))like\b"
    r"|(?:,\s*)?\b(?:u+m+|u+h+|e+r+m*|h+m+|mm+|y'know|innit|(?<!let )(?<!lets )(?<!letting )(?<!do"
    r" )(?<!did )(?<!as )(?<!before )you know(?! (?:what|how|that|if|when|why"
    r"|where|who|the))|"
    r"(?<=, )i mean\b|sort of|kind of|basically|literally|honestly|(?<=, )like(?=,))\b,?",
    re.IGNORECASE,
)
_SWEARING = re.compile(
    r"(?<=\byou )(?:[a-z]+ing |absolute |bloody |lying |fucking )?(?:idiots?|morons?|bastards?|muppets?"
    r"|clowns?|thieves|arseholes?|assholes?)\b"
    r"|\b(?<!gives a )(?<!give a )(?:(?:mother)?fuck(?:ing|in|ed|s|er|ers)?|goddamn(?:ed)?|damn(?:ed)?"
    r"|bloody|bullshit"
    r"|shit(?:ty)?"
    r"|crap(?:py)?|"
    r"the hell|(?:ass|arse)(?:hole)?s?|idiots?|morons?|stupid|bastards?|bitch)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b((?:[a-z]+'?[a-z]*)(?: [a-z]+'?[a-z]*){0,2})((?:,? \1)+)\b", re.IGNORECASE)
_GONE_AND = re.compile(
    r"\b(?:gone|went) and (?=\w+ed\b|left|lost|sent|put|taken|broken?|cut|sold)", re.IGNORECASE
)
_SPELLING = ("oh", "double", "triple")  # said twice, these are two digits
_DISLOCATED = re.compile(
    r"\b((?:the|your|my|our|that) [\w' ]{2,40}?), ((?:I|we|you)(?:'ll| can| could| will) \w+) (?:that|it"
    r"|them)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:now(?= (?:you|I|we|they)\b)|and|but|so|because(?! of)|cos|well|okay|ok|yeah|yes|yep|alright"
    r"|all right|right(?! (?:now"
    r"|away))|look|listen"
    r"|then|(?:(?:first|second|third|fourth|next|another|last) thing|firstly|secondly|thirdly)(?=,)"
    r"|this is what I want to say|you have left out that|you(?:'ve| have) (?:forgotten|missed) that|"
    r"(?:hiya|hi|hello|hey|g'day)(?: there| again)?(?:,? (?-i:(?!I\b)[A-Z][\w'-]+))?(?=[,.!]|\s+(?:I|it"
    r"|my|your|we|you|the|how)\b)|hiya"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|sure(?: thing)?|of course|absolutely"
    r"|(?:how are (?:you|things)|how's it going|how you doing)(?: (?:doing|today|keeping|going))?|aye"
    r"|(?:oh )?(?:hello|hi|hiya|hey)(?: there)? (?:love|mate|pal|dear|darling|duck|hen)"
    r"|sir|madam|ma'am|(?:mate|pal|love|man|dear|buddy)(?=[,.!])|god"
    r"|(?:it's|this is|my name's|my name is) (?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?: here| speaking"
    r"| again)?(?=[,.])"
    r"|(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]+),(?=\s+(?:I|I've|I'm|we|you|your"
    r"|my|our|the|it's|this|nobody|how|listen)\b)"
    r"|certainly|great|"
    r"perfect|oh|ah|actually|frankly|I mean|anyway|also|first of all|unfortunately|I'm afraid(?: that)?|"
    r"I'm (?:so |very |really )?sorry,? but|sorry,? but|the thing is|as I said|like I said|to be honest"
    r"|please|"
    r"no(?=,| I can't| we can't| I cannot| we cannot)|no problem|you know what|I think|I guess"
    r"|I understand,? but|I see|thanks?(?: you)?(?: so much| very much)?(?=[,.!])"
    r")(?:[,.!]+\s*|\s+|$))+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:,?\s+(?:no,? sorry|no (?:problem|bother|worries)|(?:haven't|isn't|don't|aren't|wasn't|hasn't"
    r"|doesn't) (?:I|it|you|we|they|he|she)|definitely|absolutely|a hundred percent|I promise"
    r"|I guarantee(?: it)?"
    r"|guaranteed"
    r"|please help(?: me| us)?|please|okay|ok|right|you know|if (?:you'd|you would"
    r"|you) (?:like|want|prefer)"
    r"|if that(?:'s| is) okay|"
    r"thank you|thanks|(?<!till )(?<!until )(?<!by )(?<!since )then|and all|or something|as well|sir"
    r"|ma'am|madam|all right|alright|and|but|so|or"
    r"|because|seeing as|though))+[\s.,!?]*$",
    re.IGNORECASE,
)

_BASE_VERBS = (
    "owe drive sleep swim sit sell do deal rent watch play spend lose miss walk drink eat feed smell suffer struggle "
    "clean cook talk teach wear wonder mean agree remember forget help accept refuse appreciate deserve demand "
    "owe drive sleep swim sit sell do deal rent watch play spend lose miss walk drink eat feed smell suffer "
    "struggle die plug upload apply require insist look come email text post bring sign check fill confirm return "
    "cancel choose collect need want think pay live get keep work use see know feel call own rent believe like expect "
    "understand wait ask "
    "hear record love hate depend travel hope prefer find turn start run stay leave give take make go try say tell "
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
    (r"\byou've\b|\byou have\b(?! to\b)", "the client has"),
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


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The text with straight apostrophes, single spaces, a capital "I" and the apostrophes a recogniser drops."""
    text = " ".join(text.replace("’", "'").replace("‘", "'").split())
    text = _PARTED.sub("'", text)
    if "ill " in text:
        text = _ILL.sub("I'll", text)
    if "well " in text:
        text = _WELL.sub("we'll", text)
    if "its " in text.lower():
        text = _ITS.sub(lambda match: f"{match[1]}t's", text)
    text = _ID.sub(lambda match: {"i": "I'd", "w": "we'd"}[match[1][0].lower()], text)
    return _CONTRACTION.sub(lambda match: _CONTRACTIONS[match.group().lower()], text)


def fluent(text: str) -> str:
    """The text without what the speaker said twice in one breath, and with the thing in place of the "that" behind
    it: "the letter, I can send that to you" is "I can send the letter to you"."""
    text = _without_stammer(text)
    return _DISLOCATED.sub(r"\2 \1", text) if ", " in text else text


@lru_cache(maxsize=1024)
def clean(text: str) -> str:
    """A clause without fillers, swearing, repetitions, greetings before it and tags behind it."""
    text = _FILLER.sub(" ", text)
    text = _SWEARING.sub(" ", text)
    text = " ".join(text.split())
    text = _GONE_AND.sub("", text)
    text = _without_stammer(text)
    text = _LEAD.sub("", text.strip(" ,.;:-"))
    text = _TAIL.sub("", text)
    return " ".join(re.sub(r"\s+([,.!?])", r"\1", text).strip(" ,.;:!?-").split())


def without_lead(text: str) -> str:
    """A clause without what only opens it: "okay, unfortunately", "I'm afraid"."""
    return _LEAD.sub("", text.strip(" ,"))


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
        r"(?<!by)(?<!for)(?<!to) myself\b", "", text
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


def _without_stammer(text: str) -> str:
    words = text.lower().replace(",", "").split()
    said_twice = any(
        words[at : at + length] == words[at + length : at + 2 * length]
        for length in (1, 2, 3)
        for at in range(len(words) - 2 * length + 1)
    )
    return _REPEATED.sub(_once, text) if said_twice else text


def _once(match: re.Match[str]) -> str:
    said = [
        word for word in match[1].lower().split() if (len(word) > 1 or word in "ia") and word not in _SPELLING
    ]
    return match[1] if any(not find_numbers(word) for word in said) else match.group()


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
            return _TAIL.sub("", " ".join(kept[:index]).rstrip(","))
        if kept[index].endswith((",", ";", ".", "?", "!")):
            return " ".join(kept[: index + 1]).rstrip(",;.?!")
    return " ".join(kept)
