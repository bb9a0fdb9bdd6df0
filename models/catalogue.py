"""The speech models that the program knows by name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assist.errors import InputError

BUNDLED = Path(__file__).with_name("bundled")
"""The folder of the model that comes with the program."""


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of catalogue.toml."""

    name: str
    repository: str
    revision: str
    """The commit of the repository."""
    megabytes: int
    memory_megabytes: int
    languages: list[str]
    licence: str
    advice: str
    partial_units: float
    """Cost of a partial, in units of the probe's piece of work (`scripts/bench_speech.py --shapes`)."""
    final_units: float
    """Cost of a final."""


@cache
def catalogue() -> dict[str, Model]:
    """The models that can be fetched, by name."""
    text = Path(__file__).with_name("catalogue.toml").read_text("utf-8")
    models = (Model(**entry) for entry in tomllib.loads(text).values())
    return {model.name: model for model in models}


def bundled() -> Model:
    """The model that comes with the program, as an entry of the list."""
    return Model(
        name="bundled",
        repository="",
        revision="",
        megabytes=10,
        memory_megabytes=100,
        languages=["en"],
        licence="MIT",
        advice="Comes with the program. Knows the demo's synthetic voices, not people.",
        partial_units=0.18,
        final_units=0.2,
    )


def find_model(name: str) -> Model:
    """The model of this name. Raises InputError naming those there are."""
    try:
        return catalogue()[name]
    except KeyError:
        names = ", ".join(catalogue())
        raise InputError(
            f"There is no speech model {name!r}: expected the folder of one, or one of {names}."
        ) from None
