"""Patterns that mind no case: what they find is read as it was written."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import assist.note
from assist.coach.testcall import read_test_call
from assist.note.any_case import AnyCase
from assist.note.words import words_of


def test_it_is_found_in_any_case_and_read_as_it_was_written() -> None:
    found = AnyCase(r"\bI(?:'ll| will) (?P<what>\w+)(?: (?P<whom>you))?").search("So I WILL Ring, then.")
    assert found is not None
    assert (found["what"], found["whom"], found.group()) == ("Ring", None, "I WILL Ring")
    assert found.span() == (3, 14)


def test_a_letter_that_is_two_in_lower_case_moves_nothing() -> None:
    assert AnyCase(r"\brefund\b").sub("credit", "İİ, a Refund for Ümit") == "İİ, a credit for Ümit"


@pytest.mark.parametrize(
    "source", [r"\W(?P<Who>[^ ]+) (?:OKAY|okay)\b", r"(?<=\bon )\S+day\b", "^(?:So|And),? I"]
)
@pytest.mark.parametrize("text", ["And I said OKAY on Monday", "so, i'd say Okay", "ON MONDAY"])
def test_it_finds_what_a_pattern_that_ignores_case_finds(source: str, text: str) -> None:
    spans = [found.span() for found in re.compile(source, re.IGNORECASE).finditer(text)]
    assert [found.span() for found in AnyCase(source).finditer(text)] == spans


def test_only_a_text_that_has_what_it_needs_is_searched() -> None:
    filler = AnyCase(r",? \bu+m\b", needs="um")
    assert filler.sub("", "Well, Um, no. UUM right") == "Well, no. right"
    assert filler.finditer("nothing of it") == ()


def test_a_text_without_one_of_its_words_is_told_by_them() -> None:
    later = AnyCase(r"\b(?:a|two) weeks? (?:after|later)\b", words="after later")
    assert later.search("Two weeks LATER, then") is not None and later.search("two weeks") is None
    assert [found.group() for found in later.finditer("A week after")] == ["A week after"]
    assert later.finditer("a week of it") == ()


def test_no_pattern_finds_anything_without_one_of_its_words() -> None:
    patterns = {
        f"{module.name}.{name}": one
        for module in pkgutil.iter_modules(assist.note.__path__)
        for name, one in vars(importlib.import_module(f"assist.note.{module.name}")).items()
        if isinstance(one, AnyCase) and one.words
    }
    said = [
        turn.text
        for path in sorted((Path(__file__).parents[1] / "coach" / "fresh").glob("*.call"))[::40]
        for turn in read_test_call(path).utterances
    ]
    for name, pattern in patterns.items():
        for text in said:
            if pattern.words.isdisjoint(words_of(text)):
                assert re.search(pattern.source, text, re.IGNORECASE) is None, (name, text)


def test_a_pattern_that_minds_case_is_refused() -> None:
    with pytest.raises(ValueError, match="minds its case"):
        AnyCase(r"it's [A-Z]\w+")
