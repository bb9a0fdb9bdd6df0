"""Test calls beside a playbook: a call as its transcript, with what the agent should see, in one plain text file.

    # A sofa that never came
    started 2026-11-19T10:00
    forbid warning calm_down

    agent: Good morning, this is Ruth.
    client 12.0-25.5: I took a day off and nobody came. Don't tell me to calm down.
    means client_upset
    (pause 2)
    expect prompt summarize by 29
    agent: So you took a day off and nobody came. Is that right?
    expect step clarify done

Turns without times follow 0.3 s after the one before, at 150 words a minute; `(pause 2)` adds silence. An
expectation stands under the turn that it is about: without `by SECONDS` it must come true from that turn's
start to the end of the next turn, not counting those that overlap it; a prompt, be on the screen in that time. A
`forbid` holds for the same stretch, or, above the first turn, for the whole call: it forbids to come, not to be there
still; an `allow` is for measurements: what comes there is no mistake.
A prompt that came earlier where it was allowed, and that the playbook does not let come again yet, has come.
What can be expected, allowed or forbidden: `prompt CARD`, `warning WARNING`, `omission OMISSION`, `step STEP
done`; `prompt CARD or CARD` where either would do; `forbid prompts` and `forbid warnings` mean any.
`means MOMENT, MOMENT` (or `means nothing`) labels the turn for measurements; it is not checked.
`not yet REASON`, beside `started`, says that the call is known not to come out: `playbook test` counts it apart and
fails only once it does come out, so that the line is taken away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from assist.coach.moments import MOMENTS
from assist.coach.playbook import Playbook
from assist.errors import InputError
from assist.events import Channel, Event, Omission, Prompt, PromptCleared, StepChanged, Utterance, Warning
from assist.paths import unread
from assist.speech.transcript import BETWEEN_TURNS, LONGEST_CALL, WORDS_PER_MINUTE

SUFFIX = ".call"
STARTED = datetime(2026, 11, 19, 10, 0)
"""When a call began whose file does not say."""
_TURN = re.compile(r"(agent|client)(?: (\d+(?:\.\d+)?)-(\d+(?:\.\d+)?))?: *(\S.*)")
_PAUSE = re.compile(r"\(pause (\d+(?:\.\d+)?)\)")
_EXPECTED = re.compile(
    r"(expect|allow|forbid) "
    r"(?:(prompt|warning|omission) ([\w-]+(?: or [\w-]+)*)|(prompts|warnings)|(step) ([\w-]+) done)"
    r"(?: by (\d+(?:\.\d+)?))?"
)
_LINES = (
    "a turn (agent: …), (pause 2), expect …, allow …, forbid …, means …, started …, not yet … or # a comment"
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """One such line. `ids`, one of which it is about, is empty where any prompt or warning is meant; times in
    seconds."""

    line: int
    verb: Literal["expect", "allow", "forbid"]
    kind: str
    ids: tuple[str, ...]
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not come true, in one readable sentence."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path.name}, line {self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class TestCall:
    """A call, what should be seen in it, and what its turns mean (`labels`: utterance id to moments). `not_yet`: why it
    is known not to come out."""

    __test__ = False  # for pytest: a class of the product, not a test

    path: Path
    title: str
    started: datetime
    utterances: tuple[Utterance, ...]
    expectations: tuple[Expectation, ...]
    labels: dict[int, frozenset[str]]
    not_yet: Failure | None = None


def find_test_calls(playbook_file: Path) -> list[Path]:
    """The test calls beside a playbook: all `.call` files in the folder of its name next to it."""
    return sorted((playbook_file.parent / playbook_file.stem).glob(f"*{SUFFIX}"))


def read_test_call(path: Path) -> TestCall:
    """Reads one file. Raises InputError naming the file, the line and what was expected."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as problem:
        raise unread(path, problem) from problem
    except UnicodeDecodeError as problem:
        raise InputError(f"{path} cannot be read as a test call in UTF-8 ({problem}).") from problem
    return _Reader(path).read(lines)


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        self._title = path.stem
        self._started = STARTED
        self._turns: list[Utterance] = []
        self._free_from = 0.0
        self._noted: list[tuple[int, int, re.Match[str]]] = []  # line, number of turns so far, expectation
        self._labels: dict[int, frozenset[str]] = {}
        self._not_yet: Failure | None = None

    def read(self, lines: Sequence[str]) -> TestCall:
        for self._line, raw in enumerate(lines, 1):
            if line := raw.strip():
                self._take(line)
        if not self._turns:
            raise InputError(f"{self._path} holds no turn; expected lines such as “agent: Good morning.”")
        return TestCall(
            self._path,
            self._title,
            self._started,
            tuple(sorted(self._turns, key=lambda turn: (turn.end, turn.id))),
            tuple(self._expectation(*noted) for noted in self._noted),
            self._labels,
            self._not_yet,
        )

    def _take(self, line: str) -> None:
        if line.startswith("#"):
            if self._line == 1:
                self._title = line.lstrip("# ")
        elif turn := _TURN.fullmatch(line):
            self._turn(turn)
        elif pause := _PAUSE.fullmatch(line):
            self._free_from += float(pause[1])
        elif expected := _EXPECTED.fullmatch(line):
            self._noted.append((self._line, len(self._turns), expected))
        elif line.startswith("means ") and self._turns:
            self._labels[self._turns[-1].id] = self._moments(line.removeprefix("means "))
        elif line.startswith("started "):
            self._started = self._time(line.removeprefix("started "))
        elif line.startswith("not yet "):
            self._not_yet = Failure(self._path, self._line, line.removeprefix("not yet "))
        else:
            raise self._mistake(_LINES)

    def _turn(self, turn: re.Match[str]) -> None:
        channel: Channel = "agent" if turn[1] == "agent" else "client"
        text = turn[4]
        start = float(turn[2]) if turn[2] else self._free_from
        end = float(turn[3]) if turn[3] else start + len(text.split()) * 60 / WORDS_PER_MINUTE
        if end < start:
            raise self._mistake("the turn to end after it starts")
        if end > LONGEST_CALL:
            raise self._mistake(f"seconds of a call, no more than {LONGEST_CALL:.0f}")
        self._turns.append(Utterance(end, len(self._turns) + 1, channel, start, end, text))
        self._free_from = max(self._free_from, end + BETWEEN_TURNS)

    def _moments(self, names: str) -> frozenset[str]:
        if names == "nothing":
            return frozenset()
        moments = frozenset(re.findall(r"[^,\s]+", names))
        if unknown := sorted(moments - MOMENTS.keys()):
            raise self._mistake(f"moments by their names; {unknown[0]} is none")
        return moments

    def _time(self, text: str) -> datetime:
        try:
            return datetime.fromisoformat(text)
        except ValueError as problem:
            raise self._mistake("a time such as started 2026-11-19T10:00") from problem

    def _expectation(self, line: int, turns: int, found: re.Match[str]) -> Expectation:
        kind, ids, any_of, step, step_id, by = found.groups()[1:]
        verb: Literal["expect", "allow", "forbid"] = found[1]  # type: ignore[assignment]
        start = self._turns[turns - 1].start if turns else 0.0
        if by:
            end = float(by)
        elif turns:
            over = self._turns[turns - 1].end
            end = next((turn.end for turn in self._turns[turns:] if turn.start >= over), math.inf)
        else:
            end = math.inf
        named = ids or step_id
        return Expectation(
            line, verb, kind or step or any_of.removesuffix("s"), tuple(named.split(" or ")) if named else (),
            start, end, found[0],
        )  # fmt: skip

    def _mistake(self, expected: str) -> InputError:
        return InputError(f"{self._path}, line {self._line}: expected {expected}.")


# --- what came true --------------------------------------------------------------------------------


def failures(playbook: Playbook, call: TestCall, events: Iterable[Event]) -> list[Failure]:
    """What of the call's expectations `events`, the whole call's, do not bear out. Raises InputError where an
    expectation names a card, warning, step or omission that the playbook does not have."""
    seen = list(seen_by_agent(playbook, events))
    found = []
    for expected in call.expectations:
        _check_name(playbook, call, expected)
        if text := _failure(playbook, call, expected, seen):
            found.append(Failure(call.path, expected.line, text))
    return found


def unexpected(call: TestCall, found: list[Failure]) -> list[Failure]:
    """What of the call's failures is news: none where it says that it does not come out yet, but that it does now."""
    if call.not_yet is None:
        return found
    return [] if found else [replace(call.not_yet, text="it comes out now: take the line “not yet …” away.")]


@dataclass(frozen=True, slots=True)
class Seen:
    """Something the agent saw: its kind and its id in the playbook, and the words it stands on."""

    at: float
    kind: str
    id: str
    headline: str
    words: str
    until: float = 0.0
    """When a prompt went from the screen."""

    def __str__(self) -> str:
        why = f", because of “{self.words}”" if self.words else ""
        return f"{self.kind} {self.id} at {self.at:.1f} s{why}"


def seen_by_agent(playbook: Playbook, events: Iterable[Event]) -> Iterator[Seen]:
    """The prompts, warnings, omissions and steps done among the events, by their names in the playbook."""
    events = list(events)
    cards = {(card.step, card.headline): card.id for card in playbook.cards}
    cleared = {event.id: event.at for event in events if isinstance(event, PromptCleared)}
    warnings = {warning.headline: warning.id for warning in playbook.warnings}
    omissions = {omission.headline: omission.id for omission in playbook.omissions}
    for event in events:
        if isinstance(event, Prompt):
            id = cards.get((event.step, event.headline), event.step)
            until = cleared.get(event.id, math.inf)
            yield Seen(event.at, "prompt", id, event.headline, _words(event), until)
        elif isinstance(event, Warning):
            id = warnings.get(event.headline, "")
            yield Seen(event.at, "warning", id, event.headline, _words(event))
        elif isinstance(event, Omission):
            yield Seen(event.at, "omission", omissions.get(event.headline, ""), event.headline, "")
        elif isinstance(event, StepChanged) and event.state == "done":
            yield Seen(event.at, "step", event.step, event.step, _words(event))


def _words(event: Prompt | Warning | StepChanged) -> str:
    return event.because[0].words if event.because else ""


def came(playbook: Playbook, call: TestCall, expected: Expectation, seen: Sequence[Seen]) -> list[Seen]:
    """What of `seen`, the whole call's, an expectation is about: what came in its time; where something is expected,
    also a step that was done before, a prompt that is still on the screen, and one that came where it was allowed and
    may not come again yet."""
    meant = [
        one for one in seen if one.kind == expected.kind and (not expected.ids or one.id in expected.ids)
    ]
    start = 0.0 if expected.kind == "step" and expected.verb == "expect" else expected.start
    within = [
        one
        for one in meant
        if one.at <= expected.end
        and start <= (max(one.at, one.until) if expected.verb == "expect" else one.at)
    ]
    if within or expected.verb != "expect" or expected.kind != "prompt":
        return within
    return [
        one
        for one in meant
        if one.at < expected.start < _again(playbook, one)
        and any(
            other.verb == "allow" and one.id in other.ids and other.start <= one.at <= other.end
            for other in call.expectations
        )
    ]


def _again(playbook: Playbook, one: Seen) -> float:
    """When a card may come again."""
    card = playbook.card(one.id)
    if card is None:
        return one.at
    return math.inf if card.once else one.at + card.cool_down


def _failure(playbook: Playbook, call: TestCall, expected: Expectation, seen: Sequence[Seen]) -> str:
    alike = [one for one in seen if one.kind == expected.kind]
    meant = [one for one in alike if not expected.ids or one.id in expected.ids]
    within = came(playbook, call, expected, seen)
    if expected.verb == "expect" and not within:
        start = 0.0 if expected.kind == "step" else expected.start
        until = f" and {expected.end:.1f} s" if expected.end < math.inf else " s and the end"
        near = next((f"; it came as {one}" for one in meant), "")
        others = [str(one) for one in alike if expected.start <= one.at <= expected.end and one not in meant]
        instead = f"; instead: {', '.join(others)}" if others and not near else ""
        return f"“{expected.text}” did not come between {start:.1f}{until}{near or instead}."
    if expected.verb == "forbid" and within:
        return f"“{expected.text}”, but there was {within[0]}."
    return ""


def _check_name(playbook: Playbook, call: TestCall, expected: Expectation) -> None:
    known = {
        "prompt": [card.id for card in playbook.cards],
        "warning": [warning.id for warning in playbook.warnings],
        "omission": [omission.id for omission in playbook.omissions],
        "step": [step.id for step in playbook.steps],
    }[expected.kind]
    if unknown := [id for id in expected.ids if id not in known]:
        raise InputError(
            f"{call.path}, line {expected.line}: {playbook.id} has no {expected.kind} “{unknown[0]}”; "
            f"it has {', '.join(known) or 'none'}."
        )
