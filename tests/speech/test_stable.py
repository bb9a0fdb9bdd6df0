"""What is shown of an unfinished utterance. Of a hypothesis, words with a ~ are those the engine is unsure of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.events import Word
from assist.speech.stable import EDGE, SURE, StableText


def heard(hypothesis: str) -> list[Word]:
    """The words, a second each."""
    return [
        Word(text.rstrip("~"), float(at), at + 1.0, SURE - 0.01 if text.endswith("~") else SURE)
        for at, text in enumerate(hypothesis.split())
    ]


def shown(*hypotheses: str) -> list[str]:
    """Each hypothesis as it is shown, with a bar where the stable part ends."""
    text = StableText()
    pairs = [text.hear(heard(hypothesis), 100.0) for hypothesis in hypotheses]
    return [f"{words[:stable]}|{words[stable:]}" for words, stable in pairs]


def test_two_that_agree_make_stable_text() -> None:
    assert shown("The money", "The money still has", "The money still hasn't come") == [
        "|The money",
        "The money| still has",
        "The money still| hasn't come",
    ]


def test_a_word_that_the_engine_is_unsure_of_waits_until_it_is_agreed_on_and_those_after_it_wait_too() -> (
    None
):
    assert shown("my apart~ meant is", "my apartment~ is", "my apartment~ is damp") == [
        "|my",
        "my|",
        "my apartment is| damp",
    ]


def test_a_word_at_the_very_end_of_the_sound_is_none_yet() -> None:
    text = StableText()
    assert text.hear(heard("call me no"), 3.0 + EDGE / 2) == ("call me", 0)
    assert text.hear(heard("call me now"), 3.0 + EDGE) == ("call me now", len("call me"))


def test_case_and_punctuation_at_a_words_end_do_not_matter() -> None:
    assert shown("i want my money.", "I want my money, and so") == [
        "|i want my money.",
        "I want my money|, and so",
    ]
    assert shown("Well", "Well.", "Well, no", "Well, no.") == ["|Well", "Well|.", "Well|, no", "Well, no|."]


def test_what_was_stable_stays_when_a_hypothesis_takes_it_back() -> None:
    assert shown("call me now", "call me now", "call", "", "fall me now please do")[2:] == [
        "call me now|",
        "call me now|",
        "call me now| please do",
    ]


def test_stable_text_goes_on_growing_after_a_word_that_was_taken_back() -> None:
    assert shown("call me", "call me", "fall me now please", "fall me now please") == [
        "|call me",
        "call me|",
        "call me| now please",
        "call me now please|",
    ]


def test_words_that_change_long_before_keep_no_later_word_from_being_stable() -> None:
    assert shown("is it due now", "is it due now", "was it due now and then", "is it due now and then")[
        2:
    ] == [
        "is it due now| and then",
        "is it due now and then|",
    ]


def test_two_words_that_become_one_neither_double_nor_swallow_what_comes_after() -> None:
    text = StableText()
    apart = [Word("after", 0.0, 0.4, SURE), Word("noon", 0.4, 0.8, SURE)]
    together = [Word("afternoon", 0.0, 0.8, SURE)]
    further = [Word("you're", 0.8, 1.2, SURE), Word("speaking", 1.2, 1.9, SURE)]
    assert [text.hear(apart, 1.0), text.hear(apart, 1.4)][1] == ("after noon", len("after noon"))
    assert text.hear([*together, *further], 2.2) == ("after noon you're speaking", len("after noon"))
    assert text.hear([*together, *further], 2.6) == (
        "after noon you're speaking",
        len("after noon you're speaking"),
    )


def test_an_unsure_word_that_was_the_last_is_not_stable_yet() -> None:
    assert shown("one cames~", "one cames~", "one came~ took", "one came~ took~ a")[1:] == [
        "one| cames",
        "one| cames",
        "one came| took a",
    ]
    assert shown("one cames~ took", "one cames~ took")[1:] == ["one cames took|"]


def test_a_word_that_comes_again_is_shown_with_the_unsure_ones_before_it() -> None:
    assert shown("no swanted~", "no swan~ and~", "no hizzed~ and~ now~", "no nurse~ and~ now~ the~")[1:] == [
        "no|",
        "no| hizzed and",
        "no| hizzed and now",
    ]


def test_of_words_at_the_same_place_those_are_shown_that_came_oftenest_of_late() -> None:
    heard_ask, heard_asked = "say if~ ask~ you", "say it~ asked~ you"
    assert shown("say", heard_ask, heard_asked, heard_ask, heard_asked, heard_asked)[2:] == [
        "say| it asked you",
        "say| if ask you",
        "say| it asked you",
        "say it asked you|",
    ]
    assert shown("no a~ and~ now~", "no b~ and~ now~", "no c~ and~ now~", "no c~ and~ now~")[1:] == [
        "no| b and now",
        "no| b and now",
        "no c and| now",
    ]


def test_a_doubted_word_stays_and_what_comes_after_it_is_shown() -> None:
    doubts = "that was fright~", "that was frightful~ for", "that was frightening~ for us"
    assert shown("that was Friday", *doubts)[1:] == [
        "that was| Friday",
        "that was| Friday",
        "that was| Friday for us",
    ]


WORDS = st.lists(
    st.sampled_from(["the", "The", "the,", "brakes", "brakes.", "brakes~", "no", "—", "..."]), max_size=6
)


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS.map(" ".join), st.floats(0, 7)), max_size=8))
def test_stable_text_only_ever_grows(hypotheses: list[tuple[str, float]]) -> None:
    text, before = StableText(), ""
    for hypothesis, seconds in hypotheses:
        words, stable = text.hear(heard(hypothesis), seconds)
        assert words[:stable].startswith(before)
        assert words == words.strip()
        before = words[:stable]
