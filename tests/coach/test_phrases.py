"""The grammar of phrases, and the examples that stand beside each moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.coach.moments import MOMENTS
from assist.coach.pattern import lay_out
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.phrases import PatternError, compile_phrase, read_groups
from assist.coach.tokens import tokenize

BOOK = bundled_phrasebook()
EXAMPLES = [(kind.name, text) for kind in BOOK.kinds.values() for text in kind.examples]
COUNTEREXAMPLES = [(kind.name, text) for kind in BOOK.kinds.values() for text in kind.counterexamples]
BY_RULE_ALONE = {
    "client_venting",
    "client_done_venting",
    "agent_interrupted",
    "agent_rushed_solution",
    "agent_backchannel_only",
    "agent_left_dead_air",
}


def matched(pattern: str, text: str, **groups: str) -> list[str]:
    spoken = tokenize(text)
    return [
        spoken.words(match.first, match.last)
        for match in compile_phrase(pattern, read_groups(groups)).matches(lay_out(spoken.items))
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("calm down", "Please CALM down, sir.", ["CALM down"]),
        ("do not worry", "Don’t worry. dont worry", ["Don’t worry", "dont worry"]),
        ("(can|could) you help", "could you help", ["could you help"]),
        ("very? sorry", "sorry, very sorry", ["sorry", "very sorry"]),
        ("i .. sorry", "I am so sorry", ["I am so sorry"]),
        ("i .. sorry", "I know that you are sorry", []),
        ("i ... sorry", "I know. Sorry", []),
        ("apolog*", "our apologies", ["apologies"]),
        ("my !(fault) @thing", "my fault my box", ["my box"]),
        ("^ so", "so what. and so", ["so"]),
        ("that right $?", "that right now? that right. that right?", ["that right"]),
        ("why ... $?", "why is that? I know why.", ["why is that"]),
        ("you know", "you, uh, know", ["you, uh, know"]),
        ("i want", "I-I-I want it", ["I-I-I want"]),
        ("waited # days", "I waited 3 days, no, waited twelve days", ["waited 3 days", "waited twelve days"]),
        ("follow-up call", "your follow up call", ["follow up call"]),
    ],
)
def test_a_pattern_matches_as_people_speak(pattern: str, text: str, words: list[str]) -> None:
    assert matched(pattern, text, thing="box|fault") == words


@pytest.mark.parametrize(
    ("pattern", "mistake"),
    [
        ("(a|b", "without its"),
        ("a) b", "without its"),
        ("? a", "nothing before it"),
        ("@unknown", "no group"),
        ("a? ..", "must be said"),
        ("", "must be said"),
        ("# ..", "must be said"),
        ("(a+)+b", "can be said"),
        ("a ! | b", "nothing after it"),
        ("(" * 400 + "a" + ")" * 400, "fewer"),
        ("word " * 300, "at most 1000 letters"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(pattern: str, mistake: str) -> None:
    with pytest.raises(PatternError, match=mistake):
        compile_phrase(pattern)


def test_a_phrase_with_a_thousand_million_ways_to_match_is_matched_at_once() -> None:
    """A regular expression of it would go back and try again until the call is long over."""
    laid = lay_out(tokenize("very " + "really so " * 60 + "late").items)
    assert list(compile_phrase("very" + " ...." * 14 + " never").matches(laid)) == []
    assert [m.last for m in compile_phrase("very" + " ...." * 16 + " late").matches(laid)] == [121]
    nested = compile_phrase("very " + "(really? so? " * 12 + ")?" * 12 + " never")
    assert list(nested.matches(laid)) == []


@pytest.mark.parametrize(
    ("deep", "there"),
    [
        ("hello " + "(.... " * 60 + "late" + ")?" * 60, True),
        ("hello " + "!(.... " * 60 + "never" + ")" * 60, False),
        ("hello .. " + "((a|b|c) .... " * 40 + "(a|b)" + "|late)" * 40, True),
    ],
)
def test_no_depth_of_pieces_within_one_another_is_gone_through_again_and_again(
    deep: str, there: bool
) -> None:
    laid = lay_out(tokenize("hello " + "one a two b three c " * 40).items)
    assert bool(list(compile_phrase(deep).matches(laid))) is there


@given(st.text(max_size=80))
def test_any_text_can_be_read_and_every_token_leads_back_to_it(text: str) -> None:
    spoken = tokenize(text)
    assert [spoken.line[at:].split(" ")[0] for at in spoken.starts] == [t.word for t in spoken.tokens]
    assert all(spoken.words(at, at) in text and spoken.words(at, at) for at in range(len(spoken.tokens)))


def test_every_moment_has_phrases_with_examples_or_is_found_by_rule() -> None:
    assert MOMENTS.keys() - BOOK.kinds.keys() == BY_RULE_ALONE
    assert all(kind.examples for kind in BOOK.kinds.values())


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_is_found(name: str, text: str) -> None:
    assert BOOK.says(BOOK.read(text), name)


@pytest.mark.parametrize(("name", "text"), COUNTEREXAMPLES)
def test_a_counterexample_is_not(name: str, text: str) -> None:
    assert not BOOK.says(BOOK.read(text), name)


@pytest.mark.parametrize("name", [kind.name for kind in BOOK.kinds.values() if not kind.plain])
def test_nothing_in_quotation_marks_counts(name: str) -> None:
    for text in BOOK.kinds[name].examples:
        assert not BOOK.says(BOOK.read(f'It said "{text}"'), name)


def test_one_wrong_letter_in_a_long_word_is_forgiven() -> None:
    assert BOOK.says(BOOK.read("this is unaceptable"), "client_upset")
    assert not BOOK.says(BOOK.read("i created an account"), "client_upset")
