"""The day by which what was promised will be done, as the agent names it: the firmest, and of these the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assist.events import GoalDate, Utterance
from assist.note.answers import is_ruled_out
from assist.note.calendar import Calendar
from assist.note.dates import DateSpan, capital, due_day, iso, lead_of
from assist.note.days_said import DaysSaid
from assist.note.promises import sets_deadline
from assist.note.statement import Goal, Statement
from assist.note.support import goal_is_supported

DEED = 2  # rank of a goal date by which something is done; more with "by", less of a call back


class GoalDates:
    """The goal dates that were said in one call. `heard`: its utterances so far; `days`: what they speak of."""

    def __init__(self, calendar: Calendar, heard: Mapping[int, Utterance], days: DaysSaid) -> None:
        self._calendar = calendar
        self._heard = heard
        self._days = days
        self.said: list[Goal] = []
        self._known: dict[tuple[str, str | None, tuple[int, ...]], bool] = {}  # whether they stand

    def take(
        self, number: int, clause: str, spans: Sequence[DateSpan], follow_up: bool, marked: bool
    ) -> None:
        """A day promised; a deadline ("by Friday") counts more than a visit, a visit more than a call back."""
        if (span := due_day(clause, [one for one in spans if not is_ruled_out(clause, one)])) is None:
            return
        lead = lead_of(clause, span)
        deadline = sets_deadline(lead + span.text) or span.text.lower().startswith(("the end", "end of"))
        rank = DEED - (not deadline) if follow_up else DEED + (2 if deadline else int(marked))
        hour = Statement(clause, [number], due=iso(span), ambiguous=span.ambiguous)
        if span.same_day:  # "before twelve, then", of the Friday that the client has asked for
            self._days.stamp(hour, clause)
        self.add(lead + span.text, hour.due, hour.ambiguous, hour.sources, rank)

    def add(self, day: str, due: str | None, ambiguous: bool, sources: list[int], rank: int = DEED) -> None:
        """A day of what was agreed."""
        self.said.append(Goal(rank, day, due, ambiguous, sources))

    def standing(self) -> Goal | None:
        """The goal date as it stands: of the firmest kind said, the last day, when all of it is done. A call to hear
        how it went counts where there is no other; a day left open, where nothing firmer was said."""
        self.said = [goal for goal in self.said if self._stands(goal)]
        if not self.said:
            return None
        rank = max(map(self._rank, self.said))
        firmest = [goal for goal in self.said if self._rank(goal) == rank]
        if firmest[-1].date is None:
            return firmest[-1]
        last = max(goal.date or "" for goal in firmest)
        return max(
            (goal for goal in firmest if goal.date == last),
            key=lambda goal: (sets_deadline(goal.text), len(goal.text)),
        )

    def of(self, row: Statement) -> Goal | None:
        """The goal date that a plan row gave."""
        own = [goal for goal in self.said if goal.date == row.due and set(goal.sources) & set(row.sources)]
        return own[-1] if own else None

    def is_open(self) -> bool:
        """A goal date is "next Tuesday", which may be either of two days."""
        return any(goal.ambiguous for goal in self.said)

    def drop(self, rows: Sequence[Statement]) -> None:
        """Those that rows of the plan gave, which hold no longer."""
        self.said = [
            goal
            for goal in self.said
            if not any(goal.date == row.due and set(goal.sources) & set(row.sources) for row in rows)
        ]

    def _stands(self, goal: Goal) -> bool:
        """Its sources bear it out, read as a whole: "the chalk's a fortnight, so the 18th" leaves the day open."""
        key = (goal.text, goal.date, tuple(goal.sources))
        if key not in self._known:
            entry = GoalDate(capital(goal.text), goal.date, goal.ambiguous, key[2])
            sources = [self._heard[number] for number in goal.sources]
            self._known[key] = goal_is_supported(entry, sources, self._calendar)
        return self._known[key]

    def _rank(self, goal: Goal) -> int:
        """What is due within the day is a first step where more comes later: no deadline of the whole."""
        today = goal.date == self._calendar.today.isoformat()
        return min(goal.rank, DEED) if today else goal.rank
