"""A kept call as one record: its events folded into what a reader wants to see beside one another."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assist.calls.store import StoredCall
from assist.events import (
    Disposition,
    Gap,
    Moment,
    Note,
    Omission,
    Prompt,
    PromptCleared,
    StepChanged,
    Utterance,
    UtteranceCorrected,
    Warning,
    from_json,
)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card of the call, and what became of it: `until` and `reason` are None where the call ended before it."""

    prompt: Prompt
    until: float | None = None
    reason: str | None = None

    @property
    def kept(self) -> bool:
        """Whether the agent did what it asked for."""
        return self.reason == "done"


@dataclass(frozen=True)
class KeptCall:
    """Everything of a call, in the order of its time. `utterances` as they stand now, put right where somebody did
    so; `heard` has those that were as they were first heard, by their ids."""

    stored: StoredCall
    utterances: tuple[Utterance, ...]
    heard: Mapping[int, Utterance]
    moments: tuple[Moment, ...]
    cards: tuple[ShownCard, ...]
    warnings: tuple[Warning, ...]
    omissions: tuple[Omission, ...]
    steps: tuple[StepChanged, ...]
    gaps: tuple[Gap, ...]
    note: Note | None
    disposition: Disposition | None

    @property
    def seconds(self) -> float:
        return max([self.stored.seconds, *(one.end for one in self.utterances)])

    def utterance(self, id: int) -> Utterance | None:
        return next((one for one in self.utterances if one.id == id), None)

    def moments_of(self, utterance: int) -> list[Moment]:
        return [moment for moment in self.moments if moment.utterance == utterance]


def kept_call(stored: StoredCall, lines: Iterable[Mapping[str, Any]]) -> KeptCall:
    """The record of a call from its event lines, in their order. An utterance that is put right loses its moments:
    those that it has now follow the correction."""
    utterances: dict[int, Utterance] = {}
    heard: dict[int, Utterance] = {}
    moments: list[Moment] = []
    cards: dict[int, ShownCard] = {}
    gaps: dict[tuple[str, float], Gap] = {}
    warnings: list[Warning] = []
    omissions: list[Omission] = []
    steps: list[StepChanged] = []
    note: Note | None = None
    disposition: Disposition | None = None
    for line in lines:
        match from_json(dict(line)):
            case Utterance() as said:
                utterances[said.id] = said
            case UtteranceCorrected() as put_right if put_right.utterance in utterances:
                was = utterances[put_right.utterance]
                heard.setdefault(was.id, was)
                text, channel = put_right.text, put_right.channel or was.channel
                utterances[was.id] = dataclasses.replace(
                    was, text=was.text if text is None else text, channel=channel
                )
                moments = [moment for moment in moments if moment.utterance != was.id]
            case Moment() as moment:
                moments.append(moment)
            case Prompt() as prompt:
                cards[prompt.id] = ShownCard(prompt)
            case PromptCleared() as cleared if cleared.id in cards:
                cards[cleared.id] = ShownCard(cards[cleared.id].prompt, cleared.at, cleared.reason)
            case Warning() as warning:
                warnings.append(warning)
            case Omission() as omission:
                omissions.append(omission)
            case StepChanged() as step:
                steps.append(step)
            case Gap() as gap:
                gaps[gap.channel, gap.start] = gap
            case Note() as newest:
                note = newest
            case Disposition() as newest_disposition:
                disposition = newest_disposition
    return KeptCall(
        stored,
        tuple(sorted(utterances.values(), key=lambda one: (one.start, one.id))),
        heard,
        tuple(moments),
        tuple(cards.values()),
        tuple(warnings),
        tuple(omissions),
        tuple(steps),
        tuple(gaps.values()),
        note,
        disposition,
    )
