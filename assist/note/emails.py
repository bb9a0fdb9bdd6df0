"""Email addresses as they are written, said and spelt: "jane dot doe at example dot com"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assist.note.number_words import DIGITS
from assist.note.numbers import find_numbers

_I = re.IGNORECASE
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# "j.harper at gmail.com", as a recogniser writes half of it
_HALF_EMAIL = re.compile(
    r"(?<![\w.@])([\w+-]*[\d._][\w.+-]*|(?<=[Ii]t's )\w+) at ([\w-]+(?:\.[a-z]{2,})+)(?!\w)"
)
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w'])((?:(?:(?<=\bis )|(?<=\bit's )|(?<=\bits ))(?:(?!it\b|that\b|still\b|the\b|my\b|all\b"
    r"|just\b)[a-z0-9]+ ){1,3}"
    r"|[b-hj-z] |[a-z]{3,} (?=[b-hj-z] at ))?[a-z0-9]+(?:(?: dot | underscore | hyphen "
    r"| dash )[a-z0-9]+)*) at "
    r"([a-z0-9]+(?:(?: | hyphen | dash )[a-z0-9]+)?(?: dot [a-z0-9]+)+)\b",
    _I,
)
_HESITATES = re.compile(r",? ?\b(?:ah|eh|uh|um|er|erm)\b,?", _I)
# "jamal dot pettway, two Ts, at inbox dot com": how it is spelt
_SPELT_ASIDE = re.compile(
    r",? (?:that's |with |it's )?(?:an? |one |two |three |double )(?:[b-hj-z]|capital [a-z])(?:'?s)?"
    r"(?: (?:and|then) (?:an? |one |two )[a-z](?:'?s)?)*,? (?=at\b|dot\b)",
    _I,
)
# "G T I L L M A N at lakepost dot com"
_SPELT_OUT = re.compile(r"(?<![\w'])((?:[a-z][ ,-]+){2,}[a-z])(?=,? (?:at|dot)\b)", _I)
# "rhys, r h y s, at": said, then spelt
_SAID_AND_SPELT = re.compile(r"\b([a-z]{3,}), \1,? (?=at\b|dot\b)", _I)
# "k nine one at gmail"
_DIGITS_BEFORE_AT = re.compile(
    rf"(?<=\w)(?<!ty),?((?: (?:\d|oh|{'|'.join(DIGITS)}))+)(?=,? (?:at|dot) [a-z])", _I
)
# "jane doe at quickpost dot net, no dots": only where it is said that the words are one
_LOCAL_IN_TWO = re.compile(
    r"(?:(?:it's|its|yes|yeah|sure),? )*([a-z]{2,}) ([a-z]{2,}) at [a-z].*\b(?:no (?:dots?|space)|one word"
    r"|together)\b",
    _I,
)
_TWICE = re.compile(r"\b(at|dot),? \1\b", _I)


@dataclass(frozen=True, slots=True)
class Email:
    """An address, and where it was said: characters `start` to `end`, of a text without hesitation where it was said
    word by word."""

    address: str
    start: int
    end: int


def find_emails(text: str) -> list[Email]:
    """The addresses in an utterance: those written whole, else half written ones, else spoken ones."""
    found: list[Email] = []
    if "@" in text:
        found = [Email(one.group().rstrip("."), *one.span()) for one in _EMAIL.finditer(text)]
    found = found or _half_written(text)
    if not found and " dot " in text.lower():
        found = _said(text)
    if found and (whole := _LOCAL_IN_TWO.match(text)) is not None:
        local, _, host = found[0].address.partition("@")
        if whole[2].lower() == local:  # "renata okafor at quickpost dot net"
            found[0] = Email(f"{whole[1]}{local}@{host}".lower(), found[0].start, found[0].end)
    return found


def with_addresses(text: str) -> str:
    """A text with what was said word by word as it is written: "at jane dot doe at example dot com" is "at
    jane.doe@example.com"."""
    if " dot " not in text.lower() or _unhesitating(text) != text:
        return text
    return _SPOKEN_EMAIL.sub(_spoken, text)


def _half_written(text: str) -> list[Email]:
    if " at " not in text:
        return []
    return [Email(f"{one[1]}@{one[2]}".lower(), *one.span()) for one in _HALF_EMAIL.finditer(text)]


def _said(text: str) -> list[Email]:
    return [Email(_spoken(one), *one.span()) for one in _SPOKEN_EMAIL.finditer(_unhesitating(text))]


def _spoken(match: re.Match[str]) -> str:
    """ "jane dot doe at example dot com" is jane.doe@example.com."""
    name, host = (re.sub(r" (?:hyphen|dash) ", "-", part, flags=_I) for part in match.groups())
    name = name.replace(" dot ", ".").replace(" underscore ", "_").replace(" ", "")
    return f"{name}@{host.replace(' dot ', '.').replace(' ', '')}".lower()


def _unhesitating(text: str) -> str:
    """ "Fenwick at, ah, at postbox" is "Fenwick at postbox"."""
    text = _SPELT_OUT.sub(lambda match: re.sub(r"[ ,-]+", "", match[1]), text)
    text = _SAID_AND_SPELT.sub(r"\1 ", text)
    return _numbers_joined(_TWICE.sub(r"\1", _HESITATES.sub("", _SPELT_ASIDE.sub(" ", text))))


def _in_digits(match: re.Match[str]) -> str:
    return "".join("0" if one == "oh" else str(DIGITS.get(one, one)) for one in match[1].lower().split())


def _numbers_joined(text: str) -> str:
    """ "Baptiste forty-four at quickmail" is "baptiste44 at quickmail", "k nine one at gmail" is "k91 at gmail"."""
    text = _DIGITS_BEFORE_AT.sub(_in_digits, text)
    joined, at = "", 0
    for span in find_numbers(text):
        before = text[at : span.start]
        if re.search(r"[a-z],? $", before, _I) and re.match(r",? (?:at|dot) [a-z]", text[span.end :], _I):
            joined, at = joined + before.rstrip(" ,") + span.value, span.end
    return joined + text[at:]


def spoken_emails(text: str) -> set[str]:
    """ "jane dot doe at example dot com", wherever it is said, as jane.doe@example.com."""
    half = {one.address for one in _half_written(text)}
    if "dot" not in text.lower():
        return half
    plain = half | {one.address for one in _said(text)}
    in_two = [whole for part in text.split(" . ") if (whole := _LOCAL_IN_TWO.match(part)) is not None]
    return plain | {
        f"{whole[1]}{one}".lower() for whole in in_two for one in plain if one.startswith(whole[2].lower())
    }
