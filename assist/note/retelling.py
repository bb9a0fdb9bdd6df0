"""What the agent says once more of what stands in the note: read back, summed up, or told in a list."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import lru_cache

from assist.note import layout, likeness, recap, spoken, wording
from assist.note.agreed_days import spell_out
from assist.note.appointments import hours
from assist.note.calendar import Calendar
from assist.note.clauses import Clause
from assist.note.dates import amid, iso, lead_of
from assist.note.days_beside import give_day, only_a_time
from assist.note.due_times import due_times
from assist.note.ledger import Ledger
from assist.note.merging import undated
from assist.note.number_words import HOURS, TO_THE_HOUR
from assist.note.promises import gets_in_touch, is_tentative, promise
from assist.note.statement import Statement

LIST = 2  # items
MANY = 2  # days
IN_OTHER_WORDS = 1  # content word: with more an item says something else
SHARE_OF_ITEM = 0.5  # of an item's content words
RECALLED = 0.5  # the same, for words that repeat the note aloud


class Retelling:
    """Finds in the ledger what is told again, and writes down what is told there for the first time."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def recall(self, number: int, pieces: Sequence[Clause]) -> None:
        """The note read aloud: sources for what stands there, and the goal date where it was open."""
        for piece in pieces:
            retold = self._retold_by(piece)
            for statement in retold:
                statement.tell_again(number)
                days = {iso(span) for span in self._ledger.days.ahead(piece.text)}
                if statement in self._ledger.plan and len(days) == 1:
                    give_day(self._ledger, statement, piece.text, number)
            self.hold_retold(piece)
            if not self._ledger.reading_back:
                continue
            spans = [span for span in self._ledger.days.of(piece.text) if not span.past and span.date]
            goal = self._ledger.goals.standing()
            for span in spans:
                if goal is not None and goal.date == iso(span):
                    goal.sources += [number] if number not in goal.sources else []
                elif not spell_out(self._ledger, number, span) and goal is None and promise(piece.text, True):
                    self._ledger.goals.take(number, piece.text, [span], False, False)
            sure = not piece.question and self._ledger.clause_fields.surely(piece, "plan")
            if sure and self.take_items(number, piece, sure):
                continue
            made = promise(piece.text, bool(spans))
            forgotten = sure and self.is_forgotten(number, piece)
            if (forgotten or not self._ledger.plan) and made is not None and not made.vague:
                row = self._ledger.take_plan(number, piece.text, made.text, made.form, "agent")
                if row is not None and made.follow_up and not self._ledger.follow_up:
                    self._ledger.merge(
                        self._ledger.follow_up, dataclasses.replace(row, sources=list(row.sources))
                    )
            elif forgotten and not (recap.reads_back(piece.text) or recap.tells_past(piece.text)):
                self._ledger.take_plan(number, piece.text, spoken.without_lead(piece.text), "whole", "agent")

    def take_items(self, number: int, piece: Clause, sure: bool) -> bool:
        """ "So: engineer Friday, me ringing Monday": of a list, what the note holds is cited, and what it does not is
        planned by itself. `sure`: it is a plan, whether or not the note holds any of it."""
        items = recap.items(
            piece.text, self._ledger.days.ahead(piece.text), lambda part: only_a_time(self._ledger, part)
        )
        if len(items) < LIST:
            return False
        told = [self._told_in(item, number) for item in items]
        dated = [
            bool(self._ledger.days.ahead(item) or due_times(item, self._ledger.calendar)) for item in items
        ]
        days = {iso(span) for item in items for span in self._ledger.days.ahead(item)}
        if not (sure and len(days) >= LIST) and sum(map(bool, told)) < LIST:
            return (
                False  # one thing, told by its parts: "four o'clock Thursday, four strings and a full tune"
            )
        self._tell_by_day(items, told)
        last: Statement | None = None  # the row of the item before, where it is planned by itself
        for item, rows, day in zip(items, told, dated, strict=True):
            for row in rows:
                row.tell_again(number)
                if day and len({iso(span) for span in self._ledger.days.ahead(item)}) < MANY:
                    self._give_time(row, item, number)
            if rows or is_tentative(item):
                last = None
            elif day and self._ledger.says_enough(item):
                last = self._ledger.take_plan(number, item, item, "whole", "agent")
            elif sure and not recap.tells_past(item):
                last = self._tell_more(number, item, last)
        return True

    def tell_hour(self, number: int, clause: str) -> bool:
        """ "And Kasia by half ten", behind another day, of a call that was promised for today: by when, on its own
        day."""
        days = self._ledger.days.ahead(clause)
        if not (days and all(day.same_day for day in days)):
            return False
        told = self._told_in(clause, number)
        rows = [row for row in told if row.due and row.due not in {iso(day) for day in days}]
        for row in rows:
            row.tell_again(number)
            self._give_time(row, clause, number)
        return bool(rows)

    def _give_time(self, row: Statement, item: str, number: int) -> None:
        """Its day, where it has none yet, or else its hour, on its own day."""
        if not (row.due or row.ambiguous):
            give_day(self._ledger, row, item, number)
            return
        if (between := _BETWEEN.search(row.text)) is not None:
            at = [item[time.start : time.end] for time in due_times(item, self._ledger.calendar)]
            at += [lead_of(item, span) + span.text for span in self._ledger.days.ahead(item)]
            exact = [hour[0] for one in at if (hour := _AT.search(one)) is not None]
            if exact:
                self._ledger.reword(
                    row, f"{row.text[: between.start()]}{exact[0]}{row.text[between.end() :]}", number
                )
            return
        spans = [span for span in self._ledger.days.ahead(item) if span.same_day]
        if len(spans) != 1 or not hours(spans[0].text) or hours(row.text):
            return
        when = lead_of(item, spans[0]) + spans[0].text
        self._ledger.reword(row, f"{row.text.removesuffix('.')}, {when}.", number)

    def _tell_more(self, number: int, item: str, before: Statement | None) -> Statement | None:
        """ "Tuesday at ten, free with a workshop": an item of no day tells more of the one `before`; by itself it is
        planned behind one that the note has already."""
        if before is None:
            return (
                self._ledger.take_plan(number, item, item, "whole", "agent")
                if self._ledger.says_enough(item)
                else None
            )
        text = f"{before.text.removesuffix('.')}, {amid(_recorded(item, self._ledger.calendar))}"
        self._ledger.change(before, dataclasses.replace(before, text=text))
        return before

    def is_forgotten(self, number: int, piece: Clause) -> bool:
        """What is read out as agreed, and stands nowhere yet."""
        return not (is_tentative(piece.text) or self._told_in(piece.text, number))

    def hold_retold(self, piece: Clause) -> None:
        """The open options that a clause says back: agreed, once the client says that this is right."""
        lie_open = [one for one in self._ledger.options if not (one.status or one.by_client)]
        self._ledger.from_agent.retold += self._said_again(piece, lie_open)

    def retold(self, pieces: Sequence[Clause]) -> int:
        """How many statements of the note stand in these clauses."""
        return len({likeness.content(one.text) for piece in pieces for one in self._retold_by(piece)})

    def _tell_by_day(self, items: Sequence[str], told: Sequence[list[Statement]]) -> None:
        """ "The answer Friday", in a list that holds nothing else of what was promised for Friday: that, in other
        words."""
        known = [row for rows in told for row in rows]
        for item, rows in zip(items, told, strict=True):
            days = {iso(span) for span in self._ledger.days.ahead(item)}
            if rows or len(days) != 1:
                continue
            if len(likeness.content(self._ledger.days.without(item))) > IN_OTHER_WORDS:
                continue
            left = [row for row in self._ledger.plan if row.due in days and row not in known]
            if len(left) == 1 and left[0].owner == "agent":
                rows += left
                known += left

    def _told_in(self, item: str, number: int) -> list[Statement]:
        """The plan rows of before that an item of a list says again in a few words."""
        said, ahead = likeness.content(item), self._ledger.days.ahead(item)
        days = {iso(span) for span in ahead}
        by_hour = all(span.same_day for span in ahead)  # "Kasia by half ten": perhaps on another day
        for span in ahead:
            said -= likeness.content(span.text)
        found = []
        for row in self._ledger.plan:
            if row.sources[0] >= number:
                continue
            shared = said & likeness.content(undated(row))
            same_day = row.due in days if days and row.due else None
            calls = gets_in_touch(item) and gets_in_touch(row.text)
            hour, of_row = hours(item), hours(row.text)
            same_hour = bool(hour & of_row) and ("half" in hour) == ("half" in of_row)
            if (
                (len(shared) >= max(1, SHARE_OF_ITEM * len(said)) and (by_hour or same_day is not False))
                or (same_day and (shared or calls or same_hour or not said))
                or (calls and same_day is None)
            ):
                found.append(row)
        return found

    def _retold_by(self, piece: Clause) -> list[Statement]:
        ledger = self._ledger
        return self._said_again(
            piece,
            [
                *ledger.problem,
                *ledger.wants,
                *ledger.cannot,
                *ledger.options,
                *ledger.plan,
                *ledger.follow_up,
            ],
        )

    def _said_again(self, piece: Clause, statements: Sequence[Statement]) -> list[Statement]:
        """Those of the statements that a clause says in other words."""
        if not statements:
            return []
        text = _recorded(piece.text, self._ledger.calendar)
        words = likeness.content(text)
        return [
            statement
            for statement in statements
            if len(likeness.content(statement.text) & words) >= 2
            and likeness.alike(statement.text, text) >= RECALLED
        ]


# "between eight and ten", and in the list at the end "at eight"
_BETWEEN = re.compile(
    rf"\bbetween (?:{TO_THE_HOUR})?(?:{HOURS}) and (?:{TO_THE_HOUR})?(?:{HOURS})\b", re.IGNORECASE
)
_AT = re.compile(rf"\bat (?:{TO_THE_HOUR})?(?:{HOURS})\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _recorded(clause: str, calendar: Calendar) -> str:
    """A clause of the agent's in the words of the record."""
    return layout.entry(wording.by_agent(spoken.clean(clause)), calendar)
