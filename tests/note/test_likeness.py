"""One text among many that says the same is found as if it were laid beside each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assist.note.likeness import Among, alike

WORDS = "send the client a new lamp refund 20 30 pounds not call tomorrow it".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)


@given(st.lists(TEXTS, max_size=8), TEXTS)
def test_a_text_is_told_among_others_where_one_of_them_is_wholly_alike(others: list[str], text: str) -> None:
    assert Among(tuple(others)).tells(text) == any(alike(text, one) == 1.0 for one in others)


def test_among_others_what_is_denied_or_of_another_number_is_not_the_same() -> None:
    plan = Among(("Send a new lamp.", "Refund 20 pounds."))
    assert plan.tells("Send the client a new lamp tomorrow.")
    assert not plan.tells("Not send a new lamp.")
    assert not plan.tells("Refund 30 pounds.")
    assert not plan.tells("")
