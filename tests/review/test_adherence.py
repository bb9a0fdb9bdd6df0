"""How a call kept its playbook, told from its transcript."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assist.coach.state import CoachState
from assist.coach.step import step
from assist.events import Because, StepChanged, StepTicked
from assist.review.adherence import Judgement, adherence, explained
from tests.review.conftest import PLAYBOOK, kept

WHOLE = """
    agent: Good morning, this is Ruth.
    client: This is the third time I have to call. I took a day off and nobody came. I am furious.
    agent: I hear you. You took a day off, nobody came, and this is the third time you have to call.
    client: Yes. That's right.
    agent: I am so sorry about this. What would you like us to do?
    client: I want somebody to come on Friday.
    agent: I can send Grace on Friday at noon.
    client: That works.
    agent: Let me read that back: nobody came, and I send Grace on Friday, 27 November at noon. Is that right?
    client: Yes, that's right. Thank you.
"""


def judged(transcript: str, folder: Path) -> dict[str, Judgement]:
    return {one.step: one for one in adherence(kept(transcript, folder), PLAYBOOK)}


def test_steps_that_were_said_are_done_with_their_words(tmp_path: Path) -> None:
    call = kept(WHOLE, tmp_path)
    steps = {one.step: one for one in adherence(call, PLAYBOOK)}
    assert {steps[name].verdict for name in ("calm", "clarify", "ask", "options", "document")} == {"done"}
    clarify = steps["clarify"]
    assert [reason.utterance for reason in clarify.because] == [3]
    assert "you said “" in explained(clarify, call.utterance)


def test_what_was_never_said_is_missed_and_names_the_cards_that_asked(tmp_path: Path) -> None:
    steps = judged(
        """
        agent: Good morning, this is Ruth.
        client: I took a day off and nobody came. Nobody called. I am furious, this is the third time.
        agent: Okay.
        client: So what now? I have waited since eight this morning and nobody told me anything.
        agent: Bye.
        """,
        tmp_path,
    )
    assert steps["clarify"].verdict == "missed" and steps["document"].verdict == "missed"
    asked = [one for one in steps.values() if one.verdict == "missed" and one.cards]
    assert asked and all("a card asked for it at" in explained(one, lambda _id: None) for one in asked)


def test_a_step_after_a_later_one_is_late(tmp_path: Path) -> None:
    steps = judged(
        """
        agent: Good morning, this is Ruth.
        client: I am furious, the parcel did not come, and I have paid for it.
        agent: I can send you a new one today, or give you the money back.
        client: A new one, yes, please. It was for my mother's birthday on Monday.
        agent: So you paid for the parcel for your mother's birthday on Monday, and it did not come.
        client: Yes.
        """,
        tmp_path,
    )
    assert steps["options"].verdict == "done"
    assert steps["clarify"].verdict == "late" and steps["clarify"].after == "Offer"
    assert "should have come before “Offer”" in explained(steps["clarify"], lambda _id: None)


def test_a_calm_client_needs_no_calming(tmp_path: Path) -> None:
    steps = judged(
        """
        agent: Good morning, this is Ruth.
        client: Hello, I would like to change my address, please.
        agent: Of course. What is the new one?
        client: Twelve Mill Lane.
        """,
        tmp_path,
    )
    assert steps["calm"].verdict == "not_applicable" and steps["listen"].verdict == "not_applicable"
    assert explained(steps["calm"], lambda _id: None) == "the client was not upset"
    assert steps["limits"].verdict == "not_applicable"
    assert explained(steps["limits"], lambda _id: None) == "need not be done"


def test_without_its_playbook_a_call_is_judged_by_what_happened(tmp_path: Path) -> None:
    call = kept(WHOLE, tmp_path)
    steps = {one.step: one for one in adherence(call, None, ["clarify", "greet"])}
    assert steps["clarify"].verdict == "done" and steps["clarify"].label == "Clarify"
    assert steps["greet"].verdict == "missed"


def test_a_step_that_was_ticked_by_hand_says_so(tmp_path: Path) -> None:
    _, effects = step(PLAYBOOK, CoachState(), StepTicked(5.0, "ask", True))
    ticked = [effect for effect in effects if isinstance(effect, StepChanged)]
    call = replace(kept("agent: Good morning.\nclient: Hello.", tmp_path), steps=tuple(ticked))
    ask = next(one for one in adherence(call, PLAYBOOK) if one.step == "ask")
    assert ask.verdict == "done" and ask.by_hand
    assert explained(ask, lambda _id: None) == "ticked by hand"


def test_a_step_that_is_open_again_at_the_end_is_not_called_never_said(tmp_path: Path) -> None:
    call = kept(WHOLE, tmp_path)
    done = next(one for one in call.steps if one.step == "clarify" and one.state == "done")
    corrected = Because(4, "That's right")
    for because, told in (
        ((corrected,), "open again after the caller said “That’s right” · 00:"),
        ((), "taken back by hand, and not done again"),
    ):
        opened = StepChanged(done.at + 5, "clarify", "active", because)
        steps = {
            one.step: one
            for one in adherence(replace(call, steps=(*call.steps, opened)), PLAYBOOK, ["clarify"])
        }
        words = explained(steps["clarify"], call.utterance).replace("\N{NO-BREAK SPACE}", " ")
        assert steps["clarify"].verdict == "missed" and words.startswith(told), words
        assert "never said" not in words and words.endswith("not done again")
