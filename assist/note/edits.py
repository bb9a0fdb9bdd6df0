"""What the agent changed in the note by hand: kept beside what the program wrote, and never overwritten by it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from assist.events import Entry, GoalDate, NoteEdited, NoteFields, PlanEntry
from assist.note.likeness import alike

AnyEntry = Entry | PlanEntry | GoalDate
FIELDS = tuple(part.name for part in dataclasses.fields(NoteFields))
SAME = 0.67  # share of content words from which an entry that was rewritten meanwhile is still the one meant


@dataclass(slots=True)
class Row:
    """An entry, the field it stands in, and the statement that it was made of, which tells it from all others."""

    field: str
    source: object
    entry: AnyEntry


@dataclass(slots=True)
class _Edit:
    """An entry of the agent's: its text ("" taken out), and the program's row that it took the place of, if any."""

    field: str
    text: str
    row: Row | None
    owner: str | None = None
    due: str | None = None

    def entry(self) -> AnyEntry:
        """The entry as the agent wants it, with what the program has for it beside."""
        generated = self.row.entry if self.row else None
        text = generated.text if generated else ""
        utterances = generated.utterances if generated else ()
        due = generated.due if isinstance(generated, PlanEntry) else None
        if isinstance(generated, GoalDate):
            due = generated.date
        if self.due is not None:
            due = self.due or None
        if self.field == "goal_date":
            return GoalDate(self.text, due, False, utterances, text)
        if self.field == "plan":
            owner = generated.owner if isinstance(generated, PlanEntry) else "agent"
            return PlanEntry(self.text, utterances, self.owner or owner, due, text)
        return Entry(self.text, utterances, text)


class Edits:
    """The agent's changes to one note, laid over the rows that the program writes."""

    def __init__(self) -> None:
        self._edits: list[_Edit] = []

    def __bool__(self) -> bool:
        return bool(self._edits)

    def take(self, edited: NoteEdited, rows: list[Row]) -> None:
        """A change to the note of these rows. An entry that is no longer there becomes the agent's own."""
        to = edited.to or edited.field
        if edited.field not in FIELDS or to not in FIELDS:
            return
        before = [
            edit
            for edit in self._edits
            if edited.was and edit.text == edited.was and edit.field == edited.field
        ]
        if before:
            self._change(before[0], to, edited)
            return
        rows = [
            row
            for row in rows
            if all(edit.row is None or edit.row.source is not row.source for edit in self._edits)
        ]
        meant = [_meant(rows, edited.field, edited.was)] if edited.was else [None]
        twin = {"plan": "follow_up", "follow_up": "plan"}.get(edited.field)
        if meant[0] is not None and twin and to == edited.field:
            meant += [row for row in rows if row.field == twin and row.entry.text == meant[0].entry.text]
        for row in meant:
            if row is None and not edited.text:
                continue
            field = to if row is None or row.field == edited.field else row.field
            self._edits.append(_Edit(field, edited.text, row, edited.owner, edited.due))

    def _change(self, edit: _Edit, to: str, edited: NoteEdited) -> None:
        edit.field, edit.text = to, edited.text
        edit.owner = edit.owner if edited.owner is None else edited.owner
        edit.due = edit.due if edited.due is None else edited.due

    def laid_over(self, rows: list[Row]) -> list[tuple[str, AnyEntry]]:
        """The entries by field: the program's, with the agent's in the place of those that they changed.

        What the agent changed stays, also where the program would by now have taken it out."""
        left = {id(edit): edit for edit in self._edits}
        by_source = {id(edit.row.source): edit for edit in self._edits if edit.row is not None}
        out: list[tuple[str, AnyEntry]] = []
        for row in rows:
            edit = by_source.get(id(row.source))
            if edit is None:
                out.append((row.field, row.entry))
                continue
            edit.row = row
            if edit.field != row.field:
                continue  # moved: behind what stands there
            del left[id(edit)]
            if edit.text:
                out.append((edit.field, edit.entry()))
        out += [(edit.field, edit.entry()) for edit in left.values() if edit.text]
        return out


def _meant(rows: list[Row], field: str, was: str) -> Row | None:
    """The row with these words; where the program rewrote it meanwhile, the one most like it."""
    here = [row for row in rows if row.field == field]
    for row in here:
        if row.entry.text == was:
            return row
    if field == "goal_date" and here:
        return here[0]
    likely = [(alike(row.entry.text, was), index) for index, row in enumerate(here)]
    share, index = max(likely, default=(0.0, 0))
    return here[index] if share >= SAME else None


def fields_of(entries: list[tuple[str, AnyEntry]]) -> NoteFields:
    """Entries by field, as the note holds them."""
    by_field: dict[str, list[AnyEntry]] = {name: [] for name in FIELDS}
    for name, entry in entries:
        by_field[name].append(entry)
    goals = by_field.pop("goal_date")
    return NoteFields(
        goal_date=goals[-1] if goals else None,  # type: ignore[arg-type]
        **{name: tuple(found) for name, found in by_field.items()},  # type: ignore[arg-type]
    )
