"""The contacts of one call: those given at once, and numbers that come in bits over several turns."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from assist.events import Channel, Utterance
from assist.note.any_case import AnyCase
from assist.note.contact import (
    OF_THE_CASE,
    asked_for,
    asks_for_ours,
    asks_secret,
    code_alone,
    ends_with_digits,
    find_contacts,
    said_back,
)
from assist.note.names import asks_name, is_somebody, may_be_name
from assist.note.numbers import digits_in
from assist.note.redact import is_card
from assist.note.statement import Statement

SHORTEST_NUMBER = 5  # digits, of one given in pieces
SHORTEST_SAID_BACK = 7  # letters and digits, of one that the agent repeats
WHOLE_PHONE = 10  # digits, of one that is given to its end
RECENT = 8  # utterances, in which the bits of a number are said
OPENING = 3  # utterances, in which people say who they are
SHORTEST_BIT = 3  # digits by which the two are known for the same


class Contacts:
    """The contacts as statements. `heard`: the utterances by id; `stands`: whether those that a statement cites bear
    it out."""

    def __init__(self, heard: dict[int, Utterance], stands: Callable[[Statement], bool]) -> None:
        self._heard, self._stands = heard, stands
        self.statements: list[Statement] = []
        self._pieces: list[tuple[int, str]] = []  # of a number that the client gives bit by bit
        self._asked = ""  # what it is: "Order", "Phone"
        self._asked_in = 0  # the utterance that asked for it
        self._asked_after: tuple[int, str] | None = None  # the number that the agent asks about, having it
        self._email_asked_after: Statement | None = None  # an address that the agent asks about, having it
        self._bits: list[tuple[int, str]] = []  # every bit of it, also where one was taken back

    def _take_piece(self, number: int, text: str, question: str, asked_in: int) -> bool:
        """A number given in bits over several turns: its pieces so far as one contact. True where this is one."""
        if asks_secret(question):
            self._asked, self._pieces, self._bits = "", [], []
        digits, asked = code_alone(text), asked_for(question)
        if asked not in ("", self._asked):
            self._bits = []
        if said := digits_in(text):
            self._bits.append((number, said))
        if asked:
            self._pieces, self._asked, self._asked_in = [], asked, asked_in
        elif not digits and (own := asked_for(text)):  # "you have my number?"
            self._asked, self._asked_in = own, number
        if not digits:
            begun = ends_with_digits(text) if self._asked else ""
            self._pieces = [(number, begun)] if begun else []
            return False
        if not self._asked:
            return False
        before = "".join(piece for _, piece in self._pieces)
        self._pieces.append((number, digits))
        if len(self._pieces) == 1:
            return False
        self.statements = [one for one in self.statements if one.text != f"{self._asked}: {before}."]
        given = Statement(f"{self._asked}: {before}{digits}.", [one for one, _ in self._pieces])
        if len(before + digits) >= SHORTEST_NUMBER and self._stands(given):
            self.statements.append(given)
        return True

    def _take_said_back(self, number: int, text: str) -> None:
        """The agent repeats the whole of a number that came in bits: that is the number."""
        self._bits = [(one, bit) for one, bit in self._bits if number - one <= RECENT]
        if not self._asked or len(self._bits) < 2:
            return
        whole = said_back(text)
        if len(whole) < SHORTEST_SAID_BACK or is_card(whole):
            return
        if not any(len(bit) >= SHORTEST_BIT and bit in whole for _, bit in self._bits):
            return
        begins = whole.find(self._bits[0][1])
        if begins > 0 and whole[:begins] == self._bits[-1][1]:
            whole = whole[begins:]  # "oh two oh. Four four seven, nine one eight, oh two oh."
        given = [one for one, _ in self._bits]
        statement = Statement(f"{self._asked}: {whole}.", [*given, number])
        if not self._stands(statement):
            return
        self.statements = [one for one in self.statements if not set(one.sources) & set(given)]
        self.statements.append(statement)
        self._bits = []

    def _says_ours_back(self, number: int, text: str) -> bool:
        """ "Okay, oh two one eight": the end of the number that the agent has given."""
        said = digits_in(text)
        ours = (one for one in self.statements if one.text.startswith("Agent's phone"))
        given = next((one for one in ours if digits_in(one.text).endswith(said)), None)
        if given is None or len(said) < SHORTEST_BIT or len(digits_in(given.text)) < WHOLE_PHONE:
            return False
        given.cite(number)
        return True

    def _take_known(self, number: int, asked_in: int, whole: str) -> None:
        """ "Is it oh eight six, five five one, three nine oh seven?" "That's it.": a number that the agent has."""
        self._asked_after = None
        if len(whole) < SHORTEST_SAID_BACK or not whole.isdigit() or is_card(whole):
            return
        label = asked_for(self._heard[asked_in].text) or "Phone"
        known = any(one.text.endswith(f" {whole}.") for one in self.statements)
        given = Statement(f"{label}: {whole}.", [asked_in, number])
        if not known and label in ("Phone", *OF_THE_CASE) and self._stands(given):
            self.statements.append(given)

    def _take_tail(self, number: int, text: str) -> bool:
        """ "No, sorry, double one nine at the end": of the number given last. True where this is one."""
        tail = said_back(text) if self.statements and _AT_THE_END.search(text) else ""
        if not tail.isdigit():
            return False
        for given in reversed(self.statements):
            label, _, value = given.text.removesuffix(".").partition(": ")
            if not value.isdigit() or len(value) < SHORTEST_SAID_BACK or len(tail) >= len(value):
                continue
            right = Statement(f"{label}: {value[: -len(tail)]}{tail}.", [*given.sources, number])
            if self._stands(right):
                self.statements[self.statements.index(given)] = right
                return True
        return False

    def _take_known_email(self, number: int, text: str, says_another: bool) -> None:
        """ "Is it still jo at quickpost dot me?" "That's the one."; what they say instead is theirs."""
        asked, self._email_asked_after = self._email_asked_after, None
        if asked is None or says_another or _NOT_IT.match(text):
            return
        asked.cite(number)
        if self._stands(asked) and all(one.text != asked.text for one in self.statements):
            self.statements.append(asked)

    def _of_client(self) -> Utterance | None:
        """What the client said last."""
        return next((one for one in reversed(self._heard.values()) if one.channel == "client"), None)

    def _take_title(self, number: int, text: str) -> None:
        """ "Mr Ferris" "Mrs.": as they are called."""
        if (title := _TITLE_ONLY.match(text)) is None:
            return
        for named in self.statements:
            called = _CALLED.fullmatch(named.text)
            if called is None or title["name"] not in (None, called["name"]):
                continue
            right = Statement(f"Name: {title['title']} {called['name']}.", [*named.sources, number])
            if self._stands(right):
                named.text = right.text
                named.cite(number)

    def _take_own_name(self, number: int, text: str) -> None:
        """ "Is that Craig?" "Speaking.": the agent's name."""
        before = self._of_client()
        if before is None or any(one.text.startswith("Agent's name") for one in self.statements):
            return
        asked = _IS_THAT.search(before.text) if _SPEAKING.match(text) else None
        if _ASKS_THEIRS.search(before.text):
            asked = _ONLY_NAME.match(text)
        if asked is not None and may_be_name(asked["name"].split()[0]):
            self.statements.append(Statement(f"Agent's name: {asked['name']}.", [before.id, number]))

    def _is_late_answer(self, text: str, channel: Channel, question: str) -> bool:
        """Nothing but a number, which was asked for turns ago and has not been given since."""
        return (
            channel == "client"
            and self._asked != ""
            and not any(one.text.startswith(f"{self._asked}: ") for one in self.statements)
            and bool(code_alone(_ONLY_OPENS.sub("", text)))
            and not asked_for(question)
        )

    def names(self) -> frozenset[str]:
        """The words of the client's and the agent's own names."""
        named = (one.text.partition("ame: ")[2].lower().rstrip(".") for one in self.statements)
        return frozenset(word for name in named for word in name.split())

    def take(self, number: int, text: str, channel: Channel, question: str, asked_in: int) -> None:
        """Names and numbers given in an utterance; `question` was asked in the utterance `asked_in`."""
        if channel == "client" and (
            self._take_tail(number, text) or self._take_piece(number, text, question, asked_in)
        ):
            return
        if self._is_late_answer(text, channel, question):
            question, asked_in = self._asked, self._asked_in
        if channel == "agent":
            self._take_own_name(number, text)
            question = before.text if (before := self._of_client()) and asks_for_ours(before.text) else ""
            self._take_said_back(number, text)
            asks = text.endswith("?") or _HAS_THEIRS.search(text)
            self._asked_after = (number, whole) if asks and (whole := said_back(text)) else None
        elif self._asked_after is not None and _IS_IT.match(text):
            self._take_known(number, *self._asked_after)
        elif self._says_ours_back(number, text):
            return
        if channel == "client":
            self._take_title(number, text)
        found = find_contacts(text, channel, question)
        if channel == "client" and self._email_asked_after is not None:
            self._take_known_email(number, text, any(one.label == "Email" for one in found))
        for contact in found:
            if contact.label == "Name" and not is_somebody(
                contact.value,
                self._heard[number].text,
                number <= OPENING,
                contact.asked or asks_name(question),
            ):
                continue
            opens = self._of_client() is None and text.endswith(f"{contact.value}.")
            if contact.label == "Client" and opens and not _GREETS_THEM.search(text):
                contact = dataclasses.replace(contact, label="Name")  # "transport office, Mrs Delaney"
            if contact.label == "Client":  # as the agent calls them
                contact = dataclasses.replace(contact, label="Name")
                if any(one.text.startswith("Name:") for one in self.statements):
                    continue
                channel = "client"
            if channel == "agent" and contact.label == "Email" and _ASKS_AFTER.search(text):
                self._email_asked_after = Statement(f"Email: {contact.value}.", [number])
                continue
            if contact.label == "Name" and contact.asked and (whose := _WHOSE.search(question)) is not None:
                contact = dataclasses.replace(contact, label=f"{whose[1].capitalize()} name")
            own = channel == "agent" and contact.label not in OF_THE_CASE
            label = f"Agent's {contact.label.lower()}" if own else contact.label
            statement = Statement(f"{label}: {contact.value}.", [number])
            known = [one for one in self.statements if one.text.partition(": ")[2] == f"{contact.value}."]
            if known:
                known[0].cite(number)
                continue
            if (
                first := next((one for one in self.statements if _is_part(one.text, statement.text)), None)
            ) is not None:
                first.text = statement.text  # "Leon", and later "Leon Brandt"
                first.cite(number)
                continue
            if _TAKES_BACK.match(text):
                self.statements = [one for one in self.statements if not one.text.startswith(f"{label}:")]
            if contact.asked and asked_in in self._heard and asked_in != number:
                statement.cite(asked_in)
            if self._stands(statement):
                self.statements.append(statement)


def _is_part(known: str, name: str) -> bool:
    """The one is the first name of the other, whole one."""
    return "ame: " in name and name.startswith(known.removesuffix(".") + " ")


_TITLE_ONLY = re.compile(
    r"(?:(?:No|It's|Actually),? )*(?P<title>Mrs|Mr|Ms|Miss|Dr|Doctor|Professor)(?: (?P<name>[A-Z][\w'-]+))?(?:[.!,]|$)"
)
_CALLED = re.compile(r"Name: (?:Mrs|Mr|Ms|Miss) (?P<name>.+)\.")
_GREETS_THEM = re.compile(
    r"\b(?:hello|hi|morning|afternoon|evening|thanks|thank you|calling|holding|sorry),? (?:Mrs?|Ms|Miss)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\b((?!account|holder|customer|caller|what|who)\w+'s|his|her|their) name\b", re.IGNORECASE
)
_HAS_THEIRS = re.compile(
    r"\b(?:I|we)(?:'ve got| have|'ve) (?:you|your (?:number|mobile|phone|cell))\b"
    r"|\b(?:can|could|may) I (?:just )?(?:check|confirm)\b",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    r"(?:(?:oh|um|yes|yeah|aye|yep|no),? )*(?:yes|yeah|yep|yup|aye|that'?s (?:it|right|the one|correct|mine|me)"
    r"|it is|I am|correct"
    r"|still|the same|same)\b",
    re.IGNORECASE,
)
_AT_THE_END = AnyCase(
    r"\b(?:at the end|is the last bit|it ends|ends in|ending)\b", words="end last ends ending"
)
_NOT_IT = re.compile(r"(?:(?:oh|um|well),? )*(?:no|nope|nah|not)\b", re.IGNORECASE)
# before an address that is the client's, as the agent has it
_ASKS_AFTER = re.compile(
    r"\b(?:is (?:it|that|this)|it is|still|(?:got|have) (?:you|it|your)|your (?:e-?mail|address))\b"
    r"(?! on| to| in)[^.?!]{0,30}\b(?:at|dot)\b|@[\w.-]+\?"
    r"|\bis [^.?!]{3,60} dot \w+ (?:still|the|your|right|correct|good|okay|current)\b[^.!]*\?",
    re.IGNORECASE,
)
_IS_THAT = re.compile(
    r"\b(?:[Ii]s (?:that|this)|[Aa]m I (?:speaking|talking) (?:to|with)) (?P<name>[A-Z][a-z]+)\?"
)
_ASKS_THEIRS = AnyCase(
    r"\bwhat's your name|\byour name(?:, please)?\?|\bwho am I (?:speaking"
    r"|talking)|\bwho (?:do|should|can|shall) I (?:ring|call|ask for|speak to|talk to|e-?mail|contact|write to)"
)
_ONLY_NAME = re.compile(
    r"(?:It's |I'm |My name's |Me\. |Me, |Ask for |Just ask for )?(?!Me\b)(?P<name>[A-Z][a-z]+(?: [A-Z][\w'-]+)?)[.,!]"
)
_SPEAKING = re.compile(
    r"(?:yes,? |aye,? )?(?:speaking|it is|that's me|you are|this is (?:he|she))\b", re.IGNORECASE
)
_ONLY_OPENS = re.compile(r"^(?:(?:fine|sorry|here|right|alright|all right)[,. ]+)+", re.IGNORECASE)
_TAKES_BACK = re.compile(r"(?:oh |um |well )*(?:no|sorry|actually|not)\b", re.IGNORECASE)
