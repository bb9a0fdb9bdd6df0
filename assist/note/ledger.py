"""The statements of one call while it goes on, and what waits to be answered."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.events import Utterance
from assist.note import layout, likeness, spoken, wording
from assist.note.answers import corrected
from assist.note.calendar import Calendar
from assist.note.clause_fields import SURE, ClauseFields
from assist.note.contacts import Contacts
from assist.note.dates import DateSpan
from assist.note.days_said import DaysSaid
from assist.note.due_times import due_times
from assist.note.goal_dates import GoalDates
from assist.note.merging import Kind, are_one, take_over
from assist.note.persons import by_name
from assist.note.statement import Pending, Statement, Turn
from assist.note.support import is_supported, plan_is_supported
from assist.note.taken_up import RECENT, take_up
from assist.note.uptake import Uptake

LEAST_SAID = 2  # content words
_WILL = re.compile(
    r"(?:'ll| will) (?!(?:be|do|see|have|need|want|know|like|not|never)\b)[a-z]+ \w+", re.IGNORECASE
)


class Ledger:
    """What has been heard and written of one call. `calendar`: its days, against which dates are resolved."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.heard: dict[int, Utterance] = {}
        self.days = DaysSaid(calendar, self.heard)
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
        self.goals = GoalDates(calendar, self.heard, self.days)
        self.from_agent = Turn()
        self.from_client = ""  # what the client said last
        self.counter: tuple[Statement, DateSpan, int] | None = None  # the other day that the client proposed
        self.request: Statement | None = None  # what the client asked for last
        self.reading_back = False
        self.asked_what_if = False  # the client's last question: "and if you don't?"
        # "can you do Wednesday?", of what was promised, or (True) of the day that the agent asked about
        self.day_wanted: tuple[DateSpan, int, bool] | None = None
        self.hour_wanted: tuple[str, int] | None = None  # "could it be ten?", and the utterance
        self.day_asked: tuple[DateSpan, int] | None = None  # the day that the client takes an open one for
        self.both_asked: tuple[list[Statement], int] | None = None  # "can I have both?"
        self.contested: list[Statement] = []  # plan rows that the client has just said no to
        # the client's last answer, and what it may take: which of it, the agent's next words tell
        self.answered: tuple[int, list[Statement]] | None = None
        self.pending: Pending | None = None
        # by the identities of options: what one was when the client's utterances, the first so many of them, were
        # looked through for what bears its fate out, and as it was found
        self.answered_by: dict[int, tuple[object, int, Statement | None]] = {}

    def merge(self, statements: list[Statement], new: Statement) -> Statement | None:
        """Add a statement, or cite it under the one that says the same; None where its words don't bear it out."""
        if not new.text or not self.stands(new):
            return None
        if statements is self.plan and not self.is_somebodys_word(new):
            return None
        kinds: dict[int, Kind] = {id(self.plan): "plan", id(self.options): "options", id(self.wants): "wants"}
        kind = kinds.get(id(statements), "")
        for old in statements:
            if are_one(old, new, kind):
                take_over(old, new, kind)
                return old
        statements.append(new)
        return new

    def is_somebodys_word(self, row: Statement) -> bool:
        """A plan row stands on a promise, or on an offer that was taken."""
        return plan_is_supported(row.planned(), [self.heard[number] for number in row.sources], self.calendar)

    def stands(self, statement: Statement) -> bool:
        """Its own sources bear it out."""
        sources = [self.heard[number] for number in statement.sources]
        return is_supported(statement.entry().text, sources, self.calendar)

    def with_follow_ups(self, row: Statement) -> list[Statement]:
        """A row of the plan, and where it is a call back what stands of it there."""
        return [row, *(one for one in self.follow_up if one.text == row.text)]

    def reword(self, row: Statement, text: str, number: int) -> bool:
        """Other words for a row of the plan, said in that utterance."""
        return self.change(row, dataclasses.replace(row, text=text, sources=[*row.sources, number]))

    def change(self, row: Statement, to: Statement) -> bool:
        """A row of the plan says what `to` does, for the same day; only where the sources of that bear it out."""
        if not self.stands(to) or not self.is_somebodys_word(to):
            return False
        for one in self.with_follow_ups(row):
            one.text, one.day, one.due, one.ambiguous = to.text, to.day, to.due, to.ambiguous
            one.cite(*to.sources)
        return True

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
        what = spoken.clean(corrected(what, self.days.of(what)))
        if owner == "agent" and form == "whole":
            before, _, _ = spoken.fluent(spoken.plain(self.heard[number].text)).partition(clause)
            what = by_name(what, before, self.contacts.names())
        if len(what.split()) < 2 and what.lower() not in ("call", "pay", "refund"):
            return None
        text = wording.by_client(what) if owner == "client" else wording.by_agent(what)
        text = {"will": "", "whole": "", "doing": "is ", "done": "has "}[form] + text
        row = Statement(layout.entry(text, self.calendar), [number], owner=owner, unsure=unsure)
        self.days.stamp(
            row, f"will {what}" if form == "will" else what, clause
        )  # "have it lifted Friday" looks back, alone
        return self.merge(self.plan, row)

    def drop_contested(self) -> None:
        """Another day is offered in place of what the client said no to: that is agreed no longer."""
        gone, self.contested = self.contested, []
        self.take_back(gone)

    def take_back(self, gone: Sequence[Statement]) -> None:
        """Rows of the plan that hold no longer, with their follow-ups and days."""
        texts = {row.text for row in gone}
        self.plan = [row for row in self.plan if row not in gone]
        self.follow_up = [row for row in self.follow_up if row.text not in texts]
        self.goals.drop(gone)

    def is_echo(self, day: DateSpan) -> bool:
        """The client has just named this day, and nothing is planned or offered yet."""
        before = next((one for one in reversed(self.heard.values()) if one.channel == "client"), None)
        said = {span.date for span in self.days.of(before.text)} if before else set()
        return day.date in said and not (self.plan or self.options or self.from_agent.day)

    def last_choice(self, number: int, far: int) -> list[Statement]:
        """The sides of the "or" that was put last, at most so many utterances before."""
        put = max((one.choice for one in self.options), default=0)
        sides = [one for one in self.options if one.choice == put]
        return sides if put and number - put <= far else []

    def says_enough(self, clause: str) -> bool:
        """More than a thing's name: "the form" promises nothing, "the form by Friday", "I'll ring her" do."""
        timed = self.days.of(clause) or due_times(clause, self.calendar)
        return len(likeness.content(clause)) >= LEAST_SAID or bool(timed) or bool(_WILL.search(clause))
