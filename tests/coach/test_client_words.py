"""The client's words, as the agent would say them back."""

from __future__ import annotations

import pytest

from assist.coach.client_words import breaks_off, said_back


@pytest.mark.parametrize(
    ("text", "words", "back"),
    [
        ("This is the third time I've called.", "third time", "this is the third time you've called"),
        ("Nobody ever called me back.", "Nobody", "nobody ever called you back"),
        ("And I was at home all day, with my kids.", "all day", "you were at home all day, with your kids"),
        ("Then nobody rang me back, Joyce.", "rang", "nobody rang you back"),
        ("I've been cut off four times, four times.", "four times", "you've been cut off four times"),
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
        ("Right. Thanks I guess.", "Thanks I guess"),
        ("Then put me through to them.", "put me"),
        ("Don't tell me to calm down.", "calm down"),
        ("I'm not fed up, I'm delighted.", "delighted"),
        ("It's just the, it's the not hearing anything.", "hearing"),
        ("This says I've used more than a, more than a whole family", "more than a,"),
        ("If I feel that way. Wow.", "Wow"),
        ("One of them laughed.", "laughed"),
        ("There was a whole waiting room.", "waiting"),
        ("something else was said here", "third time"),
        ("so " + "it went on and " * 8 + "nobody came", "nobody came"),
    ],
)
def test_what_would_not_come_out_well_is_left_alone(text: str, words: str) -> None:
    assert said_back(text, words) is None


@pytest.mark.parametrize(
    ("text", "open_still"),
    [
        ("and I rang and", True),
        ("so then they sent me to the…", True),
        ("He hung up on me.", False),
        ("tell you", False),
    ],
)
def test_words_that_leave_a_sentence_open_are_known(text: str, open_still: bool) -> None:
    assert breaks_off(text) is open_still
