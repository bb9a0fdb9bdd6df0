"""Calls with the notes that belong to them, and how near a written note comes to its label.

A label quotes the turn that an entry stands on. An entry meets it when it cites that turn and shares at least
half of the content words of the shorter of the two; a contact when its letters and digits are the same. Of several
labels that it meets ("Saturday morning or Friday evening"), its answer and day are held against the nearest.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from assist.coach.network import FIELDS as CLAUSE_FIELDS
from assist.coach.network import Piece
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.testcall import read_test_call
from assist.events import Channel, Entry, GoalDate, NoteFields, PlanEntry, Utterance
from assist.note.clause_fields import places
from assist.note.clauses import Clause, clauses
from assist.note.likeness import content
from assist.note.spoken import fluent, plain, without_lead
from assist.note.text import entries_of

REPOSITORY = Path(__file__).parent.parent
OURS = REPOSITORY / "tests" / "note" / "calls"
COACHED = REPOSITORY / "tests" / "coach"
FIELDS = ("problem", "client_wants", "cannot_do", "options", "plan", "contact", "follow_up")
LEARNED = (
    "coached", "fresh", "learned", "learned_answers", "learned_excerpts", "learned_later", "learned_ordinary",
    "learned_plans", "tuned", "tuned_later",
)  # fmt: skip
"""The files that may be learned from."""
SHARED = 0.5
WORDS_A_SECOND = 2.5
_NOT = re.compile(
    r"\b(?:not|no|never|nobody|nothing|cannot|none|unable|without)\b|n't\b|\bcant\b|\bwont\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Label:
    """What a field should hold: words of a turn; of an option its `answer`, of a plan row `owner` and `due` ("" for
    any, "none", "ambiguous", or ISO dates)."""

    text: str
    turns: tuple[int, ...]
    required: bool = True
    answer: str = "any"
    owner: str = ""
    due: tuple[str, ...] = ()


@dataclass
class Call:
    name: str
    started: datetime
    utterances: list[Utterance]
    labels: dict[str, list[Label]]
    goal: tuple[str, ...] | None  # None: not labelled
    coached: str = ""
    """The name of the test call with these words, where there is one."""


@dataclass
class Score:
    """Counts over calls: right and wrong entries by field, labels found and missed, and what stands behind them."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)

    def share(self, one: Counter[str], other: Counter[str], *names: str) -> float | None:
        good, bad = sum(one[name] for name in names), sum(other[name] for name in names)
        return round(good / (good + bad), 3) if good + bad else None

    def figures(self) -> dict[str, Any]:
        by_field = {
            name: {
                "precision": self.share(self.right, self.wrong, name),
                "recall": self.share(self.found, self.missed, name),
                "entries": self.right[name] + self.wrong[name],
                "labels": self.found[name] + self.missed[name],
            }
            for name in FIELDS
        }
        return {
            "precision": self.share(self.right, self.wrong, *FIELDS),
            "recall": self.share(self.found, self.missed, *FIELDS),
            "fields": by_field,
            "due_dates_exact": self.share(self.right, self.wrong, "due"),
            "goal_dates_exact": self.share(self.right, self.wrong, "goal"),
            "ambiguity_flagged": self.share(self.found, self.missed, "ambiguous"),
            "answers_to_options_exact": self.share(self.right, self.wrong, "answer"),
            "agreed_promises_missing": self.share(self.missed, self.found, "promise"),
            "turned_negations": self.wrong["negation"],
        }


def utterances(turns: list[tuple[str, str]]) -> list[Utterance]:
    """Turns of (speaker, text) one after the other, at the pace of talk."""
    heard, at = [], 0.0
    for number, (speaker, text) in enumerate(turns, 1):
        end = at + max(len(text.split()), 1) / WORDS_A_SECOND
        channel: Channel = "agent" if speaker == "agent" else "client"
        heard.append(Utterance(round(end, 3), number, channel, round(at, 3), round(end, 3), text))
        at = end + 0.3
    return heard


def ours(name: str) -> list[Call]:
    """The calls of `tests/note/calls/NAME.toml`."""
    return [_ours(entry) for entry in tomllib.loads((OURS / f"{name}.toml").read_text("utf-8"))["call"]]


def _ours(entry: dict[str, Any]) -> Call:
    if coached := entry.get("as_in"):
        [path] = COACHED.glob(f"*/{coached}.call")
        call = read_test_call(path)
        started, heard = call.started, list(call.utterances)
    else:
        lines = [line.partition(": ") for line in entry["said"].strip().splitlines()]
        started, heard = entry["started"], utterances([(speaker, text) for speaker, _, text in lines])
    turns = [(one.channel, one.text) for one in sorted(heard, key=lambda one: one.id)]
    called = entry.get("name", coached)
    labels: dict[str, list[Label]] = {name: [] for name in FIELDS if name in entry}
    for name in labels:
        labels[name] += [_label(name, quoted, turns, True, called) for quoted in entry[name]]
    for quoted in entry["may"]:
        name, _, rest = quoted.partition(": ")
        prefix = "any: " if name == "options" else " : " if name == "plan" else ""
        labels[name].append(_label(name, prefix + rest, turns, False, called))
    goal = tuple(entry["goal_date"].split(" or ")) if "goal_date" in entry else None
    return Call(called, started, heard, labels, goal, coached or "")


def _label(name: str, quoted: str, turns: Sequence[tuple[str, str]], required: bool, call: str) -> Label:
    answer, owner, due = "any", "", ()
    if name == "options":
        answer, _, quoted = quoted.partition(": ")
    elif name == "plan":
        who, _, quoted = quoted.partition(": ")
        owner, _, days = who.partition(" ")
        due = tuple(day for day in days.split(" or ") if day)
    standing = tuple(number for number, (_, text) in enumerate(turns, 1) if quoted in text)
    if not standing and name != "contact":
        raise ValueError(f"{call}: nobody says {quoted!r}")
    return Label(quoted, standing, required, answer, owner, due)


@dataclass(frozen=True)
class LabelledClause:
    """A clause of a turn, the fields of the note that it belongs in, and those in which it may stand."""

    piece: Piece
    fields: frozenset[str]
    may: frozenset[str]


def clauses_of(call: Call) -> dict[int, tuple[LabelledClause, ...]]:
    """The clauses of every utterance, by its number."""
    found = {}
    for one in call.utterances:
        pieces = clauses(fluent(plain(one.text)))
        standing = zip(pieces, places(bundled_phrasebook().read(one.text), pieces), strict=True)
        found[one.id] = tuple(
            _labelled_clause(call, one.id, clause, piece) for clause, piece in standing if piece is not None
        )
    return found


def _labelled_clause(call: Call, number: int, clause: Clause, piece: Piece) -> LabelledClause:
    fields, may = set(), set()
    said = content(clause.text)
    for name in CLAUSE_FIELDS:
        for label in call.labels[name]:
            if number not in label.turns:
                continue
            quoted = plain(label.text)
            wanted = content(without_lead(label.text))
            shared, fewest = len(said & wanted), min(len(said), len(wanted))
            if (
                clause.text not in quoted
                and quoted not in clause.text
                and (not fewest or shared < SHARED * fewest)
            ):
                continue
            # of a label that runs over several clauses, a word or two is no statement of its own
            whole = clause.text in quoted or shared >= min(2, SHARED * len(wanted))
            (fields if label.required and whole else may).add(name)
    return LabelledClause(piece, frozenset(fields), frozenset(may - fields))


def shared(path: Path) -> list[Call]:
    """The dialogues of the shared data, labelled with substrings of turns."""
    calls = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        turns = [(turn["speaker"], turn["text"]) for turn in entry["turns"]]
        draft = entry["draft"]
        labels = {
            name: [
                Label(
                    one["text"],
                    (one["turn"] + 1,),
                    not any(one.get(key) for key in ("optional", "implicit", "weak")),
                )
                for one in draft.get(name, [])
            ]
            for name in FIELDS
            if name != "follow_up"  # not labelled there
        }
        calls.append(Call(entry["id"], datetime(2026, 11, 23, 10), utterances(turns), labels, ("none",)))
    return calls


def compare(call: Call, fields: NoteFields, score: Score) -> None:
    """Adds one call's note to the score."""
    for name, labels in call.labels.items():
        entries = entries_of(fields, name)
        met: set[int] = set()
        for entry in entries:
            meets = [index for index, label in enumerate(labels) if _meets(name, entry, label)]
            met.update(meets)
            score.right[name] += bool(meets)
            score.wrong[name] += not meets
            if not meets:
                score.details.append(f"{call.name}: {name} + {entry.text} {list(entry.utterances)}")
            if (label := nearest(name, entry, labels)) is not None:
                _compare_one(call, name, entry, label, score)
        for index, label in enumerate(labels):
            if not label.required:
                continue
            counter = score.found if index in met else score.missed
            counter[name] += 1
            if name == "plan" and label.owner == "agent":
                counter["promise"] += 1
            if index not in met:
                score.details.append(f"{call.name}: {name} - {label.text}")
    if call.goal is not None:
        _compare_goal(call, fields.goal_date, score)


def _compare_one(
    call: Call, name: str, entry: Entry | PlanEntry | GoalDate, label: Label, score: Score
) -> None:
    if isinstance(entry, PlanEntry) and label.due:
        due = entry.due or "none"
        right = due in label.due or (label.due == ("ambiguous",) and entry.due is None)
        (score.right if right else score.wrong)["due"] += 1
        if not right:
            score.details.append(f"{call.name}: due {due} not {label.due}: {entry.text}")
        if label.owner and label.owner != entry.owner:
            score.details.append(f"{call.name}: owner {entry.owner}: {entry.text}")
    if name == "options" and label.answer != "any":
        status = re.search(r"\((chosen|refused)\)$", entry.text)
        said = status[1] if status else "open"
        (score.right if said == label.answer else score.wrong)["answer"] += 1
        if said != label.answer:
            score.details.append(f"{call.name}: option is {label.answer}, not {said}: {entry.text}")
    if name in ("problem", "client_wants", "cannot_do") and bool(_NOT.search(entry.text)) != bool(
        _NOT.search(label.text)
    ):
        cited = [plain(one.text) for one in call.utterances if one.id in entry.utterances]
        if bool(_NOT.search(entry.text)) and not any(_NOT.search(text) for text in cited):
            score.wrong["negation"] += 1
        score.details.append(f"{call.name}: another 'not'? {entry.text} / {label.text}")


def _compare_goal(call: Call, goal: GoalDate | None, score: Score) -> None:
    assert call.goal is not None
    said = "none" if goal is None else "ambiguous" if goal.ambiguous else goal.date or "none"
    if call.goal == ("ambiguous",):
        (score.found if said == "ambiguous" else score.missed)["ambiguous"] += 1
    (score.right if said in call.goal else score.wrong)["goal"] += 1
    if said not in call.goal:
        score.details.append(f"{call.name}: goal date {said} not {call.goal}")


def _meets(name: str, entry: Entry | PlanEntry | GoalDate, label: Label) -> bool:
    if name == "contact":
        value, wanted = _bare(entry.text.partition(": ")[2]), _bare(label.text)
        return value == wanted or (len(wanted) >= 4 and value.endswith(wanted))
    if label.turns and not set(label.turns) & set(entry.utterances):
        return False
    said, wanted_words = content(entry.text), content(without_lead(label.text))
    shorter = min(len(said), len(wanted_words))
    return len(said & wanted_words) >= SHARED * shorter if shorter else True


def nearest(name: str, entry: Entry | PlanEntry | GoalDate, labels: Sequence[Label]) -> Label | None:
    """Of the labels of a field that the entry meets, the one that it has most words in common with."""
    met = [label for label in labels if _meets(name, entry, label)]
    return max(met, key=lambda label: _shared(entry.text, label.text), default=None)


def _shared(one: str, other: str) -> float:
    """Share of the content words of both that they have in common."""
    first, second = content(one), content(other)
    return len(first & second) / max(len(first | second), 1)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9@.]", "", text.lower()).strip(".")
