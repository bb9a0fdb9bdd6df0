"""What a turn is heard against: what it answers, and what the call has held so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from assist.coach.openings import ENDS, day_or_number, openings
from assist.coach.summary import content_words
from assist.coach.tokens import Spoken
from assist.events import Channel

_REMEMBERED = 8
_FEW = 3
_NO_SIGN = frozenset(
    ("agent_greeted", "client_upset", "client_venting", "client_done_venting", "client_abusive")
)
_KINDS = {
    "a recap": "agent_summarized_back agent_asked_if_right agent_read_back",
    "a plan": "agent_offered_option agent_gave_goal_date agent_promised_follow_up agent_offered_meeting",
    "an offer": "agent_offered_option agent_offered_meeting",
    "a limit": "agent_stated_limit",
    "a slight": "agent_blamed_client agent_minimized agent_told_calm_down agent_conditional_apology agent_defended "
    "agent_deflected",
    "a question": "agent_asked_clarifying",
    "a wish asked for": "agent_asked_want",
    "sympathy": "agent_empathized agent_acknowledged agent_apologized",
}
_KINDS_OF: dict[str, tuple[str, ...]] = {}
for _kind, _names in _KINDS.items():
    for _name in _names.split():
        _KINDS_OF[_name] = (*_KINDS_OF.get(_name, ()), _kind)
_ENOUGH_SHARED, _MOSTLY = 3, 0.4
"""So many content words, and such a part of them, were the client's own: it is said back to them."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a turn is heard against."""

    words: frozenset[str] = frozenset()
    """Stems of the content words that the client said; for a client's turn those of what it answers."""
    own_words: frozenset[str] = frozenset()
    """Those that the agent said; for a client's turn none."""
    marks: frozenset[str] = frozenset()
    """What the other said last and how it ended; what was heard in the call so far."""
    kinds: frozenset[str] = frozenset()
    """What sort of thing a client's turn answers: a recap, a plan, a slight."""
    answered: frozenset[str] = frozenset()
    """Stems of the content words of what a client's turn answers."""
    numbers: frozenset[str] = frozenset()
    """The numbers and days in what a client's turn answers."""


@dataclass(frozen=True)
class Heard:
    """A turn that was heard: who said it, its tokens and its moments."""

    channel: Channel
    spoken: Spoken
    moments: frozenset[str] = frozenset()

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of its content words."""
        return frozenset(content_words(token.word for token in self.spoken.tokens))


def before(channel: Channel, turns: Sequence[Heard], heard: Collection[str] = ()) -> Before:
    """What the channel's next turn is heard against, after these turns; `heard`: the call's moments so far."""
    # every call begins with a greeting; and a client once held to be upset must not be the reason to think so again
    marks = {_mark("heard", name) for name in heard if name not in _NO_SIGN}
    if turns and turns[-1].channel != channel:
        marks |= {_mark("after", name) for name in turns[-1].moments if name != "agent_greeted"}
    clients_own = _lately("client", turns)
    if channel == "agent":
        if not any(turn.channel == "agent" for turn in turns):
            marks.add("=nothing yet")
        return Before(clients_own, _lately("agent", turns) - clients_own, frozenset(marks))
    answered = _answered(turns)
    if turns and turns[-1].channel == "agent":
        marks |= _how_it_ends(turns[-1].spoken.items)
    kinds = {kind for turn in answered for name in turn.moments for kind in _KINDS_OF.get(name, ())}
    words = frozenset().union(*(turn.content for turn in answered))
    told = [token.word for turn in answered for token in turn.spoken.tokens]
    if "or" in told:
        kinds.add("a choice")
    shared = len(words & clients_own)
    if shared >= _ENOUGH_SHARED and shared >= _MOSTLY * len(words):
        kinds.add("own words")
    numbers = frozenset(word for word in told if day_or_number(word))
    return Before(words, frozenset(), frozenset(marks), frozenset(kinds), words, numbers)


@lru_cache(maxsize=256)
def _mark(when: str, moment: str) -> str:
    return f"={when} {moment}"


def _lately(channel: Channel, turns: Sequence[Heard]) -> frozenset[str]:
    """The content words of the channel's last turns."""
    said = (turn.content for turn in reversed(turns) if turn.channel == channel)
    return frozenset().union(*islice(said, _REMEMBERED))


def _answered(turns: Sequence[Heard]) -> list[Heard]:
    """What the agent said since the client's last turn that was more than a word or two."""
    since: list[Heard] = []
    for turn in reversed(turns):
        if turn.channel == "agent":
            since.append(turn)
        elif len(turn.spoken.tokens) > _FEW:
            break
    return since


def _how_it_ends(line: tuple[str, ...]) -> frozenset[str]:
    end = len(line) - 1
    start = max((at for at in range(end) if line[at] in ENDS), default=-1)
    sentence = line[start + 1 : end]
    return (
        frozenset("=after " + name[1:] for name, _ in openings(sentence, line[end] == "?"))
        if sentence
        else frozenset()
    )
