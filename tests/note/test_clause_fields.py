"""Which field of the note a clause belongs in: where its words stand in the turn, and what is known of each."""

from __future__ import annotations

import pytest

from assist.coach.tokens import tokenize
from assist.events import Channel
from assist.note.clause_fields import NEVER, ClauseFields, places
from assist.note.clauses import clauses
from assist.note.spoken import fluent, plain


def words_of(text: str) -> list[list[str] | None]:
    """The words of the turn's line that each of its clauses is judged by."""
    spoken = tokenize(text)
    line = spoken.line.split()
    found = places(spoken, clauses(fluent(plain(text))))
    return [None if piece is None else line[piece.first : piece.last + 1] for piece in found]


def test_each_clause_has_its_own_words() -> None:
    assert words_of("It never came, and I paid for it. Can you send another?") == [
        ["it", "never", "came"],
        ["i", "paid", "for", "it"],
        ["can", "you", "send", "another"],
    ]


def test_an_and_that_tells_between_what_joins_nothing() -> None:
    [said] = clauses("I can do the difference between that and the day rate")
    assert said.text.endswith("the day rate")


def test_what_can_be_done_begins_a_clause_without_a_comma_before_it() -> None:
    said = clauses("I can't take it off myself but what I can do is stop the payment on Friday")
    assert [one.text for one in said] == [
        "I can't take it off myself",
        "what I can do is stop the payment on Friday",
    ]


def test_behind_an_address_something_else_is_to_be_done() -> None:
    said = clauses("email me the photo at refunds at fitzone dot com put my name on it and I'll send it up")
    assert [one.text for one in said] == [
        "email me the photo at refunds at fitzone dot com",
        "put my name on it",
        "and I'll send it up",
    ]
    assert len(clauses("the address you want is jo at fitzone dot com by the way")) == 1


def test_no_sentence_ends_behind_the_hours_of_a_day_where_it_goes_on_small() -> None:
    said = clauses("It can come on the six a.m. through Newark. It lands at 2 p.m. Then I call.")
    assert [one.text for one in said] == [
        "It can come on the six a.m. through Newark",
        "It lands at 2 p.m",
        "I call",
    ]


def test_hesitation_and_stammer_are_left_out_at_a_clauses_ends() -> None:
    assert words_of("Um, it, it never came. I, uh, I paid.") == [
        ["it", "it", "never", "came"],
        ["i", "i", "paid"],
    ]


def test_what_is_wrong_and_what_is_wanted_are_told_apart() -> None:
    heard = ClauseFields()
    heard.hear("agent", "Good morning, Hartwell Heating, this is Priya.")
    text = "My heating has been off since Thursday. I want somebody out here today."
    heard.hear("client", text)
    wrong, wanted = pieces = clauses(text)
    heard.judge(pieces)
    assert heard.surely(wrong, "problem") and heard.hardly(wrong, "plan")
    assert heard.surely(wanted, "client_wants") and not heard.surely(wanted, "problem")


def test_clauses_of_turns_that_are_heard_ahead_are_judged_as_turn_after_turn() -> None:
    turns: list[tuple[Channel, str]] = [
        ("agent", "Good morning, Hartwell Heating, this is Priya."),
        ("client", "Um, my heating has been off since Thursday. I want somebody out here today."),
        ("agent", "I can't get anybody to you today, and I'll ring you by noon."),
    ]
    ahead, alone = ClauseFields(), ClauseFields()
    ahead.hear_ahead(turns)
    for turn in turns:
        for one in (ahead, alone):
            one.hear(*turn)
            one.judge(clauses(fluent(plain(turn[1]))))
        for piece in clauses(fluent(plain(turn[1]))):
            assert ahead.odds(piece, "plan") == pytest.approx(alone.odds(piece, "plan"), abs=1e-4)
            assert ahead.odds(piece, "plan") > NEVER


def test_of_a_turn_that_was_not_judged_nothing_is_known() -> None:
    heard = ClauseFields()
    [piece] = clauses("The parcel never came")
    assert heard.odds(piece, "problem") == NEVER
    heard.judge([piece])
    assert heard.odds(piece, "problem") == NEVER
