"""Another day or amount than the one that was offered, and what the agent makes of an answer: the day said once more,
both at once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.note import answers, likeness, limits, promises, spoken
from assist.note.clauses import Clause
from assist.note.dates import DateSpan, core, iso, with_day
from assist.note.ledger import Ledger
from assist.note.number_words import HOURS
from assist.note.numbers import find_numbers
from assist.note.statement import Statement
from assist.note.taken_offers import choose

JUST_BEFORE = 4
"""So many utterances back is just before."""


class CounterOffers:
    """Writes what takes an offer's place into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take_other_day(self, number: int, piece: Clause, day: DateSpan) -> bool:
        """ "Friday the sixth, then, the same time?", after a no to Thursday: the same thing on another day."""
        refused = [one for one in self._ledger.options if one.status == "refused" and one.day]
        said = likeness.content(BESIDE_A_DAY.sub(" ", piece.text))
        days = likeness.content(" ".join(span.text for span in self._ledger.days.of(piece.text)))
        if (
            not refused
            or refused[-1].sources[-1] != number - 1
            or said - days - likeness.content("same time")
        ):
            return False
        before = refused[-1]
        option = Statement(before.text, [before.sources[0], number], firm=before.firm, day=before.day)
        option.name_day(day)
        option.due, option.ambiguous = iso(day), day.ambiguous
        if any(one.text == option.text for one in self._ledger.options) or not self._ledger.stands(option):
            return False
        self._ledger.options.append(option)
        self._ledger.from_agent.options.append(option)
        return True

    def take_other_amount(self, number: int, pieces: Sequence[Clause]) -> Clause | None:
        """ "Eighty, that's as far as I can go", after a no to sixty, or "let me make it eighty" once sixty was promised
        and scorned: the same with another amount. The clause that names it."""
        named = next((one for one in pieces if not answers.accepts_weakly(one.text)), None)
        if named is None or named.question:
            return None
        bare = spoken.without_lead(named.text)
        start = said.end() if (said := _MAKES_IT.match(bare)) else 0
        amount = _amount_at(bare, start)
        before = self._scorned(number, promised=start > 0)
        amounts = find_numbers(before.text) if before is not None else ()
        if before is None or not amount or len(amounts) != 1 or amounts[0].value == amount:
            return None
        text = before.text[: amounts[0].start] + amount + before.text[amounts[0].end :]
        if before in self._ledger.plan:
            return named if self._ledger.reword(before, text, number) else None
        other = dataclasses.replace(before, text=text, sources=[before.sources[0], number], status="")
        if not self._ledger.stands(other):
            return None
        self._ledger.options.append(other)
        self._ledger.from_agent.options.append(other)
        return named

    def _scorned(self, number: int, promised: bool) -> Statement | None:
        """What the client has just turned down, or, where that may be, of what the agent has just promised what they do
        not say yes to; the other side of an "or" that was taken is what is spoken of, and no other amount."""
        refused = [one for one in self._ledger.options if one.status == "refused" and not one.day]
        if refused and refused[-1].sources[-1] == number - 1:
            return None if refused[-1].choice else refused[-1]
        said = self._ledger.from_client
        rows = [one for one in self._ledger.plan if one.owner == "agent" and one.sources[-1] == number - 2]
        return rows[-1] if promised and rows and said and not answers.accepts(said) else None

    def grant_both(self, number: int, text: str, pieces: Sequence[Clause]) -> None:
        """ "Can I have both?" "You can, yes", or "Then I'll do both": both are taken."""
        asked, self._ledger.both_asked = self._ledger.both_asked, None
        if asked is None and _DOES_BOTH.search(text):
            asked = self._ledger.last_choice(number, JUST_BEFORE), number - 1
        if asked is None or not pieces or answers.refuses(pieces[0].text) or limits.limit(pieces[0].text):
            return
        if not _GRANTS.search(text):
            return
        for option in asked[0]:
            option.status, option.choice = "", 0  # no other side is left
        for option in asked[0]:
            option.cite(asked[1])
            choose(self._ledger, option, number)

    def confirm_choice(self, number: int, day: DateSpan, clause: str) -> bool:
        """ "Four thirty today, then": the day of what the client has just chosen, said once more, makes it the plan."""
        chosen = [
            option
            for option in self._ledger.options
            if option.status == "chosen" and option.due and option.due == iso(day) and not option.by_client
        ]
        if not chosen and _IT_IS.match(
            clause[day.end :]
        ):  # "Thursday at three it is", to an answer that is no plain no
            heard = self._ledger.heard
            for option in self._ledger.options:
                said = [
                    one
                    for one in heard
                    if option.sources[0] < one < number and heard[one].channel == "client"
                ]
                if option.status or not option.due or option.due != iso(day) or not said:
                    continue
                taken = dataclasses.replace(option, status="chosen", sources=[*option.sources, said[-1]])
                if self._ledger.stands(taken):
                    choose(self._ledger, option, said[-1])
                    chosen = [option]
        planned = [row for row in self._ledger.plan if row.due == iso(day)]
        if not chosen or planned:
            for row in planned:
                if any(row.derived and row.text == one.text for one in chosen):
                    row.cite(number)  # "lovely, Thursday at half four"
            return False
        option = chosen[-1]
        row = option.as_plan(number, derived=True)
        if len(day.text) > len(core(option.day)):  # "Tuesday" is "Tuesday the second of June" now
            row.name_day(day)
        if self._ledger.merge(self._ledger.plan, row) is None:
            return False
        self._ledger.goals.add(option.day, option.due, option.ambiguous, list(row.sources))
        return True

    def answer_counter(self, number: int, pieces: Sequence[Clause]) -> None:
        """The client had proposed another day; the agent agrees to it, or it is dropped."""
        if self._ledger.counter is None:
            return
        (option, day, asked), self._ledger.counter = self._ledger.counter, None
        for piece in pieces:
            same = [
                span for span in self._ledger.days.of(piece.text) if span.date == day.date and not span.past
            ]
            bare = answers.accepts(piece.text) and not self._ledger.days.of(piece.text)
            if (
                piece.question
                or limits.limit(piece.text)
                or promises.is_tentative(piece.text)
                or not (same or bare)
            ):
                continue
            text = with_day(option.text, option.day, day.text)
            moved = Statement(text, [*option.sources, number], status="chosen", firm=option.firm)
            moved.cite(asked)
            moved.day, moved.due, moved.ambiguous = day.text, iso(day), day.ambiguous
            if self._ledger.stands(moved):  # else the client only asked for it
                self._ledger.options.append(moved)
            self._ledger.plan.append(moved.as_plan())
            self._ledger.goals.add(day.text, iso(day), day.ambiguous, list(moved.sources))
            return


_IT_IS = re.compile(r",? (?:it is|then)\b", re.IGNORECASE)
_DOES_BOTH = re.compile(r"\b(?:(?:I|we)(?:'ll| will)|let me|let's) (?:just )?do both\b", re.IGNORECASE)
_GRANTS = re.compile(
    r"\b(?:both|yes|yeah|yep|aye|sure|of course|(?:I|we|you) (?:can|will)|absolutely|no problem)\b",
    re.IGNORECASE,
)
BESIDE_A_DAY = re.compile(
    rf"\b(?:then|it is|o'clock|[ap]\.?m|{HOURS}"
    r"|thirty|fifteen|half"
    r"|quarter|past|at|okay|good|great|lovely|perfect)\b",
    re.IGNORECASE,
)
DOES_SO_MUCH = r"do|make (?:it|that)|go (?:up )?to|stretch to"
"""What stands before an amount that takes another's place, as a piece of a regular expression."""
# "let me do one fifty", "I can make it eighty"
_MAKES_IT = re.compile(
    rf"(?:let me|I can|I could|I'll|we can|we could|we'll) (?:{DOES_SO_MUCH}|offer) ", re.IGNORECASE
)


def _amount_at(text: str, start: int) -> str:
    """The amount that stands there in a clause; "one fifty" as it was said; empty where none does."""
    spans = [one for one in find_numbers(text) if one.start >= start and one.kind in ("count", "money")]
    if not spans or spans[0].start != start:
        return ""
    if len(spans) > 1 and text[spans[0].end : spans[1].start] == " ":
        return text[start : spans[1].end]
    return spans[0].value
