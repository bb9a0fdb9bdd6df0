"""Who and how to reach: names, telephone numbers, addresses and order numbers as they were given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assist.events import Channel
from assist.note.any_case import AnyCase
from assist.note.emails import find_emails
from assist.note.names import find_name
from assist.note.number_words import DIGITS, REPEATS
from assist.note.numbers import BESIDE_DIGITS, NumberSpan, digits_alone, find_numbers
from assist.note.redact import is_card

_I = re.IGNORECASE
_CUES = (
    ("Email", re.compile(r"\be-?mail\b", _I)),
    ("Extension", re.compile(r"\bextension\b", _I)),
    (
        "Phone",
        re.compile(
            r"\b(?:phone|telephone|mobile|cell|whatsapp|reach (?:me|you)|call (?:me|you)|direct (?:line|number)"
            r"|call ?back"
            r"|(?:my|your|her|his|their) number|(?:contact|best|good|right) number|number for you"
            r"|(?:what|which) number (?:do|shall|should|can|would|is)"
            r"|number to (?:call"
            r"|ring|reach)"
            r"|(?:ring|text|message|phone) (?:me|you)|need me|my desk"
            r"|(?:call|ring|text|phone|reach) (?:us|him|her|them|my \w+)|(?:he's|she's|I'm|they're) (?:on"
            r"|at)(?= (?:oh|zero|one"
            r"|two|three|four|five|six|seven|eight|nine|double|\d))|(?:my|the) (?:\w+ )?(?:work|home|office"
            r"|other|own) (?:one|line)"
            r"|other line)\b",
            _I,
        ),
    ),
    ("Postcode", re.compile(r"\b(?:post ?code|zip(?: code)?)\b", _I)),
    ("Account", re.compile(r"\baccount\b", _I)),
    ("Order", re.compile(r"\border\b", _I)),
    (
        "Reference",
        re.compile(
            r"\b(?:reference|ref|case|ticket|confirmation|booking|tracking|claim|policy|invoice)(?: number"
            r"| id| code)?\b|\b(?:member(?:ship)?|customer|client|patient|student|job|file|incident|meter|serial|docket"
            r"|PNR) (?:number|no|id)\b",
            _I,
        ),
    ),
)
_ANY_CUE = AnyCase(
    "|".join(cue.pattern for _, cue in _CUES),
    words="email mail extension phone telephone mobile cell whatsapp reach call callback direct number ring text"
    " message need desk on at one line postcode post zip account order reference ref case ticket confirmation booking"
    " tracking claim policy invoice member membership customer client patient student job file incident meter"
    " serial docket pnr",
)
# what is no way to reach anybody, and nothing to write down
_SECRET = AnyCase(
    r"\b(?:(?:credit|debit|bank) card|card number|security code|cvv|password|passcode|pin\b|sort code)"
)
_CARD = re.compile(r"\b(?:\d{4}[ -]){3}\d{1,7}\b")
_ASKS_FOR_OURS = AnyCase(
    r"\bwho (?:do|should|can|shall|would) I (?:ring|call|ask for|speak to|talk to|phone|contact)"
    r"|\byour (?:direct )?(?:number|line|extension)\b|\bnumber for you\b"
    r"|\b(?:reach|contact|get hold of|get back to) you\b",
    words="who number line extension reach contact hold back",
)
_ASKS_WHERE = AnyCase(
    r"(?<!email )(?<!e-mail )\baddress\b(?! book)"
    r"|\bwhere (?:do|should|shall|can) (?:I|we) (?:send|post|deliver|bring) (?:it|that|them)\b",
    words="address where",
)
_PLACE = r"[A-Z][\w'-]*(?: (?:(?:of|the|on|and|upon|in) )*[A-Z][\w'-]*)*"
_ADDRESS = re.compile(
    r"(?:(?:[Ii]t's|[Ii]t is|[Yy]es|[Yy]eah|[Ss]ure|[Uu]m|[Ss]o|[Oo]h|[Tt]hat's|[Ss]till|[Aa]t|[Tt]o),? )*"
    r"(?P<address>(?:(?:[Ff]lat|[Uu]nit|[Aa]partment) \w+,? )?(?P<number>\d+[A-Za-z]?|[A-Za-z][a-z]+(?:[- ][a-z]+)?),? "
    rf"{_PLACE}(?:,? (?:{_PLACE}|\d{{1,2}}|\d{{5}}|\d[A-Z]{{2}}))*)(?=[.,!?]|$)"
)
_ASKED_CODE = re.compile(r"\b(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{5,}\b")
_SOME_NUMBER = AnyCase(
    r" (?<=[a-z] )(?:number|id|tag|docket|slip)\b"
    r"|\b(?:PCN|P\.?O\.?|serial|VIN|agreement|licence plate|registration)\b",
    words="number id tag docket slip pcn po p serial vin agreement licence registration",
)
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(
    r"(?<!\w)(?:\+?\d{1,3}[ -])?\(?\d{3,5}\)?[ -]?\d{3}[ -]?\d{3,4}(?!\w)"
    r"|(?<!\w)(?:\d{3}, \d{3}, \d{4}|0\d{2,4}, \d{3}, \d{3,4})(?!\w)|(?<![\w-])\d{3}-\d{4}(?![\w-])"
)
_CODE = re.compile(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,}\b")
_GIVES = AnyCase(
    r"\b(?:my|our|the) (?:name|number|direct|extension|e-?mail|mobile|phone|line)|\bme (?:directly )?(?:on|at)\b"
    r"|\b(?:call|ring|phone|text|need) me\b|\bmy desk\b|\bask for\b|\bspeaking\b|\bmy name\b"
    r"|\b(?:send|text|ring|call|phone|fax)(?: (?:it|them|that|us|me|him|her))? (?:to|on|at)\b"
    r"|\breference\b"
    r"|\b(?:case|ticket|claim|booking|confirmation|complaint|incident|order|tracking) (?:number|code|id)\b"
    r"|\bwrite (?:this|that|it) down\b|\bring (?:us )?back\b|\b(?:ring|call|text) us\b|\bgive us a (?:ring|call"
    r"|shout)\b|\bgive you (?:an?|the|our|my) (?:\w+ )?(?:number|line)\b"
)


# single letters in a row, "H for Harry" too, or capitals that stand together; not the "a" of "a 55"
_LETTERS = re.compile(
    r"(?:^|[^\w'])((?:(?:[B-HJ-Zb-hj-z]|[Aa](?= [A-Za-z]\b)|[Ii](?= [A-Za-z]\b)"
    r"|(?<=\b[A-Za-z] )[AaIi])(?:,? (?:for|as in) [A-Za-z]+)?,? ?-?(?:(?:dash|hyphen) )?){1,4}"
    r"|[A-Z]{2,4}[ -]"
    r"|(?!(?:mr|mrs|ms|dr|st|pm|tv|nd|rd|th) )[b-df-hj-np-tv-xz]{2,3} )$"  # "kc double four", of a recogniser
)
_LETTER = re.compile(
    r"(?<![A-Za-z'])[A-Za-z](?![A-Za-z'])|(?<![A-Za-z])(?:[A-Z]{2,4}|[b-df-hj-np-tv-xz]{2,3})(?![A-Za-z])"
)
# "N F, then six one, then a B for Bravo": between the pieces of a code
_BESIDE_PIECES = re.compile(
    r" (?<=[\w,] )(?:(?:and )?then (?:an? (?=[A-Z]\b))?|dash |hyphen )| for (?<=\b[A-Za-z] for )[A-Z][a-z]+"
    r"| as in (?<=\b[A-Za-z] as in )[A-Za-z]+",
    re.ASCII,
)
_TAKEN_BACK = re.compile(r"[\s,.-]*(?:no|sorry|wait|I mean|correction|scratch that|or rather)\b", _I)
LOCAL = 7  # digits, before which "eight hundred" says that the call is free
_TOLL_FREE = re.compile(r"\b(eight hundred|eight (?:eight eight|seven seven|six six))[ ,-]+$", _I)
_CALLED = {"oh": "0", "zed": "z", "zee": "z"}
# "b s six five q t": letters and digits said one by one
_ONE_BY_ONE = re.compile(
    rf"(?<![\w'])(?:(?:(?:{'|'.join(REPEATS)}) )?(?:[a-z]|zed|zee|oh|\d{{1,4}}|{'|'.join(DIGITS)})(?![\w'])[ ,-]*)"
    r"{5,}",
    _I,
)
_AS_IN = re.compile(r"\b([A-Za-z]),? (?:for|as in) [A-Za-z]+")
_REACHES = re.compile(r"\b(?:send|text|ring|call|phone|fax|me|us|it's)\b(?: \w+)?(?: (?:to|on|at))?\s*$", _I)
_PHONE_SHAPE = re.compile(r"0\d{9,10}")
_WORD = re.compile(r"[A-Za-z']+")
# an amount, and no number to reach anybody
_COUNTED = re.compile(r"\b(?:thousand|million|(?:eleven|twelve|\w+teen) hundred)\b", _I)
_BEFORE_YEAR = re.compile(r"\b(?:in|since|from|of|until|till|before|after)\s+$", _I)
LONG_CODE = 4  # digits, behind which a single letter belongs to them: "seven oh three double one K"
SHORTEST_EXTENSION, SHORTEST_CODE = 3, 4  # digits and letters
OF_THE_CASE = ("Order", "Account", "Reference", "Code")  # labels that belong to neither person


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach or recognise somebody: "Phone", "(977) 625-2661". `start`, `end`: where it was said."""

    label: str
    value: str
    asked: bool  # the label comes from the question before


def find_contacts(text: str, channel: Channel, question: str) -> list[Contact]:
    """The contacts in an utterance; `question` is what the other had asked just before ("your order number?")."""
    in_digits = bool(_DIGIT.search(text))  # written, not said
    if asks_secret(question) or (in_digits and _CARD.search(text)):
        return []
    found: list[Contact] = []
    taken: list[tuple[int, int]] = []
    addresses = find_emails(text)
    found += [Contact("Email", one.address, asked=False) for one in addresses]
    if (name := find_name(text, channel, question)) is not None:
        found.append(Contact("Client" if name.addressed else "Name", name.text, name.asked))
    if channel == "client" and (address := find_address(text, question)) is not None:
        found.append(Contact("Address", _as_written(address), asked=True))
        taken.append((text.find(address), text.find(address) + len(address)))
    if channel == "agent" and not (question or _GIVES.search(text)):
        return found  # an agent says many numbers that reach nobody
    taken += [(one.start, one.end) for one in addresses if "@" in text[one.start : one.end]]
    for match in _PHONE.finditer(text) if in_digits else ():
        if match.group().isdigit():
            continue
        label, asked = _label(text, match.start(), question)
        found.append(
            Contact(
                label
                if label in ("Order", "Account", "Reference") and _cues(question if asked else text)
                else "Phone",
                match.group().replace(",", ""),
                asked and label != "Phone",
            )
        )
        taken.append(match.span())
    if (code := _POSTCODE.search(text)) is not None and asked_for(question) == "Postcode":
        found.append(Contact("Postcode", code.group(), asked=True))
        taken.append(code.span())
    for match in _CODE.finditer(text) if in_digits else ():
        if not _overlaps(match.span(), taken):
            label, asked = _label(text, match.start(), question)
            found.append(Contact(label or "Code", match.group(), asked))
            taken.append(match.span())
    for start, end, value in _one_by_one(text):
        if not _overlaps((start, end), taken):
            label, asked = _label(text, start, question)
            found.append(Contact(label or "Code", value, asked))
            taken.append((start, end))
    codes = list(_ASKED_CODE.finditer(text)) if in_digits and channel == "client" else []
    if codes and "user" not in text.lower() and (label := asked_for(question)) not in ("", "Email"):
        for match in codes:
            if not _overlaps(match.span(), taken):
                found.append(Contact(label, match.group().upper(), asked=True))
                taken.append(match.span())
    before = 0
    for span in find_numbers(text):
        if before and _TAKEN_BACK.match(text[before : span.start]):
            found.pop()  # "two two nine, no, sorry, two three nine"
        before = (
            span.end if before and len(span.value) < 3 and not text[before : span.start].strip(" ,") else 0
        )
        if _overlaps((span.start, span.end), taken) or not (span.kind == "code" or span.kind == "count"):
            continue
        if _COUNTED.search(text[span.start : span.end]) or _is_year(text, span):
            continue
        if len(span.value) == LOCAL and (free := _TOLL_FREE.search(text[: span.start])):
            span = replace(span, start=free.start(), value=find_numbers(free[1])[0].value + span.value)
        letters = _letters_before(text, span.start)
        if len(letters + span.value) < SHORTEST_EXTENSION or not span.value.isdigit():
            continue
        label, asked = _label(text, span.start, question)
        if (not label or (asked and label == "Reference")) and _is_phone(text, span, channel):
            label = "Phone"
        shortest = SHORTEST_EXTENSION if label == "Extension" else SHORTEST_CODE
        if not label or len(letters + span.value) < shortest:
            continue
        if (asked and not letters and len(text.split()) > 14 and span.kind == "count") or is_card(span.value):
            continue
        if label == "Email":  # "your order number and email?"
            label = _label_asked(_CUES[0][1].sub("", question)) if asked else ""
            label = label or ("Phone" if len(span.value) >= 7 else "")
        if label:
            found.append(Contact(label, letters + span.value, asked))
            before = span.end
    return [_fitting(one) for one in found]


def _is_year(text: str, span: NumberSpan) -> bool:
    """ "Since 2009"."""
    return (
        span.kind == "count"
        and re.fullmatch(r"(?:19|20)\d\d", span.value) is not None
        and _BEFORE_YEAR.search(text[: span.start]) is not None
    )


def _fitting(contact: Contact) -> Contact:
    """ "MS 30455. It says I didn't answer the phone.": a telephone's number has no letters."""
    lettered = contact.label == "Phone" and re.search(r"[A-Z]", contact.value)
    return replace(contact, label="Code") if lettered else contact


def _is_phone(text: str, span: NumberSpan, channel: Channel) -> bool:
    """A number that can only be a telephone's: by its shape, or "send it to three one two, five five five ..."."""
    if _PHONE_SHAPE.fullmatch(span.value):
        return True
    return len(span.value) in (10, 11) and bool(_REACHES.search(text[: span.start]))


@lru_cache(maxsize=64)
def asked_for(question: str) -> str:
    """What kind of number a question asks for: "Order", "Phone"; "" where none, or one that is not written down."""
    return "" if asks_secret(question) else _label_asked(question)


def spoken_codes(text: str) -> set[str]:
    """ "B K two two nine" is bk229: letters said one by one before digits."""
    in_pieces = "".join(map(code_alone, text.split(" . "))).lower()
    return (
        {in_pieces}
        | {
            f"{letters}{span.value}".lower()
            for span in find_numbers(text)
            if (letters := _letters_before(text, span.start))
        }
        | {value.lower() for _, _, value in _one_by_one(text)}
        | {half.lower() for match in _SPELT_POSTCODE.finditer(text) for half in _halves(match)}
    )


def find_address(text: str, question: str) -> str | None:
    """Where somebody lives, as an answer to that question: "12 Larch Close, Penarth"."""
    if not _ASKS_WHERE.search(question) or (match := _ADDRESS.match(text)) is None:
        return None
    return match["address"] if find_numbers(match["number"]) else None


def _as_written(address: str) -> str:
    """ "Fourteen Rowan Close, B S 7, 9 Q T", as it stands on an envelope: "14 Rowan Close, BS7 9QT"."""
    spans = find_numbers(address)
    if spans and spans[0].start == 0 and not find_numbers(address[spans[0].end :].partition(",")[0]):
        address = f"{spans[0].value}{address[spans[0].end :]}"
    return _SPELT_POSTCODE.sub(lambda match: " ".join(_halves(match)), address)


def _halves(postcode: re.Match[str]) -> tuple[str, ...]:
    """The two halves of a postcode that was spelt out: BS7 and 9QT."""
    return tuple(_NO_SIGN.sub("", half) for half in postcode.groups())


_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_SPELT_POSTCODE = re.compile(r"\b((?:[A-Z],? ){1,2}\d{1,2}(?:,? [A-Z\d])?),? (\d(?:,? [A-Z]){2})(?=[.,!?]|$)")
_NO_SIGN = re.compile(r"\W")


@lru_cache(maxsize=64)
def asks_for_ours(question: str) -> bool:
    """The client asks how to reach the agent, or whom."""
    return bool(_ASKS_FOR_OURS.search(question))


@lru_cache(maxsize=64)
def asks_secret(question: str) -> bool:
    """A card number, a password: nothing to write down."""
    return bool(_SECRET.search(question))


def said_back(text: str) -> str:
    """The longest number or code in an utterance, as it is repeated to whoever gave it; "" where there is none."""
    digits = [span.value for span in find_numbers(text) if span.kind in ("code", "count")]
    return max([*digits, *(value for _, _, value in _one_by_one(text))], key=len, default="")


def code_alone(text: str) -> str:
    """The digits and letters of a text that is nothing else, a piece of a longer code: QQ12 of "Q Q, one two"; else
    ""."""
    if " for " in text or " as in " in text:
        text = _AS_IN.sub(r"\1", text)
    if digits := digits_alone(text):
        return digits
    found, at = "", 0
    for span in (*find_numbers(text), None):
        between = text[at : span.start] if span else text[at:]
        for match in _WORD.finditer(between):
            word = match.group()
            if len(word) == 1 and word not in "aI":
                found += word.upper()
            elif word.lower() not in BESIDE_DIGITS:
                return ""
        if span:
            if span.kind not in ("count", "code"):
                return ""
            found, at = found + span.value, span.end
    return found if len(found) > 1 else ""


def ends_with_digits(text: str) -> str:
    """The digits that close an utterance, as the first piece of a longer number; "" where none do."""
    spans = find_numbers(text)
    if not spans or spans[-1].kind != "code" or text[spans[-1].end :].strip(" .,"):
        return ""
    return spans[-1].value


@lru_cache(maxsize=64)
def _one_by_one(text: str) -> Sequence[tuple[int, int, str]]:
    """The codes whose letters and digits are said one by one: where each stands, and it: "BS65QT"."""
    found: list[tuple[int, int, str]] = []
    if not find_numbers(text) and "oh" not in text.lower():
        return found
    text = _BESIDE_PIECES.sub(lambda match: " " * len(match.group()), text)
    for match in _ONE_BY_ONE.finditer(text):
        value, times = "", 1
        for word in re.findall(r"\w+", match.group().lower()):
            if word in REPEATS:
                times = REPEATS[word]
                continue
            value += times * (_CALLED.get(word) or str(DIGITS.get(word, word)))
            times = 1
        if _TAKEN_BACK.match(text[match.end() :]):
            continue
        digits, letters = sum(map(str.isdigit, value)), sum(map(str.isalpha, value))
        one_letter = letters == 1 and digits >= LONG_CODE and value[-1].isalpha() and value[-1] not in "ai"
        if digits > 1 and (letters > 1 or one_letter):
            found.append((match.start(), match.end(), value.upper()))
    return found


def _letters_before(text: str, at: int) -> str:
    """The letters spelled out just before a number: "R A 55813", "H for Harry, four four oh": RA, H; else ""."""
    match = _LETTERS.search(text[:at])
    return "".join(_LETTER.findall(match[1])).upper() if match else ""


def _label(text: str, at: int, question: str) -> tuple[str, bool]:
    """The nearest cue before the number, else the nearest in the utterance, else the question's."""
    near = [(place > at, abs(at - place), label) for place, label in _cues(text)]
    if near:
        return min(near)[2], False
    asked = _label_asked(question)
    return asked, bool(asked)


def _label_asked(question: str) -> str:
    """The last kind that a question names, or some number; "" where it names none."""
    if cues := _cues(question):
        return min((-place, label) for place, label in cues)[1]
    return "Reference" if _SOME_NUMBER.search(question) else ""


def _cues(text: str) -> list[tuple[int, str]]:
    """Where a kind of number is named, and which."""
    if not _ANY_CUE.search(text):
        return []
    return [(match.start(), label) for label, cue in _CUES for match in cue.finditer(text)]


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
