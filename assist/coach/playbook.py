"""A playbook: the steps of a call, the cards that help with them, the warnings and what must not be forgotten.

A playbook is a TOML file that a team lead can read and change; `playbooks/upset-client.toml` explains itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PLAYBOOKS = Path(__file__).parent / "playbooks"
DEFAULT = "upset-client"


@dataclass(frozen=True, slots=True)
class Policy:
    """A question on which the articles disagree, and the answer that holds."""

    name: str
    about: str
    values: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the row. It is done when one of the moments `done_when` was heard, and open again after one of
    `reopened_by`. An optional step is skipped once a later one is done."""

    id: str
    label: str
    headline: str
    done_when: frozenset[str]
    source: str
    reopened_by: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A prompt. It is shown when a moment of `cue` is heard, provided that every step of `after` is done, every
    moment of `heard` was heard and none of `unless`, and its step is not yet done. A card with a `done_when` of
    its own is done by these moments; any other with its step.

    `say_back`: the say-line for when the client's own words can fill its `{client_words}`.
    `expires`: seconds it stays; `cool_down`: seconds before it may come again.
    """

    id: str
    step: str
    headline: str
    say: str
    detail: str
    source: str
    cue: frozenset[str]
    priority: int
    expires: float
    cool_down: float
    say_back: str = ""
    after: tuple[str, ...] = ()
    heard: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    done_when: frozenset[str] = frozenset()
    needs_upset: bool = True
    while_venting: bool = False
    critical: bool = False


@dataclass(frozen=True, slots=True)
class WarningCard:
    """What to show when the agent said one of the unwanted things; `except_words`: not if these were the words."""

    id: str
    moment: str
    headline: str
    repair: str
    source: str
    cool_down: float
    least_confidence: float = 0.6
    except_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OmissionCard:
    """Announced when the call is ending and none of `missing` was heard, if the client was upset or one of
    `after` was heard."""

    id: str
    headline: str
    missing: frozenset[str]
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Playbook:
    """A playbook as it holds for this team: what its policies rule out is left out."""

    id: str
    title: str
    policies: tuple[Policy, ...]
    steps: tuple[Step, ...]
    cards: tuple[Card, ...]
    warnings: tuple[WarningCard, ...]
    omissions: tuple[OmissionCard, ...]

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)

    def card(self, id: str) -> Card | None:
        return next((card for card in self.cards if card.id == id), None)


def list_playbooks() -> tuple[str, ...]:
    """The names of the playbooks that come with the program."""
    return tuple(sorted(file.stem for file in PLAYBOOKS.glob("*.toml")))


def load_playbook(name_or_path: str, policies: Mapping[str, str] | None = None) -> Playbook:
    """Reads and checks a playbook: one that comes with the program by its name, or any TOML file by its path.
    `policies` overrides the file's defaults. Errors: InputError that lists every mistake in the file."""
    from assist.coach.playbook_file import read_playbook

    return read_playbook(name_or_path, policies or {})
