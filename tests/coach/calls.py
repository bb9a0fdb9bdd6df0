"""Calls as they are written down here: one line a turn, "agent: …" or "client: …", if need be with its times:
"client 12.0-15.5: …". A line of its own, "(pause 9)", lets nobody speak for nine seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assist.coach.comparison import understood
from assist.coach.moments import MomentDetector
from assist.coach.playbook import Playbook, load_playbook
from assist.coach.state import CoachState
from assist.coach.step import step
from assist.events import (
    Channel,
    Event,
    Moment,
    Omission,
    Prompt,
    PromptCleared,
    StepChanged,
    Tick,
    Utterance,
    Warning,
)

_LINE = re.compile(r"(agent|client)(?: ([\d.]+)-([\d.]+))?: (.+)")
_PAUSE = re.compile(r"\(pause ([\d.]+)\)")
PLAYBOOK = load_playbook("upset-client")


def utterances(transcript: str) -> Iterator[Utterance | float]:
    """The turns, and between them the seconds until which nobody spoke."""
    end, id = 0.0, 0
    for line in filter(None, map(str.strip, transcript.splitlines())):
        if pause := _PAUSE.fullmatch(line):
            end += float(pause[1])
            yield end
            continue
        found = _LINE.fullmatch(line)
        assert found, f"not a line of a call: {line}"
        channel: Channel = "agent" if found[1] == "agent" else "client"
        text = found[4]
        id += 1
        start = float(found[2]) if found[2] else end + 0.3
        stop = float(found[3]) if found[3] else start + 0.4 * len(text.split())
        end = max(end, stop)
        yield Utterance(stop, id, channel, start, stop, text)


def moments(transcript: str) -> list[tuple[int, str, str]]:
    """What was heard: utterance, moment, words."""
    detector = MomentDetector()
    heard: list[Moment] = []
    for said in utterances(transcript):
        heard += detector.silence(said) if isinstance(said, float) else detector.hear(said)
    return [(moment.utterance, moment.moment, moment.words) for moment in heard]


def names(transcript: str) -> list[str]:
    return [name for _, name, _ in moments(transcript)]


@dataclass
class Coached:
    """What the agent saw in a call."""

    effects: list[Event] = field(default_factory=list)
    state: CoachState = field(default_factory=CoachState)

    @property
    def prompts(self) -> list[str]:
        return [effect.headline for effect in self.effects if isinstance(effect, Prompt)]

    @property
    def warnings(self) -> list[str]:
        return [effect.headline for effect in self.effects if isinstance(effect, Warning)]

    @property
    def omissions(self) -> list[str]:
        return [effect.headline for effect in self.effects if isinstance(effect, Omission)]

    @property
    def cleared(self) -> list[str]:
        return [effect.reason for effect in self.effects if isinstance(effect, PromptCleared)]

    def ticked(self, state: str = "done") -> list[tuple[str, tuple[int, ...]]]:
        """Steps with the utterances that were the reason."""
        return [
            (effect.step, tuple(because.utterance for because in effect.because))
            for effect in self.effects
            if isinstance(effect, StepChanged) and effect.state == state
        ]

    def prompt(self, headline: str) -> Prompt:
        [found] = [one for one in self.effects if isinstance(one, Prompt) and one.headline == headline]
        return found

    def take(self, events: Iterable[Event], playbook: Playbook = PLAYBOOK) -> Coached:
        for event in understood(events):
            self.state, effects = step(playbook, self.state, event)
            self.effects += effects
        return self


def events(transcript: str) -> Iterator[Event]:
    detector = MomentDetector()
    for said in utterances(transcript):
        if isinstance(said, float):
            yield from detector.silence(said)
            yield Tick(said)
        else:
            yield said
            yield from detector.hear(said)


def coached(transcript: str, playbook: Playbook = PLAYBOOK) -> Coached:
    return Coached().take(events(transcript), playbook)
