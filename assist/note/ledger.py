"""The statements of one call while it goes on, and what becomes of them: merged, chosen, refused, moved."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from assist.events import Entry, GoalDate, PlanEntry, Utterance
from assist.note import likeness, recap, spoken, wording
from assist.note.answers import corrected, is_ruled_out
from assist.note.appointments import hours
from assist.note.calendar import Calendar
from assist.note.clause_fields import SURE, ClauseFields
from assist.note.clauses import Clause, clauses
from assist.note.contacts import Contacts
from assist.note.dates import (
    DateSpan,
    capital,
    core,
    due_day,
    find_dates,
    in_place_of,
    iso,
    joined_by,
    lasts,
    lead_of,
    leads,
    may_be,
    names,
    on_day_of,
    opens_with,
    opens_with_name,
    own_days,
)
from assist.note.days import WEEKDAYS
from assist.note.deeds import DEEDS
from assist.note.due_times import due_time, due_times
from assist.note.edits import Row
from assist.note.promises import gets_in_touch, is_tentative, promise, sets_deadline
from assist.note.statement import Goal, Pending, Statement, Turn
from assist.note.support import goal_is_supported, is_supported, plan_is_supported
from assist.note.taken_up import RECENT, take_up, weightiest
from assist.note.uptake import Uptake

MOST_WANTS = 4
# probability from which an offer is what the talk after it makes of it: by the client's first turn behind it, by more
AT_ONCE, SETTLED = 0.8, 0.65
SAME = 0.67  # share of content words from which two statements are one
DEED = 2  # rank of a goal date by which something is done; more with "by", less of a call back
JUST_SAID = 3  # utterances
LEAST_SAID = 2  # content words
LIST = 2  # items
MANY = 2  # days
SHARE_OF_ITEM = 0.5  # of an item's content words
RECALLED = 0.5  # the same, for words that repeat the note aloud


class Ledger:
    """What has been heard and written of one call. `calendar`: its days, against which dates are resolved."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.heard: dict[int, Utterance] = {}
        self.clause_fields = ClauseFields()
        self.uptake = Uptake()
        self.problem: list[Statement] = []
        self.told: list[Statement] = []  # by the client of late, and no problem unless the agent takes it up
        self.wants: list[Statement] = []
        self.cannot: list[Statement] = []
        self.options: list[Statement] = []
        self.plan: list[Statement] = []
        self.follow_up: list[Statement] = []
        self.contacts = Contacts(self.heard, self.stands)
        self.goals: list[Goal] = []
        self._known_goals: dict[tuple[str, str | None, tuple[int, ...]], bool] = {}  # whether they stand
        self.from_agent = Turn()
        self.from_client = ""  # what the client said last
        self.counter: tuple[Statement, DateSpan, int] | None = None  # the other day that the client proposed
        self.request: Statement | None = None  # what the client asked for last
        self.reading_back = False
        self.asked_what_if = False  # the client's last question: "and if you don't?"
        # "can you do Wednesday?", of what was promised, or (True) of the day that the agent asked about
        self.day_wanted: tuple[DateSpan, int, bool] | None = None
        self.day_asked: tuple[DateSpan, int] | None = None  # the day that the client takes an open one for
        self.both_asked: tuple[list[Statement], int] | None = None  # "can I have both?"
        self.contested: list[Statement] = []  # plan rows that the client has just said no to
        # the client's last answer, and what it may take: which of it, the agent's next words tell
        self.answered: tuple[int, list[Statement]] | None = None
        self.pending: Pending | None = None
        # the last day said in the agent's last utterance or in this one
        self.spoken_of: DateSpan | None = None
        # the days named by their date, and where they were
        self.named: dict[datetime.date, tuple[int, str]] = {}
        self.spoken_in = 0  # the utterance that said it

    def merge(self, statements: list[Statement], new: Statement) -> Statement | None:
        """Add a statement, or cite it under the one that says the same; None where its words don't bear it out.

        The one that tells more keeps its words; where only the days differ, the later day counts."""
        if not new.text or not self.stands(new):
            return None
        if statements is self.plan and not self._is_somebodys_word(new):
            return None
        undated, words = _undated(new), likeness.content(new.text)
        for old in statements:
            same = old.text == new.text or likeness.alike(_undated(old), undated) >= SAME
            if not same and not (old.derived and not new.derived and _carries_out(old, new)):
                continue
            if old.owner != new.owner:
                continue
            if statements is self.options and new.day and old.day and new.due != old.due:
                continue  # Wednesday or Thursday: two options
            old_words = likeness.content(old.text)
            one_word = min(len(old_words), len(words)) < 2
            if one_word and old_words != words and statements is self.wants:
                continue  # "them stopped" is not "it in writing that they have stopped"
            only_verb = any(likeness.content(_undated(one)) == {_verb(one.text)} for one in (old, new))
            promised = statements is self.plan and not old.derived
            if only_verb and promised and _verb(old.text) != _verb(new.text):
                continue  # "update it" is not "message the client that it is updated"
            if one_word and statements is self.options and old.sources == new.sources:
                continue  # "come in, or I'll come to you": two sides of one choice
            if statements is self.plan and _doer(old.text) != _doer(new.text):
                continue  # "she'll ring" is not "I'll ring"
            if old.due is None and not (old.ambiguous or new.day):
                old.due = new.due  # "I'll ring you at five": the same call, and when
            if old.derived and not new.derived and new.day and statements is self.plan:
                old.text = new.text if _only_does_it(old.text) or not _THAT.search(new.text) else old.text
                old.day, old.due, old.ambiguous, old.derived = new.day, new.due, new.ambiguous, False
            elif old.derived and old.due and not new.due and _HOUR.search(new.text):
                old.text, old.day, old.derived = new.text, "", False  # its hour, on the day that was chosen
            elif new.day and new.due != old.due and not _only_echoes(new, old):
                old.text, old.day, old.due, old.ambiguous = new.text, new.day, new.due, new.ambiguous
            elif len(words) > len(old_words) and (not old.day or new.day):
                old.text = new.text
            old.promised = old.promised or not new.derived
            old.unsure = old.unsure and new.unsure
            old.cite(*new.sources)
            old.score = max(old.score, new.score) + 0.25
            old.firm = old.firm or new.firm
            return old
        statements.append(new)
        return new

    def _is_somebodys_word(self, row: Statement) -> bool:
        """A plan row stands on a promise, or on an offer that was taken."""
        return plan_is_supported(row.planned(), [self.heard[number] for number in row.sources], self.calendar)

    def stands(self, statement: Statement) -> bool:
        """Its own sources bear it out."""
        sources = [self.heard[number] for number in statement.sources]
        return is_supported(statement.entry().text, sources, self.calendar)

    def dates(self, text: str) -> tuple[DateSpan, ...]:
        """The date phrases of a text of this call; "the end of the day" is of the day spoken of before."""
        spans = find_dates(text, self.calendar)
        before = self.spoken_of
        return spans if before is None else tuple(on_day_of(span, before) for span in spans)

    def stamp(self, statement: Statement, said: str, clause: str = "") -> None:
        """Give a statement the day that was said in it, or the one that its time hangs on: "at half twelve".

        `clause`: all of the clause, where the time may stand before what is promised."""
        span = due_day(said, own_days(said, self._days_ahead(said)))
        around = self._days_ahead(clause) if span is None else []
        if around and opens_with(clause, around[0]):
            said, span = clause, around[0]  # "this evening I'll ring you"
        done = statement.text.startswith("Has ")  # "has refunded March just now"
        times = () if done else due_times(said, self.calendar) or due_times(clause, self.calendar)
        if span is not None:
            span, named_in = self._as_named(span)
            statement.day = lead_of(said, span) + span.text
            statement.due, statement.ambiguous = iso(span), span.ambiguous
            statement.cite(*named_in)
        if (time := due_time(said, span, times)) is None:
            return
        number, day, said_in = max(statement.sources), time.date, set[int]()
        if not time.fixed:
            spoken_of = {one.date: number for one in around if one.date is not None}
            spoken_of = spoken_of or self._spoken_of(number, JUST_SAID if time.date is not None else RECENT)
            day, said_in = time.among(list(spoken_of), self.calendar.today), set(spoken_of.values())
        if day is not None:
            statement.due, statement.ambiguous = day.isoformat(), False
            statement.cite(*sorted(said_in))

    def hear_days(self, number: int, text: str) -> None:
        """Remember the days that an utterance names by their date."""
        for span in find_dates(text, self.calendar):
            if span.date is not None and not span.past and (by_date := names(span)):
                self.named[span.date] = number, by_date

    def _as_named(self, span: DateSpan) -> tuple[DateSpan, list[int]]:
        """ "Friday", of a call in which Friday the thirtieth was named: that day, and the utterance that named it."""
        if span.date is None or span.past or span.date in self.named:
            return span, []
        meant = [day for day, (_, by_date) in self.named.items() if may_be(span, day, by_date)]
        if len(meant) != 1:
            return span, []
        return dataclasses.replace(span, date=meant[0]), [self.named[meant[0]][0]]

    def _days_ahead(self, text: str) -> list[DateSpan]:
        """The days of a text that something can be done on."""
        return [
            span
            for span in self.dates(text)
            if not (span.past or is_ruled_out(text, span))
            and (opens_with_name(span) or not _COUNTED_FROM.match(text[span.end :]))
        ]

    def _spoken_of(self, number: int, far: int) -> dict[datetime.date, int]:
        """The days that were said before a clause of this utterance, as `far` back as that many utterances, the last
        one last, each with the utterance that said it."""
        here = self.spoken_of if self.spoken_in == number else None
        if here is not None and here.date is not None:
            return {here.date: number}
        days: dict[datetime.date, int] = {}
        for one in range(max(number - far, 1), number + 1):
            if (before := self.heard.get(one)) is None:
                continue
            text = spoken.fluent(spoken.plain(before.text))
            for span in find_dates(text, self.calendar):
                if span.past or span.same_day or lasts(text, span):
                    continue
                if span.date is None:
                    days.clear()  # "next Thursday" leaves open what hangs on it
                elif one < number:
                    days.pop(span.date, None)
                    days[span.date] = one
        return days

    def speak_of(self, number: int, day: DateSpan) -> None:
        """What follows in this utterance may hang on this day."""
        self.spoken_of, self.spoken_in = day, number

    def speak_of_time(self, number: int, clause: str) -> None:
        """ "I'll ring them now, and you'll hear by three", "at seven in the morning, and I'll text you at eight": the
        day of such a time, where the clause names none."""
        times = due_times(clause, self.calendar)
        for time in times:
            if time.date is not None and (
                time.fixed or _IN_THE_MORNING.search(clause[time.start : time.end])
            ):
                span = DateSpan(time.start, time.end, clause[time.start : time.end], time.date, False, False)
                self.speak_of(number, span)

    def give_day(self, row: Statement, said: str, number: int) -> bool:
        """Give a row for no day the one that is said beside it, in an utterance's words; its own words stay as they
        are."""
        if row.due or row.ambiguous:
            return False
        day = Statement(said, [number])
        self.stamp(day, said)
        if not (day.due or day.ambiguous):
            return False
        dated = dataclasses.replace(row, due=day.due, sources=list(row.sources))
        dated.cite(*day.sources)
        if row in self.plan and not self._is_somebodys_word(dated):
            return (
                False  # "the old rate till the end of June, Thursday at eleven": read as a whole, another day
            )
        for one in [row, *(one for one in self.follow_up if one.text == row.text)]:
            one.due, one.ambiguous = day.due, day.ambiguous
            one.cite(*day.sources)
        return True

    def give_day_before(self, row: Statement, number: int) -> None:
        """ "They'd be ready in the morning." "I'll send my brother.": the one day that the agent has just said."""
        agent = self.heard.get(self.from_agent.utterance)
        if agent is None or number - agent.id > JUST_SAID:
            return
        said = [
            one.text
            for one in clauses(spoken.fluent(spoken.plain(agent.text)))
            if not (one.question or is_tentative(one.text))
        ]
        days = {iso(span) for text in said for span in self._days_ahead(text) if not lasts(text, span)}
        if len(days) != 1 or None in days:
            return
        dated = dataclasses.replace(row, due=days.pop(), ambiguous=False, sources=[*row.sources, agent.id])
        if self._is_somebodys_word(dated):
            row.due, row.ambiguous = dated.due, False
            row.cite(agent.id)

    def put_day(self, row: Statement, clause: str, span: DateSpan, *utterances: int) -> None:
        """Put a day that was said elsewhere, in a clause of these utterances, behind a statement that has none; not
        where the words of both together bear out no such day."""
        before = row.text, row.day, row.due, row.ambiguous, list(row.sources)
        row.text = f"{row.text.removesuffix('.')} {joined_by(clause, span)}{capital(span.text)}."
        row.day, row.due, row.ambiguous = lead_of(clause, span) + span.text, iso(span), span.ambiguous
        row.cite(*utterances)
        if not self.stands(row) or (row in self.plan and not self._is_somebodys_word(row)):
            row.text, row.day, row.due, row.ambiguous, row.sources = before

    def goal(self) -> Goal | None:
        """The goal date as it stands: of the firmest kind said, the last day, when all of it is done. A call to hear
        how it went counts where there is no other; a day left open, where nothing firmer was said."""
        self.goals = [goal for goal in self.goals if self._goal_stands(goal)]
        if not self.goals:
            return None
        rank = max(map(self._rank, self.goals))
        firmest = [goal for goal in self.goals if self._rank(goal) == rank]
        if firmest[-1].date is None:
            return firmest[-1]
        last = max(goal.date or "" for goal in firmest)
        return max(
            (goal for goal in firmest if goal.date == last),
            key=lambda goal: (sets_deadline(goal.text), len(goal.text)),
        )

    def _goal_stands(self, goal: Goal) -> bool:
        """Its sources bear it out, read as a whole: "the chalk's a fortnight, so the 18th" leaves the day open."""
        key = (goal.text, goal.date, tuple(goal.sources))
        if key not in self._known_goals:
            entry = GoalDate(capital(goal.text), goal.date, goal.ambiguous, key[2])
            sources = [self.heard[number] for number in goal.sources]
            self._known_goals[key] = goal_is_supported(entry, sources, self.calendar)
        return self._known_goals[key]

    def _rank(self, goal: Goal) -> int:
        """What is due within the day is a first step where more comes later: no deadline of the whole."""
        today = goal.date == self.calendar.today.isoformat()
        return min(goal.rank, DEED) if today else goal.rank

    def _settled(self) -> dict[int, Statement]:
        """The offers of which the talk after them makes something else than plain answers did, by their identities: as
        it has them, where that is sure enough and somebody's words bear it out. Of second thoughts the last count."""
        fates, settled = self.uptake.fates() if self.options else {}, {}
        for option in self.options:
            answers_to, fate = self._answers_to(option), fates.get(id(option))
            needed = SETTLED if len(answers_to) > 1 else AT_ONCE
            if (
                fate is None
                or fate.status in ("", option.status)
                or fate.share < needed
                or option.thought_over
            ):
                continue
            for number in answers_to:
                otherwise = dataclasses.replace(option, status=fate.status, sources=list(option.sources))
                otherwise.cite(number)
                if self.stands(otherwise):
                    settled[id(option)] = otherwise
                    break
        return settled

    def rows(self) -> list[Row]:
        """The note as it stands, entry by entry."""
        settled = self._settled()
        options = [settled.get(id(one), one) for one in self.options]
        shown = (
            ("problem", weightiest(self.problem)),
            ("client_wants", self.wants[:MOST_WANTS]),
            ("cannot_do", self.cannot),
            ("options", self.options),
            ("plan", [row for row in self.plan if self._is_planned(row, options)]),
            ("contact", self.contacts.statements),
            ("follow_up", self.follow_up),
        )
        rows = [
            Row(name, one, _written(name, settled.get(id(one), one)))
            for name, statements in shown
            for one in statements
        ]
        if (goal := self.goal()) is not None:
            sources = tuple(sorted(set(goal.sources)))
            entry = GoalDate(capital(goal.text), goal.date, goal.ambiguous, sources)
            rows.append(Row("goal_date", self, entry))
        return rows

    def _is_planned(self, row: Statement, options: Sequence[Statement]) -> bool:
        """Not one that stands only on an offer which was not taken after all."""
        return not (row.is_only_taken() or row.is_perhaps_talk()) and not (
            row.derived
            and any(one.status == "refused" and likeness.alike(row.text, one.text) == 1.0 for one in options)
        )

    def take_up(self, number: int, text: str) -> None:
        """The agent comes back to what the client told: what they say back is a problem."""
        taken_up = take_up(number, text, self.problem, self.told)
        known = {problem.text for problem in taken_up}
        self.told = [one for one in self.told if one.text not in known and number - one.sources[0] < RECENT]
        for problem in taken_up:
            if problem.score >= SURE["problem"]:
                self.merge(self.problem, problem)

    def take_plan(
        self, number: int, clause: str, what: str, form: str, owner: str, unsure: bool = False
    ) -> Statement | None:
        """Something that will be done. `form`: how it was said, see `promises.Promise`."""
        what = spoken.clean(corrected(what, self.dates(what)))
        if len(what.split()) < 2 and what.lower() not in ("call", "pay", "refund"):
            return None
        text = wording.by_client(what) if owner == "client" else wording.by_agent(what)
        text = {"will": "", "whole": "", "doing": "is ", "done": "has "}[form] + text
        row = Statement(wording.entry(text, self.calendar), [number], owner=owner, unsure=unsure)
        self.stamp(
            row, f"will {what}" if form == "will" else what, clause
        )  # "have it lifted Friday" looks back, alone
        return self.merge(self.plan, row)

    def take_goal(
        self, number: int, clause: str, spans: Sequence[DateSpan], follow_up: bool, marked: bool
    ) -> None:
        """A day promised; a deadline ("by Friday") counts more than a visit, a visit more than a call back."""
        if (span := due_day(clause, [one for one in spans if not is_ruled_out(clause, one)])) is None:
            return
        lead = lead_of(clause, span)
        deadline = sets_deadline(lead + span.text) or span.text.lower().startswith(("the end", "end of"))
        rank = DEED - (not deadline) if follow_up else DEED + (2 if deadline else int(marked))
        self.goals.append(Goal(rank, lead + span.text, iso(span), span.ambiguous, [number]))

    def choose(self, option: Statement, number: int, planned: bool = True) -> None:
        """The client takes an option: a firm one is the plan, but where it is taken only with another or by what the
        agent does next, who then says it themselves (`planned` false)."""
        taken = dataclasses.replace(option, status="chosen", sources=[*option.sources, number])
        if not self.stands(taken):
            return
        option.status = "chosen"
        option.cite(number)
        for other in self.options:
            if other.choice != option.choice or not option.choice or other is option:
                continue
            if other.side == option.side != 0:
                if not other.status:
                    self.choose(
                        other, number, planned=False
                    )  # "come out and look, or send one": all of its side
            elif not other.status:
                self._not_taken(other, number)
            elif other.status == "chosen" and number not in other.sources:
                self.refuse(other, number)  # "oh, hang on, no": now it is the other one
                option.thought_over = other.thought_over = True
        if not (option.firm and planned):
            if is_only_a_day(option) and (days := self.dates(option.text)):
                self.settle_day((option.text, days[-1], option.sources[0]), number)  # "would Thursday suit?"
            return
        taken = dataclasses.replace(option, status="", sources=list(option.sources), derived=True)
        if not option.day:
            taken.text = _ASIDE.sub(".", option.text)
        row = self.merge(self.plan, taken)
        if row is not None and gets_in_touch(row.text):
            self.merge(self.follow_up, dataclasses.replace(row, sources=list(row.sources)))
        if row is not None and option.day:
            self.goals.append(Goal(2, option.day, option.due, option.ambiguous, list(option.sources)))

    def _answers_to(self, option: Statement) -> list[int]:
        """The client's utterances behind an offer, the last one first."""
        made_in = min(option.sources)
        behind = itertools.takewhile(lambda number: number > made_in, reversed(self.heard))
        return [number for number in behind if self.heard[number].channel == "client"]

    def _not_taken(self, option: Statement, number: int) -> None:
        """The other side of an "or": a yes to one is a no to the other."""
        before, option.status = list(option.sources), "refused"
        option.cite(option.choice, number)
        if not self.stands(option):
            option.status, option.sources = "", before

    def drop_contested(self) -> None:
        """Another day is offered in place of what the client said no to: that is agreed no longer."""
        gone, self.contested = self.contested, []
        self.take_back(gone)

    def take_back(self, gone: Sequence[Statement]) -> None:
        """Rows of the plan that hold no longer, with their follow-ups and days."""
        texts = {row.text for row in gone}
        self.plan = [row for row in self.plan if row not in gone]
        self.follow_up = [row for row in self.follow_up if row.text not in texts]
        self.goals = [
            goal
            for goal in self.goals
            if not any(goal.date == row.due and set(goal.sources) & set(row.sources) for row in gone)
        ]

    def refuse(self, option: Statement, number: int) -> None:
        """Refused, it is agreed no longer: its plan row and its day go. A no that nobody hears in the words is none."""
        if not self.stands(dataclasses.replace(option, status="refused", sources=[*option.sources, number])):
            return
        option.status = "refused"
        option.cite(number)
        self.plan = [row for row in self.plan if likeness.alike(row.text, option.text) < 1.0]
        self.goals = [goal for goal in self.goals if option.sources[0] not in goal.sources]

    def move_day(self, number: int, day: DateSpan) -> None:
        """Another day for what was promised last, in the plan, the follow-up and the goal date."""
        rows = [row for row in self.plan if row.day and row.owner == "agent"]
        latest = max((row.sources[-1] for row in rows), default=0)
        last = [row for row in rows if row.sources[-1] == latest][-1] if rows else None
        goal = self.goal() if last is None else self._goal_of(last)
        if last is None and goal is None:
            return
        if last is not None and last.due is not None:
            day = in_place_of(day, datetime.date.fromisoformat(last.due))
        before = last.text if last else ""
        for row in [*self.plan, *self.follow_up]:
            if last is not None and row.text == before:
                row.text = row.text.replace(core(row.day), capital(day.text), 1)
                row.day = leads(row.day) + day.text
                row.due, row.ambiguous = iso(day), day.ambiguous
                row.cite(number)
        if goal is None:
            self.goals.append(Goal(1, day.text, iso(day), day.ambiguous, [number]))
            return
        self.goals.remove(goal)
        moved = [*goal.sources, number]
        self.goals.append(Goal(goal.rank, leads(goal.text) + day.text, iso(day), day.ambiguous, moved))

    def cite_day(self, number: int, day: DateSpan) -> None:
        """The day that was moved is said once more."""
        for statement in [*self.plan, *self.follow_up]:
            if statement.due is not None and statement.due == iso(day):
                statement.cite(number)

    def is_echo(self, day: DateSpan) -> bool:
        """The client has just named this day, and nothing is planned or offered yet."""
        before = [one for one in self.heard.values() if one.channel == "client"][-1:]
        said = {span.date for one in before for span in self.dates(one.text)}
        return day.date in said and not (self.plan or self.options or self.from_agent.day)

    def _goal_of(self, row: Statement) -> Goal | None:
        """The goal date that a plan row gave."""
        own = [goal for goal in self.goals if goal.date == row.due and set(goal.sources) & set(row.sources)]
        return own[-1] if own else None

    def settle_day(self, day: tuple[str, DateSpan, int], number: int) -> None:
        """ "Would Friday work?" "Yes": the day of what was agreed last."""
        phrase, span, asked = day
        rows = [row for row in self.plan if not row.day and row.owner == "agent"]
        if rows and rows[-1].sources[-1] >= asked - 2:
            self.put_day(rows[-1], phrase, span, asked, number)
        self.goals.append(Goal(2, span.text, iso(span), span.ambiguous, [asked, number]))

    def has_open_day(self) -> bool:
        """A goal date is "next Tuesday", which may be either of two days."""
        return any(goal.ambiguous for goal in self.goals)

    def spell_out(self, number: int, span: DateSpan, asked: int | None = None) -> bool:
        """ "Next Tuesday", then "that is the first of December": the day is settled."""
        goal = self.goal()
        if goal is None or not goal.ambiguous or span.date is None:
            return False
        sources = [number] if asked is None else [asked, number]
        open_days = find_dates(goal.text, self.calendar)
        named = [day.text.split()[-1].lower() for day in open_days]
        if named and named[0].endswith("day") and WEEKDAYS[span.date.weekday()] not in named:
            return False
        for row in [*self.plan, *self.follow_up, *self.options]:
            if row.ambiguous and row.due is None:
                row.due, row.ambiguous = iso(span), False
                row.cite(*sources)
        self.goals.append(Goal(goal.rank, span.text, iso(span), False, [*goal.sources, *sources]))
        return True

    def recall(self, number: int, pieces: Sequence[Clause]) -> None:
        """The note read aloud: sources for what stands there, and the goal date where it was open."""
        for piece in pieces:
            retold = self._retold_by(piece)
            for statement in retold:
                statement.tell_again(number)
                if statement in self.plan and len({iso(span) for span in self._days_ahead(piece.text)}) == 1:
                    self.give_day(statement, piece.text, number)
            self.hold_retold(piece)
            if not self.reading_back:
                continue
            spans = [span for span in self.dates(piece.text) if not span.past and span.date]
            goal = self.goal()
            for span in spans:
                if goal is not None and goal.date == iso(span):
                    goal.sources += [number] if number not in goal.sources else []
                elif not self.spell_out(number, span) and goal is None and promise(piece.text, True):
                    self.take_goal(number, piece.text, [span], False, False)
            sure = not piece.question and self.clause_fields.surely(piece, "plan")
            if sure and self.take_items(number, piece, sure):
                continue
            made = promise(piece.text, bool(spans))
            forgotten = sure and self.is_forgotten(number, piece)
            if (forgotten or not self.plan) and made is not None and not made.vague:
                row = self.take_plan(number, piece.text, made.text, made.form, "agent")
                if row is not None and made.follow_up and not self.follow_up:
                    self.merge(self.follow_up, dataclasses.replace(row, sources=list(row.sources)))
            elif forgotten and not recap.reads_back(piece.text):
                self.take_plan(number, piece.text, spoken.without_lead(piece.text), "whole", "agent")

    def take_items(self, number: int, piece: Clause, sure: bool) -> bool:
        """ "So: engineer Friday, me ringing Monday": of a list, what the note holds is cited, and what it does not is
        planned by itself. `sure`: it is a plan, whether or not the note holds any of it."""
        items = recap.items(piece.text, self._days_ahead(piece.text))
        if len(items) < LIST:
            return False
        told = [self._told_in(item, number) for item in items]
        dated = [bool(self._days_ahead(item) or due_times(item, self.calendar)) for item in items]
        days = {iso(span) for item in items for span in self._days_ahead(item)}
        if not (sure and len(days) >= LIST) and sum(map(bool, told)) < LIST:
            return (
                False  # one thing, told by its parts: "four o'clock Thursday, four strings and a full tune"
            )
        self._tell_by_day(items, told)
        for item, rows, day in zip(items, told, dated, strict=True):
            for row in rows:
                row.tell_again(number)
                if day and len({iso(span) for span in self._days_ahead(item)}) < MANY:
                    self.give_day(row, item, number)
            if day and not rows and self.says_enough(item) and not is_tentative(item):
                self.take_plan(number, item, item, "whole", "agent")
        return True

    def _tell_by_day(self, items: Sequence[str], told: Sequence[list[Statement]]) -> None:
        """ "The answer Friday", in a list that holds nothing else of what was promised for Friday: that, in other
        words."""
        known = [row for rows in told for row in rows]
        for item, rows in zip(items, told, strict=True):
            days = {iso(span) for span in self._days_ahead(item)}
            if rows or len(days) != 1:
                continue
            left = [row for row in self.plan if row.due in days and row not in known]
            if len(left) == 1 and left[0].owner == "agent":
                rows += left
                known += left

    def _told_in(self, item: str, number: int) -> list[Statement]:
        """The plan rows of before that an item of a list says again in a few words."""
        said, ahead = likeness.content(item), self._days_ahead(item)
        days = {iso(span) for span in ahead}
        for span in ahead:
            said -= likeness.content(span.text)
        found = []
        for row in self.plan:
            if row.sources[0] >= number:
                continue
            shared = said & likeness.content(_undated(row))
            same_day = row.due in days if days and row.due else None
            calls = gets_in_touch(item) and gets_in_touch(row.text)
            same_hour = bool(hours(item) & hours(row.text))
            if (
                (len(shared) >= max(1, SHARE_OF_ITEM * len(said)) and same_day is not False)
                or (same_day and (shared or calls or same_hour or not said))
                or (calls and same_day is None)
            ):
                found.append(row)
        return found

    def says_enough(self, clause: str) -> bool:
        """More than a thing's name: "the form" promises nothing, "the form by Friday" does."""
        return len(likeness.content(clause)) >= LEAST_SAID or bool(self.dates(clause))

    def is_forgotten(self, number: int, piece: Clause) -> bool:
        """What is read out as agreed, and stands nowhere yet."""
        return not (is_tentative(piece.text) or self._told_in(piece.text, number))

    def hold_retold(self, piece: Clause) -> None:
        """The open options that a clause says back: agreed, once the client says that this is right."""
        lie_open = [one for one in self.options if not (one.status or one.by_client)]
        self.from_agent.retold += self._said_again(piece, lie_open)

    def retold(self, pieces: Sequence[Clause]) -> int:
        """How many statements of the note stand in these clauses."""
        return len({likeness.content(one.text) for piece in pieces for one in self._retold_by(piece)})

    def _retold_by(self, piece: Clause) -> list[Statement]:
        return self._said_again(
            piece,
            [*self.problem, *self.wants, *self.cannot, *self.options, *self.plan, *self.follow_up],
        )

    def _said_again(self, piece: Clause, statements: Sequence[Statement]) -> list[Statement]:
        """Those of the statements that a clause says in other words."""
        if not statements:
            return []
        text = _recorded(piece.text, self.calendar)
        words = likeness.content(text)
        return [
            statement
            for statement in statements
            if len(likeness.content(statement.text) & words) >= 2
            and likeness.alike(statement.text, text) >= RECALLED
        ]


@lru_cache(maxsize=64)
def _recorded(clause: str, calendar: Calendar) -> str:
    """A clause of the agent's in the words of the record."""
    return wording.entry(wording.by_agent(spoken.clean(clause)), calendar)


def _written(name: str, statement: Statement) -> Entry | PlanEntry:
    if name == "plan":
        return statement.planned()
    return statement.followed_up() if name == "follow_up" else statement.entry()


_IN_THE_MORNING = re.compile(r"\bin the morning$", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r" (?:of|from|after) (?:that|it|then|when|the)\b", re.IGNORECASE
)  # "within five days of that"
_ASIDE = re.compile(r", which (?:is|has|takes|costs)\b.*$", re.IGNORECASE)  # no part of what will be done
_BOOKS = re.compile(r"(?:is |has )?(?:book|arrang|schedul|order|reserv|put|get|send|sett?)", re.IGNORECASE)
DEED_STEMS = frozenset(likeness.stem(verb) for verb in DEEDS.split("|"))
_HOUR = re.compile(
    r"\b(?:at|from|between|after|before|about) (?:about |half |quarter )?(?:\d|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|noon|past|to)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:it|that|them|this)\b", re.IGNORECASE)


def _verb(text: str) -> str:
    return likeness.stem(text.partition(" ")[0])


def _doer(text: str) -> str:
    """Who will do it, where the row says so: "she" of "She'll ring the client"."""
    match = re.match(r"(\w+)(?:'ll| will)\b", text)
    return match[1].lower() if match else ""


def _carries_out(chosen: Statement, promised: Statement) -> bool:
    """A promise about the same thing as the option that was taken, for its day or for the first day that is said."""
    shared = likeness.content(_undated(chosen)) & likeness.content(_undated(promised))
    at_once = 0 <= promised.sources[0] - max(chosen.sources) <= 1
    if at_once and (
        len(shared) > 1 or (_only_does_it(chosen.text) and promised.due and _THAT.search(promised.text))
    ):
        return True  # "deliver it, please." "I'll bring it to you on Saturday."
    if (
        at_once
        and chosen.due is None
        and promised.due
        and _BOOKS.match(promised.text)
        and shared - DEED_STEMS
    ):
        return True  # "I'd rather have Grace." "I will book Grace for Monday."
    if at_once and shared and chosen.due and not promised.due and _HOUR.search(promised.text):
        return True  # "no, Saturday." "I'll have the van with you between nine and eleven."
    days = sorted((core(chosen.day).lower(), core(promised.day).lower()), key=len)
    if chosen.ambiguous and promised.ambiguous and days[1].startswith(days[0]):
        return True  # both of "next Wednesday"
    if chosen.due is None:
        return len(shared) > 1 and bool(promised.due)
    return bool(shared) and chosen.due == promised.due


def _only_echoes(new: Statement, old: Statement) -> bool:
    """ "Wednesday", of what is to be done by "next Wednesday": which one, is as open as it was."""
    return old.ambiguous and not new.ambiguous and old.day.lower().endswith(core(new.day).lower())


def _only_does_it(text: str) -> bool:
    """ "Deliver it.": a deed, and nothing that says what with."""
    return bool(_THAT.search(text)) and not likeness.content(text) - DEED_STEMS


def is_only_a_day(option: Statement) -> bool:
    """ "Thursday", of "would Wednesday or Thursday suit?": no deed of its own."""
    return (
        option.text.startswith(core(option.day))
        and bool(option.day)
        and not likeness.content(_undated(option))
    )


def _undated(statement: Statement) -> str:
    return statement.text.replace(core(statement.day), "") if statement.day else statement.text
