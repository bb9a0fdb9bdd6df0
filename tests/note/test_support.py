"""The checker must be able to fail: invented statements beside what was really said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Entry, GoalDate, NoteFields, PlanEntry, Utterance
from assist.note.calendar import Calendar
from assist.note.support import unsupported

Call = Callable[[str], list[Utterance]]

TRANSCRIPT = """
    client: I waited four hours for Paula and nobody came. My order is four seven two nine one.
    agent: I can't refund the delivery fee, but I can send a technician on Friday.
    client: Yes, Friday works. I don't want a voucher.
    agent: I'll send a technician on Friday, and I'll try to call you tomorrow.
"""


def check(fields: NoteFields, call: Call, monday: Calendar) -> list[str]:
    return unsupported(fields, {one.id: one for one in call(TRANSCRIPT)}, monday)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The client waited four hours and nobody came.", (1,)),
        ("The client waited 4 hours for Paula.", (1,)),
        ("Order: 47291.", (1,)),
        ("Can't refund the delivery fee.", (2,)),
        ("Send a technician on Friday (chosen)", (2, 3)),
    ],
)
def test_what_was_said_stands(text: str, sources: tuple[int, ...], call: Call, monday: Calendar) -> None:
    assert check(NoteFields(problem=(Entry(text, sources),)), call, monday) == []


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The client waited five hours and nobody came.", (1,)),  # a number
        ("Order: 47292.", (1,)),
        ("The client waited four hours for Robert.", (1,)),  # a name
        ("Send a technician on Thursday.", (2,)),  # a date
        ("Refund the delivery fee.", (2,)),  # a "not" lost
        ("Can't send a technician.", (2,)),  # a "not" moved
        ("The client never waited four hours.", (1,)),  # a "not" made up
        ("The client waited four hours.", (2,)),  # the wrong source
        ("The client waited four hours.", (9,)),  # an utterance nobody said
        ("The client waited four hours.", ()),  # no source at all
        ("The client wants a discount.", (1, 3)),  # a word nobody said
        ("Send a technician on Friday (refused)", (2,)),  # a status nobody gave
    ],
)
def test_what_nobody_said_is_found(text: str, sources: tuple[int, ...], call: Call, monday: Calendar) -> None:
    assert check(NoteFields(options=(Entry(text, sources),)), call, monday) == [text]


def plan(text: str, sources: tuple[int, ...], due: str | None, owner: str = "agent") -> NoteFields:
    return NoteFields(plan=(PlanEntry(text, sources, owner, due),))


def test_a_promise_must_have_been_made(call: Call, monday: Calendar) -> None:
    assert check(plan("Send a technician on Friday.", (4,), "2026-11-27"), call, monday) == []
    assert check(plan("Send a technician on Friday.", (2, 3), "2026-11-27"), call, monday) == []
    assert check(plan("Send a technician on Friday.", (2,), "2026-11-27"), call, monday) != []
    assert check(plan("Send a technician on Friday.", (4,), "2026-11-28"), call, monday) != []
    assert check(plan("Send a technician on Friday.", (4,), "2026-11-27", "client"), call, monday) != []


def test_a_tentative_word_is_no_promise(monday: Calendar) -> None:
    said = {1: Utterance(1.0, 1, "agent", 0.0, 1.0, "I'll try to call you tomorrow.")}
    assert unsupported(plan("Call the client tomorrow.", (1,), "2026-11-24"), said, monday) == [
        "Call the client tomorrow."
    ]


def test_the_goal_date_must_have_been_said(call: Call, monday: Calendar) -> None:
    friday = NoteFields(goal_date=GoalDate("on Friday", "2026-11-27", False, (4,)))
    assert check(friday, call, monday) == []
    wrong = NoteFields(goal_date=GoalDate("on Friday", "2026-12-04", False, (4,)))
    assert check(wrong, call, monday) == ["on Friday"]
