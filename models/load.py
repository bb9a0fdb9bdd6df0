"""From a name or a folder to an engine that is ready to hear."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assist.errors import InputError
from assist.paths import models_folder
from assist.speech.engine import SpeechEngine
from models.catalogue import BUNDLED, find_model


def load_engine(name_or_dir: str | None = None, words: Sequence[str] = (), threads: int = 0) -> SpeechEngine:
    """The engine on a folder, on a fetched model of the catalogue, or on the bundled model for None.

    `words` are names and product words to expect; `threads` 0 leaves their number to CTranslate2. Reaches
    for no network. Raises InputError where there is no such model, or where it is damaged.
    """
    folder, name = _folder(name_or_dir)
    from models.whisper import FasterWhisper

    return FasterWhisper(folder, name, words, threads)


def _folder(name_or_dir: str | None) -> tuple[Path, str]:
    if name_or_dir is None or name_or_dir == "bundled":
        return BUNDLED, "bundled"
    folder = Path(name_or_dir)
    if folder.is_dir():
        return folder, folder.resolve().name
    if folder.exists():
        raise InputError(f"{folder} is a file; expected the name or the folder of a speech model.")
    model = find_model(name_or_dir)
    folder = models_folder() / model.name
    if not (folder / "model.bin").is_file():
        raise InputError(
            f"The speech model {model.name} is not on this machine: "
            f'"call-assist models download {model.name}" fetches it ({model.megabytes} MB).'
        )
    return folder, model.name
