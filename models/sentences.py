"""A sentence model that the user has fetched: a text as numbers that say what it means."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assist.coach.meaning import Sentences
from assist.errors import InputError
from assist.settings import models_folder
from models.catalogue import SENTENCES
from models.checksums import check_files
from models.load import is_here

LONGEST = 96
"""So many pieces of words are read of a turn, its first ones: what a turn is, it says early."""
_KEPT = 64
"""Whoever hears a call asks for the same turns: the coach for its moments and for its cards."""


class SentenceModel:
    """A model of BERT's kind (Devlin et al. 2019) as ONNX, with its tokenizer: a text's meaning is the mean over its
    pieces, of length one, as the sentence-transformers library has it. Runs on one thread, some 5 ms a turn.

    Raises InputError where the folder holds no such model, or a damaged one.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime  # which takes its time
        from tokenizers import Tokenizer

        check_files(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(str(folder / SENTENCES.weights), options)
        except Exception as problem:  # each library raises its own
            raise InputError(
                f"{folder} is no sentence model, or a damaged one: fetch it again with "
                f'"call-assist models download {SENTENCES.name}", or delete the folder.'
            ) from problem
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._inputs = [one.name for one in self._session.get_inputs()]
        self.meaning: Sentences = lru_cache(maxsize=_KEPT)(self._meaning)
        """What a text means."""

    def _meaning(self, text: str) -> NDArray[np.float32]:
        pieces = self._tokenizer.encode(text).ids
        given = {
            "input_ids": pieces,
            "attention_mask": [1] * len(pieces),
            "token_type_ids": [0] * len(pieces),
        }
        asked = {name: np.array([given[name]], np.int64) for name in self._inputs}
        total = self._session.run(None, asked)[0][0].sum(axis=0)  # of length one it is the mean
        meaning: NDArray[np.float32] = total / max(float(np.linalg.norm(total)), 1e-9)
        return meaning


@lru_cache(maxsize=1)
def _read(folder: Path) -> SentenceModel:
    return SentenceModel(folder)


def fetched_sentences() -> Sentences | None:
    """The fetched sentence model, read once; None where there is none. InputError where it is damaged."""
    return _read(models_folder() / SENTENCES.name).meaning if is_here(SENTENCES) else None
