"""What a kind of moment is called by those who review calls."""

from __future__ import annotations

from assist.coach.moments import UNWANTED
from assist.wording import Translate

_WORDS = {
    "client_upset": "upset",
    "client_venting": "lets it all out",
    "client_done_venting": "has let it out",
    "client_abusive": "insults",
    "client_states_want": "says what they want",
    "client_confirms": "agrees",
    "client_rejects": "refuses",
    "client_corrects": "corrects",
    "client_thanks": "thanks",
    "agent_greeted": "greeting",
    "agent_acknowledged": "acknowledges",
    "agent_empathized": "empathy",
    "agent_summarized_back": "says it back",
    "agent_asked_clarifying": "asks to clarify",
    "agent_apologized": "apology",
    "agent_asked_want": "asks what they want",
    "agent_stated_limit": "says what can’t be done",
    "agent_offered_option": "offers an option",
    "agent_gave_goal_date": "gives a date",
    "agent_promised_follow_up": "promises to come back",
    "agent_gave_contact": "gives a contact",
    "agent_offered_meeting": "offers to meet",
    "agent_read_back": "reads the note back",
    "agent_asked_if_right": "asks if it is right",
    "agent_thanked": "thanks",
    "agent_set_boundary": "sets a boundary",
    "agent_offered_break": "offers a break",
    "agent_interrupted": "interrupts",
    "agent_told_calm_down": "“calm down”",
    "agent_minimized": "plays it down",
    "agent_deflected": "“not my department”",
    "agent_defended": "explains before listening",
    "agent_blamed_client": "blames the client",
    "agent_conditional_apology": "“sorry if”",
    "agent_overpromised": "promises too much",
    "agent_rushed_solution": "solution too soon",
    "agent_backchannel_only": "only “uh-huh”",
    "agent_left_dead_air": "dead air",
}


def said_short(moment: str, tr: Translate = str) -> str:
    """A moment in a few words, beside the line in which it was said."""
    return tr(_WORDS.get(moment, moment.replace("_", " ")))


def said_kind(moment: str, tr: Translate = str) -> str:
    """A moment with whose it is, where it stands alone."""
    who = tr("Caller") if moment.startswith("client_") else tr("Agent")
    return f"{who}: {said_short(moment, tr)}"


def is_unwanted(moment: str) -> bool:
    """Whether it makes things worse."""
    return moment in UNWANTED or moment == "client_abusive"
