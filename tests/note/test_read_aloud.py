"""The agent reads the note back in words of their own; the client says yes, no, or something else."""

from __future__ import annotations

import dataclasses
import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.events import Entry, GoalDate, NoteFields, PlanEntry, ReadBackMarked, Utterance
from assist.note.calendar import Calendar
from assist.note.read_aloud import Reading, begin, follow, mark, refresh, voices

STARTED = Calendar(datetime.datetime(2026, 11, 23, 10, 0))
FIELDS = NoteFields(
    problem=(Entry("The client waited four hours and nobody came.", (1,)),),
    client_wants=(Entry("A new washing machine.", (2,)),),
    cannot_do=(Entry("Can't refund the delivery fee.", (3,)),),
    plan=(
        PlanEntry("Send a technician on Friday.", (4,), "agent", "2026-11-27"),
        PlanEntry("Credit $25 to the account.", (5,), "agent", None),
    ),
    goal_date=GoalDate("by Friday", "2026-11-27", False, (4,)),
    contact=(Entry("Order: 47291.", (6,)),),
)
PROBLEM, WANT, LIMIT, VISIT, CREDIT, GOAL, ORDER, CLOSING = range(8)
NUMBERS = itertools.count(10)


def say(reading: Reading, speaker: str, text: str) -> Reading:
    number = next(NUMBERS)
    said = Utterance(number * 1.0, number, "agent", number - 1.0, number * 1.0, text)
    return follow(reading, dataclasses.replace(said, channel=speaker), STARTED)  # type: ignore[arg-type]


def states(reading: Reading) -> dict[int, str]:
    return {index: one.state for index, one in enumerate(reading.sentences) if one.state != "waiting"}


def test_word_for_word() -> None:
    reading = begin(FIELDS)
    for index, sentence in enumerate(reading.sentences):
        assert reading.lit() == index or states(reading)[index] == "voiced"
        reading = say(reading, "agent", sentence.text)
        assert reading.sentences[index].state == "voiced"
    assert reading.lit() is None
    reading = say(reading, "client", "Yes.")
    assert set(states(reading).values()) == {"confirmed"}
    assert reading.is_confirmed()
    assert {one.answered for one in reading.sentences} == {reading.sentences[0].answered}


@pytest.mark.parametrize(
    ("said", "voiced"),
    [
        ("so you were waiting four hours yesterday and nobody turned up", PROBLEM),
        ("and what you'd like from us is a brand new washing machine", WANT),
        ("the delivery fee I can't refund, sorry about that", LIMIT),
        ("there'll be a technician with you this Friday", VISIT),
        ("and a twenty five dollar credit goes on the account", CREDIT),
        ("your order is four seven two nine one", ORDER),
    ],
)
def test_in_other_words(said: str, voiced: int) -> None:
    assert voiced in states(say(begin(FIELDS), "agent", said))


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ("you waited five hours and nobody came", PROBLEM),
        ("a technician will be sent on Thursday", VISIT),
        ("a technician will be sent", VISIT),  # the day is missing
        ("twenty dollars credit to the account", CREDIT),
        ("your order is four seven two nine two", ORDER),
        ("let me just get my notes up here", PROBLEM),
        ("bear with me one moment", WANT),
    ],
)
def test_a_sentence_with_another_fact_is_not_voiced(said: str, silent: int) -> None:
    assert silent not in states(say(begin(FIELDS), "agent", said))


def test_a_sentence_may_come_in_pieces() -> None:
    reading = say(begin(FIELDS), "agent", "your order number is four seven")
    assert ORDER not in states(reading)
    reading = say(reading, "agent", "two nine one")
    assert states(reading)[ORDER] == "voiced"


def test_a_murmur_while_the_agent_reads_on_confirms_nothing() -> None:
    reading = say(begin(FIELDS), "agent", "You waited four hours and nobody came.")
    reading = say(reading, "client", "mm-hm")
    assert states(reading) == {PROBLEM: "voiced"}
    reading = say(reading, "client", "okay")
    assert states(reading) == {PROBLEM: "voiced"}
    reading = say(reading, "agent", "Did I get that right?")
    reading = say(reading, "client", "okay")
    assert states(reading) == {PROBLEM: "confirmed", CLOSING: "confirmed"}


def read_all(reading: Reading) -> Reading:
    for sentence in reading.sentences:
        reading = say(reading, "agent", sentence.text)
    return reading


@pytest.mark.parametrize(
    ("answer", "wrong", "correction"),
    [
        ("No, Thursday.", VISIT, "Thursday"),
        ("No, it's four seven two nine two.", ORDER, "it's four seven two nine two"),
        ("Yes, but it was five hours, not four.", PROBLEM, "it was five hours, not four"),
        (
            "not quite, the technician should come in the morning",
            VISIT,
            "the technician should come in the morning",
        ),
        ("actually the credit was thirty dollars", CREDIT, "the credit was thirty dollars"),
    ],
)
def test_a_correction_finds_its_sentence(answer: str, wrong: int, correction: str) -> None:
    reading = say(read_all(begin(FIELDS)), "client", answer)
    assert [index for index, state in states(reading).items() if state == "corrected"] == [wrong]
    assert reading.sentences[wrong].correction.lower() == correction.lower()
    rest = {state for index, state in states(reading).items() if index != wrong}
    assert rest == ({"confirmed"} if answer.startswith("Yes") else {"voiced"})


@pytest.mark.parametrize(
    "answer", ["Yeah.", "yes that's right", "correct", "No, that's fine.", "That's it", "yep"]
)
def test_assent(answer: str) -> None:
    assert say(read_all(begin(FIELDS)), "client", answer).is_confirmed()


@pytest.mark.parametrize("answer", ["What?", "Hold on, the doorbell rang.", "Can you say that again?", "um"])
def test_no_answer_confirms_nothing(answer: str) -> None:
    assert set(states(say(read_all(begin(FIELDS)), "client", answer)).values()) == {"voiced"}


def test_what_was_put_right_is_said_again_and_confirmed() -> None:
    reading = say(read_all(begin(FIELDS)), "client", "No, four seven two nine two.")
    right = dataclasses.replace(FIELDS, contact=(Entry("Order: 47292.", (6, 30)),))
    reading = refresh(reading, right)
    order = reading.sentences[ORDER]
    assert (order.text, order.state) == ("Your order number is 47292.", "corrected")
    assert reading.lit() == ORDER
    reading = say(reading, "agent", "So four seven two nine two. Is that right?")
    assert reading.sentences[ORDER].state == "voiced"
    assert say(reading, "client", "Yes.").is_confirmed()


def test_a_changed_note_keeps_what_was_confirmed() -> None:
    reading = say(read_all(begin(FIELDS)), "client", "Yes.")
    more = dataclasses.replace(FIELDS, contact=(*FIELDS.contact, Entry("Name: Jane.", (40,))))
    reading = refresh(reading, more)
    assert [one.text for one in reading.sentences if one.state == "waiting"] == ["Your name is Jane."]


def test_what_was_confirmed_stays_so_where_it_becomes_the_first_of_its_field() -> None:
    reading = say(
        say(begin(FIELDS), "agent", "And I'll credit twenty five dollars to the account."), "client", "Yes."
    )
    shorter = refresh(reading, dataclasses.replace(FIELDS, plan=FIELDS.plan[1:]))
    assert reading.sentences[CREDIT].text == "I will credit $25 to the account."
    assert shorter.sentences[VISIT].text == "We agreed that I will credit $25 to the account."
    assert shorter.sentences[VISIT].state == "confirmed"


def test_by_hand() -> None:
    reading = begin(FIELDS)
    ticked = mark(reading, ReadBackMarked(1.0, WANT, "confirmed"))
    assert states(ticked) == {WANT: "confirmed"}
    assert mark(reading, ReadBackMarked(1.0, 99, "confirmed")) == reading


def test_other_talk_is_no_reading() -> None:
    before = begin(FIELDS)
    assert not voices(before, say(before, "agent", "I'll also send you a voucher."))
    assert voices(before, say(before, "agent", "You waited four hours and nobody came."))


TALK = st.tuples(
    st.sampled_from(["agent", "client"]),
    st.sampled_from(
        [one.text for one in begin(FIELDS).sentences] + ["yes", "no", "mm-hm", "no, Thursday", "what?"]
    )
    | st.text(max_size=30),
)


@given(st.lists(TALK, max_size=12))
def test_nothing_is_confirmed_that_was_not_voiced_and_answered(talk: list[tuple[str, str]]) -> None:
    reading = begin(FIELDS)
    for speaker, text in talk:
        reading = say(reading, speaker, text)
        assert [one.text for one in reading.sentences] == [one.text for one in begin(FIELDS).sentences]
        for one in reading.sentences:
            assert bool(one.voiced) == (one.state != "waiting")
            if one.state in ("confirmed", "corrected"):
                assert one.answered is not None and one.answered > one.voiced[0]
