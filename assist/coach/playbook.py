"""A playbook: the steps of a call, the cards that help with them, the warnings and what must not be forgotten.

A playbook is a TOML file that a team lead can read and change. These classes are its tables: each says which
keys there are and what is expected in them, to the reader of the file, to the JSON Schema for editors and to
`step`. `playbooks/upset-client.toml` explains itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler

from assist.coach.cues import OwnWords
from assist.coach.network import CARDS
from assist.errors import InputError
from assist.events import CHANNELS, Channel, Moment
from assist.wording import in_words

PLAYBOOKS = Path(__file__).parent / "playbooks"
DEFAULT = "upset-client"
LONGEST_HEADLINE = 8
"""Words that can be read in one glance."""
LONGEST_QUESTION = 10
"""Words of a policy's question that can be said again on a card."""
UPSET, MAYBE_UPSET = "upset", "maybe_upset"
"""The conditions that the client is upset, and that they may be."""
OR = " or "
"""Stands between conditions of which one is enough."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a key wants, as a mistake in it says; in the schema its description."""

    text: str

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "description": self.text}


Text = Annotated[str, Field(min_length=1, pattern=r"\S"), Expected("a text")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,60}$"), Expected("a short name without spaces")]
Headline = Annotated[
    str,
    Field(pattern=r"^\s*\S+(\s+\S+){0,7}\s*$"),
    Expected(f"a text of at most {LONGEST_HEADLINE} words"),
]
SayBack = Annotated[
    str,
    Field(pattern=r"^[^{}]*(\{client_words\}[^{}]*)+$"),
    Expected("a text with {client_words} in it and no other {name}"),
]
Texts = Annotated[tuple[Text, ...], Expected("a list of texts")]
Names = Annotated[frozenset[Text], Field(min_length=1), Expected("a list of moments and cues")]
MaybeNames = Annotated[frozenset[Text], Expected("a list of moments and cues")]
Conditions = Annotated[
    tuple[Text, ...],
    Expected(
        'a list of steps (done), moments and cues (heard), "upset" and "maybe_upset", or "ONE or ANOTHER"'
    ),
]
Phrases = Annotated[tuple[Text, ...], Expected("a list of phrases")]
YesNo = Annotated[bool, Field(strict=True), Expected("true or false")]
Seconds = Annotated[float, Field(strict=True, ge=1, le=600), Expected("seconds from 1 to 600")]
CallTime = Annotated[float, Field(strict=True, ge=0, le=36000), Expected("seconds from 0 to 36000")]
Priority = Annotated[int, Field(strict=True, ge=1, le=100), Expected("a number from 1 to 100")]
Share = Annotated[float, Field(strict=True, ge=0, le=1), Expected("a number from 0 to 1")]
Timing = Annotated[str, Field(pattern=rf"^({'|'.join(CARDS)})$"), Expected(f"one of {', '.join(CARDS)}")]
Holding = Annotated[dict[str, str], Expected('a table like {apology_scope = "business"}')]


class Table(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Table):
    """One step of the row, in the order of the file. It is done when one of the moments `done_when` was heard
    clearly enough (`least_confidence`: a false tick hides what is missing) while all of `requires` and none of
    `forbids` hold, and open again after one of `reopened_by`. A step that is not `required` is skipped once a later
    one is done."""

    id: Id
    label: Text
    headline: Headline
    source: Text
    done_when: Names
    say: Text | None = None
    detail: Text | None = None
    least_confidence: Share = 0.8
    required: YesNo = True
    requires: Conditions = ()
    forbids: Conditions = ()
    reopened_by: Names = frozenset()


class Shown(Table):
    """What cards and warnings have in common: what brings them, and when.

    Any of `cue` brings it, while all of `requires` and none of `forbids` hold, between the seconds `earliest` and
    `latest` of the call. The higher `priority` wins. `critical`: at once, however soon after another. `cool_down`:
    seconds before it may come again; `once`: never again. `policy`: only where these answers hold.
    `least_confidence`: not where the cue is less certain. `answers`: a moment of the client's brings it only in
    answer to one of these in the agent's last two turns.
    """

    id: Id
    headline: Headline
    source: Text
    cue: Names
    requires: Conditions = ()
    forbids: Conditions = ()
    earliest: CallTime = 0.0
    latest: CallTime | None = None
    answers: MaybeNames = frozenset()
    least_confidence: Share = 0.6
    priority: Priority = 50
    critical: YesNo = False
    cool_down: Seconds = 60.0
    once: YesNo = False
    policy: Holding = {}


class Card(Shown):
    """A prompt. It never comes for a step that is done. A card with a `done_when` of its own is done by these
    moments; any other with its step.

    `say_back`: the say-line for when the client's own words can fill its `{client_words}`.
    `unless`: not in answer to one of these in the agent's last two turns, nor where the client says one of these in the
    same breath. `expires`: seconds it stays.
    `while_venting`: it comes also while the client lets it all out. `when_going_on`: not at the end of a turn, but when
    somebody speaks on. `timing`: when to show it is known from labelled calls, in which experienced readers said when a
    card of this kind would help: a turn of the client's brings it only where that is likely, and, where it is nearly
    sure, whatever its cue; what it requires and forbids holds.
    """

    step: Id
    say: Text
    detail: Text
    say_back: SayBack | None = None
    done_when: Names = frozenset()
    unless: MaybeNames = frozenset()
    expires: Seconds = 20.0
    while_venting: YesNo = False
    when_going_on: YesNo = False
    timing: Timing | None = None


class WarningCard(Shown):
    """What to show when the agent did what makes things worse, with a line that makes it good. `except_phrases`:
    not where these are among the words; `unless`: not where the same utterance holds one of these moments."""

    repair: Text
    cool_down: Seconds = 15.0
    unless: MaybeNames = frozenset()
    except_phrases: Phrases = ()


class OmissionCard(Table):
    """Announced when the call is ending and none of `missing` was heard, if any of `cue` holds."""

    id: Id
    headline: Headline
    missing: Names
    cue: Conditions = (UPSET,)
    policy: Holding = {}


class Cue(Table):
    """Something to notice that a card, a warning or a step may name. With the name of a moment it adds to what is
    taken for that moment. It is noticed when one of its phrases or examples was said and all its conditions on
    the sound hold; those alone will do too.

    `unless`: not in an utterance that holds one of these moments of the client's, nor in answer to one of these in the
    agent's last turn; such a cue waits until all of them are known, and
    needs nothing else: then it is noticed in every utterance of its speaker that holds none. `answers`: only in answer
    to one of these in the agent's last turn.

    `silence`: seconds in which nobody spoke. `overtalk`: seconds of this turn in which both spoke. `louder`: so
    much above the speaker's own usual level, in parts of the meter (0.1 is 6 dB). `faster`: so many times the
    speaker's own usual words a second.
    """

    id: Id
    speaker: Annotated[Literal["agent", "client"] | None, Expected('"agent" or "client"')] = None
    phrases: Phrases = ()
    examples: Texts = ()
    except_phrases: Phrases = ()
    except_examples: Texts = ()
    silence: Seconds | None = None
    overtalk: Annotated[
        float | None, Field(strict=True, ge=0.2, le=60), Expected("seconds from 0.2 to 60")
    ] = None
    louder: Annotated[
        float | None, Field(strict=True, ge=0.02, le=1), Expected("a number from 0.02 to 1")
    ] = None
    faster: Annotated[float | None, Field(strict=True, ge=1.1, le=5), Expected("a number from 1.1 to 5")] = (
        None
    )
    earliest: CallTime = 0.0
    latest: CallTime | None = None
    requires: Conditions = ()
    forbids: Conditions = ()
    answers: MaybeNames = frozenset()
    unless: MaybeNames = frozenset()
    policy: Holding = {}

    @property
    def has_words(self) -> bool:
        return bool(self.phrases or self.examples)

    @property
    def about_a_turn(self) -> bool:
        """Whether it can be noticed in a turn, and not only in a silence."""
        return self.has_words or self.by_sound or bool(self.unless)

    @property
    def by_sound(self) -> bool:
        """Whether it is noticed by the sound of a turn."""
        return any(one is not None for one in (self.overtalk, self.louder, self.faster))


class PolicyTable(Table):
    """A question on which good advice disagrees: the answers there are, the one that holds, and in `words` how people
    give an answer, where its own name does not say it."""

    about: Text
    values: Annotated[tuple[Text, ...], Field(min_length=1), Expected("a list of texts")]
    default: Text
    words: Annotated[dict[str, Text], Expected("a table of answers and their words")] = {}


class PlaybookFile(Table):
    """A whole file."""

    title: Text
    id: Id | None = None
    version: Annotated[str | int, Expected('a version such as 2 or "2026-11"')] = 1
    policy: Annotated[dict[str, PolicyTable], Expected("tables like [policy.apology_scope]")] = {}
    step: Annotated[list[Step], Field(min_length=1), Expected("at least one [[step]]")]
    cue: Annotated[list[Cue], Expected("tables like [[cue]]")] = []
    card: Annotated[list[Card], Expected("tables like [[card]]")] = []
    warning: Annotated[list[WarningCard], Expected("tables like [[warning]]")] = []
    omission: Annotated[list[OmissionCard], Expected("tables like [[omission]]")] = []


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with the answer that holds for this team."""

    name: str
    about: str
    values: tuple[str, ...]
    value: str
    words: Mapping[str, str]

    def answer(self, value: str) -> str:
        """As people give it to the question."""
        return self.words.get(value, in_words(value))

    def __str__(self) -> str:
        """What the team chose; the answer to a long question, which names its answers, says it alone."""
        answer = self.answer(self.value)
        return f"{self.about} {answer}" if len(self.about.split()) <= LONGEST_QUESTION else answer


class Bounds(NamedTuple):
    """Log odds that a card helps now: below `untimely` it does not come; above `sure` it needs no cue, and nothing else
    that would have to be heard before."""

    untimely: float
    sure: float


BALANCED = Bounds(untimely=-0.3, sure=0.8)


@dataclass(frozen=True)
class Playbook:
    """A playbook as it holds for this team: what its policies rule out is left out."""

    id: str
    version: str
    title: str
    policies: tuple[Policy, ...]
    steps: tuple[Step, ...]
    cues: tuple[Cue, ...]
    cards: tuple[Card, ...]
    warnings: tuple[WarningCard, ...]
    omissions: tuple[OmissionCard, ...]
    own_words: OwnWords = field(compare=False, repr=False)
    bounds: Bounds = BALANCED
    """Of the cards with a `timing`."""

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)

    def card(self, id: str) -> Card | None:
        return next((card for card in self.cards if card.id == id), None)

    def gravest_first(self, moments: Iterable[Moment]) -> list[Moment]:
        """The moments of one utterance in the order in which they are to be taken: first those that warn of nothing,
        for they may excuse the rest; then, so that of two warnings the graver is the one shown, the graver."""

        def turn(moment: Moment) -> tuple[bool, int]:
            warnings = self.warnings_on.get(moment.moment)
            return bool(warnings), -warnings[0].priority if warnings else 0

        return sorted(moments, key=turn)

    @cached_property
    def cards_on(self) -> Mapping[str, Sequence[Card]]:
        """The cards that each moment may show."""
        names = {name for card in self.cards for name in card.cue}
        return {name: [card for card in self.cards if name in card.cue] for name in names}

    @cached_property
    def cues_of(self) -> Mapping[tuple[Channel, bool], Sequence[Cue]]:
        """The cues to notice in a turn of each channel: those to notice at once, and those that wait until it is
        understood."""
        return {
            (channel, waits): [
                cue
                for cue in self.cues
                if cue.about_a_turn and cue.speaker in (None, channel) and bool(cue.unless) == waits
            ]
            for channel in CHANNELS
            for waits in (False, True)
        }

    @cached_property
    def quiet_cues(self) -> Sequence[tuple[Cue, float]]:
        """The cues to notice in a silence, each with the seconds that it takes."""
        return [(cue, cue.silence) for cue in self.cues if cue.silence is not None]

    @cached_property
    def steps_done_by(self) -> Mapping[str, Sequence[Step]]:
        """The steps that each moment may tick, in their order."""
        names = {name for step in self.steps for name in step.done_when}
        return {name: [step for step in self.steps if name in step.done_when] for name in names}

    @cached_property
    def steps_reopened_by(self) -> Mapping[str, Sequence[Step]]:
        """The steps that each moment opens again, in their order."""
        names = {name for step in self.steps for name in step.reopened_by}
        return {name: [step for step in self.steps if name in step.reopened_by] for name in names}

    @cached_property
    def warnings_on(self) -> Mapping[str, Sequence[WarningCard]]:
        """The warnings that each moment may show, the gravest first."""
        names = {name for one in self.warnings for name in one.cue}
        gravest_first = sorted(self.warnings, key=lambda one: -one.priority)
        return {name: [one for one in gravest_first if name in one.cue] for name in names}


def list_playbooks() -> tuple[str, ...]:
    """The names of the playbooks that come with the program."""
    return tuple(sorted(file.stem for file in PLAYBOOKS.glob("*.toml")))


def unknown_playbook(name: str, known: Sequence[str]) -> InputError:
    """That there is none of this name, and which it may have meant."""
    near = get_close_matches(name, known, n=1)
    return InputError(
        f'There is no playbook "{name}"'
        + (f" (is it {near[0]}?)" if near else "")
        + f": name a TOML file that exists, or one of: {', '.join(known)}."
    )


def load_playbook(name_or_path: str, policies: Mapping[str, str] | None = None) -> Playbook:
    """Reads and checks a playbook: one that comes with the program by its name, or any TOML file by its path.
    `policies` overrides the file's defaults. Errors: InputError that lists every mistake in the file."""
    from assist.coach.playbook_file import read_playbook

    return read_playbook(name_or_path, policies or {})
