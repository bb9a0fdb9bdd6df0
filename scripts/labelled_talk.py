"""What moments, cards and the clauses of a note are learned from: phrasings, scenes and labelled calls, as
conversations."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from apart import CARDS_BY_RULE
from assist.coach.learned import PHRASINGS
from assist.coach.moments import MOMENTS, UNWANTED
from assist.coach.playbook import PLAYBOOKS
from assist.coach.testcall import SUFFIX, TestCall, read_test_call
from assist.events import Channel
from labelled_notes import LEARNED, LabelledClause, clauses_of, ours

FRESH = Path(__file__).parent.parent / "tests" / "coach" / "fresh"
"""Calls that were written without a look at rules and phrasings, and learned from once they had been measured."""

SCENES = PHRASINGS / "scenes"
_LINE = re.compile(r"([+-]) (?:\{([\w, ]+)\} )?((?:\[(?:agent|client): [^\]]+\] )*)([^\s\[{].*)")
_BEFORE = re.compile(r"\[(agent|client): ([^\]]+)\]")


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
    """A call, known whole; or a phrasing or a scene, of whose last turn it is `known` whether it is each of some
    moments: of a phrasing that of its file, of a scene all that are named in its folder."""

    known: frozenset[str]
    call: str
    turns: tuple[Turn, ...]

    @property
    def is_of_slights(self) -> bool:
        """A scene of what makes an upset client angrier: what it was hangs on what was said before."""
        return len(self.known) > 1 and not self.known.isdisjoint(UNWANTED)


def phrasings() -> Iterator[Conversation]:
    """What people say when they mean a moment and when they do not, and, in scenes, what was said before it."""
    for path in sorted(PHRASINGS.glob("*.txt")):
        yield from _conversations(path, frozenset((path.stem,)))
    for folder in sorted(SCENES.iterdir()):
        scenes = [one for path in sorted(folder.glob("*.txt")) for one in _conversations(path, frozenset())]
        known = frozenset[str]().union(*(one.turns[-1].moments or () for one in scenes))
        yield from (replace(one, known=known) for one in scenes)


def _conversations(path: Path, known: frozenset[str]) -> Iterator[Conversation]:
    """A file's lines: after "+" what is the moment that it is named after, after "-" what is not; in braces other
    moments that it is as well, in brackets what was said before."""
    channel: Channel = "agent" if path.stem.startswith("agent") else "client"
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            continue
        found = _LINE.fullmatch(text.strip())
        if not found:
            raise SystemExit(
                f"{path.name}, line {number}: expected “+ text”, “- text”, “+ [client: …] text” or “+ {{moment}} text”"
            )
        meant = {f"{channel}_{other.strip()}" for other in found[2].split(",")} if found[2] else set()
        if found[1] == "+":
            meant.add(path.stem)
        if not meant <= MOMENTS.keys():
            raise SystemExit(
                f"{path.name}, line {number}: no moment is called {', '.join(sorted(meant - MOMENTS.keys()))}"
            )
        before = [
            Turn("agent" if who == "agent" else "client", said, None)
            for who, said in _BEFORE.findall(found[3])
        ]
        yield Conversation(known, "", (*before, Turn(channel, found[4], frozenset(meant))))


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
            yield Conversation(frozenset(), path.stem, tuple(turns))
    for call in noted.values():
        clauses = clauses_of(call)
        turns = [Turn(turn.channel, turn.text, None, clauses[turn.id]) for turn in call.utterances]
        yield Conversation(frozenset(), call.name, tuple(turns))


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
    files = (*sorted(PHRASINGS.glob("**/*.txt")), *sorted(FRESH.glob("*" + SUFFIX)))
    return zlib.crc32(b"".join(file.name.encode() + file.read_bytes() for file in files))
