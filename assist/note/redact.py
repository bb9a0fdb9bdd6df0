"""A note without what points at a person: cards, phones, emails, bank accounts, references, addresses, names.

A card number counts as one only where its checksum (Luhn) holds, an IBAN where its own does (ISO 13616). A reference is
one that the note gives, or that was said digit by digit. Names are those that the note gives as a contact, what follows
a title, and whatever is written with a capital in the middle of a sentence: a place too much is better than a person.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import TypeVar

from assist.events import Entry, GoalDate, NoteFields, PlanEntry
from assist.note.numbers import find_numbers

EntryT = TypeVar("EntryT", Entry, PlanEntry, GoalDate)

_APART = "[ \u00a0\u2009\u202f().\u2010-\u2013-]"
_ISO_DAY = r"\d{4}-\d\d-\d\d(?![\w-])"
_DIGITS = re.compile(rf"(?<![\w.])(?!{_ISO_DAY})\+?\(?\d(?:{_APART}{{0,2}}\d){{6,40}}(?!\w)")
_WITH_COMMAS = re.compile(  # as a recogniser writes a breath, and an area code before a stroke
    rf"(?<![\w.])(?:\+\d|0)\d{{0,5}}(?:(?:, ?|/ ?|{_APART}{{1,2}})\d{{1,7}}){{1,12}}(?!\w)"
    rf"|(?<![\w.])\d{{4}}(?:(?:, ?|{_APART}{{1,2}})\d{{4}}){{3}}(?!\w)"
)
_SHORTEST = 7  # digits of a phone
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SPOKEN_EMAIL = re.compile(
    r"\b[\w-]+(?: (?:dot|underscore) [\w-]+)* at [\w-]+(?: dot [\w-]+)+\b", re.IGNORECASE
)
_TITLED = re.compile(
    r"\b((?:Mr|Mister|Mrs|Missus|Ms|Miss|Dr|Doctor|Sir|Madam|Professor)\.?) [A-Z][\w'-]*(?: [A-Z][\w'-]+)?"
)
_NAME = re.compile(r"^(?:[\w']+ n|N)ame: (?P<name>.+?)\.?$")
_NUMBER = re.compile(r"^(?:Agent's p|P)hone: (?P<number>.+?)\.?$")
_REFERENCE = re.compile(r"^(?P<kind>Order|Account|Reference|Code): (?P<value>.+?)\.?$")
_PLACE = re.compile(r"^(?P<kind>Address|Postcode): (?P<value>.+?)\.?$")
_SHORTEST_REFERENCE = 4  # digits that were said one by one
_CAPITAL = re.compile(
    r"(?<![\w'’])[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]+|['’][A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)(?:['’-]?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)*(?![\w])"
)
_BEGINS = re.compile(r"(?:^|[.?!:;…])[\s\"'“‘(\[•-]*$")
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Christmas Easter Boxing Eve Day Year Mr Mister Mrs Missus Ms Miss Dr Doctor "
    "Sir Madam Professor Okay God English Internet".split()
)
_TWICE = re.compile(r"\[name\](?:[ -]\[name\])+")


def redactor(fields: NoteFields | None) -> Callable[[str], str]:
    """Takes the same out of any words of a call with this note."""
    contact = fields.contact if fields is not None else ()
    known = [match["name"] for one in contact if (match := _NAME.match(one.text))]
    phones = [match["number"] for one in contact if (match := _NUMBER.match(one.text))]
    references = [match["value"] for one in contact if (match := _REFERENCE.match(one.text))]
    places = [match["value"] for one in contact if (match := _PLACE.match(one.text))]
    others = {name for text in _told(fields) for name in _others(text)} if fields is not None else set()
    return _Redactor(known, others, phones, references, places)


def redact(fields: NoteFields) -> NoteFields:
    """The same note with [card], [phone], [email], [IBAN], [number], [address] and [name] in the place of what they
    stand for."""
    clean = redactor(fields)

    def entries(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(_replaced(one, clean) for one in found)

    return NoteFields(
        problem=entries(fields.problem),
        client_wants=entries(fields.client_wants),
        cannot_do=entries(fields.cannot_do),
        options=entries(fields.options),
        plan=tuple(_replaced(one, clean) for one in fields.plan),
        goal_date=None if fields.goal_date is None else _replaced(fields.goal_date, clean),
        contact=entries(fields.contact),
        follow_up=entries(fields.follow_up),
    )


class _Redactor:
    def __init__(
        self,
        names: list[str],
        others: set[str],
        phones: list[str],
        references: list[str],
        places: list[str],
    ) -> None:
        parts = {part for name in names for part in name.split() if len(part) > 1}
        listed = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
        self._names = (
            re.compile(rf"\b(?:{listed})\b(?:[ -](?:{listed})\b)*", re.IGNORECASE) if parts else None
        )
        self._others = others
        listed = "|".join(re.escape(place) for place in sorted(places, key=len, reverse=True))
        self._places = re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if places else None
        self._phones = {re.sub(r"\D", "", phone) for phone in phones}
        self._references = {re.sub(r"\W", "", reference).upper() for reference in references}
        written = "|".join(re.escape(one) for one in sorted(references, key=len, reverse=True))
        self._written = re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE) if references else None

    def __call__(self, text: str) -> str:
        text = _EMAIL.sub("[email]", text)
        text = _SPOKEN_EMAIL.sub("[email]", text)
        text = _IBAN.sub(lambda match: _without_iban(match.group()), text)
        if reference := _REFERENCE.match(text):
            kind = "card" if is_card(reference["value"]) else "number"
            return f"{reference['kind']}: [{kind}]."
        if self._places:
            text = self._places.sub("[address]", text)
        if self._written:
            text = self._written.sub("[number]", text)
        text = _WITH_COMMAS.sub(_with_commas, text)
        text = _DIGITS.sub(self._digits, text)
        text = self._without_spoken(text)
        if _NUMBER.match(text):
            text = f"{text.partition(': ')[0]}: [phone]."
        text = _TITLED.sub(r"\1 [name]", text)
        text = self._names.sub("[name]", text) if self._names else text
        text = _CAPITAL.sub(
            lambda match: "[name]" if match.group() in {*self._others, *_others(text)} else match.group(),
            text,
        )
        return _TWICE.sub("[name]", text)

    def _without_spoken(self, text: str) -> str:
        """Without digits that were said one by one, in words: "oh seven double seven"."""
        for span in reversed(find_numbers(text)):
            said = text[span.start : span.end]
            if span.kind == "code" and not said.isdigit() and len(span.value) >= _SHORTEST_REFERENCE:
                phone = len(span.value) >= _SHORTEST and span.value.upper() not in self._references
                kind = "card" if is_card(span.value) else "phone" if phone else "number"
                text = f"{text[: span.start]}[{kind}]{text[span.end :]}"
        return text

    def _digits(self, match: re.Match[str]) -> str:
        said = match.group()
        if (without := _without_card(said)) != said:
            return without
        digits = re.sub(r"\D", "", said)
        grouped = len(re.findall(r"\d+", said)) > 1
        if digits in self._phones or said[0] in "+(" or digits[0] == "0":
            return "[phone]"
        return "[phone]" if grouped and len(digits) <= 15 else said


def _without_card(said: str) -> str:
    """Digits in groups without the card among them; what is said after it is not part of it."""
    groups = list(re.finditer(r"\d+", said))
    for first in range(len(groups)):
        for last in range(len(groups) - 1, first - 1, -1):
            start, end = groups[first].start(), groups[last].end()
            if is_card(said[start:end]):
                return f"{said[:start]}[card]{_without_card(said[end:])}"
    return said


def _without_iban(said: str) -> str:
    """Letters and digits in groups without the bank account at their beginning."""
    for end in range(len(said), 14, -1):
        if (end == len(said) or said[end] == " ") and is_iban(said[:end]):
            return f"[IBAN]{said[end:]}"
    return said


def _with_commas(match: re.Match[str]) -> str:
    said = match.group()
    if is_card(said):
        return "[card]"
    phone = said[0] in "+0" and 9 <= sum(char.isdigit() for char in said) <= 15  # a date has eight
    return "[phone]" if phone else said


def _told(fields: NoteFields) -> list[str]:
    """What the note says in sentences."""
    entries = (*fields.problem, *fields.client_wants, *fields.cannot_do, *fields.options, *fields.follow_up)
    return [*(entry.text for entry in entries), *(row.text for row in fields.plan)]


def _others(text: str) -> set[str]:
    """What is written with a capital where a sentence does not begin."""
    found = ((match.group(), text[: match.start()]) for match in _CAPITAL.finditer(text))
    return {name for name, before in found if name not in _NO_NAMES and not _BEGINS.search(before)}


def is_card(said: str) -> bool:
    """13 to 19 digits whose Luhn checksum holds; no card begins with 0, telephone numbers from abroad do."""
    digits = [int(char) for char in said if char.isdigit()]
    if not 13 <= len(digits) <= 19 or digits[0] == 0:
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_iban(said: str) -> bool:
    """An international bank account number whose checksum holds."""
    code = said.replace(" ", "").upper()
    if not 15 <= len(code) <= 34:
        return False
    moved = code[4:] + code[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _replaced(entry: EntryT, clean: Callable[[str], str]) -> EntryT:
    generated = None if entry.generated is None else clean(entry.generated)
    return dataclasses.replace(entry, text=clean(entry.text), generated=generated)
