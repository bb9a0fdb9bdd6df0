"""Another hour than the one that was named: "nine's too early. Ten." "Ten is fine."."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.note import answers, limits, offers, promises
from assist.note.appointments import hours
from assist.note.clauses import Clause
from assist.note.dates import capital
from assist.note.ledger import Ledger
from assist.note.number_words import HOURS
from assist.note.statement import Statement

RECENT = 6  # utterances

_I = re.IGNORECASE
_HOUR = rf"(?:\d{{1,2}}(?:[:.]\d\d)?|{HOURS})"
_CLOCK = re.compile(
    rf"\b(?:(?:(?:half|quarter|five|ten|twenty)(?: past| to)? )?{_HOUR}(?: (?:fifteen|thirty|forty-five))?(?![\w/-])"
    r"(?:(?: ?[ap]\.?m\b\.?| o'clock))?|noon|midday)",
    _I,
)
_AT = re.compile(
    rf"(?:\b(?:at|by|before|after|around|about|till|until) |, )(?P<clock>{_CLOCK.pattern})(?! \w+s\b)",
    _I,
)
_OUT = re.compile(r"\btoo (?:early|late|soon)\b|\bno good\b|n't\b|\bnot\b|\bnever\b", _I)
_NOT_AT = re.compile(rf"(?:(?:no|oh|sorry|but),? )*not (?:at |by )?(?P<clock>{_CLOCK.pattern})", _I)
# "can we make it ten", "ten would be better", "I'd rather ten"
_ASKS = re.compile(
    r"(?:(?:no|so|and|but|or|oh|well|actually|sorry|then),? )*"
    r"(?:(?:can|could|would|make|say|what about|how about|rather|better|maybe|I'd (?:rather|prefer))\b"
    r"|.*\b(?:better|instead|suits?|rather)\b)",
    _I,
)
_DOING = re.compile(
    r"\b(?:can|could|would|what|how|about|you|they|he|she|we|it|that|I|do|make|manage|say|come|be|is|rather|prefer|better"
    r"|instead|then|please|no|so|and|but|or|oh|well|actually|sorry|maybe|not|at|by|for|me|us|suits?|like|possible|more"
    r"|'d|'s|till|until|after|the|morning|afternoon|evening|in|sharp)\b|['\W]",
    _I,
)


class OtherHours:
    """Writes the hours that the client asks for, once the agent agrees, into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def ask(self, number: int, pieces: Sequence[Clause]) -> Clause | None:
        """The client asks for another hour of what was promised or offered: the clause that does."""
        self._ledger.hour_wanted = None
        for index, piece in enumerate(pieces):
            named = _CLOCK.findall(piece.text)
            if self._is_refused(number, piece, named):
                self._ledger.hour_wanted = "", number  # whichever is named instead
                continue
            says_more = self._ledger.days.of(piece.text) or _DOING.sub("", _CLOCK.sub("", piece.text))
            if len(named) != 1 or says_more or _OUT.search(piece.text):
                continue
            before = pieces[index - 1].text if index else ""
            if not (_ASKS.match(piece.text) or (hours(before) and _OUT.search(before))):
                continue
            if self._timed(number, hours(named[0])) is not None:
                self._ledger.hour_wanted = named[0], number
                return piece
        return None

    def _is_refused(self, number: int, piece: Clause, named: Sequence[str]) -> bool:
        """ "Not half twelve", of what is promised for then."""
        first = _NOT_AT.match(piece.text)
        clock = first["clock"] if first else named[0] if len(named) == 1 and _OUT.search(piece.text) else ""
        row = self._timed(number, frozenset()) if clock and not piece.question else None
        at = row and row in self._ledger.plan and _AT.search(row.text)
        return bool(at and hours(at["clock"]) == hours(clock))

    def answer(self, number: int, pieces: Sequence[Clause]) -> None:
        """The agent agrees to it, or it is dropped."""
        wanted, self._ledger.hour_wanted = self._ledger.hour_wanted, None
        if wanted is None or not pieces:
            return
        hour, asked = wanted
        if not hour:
            clear = [one.text for one in pieces if not one.question and not offers.offers(one.text, False)]
            instead = [clocks[0] for text in clear if len(clocks := _CLOCK.findall(text)) == 1]
            if len(instead) != 1:
                return
            hour = instead[0]
        said = pieces[0].text
        if limits.limit(said) or answers.refuses(said) or pieces[0].question or promises.is_tentative(said):
            return
        agreed = next((piece for piece in pieces if hours(piece.text) and not piece.question), None)
        if agreed is not None and not hours(agreed.text) & hours(hour):
            return
        if agreed is None and not answers.accepts(said):
            return
        if (row := self._timed(asked, hours(hour))) is None:
            return
        if row.status:
            self._take_instead(row, hour, asked, number)
            return
        before = row.text
        moved = dataclasses.replace(row, text=_at(before, hour), sources=[*row.sources, asked, number])
        if not self._ledger.stands(moved) or (
            row in self._ledger.plan and not self._ledger.is_somebodys_word(moved)
        ):
            return
        for one in [*self._ledger.plan, *self._ledger.follow_up, *self._ledger.options]:
            if one.text == before:
                one.text = _at(before, hour)
                one.cite(asked, number)
        for goal in self._ledger.goals.said:
            alone = _CLOCK.fullmatch(goal.text)
            if set(goal.sources) & set(row.sources) and (alone or _AT.search(goal.text)):
                goal.text = hour.lower() if alone else _at(goal.text, hour)
                goal.sources += [one for one in (asked, number) if one not in goal.sources]

    def _timed(self, number: int, but: frozenset[str]) -> Statement | None:
        """What was promised for another hour last, or offered for one and just turned down."""
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        refused = [one for one in self._ledger.options if one.status == "refused" and number in one.sources]
        open_ones = [one for one in self._ledger.from_agent.options if not one.status]
        timed = [
            row
            for row in (*rows, *open_ones, *refused)
            if row.sources[0] >= number - RECENT
            and (at := _AT.search(row.text))
            and hours(at["clock"]) != but
        ]
        return max(timed, key=lambda row: max(one for one in row.sources if one <= number), default=None)

    def _take_instead(self, option: Statement, hour: str, asked: int, number: int) -> None:
        """An offer that was turned down for its hour is taken for another."""
        moved = dataclasses.replace(
            option, text=_at(option.text, hour), status="chosen", sources=list(option.sources)
        )
        moved.cite(asked, number)
        if self._ledger.stands(moved):
            self._ledger.options.append(moved)
        row = moved.as_plan()
        self._ledger.days.stamp(row, row.text)
        self._ledger.plan.append(row)
        self._ledger.goals.take(number, row.text, self._ledger.days.ahead(row.text), False, True)


def _at(text: str, hour: str) -> str:
    """A text with another hour in the place of its last one."""
    at = [*_AT.finditer(text)][-1]
    return capital(f"{text[: at.start('clock')]}{hour.lower()}{text[at.end('clock') :]}")
