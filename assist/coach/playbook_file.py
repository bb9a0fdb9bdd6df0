"""Reads a playbook file and lists every mistake in it: which key, and what was expected there."""

from __future__ import annotations

import contextlib
import tomllib
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from assist.coach.cues import OwnWords
from assist.coach.moments import MOMENTS
from assist.coach.phrases import PatternError, compile_phrase
from assist.coach.playbook import (
    MAYBE_UPSET,
    OR,
    PLAYBOOKS,
    UPSET,
    Card,
    Cue,
    Expected,
    OmissionCard,
    Playbook,
    PlaybookFile,
    Policy,
    PolicyTable,
    Step,
    WarningCard,
    list_playbooks,
    unknown_playbook,
)
from assist.coach.tokens import tokenize
from assist.errors import InputError

_KINDS: Mapping[str, type[BaseModel]] = {
    "step": Step,
    "cue": Cue,
    "card": Card,
    "warning": WarningCard,
    "omission": OmissionCard,
}
_CONDITIONS = ("cue", "requires", "forbids", "answers", "unless", "done_when", "reopened_by", "missing")
_HEARD_ONLY = ("answers", "unless", "done_when", "reopened_by", "missing")
_PHRASES = ("phrases", "except_phrases")
_EXAMPLES = ("examples", "except_examples")


def schema() -> dict[str, Any]:
    """The JSON Schema of playbook files, for editors."""
    made = PlaybookFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "Call Assist playbook",
    }


def read_playbook(name_or_path: str, policies: Mapping[str, str]) -> Playbook:
    """See `assist.coach.playbook.load_playbook`."""
    file = _find(name_or_path)
    try:
        state = file.stat()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}.") from error
    return _read(file, (state.st_mtime_ns, state.st_size), tuple(sorted(policies.items())))


@lru_cache(maxsize=32)
def _read(file: Path, _as_of: tuple[int, int], settled: tuple[tuple[str, str], ...]) -> Playbook:
    """Read once as long as the file stays as it is: whoever goes through calls needs the same one for each."""
    policies = dict(settled)
    try:
        tables = tomllib.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is not a TOML file: {error}.") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}.") from error
    mistakes = [f"{file}: {mistake}." for mistake in check(tables, policies)]
    if mistakes:
        raise InputError("\n".join(mistakes))
    return _playbook(file, PlaybookFile.model_validate(tables), policies)


def _find(name_or_path: str) -> Path:
    if name_or_path in list_playbooks():
        return PLAYBOOKS / f"{name_or_path}.toml"
    with contextlib.suppress(OSError, ValueError):  # a name that no file can have is no file
        if Path(name_or_path).is_file():
            return Path(name_or_path)
    raise unknown_playbook(name_or_path, list_playbooks())


def _playbook(file: Path, read: PlaybookFile, chosen: Mapping[str, str]) -> Playbook:
    policies = tuple(
        Policy(name, table.about, table.values, chosen.get(name, table.default), table.words)
        for name, table in read.policy.items()
    )
    values = {policy.name: policy.value for policy in policies}
    choices = {policy.name: str(policy) for policy in policies}
    cues = tuple(
        cue.model_copy(update={"speaker": MOMENTS.get(cue.id, cue.speaker)})
        for cue in read.cue
        if _holds(cue.policy, values)
    )
    return Playbook(
        id=read.id or file.stem,
        version=str(read.version),
        title=read.title,
        policies=policies,
        steps=tuple(read.step),
        cues=cues,
        cards=tuple(_sourced(one, choices) for one in read.card if _holds(one.policy, values)),
        warnings=tuple(_sourced(one, choices) for one in read.warning if _holds(one.policy, values)),
        omissions=tuple(one for one in read.omission if _holds(one.policy, values)),
        own_words=OwnWords(cues),
    )


def _holds(policy: Mapping[str, str], values: Mapping[str, str]) -> bool:
    return all(values[name] == value for name, value in policy.items())


Row = typing.TypeVar("Row", Card, WarningCard)


def _sourced(row: Row, choices: Mapping[str, str]) -> Row:
    """What the team chose that let a card in is said in its source."""
    if not row.policy:
        return row
    chosen = "; ".join(choices[name] for name in row.policy)
    return row.model_copy(update={"source": f"{row.source}; as set: {chosen}"})


# --- mistakes ----------------------------------------------------------------------------------------------


def check(tables: Mapping[str, Any], chosen: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Every mistake in a file's tables and in the policies chosen, each as "KEY: expected WHAT"."""
    if not tables:
        yield "expected a title and at least one [[step]]; the file is empty"
        return
    try:
        PlaybookFile.model_validate(tables)
    except ValidationError as error:
        seen: set[str] = set()
        for one in error.errors(include_url=False):
            mistake = _sentence(tables, one["loc"], one["type"])
            if mistake not in seen:
                seen.add(mistake)
                yield mistake
    rows = {kind: _rows(tables, kind) for kind in _KINDS}
    policies = {
        name: table for name, table in _table(tables.get("policy")).items() if isinstance(table, dict)
    }
    yield from _wrong_policies(policies, rows, chosen)
    yield from _taken_ids(rows)
    yield from _unknown_names(rows)
    yield from _wrong_cues(rows)
    yield from _never(rows)


def _sentence(tables: Mapping[str, Any], loc: tuple[int | str, ...], wrong: str) -> str:
    """One of pydantic's errors in our words: the key as the file has it, and what its class expects."""
    model: type[BaseModel] = PlaybookFile
    expected, key = "a playbook", ""
    names = list(loc)
    while names:
        name = names.pop(0)
        field = model.model_fields.get(str(name))
        if field is None:
            return f"{_key(key, name)}: expected one of the keys {', '.join(model.model_fields)}"
        says = next((one.text for one in field.metadata if isinstance(one, Expected)), None)
        expected = says or _expected_in(field.annotation) or "another value"
        key = _key(key, name)
        if not names or model is not PlaybookFile or (name not in _KINDS and name != "policy"):
            break
        place = names.pop(0)
        if name == "policy":
            key = f"policy.{place}"
            model = PolicyTable
        else:
            key = _place(str(name), int(place), _at(tables, str(name), int(place)))
            model = _KINDS[str(name)]
        expected = f"a table like [{key}]" if name == "policy" else f"a table [[{name}]]"
    return f"{key}: expected {expected}{'; it is missing' if wrong == 'missing' else ''}"


def _expected_in(annotation: Any) -> str | None:
    """What is expected of an optional value: the words stand inside `X | None`."""
    for part in typing.get_args(annotation):
        found = next(
            (one.text for one in getattr(part, "__metadata__", ()) if isinstance(one, Expected)), None
        )
        if found:
            return found
    return None


def _key(before: str, name: int | str) -> str:
    return f"{before}.{name}" if before else str(name)


def _at(tables: Mapping[str, Any], kind: str, number: int) -> Any:
    found = tables.get(kind)
    return found[number] if isinstance(found, list) and number < len(found) else None


def _place(kind: str, number: int, row: Any) -> str:
    id = row.get("id") if isinstance(row, dict) else None
    return f'{kind} "{id}"' if isinstance(id, str) else f"{kind} number {number + 1}"


def _rows(tables: Mapping[str, Any], kind: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The tables of one kind, each with its place as a mistake in it names it."""
    found = tables.get(kind)
    rows = found if isinstance(found, list) else []
    return [(_place(kind, number, row), row) for number, row in enumerate(rows) if isinstance(row, dict)]


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


Rows = Mapping[str, list[tuple[str, Mapping[str, Any]]]]


def _wrong_policies(policies: Mapping[str, Any], rows: Rows, chosen: Mapping[str, str]) -> Iterator[str]:
    for name, table in policies.items():
        values = _texts(table.get("values"))
        one_of = f"expected one of {', '.join(values)}"
        if values and isinstance(table.get("default"), str) and table["default"] not in values:
            yield f"policy.{name}.default: {one_of}"
        for value in _table(table.get("words")):
            if values and value not in values:
                yield f"policy.{name}.words.{value}: {one_of}"
        if values and name in chosen and chosen[name] not in values:
            yield f"policy {name}={chosen[name]}: {one_of}"
    known = ", ".join(policies) or "no policy at all"
    for name in chosen:
        if name not in policies:
            yield f'policy "{name}" is not in this playbook; it has: {known}'
    for found in rows.values():
        for place, row in found:
            for name, value in _table(row.get("policy")).items():
                if name not in policies:
                    yield f"{place}.policy.{name}: expected a policy of this file: {known}"
                elif value not in (values := _texts(policies[name].get("values"))):
                    yield f"{place}.policy.{name}: expected one of {', '.join(values)}"


def _taken_ids(rows: Rows) -> Iterator[str]:
    for kind, found in rows.items():
        seen: set[str] = set()
        for place, row in found:
            id = row.get("id")
            # a cue may stand there twice, once for each answer to a policy
            if isinstance(id, str) and id in seen and not (kind == "cue" and row.get("policy")):
                yield f'{place}.id: expected an id of its own; "{id}" is taken'
            if isinstance(id, str):
                seen.add(id)
    steps = _ids(rows["step"])
    for place, row in rows["cue"]:
        if row.get("id") in (*steps, UPSET, MAYBE_UPSET):
            yield f'{place}.id: expected another name than a step\'s, "{UPSET}" or "{MAYBE_UPSET}"'
    for place, row in rows["step"]:
        if row.get("id") in (*MOMENTS, UPSET, MAYBE_UPSET):
            yield f'{place}.id: expected another name than a moment\'s, "{UPSET}" or "{MAYBE_UPSET}"'


def _ids(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    return [row["id"] for _, row in rows if isinstance(row.get("id"), str)]


def _unknown_names(rows: Rows) -> Iterator[str]:
    """Names in one table that must exist in another."""
    steps, cues = _ids(rows["step"]), _ids(rows["cue"])
    own = f", or a cue of this file: {', '.join(cues)}" if cues else ""
    for place, row in rows["card"]:
        if isinstance(row.get("step"), str) and row["step"] not in steps:
            yield f"{place}.step: expected a step: {', '.join(steps)}"
    for kind, found in rows.items():
        for place, row in found:
            for key in _CONDITIONS:
                heard = key in _HEARD_ONLY or (key == "cue" and kind != "omission")
                known = {*MOMENTS, *cues, *(() if heard else (*steps, UPSET, MAYBE_UPSET))}
                if wrong := [
                    name
                    for text in _texts(row.get(key))
                    for name in _either(text, heard)
                    if name not in known
                ]:
                    what = f"moments{own}" if heard else f"steps ({', '.join(steps)}), moments{own}"
                    yield f"{place}.{key}: expected {what}; unknown: {', '.join(wrong)}"


def _either(condition: str, heard: bool) -> list[str]:
    return [condition] if heard else condition.split(OR)


def _wrong_cues(rows: Rows) -> Iterator[str]:
    for found in rows.values():
        for place, row in found:
            for key in _PHRASES:
                for text in _texts(row.get(key)):
                    try:
                        compile_phrase(text)
                    except PatternError as error:
                        yield f"{place}.{key}: expected a phrase; {error}"
            for key in _EXAMPLES:
                for text in _texts(row.get(key)):
                    if not tokenize(text).tokens:
                        yield f'{place}.{key}: expected words; nothing in "{text}" can be said'
    for place, row in rows["cue"]:
        conditions = ("phrases", "examples", "unless", "silence", "overtalk", "louder", "faster")
        if not any(row.get(key) for key in conditions):
            yield f"{place}: expected at least one of {', '.join(conditions)}"
        elif "silence" in row and any(row.get(key) for key in conditions if key != "silence"):
            yield f"{place}.silence: expected no other condition beside it; nobody speaks in a silence"
        name = row.get("id")
        speaker = MOMENTS.get(name) if isinstance(name, str) else None
        if row.get("unless") and speaker:
            yield f"{place}.unless: expected none in a cue that is a moment; the others are known only after it"
        if speaker and row.get("speaker", speaker) != speaker:
            yield f'{place}.speaker: expected "{speaker}", whose moment this is'


def _never(rows: Rows) -> Iterator[str]:
    """What is over before it begins."""
    for found in rows.values():
        for place, row in found:
            earliest, latest = row.get("earliest", 0), row.get("latest")
            if isinstance(earliest, int | float) and isinstance(latest, int | float) and latest < earliest:
                yield f"{place}.latest: expected a second after earliest, {earliest}"
