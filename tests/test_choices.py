"""What the windows can choose from, as the program gives it."""

from __future__ import annotations

import argparse

import pytest

from assist.calls.call_start import SAMPLE, call_start
from assist.calls.store import Store
from assist.cli import main
from assist.cli.choices import choices
from assist.events import Entry, Note, NoteFields, PlanEntry, Utterance
from assist.paths import calls_database
from tests.review.conftest import PLAYBOOK, STARTED, events

PROMISE = """
    agent: Good morning, this is Ruth.
    client: The parcel did not come. I want a refund by Friday, this is the third time.
    agent: I will refund you by Friday.
    client: Yes, that's fine.
"""


@pytest.mark.parametrize(("origin", "due"), [("microphone", 1), (SAMPLE, 0)])
def test_the_promises_of_the_sample_call_are_nobodys(
    origin: str, due: int, capsys: pytest.CaptureFixture[str]
) -> None:
    happened = events(PROMISE)
    end = max(event.end for event in happened if isinstance(event, Utterance))
    store = Store(calls_database())
    store.add(call_start(STARTED, PLAYBOOK, origin, "anna"), [event.to_json() for event in happened], end)
    store.close()
    assert len(choices(argparse.Namespace()).follow_ups()) == due
    assert main(["calls", "promises", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == due


def test_what_agents_promised_by_today_is_due_the_longest_due_first() -> None:
    promised = (
        PlanEntry("Ring.", (1,), "agent", "2026-01-09"),
        PlanEntry("Send the form.", (1,), "client", "2026-01-08"),
        PlanEntry("Think about it.", (1,), "agent", None),
        PlanEntry("Write.", (1,), "agent", "9999-01-01"),
        PlanEntry("Repair it.", (1,), "agent", "2026-01-08"),
    )
    contact = ("Name: Rachel Lawson.", "Agent's name: Anna.", "Phone: 01614960172.", "Email: r@example.org.")
    store = Store(calls_database())
    note = Note(3.0, NoteFields(plan=promised, contact=tuple(Entry(text, (1,)) for text in contact)), "")
    store.add(call_start(STARTED, PLAYBOOK, "microphone"), [note.to_json()], 3.0)
    store.close()
    due = choices(argparse.Namespace()).follow_ups()
    assert [(one.text, one.due) for one in due] == [("Repair it.", "2026-01-08"), ("Ring.", "2026-01-09")]
    assert {one.whom for one in due} == {"Rachel Lawson\N{NO-BREAK SPACE}· 01614960172"}
