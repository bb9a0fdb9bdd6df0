"""What of the client's telling counts as a problem: what weighs enough, and what the agent says back to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assist.note import likeness
from assist.note.statement import Statement

MOST_PROBLEMS = 5
# a problem's log odds below which it is shown beside a surer one only once the agent has taken it up
FAINT = -0.6
SURER = 0.5
RECENT = 6  # utterances, in which the agent comes back to what was told
SHARED = 2  # content words by which something told is said back
MOST_OF_IT = 0.4  # and share of its own
SAID_BACK = 2.0  # log odds that this adds


def weightiest(problems: Sequence[Statement]) -> list[Statement]:
    """The problems that are shown, in the order in which they were told."""
    most = max((one.score for one in problems), default=0.0)
    shown = [one for one in problems if one.taken_up or one.score >= FAINT or one.score > most - SURER]
    by_weight = sorted(shown, key=lambda one: (-one.score, one.order))[:MOST_PROBLEMS]
    return [one for one in problems if any(one is kept for kept in by_weight)]


def take_up(
    number: int, text: str, problems: Sequence[Statement], told: Sequence[Statement]
) -> list[Statement]:
    """What the agent says back in an utterance: marks it among the problems; what was only told so far is returned,
    weightier now."""
    recent = [one for one in problems if number - one.sources[-1] <= RECENT and not one.taken_up]
    told = [one for one in told if number - one.sources[0] <= RECENT]
    if not (recent or told):
        return []
    said = likeness.content(text)
    for problem in recent:
        problem.taken_up = bool(said & likeness.content(problem.text))
    found = []
    for one in told:
        words = likeness.content(one.text)
        if len(said & words) >= max(min(SHARED, len(words) - 1), MOST_OF_IT * len(words), 1):
            found.append(dataclasses.replace(one, score=one.score + SAID_BACK, taken_up=True))
    return found
