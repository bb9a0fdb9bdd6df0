from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.note.numbers import find_numbers, normalise, number_value, ordinal


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("two hundred and fifty three dollars", "$253"),
        ("a hundred bucks", "$100"),
        ("twelve pounds fifty", "£12.50"),
        ("four dollars and ninety nine cents", "$4.99"),
        ("twenty five euros", "€25"),
        ("$253.50", "$253.50"),
        ("twenty percent", "20%"),
        ("four point nine nine", "4.99"),
        ("four seven two nine one", "47291"),
        ("oh seven seven double four", "07744"),
        ("five five five, oh one double two", "5550122"),
        ("two two oh, five eight one, four", "2205814"),
        ("two two oh, five eight one, one of them", "220581, one of them"),
        ("ten thousand dollars' worth", "$10000 worth"),
        ("forty minutes", "40 minutes"),
        ("four thousand two hundred people", "4200 people"),
        ("two hours", "two hours"),
        ("the third time", "the third time"),
        ("at ten thirty", "at ten thirty"),
        ("it's twenty past now", "it's twenty past now"),
        ("twenty-five to six", "twenty-five to six"),
        ("twenty to twenty-five people", "20 to 25 people"),
        ("one of the twins", "one of the twins"),
        ("oh no", "oh no"),
        ("double trouble", "double trouble"),
    ],
)
def test_normal_form(said: str, written: str) -> None:
    assert normalise(said) == written


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("the third time in two weeks", ["3rd", "2"]),
        ("twenty-first", ["21st"]),
        ("twenty five or thirty", ["25", "30"]),
        ("two thousand and five", ["2005"]),
        ("two and three", ["2", "3"]),
        ("1,250 items", ["1250"]),
    ],
)
def test_values(said: str, values: list[str]) -> None:
    assert [span.value for span in find_numbers(said)] == values


def test_one_number_in_words() -> None:
    assert number_value("twenty one") == 21
    assert number_value("fourteenth") == 14
    assert number_value("a lot") is None


WORDS = st.sampled_from(
    (
        "one two nine ten twelve twenty ninety hundred thousand and a oh double third dollars cents point "
        "percent - , 4 12 $ the"
    ).split()
)


@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_writing_twice_changes_nothing_more(text: str) -> None:
    spans = find_numbers(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    once = normalise(text)
    assert {span.value for span in find_numbers(once)} >= {
        span.value for span in spans if span.kind == "money"
    }


@given(st.integers(1, 400))
def test_ordinals_are_read_back(number: int) -> None:
    assert number_value(ordinal(number)) == number
