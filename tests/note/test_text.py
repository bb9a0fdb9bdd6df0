from __future__ import annotations

from assist.events import Entry, GoalDate, NoteFields, PlanEntry
from assist.note.text import note_text


def test_the_note_as_it_is_pasted() -> None:
    fields = NoteFields(
        problem=(Entry("The sitter did not come.", (2, 4)),),
        plan=(PlanEntry("Refund the visit", (8,), "agent", "2026-11-19"),),
        goal_date=GoalDate("next Tuesday", None, True, (9,)),
    )
    assert note_text(fields).splitlines() == [
        "Problem:",
        "- The sitter did not come.",
        "They want:",
        "- –",
        "We can’t:",
        "- –",
        "Options:",
        "- –",
        "Plan:",
        "- Refund the visit (You · by Thu 19 Nov 2026)",
        "Goal date:",
        "- next Tuesday (which day?)",
        "Contact:",
        "- –",
        "Follow up:",
        "- –",
    ]
