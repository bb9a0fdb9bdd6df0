"""Whatever is said, in whatever order: no error, no statement without its words, no source that was not heard."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.events import (
    Channel,
    Entry,
    GoalDate,
    Moment,
    NoteEdited,
    PlanEntry,
    Utterance,
    UtteranceCorrected,
)
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.note.taken_up import MOST_PROBLEMS
from assist.note.text import HEADINGS, entries_of

STARTED = Calendar(datetime.datetime(2026, 11, 23, 10, 0))
LINES = [
    "I waited four hours and nobody came, this is the third time",
    "my order is four seven two nine one and my name is jane doe",
    "I want a refund of two hundred and fifty three dollars, not a voucher",
    "could you send me a new one by Friday?",
    "No, Thursday.",
    "no",
    "Yes, Friday works for me.",
    "the second one please",
    "I'll send you the photos tonight",
    "I don't want a technician, I can't do Friday",
    "okay",
    "I can send a technician on Friday or on Thursday, or I can give you a voucher.",
    "We can't refund the delivery fee, I'm afraid.",
    "I'm sorry, I can't.",
    "Would Wednesday morning work?",
    "I'll do that.",
    "I'll book that for Thursday morning and I'll call you by next Tuesday.",
    "I will try to call you within two business days.",
    "I mean Tuesday the first of December.",
    "Let me read that back: you waited four hours and I'll call you by Friday. Did I get that right?",
    "So you waited four hours, and the fee was two hundred and fifty three dollars.",
    "We could offer you a discount of 20%, would you like that?",
    "The engineer will be with you by the end of the week, no, sorry, tomorrow.",
    "You can reach me on 555 010 4477, ask for Paula.",
    "unfortunately we cant but i can ask my manager to ring you back on monday",
    "I can send it Monday or you can collect it Tuesday.",
    "Send it Monday then, both is nonsense.",
    "What about the fee?",
    "never mind",
    "",
    "?!",
    "I I I um you know like",
]
MOMENTS = [
    "client_states_want",
    "client_confirms",
    "client_rejects",
    "client_corrects",
    "client_upset",
    "agent_stated_limit",
    "agent_offered_option",
    "agent_gave_goal_date",
    "agent_promised_follow_up",
    "agent_summarized_back",
    "agent_read_back",
]
CALLS = sorted((Path(__file__).parent.parent / "coach" / "fresh").glob("*.call"))[::50]
TALK = [
    said for call in CALLS for said in re.findall(r"(?m)^(?:agent|client): (.+)", call.read_text("utf-8"))
]
"""What people say in calls, here without the call around it."""
TURNS = st.tuples(
    st.sampled_from(["agent", "client"]),
    st.sampled_from(LINES)
    | st.text(max_size=40)
    | st.builds(
        str.join, st.sampled_from([". ", " and ", " or "]), st.lists(st.sampled_from(TALK), max_size=2)
    ),
    st.sets(st.sampled_from(MOMENTS), max_size=2),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(TURNS, max_size=14))
def test_any_call_gives_a_note_that_its_words_bear_out(turns: list[tuple[str, str, set[str]]]) -> None:
    draft, heard = NoteDraft(STARTED), set()
    for number, (channel, text, names) in enumerate(turns, 1):
        speaker: Channel = "agent" if channel == "agent" else "client"
        said = Utterance(float(number), number, speaker, number - 1.0, float(number), text)
        moments = [Moment(said.at, name, speaker, number, text[:20], 0.5) for name in sorted(names)]
        draft.hear(said, moments)
        heard.add(number)
        note = draft.note(said.at)
        assert note.unsupported == ()
        fields = note.fields
        entries: list[Entry | PlanEntry | GoalDate] = [
            *fields.problem,
            *fields.client_wants,
            *fields.cannot_do,
            *fields.options,
            *fields.plan,
            *fields.contact,
            *fields.follow_up,
            *([fields.goal_date] if fields.goal_date else []),
        ]
        assert all(entry.utterances and set(entry.utterances) <= heard for entry in entries)
        assert all(len(entry.text.split()) <= 26 for entry in entries)
        assert len(fields.problem) <= MOST_PROBLEMS


@settings(max_examples=40, deadline=None)
@given(st.lists(TURNS, max_size=10), st.sets(st.integers(1, 10)))
def test_the_same_call_gives_the_same_note_whenever_it_was_asked_for(
    turns: list[tuple[str, str, set[str]]], then: set[int]
) -> None:
    notes = []
    for asked in (then, set[int]()):
        draft = NoteDraft(STARTED)
        for number, (channel, text, _names) in enumerate(turns, 1):
            speaker: Channel = "agent" if channel == "agent" else "client"
            draft.hear(Utterance(float(number), number, speaker, number - 1.0, float(number), text), [])
            if number in asked:
                draft.fields()
        notes.append(draft.note(99.0))
    assert notes[0] == notes[1]


def utterance(number: int, turn: tuple[str, str, set[str]]) -> Utterance:
    channel: Channel = "agent" if turn[0] == "agent" else "client"
    return Utterance(float(number), number, channel, number - 1.0, float(number), turn[1])


@settings(max_examples=80, deadline=None)
@given(st.lists(TURNS, min_size=2, max_size=12), st.integers(1, 11), st.integers(0, 50))
def test_no_later_word_changes_what_the_agent_wrote(
    turns: list[tuple[str, str, set[str]]], after: int, which: int
) -> None:
    draft, mine = NoteDraft(STARTED), "Mine alone."
    edited = None
    for number, turn in enumerate(turns, 1):
        draft.hear(utterance(number, turn), [])
        rows = [(name, entry) for name in HEADINGS for entry in entries_of(draft.fields(), name)]
        if number == after and rows:
            edited, entry = rows[which % len(rows)]
            draft.edit(NoteEdited(float(number), edited, entry.text, mine))
        if edited is not None:
            texts = [entry.text for entry in entries_of(draft.fields(), edited)]
            assert texts.count(mine) == 1
            assert draft.note(float(number)).unsupported == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(TURNS, min_size=1, max_size=10), st.integers(1, 12), st.sampled_from(LINES))
def test_a_note_written_anew_is_the_note_of_what_was_said(
    turns: list[tuple[str, str, set[str]]], wrong: int, heard_as: str
) -> None:
    right, draft = NoteDraft(STARTED), NoteDraft(STARTED)
    for number, turn in enumerate(turns, 1):
        right.hear(utterance(number, turn), [])
        misheard = (turn[0], heard_as, turn[2]) if number == wrong else turn
        draft.hear(utterance(number, misheard), [])
    if wrong <= len(turns):
        draft.correct(UtteranceCorrected(99.0, wrong, text=turns[wrong - 1][1]), lambda _: [])
    assert draft.note(99.0) == right.note(99.0)
