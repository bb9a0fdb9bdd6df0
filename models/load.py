"""From a name or a folder to an engine that is ready to hear."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from assist.errors import InputError
from assist.paths import is_folder
from assist.settings import models_folder
from assist.speech.engine import SpeechEngine
from models.catalogue import BUNDLED, Fetched, Model, catalogue, find_model, part_folder
from models.probe import best, unit_seconds


def load_engine(name_or_dir: str | None = None, words: Sequence[str] = (), threads: int = 0) -> SpeechEngine:
    """The engine on a folder, on a fetched model of the catalogue, or on `default_model` for None.

    `words` are names and product words to expect; `threads` 0 leaves their number to CTranslate2, but for the bundled
    model, which is so small that two threads wait for one another longer than they work. Reaches for no network.
    Raises InputError where there is no such model, or where it is damaged.
    """
    folder, name = model_folder(name_or_dir)
    from models.whisper import FasterWhisper

    return FasterWhisper(folder, name, words, threads or (1 if folder == BUNDLED else 0))


def fetched_models() -> list[Model]:
    """The catalogue's models that are on this machine."""
    return [model for model in catalogue().values() if is_here(model)]


def is_here(model: Fetched) -> bool:
    """Whether a model of the catalogue is on this machine; one that is still coming is not."""
    with suppress(OSError):  # of a folder that may not be read
        return (models_folder() / model.name / model.weights).is_file()
    return False


def held_bytes(model: Fetched) -> int:
    """What it has of the disk, with what has come of it so far."""
    folders = (models_folder() / model.name, part_folder(models_folder(), model))
    with suppress(OSError):  # one that is just being written, or may not be read
        return sum(path.stat().st_size for folder in folders if folder.is_dir() for path in folder.iterdir())
    return 0


def default_model() -> str:
    """The largest fetched model that this machine keeps up with; the bundled one where none was fetched."""
    fetched = fetched_models()
    if len(fetched) < 2:
        return fetched[0].name if fetched else "bundled"
    found = best(fetched, unit_seconds())
    return found.name if found else "bundled"


def check_name(name_or_dir: str) -> None:
    """InputError where this is neither a folder nor a model that one could have."""
    if name_or_dir != "bundled" and not is_folder(Path(name_or_dir)):
        find_model(name_or_dir)


def model_folder(name_or_dir: str | None) -> tuple[Path, str]:
    """The folder that a name or a path means, `default_model`'s for None, and what to call the model. InputError
    where there is none."""
    if name_or_dir is None:
        name_or_dir = default_model()
    if name_or_dir == "bundled":
        return BUNDLED, "bundled"
    folder = Path(name_or_dir)
    if is_folder(folder):
        return folder, folder.resolve().name
    with suppress(OSError):
        if folder.exists():
            raise InputError(f"{folder} is a file; expected the name or the folder of a speech model.")
    model = find_model(name_or_dir)
    folder = models_folder() / model.name
    if not is_here(model):
        raise InputError(
            f"The speech model {model.name} is not on this machine: "
            f'"call-assist models download {model.name}" fetches it ({model.megabytes} MB).'
        )
    return folder, model.name
