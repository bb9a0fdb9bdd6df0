#!/usr/bin/env python3
"""Reads all that moments and cards are learned from with a sentence model, and keeps what it means.

    python scripts/read_meanings.py MODEL FILE

MODEL is the folder of the fetched model ("call-assist models download sentences"). Ten minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from labelled_talk import calls, phrasings
from models.sentences import SentenceModel

AT_A_TIME = 2000
"""So many texts are read by a process before the next ones."""


def kept_meanings(file: Path) -> Mapping[str, np.ndarray]:
    """What each text means, as it was kept: numbers of a sentence model's, of length one."""
    with np.load(file) as kept:
        texts = bytes(kept["texts"]).decode().split("\n")
        return dict(zip(texts, kept["meanings"], strict=True))


def _read(model: Path, texts: Sequence[str]) -> np.ndarray:
    sentences = SentenceModel(model)
    return np.array([sentences.meaning(text) for text in texts], np.float16)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("model", type=Path)
    options.add_argument("file", type=Path)
    chosen = options.parse_args()
    said = {turn.text for conversation in (*phrasings(), *calls()) for turn in conversation.turns}
    texts = sorted(said, key=lambda text: (len(text), text))
    some = [texts[at : at + AT_A_TIME] for at in range(0, len(texts), AT_A_TIME)]
    with ProcessPoolExecutor() as processes:
        meanings = np.concatenate(list(processes.map(partial(_read, chosen.model), some)))
    np.savez(chosen.file, texts=np.frombuffer("\n".join(texts).encode(), np.uint8), meanings=meanings)


if __name__ == "__main__":
    main()
