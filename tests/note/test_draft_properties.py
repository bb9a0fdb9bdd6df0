"""Whatever is said, in whatever order: no error, no statement without its words, no source that was not heard."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.events import Channel, Entry, GoalDate, Moment, PlanEntry, Utterance
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft

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
TURNS = st.tuples(
    st.sampled_from(["agent", "client"]),
    st.sampled_from(LINES) | st.text(max_size=40),
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
        before = draft.fields()
        assert draft.hear(said, moments) == (draft.fields() != before)
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
        assert len(fields.problem) <= 3


@settings(max_examples=40, deadline=None)
@given(st.lists(TURNS, max_size=10))
def test_the_same_call_gives_the_same_note(turns: list[tuple[str, str, set[str]]]) -> None:
    notes = []
    for _ in range(2):
        draft = NoteDraft(STARTED)
        for number, (channel, text, _names) in enumerate(turns, 1):
            speaker: Channel = "agent" if channel == "agent" else "client"
            draft.hear(Utterance(float(number), number, speaker, number - 1.0, float(number), text), [])
        notes.append(draft.note(99.0))
    assert notes[0] == notes[1]
