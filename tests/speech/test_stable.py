from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assist.speech.stable import StableText


def shown(*hypotheses: str) -> list[str]:
    """Each hypothesis as it is shown, with a bar where the stable part ends."""
    text = StableText()
    pairs = [text.hear(hypothesis) for hypothesis in hypotheses]
    return [f"{words[:stable]}|{words[stable:]}" for words, stable in pairs]


def test_two_that_agree_make_stable_text() -> None:
    assert shown("The money", "The money still has", "The money still hasn't come") == [
        "|The",
        "The money| still",
        "The money still| hasn't",
    ]


def test_the_last_word_is_shown_when_it_is_agreed_on_or_another_follows() -> None:
    assert shown("my app", "my apartment", "my apartment", "my apartment is") == [
        "|my",
        "my|",
        "my apartment|",
        "my apartment|",
    ]


def test_case_and_punctuation_at_a_words_end_do_not_matter() -> None:
    assert shown("i want my money.", "I want my money, and so") == ["|i want my", "I want my money|, and"]
    assert shown("Well", "Well.", "Well, no", "Well, no.") == ["|", "Well|.", "Well|,", "Well, no|."]


def test_what_was_stable_stays_when_a_hypothesis_takes_it_back() -> None:
    assert shown("call me now", "call me now", "call", "", "fall me now please do")[2:] == [
        "call me now|",
        "call me now|",
        "call me now| please",
    ]


def test_stable_text_goes_on_growing_after_a_word_that_was_taken_back() -> None:
    assert shown("call me", "call me", "fall me now please", "fall me now please") == [
        "|call",
        "call me|",
        "call me| now",
        "call me now please|",
    ]


WORDS = st.lists(st.sampled_from(["the", "The", "the,", "brakes", "brakes.", "no", "—", "..."]), max_size=6)


@given(st.lists(WORDS.map(" ".join), max_size=8))
def test_stable_text_only_ever_grows(hypotheses: list[str]) -> None:
    text, before = StableText(), ""
    for hypothesis in hypotheses:
        words, stable = text.hear(hypothesis)
        assert words[:stable].startswith(before)
        assert words == words.strip()
        before = words[:stable]
