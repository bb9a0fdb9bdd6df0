"""Playbook files: the default one, and every mistake named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.coach.moments import UNWANTED
from assist.coach.playbook import PLAYBOOKS, list_playbooks, load_playbook
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
    assert [step.label for step in playbook.steps] == "Calm Listen Clarify Ask Can't Can Write".split()
    assert {card.step for card in playbook.cards} == {step.id for step in playbook.steps}


def test_the_default_playbook_warns_of_everything_unwanted() -> None:
    assert {warning.moment for warning in load_playbook("upset-client").warnings} == UNWANTED


def test_the_bundled_playbooks_are_listed_by_name() -> None:
    assert "upset-client" in list_playbooks()


def test_a_playbook_is_read_from_its_path(tmp_path: Path) -> None:
    playbook = load_playbook(written(tmp_path, SMALL))
    assert (playbook.id, playbook.title, len(playbook.cards)) == ("small", "Small", 1)


def test_a_policy_decides_which_cards_take_part_and_is_named_in_their_source(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    assert load_playbook(file).cards[0].source == "An article, 1; policy tone: warm"
    assert load_playbook(file, {"tone": "brisk"}).cards == ()


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
        .replace("cool_down = 30\n", "")
        .replace('{tone = "warm"}', '{tone = "cold", speed = "high"}')
        .replace('default = "warm"', 'default = "loud"')
    )  # fmt: skip
    file = written(tmp_path, wrong + '\n[[warning]]\nid = "a"\nmoment = "agent_greeted"\n')
    listed = mistakes(file)
    assert all(line.startswith(f"{file}: ") for line in listed)
    expected = {
        "colour": "one of title",
        "title": "a text; it is missing",
        "policy.tone.default": "one of warm, brisk",
        'step "listen".done_when': "unknown: client_done_shouting",
        'card "vent".step': "a step: listen",
        'card "vent".headline': "at most 8 words",
        'card "vent".say_back': "{client_words}",
        'card "vent".priority': "a number from 1 to 100",
        'card "vent".cool_down': "seconds from 1 to 600; it is missing",
        'card "vent".policy.tone': "one of warm, brisk",
        'card "vent".policy.speed': "a policy: tone",
        'warning "a".moment': "agent_told_calm_down",
        'warning "a".headline': "at most 8 words; it is missing",
        'warning "a".repair': "it is missing",
        'warning "a".source': "it is missing",
        'warning "a".cool_down': "it is missing",
    }
    found = {key: [line for line in listed if f": {key}: expected" in line] for key in expected}
    assert {key: len(lines) for key, lines in found.items()} == dict.fromkeys(expected, 1)
    assert all(text in found[key][0] for key, text in expected.items())


def test_unknown_policies_and_answers_are_mistakes() -> None:
    unknown, answer = sorted(mistakes("upset-client", {"tone": "warm", "interrupt": "often"}))[::-1]
    assert "apology_scope" in answer + unknown
    assert any("expected one of never, to_steer_back" in line for line in (unknown, answer))


@pytest.mark.parametrize("text", ["not toml at all", "[[step]\n", "title = 1"])
def test_a_file_that_is_no_playbook_says_so(tmp_path: Path, text: str) -> None:
    assert "small.toml" in mistakes(written(tmp_path, text))[0]


@pytest.mark.parametrize(
    "text", ['title = "x"\nstep = 3', 'title = "x"\npolicy = 1', 'title = "x"\ncard = [1]']
)
def test_tables_of_the_wrong_shape_are_mistakes_not_crashes(tmp_path: Path, text: str) -> None:
    assert any("tables like" in line for line in mistakes(written(tmp_path, text)))


def test_an_unknown_name_says_which_there_are() -> None:
    [line] = mistakes("no-such-playbook")
    assert "no-such-playbook" in line and "upset-client" in line


def test_no_headline_of_a_bundled_playbook_is_too_long_in_any_policy() -> None:
    for file in PLAYBOOKS.glob("*.toml"):
        load_playbook(str(file))
