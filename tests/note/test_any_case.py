"""Patterns that mind no case: what they find is read as it was written."""

import re

import pytest

from assist.note.any_case import AnyCase


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


def test_a_pattern_that_minds_case_is_refused() -> None:
    with pytest.raises(ValueError, match="minds its case"):
        AnyCase(r"it's [A-Z]\w+")
