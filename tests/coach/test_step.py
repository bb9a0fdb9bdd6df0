"""Whole calls: which cards, ticks and warnings come, and why."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.coach.conditions import AFTER_CRITICAL, BETWEEN_CARDS, MOST_CARDS, TEN_MINUTES
from assist.coach.moments import MOMENTS
from assist.coach.playbook import Playbook, load_playbook
from assist.coach.state import CoachState
from assist.coach.step import step
from assist.events import (
    CHANNELS,
    Because,
    Event,
    Level,
    Moment,
    Partial,
    Prompt,
    PromptAnswered,
    PromptCleared,
    StepChanged,
    StepTicked,
    Tick,
    Utterance,
    Warning,
)
from tests.coach.calls import PLAYBOOK, Coached, coached, events

LATE_SOFA = """
    agent: Good morning, this is Ruth, how can I help you?
    client: I took a day off work for your delivery and nobody came. This is the third time I've called about it.
    agent: I can hear how annoying that is. Please tell me what happened.
    client 25.0-43.0: I waited from eight until six, I rang twice, and some man hung up on me. It is a disgrace. Nobody tells me anything, nobody cares, I have had enough of it.
    (pause 2)
    agent: So you took a day off, you waited from eight until six, and nobody came. Have I got that right?
    client: Yes, that's right.
    agent: I'm sorry. We let you down.
    (pause 2)
    client: Okay.
    agent: What would you like us to do?
    client: I want the sofa here before Saturday, and I want my delivery fee back.
    (pause 2)
    agent: I can't bring it tomorrow, the van is full. I can send it on Thursday, or you collect it today.
    (pause 6)
    client: Thursday works for me.
    agent: You will have it by Thursday noon, and I will call you on Thursday evening.
    agent: Let me read back what I wrote down: the sofa comes by Thursday noon. Is that correct?
    client: Yes, that's correct. Thank you.
    agent: Goodbye then.
"""  # noqa: E501


def test_a_call_that_goes_well_ticks_every_step_with_its_reason() -> None:
    call = coached(LATE_SOFA)
    assert call.ticked() == [
        ("calm", (3,)),
        ("listen", (3,)),
        ("listen", (4,)),
        ("clarify", (5,)),
        ("ask", (9,)),
        ("limits", (11,)),
        ("options", (11,)),
        ("document", (14,)),
    ]
    assert call.warnings == []
    assert call.omissions == []


def test_its_cards_lead_from_listening_to_the_note() -> None:
    assert coached(LATE_SOFA).prompts == [
        "Breathe, and show that you heard",
        "Your turn: say back what you heard",
        "Apologize, plainly and without an if",
        "Ask what would put this right",
        "Offer two options; let them choose",
        "Agree on exactly when",
    ]


def test_a_card_says_why_and_gives_the_clients_words_back() -> None:
    card = coached(LATE_SOFA).prompt("Breathe, and show that you heard")
    assert card.because == (Because(2, "took a day off"),)
    assert card.source == "7 Things To Do When Your Client Is Upset (000), 1"
    assert card.playbook == "upset-client"
    say_back = coached(LATE_SOFA).prompt("Your turn: say back what you heard").say
    assert say_back == (
        "Thank you for telling me. So, you waited from eight until six, you rang twice, "
        "and some man hung up on you. Have I got that right?"
    )


def test_the_first_event_makes_the_first_step_active() -> None:
    _, effects = step(PLAYBOOK, CoachState(), Tick(1.0))
    assert effects == (StepChanged(1.0, "calm", "active", ()),)


def test_a_calm_call_gets_no_card_no_warning_and_nothing_is_missed() -> None:
    call = coached("""
        agent: Harbour Parcels, Simon speaking. What can I do for you?
        client: Hi there. I would like to change the address for a parcel that arrives next week.
        agent: Sure, no trouble. What is the tracking number?
        client: It's three seven seven oh two six.
        agent: Thanks. A small box from Bristol. Where should we take it?
        client: To my office, please. Fourteen Mill Lane, on the second floor.
        agent: Done. The driver will come on Wednesday before noon.
        client: Lovely, that was quick. Thank you. Have a nice day.
        agent: You too. Bye now.
    """)
    assert (call.prompts, call.warnings, call.omissions) == ([], [], [])


UPSET = "client: I'm furious, I have called three times and nobody comes."
VENT = "client 20-34: I waited at home the whole day and nobody came, and nobody called me, it is ridiculous."


def test_a_warning_has_a_line_that_repairs_it_and_does_not_come_twice_in_a_row() -> None:
    call = coached(f"""
        {UPSET}
        agent: Sir, please calm down.
        client: Don't tell me to calm down.
        agent: I only said calm down please.
    """)
    assert call.warnings == ['"Calm down" makes it worse']


def test_while_they_vent_only_the_card_that_says_so_stands_and_warnings_still_come() -> None:
    call = coached(f"""
        {UPSET}
        {VENT}
        client 34.5-36: And nobody there ever rings me back about it.
        client 36.3-40: And then they hung up on me, I was standing in the rain.
        agent 40-44: Well that is not my department.
        client 44.2-48: I do not want another number, nobody answers them.
    """)
    assert call.prompts == ["Breathe, and show that you heard", "Let them finish"]
    assert call.cleared == ["expired"] and call.state.venting
    assert "Don't pass it on: own it" in call.warnings
    assert "You cut in: give the floor back" not in call.warnings  # the lesser fault of the same words


def test_the_card_for_a_vent_stands_while_they_go_on_and_not_behind_its_end() -> None:
    card = "Let them finish"
    assert coached(f"{UPSET}\n{VENT}\n(pause 2)").prompts[-1] == "Your turn: say back what you heard"
    assert card in coached(f"{UPSET}\n{VENT}\nclient 34.5-36: And nobody rings me back.").prompts
    assert card in coached(f"{UPSET}\n{VENT}\nagent 34.5-35: Yeah.\nclient: And nobody rings.").prompts
    spoken_on = Coached().take([*events(f"{UPSET}\n{VENT}"), Tick(35.0, quiet=False)])
    assert card in spoken_on.prompts


def test_a_card_that_had_to_keep_its_distance_comes_a_moment_later_if_nobody_answered() -> None:
    first = [*events(UPSET), at("agent_acknowledged", 8.0, 2)]
    more = Utterance(14.0, 3, "client", 10.0, 14.0, "I have waited in twice, and nobody rings me back.")
    call = [*first, more, at("client_upset", 14.0, 3)]
    card = "Say back what they told you"
    shown = next(one.at for one in Coached().take(call).effects if isinstance(one, Prompt))
    later = shown + BETWEEN_CARDS
    answer = Utterance(later - 0.5, 4, "agent", 14.3, later - 0.5, "We have had a lot of calls today, madam.")
    assert card not in Coached().take(call).prompts
    assert card not in Coached().take([*call, Tick(later - 1)]).prompts
    assert card in Coached().take([*call, Tick(later)]).prompts
    assert card not in Coached().take([*call, answer, Tick(later)]).prompts


def test_feeling_apologies_are_warned_of_only_where_the_policy_says_so() -> None:
    call = f"{UPSET}\nagent: I'm sorry you feel that way."
    assert "Apologize without an if" in coached(call).warnings
    allowed = load_playbook("upset-client", {"feeling_apology": "allow"})
    assert coached(call, allowed).warnings == []
    assert coached(f"{UPSET}\nagent: I'm sorry if that was bad.", allowed).warnings != []


def test_abuse_is_named_at_once_even_in_a_call_that_was_calm() -> None:
    for insult in (
        "You idiots sent me the wrong one.",
        "Ye shower of useless gobshites.",
        "You smug little git.",
    ):
        call = coached(f"client: Hello.\nclient: {insult}")
        assert call.prompts == ["Name it, and steer back to the problem"]
    assert coached("client: Hello.\nclient: I felt a right muppet standing there.").prompts == []


def test_no_goal_date_when_the_call_ends_is_told_once() -> None:
    call = coached(
        f"{UPSET}\nagent: Mm.\n{UPSET}\nagent: I will look into it and call you.\nclient: Goodbye.\nagent: Bye."
    )
    assert call.omissions == ["No goal date was said", "The note was not read back"]


def test_that_is_all_ends_a_call_only_behind_is_there_anything_else() -> None:
    asked = f"{UPSET}\nagent: Mm.\n{UPSET}\nclient: I want my money back, that's all."
    nothing_else = f"{asked}\nagent: There's nothing else I can do. I will look into it and call you."
    assert coached(nothing_else).omissions == []
    ended = f"{nothing_else}\nagent: Is there anything else?\nclient: No, that's all."
    assert coached(ended).omissions == ["No goal date was said", "The note was not read back"]


def test_a_goal_date_in_the_last_words_is_not_missed() -> None:
    call = coached(f"{UPSET}\nagent: You will have it by Friday at noon, goodbye.")
    assert "No goal date was said" not in call.omissions


def test_a_later_steps_evidence_leaves_the_earlier_steps_alone() -> None:
    call = coached(f"{UPSET}\nagent: What would you like us to do?")
    assert call.ticked() == [("ask", (2,))]
    assert call.state.active == "calm"


def test_an_optional_step_is_skipped_when_a_later_one_is_done() -> None:
    assert coached(f"{UPSET}\nagent: I can send you a new one.").ticked("skipped") == [("limits", (2,))]


def test_a_correction_opens_clarifying_again() -> None:
    call = coached("""
        client: This is the third time I call, nobody came on Monday to fix the boiler.
        agent: So nobody came on Tuesday to fix the boiler. Is that right?
        client: No, it was on Monday.
    """)
    assert "clarify" not in call.state.done and call.state.active == "clarify"


def at(moment: str, time: float, utterance: int = 1, confidence: float = 0.9) -> Moment:
    return Moment(time, moment, MOMENTS[moment], utterance, moment, confidence)


TWO_SIGNS_LATER = [at("client_upset", 181.0, 95), at("client_upset", 182.0, 97)]
TWO_SIGNS = [at("client_upset", 1.0), at("client_upset", 1.0, 3)]


def test_cards_keep_their_distance_unless_they_are_critical() -> None:
    first = [at("client_upset", 1.0), at("agent_acknowledged", 2.0)]
    soon = Coached().take([*first, at("client_upset", 1.0 + BETWEEN_CARDS - 1, 3)])
    late = Coached().take([*first, at("client_upset", 1.0 + BETWEEN_CARDS, 3)])
    critical = Coached().take([*first, at("client_venting", 3.0)])
    assert len(soon.prompts) == 1
    assert late.prompts[1:] == ["Say back what they told you"]
    assert critical.prompts[1:] == ["Let them finish"]


def test_who_is_upset_again_half_a_minute_after_a_card_may_bring_it_again() -> None:
    """A poor answer, and all of it is still to be said back; an offer turned down, and the next one too."""
    summarize = "Say back what they told you"
    first = [at("client_upset", 1.0), at("agent_acknowledged", 2.0), at("client_upset", 20.0, 3)]
    assert Coached().take([*first, at("client_upset", 42.0, 5)]).prompts.count(summarize) == 1
    assert Coached().take([*first, at("client_upset", 52.0, 5)]).prompts.count(summarize) == 2
    offered = [*TWO_SIGNS, at("agent_offered_option", 20.0, 4), at("client_rejects", 30.0, 5)]
    again = [*offered, at("agent_offered_option", 55.0, 6), at("client_rejects", 61.0, 7)]
    assert Coached().take(again).prompts.count("Ask what would make it better") == 2


def test_what_the_client_answers_is_answered_however_soon_after_the_last_card() -> None:
    """They say yes to the summary that a card asked for, and then what they want."""
    said_back = [*TWO_SIGNS, at("client_upset", 30.0, 5), at("agent_summarized_back", 33.0, 6)]
    agrees = [*said_back, at("client_confirms", 35.0, 7)]
    assert Coached().take(agrees).prompts[-1] == "Apologize, plainly and without an if"
    asked = [*agrees, at("agent_apologized", 37.0, 8), at("agent_asked_want", 37.0, 8)]
    wants = Coached().take([*asked, at("client_states_want", 39.0, 9)])
    assert wants.prompts[-1] == "Offer two options; let them choose"


def test_what_is_said_to_a_critical_warning_may_soon_bring_a_card() -> None:
    """The agent slipped, was told so, and the client is cross again."""
    slip = [*TWO_SIGNS, at("agent_told_calm_down", 30.0, 4)]
    told = Coached().take([*slip, at("client_upset", 30.0 + AFTER_CRITICAL, 5)])
    too_soon = Coached().take([*slip, at("client_upset", 30.0 + AFTER_CRITICAL - 1, 5)])
    assert told.prompts[1:] == ["Say back what they told you"]
    assert len(too_soon.prompts) == 1


def test_cards_and_warnings_share_one_distance_and_one_measure() -> None:
    """But for the critical ones, as those of the default playbook are: what was just said is made good at once."""
    patient = replace(
        PLAYBOOK,
        warnings=tuple(
            one.model_copy(update={"critical": one.id != "rushed_solution"}) for one in PLAYBOOK.warnings
        ),
    )

    def warned(*moments: Moment, playbook: Playbook = patient) -> list[str]:
        return Coached().take([*TWO_SIGNS, *moments], playbook).warnings

    assert warned(at("agent_rushed_solution", 5.0, 2)) == []
    assert warned(at("agent_rushed_solution", 13.0, 2)) != []
    assert warned(at("agent_rushed_solution", 5.0, 2), playbook=PLAYBOOK) != []
    assert warned(at("agent_told_calm_down", 5.0, 2)) != []
    many = [at("agent_rushed_solution", 61.0 * n, n) for n in range(1, 30)]
    effects = Coached().take([*TWO_SIGNS, *many], patient).effects
    times = [effect.at for effect in effects if isinstance(effect, Warning)]
    assert len(times) > MOST_CARDS
    assert all(later - first >= TEN_MINUTES for first, later in zip(times, times[MOST_CARDS:], strict=False))


def test_of_two_warnings_on_one_utterance_the_graver_is_shown() -> None:
    both = [at("agent_minimized", 2.0, 2), at("agent_told_calm_down", 2.0, 2)]
    upset = Coached().take([at("client_upset", 1.0)]).state
    assert Coached(state=upset).take(PLAYBOOK.gravest_first(both)).warnings == ['"Calm down" makes it worse']
    assert len(Coached(state=upset).take([both[0], at("agent_told_calm_down", 3.0, 3)]).warnings) == 2


def test_a_warning_does_not_come_where_help_follows_in_the_same_breath() -> None:
    passed_on = at("agent_deflected", 2.0, 2)
    upset = Coached().take([at("client_upset", 1.0)]).state
    helped = PLAYBOOK.gravest_first([passed_on, at("agent_offered_option", 2.0, 2)])
    assert Coached(state=upset).take(helped).warnings == []
    later = [passed_on, at("agent_offered_option", 5.0, 3)]
    assert Coached(state=upset).take(later).warnings == ["Don't pass it on: own it"]


# --- whether the client is upset -----------------------------------------------------------------------------


def calm_turns(first: float, count: int) -> list[Event]:
    """So many times the agent asks, and the client answers."""
    return [
        Utterance(
            first + n, 100 + n, "client" if n % 2 else "agent", first + n, first + n, "It is nine Mill Lane."
        )
        for n in range(2 * count)
    ]


def test_one_clear_sign_says_maybe_at_the_calls_beginning_and_not_after_calm_talk() -> None:
    first = Coached().take([at("client_upset", 5.0)]).state
    assert first.upset.maybe and not first.is_upset
    assert not Coached().take([at("client_upset", 5.0, confidence=0.6)]).state.upset.maybe
    later = [*calm_turns(20.0, 6), at("client_upset", 31.0, 111)]
    assert not Coached().take(later).state.upset.maybe
    assert Coached().take([*later, *calm_turns(40.0, 1), at("client_upset", 41.0, 101)]).state.upset.maybe


def test_who_takes_it_lightly_needs_more_signs() -> None:
    cross = "client: I am really angry about this.\n"
    easy = "client: It's nobody's fault, really.\nagent: I see that here.\n"
    assert coached(cross + "agent: One moment.\n" + cross).state.is_upset
    assert not coached(easy + cross + "agent: One moment.\n" + cross).state.is_upset


def test_the_agents_sympathy_tells_of_a_client_who_is_upset_and_not_before_a_sign_of_theirs() -> None:
    hard = [at("agent_empathized", 34.0, 112)]
    quietly = [*calm_turns(20.0, 6), at("client_upset", 33.0, 111)]
    assert not Coached().take(quietly).state.upset.maybe
    assert Coached().take([*quietly, *hard]).state.is_upset
    assert not Coached().take([*calm_turns(20.0, 6), *hard]).state.upset.maybe


def test_signs_wear_off_with_every_turn_that_has_none() -> None:
    weak = [at("client_upset", 10.0, 1, 0.65), at("client_upset", 90.0, 3, 0.65)]
    assert Coached().take(weak).state.upset.maybe
    assert not Coached().take([weak[0], *calm_turns(20.0, 11), weak[1]]).state.upset.maybe


def test_who_gave_many_signs_counts_as_upset_for_longer() -> None:
    one = [at("client_upset", 5.0)]
    three = [*one, at("client_upset", 10.0, 3), at("client_upset", 15.0, 5)]
    assert not Coached().take([*one, *calm_turns(20.0, 6)]).state.upset.maybe
    assert Coached().take([*three, *calm_turns(20.0, 6)]).state.is_upset


def test_two_signs_of_one_utterance_are_one_and_abuse_alone_is_enough() -> None:
    twice = [at("client_upset", 200.0, 3, 0.6), at("client_upset", 200.0, 3, 0.6)]
    assert not Coached().take(twice).state.upset.maybe
    assert Coached().take([*calm_turns(20.0, 4), at("client_abusive", 300.0, 3)]).state.is_upset


# --- whose move it is ----------------------------------------------------------------------------------------


def test_no_card_asks_for_a_move_that_the_agent_has_made() -> None:
    vent = [at("client_venting", 5.0), at("client_upset", 5.0), at("client_upset", 6.0, 5)]
    done = at("client_done_venting", 12.0)
    answered = Utterance(12.0, 2, "agent", 8.0, 12.0, "And when was the last time that they came?")
    listening = Utterance(8.5, 2, "agent", 8.0, 8.5, "Mm, right.")
    assert Coached().take([*vent, answered, done]).prompts == ["Let them finish"]
    assert Coached().take([*vent, listening, done]).prompts[-1] == "Your turn: say back what you heard"


def test_no_card_asks_for_what_the_agent_just_did_if_not_clearly() -> None:
    heard = [at("client_upset", 1.0), at("client_upset", 1.0, 3), at("agent_acknowledged", 2.0, 4)]
    again = at("client_upset", 40.0, 7)
    unclear = at("agent_summarized_back", 20.0, 6, 0.75)
    assert Coached().take([*heard, again]).prompts[-1] == "Say back what they told you"
    assert "Say back what they told you" not in Coached().take([*heard, unclear, again]).prompts


def test_no_card_comes_in_the_middle_of_a_sentence() -> None:
    for words, cards in (
        ("I'm furious, I rang your office three times and", []),
        ("I'm furious, I rang your office three times.", ["Breathe, and show that you heard"]),
    ):
        greeting = Utterance(3.0, 1, "agent", 0.0, 3.0, "Good morning, Harbour Parcels, how can I help?")
        said = Utterance(8.0, 2, "client", 3.3, 8.0, words)
        assert Coached().take([greeting, said, at("client_upset", 8.0, 2)]).prompts == cards


def test_some_cards_come_only_in_answer_to_what_the_agent_said_just_before() -> None:
    plan = [*TWO_SIGNS, at("agent_offered_option", 20.0, 2)]
    asked = [
        Utterance(t, n, "agent", t - 4, t, "And which address was that again?")
        for t, n in ((40.0, 4), (60.0, 6))
    ]
    heard = [Utterance(t, n, "client", t - 4, t, "It is nine Mill Lane.") for t, n in ((30.0, 3), (50.0, 5))]
    yes = at("client_confirms", 70.0, 7)
    assert Coached().take([*plan, yes]).prompts[-1] == "Agree on exactly when"
    between = [heard[0], asked[0], heard[1], asked[1]]
    assert "Agree on exactly when" not in Coached().take([*plan, *between, yes]).prompts


def test_who_is_not_upset_needs_no_calm_and_no_listening_but_what_is_done_is_ticked() -> None:
    call = coached(
        "client: Where do I change my address?\nagent: I see it here.\nagent: I understand, no problem."
    )
    assert call.ticked() == []
    calm = [
        at("agent_acknowledged", 1.0),
        at("agent_summarized_back", 2.0, 2),
        at("agent_offered_option", 3.0, 3),
    ]
    assert Coached().take(calm).ticked() == [("clarify", (2,)), ("options", (3,))]


def test_what_is_critical_leaves_the_other_cards_their_room() -> None:
    slips = [at("agent_told_calm_down", 20.0 * n, 2 * n) for n in range(1, MOST_CARDS + 2)]
    wish = at("client_states_want", 20.0 * (MOST_CARDS + 2), 99)
    asked = at("agent_asked_want", wish.at - 15, 98)
    assert (
        "Offer two options; let them choose"
        in Coached().take([*TWO_SIGNS, *slips, *TWO_SIGNS_LATER, asked, wish]).prompts
    )


def test_a_warning_may_come_again_when_the_first_was_read() -> None:
    slips = [at("agent_told_calm_down", 2.0, 2), at("agent_told_calm_down", 11.0, 4)]
    assert len(Coached().take(slips).warnings) == 2


def test_a_step_is_not_ticked_by_what_was_hardly_heard() -> None:
    unclear, clear = (at("agent_offered_option", 2.0, 2, sure) for sure in (0.75, 0.85))
    assert Coached().take([at("client_upset", 1.0), unclear]).ticked() == []
    assert Coached().take([at("client_upset", 1.0), clear]).ticked() == [("options", (2,))]


def test_a_weaker_card_is_replaced_and_a_weaker_one_is_dropped() -> None:
    replaced = Coached().take([at("client_upset", 1.0), at("client_venting", 2.0)])
    assert replaced.cleared == ["replaced"]
    dropped = Coached().take([at("client_abusive", 1.0), at("client_venting", 2.0)])
    assert (dropped.prompts, dropped.cleared) == (["Name it, and steer back to the problem"], [])


def test_a_card_expires() -> None:
    shown = Coached().take([at("client_upset", 1.0), Tick(15.9)])
    assert shown.cleared == []
    assert shown.take([Tick(16.0)]).cleared == ["expired"]


def test_the_card_of_a_step_that_is_done_never_comes() -> None:
    asked = [*TWO_SIGNS, at("agent_asked_want", 20.0, 2)]
    want = at("client_states_want", 30.0, 3)
    assert "Offer two options; let them choose" in Coached().take([*asked, want]).prompts
    done = StepTicked(25.0, "options", True)
    assert "Offer two options; let them choose" not in Coached().take([*asked, done, want]).prompts


def test_the_agents_own_tick_clears_the_card_and_holds_against_evidence() -> None:
    ticked = Coached().take([at("client_upset", 1.0), StepTicked(2.0, "calm", True)])
    assert ticked.cleared == ["done"] and ticked.ticked() == [("calm", ())]
    unticked = ticked.take([StepTicked(3.0, "calm", False), at("agent_empathized", 4.0)])
    assert "calm" not in unticked.state.done and unticked.state.active == "calm"


def test_done_on_a_card_ticks_its_step_and_not_now_sends_it_away() -> None:
    shown = Coached().take([at("client_upset", 1.0)])
    id = next(effect.id for effect in shown.effects if isinstance(effect, Prompt))
    done = Coached(state=shown.state).take([PromptAnswered(2.0, id, "done")])
    assert (done.cleared, done.ticked()) == (["done"], [("calm", ())])
    away = Coached(state=shown.state).take([PromptAnswered(2.0, id, "not_now"), at("client_upset", 80.0)])
    assert (away.cleared, away.ticked(), away.prompts) == (["dismissed"], [], [])


def test_an_answer_to_a_card_that_is_gone_changes_nothing() -> None:
    shown = Coached().take([at("client_upset", 1.0)])
    state, effects = step(PLAYBOOK, shown.state, PromptAnswered(2.0, 99, "done"))
    assert effects == () and state == shown.state._replace(now=2.0)


# --- what holds for any call ---------------------------------------------------------------------------------

TIMES = st.floats(0, 400, allow_nan=False)
IDS = st.integers(1, 12)
STEPS = st.sampled_from([*(one.id for one in PLAYBOOK.steps), "no such step"])
ANY_MOMENT = st.builds(
    lambda time, name, id, sure: Moment(time, name, MOMENTS[name], id, name.replace("_", " "), sure),
    TIMES,
    st.sampled_from(sorted(MOMENTS)),
    IDS,
    st.floats(0, 1),
)
ANY_EVENT: st.SearchStrategy[Event] = st.one_of(
    ANY_MOMENT,
    ANY_MOMENT,
    st.builds(
        lambda time, id, channel, text: Utterance(time, id, channel, time, time, text),
        TIMES,
        IDS,
        st.sampled_from(CHANNELS),
        st.sampled_from(["", "Goodbye.", "I have called three times about this.", "by Friday, bye"]),
    ),
    st.builds(Tick, TIMES, st.booleans()),
    st.builds(Level, TIMES, st.sampled_from(CHANNELS), st.floats(0, 1)),
    st.builds(PromptAnswered, TIMES, IDS, st.sampled_from(["done", "not_now"])),
    st.builds(StepTicked, TIMES, STEPS, st.booleans()),
    st.builds(lambda time: Partial(time, "agent", time, "so", 2), TIMES),
)
IN_ORDER = st.lists(ANY_EVENT, max_size=60).map(lambda some: sorted(some, key=lambda event: event.at))
CRITICAL = {card.headline for card in PLAYBOOK.cards if card.critical}
GRAVE = {warning.headline for warning in PLAYBOOK.warnings if warning.critical}
WHILE_VENTING = {card.headline for card in PLAYBOOK.cards if card.while_venting}
WHILE_VENTING_IDS = {card.id for card in PLAYBOOK.cards if card.while_venting}


@given(st.lists(ANY_EVENT, max_size=60))
def test_any_events_in_any_order_give_a_state_and_the_same_effects_again(some: list[Event]) -> None:
    first, second = Coached().take(some), Coached().take(some)
    assert first.effects == second.effects and first.state == second.state
    times = [effect.at for effect in first.effects]
    assert times == sorted(times)


@given(IN_ORDER)
@settings(max_examples=200)
def test_cards_come_one_at_a_time_apart_with_a_reason_and_never_for_a_done_step(some: list[Event]) -> None:
    call = Coached()
    shown: int | None = None
    free_from = -1e9
    shown_at: list[float] = []
    done: set[str] = set()
    ids: set[int] = set()
    for event in some:
        before = len(call.effects)
        call.take([event])
        for effect in call.effects[before:]:
            if isinstance(effect, Prompt):
                assert shown is None
                assert effect.step not in done
                assert effect.because and effect.say and "{" not in effect.say
                critical = effect.headline in CRITICAL
                assert critical or effect.at >= free_from
                assert critical or len([t for t in shown_at if effect.at - t < 600]) < MOST_CARDS
                assert effect.headline in WHILE_VENTING or not call.state.venting
                assert effect.id not in ids
                ids.add(effect.id)
                shown = effect.id
                free_from = max(free_from, effect.at + (AFTER_CRITICAL if critical else BETWEEN_CARDS))
                if not critical:
                    shown_at.append(effect.at)
            elif isinstance(effect, Warning):
                assert effect.because and effect.repair
                grave = effect.headline in GRAVE
                assert grave or effect.at >= free_from
                free_from = max(free_from, effect.at + (AFTER_CRITICAL if grave else BETWEEN_CARDS))
                if not grave:
                    shown_at.append(effect.at)
            elif isinstance(effect, PromptCleared):
                assert effect.id == shown
                shown = None
            elif isinstance(effect, StepChanged):
                (done.add if effect.state == "done" else done.discard)(effect.step)
        assert done == call.state.done
        card = call.state.card
        assert (card.id if card else None) == shown
        assert card is None or not call.state.venting or card.card in WHILE_VENTING_IDS


@given(IN_ORDER)
def test_the_agents_last_tick_on_a_step_stands(some: list[Event]) -> None:
    call = Coached().take(some)
    by_hand = {event.step: event.done for event in some if isinstance(event, StepTicked)}
    answered = any(isinstance(event, PromptAnswered) and event.answer == "done" for event in some)
    for id, ticked in by_hand.items():
        if id != "no such step" and (ticked or not answered):
            assert (id in call.state.done) == ticked


def test_a_state_is_never_changed_in_place() -> None:
    state, seen = CoachState(), []
    for event in events(LATE_SOFA):
        seen.append((state, repr(state)))
        state, _ = step(PLAYBOOK, state, event)
    assert all(repr(before) == written for before, written in seen)
