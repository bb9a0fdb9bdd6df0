"""A sentence model of the tests' own: a table with a row for each word, as ONNX, and a tokenizer that knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

_FLOAT, _INT64 = 1, 7


def write_sentence_model(folder: Path, means: Mapping[str, Sequence[float]]) -> Path:
    """A model to which each of these words means these numbers, and every other nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {"?": 0} | {word: at for at, word in enumerate(means, 1)}
    table = np.array([[0.0] * len(next(iter(means.values()))), *means.values()], np.float32)
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="?"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(_looked_up(table))
    return folder


def _looked_up(table: np.ndarray) -> bytes:
    """A graph that looks `input_ids` up in the table (onnx.proto: ModelProto and what it holds)."""
    node = (
        _field(1, b"table") + _field(1, b"input_ids") + _field(2, b"last_hidden_state") + _field(4, b"Gather")
    )
    dims = b"".join(_number(1, size) for size in table.shape)
    initializer = dims + _number(2, _FLOAT) + _field(8, b"table") + _field(9, table.tobytes())
    asked = _value(b"input_ids", _INT64, [b"one", b"pieces"])
    answered = _value(b"last_hidden_state", _FLOAT, [b"one", b"pieces", b"numbers"])
    graph = (
        _field(1, node)
        + _field(2, b"lookup")
        + _field(5, initializer)
        + _field(11, asked)
        + _field(12, answered)
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _value(name: bytes, kind: int, dims: Sequence[bytes]) -> bytes:
    shape = b"".join(_field(1, _field(2, dim)) for dim in dims)
    return _field(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, shape)))


def _field(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
