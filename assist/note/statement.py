"""The pieces a note is made of while the call goes on: statements, goal dates, and what is on the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from assist.events import Entry, PlanEntry
from assist.note.dates import DateSpan, amid, leads, with_day
from assist.note.wording import client_does
from assist.note.words import decapitalised


@dataclass(slots=True)
class Statement:
    """A statement in the making: its text, the utterances it stands on, and what became of it."""

    text: str
    sources: list[int]
    score: float = 0.0
    order: int = 0
    status: str = ""  # of an option: "", "chosen", "refused"
    firm: bool = True
    choice: int = 0  # options with the same number are sides of one "or"; 0: of none
    side: int = 0  # of its "or", from 1: "come out and look, or send one" has two on the first; 0: not known
    by_client: bool = False  # an option that is for the client to do
    thought_over: bool = (
        False  # of an option: taken in place of another that had been taken, or that other one
    )
    around: str = ""  # of an option: the sentence before it, in which "she" has her name
    derived: bool = False  # a plan row that stands on a choice; the promise that follows says it better
    promised: bool = False  # of a derived plan row: somebody has said since that they will do it
    unsure: bool = False  # of a plan row: worded as a promise, and perhaps no more than talk
    owner: str = "agent"
    due: str | None = None
    day: str = ""  # the date phrase in the text, as said
    ambiguous: bool = False
    taken_up: bool = False  # of a problem: the agent has said it back

    def name_day(self, day: DateSpan) -> None:
        """Another day, or the same one said more exactly, stands in the text in place of the one that it names."""
        self.text = with_day(self.text, self.day, day.text)
        self.day = leads(self.day) + amid(day.text)

    def cite(self, *utterances: int) -> None:
        self.sources += [number for number in dict.fromkeys(utterances) if number not in self.sources]

    def as_plan(self, *utterances: int, derived: bool = False) -> Statement:
        """Of an option that was taken: the row of the plan, by whoever it is for, with these utterances cited too."""
        owner = "client" if self.by_client else self.owner
        row = replace(self, status="", owner=owner, sources=list(self.sources), derived=derived)
        row.cite(*utterances)
        return row

    def tell_again(self, utterance: int) -> None:
        """The agent counts it among what was agreed."""
        self.cite(utterance)
        self.promised = True

    def is_only_taken(self) -> bool:
        """Of a plan row: an offer that was taken, for no day, and nobody has said that they will do it. It stands among
        the options as chosen, and is no promise."""
        return self.derived and not (self.promised or self.due or self.ambiguous)

    def is_perhaps_talk(self) -> bool:
        """Of a plan row: hardly a promise, for no day, and nobody has come back to it."""
        return self.unsure and not (self.due or self.ambiguous or len(self.sources) > 1)

    def entry(self) -> Entry:
        text = self._by_whom()
        if self.status:
            text = f"{text.removesuffix('.')} ({self.status})"
        return _entry(text, tuple(self.sources))

    def _by_whom(self) -> str:
        """What was offered them to do says so; what we would do does not: "Send the receipt"."""
        return client_does(self.text) if self.by_client else self.text

    def planned(self) -> PlanEntry:
        return _planned(self._with_doer(), tuple(self.sources), self.owner, self.due)

    def followed_up(self) -> Entry:
        return _entry(self._with_doer(), tuple(self.sources))

    def _with_doer(self) -> str:
        """What is under way or done says by whom: "The agent is sending it now."; what will be done, "Send it"."""
        under_way = self.text.startswith(("Is ", "Has "))
        return f"The {self.owner} {decapitalised(self.text)}" if under_way else self.text


# the whole note is written after every utterance, and nearly all of it is what it was: the same objects, which are
# told to be equal by a look
@lru_cache(maxsize=2048)
def _entry(text: str, sources: tuple[int, ...]) -> Entry:
    return Entry(text, tuple(sorted(sources)))


@lru_cache(maxsize=1024)
def _planned(text: str, sources: tuple[int, ...], owner: str, due: str | None) -> PlanEntry:
    return PlanEntry(text, tuple(sorted(sources)), owner, due)


@dataclass(slots=True)
class Goal:
    rank: int
    text: str
    date: str | None
    ambiguous: bool
    sources: list[int]


@dataclass(slots=True)
class Pending:
    """An appointment that the agent has named and the client has still to agree to."""

    clause: str
    text: str
    span: DateSpan
    said_in: int
    of: Statement | None = None  # what was promised for no day before


@dataclass(slots=True)
class Turn:
    """What the other side has put on the table and not yet had an answer to."""

    options: list[Statement] = field(default_factory=list)
    day: tuple[str, DateSpan, int] | None = None  # "would Friday work?"
    topic: Statement | None = None  # the option that the client last asked about, or the agent named again
    named_again: bool = False  # by the agent
    waiting: list[Statement] = field(default_factory=list)  # options of before, which got no answer yet
    asked: bool = False
    retold: list[Statement] = field(default_factory=list)  # open options that were read back
    check: bool = False  # "did I get that right?"
    text: str = ""
    utterance: int = 0
