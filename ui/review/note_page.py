"""The note of a kept call, to be read: each line shows and plays the words that it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from assist.calls.store import Promise
from assist.note.text import HEADINGS, entries_of, remark
from assist.review.archive import ReviewedCall
from assist.review.speakers import reviewed_by
from assist.wording import clock
from ui.review.cited import Cited, CitedPage
from ui.theme import Theme
from ui.words import tr


class NotePage(CitedPage):
    """The fields of the note that hold something, in their order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Note"))

    def show_call(self, reviewed: ReviewedCall) -> None:
        self.empty()
        call = reviewed.call
        if call.note is None or not any(entries_of(call.note.fields, name) for name in HEADINGS):
            self.add_words(tr("This call has no note."))
            return
        settled = {one.text: one.state for one in reviewed.promises}
        for name, heading in HEADINGS.items():
            entries = entries_of(call.note.fields, name)
            if not entries:
                continue
            self.add_heading(tr(heading).upper())
            for entry in entries:
                beside = [remark(entry, reviewed_by(tr))]
                if name == "plan" and (state := settled.get(entry.text)):
                    beside.append(tr({"open": "open", "kept": "kept", "broken": "not kept"}[state]))
                if entry.generated is not None:
                    was = tr("changed by the agent; was: {text}", text=entry.generated)
                    beside.append(was if entry.generated else tr("written by the agent"))
                owed = name == "plan" and settled.get(entry.text) == "broken"
                self.add(
                    Cited(
                        self._theme,
                        entry.text,
                        " · ".join(part for part in beside if part),
                        entry.utterances,
                        colour="warning" if owed else "ink",
                        where=self._times(reviewed, entry.utterances),
                    )
                )
        if call.note.unsupported:
            self.add_heading(tr("NOBODY SAID"))
            for line in call.note.unsupported:
                self.add(Cited(self._theme, line, icon="warning", colour="warning"))
        if call.disposition is not None:
            self.add_heading(tr("OUTCOME"))
            self.add(Cited(self._theme, call.disposition.disposition, call.disposition.root_cause))

    def _times(self, reviewed: ReviewedCall, utterances: Sequence[int]) -> str:
        said = [one for id in utterances[:1] if (one := reviewed.call.utterance(id)) is not None]
        return clock(said[0].start) if said else ""


def open_promises(promises: Sequence[Promise]) -> int:
    """How many of the agent's promises are open."""
    return sum(one.owner == "agent" and one.state == "open" for one in promises)
