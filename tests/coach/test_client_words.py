"""The client's words, as the agent would say them back."""

from __future__ import annotations

import pytest

from assist.coach.client_words import said_back


@pytest.mark.parametrize(
    ("text", "words", "back"),
    [
        ("This is the third time I've called.", "third time", "this is the third time you've called"),
        ("Nobody ever called me back.", "Nobody", "nobody ever called you back"),
        ("And I was at home all day, with my kids.", "all day", "you were at home all day, with your kids"),
        ("I am so fed up. We lost our deposit.", "We lost", "you lost your deposit"),
    ],
)
def test_they_are_turned_to_the_client(text: str, words: str, back: str) -> None:
    assert said_back(text, words) == back


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You people never call back when I ask.", "never"),
        ("This is a joke, a damn joke.", "joke"),
        ("Why did nobody call me back yesterday?", "nobody"),
        ("Fed up.", "Fed up"),
        ("something else was said here", "third time"),
        ("so " + "it went on and " * 8 + "nobody came", "nobody came"),
    ],
)
def test_what_would_not_come_out_well_is_left_alone(text: str, words: str) -> None:
    assert said_back(text, words) is None
