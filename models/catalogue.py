"""The models that the program knows by name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from assist.errors import InputError

BUNDLED = Path(__file__).with_name("bundled")
"""The folder of the model that comes with the program."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What can be fetched: some files of a repository on the hub."""

    name: str
    repository: str
    revision: str
    """The commit of the repository."""
    megabytes: int
    advice: str
    """For whom it is, or what it does."""
    weights: ClassVar[str]
    needed: ClassVar[tuple[str, ...]]
    """The files without which it is none; the weights are among them."""
    welcome: ClassVar[tuple[str, ...]] = ()
    """Patterns of others that it may have."""


@dataclass(frozen=True, slots=True)
class MeaningModel(Fetched):
    """What a turn means, as numbers: a vote beside the program's own on what kind of thing was said."""

    weights = "model.onnx"
    needed = ("onnx/model.onnx", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Model(Fetched):
    """A speech model: one entry of catalogue.toml."""

    weights = "model.bin"
    needed = ("config.json", "model.bin", "tokenizer.json")
    welcome = ("preprocessor_config.json", "vocabulary.*")
    memory_megabytes: int
    languages: list[str]
    licence: str
    partial_units: float
    """Cost of a partial, in units of the probe's piece of work (`scripts/bench_speech.py --shapes`)."""
    final_units: float
    """Cost of a final."""


SENTENCES = MeaningModel(
    name="sentences",
    repository="sentence-transformers/all-MiniLM-L6-v2",
    revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
    megabytes=91,
    advice="Optional: knows which sentences mean the same, so that a few more cards come when they help.",
)
"""all-MiniLM-L6-v2, Apache-2.0 (Wang et al., MiniLM, 2020): the one that `assist.coach.meaning` was taught to read."""


@cache
def catalogue() -> dict[str, Model]:
    """The speech models that can be fetched, by name."""
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


def fetchable(name: str) -> Fetched:
    """What can be fetched by this name. Raises InputError naming what there is."""
    models: dict[str, Fetched] = {**catalogue(), SENTENCES.name: SENTENCES}
    if name not in models:
        raise InputError(f"There is no model {name!r} to fetch: expected one of {', '.join(models)}.")
    return models[name]


def part_folder(folder: Path, model: Fetched) -> Path:
    """Where a model lies that is still coming, beside the one that came: a download that was stopped goes on there."""
    return folder / f"{model.name}.part"
