"""Names, where somebody says who they are, is asked, or is called by theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assist.events import Channel
from assist.note.any_case import AnyCase
from assist.note.first_names import is_first_name
from assist.note.number_words import DIGITS
from assist.note.numbers import find_numbers
from assist.note.said_forms import is_deed
from assist.note.words import words_of

_I = re.IGNORECASE
SHORTEST_CAPITALS = 4  # letters: two or three begin a number, unless the agent is called so
_MONTHS = (  # of a date of birth, behind the name
    "January February March April May June July August September October November December".split()
)
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_NAME_WORD = rf"(?:[{_CAPITAL}][^\W\d_]*(?:['-][^\W\d_]+)*(?!\w))"
_NAME = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]yself(?= [A-Z])|[Mm]y name's|(?<!er )(?<!is )(?<!eir )(?<!'s )[Nn]ame is|[Aa]sk for"
    rf"|[Mm]y names|[Tt]he name's|(?<=, )name's|(?:under|in) the name (?:of )?|(?<=, )name of|[Ss]urname(?:'s| is)"
    rf"|(?:It's|it's|is|[Pp]ut it|booked|booking"
    rf"|order|(?:booking|order|account|reservation|policy|contract)(?:'s| is)) under(?= [A-Z])) "
    rf"(?P<name>{_NAME_WORD}(?: {_NAME_WORD})?|[a-z]+(?: [a-z]+)?)"
    rf"|\b(?:[Tt]his is|[Hh]ere is|[Ii]t's|I'm|I am) (?P<name2>(?:(?:Mr|Mrs|Ms|Miss|Dr|Professor|Reverend|Father"
    rf"|Sister) )?{_NAME_WORD}(?: {_NAME_WORD})?)"
    rf"(?= speaking| here| in [A-Z\d]| at (?:[A-Z]|\d|number|flat|house|unit|\w+teen|\w+ty)|[.,]"
    rf"|$| (?:from|calling|ringing|phoning|again)\b| and (?:I|my|we)\b"
    rf"| (?:out|over|up|down) (?:in|at|on)\b| (?:{'|'.join(_MONTHS)})\b)"
    rf"|\b(?:it's|this is) (?P<name3>(?:mr|mrs|ms|miss|dr) [a-z]+)"
    rf"|(?:^|[.] )(?P<name4>(?:(?:Mr|Mrs|Ms|Miss|Dr) |{_NAME_WORD} ){_NAME_WORD})(?=,? by the way\b)"
)
# where none of these is said, nobody is named
_NAME_CUE = AnyCase("name|myself|ask for| under |this is|here is|it'?s|I'm|I am|by the way")
_HERE = r"(?:speaking|here|calling|this side)\b"
# how a client opens: "Rohit, Meenakshi from Trident Tiles", "hi, it's Claire in finance", "Mrs Dunne here"
_OPENS_AS = re.compile(
    rf"^(?:(?:[Hh]i|[Hh]iya|[Hh]ello|[Hh]ey|[Yy]es|[Yy]eah|[Oo]h|[Oo]h hi|[Gg]ood \w+|[Mm]orning|[Aa]fternoon"
    rf"|[Ee]vening|[Gg]'day|[Aa]ye|[Aa]h|[Ww]ell|[Oo]kay"
    rf"|there|mate|love|pal|{_NAME_WORD})[,.!]? ){{0,4}}?(?:(?:it's|It's|this is|This is|it is) )?"
    rf"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr) )?{_NAME_WORD}(?: {_NAME_WORD})?)"
    rf"(?: {_HERE}| (?:over )?(?:at|from|with|in) (?:the )?(?:[{_CAPITAL}][\w'&-]*(?: (?:and|of|the"
    rf"|[{_CAPITAL}][\w'&-]*))*"
    rf"|accounts|finance|legal|sales|reception|purchasing|billing|number \w+)(?=[.,!?]|$| (?:and|here|again|in"
    rf"|at|speaking)\b)| on (?:nights|days|the|reception)\b)"
)
# "hi Ayesha, Ben Tolland."
_GREETED = re.compile(
    rf"^(?:[Yy]eah,? |[Yy]es,? )?(?:[Hh]i|[Hh]ello|[Hh]ey|[Mm]orning"
    rf"|[Gg]ood \w+)(?: {_NAME_WORD})?[,.]? (?P<name>{_NAME_WORD} {_NAME_WORD})[.,] "
)
# "sure its walt henning and the number is", as a recogniser writes it
_LOWER_ANSWER = re.compile(
    r"^(?:(?:sure|yes|yeah|um|okay|its|it's|it is|that's it|that's|thats it|hi|my name's|I'm),? )*"
    r"(?:(?P<alone>[a-z']{3,}) (?=[a-z]+ (?P=alone)$))?(?P<first>[a-z]{3,})"  # "feldman josh feldman"
    r"(?: (?P<last>(?!and\b|the\b|at\b|my\b)[a-z']{3,}))?(?= (?:and|the|at|my|yeah|yes)\b|$)"
)
_INTRODUCES = re.compile(
    r"\b(?:through|speaking|talking) (?:to|with) (?!you\b|me\b|the\b|a\b)(?P<to>[A-Za-z][\w'-]+)"
    r"|(?<!['\w])(?P<speaking>(?![Yy]ou're|[Yy]ou are|I'm|[Ww]e're)(?:(?:Mr|Mrs|Ms|Miss"
    r"|Dr)\.? )?[A-Za-z][\w'-]+) speaking\b"
    r"|\b(?P<here>[A-Z][\w-]+) (?:here|this side)\b|\b(?:reached|[Yy]ou've got) (?P<reached>[A-Z][\w-]+)"
    r"|\b(?P<last>[a-z]{3,}) here$"
    r"|^(?:[Hh]ello|[Hh]i|[Gg]ood \w+),? (?P<at>[A-Z][\w'-]+) (?:at|from|in) (?:the )?[A-Z]"
    r"|\b(?:this is|my name is|my name's|my names|I'm|it's|(?<!er )(?<!is )name's) (?P<am>[A-Za-z][\w'-]+)"
    r"(?=(?: [A-Z][\w'-]+)?\s*(?:[.,!?]|$)| (?:speaking|here|from|at|in|how|with|calling|and how"
    r"|returning|can I|may I|what|who)\b)"
)
_GREETS = AnyCase(
    r"\b(?:good (?:morning|afternoon|evening)|hello|hi|thank(?:s| you) for (?:calling|holding)"
    r"|how (?:can|may) I help|speaking|here"
    r"|through to|you've (?:got|reached)|this is|(?:my )?names?(?:'s| is)?)\b",
    words="morning afternoon evening hello hi calling holding help speaking here through got reached this name names",
)
_NAME_ANSWER = re.compile(
    rf"^(?:(?:[Yy]es|[Yy]eah|[Ss]ure|[Uu]m|[Oo]h|[Ii]t's|[Ii]t is|[Ii]t's for|[Tt]hat's|[Tt]his'll be|[Oo]f course"
    rf"|[Oo]k(?:ay)?|[Ff]ine[.]?),? )*(?:{_NAME_WORD}[.,] (?={_NAME_WORD}"
    rf" {_NAME_WORD}[.!]?$))?(?P<name>(?:[A-Z]\. )*{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}(?=[.!]?$)"
    rf"|(?:[A-Z]\. ?)*{_NAME_WORD}(?=[.,] )"
    rf"|{_NAME_WORD}(?: {_NAME_WORD}){{1,2}}(?=[.,!] )|(?<=[.,] ){_NAME_WORD} {_NAME_WORD}(?=[.!]?$))"
)
# "Brannigan, B R A double N": the name, then its letters
_NAME_SPELT = re.compile(
    r"^(?:(?:yes|sure|um|uh|it's|its|it is|of course|okay|yeah|that's|hi|so),?"
    r" )*(?P<name>[A-Za-z][a-z'-]+(?: [A-Za-z][a-z'-]+)?)[.,]? "
    r"(?:that's )?[A-Za-z](?:[ ,-]+(?:double )?[A-Za-z]\b){2,}",
    _I,
)
# "14 Burnside Court. McAllister.": the name behind the address
_ASKS_ADDRESS = AnyCase(
    r"\b(?:address|date of birth|birthday|details)\b", words="address birth birthday details"
)
_NAME_BEHIND = re.compile(rf"[.] (?P<name>{_NAME_WORD}(?: {_NAME_WORD})?)[.]?$")
# "the third of May nineteen eighty, Olivia Grant"
_NAME_LAST = re.compile(rf", (?P<name>{_NAME_WORD} {_NAME_WORD})[.]?$")
_FIRST_AND_LAST = re.compile(
    rf"\b[Ff]irst (?:name )?(?:is |it's )?(?P<first>{_NAME_WORD}),? (?:and )?(?:my )?(?:last|second) (?:name )?"
    rf"(?:is |it's )?(?P<last>{_NAME_WORD})"
)
# "its oh seven seven double four, Keiran Doyle": both were asked for
_NAME_BEHIND_NUMBER = re.compile(
    rf"(?:\d|\b(?:{'|'.join(DIGITS)}))[.,]? (?:[Aa]nd )?(?:[Ii]t's )?(?P<name>{_NAME_WORD} {_NAME_WORD})(?=[.,]|$)"
)
_TITLED = re.compile(
    rf"^(?:(?:[Nn]o|[Yy]es|[Ii]t's|[Aa]ctually|[Tt]hat's),? )*"
    rf"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Professor|Reverend)\.? (?:[A-Z]\. )*{_NAME_WORD})[.,!]"
)
_TITLES = frozenset(("mr", "mrs", "ms", "miss"))
_ADDRESSED = re.compile(
    r"(?:^|, |\b(?:[Tt]hank you|[Tt]hanks|[Ss]orry|[Rr]ight|[Oo]kay|understand|see|sure|[Hh]ello|[Hh]i|morning"
    r"|afternoon"
    r"|[Ii]s that|speaking to|talking to)\b,? )"
    r"(?P<name>(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss)\.? [A-Za-z][A-Za-z'-]+(?: (?!(?:so|let|can|i|and|is"
    r"|it)\b)[A-Za-z][A-Za-z'-]+)?)(?=[.,!?]|$| (?:so|let|can|i|and|is|it)\b)"
)
_OPENS_WITH = re.compile(r"[^.?!,]+,(?: [^.?!,]+,)? (?P<name>[A-Z][a-z]+)[.!]?$")
# "this is gloria fontaine and", "its helen in legal", "i'm gwen", as a recogniser writes it
_LOWER_NAME = re.compile(
    r"(?:\bthis is|^(?:(?:hi|hello|hey|yes|yeah|good \w+),? (?:[a-z]+,? )?)+(?:it's|its)|^(?:(?:hi|hello|hey|good"
    r" \w+|yes|yeah),? (?:\w+ )?)*i'm) "
    r"(?P<first>[a-z]{3,})(?: (?P<last>(?!(?:and|in|from|at|here|calling|speaking|on|with)\b)[a-z]{3,}))?"
    r"(?= (?:and|from|with|here|calling|speaking|on)\b| in [a-z]+\b(?! the)|$)"
)
# "yeah hi denzel it's pooja one of your blokes": whatever follows, where the word is a first name
_KNOWN_CLIENT = re.compile(
    r"(?:(?:yes|yeah|oh|um|so),? )*(?:(?:[a-z]+ )?(?:hi|hiya|hello|hey|good|morning|afternoon|evening|alright|g'day"
    r"|howya|howdy),? (?:[\w'-]+[,.]? ){0,3}?|[a-z]+, |(?:yes|yeah) |(?=.*\bby the way\b)(?:\w+ )?)(?:it's|its|this is"
    r"|I'm) (?:(?:only |just )?me(?: again)?,? )?(?P<first>[a-z-]+)(?!'s)"
    r"(?: (?P<last>[a-z]{3,})(?= (?:out|over|up|down|and|from|with|here|calling|speaking|on|at|I|my|we|so|the"
    r"|by)\b|,|$))?",
    _I,
)
# "right well i'll wait for that then its joan ackroyd"
_KNOWN_LAST = re.compile(r"\b(?:it's|its|my name's) (?P<first>[a-z-]+) (?P<last>[a-z]{3,})$", _I)
# "fixit station hiya its jodie"
_KNOWN_AGENT = re.compile(
    r"\b(?:it's|its|this is|I'm|(?:through|speaking|talking) (?:to|with)) (?P<am>[a-z-]+)(?!'s)\b"
    r"|\b(?P<here>[a-z-]+) (?:here|speaking)\b",
    _I,
)
_ORDINARY = re.compile(
    r"(?!(?:emily|sally|lily|\w*(?:[^f]ully|olly|illy|elly)|ahmed|fred|mohammed|ted|jed|ned|irving|king"
    r"|sterling)$)(?:"
    r"(?:i|it|we|you|he|she|they|that|there|who|what)'\w+|come|comes|back|over|still|stay|live|around|\w+(?:ing"
    r"|ed|ly|ful|ous|ible|able|tion|ment|ness|less|n't)|wrong|down"
    r"|spelled|spelt|missing|gone|late|easy|simple"
    r"|hard|long|short|broken|double|single|cold|hot|mine|yours|ours|theirs|his|hers|same|other|blue|green|white"
    r"|black|red"
    r"|wet|dry|dead|empty|full|new|old|bad|better|worse|best|worst|urgent|cheap|stuck|sick|tired|upset|angry"
    r"|cross|home|work"
    r"|only|mad|done|too|much|more|less|most|every|each|both|half|nice|kind|true|false|clear|safe|free|busy|open"
    r"|shut"
    r"|closed|fault|joke|mess|shame|pity|time|day|week|month|year|money|house|car|phone|like|since|because|been"
    r"|had|has"
    r"|have|was|were|will|would|can|could|should|must|might|do|does|did|under|one|for|of|to|by|as|if|or|but|be"
    r"|got|get"
    r"|absolutely|probably|maybe|perhaps|recorded|customer|somewhere|nowhere|anywhere|nothing|something|anything"
    r"|everything|fair|enough|soon|later|early|again|always|ever|kinda|honest|sure|silly|stupid|daft|mum|dad|mam)"
)
_NOT_NAMES = frozenset(
    (
        "how can may i what's who when where calling and from i the a an is it not no yes okay sorry "
        "speaking here at with my on in about so just very hello hi sure thanks ok please great good "
        "fine monday tuesday wednesday thursday friday saturday sunday well right exactly correct "
        "perfect thank what never you nobody absolutely really still someone somebody who whom we they he she it "
        "am are just only anyone care service services support team desk reception reservations sales claims "
        "billing "
        "accounts generally strictly honestly frankly basically currently already out in again afraid glad happy "
        "going trying looking calling returning ringing getting having being really ridiculous unacceptable "
        "terrible "
        "awful over up down off under about us me your our their this that these those there now then today "
        "tomorrow "
        "booking order account number phone email confirmation reference policy postcode zip address date mobile "
        "name "
        "one two three four five six seven eight nine ten all any some no the "
        "morning afternoon evening madam sir oh yeah yep aye hiya end ja oui si da "
        "ha haha hah ah aha huh hm hmm wow phew gosh ooh aw ugh me mine myself cheers lovely brilliant alright"
    ).split()
)
_MAY_ASK_NAME = AnyCase(r"name|who|this is|is (?:it|that|this)\b|and you are")
_ASKS_NAME = re.compile(
    r"(?<!\bpet's )(?<!\bdog's )(?<!\bcat's )(?<!\bhorse's )(?<!\bcompany's )(?<!\bits )(?<!\bmy )(?<!give you the )"
    r"\b(?:names?|surname)\b|\bwho (?:am I|are we|is this|is that|have I got|do I have|are you)\b"
    r"|\b(?:this is|is (?:it|that|this)) (?:(?:mr|mister|mrs|ms|miss)\b|(?-i:[A-Z][a-z]+)\?)|\bwho's (?:this"
    r"|that|calling|speaking)\b|\bwho've I got\b|\band you are\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written down. `asked`: the question before asked for it; `addressed`: as the agent calls the
    client."""

    text: str
    asked: bool
    addressed: bool = False


def find_name(text: str, channel: Channel, question: str) -> Name | None:
    """The name given in an utterance; `question` is what the other had asked just before."""
    cued = bool(_NAME_CUE.search(text))
    match = _NAME.search(text) if cued else None
    said = next(value for value in match.groupdict().values() if value) if match else None
    if said is None and channel == "client" and (opening := _OPENS_AS.match(text) or _GREETED.match(text)):
        first, *_ = opening["name"].split()
        said = opening["name"] if may_be_name(first) and not opening["name"].endswith("'s") else None
    if (
        said
        and said[0].islower()
        and (_cased(text) or not may_be_name(said.split()[0]))
        and not _is_given(said)
    ):
        said = None  # "the name's easy"
    if both := _FIRST_AND_LAST.search(text):
        said = f"{both['first']} {both['last']}"
    if said is None and cued and (lower := _LOWER_NAME.search(text)) is not None:
        words = [word for word in (lower["first"], lower["last"]) if word]
        if all(map(may_be_name, words)) and not (_cased(text) and lower["first"][0].isupper()):
            said = " ".join(words)
    if said is None and cued and channel == "client" and "?" not in question:
        known = _KNOWN_CLIENT.match(text) or (None if _cased(text) else _KNOWN_LAST.search(text))
        said = _known(known) if known else None
    asked = False
    if said is None and channel == "agent" and _GREETS.search(text):
        said = _introduced(text)
    named_on_asking = channel == "client" and said is None and asks_name(question)
    if named_on_asking:
        answer = _NAME_ANSWER.match(text) or _NAME_SPELT.match(text)
        said, asked = (answer["name"], True) if answer else (None, False)
    if named_on_asking and said is None and (last := _NAME_LAST.search(text)) is not None:
        said, asked = last["name"], True
    if (
        channel == "client"
        and said is None
        and (numbered := _NAME_BEHIND_NUMBER.search(text)) is not None
        and (named_on_asking or is_first_name(numbered["name"].split()[0]))
    ):
        said, asked = numbered["name"], named_on_asking
    if channel == "client" and said is None and (with_title := _TITLED.match(text)) is not None:
        said = with_title["name"]
    if named_on_asking and said is None and not _cased(text):
        lower = _LOWER_ANSWER.match(text)
        words = [word for word in (lower["first"], lower["last"]) if word] if lower else []
        said, asked = (" ".join(words), True) if words and may_be_name(words[0]) else (None, False)
    if said is None and channel == "client" and _ASKS_ADDRESS.search(question):
        said = match["name"] if (match := _NAME_BEHIND.search(text)) else None
    if (
        said is None
        and channel == "agent"
        and not _TITLES.isdisjoint(words_of(text))
        and (addressed := _ADDRESSED.search(text))
    ):
        called = re.sub(r" (?:yes|yeah|no|okay|right)$", "", addressed["name"], flags=re.IGNORECASE)
        titled = called.title() if called.islower() else called
        return Name(titled, asked=False, addressed=True)
    if not said:
        return None
    if (
        " " not in said
        and text.count(said) > 1
        and (
            whole := re.search(
                rf"\b{said}[.,] (?:yes,? |yeah,? )?({_NAME_WORD} {said}|{said} {_NAME_WORD})(?=[.,!]|$)", text
            )
        )
    ):
        said = whole[1]  # "Doyle. Kevin Doyle."
    words = []
    for word in said.split():
        if _CONTRACTED.fullmatch(word) and not words:
            continue  # "It's Daz."
        if word.lower() in _NOT_NAMES or len(word) < 2 or _CONTRACTED.fullmatch(word):
            break
        words.append(word.title() if word.islower() else word[0].upper() + word[1:])
    if not words or (len(words) == 1 and words[0].lower().rstrip(".") in _TITLES_OF):
        return None  # "it's Mr and Mrs Yeo"
    if len(words) == 1 and words[0].isupper() and len(words[0]) < SHORTEST_CAPITALS:
        return None  # "it's SD, four four one"
    return Name(" ".join(words), asked)


def is_somebody(name: str, said: str, opening: bool, asked: bool) -> bool:
    """Whether a name found in an utterance can be one: a number, a month, what to do and a word that others write small
    are nobody's. `opening`: the call has just begun; `asked`: it answers the question for a name."""
    first = name.split()[0]
    if first.lower().rstrip(".") in _TITLES_OF:
        return True
    if first in _MONTHS or first in _HOLIDAYS:
        return opening or asked or " " in name
    if is_first_name(first):
        return True
    if find_numbers(first) or first.lower() in _ROLES or is_deed(f"{first.lower()} it"):
        return False
    if not (opening or asked) and re.search(rf"(?<!yes, )(?<!hi, )\bit's {re.escape(name)}\b", said, _I):
        return False  # "your taxi's booked, it's Harrow Cars"
    if first in said:
        return asked or opening or not _ORDINARY.fullmatch(first.lower())
    introduced = re.search(
        rf"\b(?:names?(?:'s| is)?|this is|it's|its) {re.escape(first)}\b|\bby the way\b", said, _I
    )
    return not _cased(said) and (opening or asked or introduced is not None)


_TITLES_OF = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "doctor", "professor", "reverend", "father", "sister")
)
_HOLIDAYS = frozenset(("Christmas", "Easter", "Ramadan", "Diwali", "Eid", "Thanksgiving"))
_ROLES = frozenset("manager supervisor boss owner driver nurse him her his hers mine him it them us".split())
_CONTRACTED = re.compile(r"\w+'(?:m|s|ve|re|ll|d|t)", re.IGNORECASE)


@lru_cache(maxsize=64)
def asks_name(question: str) -> bool:
    """Whether somebody is asked who they are."""
    return bool(_MAY_ASK_NAME.search(question) and _ASKS_NAME.search(question))


def _known(introduced: re.Match[str]) -> str | None:
    """The name after "it's": a first name, and a last one that no ordinary word is."""
    first, last = introduced["first"], introduced["last"]
    if not is_first_name(first):
        return None
    return f"{first} {last}" if last and may_be_name(last) else first


def opening_name(text: str) -> str | None:
    """The agent's name in the call's first words, where it only stands behind the firm's ("Marina office, Pete.") or
    no capital shows it ("fixit station hiya its jodie")."""
    match = _OPENS_WITH.match(text)
    if match and match["name"].lower() not in _NOT_NAMES:
        return match["name"]
    known = [name for one in _KNOWN_AGENT.finditer(text) if is_first_name(name := one["am"] or one["here"])]
    return known[0][0].upper() + known[0][1:] if known else None


def _introduced(text: str) -> str | None:
    """The agent's name in a greeting, also as a recogniser writes it: "hello swift parcels dan speaking"."""
    for match in sorted(
        _INTRODUCES.finditer(text), key=lambda one: (one["to"] is not None, one["am"] is None)
    ):
        name = next(value for value in match.groupdict().values() if value)
        if name[0].islower() and (_cased(text) or not may_be_name(name)):
            continue
        if (
            name.lower() not in _NOT_NAMES
            and "'" not in name[:-2]
            and (is_first_name(name) or not name.lower().endswith(("ing", "n't")))
        ):
            return name
    return None


def may_be_name(word: str) -> bool:
    """No ordinary word: those that stand where a name could, and those that their ending gives away."""
    word = word.lower()
    return len(word) > 1 and not (word in _NOT_NAMES or _ORDINARY.fullmatch(word) or find_numbers(word))


def _is_given(said: str) -> bool:
    """A name where a name must stand, which the recogniser wrote small: "my name is hannah"."""
    return all(map(may_be_name, said.split()))


def _cased(text: str) -> bool:
    """Written with capitals, so that a word without one is no name."""
    return bool(re.search(r"[A-Z](?!['\s])|[.?!,]", text))
