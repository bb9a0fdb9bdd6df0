"""The settings: one TOML file that a person can read and write."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assist.coach.playbook import DEFAULT
from assist.errors import InputError


class Retention(BaseModel):
    """How many days calls are kept before they are erased for good."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text_days: int = Field(default=90, ge=1, le=36_500, description="what was said, and the notes")
    audio_days: int = Field(default=0, ge=0, le=36_500, description="sound; 0: it is not kept")


class Settings(BaseModel):
    """Everything that can be set; each has a default that works."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = Field(default=None, description="speech model: a name from `models list` or a folder")
    speech_server: str | None = Field(
        default=None,
        description="address of a transcription server (OpenAI's /v1/audio/transcriptions) that hears the "
        "calls instead of this machine; the calls' sound is sent there",
    )
    speech_server_model: str = Field(
        default="whisper-1", description="what the transcription server calls its model"
    )
    playbook: str = Field(default=DEFAULT, description="playbook: a name from `playbook list` or a file")
    microphone: str | int | None = Field(
        default=None, description="the agent's input device, by name or number"
    )
    caller: str | int | None = Field(default=None, description="the input device that carries the caller")
    words: tuple[str, ...] = Field(default=(), description="names and product words to know")
    country: str = Field(
        default="",
        description="whose public holidays are no business days: a code like GB, US or US-CA",
    )
    agent: str | None = Field(default=None, description="who takes the calls (default: your login name)")
    team: str | None = Field(
        default=None, description="the team's database, postgresql://YOU@HOST/DATABASE, without a password"
    )
    retention: Retention = Field(default=Retention(), description="how long calls are kept")
    policies: dict[str, str] = Field(default={}, description="how the playbook's conflicts are settled")


def load_settings(path: Path) -> Settings:
    """Reads the file; defaults where there is none. A mistake is named with its key and what was expected."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"The settings {path} cannot be read: {problem}.") from problem
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"The settings {path} are not valid TOML: {problem}.") from problem
    try:
        settings = Settings.model_validate(values)
    except ValidationError as problem:
        mistakes = "; ".join(
            f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()
        )
        raise InputError(f"The settings {path} have a mistake: {mistakes}.") from problem
    if settings.country:
        from assist.note.calendar import check_country

        check_country(settings.country)
    return settings
