"""Which speech model this machine keeps up with: one second's measurement, then arithmetic."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assist.paths import data_folder, private_opener
from models.catalogue import BUNDLED, Model

PROBE_SECONDS = 1.0
FINAL_EVERY, PARTIAL_EVERY = 4.0, 1.0
"""Seconds between two finals, and two partials, of a channel on which somebody speaks without end."""
MOST_LOAD = 0.8
"""Of the inference thread's time that two people talking at once may take."""
LONGEST_FINAL = 0.9
"""Seconds; with the half second of silence that ends an utterance, its text is there 1.4 s after the voice."""


def encode_once(threads: int = 0) -> Callable[[], object]:
    """The probe's piece of work: the bundled model's encoder over a full window of 30 s."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(BUNDLED), device="cpu", compute_type="int8", cpu_threads=threads)
    window = np.zeros((80, 3000), np.float32)
    return lambda: model.encode(window)


def unit_seconds() -> float:
    """How long this machine takes for the probe's piece of work; measured once, for one second, and kept."""
    path, machine = (
        data_folder() / "speed.json",
        f"{platform.processor()} {platform.machine()} {os.cpu_count()}",
    )
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["machine"] == machine and 0 < float(kept["unit_seconds"]) < 60:
            return float(kept["unit_seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # never measured, or by an older version
    measured = _measured()
    _keep(path, {"machine": machine, "unit_seconds": measured})
    return measured


def load(model: Model, unit: float) -> float:
    """The part of the inference thread's time that two people talking at once take; over 1 words pile up."""
    return 2 * unit * (model.final_units / FINAL_EVERY + model.partial_units / PARTIAL_EVERY)


def keeps_up(model: Model, unit: float) -> bool:
    """Whether this machine decodes two people in time with it. `unit`: seconds, from `unit_seconds`."""
    return load(model, unit) <= MOST_LOAD and model.final_units * unit <= LONGEST_FINAL


def best(models: list[Model], unit: float) -> Model | None:
    """The largest that this machine keeps up with; where it does with none, the quickest."""
    fitting = [model for model in models if keeps_up(model, unit)]
    if fitting:
        return max(fitting, key=lambda model: model.megabytes)
    return min(models, key=lambda model: load(model, unit), default=None)


def _measured() -> float:
    """The quickest of some runs, and of each its CPU seconds where they are fewer: on a busy machine it waited."""
    encode = encode_once()
    encode()
    took: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < PROBE_SECONDS:
        wall, cpu = time.perf_counter(), time.process_time()
        encode()
        took.append(min(time.perf_counter() - wall, time.process_time() - cpu))
    return min(took)


def _keep(path: Path, speed: dict[str, object]) -> None:
    try:
        with open(path, "w", encoding="utf-8", opener=private_opener) as file:
            json.dump(speed, file)
    except OSError:
        pass  # then it is measured again the next time
