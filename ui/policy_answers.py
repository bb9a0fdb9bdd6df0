"""What an answer to a playbook's question is called where somebody chooses one."""

from __future__ import annotations

from assist.wording import in_words
from ui.words import tr

_ANSWERS = {
    ("apology_scope", "business"): "Yes",
    ("apology_scope", "own_mistake"): "Only for my own mistakes",
    ("feeling_apology", "warn"): "No: warn me",
    ("feeling_apology", "allow"): "Yes",
    ("respond_while_venting", "acknowledge"): "Short words",
    ("respond_while_venting", "silent"): "Say nothing",
    ("interrupt", "never"): "Never",
    ("interrupt", "to_steer_back"): "Only to steer back",
    ("want_before_solution", "ask_first"): "In every case",
    ("want_before_solution", "if_unclear"): "Only if they have not said it",
}


def answer_words(policy: str, value: str) -> str:
    """The answer as people give it to that question; one of a team's own question as its file has it."""
    return tr(_ANSWERS.get((policy, value), in_words(value)))
