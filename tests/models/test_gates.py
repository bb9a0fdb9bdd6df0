"""Words that nobody said, and words that somebody did though they look like it."""

from __future__ import annotations

import numpy as np
import pytest

from models.gates import ExpectedWords, is_invented, is_repeating, is_silent, same_sound


def test_what_no_speaker_repeats() -> None:
    assert is_repeating("and then " * 12)
    assert is_repeating("I called you on Monday. " * 5)
    assert not is_repeating("No, no, no, no, I said no.")
    assert not is_repeating("Thank you. Thank you so much. Thank you.")
    assert not is_repeating("")


def test_what_stands_on_no_speech() -> None:
    assert is_invented("Thank you.", -0.8, 0.9)
    assert is_invented("Thank you.", -1.1, 0.1)
    assert not is_invented("Thank you.", -0.3, 0.1)
    assert not is_invented("Thank you.", -1.1, 0.001)  # a bad line, but surely somebody who speaks
    assert is_invented("Thank you.", -1.3, 0.001)
    assert not is_invented("Thank you.", -0.3, 0.9)  # callers do say it, and are heard well


def test_digital_silence_and_a_blink_are_no_sound() -> None:
    assert is_silent(np.zeros(16_000, np.float32)) and is_silent(np.ones(100, np.float32))
    assert not is_silent(np.full(16_000, 0.01, np.float32))


WORDS = ExpectedWords(["Northgate", "Teresa O'Neill", "Fernbrook"])


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("Northgate, Teresa O'Neill, Fernbrook", True),
        ("Thank you. Northgate, Teresa O'Neill.", True),
        ("northgate", True),
        ("Teresa O'Neill.", True),
        ("Northgate, this is Teresa O'Neill.", False),
        ("Fernbrook, Northgate.", False),
        ("I called Northgate on Monday.", False),
        ("", False),
    ],
)
def test_what_may_be_an_echo_of_the_words_to_expect(text: str, echo: bool) -> None:
    assert WORDS.may_be_echoed_in(text) is echo
    assert not ExpectedWords([]).may_be_echoed_in(text)


def test_a_second_hearing_of_a_name_is_known_for_the_same_sound() -> None:
    assert same_sound("Northgate.", "north gate")
    assert not same_sound("Northgate, Teresa.", "Thank you.")
