"""The settings: one TOML file that a person can read and write."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

from assist.coach.appetite import Appetite
from assist.coach.playbook import DEFAULT
from assist.errors import InputError
from assist.paths import own_models_folder, private_opener, settings_file

DISPOSITIONS = ("Resolved", "Follow-up promised", "Handed on", "Not resolved", "Call broke off")
"""How a call can come out, where the settings do not say."""


class Appearance(BaseModel):
    """How the windows look."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    theme: Literal["system", "light", "dark"] = Field(
        default="system", description="light, dark, or the desktop's"
    )
    type_size: float = Field(default=1.0, ge=0.8, le=2.0, description="0.8 to 2; 1 is the usual size")
    still: bool = Field(default=False, description="nothing moves, whatever the desktop says")


class Retention(BaseModel):
    """How many days calls are kept before they are erased for good."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text_days: int = Field(default=90, ge=1, le=36_500, description="what was said, and the notes")
    audio_days: int = Field(default=0, ge=0, le=36_500, description="sound; 0: it is not kept")


class Store(BaseModel):
    """How calls are kept on this machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encrypted: bool = Field(
        default=False, description="the file of calls is encrypted, with its key in the system's keyring"
    )


class Settings(BaseModel):
    """Everything that can be set; each has a default that works."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = Field(default=None, description="speech model: a name from `models list` or a folder")
    models_folder: str | None = Field(
        default=None,
        min_length=1,
        description="folder that speech models are fetched into and looked for in (default: the program's own)",
    )
    speech_server: str | None = Field(
        default=None,
        description="address of a transcription server (OpenAI's /v1/audio/transcriptions) that hears the "
        "calls instead of this machine; the calls' sound is sent there",
    )
    speech_server_model: str = Field(
        default="whisper-1", description="what the transcription server calls its model"
    )
    playbook: str = Field(default=DEFAULT, description="playbook: a name from `playbook list` or a file")
    microphone: str | StrictInt | None = Field(
        default=None, description="the agent's input device, by name or number"
    )
    caller: str | StrictInt | None = Field(
        default=None, description="the input device that carries the caller"
    )
    words: tuple[str, ...] = Field(default=(), description="names and product words to know")
    country: str = Field(
        default="",
        description="whose public holidays are no business days: a code like GB, US or US-CA",
    )
    agent: str | None = Field(default=None, description="who takes the calls (default: your login name)")
    team: str | None = Field(
        default=None, description="the team's database, postgresql://YOU@HOST/DATABASE, without a password"
    )
    store: Store = Field(default=Store(), description="how calls are kept on this machine")
    retention: Retention = Field(default=Retention(), description="how long calls are kept")
    policies: dict[str, str] = Field(default={}, description="how the playbook's conflicts are settled")
    prompts: Appetite = Field(default="balanced", description="how many cards come: quiet, balanced or eager")
    dispositions: tuple[str, ...] = Field(
        default=DISPOSITIONS,
        min_length=1,
        max_length=9,
        description="how a call can come out, in your team's words: at most nine",
    )
    appearance: Appearance = Field(default_factory=lambda: Appearance(), description="how the windows look")
    hotkeys: dict[Literal["start_end", "done", "not_now", "client_speaks"], str] = Field(
        default={}, description='keys that work in every program, such as done = "ctrl+alt+d"'
    )
    welcomed: bool = Field(default=False, description="whether the first pages have been seen")


def load_settings(path: Path) -> Settings:
    """Reads the file; defaults where there is none. A mistake is named with its key and what was expected."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(
            f"The settings {path} cannot be read ({problem}): expected a text file in UTF-8."
        ) from problem
    return _checked(text, path)


def models_folder() -> Path:
    """Where fetched speech models are, by the settings; the folder of the settings need not exist."""
    chosen = load_settings(settings_file()).models_folder
    return Path(chosen).expanduser() if chosen else own_models_folder()


def _checked(text: str, path: Path) -> Settings:
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"The settings {path} are not valid TOML: {problem}.") from problem
    try:
        settings = Settings.model_validate(values)
    except ValidationError as problem:
        errors = problem.errors()
        # what is wrong in a list is told once, and not of the list again
        inner = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
        told = dict.fromkeys(
            _in_plain_words(error["loc"], error["msg"]) for error in errors if error["loc"] not in inner
        )
        mistakes = "; ".join(told)
        raise InputError(f"The settings {path} have a mistake: {mistakes}.") from problem
    if settings.country:
        from assist.note.calendar import check_country

        check_country(settings.country)
    if settings.team:
        from assist.calls.store.address import checked_address

        checked_address(settings.team)  # a password in it is never written down
    return settings


def _in_plain_words(place: tuple[int | str, ...], said: str) -> str:
    """One mistake for a person: pydantic speaks of inputs and tuples."""
    *before, last = place
    if before and last in ("str", "int"):  # two kinds of value would do, and there is a mistake for each
        return f"{'.'.join(map(str, before))}: expected a name in quotes, or a number"
    key = ".".join(str(part) for part in place if part != "[key]")
    if said.startswith("Extra inputs"):
        near = get_close_matches(key, Settings.model_fields, n=1)
        return f"there is no setting {key}" + (f" (is it {near[0]}?)" if near and "." not in key else "")
    if isinstance(last, int):
        key = f"{'.'.join(map(str, before))}, number {last + 1}"
    said = said.partition(", unable")[0].replace(" after validation", "")
    for word, plain in (
        ("Input should be", "expected"), ("Tuple should have", "expected"), ("a valid tuple", "a list"),
        ("a valid integer", "a whole number"), ("a valid string", "a text in quotes"),
        ("a valid boolean", "true or false"), ("greater than or equal to", "at least"),
        ("less than or equal to", "at most"),
    ):  # fmt: skip
        said = said.replace(word, plain)
    if "a valid dictionary" in said:
        said = f"expected a table, [{key}] with its own keys below it"
    return f"{key}: {said}"


def save_settings(path: Path, changes: Mapping[str, Any]) -> Settings:
    """Writes changed values into the file and leaves the rest of it, comments and order included, as it is.

    Keys are names of Settings; "appearance.theme" is the theme of appearance; None takes a key out, so that the
    default holds again. What comes of it is checked before anything is written. Returns the settings that then
    hold. Raises InputError where a value is wrong or the file cannot be written.
    """
    settings = load_settings(path)  # a file with a mistake is never written over
    document = tomlkit.parse(path.read_text("utf-8-sig")) if path.exists() else tomlkit.document()
    for name, value in changes.items():
        *tables, key = name.split(".")
        place: Any = document
        for table in tables:
            place = place.setdefault(table, tomlkit.table())
        if value is None:
            place.pop(key, None)
        else:
            place[key] = list(value) if isinstance(value, tuple) else value
    text = tomlkit.dumps(document)
    try:
        settings = _checked(text, path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with open(fresh, "x", encoding="utf-8", opener=private_opener) as file:
            file.write(text)
        fresh.replace(path)
    except OSError as problem:
        raise InputError(
            f"The settings {path} cannot be written ({problem.strerror}): free some space, or allow writing there."
        ) from problem
    return settings
