"""What the two on the line are called by whoever reviews a call: the agent is not "you"."""

from __future__ import annotations

from assist.events import Channel
from assist.wording import Translate

SPEAKERS: dict[Channel, str] = {"agent": "Agent", "client": "Caller"}
SOURCES: dict[str, str] = {"agent": "Agent", "client": "Caller", "note": "Note"}
"""Who said a line that was found, or that it is the note's."""

_SAID = {
    "You": "Agent",
    "you said {words}": "the agent said {words}",
    "of what you said": "of what the agent said",
}


def reviewed_by(tr: Translate) -> Translate:
    """A translator that puts the sidebar's words into a reviewer's first."""
    return lambda text: tr(_SAID.get(text, text))


as_reviewed = reviewed_by(str)
