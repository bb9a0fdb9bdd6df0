"""Numbers as people say them, in normal form: "two hundred and fifty three dollars" is $253."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import Literal

from assist.note.any_case import lower
from assist.note.digits import Token, code, digit
from assist.note.number_words import CENTS, CURRENCIES, HOURS, ORDINALS, REPEATS, SCALES, SMALL
from assist.note.words import words_of

Kind = Literal["count", "ordinal", "money", "percent", "code"]

TOKEN = re.compile(r"[A-Za-z]+|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\S")
LAST_IN_WORDS = 12
BESIDE_DIGITS = frozenset(
    "it's its it is um uh er yeah yes okay and then so that's well oh right the number plus".split()
)


_WORD = re.compile(r"[a-z']+")
SHORTEST_GROUPED = 6  # digits, of a number written in groups
_GROUP, _YEAR = re.compile(r"\d{2,6}"), re.compile(r"(?:19|20)\d\d")
_GROUPS = re.compile(r"\d{2,6}(?: \d{2,6})+")
_NUMBER_WORDS = frozenset((*SMALL, *SCALES, *ORDINALS, "oh", *"0123456789"))

_BEGINS = frozenset((*SMALL, *ORDINALS, *REPEATS, "oh", "o", "a", "hundred", "$", "£", "€"))
_FIRST = re.compile(
    rf"(?<![a-z])(?:{'|'.join((*SMALL, *ORDINALS, *REPEATS))}|oh|o|hundred|a(?=\s+(?:{'|'.join(SCALES)})))(?![a-z])"
    r"|[\d$£€]"
)


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number in a text: characters `start` to `end`, and its normal form ("253", "3rd", "$253", "20%", "47291")."""

    start: int
    end: int
    value: str
    kind: Kind


@functools.lru_cache(maxsize=2048)
def find_numbers(text: str) -> tuple[NumberSpan, ...]:
    """Every number in the text, in order, in words or in digits; spans never overlap."""
    if _NUMBER_WORDS.isdisjoint(words_of(text)) or (first := _FIRST.search(lower(text))) is None:
        return ()
    tokens = [Token(m.group().lower(), m.start(), m.end()) for m in TOKEN.finditer(text, first.start())]
    spans: list[NumberSpan] = []
    at = 0
    while at < len(tokens):
        word = tokens[at].text
        begins = word in _BEGINS or word[0].isdigit()
        found = (_grouped(tokens, at) or _spelt(tokens, at) or _amount(tokens, at, text)) if begins else None
        if found is None:
            at += 1
            continue
        value, kind, after = found
        spans.append(NumberSpan(tokens[at].start, tokens[after - 1].end, value, kind))
        at = after
    return tuple(spans)


_OF_CLOCK = re.compile(
    rf" (?:past\b|to (?:{HOURS})\b(?! \w+s\b))",
    re.IGNORECASE,
)
_COIN = re.compile(r" (?:piece|coin)s?\b", re.IGNORECASE)
_WORTH = re.compile(r"^'s?(?= )", re.IGNORECASE)


def normalise(text: str) -> str:
    """The text with its money, percentages, codes and numbers from 13 up in digits; small counts, ordinals
    and numbers side by side ("ten thirty", "twenty twenty six") stay as they were said."""
    spans = find_numbers(text)
    out = text
    for index in range(len(spans) - 1, -1, -1):
        span = spans[index]
        said = text[span.start : span.end]
        in_digits = any(char.isdigit() for char in said)
        if span.kind == "ordinal" or said[0] in "$£€" or (in_digits and span.kind == "count"):
            continue
        if _GROUPS.fullmatch(said) or _COIN.match(out[span.end :]) or _OF_CLOCK.match(out[span.end :]):
            continue  # a code stays as it is written, and so do a fifty pence piece and twenty past four
        if span.kind == "count" and "." not in span.value:
            before = text[spans[index - 1].end : span.start] if index else "."
            behind = text[span.end : spans[index + 1].start] if index + 1 < len(spans) else "."
            if not before.strip(" -") or not behind.strip(" -") or int(span.value) <= LAST_IN_WORDS:
                continue
        behind = out[span.end :]
        if span.kind == "money":
            behind = _WORTH.sub("", behind)  # "ten thousand dollars' worth", "eleven hundred quid's worth"
        out = out[: span.start] + span.value + behind
    return out


def digits_in(text: str) -> str:
    """Every digit said in a text, in order: "four seven, two ninety" gives "47290"."""
    return "".join(char for span in find_numbers(text) for char in span.value if char.isdigit())


def digits_alone(text: str) -> str:
    """The digits of a text that is nothing but digits and fillers: a piece of a longer number; else ""."""
    if not (spans := find_numbers(text)):
        return ""
    rest, at = [], 0
    for span in spans:
        if span.kind not in ("count", "code"):
            return ""
        rest.append(text[at : span.start])
        at = span.end
    words = _WORD.findall(" ".join([*rest, text[at:]]).lower())
    return digits_in(text) if all(word in BESIDE_DIGITS for word in words) else ""


def number_value(words: str) -> int | None:
    """One whole number in words or digits ("two", "twenty-one", "14", "14th", "fourteenth"), or None."""
    spans = find_numbers(words)
    if len(spans) != 1 or spans[0].kind not in ("count", "ordinal"):
        return None
    digits = re.match(r"\d+$", re.sub(r"(?:st|nd|rd|th)$", "", spans[0].value))
    return int(digits.group()) if digits else None


def _grouped(tokens: list[Token], at: int) -> tuple[str, Kind, int] | None:
    """A code written in groups of digits: "01437 555 019", "4471 902"."""
    behind = tokens[at + 1 : at + 2]
    if not (behind and behind[0].start == tokens[at].end + 1 and _GROUP.fullmatch(tokens[at].text)):
        return None
    groups, here = [tokens[at]], at + 1
    while here < len(tokens) and tokens[here].start == groups[-1].end + 1:
        groups.append(tokens[here])
        here += 1
    groups = list(itertools.takewhile(lambda token: _GROUP.fullmatch(token.text), groups))
    value, here = "".join(token.text for token in groups), at + len(groups)
    if len(groups) < 2 or len(value) < SHORTEST_GROUPED or all(_YEAR.fullmatch(one.text) for one in groups):
        return None
    if here < len(tokens) and tokens[here].text in (*CURRENCIES, *CENTS, *SCALES, "%", ":"):
        return None
    return value, "code", here


def _spelt(tokens: list[Token], at: int) -> tuple[str, Kind, int] | None:
    found = code(tokens, at)
    return found and (found[0], "code", found[1])


def _amount(tokens: list[Token], at: int, text: str) -> tuple[str, Kind, int] | None:
    sign = tokens[at].text if tokens[at].text in "$£€" else ""
    number = _number(tokens, at + 1 if sign else at)
    if number is None:
        return None
    value, kind, after = number
    following = tokens[after].text if after < len(tokens) else ""
    if kind == "ordinal":
        return value, kind, after
    if sign:
        return sign + value, "money", after
    if following == "%" or following == "percent":
        return value + "%", "percent", after + 1
    if following == "per" and after + 1 < len(tokens) and tokens[after + 1].text == "cent":
        return value + "%", "percent", after + 2
    if following in CENTS and value.isdigit():
        return f"$0.{int(value):02d}" if following != "pence" else f"£0.{int(value):02d}", "money", after + 1
    if following not in CURRENCIES:
        return value, "count", after
    sign, after = CURRENCIES[following], after + 1
    then = after + 1 if after < len(tokens) and tokens[after].text == "and" else after
    small = _number(tokens, then)
    if "." not in value and small and small[0].isdigit() and 10 <= int(small[0]) < 100:
        said_cents = small[2] < len(tokens) and tokens[small[2]].text in CENTS
        if said_cents or then == after:
            return f"{sign}{value}.{small[0]}", "money", small[2] + said_cents
    return sign + value, "money", after


def _number(tokens: list[Token], at: int) -> tuple[str, Literal["count", "ordinal"], int] | None:
    if at >= len(tokens):
        return None
    word = tokens[at].text
    if word[0].isdigit():
        value, after = word.replace(",", ""), at + 1
        joined = after < len(tokens) and tokens[after].start == tokens[at].end
        if joined and tokens[after].text in ("st", "nd", "rd", "th"):
            return value + tokens[after].text, "ordinal", after + 1
        return value, "count", after
    total, part, here = 0, None, at
    if word == "a" and at + 1 < len(tokens) and tokens[at + 1].text in SCALES:
        part, here = 1, at + 1
    if word == "hundred" and [token.text for token in tokens[at + 1 : at + 2]] == ["and"]:
        part = 1  # "the hundred and twenty"
    while here < len(tokens):
        word = tokens[here].text
        if word == "-" and part is not None and part >= 20:
            here += 1  # "twenty-five"
            continue
        if word in ORDINALS and (
            part is None or (part % 100 >= 20 and part % 10 == 0 and ORDINALS[word] < 10)
        ):
            return ordinal(total + (part or 0) + ORDINALS[word]), "ordinal", here + 1
        if word in SMALL:
            value_here = SMALL[word]
            free = part is None or (part >= 100 and part % 100 == 0)
            if not free and not (
                part is not None and part % 100 >= 20 and part % 10 == 0 and 0 < value_here < 10
            ):
                break
            part = (part or 0) + value_here
        elif word == "hundred" and part is not None and 0 < part < 100:
            part *= 100
        elif word in SCALES and word != "hundred" and part:
            total, part = total + part * SCALES[word], None
        elif word == "and" and here + 1 < len(tokens) and tokens[here + 1].text in SMALL:
            if not ((part and part % 100 == 0) or (part is None and total)):
                break
        else:
            break
        here += 1
    while here > at and tokens[here - 1].text in ("-", "and"):
        here -= 1
    if here == at:
        return None
    value = str(total + (part or 0))
    if here + 1 < len(tokens) and tokens[here].text == "point":
        decimals, after = "", here + 1
        while after < len(tokens) and (one := digit(tokens[after].text)) is not None:
            decimals, after = decimals + one, after + 1
        if decimals:
            return f"{value}.{decimals}", "count", after
    return value, "count", here


def ordinal(number: int) -> str:
    """3 is "3rd"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
