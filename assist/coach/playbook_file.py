"""Reads a playbook file and lists every mistake in it: which key, and what was expected there."""

from __future__ import annotations

import contextlib
import string
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assist.coach.moments import MOMENTS, UNWANTED
from assist.coach.playbook import (
    PLAYBOOKS,
    Card,
    OmissionCard,
    Playbook,
    Policy,
    Step,
    WarningCard,
    list_playbooks,
)
from assist.errors import InputError

LONGEST_HEADLINE = 8
"""Words that can be read in one glance."""

Check = Callable[[Any], str | None]
"""Gives what was expected, or None where the value is right."""


def read_playbook(name_or_path: str, policies: Mapping[str, str]) -> Playbook:
    """See `assist.coach.playbook.load_playbook`."""
    file = _find(name_or_path)
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is not a TOML file: {error}.") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}.") from error
    return _Reader(file, tables, policies).playbook()


def _find(name_or_path: str) -> Path:
    named = PLAYBOOKS / f"{name_or_path}.toml"
    if name_or_path in list_playbooks():
        return named
    with contextlib.suppress(OSError):  # a name too long for a file is no file
        if Path(name_or_path).is_file():
            return Path(name_or_path)
    known = ", ".join(list_playbooks())
    raise InputError(
        f'There is no playbook "{name_or_path}": name a TOML file that exists, or one of: {known}.'
    )


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "a text"


def _headline(value: Any) -> str | None:
    right = isinstance(value, str) and 0 < len(value.split()) <= LONGEST_HEADLINE
    return None if right else f"a text of at most {LONGEST_HEADLINE} words"


def _say_back(value: Any) -> str | None:
    expected = "a text with {client_words} in it and no other {name}"
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
    except (ValueError, TypeError):
        return expected
    return None if names == {"client_words"} else expected


def _moments(value: Any) -> str | None:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        return "a list of moments"
    wrong = [one for one in value if one not in MOMENTS]
    return f"moments; unknown: {', '.join(wrong)}" if wrong else None


def _unwanted(value: Any) -> str | None:
    return None if isinstance(value, str) and value in UNWANTED else f"one of {', '.join(sorted(UNWANTED))}"


def _texts(value: Any) -> str | None:
    right = isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)
    return None if right else "a list of texts"


def _yes_no(value: Any) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _number(low: float, high: float, what: str) -> Check:
    def check(value: Any) -> str | None:
        right = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        return None if right else f"{what} from {low:g} to {high:g}"

    return check


def _policy_table(value: Any) -> str | None:
    right = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return None if right else 'a table like {apology_scope = "business"}'


_SECONDS = _number(1, 600, "seconds")
_SCHEMA: Mapping[str, tuple[Mapping[str, Check], Mapping[str, Check]]] = {  # table: required keys, other keys
    "step": (
        {
            "id": _text,
            "label": _text,
            "headline": _headline,
            "done_when": _moments,
            "source": _text,
        },
        {"optional": _yes_no, "reopened_by": _moments},
    ),
    "card": (
        {
            "id": _text,
            "step": _text,
            "headline": _headline,
            "say": _text,
            "detail": _text,
            "source": _text,
            "cue": _moments,
            "priority": _number(1, 100, "a number"),
            "expires": _SECONDS,
            "cool_down": _SECONDS,
        },
        {
            "say_back": _say_back,
            "after": _texts,
            "heard": _moments,
            "unless": _moments,
            "done_when": _moments,
            "needs_upset": _yes_no,
            "while_venting": _yes_no,
            "critical": _yes_no,
            "policy": _policy_table,
        },
    ),
    "warning": (
        {
            "id": _text,
            "moment": _unwanted,
            "headline": _headline,
            "repair": _text,
            "source": _text,
            "cool_down": _SECONDS,
        },
        {"least_confidence": _number(0, 1, "a number"), "except_words": _texts, "policy": _policy_table},
    ),
    "omission": (
        {"id": _text, "headline": _headline, "missing": _moments},
        {"after": _moments, "policy": _policy_table},
    ),
}
_POLICY_KEYS: Mapping[str, Check] = {"about": _text, "values": _texts, "default": _text}


class _Reader:
    """Reads one file; collects the mistakes on the way and raises them together."""

    def __init__(self, file: Path, tables: dict[str, Any], chosen: Mapping[str, str]) -> None:
        self.file = file
        self.tables = tables
        self.chosen = chosen
        self.mistakes: list[str] = []

    def playbook(self) -> Playbook:
        for key in self.tables:
            if key not in (*_SCHEMA, "title", "policy"):
                self.wrong(key, f"one of title, policy, {', '.join(_SCHEMA)}")
        self.check("title", self.tables.get("title"), _text)
        policies = self.policies()
        rows = {kind: self.rows(kind) for kind in _SCHEMA}
        self.references(rows, policies)
        if self.mistakes:
            raise InputError("\n".join(self.mistakes))
        values = {policy.name: policy.value for policy in policies}
        rows = {kind: [_holding(row) for row in found if _holds(row, values)] for kind, found in rows.items()}
        return Playbook(
            id=self.file.stem,
            title=self.tables["title"],
            policies=policies,
            steps=tuple(Step(**row) for row in rows["step"]),
            cards=tuple(Card(**row) for row in rows["card"]),
            warnings=tuple(WarningCard(**row) for row in rows["warning"]),
            omissions=tuple(OmissionCard(**row) for row in rows["omission"]),
        )

    def wrong(self, key: str, expected: str) -> None:
        self.mistakes.append(f"{self.file}: {key}: expected {expected}.")

    def check(self, key: str, value: Any, check: Check) -> bool:
        expected = check(value)
        if expected is not None:
            self.wrong(key, expected if value is not None else f"{expected}; it is missing")
        return expected is None

    def policies(self) -> tuple[Policy, ...]:
        tables = self.tables.get("policy", {})
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            self.wrong("policy", "tables like [policy.apology_scope]")
            return ()
        found = []
        for name, table in tables.items():
            at = f"policy.{name}"
            self.unknown_keys(at, table, _POLICY_KEYS)
            right = [self.check(f"{at}.{key}", table.get(key), check) for key, check in _POLICY_KEYS.items()]
            if not all(right):
                continue
            one_of = f"one of {', '.join(table['values'])}"
            if table["default"] not in table["values"]:
                self.wrong(f"{at}.default", one_of)
            value = self.chosen.get(name, table["default"])
            if value not in table["values"]:
                self.mistakes.append(f"{self.file}: policy {name}={value}: expected {one_of}.")
            found.append(Policy(name, table["about"], tuple(table["values"]), value))
        for name in self.chosen:
            if name not in tables:
                known = ", ".join(tables) or "no policy at all"
                self.mistakes.append(
                    f'{self.file}: policy "{name}" is not in this playbook; it has: {known}.'
                )
        return tuple(found)

    def rows(self, kind: str) -> list[dict[str, Any]]:
        rows = self.tables.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.wrong(kind, f"tables like [[{kind}]]")
            return []
        if not rows and kind == "step":
            self.wrong("step", "at least one [[step]]")
        required, others = _SCHEMA[kind]
        seen: set[str] = set()
        for number, row in enumerate(rows, 1):
            at = _place(kind, number, row)
            self.unknown_keys(at, row, {**required, **others})
            for key, check in required.items():
                self.check(f"{at}.{key}", row.get(key), check)
            for key, check in others.items():
                if key in row:
                    self.check(f"{at}.{key}", row[key], check)
            if isinstance(row.get("id"), str):
                if row["id"] in seen:
                    self.wrong(f"{at}.id", f'an id of its own; "{row["id"]}" is taken')
                seen.add(row["id"])
        return rows

    def unknown_keys(self, at: str, table: Mapping[str, Any], known: Mapping[str, Check]) -> None:
        for key in table:
            if key not in known:
                self.wrong(f"{at}.{key}", f"one of the keys {', '.join(known)}")

    def references(self, rows: Mapping[str, list[dict[str, Any]]], policies: tuple[Policy, ...]) -> None:
        """Names in one table that must exist in another."""
        steps = [row["id"] for row in rows["step"] if isinstance(row.get("id"), str)]
        for number, row in enumerate(rows["card"], 1):
            named = row.get("after") if _texts(row.get("after")) is None else []
            for key, id in [("step", row.get("step")), *(("after", id) for id in named or [])]:
                if isinstance(id, str) and id not in steps:
                    self.wrong(f"{_place('card', number, row)}.{key}", f"a step: {', '.join(steps)}")
        values = {policy.name: policy.values for policy in policies}
        for kind, found in rows.items():
            for number, row in enumerate(found, 1):
                table = row.get("policy", {})
                for name, value in table.items() if isinstance(table, dict) else ():
                    at = f"{_place(kind, number, row)}.policy.{name}"
                    if name not in values:
                        self.wrong(at, f"a policy: {', '.join(values) or 'the file has none'}")
                    elif value not in values[name]:
                        self.wrong(at, f"one of {', '.join(values[name])}")


def _place(kind: str, number: int, row: Mapping[str, Any]) -> str:
    return f'{kind} "{row["id"]}"' if isinstance(row.get("id"), str) else f"{kind} number {number}"


def _holds(row: Mapping[str, Any], values: Mapping[str, str]) -> bool:
    return all(values[name] == value for name, value in row.get("policy", {}).items())


def _holding(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its dataclass takes it; the policy that let it in is named in its source."""
    made: dict[str, Any] = {}
    for key, value in row.items():
        if key in ("done_when", "reopened_by", "cue", "heard", "unless", "missing") or (
            key == "after" and "missing" in row
        ):
            made[key] = frozenset(value)
        elif isinstance(value, list):
            made[key] = tuple(value)
        elif key != "policy":
            made[key] = value
    policy = row.get("policy", {})
    if policy and "source" in made:
        made["source"] += "; policy " + ", ".join(f"{name}: {value}" for name, value in policy.items())
    return made
