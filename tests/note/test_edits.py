"""What the agent changes by hand stays theirs, whatever is said later."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from assist.events import Entry, GoalDate, NoteEdited, PlanEntry, Utterance, UtteranceCorrected, from_json
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.note.uptake import Fate, Uptake

Call = Callable[[str], list[Utterance]]

SAID = """
    client: My parcel never arrived and I want a refund.
    agent: I'm afraid we can't refund it today. I can send you a new one on Wednesday.
    client: Yes, Wednesday works.
    agent: I'll send a new one on Wednesday and I'll call you by Friday.
"""


@pytest.fixture
def draft(call: Call, monday: Calendar) -> NoteDraft:
    written = NoteDraft(monday)
    for one in call(SAID):
        written.hear(one, [])
    return written


def edit(draft: NoteDraft, field: str, was: str, text: str, **more: str) -> None:
    draft.edit(NoteEdited(60.0, field, was, text, **more))


def say(draft: NoteDraft, number: int, channel: str, text: str) -> None:
    said = Utterance(number * 5.0, number, "agent", number * 5.0 - 4, number * 5.0, text)
    draft.hear(dataclasses.replace(said, channel=channel), [])  # type: ignore[arg-type]


def test_an_edit_stands_beside_what_was_written(draft: NoteDraft) -> None:
    was = draft.fields().problem[0]
    edit(draft, "problem", was.text, "Parcel lost twice.")
    assert draft.fields().problem == (Entry("Parcel lost twice.", was.utterances, was.text),)
    assert draft.note(60.0).unsupported == ()


def test_later_speech_never_overwrites_an_edit(draft: NoteDraft) -> None:
    was = draft.fields().plan[-1]
    assert (was.text, was.due) == ("Call the client by Friday.", "2026-11-27")
    edit(draft, "plan", was.text, "Call the client at work.", due="2026-11-25")
    say(draft, 5, "client", "No, Thursday.")
    row = draft.fields().plan[-1]
    assert (row.text, row.due, row.owner) == ("Call the client at work.", "2026-11-25", "agent")
    assert row.generated == "Call the client by Thursday."  # what the program would write by now
    assert 5 in row.utterances


def test_an_edited_option_stays_one_entry_whatever_the_talk_makes_of_it(
    draft: NoteDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What plain answers took, and the network that hears the talk after it calls turned down."""
    monkeypatch.setattr(
        Uptake, "fates", lambda self: {id(option): Fate("refused", 0.99) for option in draft.options}
    )
    say(draft, 5, "client", "I'm away that day.")
    [option] = draft.fields().options
    assert option.text == "Send the client a new one on Wednesday (refused)" and 5 in option.utterances
    edit(draft, "options", option.text, "A new one, which they did not want.")
    say(draft, 6, "agent", "Right.")
    assert [one.text for one in draft.fields().options] == ["A new one, which they did not want."]


def test_an_edit_of_a_plan_row_is_one_of_its_follow_up(draft: NoteDraft) -> None:
    edit(draft, "plan", "Call the client by Friday.", "Write to the client.")
    assert [entry.text for entry in draft.fields().follow_up] == ["Write to the client."]


def test_an_entry_is_taken_out_and_stays_out(draft: NoteDraft) -> None:
    edit(draft, "client_wants", "A refund.", "")
    assert draft.fields().client_wants == ()
    say(draft, 5, "client", "I want a refund!")
    assert draft.fields().client_wants == ()


def test_an_entry_of_their_own_cites_nobody(draft: NoteDraft) -> None:
    edit(draft, "contact", "", "Neighbour takes parcels.")
    assert draft.fields().contact[-1] == Entry("Neighbour takes parcels.", (), "")
    assert draft.note(60.0).unsupported == ()
    edit(draft, "contact", "Neighbour takes parcels.", "")
    assert draft.fields().contact == ()


def test_an_entry_moves_to_another_field(draft: NoteDraft) -> None:
    edit(draft, "client_wants", "A refund.", "A refund.", to="cannot_do")
    fields = draft.fields()
    assert fields.client_wants == ()
    assert fields.cannot_do[-1] == Entry("A refund.", (1,), "A refund.")
    edit(draft, "cannot_do", "A refund.", "Refund it.", to="plan", owner="agent", due="2026-11-30")
    assert draft.fields().plan[-1] == PlanEntry("Refund it.", (1,), "agent", "2026-11-30", "A refund.")


def test_the_goal_date_is_settled_by_hand(call: Call, monday: Calendar) -> None:
    draft = NoteDraft(monday)
    for one in call("agent: We will refund you by next Tuesday."):
        draft.hear(one, [])
    edit(draft, "goal_date", "by next Tuesday", "by next Tuesday", due="2026-12-01")
    goal = GoalDate("by next Tuesday", "2026-12-01", False, (1,), "by next Tuesday")
    assert draft.fields().goal_date == goal
    say(draft, 2, "agent", "It will be ready by Thursday.")
    kept = draft.fields().goal_date
    assert kept is not None
    assert (kept.date, kept.generated) == ("2026-12-01", "by Thursday")


def test_an_edited_row_outlives_what_it_was_made_of(draft: NoteDraft) -> None:
    edit(draft, "plan", "Send a new one on Wednesday.", "Send a blue one on Wednesday.")
    say(draft, 5, "client", "No, wait, I don't want a new one.")
    assert "Send a blue one on Wednesday." in [row.text for row in draft.fields().plan]


def test_an_edit_of_nothing_changes_nothing(draft: NoteDraft) -> None:
    before = draft.fields()
    edit(draft, "nonsense", "x", "y")
    edit(draft, "plan", "", "")
    assert draft.fields() == before


def test_an_utterance_put_right_changes_what_rests_on_it(draft: NoteDraft) -> None:
    edit(draft, "client_wants", "A refund.", "All of the money back.")
    corrected = UtteranceCorrected(
        60.0, 4, text="I'll send a new one on Wednesday and I'll call you by Monday."
    )
    draft.correct(corrected, lambda utterance: [])
    fields = draft.fields()
    assert [row.due for row in fields.plan] == ["2026-11-25", "2026-11-30"]
    assert [entry.text for entry in fields.client_wants] == ["All of the money back."]


def test_another_speaker_changes_what_rests_on_it(draft: NoteDraft) -> None:
    draft.correct(UtteranceCorrected(60.0, 4, channel="client"), lambda utterance: [])
    assert draft.fields().follow_up == ()
    assert all("call" not in row.text.lower() or row.owner == "client" for row in draft.fields().plan)


def test_the_events_come_back_from_their_lines() -> None:
    for event in (
        NoteEdited(1.0, "plan", "a", "b", due=""),
        UtteranceCorrected(2.0, 7, channel="client"),
    ):
        assert from_json(event.to_json()) == event


def test_an_unedited_entry_has_its_old_line(draft: NoteDraft) -> None:
    note = draft.note(60.0).to_json()
    assert note["fields"]["client_wants"] == [{"text": "A refund.", "utterances": [1]}]
    edit(draft, "client_wants", "A refund.", "Money.")
    changed = draft.note(60.0).to_json()["fields"]["client_wants"]
    assert changed == [{"text": "Money.", "utterances": [1], "generated": "A refund."}]
