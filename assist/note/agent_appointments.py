"""The appointments of one call, taken up into the note: the day that the agent names, once the client agrees."""

from __future__ import annotations

import re

from assist.note import layout, likeness, spoken, wording
from assist.note.answers import accepts, accepts_weakly, defers, is_ruled_out, refuses
from assist.note.appointments import appointment, hours, only_hours
from assist.note.clauses import Clause, clauses
from assist.note.dates import DateSpan, amid, iso, lead_of
from assist.note.days_beside import put_day
from assist.note.ledger import Ledger
from assist.note.promises import gets_in_touch
from assist.note.statement import Pending, Statement
from assist.note.words import decapitalised

JUST_SAID = 2  # utterances


class Appointments:
    """Writes appointments into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take(self, number: int, piece: Clause, span: DateSpan) -> None:
        """An appointment that the agent names: more of what is planned for that day, agreed to with the client's words
        before, or waiting for their answer."""
        text = appointment(piece.text, span)
        if text is None or span.date is None or self._enrich(number, text, span):
            return
        asked = self._client_before(number)
        on_the_table = self._ledger.plan or self._ledger.options or self._ledger.from_agent.day
        if not on_the_table and not (asked and any(one.question for one in clauses(asked[1]))):
            return  # "a shoot on the eighth", as the client has just told
        pending = Pending(piece.text, text, span, number, self._undated(number))
        if asked is None or not (self._names(asked[1], pending) and self._write(pending, asked[0])):
            self._ledger.pending = pending

    def tell_more(self, number: int, piece: Clause, span: DateSpan) -> None:
        """What an appointment tells beside the day of what is planned: its hour."""
        if (text := appointment(piece.text, span)) is not None:
            self._enrich(number, text, span)

    def take_hour(self, number: int, piece: Clause) -> bool:
        """ "Wednesday morning's fine. Eight o'clock.": the hour of the day that was just named, or of what was just
        promised for none."""
        said = spoken.without_tail(spoken.without_lead(piece.text))  # "after four, no problem"
        if not only_hours(said):
            return False
        pending = self._ledger.pending
        if pending is not None and pending.said_in == number:
            pending.text = f"{pending.text}, {decapitalised(said)}"
            return True
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        if (
            not rows
            or rows[-1].sources[-1] < number - JUST_SAID
            or _ASKS_OPENING.search(self._ledger.from_client)
        ):
            return False
        row = rows[-1]
        if hours(said) <= hours(row.text):
            row.cite(number)
            return True
        timed = hours(row.text) - _PARTS_OF_DAY  # "tomorrow morning": at what hour is still to be said
        if (row.sources[-1] < number and timed) or not self._add(row, said, number):
            return False
        if row.due is None:
            self._ledger.days.stamp(row, said)
        return True

    def answer(self, number: int, text: str) -> None:
        """The client agrees to an appointment, says it back, or does not."""
        pending, self._ledger.pending = self._ledger.pending, None
        pieces = clauses(text)
        if pending is None or not pieces or pieces[0].question or defers(text) or refuses(pieces[0].text):
            return
        agrees = accepts(pieces[0].text) or accepts_weakly(pieces[0].text) or self._names(text, pending)
        if agrees:
            self._write(pending, number)

    def _undated(self, number: int) -> Statement | None:
        """What was promised just before for no day: the one that an appointment is for."""
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        if not rows or rows[-1].day or rows[-1].sources[-1] < number - JUST_SAID:
            return None
        return None if self._ledger.days.of(rows[-1].text) else rows[-1]

    def _names(self, text: str, pending: Pending) -> bool:
        """The client's words hold its day or its hour."""
        if any(
            span.date == pending.span.date
            for span in self._ledger.days.of(text)
            if not is_ruled_out(text, span)
        ):
            return True
        return bool(hours(text) & hours(pending.text))

    def _client_before(self, number: int) -> tuple[int, str] | None:
        """What the client said just before."""
        before = self._ledger.heard.get(number - 1)
        if before is None or before.channel != "client":
            return None
        return before.id, spoken.fluent(spoken.plain(before.text))

    def _tells(self, text: str, span: DateSpan) -> bool:
        """An hour or a thing is said with the day."""
        return bool(hours(text) or likeness.content(text.replace(span.text, " ")))

    def _enrich(self, number: int, text: str, span: DateSpan) -> bool:
        """What is planned for that day already is said once more: with what it tells beside."""
        same = [row for row in self._ledger.plan if row.owner == "agent" and row.due == iso(span)]
        beside = likeness.content(text.replace(span.text, " "))
        for row in reversed(same):
            if number - row.sources[-1] > JUST_SAID and not beside & likeness.content(row.text):
                continue
            new = likeness.content(text) - likeness.content(row.text) - likeness.content(span.text)
            if not new and not hours(text) - hours(row.text):
                row.cite(number)
                return True
            rest = text if hours(span.text) else _BESIDE_DAY.sub("", _without(text, span))
            calls_too = gets_in_touch(row.text) and gets_in_touch(rest) and not hours(rest) - hours(row.text)
            if calls_too or _ONLY_POINTS.fullmatch(rest):
                row.cite(number)  # "and a call from me on Friday"
                return True
            told = (hours(rest) or likeness.content(rest)) and not _HANGS.search(rest)
            if self._add(row, rest if told else text, number):  # "from tomorrow at eight": nothing beside it
                return True
        return False

    def _add(self, row: Statement, text: str, number: int) -> bool:
        """More words behind a row, where its sources bear them out."""
        said = layout.entry(wording.by_agent(text), self._ledger.calendar).removesuffix(".")
        longer = f"{row.text.removesuffix('.')}, {amid(said)}."
        return bool(hours(said) or likeness.content(said)) and self._ledger.reword(row, longer, number)

    def _write(self, pending: Pending, agreed_in: int) -> bool:
        """The appointment as a row of the plan; of what was just promised for no day, its day."""
        ledger, span, promised = self._ledger, pending.span, pending.of
        if promised is not None and promised in ledger.plan and not promised.day:
            put_day(ledger, promised, pending.clause, span, pending.said_in)
        else:
            if not self._tells(pending.text, span):
                return False
            text = layout.entry(wording.by_agent(spoken.clean(pending.text)), ledger.calendar)
            row = Statement(text, sorted([pending.said_in, agreed_in]))
            row.day, row.due = lead_of(pending.clause, span) + span.text, iso(span)
            if ledger.merge(ledger.plan, row) is None:
                return False
        ledger.goals.take(pending.said_in, pending.clause, [span], False, True)
        return True


def _without(text: str, span: DateSpan) -> str:
    """ "Tomorrow, Wednesday the first, between six and eight" is "tomorrow, between six and eight"."""
    rest = re.sub(rf"(?:\b(?:at|by|on) )?{re.escape(span.text)}", "", text, count=1)
    return re.sub(r"\s*,(?:\s*,)*", ",", rest).strip(" ,")


# what is left over where the day is taken out: "half past nine, on the"
_BESIDE_DAY = re.compile(
    r"^(?:on|the|for|and|at)(?: the)?,? |,? (?:on|the|for|at|by)(?: the)?$", re.IGNORECASE
)
_ONLY_POINTS = re.compile(
    r"(?:and )?(?:the |that |this )?(?:(?:next|last|first|second|other) )?(?:one|it|that)", re.IGNORECASE
)
_HANGS = re.compile(r"\b(?:by|before|at|from|until|till|and|on|for|after)$", re.IGNORECASE)
_PARTS_OF_DAY = {"morning", "afternoon", "evening"}
_ASKS_OPENING = re.compile(r"\b(?:open|close|closed|shut|finish|start)\b", re.IGNORECASE)
