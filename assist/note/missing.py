"""What a note lacks, and why: an empty heading alone does not say whether nothing was said or nothing was heard."""

from __future__ import annotations

from collections.abc import Sequence

from assist.events import NoteFields, Utterance
from assist.note.draft import is_unsure

_GAPS = (
    ("problem", "what is wrong"),
    ("client_wants", "what they want"),
    ("plan", "a plan"),
    ("goal_date", "a goal date"),
)


def missing(fields: NoteFields, heard: Sequence[Utterance]) -> tuple[str, ...]:
    """One sentence for each thing that is missing; none for a note that has all that a call should bring."""
    if not heard:
        return ("Nothing was heard.",)
    sides = {one.channel for one in heard}
    told = [
        f"Nothing was heard of {who}."
        for side, who in (("client", "the client"), ("agent", "the agent"))
        if side not in sides
    ]
    if all(is_unsure(one) for one in heard):
        return (*told, "The words were too uncertain to be written down.")
    gaps = [words for name, words in _GAPS if not getattr(fields, name)]
    if fields.client_wants and "what is wrong" in gaps:
        gaps.remove("what is wrong")  # who books a table has no complaint
    if len(gaps) == len(_GAPS):
        return (*told, "Nothing that belongs into the note was understood.")
    if gaps:
        *first, last = gaps
        told.append(f"Missing: {', '.join(first)}{' and ' if first else ''}{last}.")
    return tuple(told)
