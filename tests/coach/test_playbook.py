"""Playbook files: the default one, and every mistake named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assist.coach.moments import UNWANTED
from assist.coach.playbook import (
    PLAYBOOKS,
    Card,
    Cue,
    PlaybookFile,
    Step,
    WarningCard,
    list_playbooks,
    load_playbook,
)
from assist.coach.playbook_file import check, schema
from assist.errors import InputError

SMALL = """
title = "Small"

[policy.tone]
about = "Which tone?"
values = ["warm", "brisk"]
default = "warm"

[[step]]
id = "listen"
label = "Listen"
headline = "Let them finish"
done_when = ["client_done_venting"]
source = "An article, 1"

[[card]]
id = "vent"
step = "listen"
headline = "Let them finish"
say = "Go on."
detail = "They need it."
source = "An article, 1"
cue = ["client_venting"]
priority = 50
expires = 20
cool_down = 30
policy = {tone = "warm"}
"""


def written(folder: Path, text: str) -> str:
    file = folder / "small.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_the_default_playbook_has_the_seven_steps_of_the_article() -> None:
    playbook = load_playbook("upset-client")
    assert [step.id for step in playbook.steps] == [
        "calm", "listen", "clarify", "ask", "limits", "options", "document",
    ]  # fmt: skip
    assert [step.label for step in playbook.steps] == "Calm Listen Clarify Ask Can’t Offer Write".split()
    assert {card.step for card in playbook.cards} == {step.id for step in playbook.steps}


def test_the_default_playbook_warns_of_everything_unwanted() -> None:
    warned = {moment for warning in load_playbook("upset-client").warnings for moment in warning.cue}
    assert warned == UNWANTED


def test_the_bundled_playbooks_are_listed_by_name() -> None:
    assert "upset-client" in list_playbooks()


def test_a_playbook_is_read_from_its_path(tmp_path: Path) -> None:
    playbook = load_playbook(written(tmp_path, SMALL))
    assert (playbook.id, playbook.title, len(playbook.cards)) == ("small", "Small", 1)


def test_a_playbook_is_as_its_file_is_now(tmp_path: Path) -> None:
    assert load_playbook(written(tmp_path, SMALL)).title == "Small"
    assert load_playbook(written(tmp_path, SMALL.replace("Small", "Other"))).title == "Other"
    with pytest.raises(InputError):
        load_playbook(written(tmp_path, SMALL.replace("[[step]]", "[[stop]]")))


def test_a_policy_decides_which_cards_take_part_and_is_named_in_their_source(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    assert load_playbook(file).cards[0].source == "An article, 1; as set: Which tone? Warm"
    assert load_playbook(file, {"tone": "brisk"}).cards == ()


@pytest.mark.parametrize(
    ("about", "words", "choice"),
    [
        ("Do they hear jokes?", 'not_now = "Never a joke"', "Do they hear jokes? Never a joke"),
        ("Do they hear jokes?", "", "Do they hear jokes? Not now"),
        (
            "Is it a joke that they would like to hear now, or rather not now?",
            'not_now = "No joke for now"',
            "No joke for now",
        ),
    ],
)
def test_a_choice_is_said_as_people_say_it(tmp_path: Path, about: str, words: str, choice: str) -> None:
    text = SMALL.replace("Which tone?", about).replace('"warm"', '"not_now"')
    text = text.replace('default = "not_now"\n', f'default = "not_now"\nwords = {{{words}}}\n')
    card = load_playbook(written(tmp_path, text)).cards[0]
    assert card.source == f"An article, 1; as set: {choice}"


@pytest.mark.parametrize(
    ("policies", "card"),
    [
        ({"apology_scope": "own_mistake"}, "apologize_own"),
        ({"apology_scope": "business"}, "apologize"),
        ({"respond_while_venting": "silent"}, "let_them_vent_silent"),
        ({"want_before_solution": "if_unclear"}, "ask_want_if_unclear"),
    ],
)
def test_the_articles_conflicts_are_policies(policies: dict[str, str], card: str) -> None:
    assert load_playbook("upset-client", policies).card(card)


def mistakes(path: str, policies: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_playbook(path, policies or {})
    return str(raised.value).splitlines()


def test_every_mistake_is_listed_with_file_key_and_what_was_expected(tmp_path: Path) -> None:
    wrong = (
        SMALL.replace('title = "Small"', "colour = 1")
        .replace('"client_done_venting"', '"client_done_shouting"')
        .replace('headline = "Let them finish"\nsay', 'headline = "One two three four five six seven eight nine"\nsay')
        .replace('step = "listen"', 'step = "lisen"\nsay_back = "You said {words}"')
        .replace("priority = 50", 'priority = "high"')
        .replace("cool_down = 30\n", "cool_down = 0\n")
        .replace('{tone = "warm"}', '{tone = "cold", speed = "high"}')
        .replace('default = "warm"', 'default = "loud"\nwords = {low = "Low"}')
    )  # fmt: skip
    file = written(tmp_path, wrong + '\n[[warning]]\nid = "a"\nmoment = "agent_greeted"\ncritical = "yes"\n')
    listed = mistakes(file)
    assert all(line.startswith(f"{file}: ") and line.endswith(".") for line in listed)
    assert {line.removeprefix(f"{file}: ") for line in listed} == {
        "colour: expected one of the keys title, id, version, policy, step, cue, card, warning, omission.",
        "title: expected a text; it is missing.",
        "policy.tone.default: expected one of warm, brisk.",
        "policy.tone.words.low: expected one of warm, brisk.",
        'step "listen".done_when: expected moments; unknown: client_done_shouting.',
        'card "vent".step: expected a step: listen.',
        'card "vent".headline: expected a text of at most 8 words.',
        'card "vent".say_back: expected a text with {client_words} in it and no other {name}.',
        'card "vent".priority: expected a number from 1 to 100.',
        'card "vent".cool_down: expected seconds from 1 to 600.',
        'card "vent".policy.tone: expected one of warm, brisk.',
        'card "vent".policy.speed: expected a policy of this file: tone.',
        'warning "a".moment: expected one of the keys id, headline, source, cue, requires, forbids, earliest, latest, '
        "answers, least_confidence, priority, critical, cool_down, once, policy, repair, unless, except_phrases.",
        'warning "a".headline: expected a text of at most 8 words; it is missing.',
        'warning "a".repair: expected a text; it is missing.',
        'warning "a".source: expected a text; it is missing.',
        'warning "a".cue: expected a list of moments and cues; it is missing.',
        'warning "a".critical: expected true or false.',
    }


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        (
            '[[step]]\nid = "listen"\nlabel = "L"\nheadline = "L"\ndone_when = ["client_upset"]\nsource = "S"',
            'step "listen".id: expected an id of its own; "listen" is taken.',
        ),
        (
            '[[cue]]\nid = "x"\nphrases = ["(a+)+$"]',
            'cue "x".phrases: expected a phrase; "(a+)+$": "a+" is nothing that can be said.',
        ),
        (
            '[[cue]]\nid = "x"\nphrases = ["very? (much)?"]',
            'cue "x".phrases: expected a phrase; "very? (much)?": every alternative needs a word that must be said.',
        ),
        (
            '[[cue]]\nid = "x"\nspeaker = "boss"\nexamples = ["hello"]',
            'cue "x".speaker: expected "agent" or "client".',
        ),
        (
            '[[cue]]\nid = "client_upset"\nspeaker = "agent"\nexamples = ["hello"]',
            'cue "client_upset".speaker: expected "client", whose moment this is.',
        ),
        (
            '[[cue]]\nid = "x"',
            'cue "x": expected at least one of phrases, examples, unless, silence, overtalk, louder, faster.',
        ),
        (
            '[[cue]]\nid = "x"\nsilence = 4\nlouder = 0.1',
            'cue "x".silence: expected no other condition beside it; nobody speaks in a silence.',
        ),
        ('[[cue]]\nid = "x"\nfaster = 0.5', 'cue "x".faster: expected a number from 1.1 to 5.'),
        (
            '[[cue]]\nid = "listen"\nexamples = ["hello"]',
            'cue "listen".id: expected another name than a step\'s, "upset" or "maybe_upset".',
        ),
        (
            '[[cue]]\nid = "client_upset"\nunless = ["client_thanks"]',
            'cue "client_upset".unless: expected none in a cue that is a moment; the others are known only after it.',
        ),
        (
            '[[cue]]\nid = []\nphrases = ["hello"]\nunless = ["client_thanks"]',
            "cue number 1.id: expected a short name without spaces.",
        ),
        (
            '[[cue]]\nid = "x"\nphrases = ["hello"]\nrequires = ["listen or sung"]',
            'cue "x".requires: expected steps (listen), moments, or a cue of this file: x; unknown: sung.',
        ),
        (
            '[[omission]]\nid = "o"\nheadline = "O"\nmissing = ["agent_sang"]',
            'omission "o".missing: expected moments; unknown: agent_sang.',
        ),
        (
            '[[omission]]\nid = "o"\nheadline = "O"\nmissing = ["agent_thanked"]\ncue = ["angry"]',
            'omission "o".cue: expected steps (listen), moments; unknown: angry.',
        ),
        (
            '[[cue]]\nid = "x"\nphrases = ["hello"]\nexcept_examples = ["Hello there", "um …"]',
            'cue "x".except_examples: expected words; nothing in "um …" can be said.',
        ),
        (
            '[[cue]]\nid = "x"\nphrases = ["hello"]\nearliest = 60\nlatest = 6',
            'cue "x".latest: expected a second after earliest, 60.',
        ),
    ],
)
def test_each_kind_of_mistake_has_its_sentence(tmp_path: Path, added: str, sentence: str) -> None:
    file = written(tmp_path, f"{SMALL}\n{added}\n")
    assert mistakes(file) == [f"{file}: {sentence}"]


def test_an_empty_file_says_what_belongs_into_it(tmp_path: Path) -> None:
    file = written(tmp_path, "")
    assert mistakes(file) == [f"{file}: expected a title and at least one [[step]]; the file is empty."]


def test_unknown_policies_and_answers_are_mistakes() -> None:
    unknown, answer = sorted(mistakes("upset-client", {"tone": "warm", "interrupt": "often"}))[::-1]
    assert "apology_scope" in answer + unknown
    assert any("expected one of never, to_steer_back" in line for line in (unknown, answer))


@pytest.mark.parametrize("text", ["not toml at all", "[[step]\n", "title = 1"])
def test_a_file_that_is_no_playbook_says_so(tmp_path: Path, text: str) -> None:
    assert "small.toml" in mistakes(written(tmp_path, text))[0]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("step = 3", "step: expected at least one [[step]]."),
        ("step = []", "step: expected at least one [[step]]."),
        ("policy = 1", "policy: expected tables like [policy.apology_scope]."),
        ("card = [1]", "card number 1: expected a table [[card]]."),
        ("cue = 7", "cue: expected tables like [[cue]]."),
        ("step = [1]", "step number 1: expected a table [[step]]."),
    ],
)
def test_tables_of_the_wrong_shape_are_mistakes_not_crashes(tmp_path: Path, text: str, mistake: str) -> None:
    assert any(line.endswith(f": {mistake}") for line in mistakes(written(tmp_path, f'title = "x"\n{text}')))


def test_an_unknown_name_says_which_there_are() -> None:
    [line] = mistakes("no-such-playbook")
    assert "no-such-playbook" in line and "upset-client" in line


def values(kind: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(kind, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, "x"]), kind, max_size=5)


KEYS = sorted({key for model in (PlaybookFile, Step, Card, Cue, WarningCard) for key in model.model_fields})
ANYTHING: st.SearchStrategy[object] = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from([*KEYS, "client_upset"]),
    values,
    max_leaves=30,
)


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6))
@example({"step": [{"id": []}]})
def test_whatever_stands_in_a_file_is_a_playbook_or_a_list_of_mistakes(tables: dict[str, object]) -> None:
    for mistake in check(tables):
        assert ": expected " in mistake or mistake.startswith("expected ")


def test_the_schema_for_editors_says_what_the_checker_says() -> None:
    made = schema()
    assert made["required"] == ["title", "step"]
    card = made["$defs"]["Card"]
    assert card["additionalProperties"] is False
    assert card["properties"]["headline"]["description"] == "a text of at most 8 words"
    assert {"id", "headline", "say", "step", "source", "cue", "detail"} == set(card["required"])


def test_no_headline_of_a_bundled_playbook_is_too_long_in_any_policy() -> None:
    for file in PLAYBOOKS.glob("*.toml"):
        load_playbook(str(file))
