"""The documented conversation, written while the call goes on.

Every statement is made from the words of the utterances that it cites, and is taken up only if they bear it
out. Nothing here looks at a clock; the same utterances give the same note.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assist.events import Entry, GoalDate, Moment, Note, NoteFields, PlanEntry, Utterance
from assist.note.agent_side import AgentSide
from assist.note.client_side import ClientSide
from assist.note.ledger import Ledger
from assist.note.read_back import read_back
from assist.note.support import unsupported
from assist.note.wording import plain


class NoteDraft:
    """The note of one call. `started`: the call's start, against which "by Friday" is resolved."""

    def __init__(self, started: datetime.datetime) -> None:
        self._ledger = Ledger(started)
        self._sides: dict[str, ClientSide | AgentSide] = {
            "client": ClientSide(self._ledger),
            "agent": AgentSide(self._ledger),
        }
        self._fields = NoteFields()
        self._borne_out: dict[Entry | PlanEntry | GoalDate, bool] = {}

    def hear(self, utterance: Utterance, moments: Sequence[Moment]) -> bool:
        """Take up a finished utterance and the moments found in it (there may be none); True when a field changed."""
        self._ledger.heard[utterance.id] = utterance
        said = {moment.moment: moment for moment in moments if moment.speaker == utterance.channel}
        self._sides[utterance.channel].hear(utterance.id, plain(utterance.text), said)
        before, self._fields = self._fields, self._ledger.fields()
        return self._fields != before

    def fields(self) -> NoteFields:
        """The note as it stands."""
        return self._fields

    def note(self, at: float) -> Note:
        """The note as an event, with what to read back and the statements that nobody's words bear out."""
        missing = unsupported(self._fields, self._ledger.heard, self._ledger.started, self._borne_out)
        return Note(at, self._fields, read_back(self._fields), tuple(missing))
