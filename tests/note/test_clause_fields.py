"""Which field of the note a clause belongs in: where its words stand in the turn, and what is known of each."""

from __future__ import annotations

from assist.coach.tokens import tokenize
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


def test_of_a_turn_that_was_not_judged_nothing_is_known() -> None:
    heard = ClauseFields()
    [piece] = clauses("The parcel never came")
    assert heard.odds(piece, "problem") == NEVER
    heard.judge([piece])
    assert heard.odds(piece, "problem") == NEVER
