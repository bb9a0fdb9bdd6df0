from __future__ import annotations

import re

from assist.events import Entry, GoalDate, NoteFields, PlanEntry
from assist.note.text import note_text, subject, subject_of, whom
from assist.note.words import one_way_of


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


def test_no_scrap_is_what_a_call_is_called_by() -> None:
    assert subject(["Flat twelve.", "The client has got no heating.", "Nobody rang."]) == (
        "The client has got no heating."
    )
    assert subject(["Flat twelve."]) == ""
    fields = NoteFields(client_wants=(Entry("To have it warm for her.", (8,)),))
    assert subject_of(fields) == "To have it warm for her."


def test_ways_that_begin_alike_are_tried_together_and_match_what_they_matched() -> None:
    sources = (r"^yes\b|\bno(?:pe|t (?:now|ever))?$", r"\bhardly\b|[|(]x", r"n't")
    pattern, plain = re.compile(one_way_of(sources)), re.compile("|".join(sources))
    assert pattern.pattern.startswith(r"^(?:yes\b)|\b(?:no(?:pe|t (?:now|ever))?$|hardly\b)|[|(]x|n't")
    for text in ("yes", "oh yes", "nope", "not now", "now", "hardly", "ahardly", "(x", "don't", "fine"):
        assert bool(pattern.search(text)) == bool(plain.search(text)), text


def test_who_is_called_back() -> None:
    assert whom(["Name: Rachel Lawson.", "Agent's phone: 555.", "Email: r@example.org."]) == (
        "Rachel Lawson\N{NO-BREAK SPACE}· r@example.org"
    )
    assert whom(["Agent's name: Anna."]) == ""
