"""Whole calls of many kinds: nothing that nobody said, and an honest note of a call that tells little."""

from __future__ import annotations

import dataclasses
import datetime
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from assist.coach.testcall import read_test_call
from assist.events import Note, NoteFields, Utterance, Word
from assist.note.calendar import Calendar
from assist.note.contact import spoken_codes
from assist.note.draft import NoteDraft
from assist.note.emails import spoken_emails
from assist.note.numbers import find_numbers
from assist.note.spoken import plain
from assist.note.taken_up import MOST_PROBLEMS
from assist.note.text import HEADINGS, entries_of
from tests.note.conftest import utterances

CALLS = [
    call
    for name in (
        "tuned",
        "tuned_later",
        "fresh",
        "learned",
        "learned_later",
        "learned_answers",
        "learned_plans",
        "learned_excerpts",
        "learned_ordinary",
    )
    for call in tomllib.loads((Path(__file__).parent / "calls" / f"{name}.toml").read_text("utf-8"))["call"]
]
COACHED = Path(__file__).parents[1] / "coach" / "fresh"
# what the record adds: who is meant, whose, and the labels
RECORD = set(
    "on the client client's clients agent agent's we us our their them theirs they themselves him her to is has have "
    "does doesn't hasn't had was wasn't would will not an a do are am doesn hasn wasn isn name phone email order "
    "account reference code extension chosen refused it goes".split()
)
NEGATIVE = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|neither|cannot|unable|without|nope)\b|n't\b", re.IGNORECASE
)
DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def written(call: dict[str, object]) -> tuple[list[Utterance], Note]:
    if "as_in" in call:
        coached = read_test_call(COACHED / f"{call['as_in']}.call")
        heard, started = list(coached.utterances), coached.started
    else:
        heard, started = utterances(str(call["said"])), call["started"]
    assert isinstance(started, datetime.datetime)
    draft = NoteDraft(Calendar(started))
    for one in heard:
        draft.hear(one, [])
    return heard, draft.note(heard[-1].end)


def words(text: str) -> set[str]:
    """The words of a text, those inside an address or a contraction too."""
    found = set(re.findall(r"[a-z0-9']+", text.lower().replace("’", "'")))
    return found | {part for word in found for part in word.split("'")}


@pytest.mark.parametrize("call", CALLS, ids=[call["name"] for call in CALLS])
def test_no_entry_has_a_word_that_nobody_said_where_it_points(call: dict[str, object]) -> None:
    heard, note = written(call)
    assert note.unsupported == ()
    said_by = {one.id: one.text for one in heard}
    for name in HEADINGS:
        for entry in entries_of(note.fields, name):
            assert entry.utterances
            sources = plain(" . ".join(said_by[number] for number in entry.utterances))
            numbers = {span.value for span in find_numbers(sources)}
            digits = "".join(char for value in numbers for char in value if char.isdigit())
            said = words(sources)
            stems = {word[:4] for word in said}
            for word in words(entry.text) - RECORD:
                known = (
                    word[:4].rstrip("s") in stems
                    or word[:4] in stems
                    or f"{word}ing" in said  # "not paying" is "not to pay"
                    or word in numbers
                    or f"${word}" in numbers
                    or f"£{word}" in numbers
                )
                pieces = word.isdigit() and all(char in digits for char in word)
                pieces = pieces or word in spoken_codes(sources)
                pieces = pieces or any(word in re.split(r"\W", one) for one in spoken_emails(sources))
                assert known or pieces or len(word) < 2, (entry, word)
            assert {day.lower() for day in DAY.findall(entry.text)} <= {
                day.lower() for day in DAY.findall(sources)
            }
            if NEGATIVE.search(entry.text):
                assert NEGATIVE.search(sources), entry


@pytest.mark.parametrize(
    "call", [call for call in CALLS if not call["plan"]], ids=lambda call: str(call["name"])
)
def test_the_agent_promises_nothing_where_nothing_was_promised(call: dict[str, object]) -> None:
    """The client may still undertake something: "I'll drive him in myself"."""
    assert [row for row in written(call)[1].fields.plan if row.owner == "agent"] == []


def test_no_word_at_all(monday: Calendar) -> None:
    note = NoteDraft(monday).note(1.0)
    assert (note.fields, note.read_back, note.unsupported) == (NoteFields(), "", ())


def test_a_call_without_the_agents_word_promises_nothing(document: Callable[..., Note]) -> None:
    note = document("""
        client: Hello? My parcel never arrived and I want a refund by Friday.
        client: Hello? Is anybody there?
    """)
    assert [entry.text for entry in note.fields.problem] == ["The client's parcel never arrived."]
    assert (note.fields.plan, note.fields.goal_date, note.fields.cannot_do) == ((), None, ())


def test_words_that_the_recogniser_hardly_believes_are_not_written_down(monday: Calendar) -> None:
    text = "my parcel never arrived and i will refund you by friday"
    for probability, empty in ((0.1, True), (0.9, False)):
        draft = NoteDraft(monday)
        for number, channel in enumerate(("client", "agent"), 1):
            said = utterances(f"{channel}: {text}")[0]
            guessed = tuple(Word(word, 0.0, 1.0, probability) for word in text.split())
            draft.hear(dataclasses.replace(said, id=number, words=guessed), [])
        assert (draft.fields() == NoteFields()) is empty


def test_three_hours_of_talk_keep_a_short_honest_note(monday: Calendar) -> None:
    draft, number = NoteDraft(monday), 0
    lines = [line for call in CALLS[:6] for line in str(call["said"]).strip().splitlines()]
    for _ in range(10):
        for one in utterances("\n".join(lines)):
            number += 1
            draft.hear(dataclasses.replace(one, id=number), [])
    note = draft.note(10_800.0)
    assert note.unsupported == ()
    assert len(note.fields.problem) <= MOST_PROBLEMS
    assert len(note.fields.client_wants) <= 4


def test_two_days_leave_the_day_open(document: Callable[..., Note]) -> None:
    note = document("agent: I will call you back by Monday or Tuesday.")
    assert note.fields.goal_date is not None
    assert (note.fields.goal_date.date, note.fields.goal_date.ambiguous) == (None, True)
    assert note.fields.plan[0].due is None


def test_the_client_may_settle_the_day(document: Callable[..., Note]) -> None:
    note = document("""
        agent: We will refund you by next Tuesday.
        client: So that's Tuesday the first of December?
        agent: Yes.
    """)
    assert note.fields.goal_date is not None
    assert (note.fields.goal_date.date, note.fields.goal_date.utterances) == ("2026-12-01", (1, 2, 3))
    assert note.fields.plan[0].due == "2026-12-01"


def test_a_number_given_bit_by_bit_is_one(document: Callable[..., Note]) -> None:
    note = document("""
        agent: Can I take your order number, please?
        client: It's uh four seven two.
        agent: Four seven two.
        client: nine one
        agent: yeah
        client: and double oh six
        agent: Thank you. And your phone number?
        client: oh seven seven double four
        agent: mm-hm
        client: one two three four five six
    """)
    assert [(one.text, one.utterances) for one in note.fields.contact] == [
        ("Order: 47291006.", (2, 4, 6)),
        ("Phone: 07744123456.", (8, 10)),
    ]
    assert note.unsupported == ()
