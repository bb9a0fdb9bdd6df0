"""A call is written as what was heard of it; the list shows it as a reader expects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester

from assist.events import CHANNELS, Partial, Utterance
from ui.transcript_list import Row, TranscriptList


@pytest.fixture
def heard(qtmodeltester: ModelTester) -> TranscriptList:
    return TranscriptList()


def texts(heard: TranscriptList) -> list[str]:
    return [row.text for row in heard.rows]


def test_a_guess_grows_and_becomes_final(heard: TranscriptList, qtmodeltester: ModelTester) -> None:
    heard.show_partial(Partial(5.0, "client", 4.2, "nobody", 0))
    heard.show_partial(Partial(5.6, "client", 4.2, "nobody came at", 6))
    assert heard.rows == (Row(None, "client", 4.2, "nobody came at", 6),)
    heard.show_utterance(Utterance(6.5, 1, "client", 4.3, 6.0, "Nobody came at four."))
    assert heard.rows == (Row(1, "client", 4.3, "Nobody came at four.", 20),)
    qtmodeltester.check(heard)


def test_both_may_speak_at_once(heard: TranscriptList) -> None:
    heard.show_partial(Partial(5.0, "client", 4.0, "nobody came", 6))
    heard.show_partial(Partial(5.2, "agent", 5.0, "mm", 0))
    heard.show_utterance(Utterance(5.8, 1, "agent", 5.0, 5.4, "Mm-hm."))
    assert texts(heard) == ["nobody came", "Mm-hm."]


def test_the_next_turn_is_not_taken_for_the_last_one(heard: TranscriptList) -> None:
    heard.show_partial(Partial(9.0, "client", 8.0, "and then", 0))
    heard.show_utterance(Utterance(9.1, 1, "client", 4.0, 7.5, "Nobody came."))
    assert texts(heard) == ["Nobody came.", "and then"]


def test_a_guess_that_came_to_nothing_goes(heard: TranscriptList) -> None:
    heard.show_partial(Partial(5.0, "client", 4.0, "thank you", 0))
    heard.show_partial(Partial(5.6, "client", 4.0, "", 0))
    assert heard.rows == ()


def test_a_source_is_found_by_its_number(heard: TranscriptList) -> None:
    later = Utterance(9.0, 2, "agent", 7.0, 8.0, "Later.")
    heard.show_utterance(later)
    heard.show_utterance(Utterance(9.5, 1, "client", 1.0, 2.0, "Sooner."))
    assert heard.utterance(2) == later
    assert heard.index_of(2).row() == 1
    assert not heard.index_of(3).isValid()


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(CHANNELS), st.floats(0, 60), st.text(min_size=1, max_size=4))
    )
)
def test_rows_stand_in_the_order_in_which_turns_began(turns: list[tuple[bool, str, float, str]]) -> None:
    heard = TranscriptList()
    for number, (final, channel, start, text) in enumerate(turns, start=1):
        if final:
            heard.show_utterance(Utterance(start + 2, number, channel, start, start + 1, text))  # type: ignore[arg-type]
        else:
            heard.show_partial(Partial(start + 1, channel, start, text, 0))  # type: ignore[arg-type]
    starts = [row.start for row in heard.rows]
    assert starts == sorted(starts)
    finals = {number for number, turn in enumerate(turns, start=1) if turn[0]}
    assert {row.id for row in heard.rows if row.id} == finals
    unfinished = [row.channel for row in heard.rows if row.id is None]
    assert len(unfinished) == len(set(unfinished))
