"""What kind of thing was said, in calls written as transcripts."""

from __future__ import annotations

import pytest

from assist.coach.moments import MOMENTS, UNWANTED, MomentDetector
from assist.events import Utterance
from tests.coach.calls import moments, names, utterances


def test_the_words_are_the_words_as_they_were_said() -> None:
    told = {name: words for _, name, words in moments("agent: Okay sir, you   need to CALM down now.")}
    assert told["agent_told_calm_down"] == "you   need to CALM down"


@pytest.mark.parametrize(
    "words",
    ["Okay calm down, it's not a big deal.", "calm down the engineer is on his way", "Calm down, my love."],
)
def test_a_calm_down_counts_whatever_follows_it(words: str) -> None:
    assert "agent_told_calm_down" in names(f"client: This is the third time!\nagent: {words}")


@pytest.mark.parametrize(
    "line",
    [
        "client: Please calm down.",
        "client: Don't tell me to calm down.",
        "agent: My boss told me to calm down.",
        "agent: I would never tell you to calm down.",
        "agent: I'm not saying you need to calm down.",
        "client: I'm furious.\nagent: I'm not going to tell you to calm down, you've every right to be angry.",
        'agent: The sign said "calm down" in red.',
        "agent: It should be better once things calm down.",
    ],
)
def test_a_calm_down_that_is_the_clients_negated_reported_or_about_something_else_is_none(line: str) -> None:
    assert "agent_told_calm_down" not in names(line)


def test_cutting_in_is_an_interruption() -> None:
    heard = moments("""
        client 0.0-6.0: I rang three times and every time they told me the van was
        agent 4.5-8.0: Well let me look at the order first
    """)
    assert (2, "agent_interrupted", "Well let me look at the order first") in heard


def test_an_interruption_is_known_when_the_client_who_went_on_is_done() -> None:
    detector = MomentDetector()
    agent = Utterance(5.0, 2, "agent", 3.0, 5.0, "have you got the number of that order please")
    client = Utterance(9.0, 1, "client", 0.0, 9.0, "I ordered it in May and in June the box came broken")
    assert "agent_interrupted" not in [moment.moment for moment in detector.hear(agent)]
    [cut_in] = [moment for moment in detector.hear(client) if moment.moment == "agent_interrupted"]
    assert (cut_in.utterance, cut_in.at) == (2, 9.0)


@pytest.mark.parametrize(
    "agent",
    [
        "agent 4.0-4.6: Mm hm.",
        "agent 4.0-4.8: Right. I see.",
        "agent 4.0-4.6: okay yeah",
        "agent 4.0-5.4: Oh no, I'm so sorry.",
        "agent 5.8-8.0: Let me look at the order first",
        "agent 6.3-8.0: Let me look at the order first",
    ],
)
def test_a_backchannel_or_an_ordinary_turn_change_is_no_interruption(agent: str) -> None:
    assert "agent_interrupted" not in names(f"""
        client 0.0-6.0: I rang three times and every time they told me it was on the van.
        {agent}
    """)


def test_the_client_who_cuts_in_on_the_agent_is_not_interrupted() -> None:
    assert "agent_interrupted" not in names("""
        agent 0.0-6.0: Let me tell you what I can see here on my screen.
        client 4.0-9.0: I don't care about your screen at all.
    """)


def test_a_bare_backchannel_is_no_moment() -> None:
    assert moments("agent: Mm-hm.") == []


def test_an_upset_client_who_talks_on_and_on_is_venting_until_a_pause() -> None:
    call = """
        client 0.0-8.0: My heating broke in January and nobody came for two whole weeks, I am absolutely furious.
        agent 8.0-8.5: Mm-hm.
        client 8.6-14.0: I have rung you four times and nobody ever rings me back, it is a disgrace.
    """
    heard = moments(call)
    assert (3, "client_venting") in [(id, name) for id, name, _ in heard]
    assert "client_done_venting" not in [name for _, name, _ in heard]
    assert "client_done_venting" not in names(call + "(pause 1.2)")
    assert names(call + "(pause 1.6)\n(pause 1)").count("client_done_venting") == 1


def test_each_breath_of_a_vent_is_one_until_the_agent_has_the_floor() -> None:
    call = """
        agent 0.0-2.0: Harbour Heating, Ruth speaking.
        client 2.5-14.0: I've had no heating since January, I waited in for your man, twice, and nobody came, nobody rang, nothing, I am absolutely furious.
        agent 14.0-14.5: Oh no.
        client 14.8-24.0: And I ring, and I ring, and I sit in your queue for an hour with a sick child on my lap, and then I'm cut off, and then it's tomorrow, always tomorrow, and nobody ever comes, I mean what do I pay you for?
        client 24.3-27.0: I was sat there like an idiot.
        agent 27.2-29.0: What is your address?
        client 29.3-31.0: It is number four, the red one.
    """  # noqa: E501
    assert [id for id, name, _ in moments(call) if name == "client_venting"] == [4, 5]


def test_a_word_said_over_a_client_who_talks_on_ends_no_vent_and_breaks_no_silence() -> None:
    call = """
        client 0.0-8.0: This is the third time I call, I waited in all day, I am absolutely furious.
        client 8.2-16.0: I have rung you four times and nobody ever rings me back, it is a disgrace.
        agent 26.0-26.8: A whole day!
        client 16.3-27.0: And then they sent me somebody who had the wrong key, and he laughed about it.
    """
    assert not {"client_done_venting", "agent_left_dead_air"} & set(names(call))


def test_who_takes_it_lightly_is_not_upset() -> None:
    told = "Nobody came, and nobody rang, and my daughter cried all night."
    assert "client_upset" in names(f"client: {told}")
    assert "client_upset" not in names(f"client: {told} But it's fine, we laughed about it.")


def test_a_plain_sentence_is_heard_in_the_tone_of_those_before() -> None:
    cross = """
        agent: Harbour Heating, Ruth speaking.
        client: This is ridiculous, I've waited three weeks and nobody has rung.
        agent: Sure, which one is it?
        client: I'm sick of being told to wait, it's a disgrace, it really is.
        agent: Yes, I can see that.
        client: I've called you four times and every time I get another story.
        agent: Of course.
        client: Nobody there cares and I'm furious about it.
    """
    friendly = """
        agent: Harbour Heating, Ruth speaking.
        client: Hello, I've a question about my order.
        agent: Sure, which one is it?
        client: It's the blue one, I ordered it on Monday.
        agent: Yes, I can see that.
        client: I'd like it sent to the office, please, if that's all right.
        agent: Of course.
        client: Lovely, thank you, that's very kind of you.
    """
    plain = "agent: Let me look.\nclient: I have been at home since Monday."
    assert (10, "client_upset") in {(where, name) for where, name, _ in moments(cross + plain)}
    assert (10, "client_upset") not in {(where, name) for where, name, _ in moments(friendly + plain)}


def test_a_calm_client_who_talks_long_is_not_venting() -> None:
    assert "client_venting" not in names(
        "client 0.0-20.0: We would like two of the blue chairs and one table, and the lamp you have in the shop."
    )


VENT = """client 0.0-8.0: This is the third time I call, I waited in all day, I am absolutely furious.
client 8.2-16.0: I have rung you four times and nobody ever rings me back, it is a disgrace."""


def test_a_vent_ends_when_the_client_asks_for_an_answer() -> None:
    assert "client_done_venting" in names(f"{VENT}\nclient: So what are you going to do about it?")


def test_a_vent_ends_when_the_agent_answers_but_not_when_they_fend_off_or_hand_back() -> None:
    assert "client_done_venting" in names(
        f"{VENT}\nagent: So you waited in all day, and nobody rang you back."
    )
    assert "client_done_venting" not in names(f"{VENT}\nagent: You need to calm down.")
    assert "client_done_venting" not in names(f"{VENT}\nagent: I'm listening, please go on.")


def test_a_second_mm_hm_after_the_vent_is_not_enough_of_an_answer() -> None:
    call = f"{VENT}\n(pause 2)\nagent: Mm-hm.\n(pause 2)\n"
    assert "agent_backchannel_only" not in names(call)
    assert "agent_backchannel_only" in names(call + "agent: Right.")
    breaths = VENT.splitlines()
    listened = f"{breaths[0]}\nagent: Mm.\nclient: Nobody came, nobody rang.\nagent: Mm-hm.\n{breaths[1]}"
    assert "agent_backchannel_only" in names(f"{listened}\n(pause 2)\nagent: Aye. Right enough.")


def test_a_silence_nobody_announced_is_dead_air_once() -> None:
    call = "client: My order number is four four one.\n(pause 7)\n"
    assert "agent_left_dead_air" not in names(call)
    assert names(call + "(pause 2)\n(pause 5)\nagent: Here it is.").count("agent_left_dead_air") == 1
    assert (
        names("client: It is four four one.\nagent 30-32: Here it is on my screen.").count(
            "agent_left_dead_air"
        )
        == 1
    )


@pytest.mark.parametrize(
    "call",
    [
        "agent: Bear with me a moment, I'm looking it up.\nclient: Sure.\n(pause 30)",
        "agent: May I put you on hold while I ask?\nclient: Okay.\n(pause 60)",
        "agent: What is your order number?\n(pause 12)",
        "client: It's in the hall. Hold on.\n(pause 12)",
        "client: I've to move the flour. One sec.\n(pause 12)",
    ],
)
def test_an_announced_silence_or_the_clients_own_is_no_dead_air(call: str) -> None:
    assert "agent_left_dead_air" not in names(call)


def test_the_clients_own_words_make_a_summary_without_a_phrase() -> None:
    heard = moments("""
        client: I paid the invoice in March and the money left my account twice.
        agent: Your money left the account twice for the March invoice.
    """)
    assert [(id, name) for id, name, _ in heard if name == "agent_summarized_back"] == [
        (2, "agent_summarized_back")
    ]


def test_a_question_with_the_clients_words_is_no_summary() -> None:
    assert "agent_summarized_back" not in names("""
        client: I paid the invoice in March and the money left my account twice.
        agent: Do you have the March invoice and the account from which the money left?
    """)


def test_yes_confirms_only_as_an_answer() -> None:
    assert "client_confirms" in names("agent: I can send a new one.\nclient: Yes.")
    assert "client_confirms" not in names("agent: Which colour was it?\nclient: Yes.")


def test_a_conditional_apology_is_no_apology() -> None:
    heard = names("agent: I'm sorry if you were inconvenienced.")
    assert "agent_conditional_apology" in heard
    assert not {"agent_apologized", "agent_empathized"} & set(heard)


UPSET = """
    client: This is the third time I call about this.
    client: It is ridiculous, nobody ever rings me back.
"""


def test_a_solution_for_an_upset_client_is_rushed_until_their_position_was_summarized() -> None:
    offer = "agent: I can send you a new one today."
    assert "agent_rushed_solution" in names(UPSET + offer)
    assert "agent_rushed_solution" not in names(offer)
    assert "agent_rushed_solution" not in names(UPSET + "agent: So you called three times.\n" + offer)
    assert "agent_rushed_solution" not in names(UPSET + "client: Please send me a new one.\n" + offer)


def test_an_explanation_is_a_defence_before_the_position_was_summarized_however_calmly_it_was_told() -> None:
    reason = "agent: We were very busy that week."
    calmly = "agent: Hello, this is Sam.\nclient: Hi Sam. I waited on Tuesday and your man did not come.\n"
    assert "agent_defended" in names(UPSET + reason)
    assert "agent_defended" in names(calmly + reason)
    assert "agent_defended" not in names(reason)
    assert "agent_defended" not in names(UPSET + "agent: So you called three times.\n" + reason)


def test_a_slight_that_lies_in_how_it_is_put_is_one_though_it_denies_something() -> None:
    denied = "agent: I'm not saying you did it, but we can't be liable once it's off site."
    assert "agent_defended" in names(UPSET + denied)


def test_a_goal_date_needs_more_than_trying() -> None:
    assert "agent_gave_goal_date" in names("agent: You will have it by Friday.")
    assert "agent_gave_goal_date" not in names("agent: I'll try to have it by Friday.")


def test_text_without_punctuation_is_understood() -> None:
    heard = names("client: this is the third time i have called and nobody ever rang me back im so fed up")
    assert "client_upset" in heard


def test_every_moment_is_spoken_by_whoever_its_name_says() -> None:
    assert all(name.startswith(channel) for name, channel in MOMENTS.items())
    assert len(MOMENTS) == 38
    assert {MOMENTS[name] for name in UNWANTED} == {"agent"}


def test_the_words_of_a_moment_stand_in_its_utterance() -> None:
    call = UPSET + VENT + "\nclient: I have been here for an hour now with my bags."
    said = {one.id: one.text for one in utterances(call) if isinstance(one, Utterance)}
    heard = moments(call)
    assert "client_venting" in [name for _, name, _ in heard]
    assert all(words and words in said[id] for id, _, words in heard)


def test_the_same_call_gives_the_same_moments() -> None:
    said = [one for one in utterances(UPSET + VENT) if isinstance(one, Utterance)]
    first, second = MomentDetector(), MomentDetector()
    assert [first.hear(one) for one in said] == [second.hear(one) for one in said]


def test_before_there_is_a_plan_the_clients_story_is_summed_up_and_nothing_is_read_back() -> None:
    told = """
        client: The sitter was supposed to come at four this afternoon, and nobody came. Nobody called me back.
        client: This is the third time since June.
        agent: So the sitter should've come at four. Nobody came and nobody called, and this is the third time, since
    """.rstrip() + " June. Is that right?"  # fmt: skip
    heard = names(told)
    assert "agent_summarized_back" in heard and "agent_read_back" not in heard
