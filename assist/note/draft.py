"""The documented conversation, written while the call goes on.

Every statement is made from the words of the utterances that it cites, and is taken up only if they bear it
out; what the agent changes by hand is theirs. Nothing here looks at a clock; the same utterances and edits give
the same note.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from assist.events import (
    Entry,
    GoalDate,
    Moment,
    Note,
    NoteEdited,
    NoteFields,
    PlanEntry,
    Utterance,
    UtteranceCorrected,
)
from assist.note.agent_side import AgentSide
from assist.note.calendar import Calendar
from assist.note.client_side import ClientSide
from assist.note.edits import Edits, fields_of
from assist.note.ledger import Ledger
from assist.note.read_back import read_back
from assist.note.spoken import fluent, plain
from assist.note.standing import rows_of
from assist.note.statement import Statement
from assist.note.support import unsupported

AT_ONCE = 32
"""So many turns at most are heard before they are written down."""
UNSURE = 0.3  # mean probability of an utterance's words, under which it is a guess


def is_unsure(utterance: Utterance) -> bool:
    """Words that the recogniser itself hardly believes; a transcript's, which have no probability, are taken."""
    if not utterance.words:
        return False
    return sum(word.probability for word in utterance.words) < UNSURE * len(utterance.words)


Heard = tuple[Utterance, Sequence[Moment], bool]


class NoteDraft:
    """The note of one call. `calendar`: the days against which "by Friday" is resolved. `failed` is told why an
    utterance could not be written down, which is then left out, and no other for it; without, that is raised.

    What was heard is written down when somebody asks for the note, else many turns at once: that takes less time than
    one turn now and then, for which the rules are read from memory anew."""

    def __init__(self, calendar: Calendar, failed: Callable[[Exception], None] | None = None) -> None:
        self._started = calendar
        self._failed = failed
        self._log: list[Heard | NoteEdited] = []
        self._begin()

    def _begin(self) -> None:
        self._ledger = Ledger(self._started)
        self._sides: dict[str, ClientSide | AgentSide] = {
            "client": ClientSide(self._ledger),
            "agent": AgentSide(self._ledger),
        }
        self._edits = Edits()
        self._fields: NoteFields | None = None  # None: to be written anew, once somebody asks
        self._unwritten: list[Heard] = []
        self._borne_out: dict[Entry | PlanEntry | GoalDate, bool] = {}

    def hear(self, utterance: Utterance, moments: Sequence[Moment], reading: bool = False) -> None:
        """Take up a finished utterance and the moments found in it (there may be none).

        `reading`: the agent reads the note back with it, so that it promises nothing new."""
        self._log.append((utterance, moments, reading))
        self._unwritten.append((utterance, moments, reading))
        self._fields = None
        if len(self._unwritten) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write down what was heard and is not written yet."""
        heard, self._unwritten = self._unwritten, []
        self._ledger.clause_fields.hear_ahead(
            [(utterance.channel, utterance.text) for utterance, *_ in heard]
        )
        for utterance, moments, reading in heard:
            try:
                self._take_down(utterance, moments, reading)
            except Exception as failure:
                if self._failed is None:
                    raise
                self._failed(failure)

    def _take_down(self, utterance: Utterance, moments: Sequence[Moment], reading: bool) -> None:
        self._ledger.heard[utterance.id] = utterance
        self._ledger.reading_back = self._ledger.reading_back or reading
        self._ledger.clause_fields.hear(utterance.channel, utterance.text)
        self._ledger.uptake.hear(utterance.id, utterance.channel, utterance.text)
        if is_unsure(utterance):
            return  # heard, and nothing that can be written down
        said = {moment.moment: moment for moment in moments if moment.speaker == utterance.channel}
        self._sides[utterance.channel].hear(utterance.id, fluent(plain(utterance.text)), said)
        self._ledger.uptake.follow(self._ledger.options)
        self._fields = None
        if self._edits:
            self.fields()  # an edit keeps its row as that last stood, should it go

    @property
    def options(self) -> Sequence[Statement]:
        """What has been offered so far, and what plain answers made of it."""
        self.write()
        return self._ledger.options

    def edit(self, edited: NoteEdited) -> None:
        """The agent changes an entry."""
        self._log.append(edited)
        self.write()
        self._edits.take(edited, rows_of(self._ledger))
        self._fields = None

    def correct(
        self, corrected: UtteranceCorrected, moments: Callable[[Utterance], Sequence[Moment]]
    ) -> None:
        """An utterance said something else, or somebody else said it: the note is written anew from the whole call.

        `moments` finds an utterance's moments; it is asked for every utterance, in order."""
        log = self._log
        self._begin()
        self._log = []
        for taken in log:
            if isinstance(taken, NoteEdited):
                self.edit(taken)
                continue
            utterance, _, reading = taken
            if utterance.id == corrected.utterance:
                utterance = dataclasses.replace(
                    utterance,
                    text=utterance.text if corrected.text is None else corrected.text,
                    channel=corrected.channel or utterance.channel,
                )
            self.hear(utterance, moments(utterance), reading)
        self.write()

    def fields(self) -> NoteFields:
        """The note as it stands."""
        self.write()
        if self._fields is None:
            rows = rows_of(self._ledger)
            entries = self._edits.laid_over(rows) if self._edits else [(row.field, row.entry) for row in rows]
            self._fields = fields_of(entries)
        return self._fields

    def note(self, at: float) -> Note:
        """The note as an event, with what to read back and the statements that nobody's words bear out."""
        fields = self.fields()
        missing = unsupported(fields, self._ledger.heard, self._ledger.calendar, self._borne_out)
        return Note(at, fields, read_back(fields), tuple(missing))
