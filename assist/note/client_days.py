"""Another day than the one that stands, as the client asks for it: "could you make it Tuesday?", "no, Thursday"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.note import answers, likeness, wants
from assist.note.agreed_days import move_day, spell_out
from assist.note.clauses import Clause
from assist.note.dates import DateSpan, iso
from assist.note.ledger import Ledger
from assist.note.statement import Turn
from assist.note.taken_offers import refuse


class ClientDays:
    """Writes the days that the client asks for into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._moved: DateSpan | None = None  # the one that the utterance heard last asks for

    def begin(self) -> None:
        """Another utterance is heard, which asks for no day yet."""
        self._moved = None

    def want(self, number: int, piece: Clause, before: Clause | None, turn: Turn) -> None:
        """ "Can you make it tomorrow?", of what was promised or of an offer that was just turned down; `before`: the
        clause before it, "Tuesday's no good"."""
        if (day := self._wanted(piece, before, turn)) is None:
            return
        refused = [one for one in turn.options if one.day and one.status and number in one.sources]
        if not turn.options:
            self._ledger.day_wanted = (day, number, turn.day is not None)
            self._moved = day
        elif refused:  # "Friday I'm away. Could they come Saturday?"
            self._ledger.counter = (refused[-1], day, number)

    def _is_promised(self, turn: Turn) -> bool:
        """The agent has named a day, in this turn or in what is planned."""
        return turn.day is not None or any(row.due and row.owner == "agent" for row in self._ledger.plan)

    def other(self, piece: Clause, correcting: bool) -> DateSpan | None:
        """The day that a short clause puts in place of another."""
        if piece.question or len(piece.text.split()) > 9 or not (correcting or answers.corrects(piece.text)):
            return None
        days = [
            span
            for span in self._ledger.days.of(piece.text)
            if not span.past and not answers.is_ruled_out(piece.text, span)
        ]
        if _TELLS_DAY.match(piece.text) and likeness.content(self._ledger.days.without(piece.text)):
            return None  # "it's his birthday on the third"
        instead = bool(_INSTEAD.match(piece.text))
        if not days or answers.accepts(piece.text) or (not instead and wants.want(piece.text) is not None):
            return None
        return days[-1]

    def is_offered(self, day: DateSpan, turn: Turn) -> bool:
        """A day that was offered before, and not in this turn: to name it takes that offer up."""
        return any(
            one.due == iso(day) and not one.status for one in self._ledger.options if one not in turn.options
        )

    def correct(self, number: int, day: DateSpan, turn: Turn) -> None:
        """ "No, Thursday": of a promise it takes the place of the day; of an offer that is open or was just turned down
        for its day it is a counter-proposal."""
        dated = [option for option in turn.options if option.day]
        offered = [
            one for one in dated if not one.status or (one.status == "refused" and number in one.sources)
        ]
        if offered or self._is_promised(turn):
            self._moved = day
        if offered:
            refuse(self._ledger, offered[-1], number)
            self._ledger.counter = (offered[-1], day, number)
        else:
            move_day(self._ledger, number, day)

    def settle_open(self, number: int, text: str, pieces: Sequence[Clause]) -> None:
        """ "So the first of December?" after "next Tuesday": said by the client, the day is settled all the same."""
        if not self._ledger.goals.is_open():
            return
        days = [span for span in self._ledger.days.of(text) if span.date is not None and not span.past]
        if len(days) == 1 and not any(answers.is_ruled_out(piece.text, days[0]) for piece in pieces):
            if any(piece.question for piece in pieces):
                self._ledger.day_asked = (days[0], number)
            else:
                spell_out(self._ledger, number, days[0])

    def moves_to(self, text: str) -> bool:
        """The utterance heard last asks for a day of this clause instead: "make it Monday"."""
        moved = self._moved
        return moved is not None and any(day.date == moved.date for day in self._ledger.days.of(text))

    def _wanted(self, piece: Clause, before: Clause | None, turn: Turn) -> DateSpan | None:
        """The day of "can you make it tomorrow?"."""
        asks = piece.question and _WANTS_DAY.match(piece.text)
        instead = before is not None and any(
            answers.is_ruled_out(before.text, day) for day in self._ledger.days.of(before.text)
        )
        if not self._is_promised(turn) or not (asks or instead or _PREFERS.match(piece.text)):
            return None
        days = [span for span in self._ledger.days.of(piece.text) if not span.past and span.date is not None]
        if not days:
            return None
        why = piece.text.find(",", days[-1].end)  # "make it Tuesday, the plumber would like to see it"
        said = piece.text[:why] if why > 0 else piece.text
        beside = _DOING.sub(" ", _PREFERS.sub(" ", said).replace(days[-1].text, " "))
        return None if likeness.content(beside) else days[-1]


_WANTS_DAY = re.compile(
    r"(?!and (?:what|how) about\b)(?:(?:no|so|and|but|or|oh|well),? )*(?:can|could|would|what about|how about)\b",
    re.IGNORECASE,
)
# "actually, hold on, make it Tuesday if you could", "better the eleventh"
_PREFERS = re.compile(
    r"(?:(?:actually|no|oh|sorry|hold on|hang on|wait|so|and|but|well|[A-Z][a-z]+),? )*(?:[Mm]ake (?:it|that)"
    r"|[Bb]etter|[Rr]ather"
    r"|I'd (?:rather|prefer))\b(?: on| by| for)?(?=.*\b(?:\w+day|tomorrow|today|the \w+(?:th|st|nd|rd))\b)",
)
_DOING = re.compile(
    r"\b(?:can|could|would|what|how|about|you|we|it|I|do|make|manage|ring|call|come|phone|me|that|us|instead|then"
    r"|please|not|morning|afternoon|evening|they|he|she|somebody|be)\b",
    re.IGNORECASE,
)
_TELLS_DAY = re.compile(r"(?:(?:oh|um|well|but|yes),? )*it's\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"(?:(?:no|oh|um|actually|can you|could you|please),? )*(?:make (?:it|that)|call me|ring me"
    r"|let's (?:say|make it))\b",
    re.IGNORECASE,
)
