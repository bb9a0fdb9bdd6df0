"""Each article's playbook alone: everything it asks for is there, and what the agent sees in one call of it."""

from __future__ import annotations

import itertools
import re

import pytest

from assist.coach.moments import MOMENTS
from assist.coach.playbook import Playbook, load_playbook
from assist.coach.testcall import seen_by_agent
from assist.events import Event, Level, Moment, Utterance
from tests.coach.calls import Coached

STEPS_OF = {"seven-things": 7, "unhappy-clients": 13, "keep-calm": 7, "off-the-ledge": 5, "upset-calls": 9}
"""How many steps each article has."""


@pytest.mark.parametrize(("name", "steps"), STEPS_OF.items())
def test_every_step_of_the_article_has_a_line_that_names_it(name: str, steps: int) -> None:
    book = load_playbook(name)
    everything = (*book.steps, *book.cards, *book.warnings)
    numbers = {int(found) for one in everything for found in re.findall(r"\(00\d\), (\d+)$", one.source)}
    assert numbers == set(range(1, steps + 1))
    assert len({one.source.rpartition(",")[0] for one in everything}) == 1


@pytest.mark.parametrize("name", STEPS_OF)
def test_a_calm_call_gets_no_card_and_no_warning(name: str) -> None:
    calm = "agent_greeted client_states_want agent_asked_clarifying agent_offered_option client_confirms client_thanks"
    call = Coached().take(script(calm), load_playbook(name))
    assert (call.prompts, call.warnings) == ([], [])


@pytest.mark.parametrize("name", [*STEPS_OF, "upset-client"])
def test_the_first_line_does_not_ask_for_what_they_may_just_have_told(name: str) -> None:
    first = [card.say for card in load_playbook(name).cards if card.timing == "stay_calm"]
    assert first and not any("what happened" in say for say in first)


def script(text: str) -> list[Event]:
    """Moments in turn, one every minute and a half; `+MOMENT` is of the same utterance, "..." a quoted utterance."""
    events: list[Event] = []
    at, id = 0.0, 0
    for word in re.findall(r'"[^"]*"|\S+', text):
        if not word.startswith("+"):
            at, id = at + 90.0, id + 1
        if word.startswith('"'):
            channel, _, said = word.strip('"').partition(": ")
            events.append(Utterance(at, id, "agent" if channel == "agent" else "client", at - 3, at, said))
            continue
        name = word.lstrip("+")
        events.append(Moment(at, name, MOMENTS[name], id, name, 0.9))
    return events


def seen(book: Playbook, text: str) -> list[str]:
    call = Coached().take(script(text), book)
    return [f"{one.at:.0f} {one.kind} {one.id}" for one in seen_by_agent(book, call.effects)]


GOLDEN = {
    "seven-things": (
        "client_upset client_venting agent_interrupted client_done_venting agent_summarized_back client_confirms "
        'agent_asked_want "client: All I want is that somebody says sorry" agent_apologized client_states_want '
        "agent_stated_limit +agent_offered_option client_confirms agent_gave_goal_date client_confirms agent_read_back",
        """90 prompt breathe
        180 prompt let_them_finish
        270 warning interrupted
        360 step listen
        360 prompt summarize
        450 step calm
        450 step clarify
        540 prompt ask_want
        630 step ask
        720 prompt apologize_now
        900 prompt say_limits
        990 step limits
        990 step options
        1080 prompt goal_date
        1260 prompt read_back
        1350 step document""",
    ),
    "unhappy-clients": (
        "client_upset client_venting client_done_venting agent_summarized_back client_confirms "
        "agent_conditional_apology agent_apologized client_confirms agent_offered_option client_rejects "
        "agent_asked_want client_states_want "
        "agent_offered_option client_confirms agent_promised_follow_up client_confirms agent_gave_contact "
        '"agent: I will find out why this happened to you"',
        """90 prompt be_present
        180 prompt let_them_vent
        270 step listen
        270 prompt repeat_back
        360 step attitude
        360 step repeat
        450 prompt apologize
        540 warning conditional_apology
        630 step apologize
        720 prompt solution
        810 step solve
        900 prompt ask_what_would_fix
        1080 prompt middle_ground
        1170 step solve
        1260 step agree
        1260 prompt act_now
        1350 step act
        1350 step follow_up
        1440 prompt give_contact
        1530 step contact
        1620 step learn""",
    ),
    "keep-calm": (
        "client_upset client_venting client_done_venting agent_apologized client_upset agent_minimized "
        "agent_acknowledged client_states_want agent_overpromised agent_offered_option client_confirms "
        'agent_asked_clarifying client_confirms "agent: I will keep you posted every day"',
        """90 prompt keep_cool
        180 prompt let_them_vent
        270 step vent
        270 prompt take_initiative
        360 step sorry
        540 warning minimized
        630 step calm
        630 step acknowledge
        720 prompt deliverable_solution
        810 warning overpromised
        900 step solve
        990 prompt regular_updates
        1080 step facts
        1260 step update""",
    ),
    "off-the-ledge": (
        "client_upset agent_told_calm_down client_venting client_done_venting agent_acknowledged client_upset "
        "agent_empathized client_confirms agent_deflected agent_apologized client_states_want agent_offered_option "
        "client_confirms agent_promised_follow_up",
        """90 prompt own_reaction
        180 warning calm_down
        270 prompt space_to_vent
        360 step listen
        360 prompt own_it
        450 step mind_space
        540 prompt own_it
        720 prompt own_it
        810 warning not_my_department
        900 step accountable
        990 prompt solve_it
        1080 step solve
        1170 prompt game_plan
        1260 step commit""",
    ),
    "upset-calls": (
        'client_upset client_venting "client: How many times do I have to tell you" agent_asked_clarifying '
        "client_done_venting agent_empathized agent_defended client_confirms agent_thanked "
        '"agent: I am sorry about what my colleague did" client_states_want agent_offered_option client_rejects',
        """90 prompt stay_positive
        180 prompt take_notes
        270 prompt steer_back
        450 step listen
        450 prompt empathize
        540 step positive
        540 step empathy
        630 warning defended
        720 prompt apologize_own
        810 step thank
        900 warning apology_for_others
        990 prompt agree_on_solution
        1080 step solve
        1170 prompt call_back_with_options""",
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_what_the_agent_sees_in_one_call(name: str) -> None:
    text, golden = GOLDEN[name]
    assert seen(load_playbook(name), text) == [line.strip() for line in golden.splitlines()]


@pytest.mark.parametrize(
    ("policy", "call", "answers"),
    [
        (
            "apology_scope",
            'client_upset client_upset agent_acknowledged agent_summarized_back client_confirms '
            '"agent: Sorry for my colleague"',
            {
                "business": ["450 prompt apologize"],
                "own_mistake": ["450 prompt apologize_own", "540 warning apology_for_others"],
            },
        ),
        (
            "feeling_apology",
            "client_upset client_venting client_done_venting agent_conditional_apology",
            {
                "warn": ["270 prompt summarize_after_vent", "360 warning conditional_apology"],
                "allow": ["270 prompt sorry_they_feel", "360 warning conditional_apology_if"],
            },
        ),
        (
            "respond_while_venting",
            "client_upset client_venting",
            {"acknowledge": ["180 prompt let_them_vent"], "silent": ["180 prompt let_them_vent_silent"]},
        ),
        (
            "interrupt",
            "client_upset client_venting agent_interrupted",
            {"never": ["270 warning interrupted"], "to_steer_back": ["270 warning interrupted_to_defend"]},
        ),
        (
            "want_before_solution",
            "client_upset client_states_want client_upset agent_acknowledged agent_summarized_back agent_apologized "
            "client_thanks",
            {"ask_first": ["630 prompt ask_want"], "if_unclear": []},
        ),
    ],
)  # fmt: skip
def test_each_policy_switches_what_comes_and_is_named_on_the_card(
    policy: str, call: str, answers: dict[str, list[str]]
) -> None:
    for value, expected in answers.items():
        book = load_playbook("upset-client", {policy: value})
        came = seen(book, call)
        assert [line for line in came if line in itertools.chain(*answers.values())] == expected
        choice = next(str(one) for one in book.policies if one.name == policy)
        assert any(one.source.endswith(f"; as set: {choice}") for one in (*book.cards, *book.warnings))


def test_where_one_may_interrupt_a_client_who_gets_louder_is_steered_back() -> None:
    usual = [Level(at / 10, "client", 0.6) for at in range(200)]
    louder = [Level(40 + at / 10, "client", 0.8) for at in range(40)]
    said = Utterance(44.5, 2, "client", 40.0, 44.0, "And nobody, nobody called me back!")
    heard = ((1, "client_upset"), (3, "client_upset"), (3, "client_venting"))
    moments = [Moment(30.0, name, "client", id, name, 0.9) for id, name in heard]
    for value, headline in (
        ("never", "Let them finish"),
        ("to_steer_back", "Steer back, kindly, to the matter"),
    ):
        book = load_playbook("upset-client", {"interrupt": value})
        assert Coached().take([*usual, *moments, *louder, said], book).prompts[-1] == headline
