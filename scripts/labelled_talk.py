"""What moments, cards and the clauses of a note are learned from: phrasings and labelled calls, as conversations."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apart import CARDS_BY_RULE
from assist.coach.learned import PHRASINGS
from assist.coach.playbook import PLAYBOOKS
from assist.coach.testcall import SUFFIX, TestCall, read_test_call
from assist.events import Channel
from labelled_notes import LEARNED, LabelledClause, clauses_of, ours

FRESH = Path(__file__).parent.parent / "tests" / "coach" / "fresh"
"""Calls that were written without a look at rules and phrasings, and learned from once they had been measured."""

_LINE = re.compile(r"([+-]) (?:\[(agent|client): (.*?)\] )?(\S.*)")


@dataclass(frozen=True)
class Turn:
    """What was said, and which moments that is; None where that is not known. `clauses`: what they are to the note.
    `cards`: those that are expected or would be fine behind it."""

    channel: Channel
    text: str
    moments: frozenset[str] | None
    clauses: tuple[LabelledClause, ...] = ()
    cards: frozenset[str] | None = None


@dataclass(frozen=True)
class Conversation:
    """A call, known whole; or a phrasing, which is the last of its turns and of which one moment is known, that of its
    `file`."""

    file: str
    call: str
    turns: tuple[Turn, ...]


def phrasings() -> Iterator[Conversation]:
    for path in sorted(PHRASINGS.glob("*.txt")):
        channel: Channel = "agent" if path.stem.startswith("agent") else "client"
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not text.strip() or text.startswith("#"):
                continue
            found = _LINE.fullmatch(text.strip())
            if not found:
                raise SystemExit(
                    f"{path.name}, line {number}: expected “+ text”, “- text” or “+ [client: …] text”"
                )
            turns: list[Turn] = []
            if found[2]:
                turns = [Turn("agent" if found[2] == "agent" else "client", found[3], None)]
            moments = frozenset((path.stem,)) if found[1] == "+" else frozenset()
            yield Conversation(path.stem, "", (*turns, Turn(channel, found[4], moments)))


def calls() -> Iterator[Conversation]:
    """Those with labelled moments, and then those that have nothing but a labelled note."""
    noted = {call.coached or call.name: call for name in LEARNED for call in ours(name)}
    for folder, pattern in ((PLAYBOOKS, "*/*"), (PHRASINGS, "calls/*"), (FRESH, "*")):
        for path in sorted(folder.glob(pattern + SUFFIX)):
            call, note = read_test_call(path), noted.pop(path.stem, None)
            clauses = clauses_of(note) if note else {}
            cards = {} if CARDS_BY_RULE.search(path.stem) else helpful(call)
            turns = [
                Turn(
                    turn.channel,
                    turn.text,
                    call.labels.get(turn.id),
                    clauses.get(turn.id, ()),
                    cards.get(turn.id),
                )
                for turn in call.utterances
            ]
            yield Conversation("", path.stem, tuple(turns))
    for call in noted.values():
        clauses = clauses_of(call)
        turns = [Turn(turn.channel, turn.text, None, clauses[turn.id]) for turn in call.utterances]
        yield Conversation("", call.name, tuple(turns))


def helpful(call: TestCall) -> dict[int, frozenset[str]]:
    """The cards that are expected or would be fine behind each of the client's turns: where either is shown, no
    experienced reader shakes their head."""
    begun = {one.start: one.id for one in call.utterances if one.channel == "client"}
    found: dict[int, set[str]] = {number: set() for number in begun.values()}
    for one in call.expectations:
        if one.kind == "prompt" and one.verb != "forbid" and one.start in begun:
            found[begun[one.start]].update(one.ids)
    return {number: frozenset(cards) for number, cards in found.items()}


def learned_from() -> int:
    """A number of the files that are learned from, by which weights are known to be theirs."""
    files = (*sorted(PHRASINGS.glob("*.txt")), *sorted(FRESH.glob("*" + SUFFIX)))
    return zlib.crc32(b"".join(file.name.encode() + file.read_bytes() for file in files))
