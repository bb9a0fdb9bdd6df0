"""Back from a converted folder to the network's parameters, to train on where an earlier run ended.

The file format is CTranslate2's (version 6): a header, then each variable with its name, shape, type and bytes,
strings ending in a zero byte. Rows stored as int8 were multiplied by their scale.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from bundled_model.network import SmallWhisper
from bundled_model.tokens import Tokens

TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)


def _variables(path: Path) -> dict[str, np.ndarray]:
    data = path.read_bytes()
    at = 0

    def number(form: str) -> int:
        nonlocal at
        [value] = struct.unpack_from(f"<{form}", data, at)
        at += struct.calcsize(form)
        return int(value)

    def string() -> str:
        nonlocal at
        length = number("H")
        at += length
        return data[at - length : at - 1].decode()

    if number("I") != 6:
        raise ValueError(f"{path} is not of CTranslate2's format version 6")
    string(), number("I")
    found = {}
    for _ in range(number("I")):
        name = string()
        shape = [number("I") for _ in range(number("B"))]
        kind = TYPES[number("B")]
        length = number("I")
        found[name] = np.frombuffer(data, kind, length // np.dtype(kind).itemsize, at).reshape(shape)
        at += length
    return found


def take_over(model: SmallWhisper, folder: Path, tokens: Tokens) -> None:
    """Gives `model` the weights of the converted model in `folder`.

    A text unit that the old model had not begins as the mean of the old units that spell it. The two phoneme
    heads, which are not converted, stay as they are.
    """
    stored = _variables(folder / "model.bin")

    def read(name: str) -> Tensor:
        value = stored[name]
        if f"{name}_scale" in stored:
            scale = stored[f"{name}_scale"]
            value = value.astype(np.float32) / scale.reshape(-1, *[1] * (value.ndim - 1))
        return torch.from_numpy(np.array(value, np.float32))

    state: dict[str, Tensor] = {}

    def linear(ours: list[str], theirs: str) -> None:
        """One stored matrix may hold several of ours, one below the other."""
        weights, biases = read(f"{theirs}/weight").chunk(len(ours)), read(f"{theirs}/bias").chunk(len(ours))
        for name, weight, bias in zip(ours, weights, biases, strict=True):
            state[f"{name}.weight"] = weight
            if not name.endswith("k_proj"):
                state[f"{name}.bias"] = bias

    def norm(ours: str, theirs: str) -> None:
        state[f"{ours}.weight"], state[f"{ours}.bias"] = read(f"{theirs}/gamma"), read(f"{theirs}/beta")

    for part, layers in (("encoder", model.encoder.layers), ("decoder", model.decoder.layers)):
        norm(f"{part}.layer_norm", f"{part}/layer_norm")
        state[f"{part}.embed_positions.weight"] = read(f"{part}/position_encodings/encodings")
        for index in range(len(layers)):
            ours, theirs = f"{part}.layers.{index}", f"{part}/layer_{index}"
            attention = f"{ours}.self_attn"
            linear([f"{attention}.{x}_proj" for x in "qkv"], f"{theirs}/self_attention/linear_0")
            linear([f"{attention}.out_proj"], f"{theirs}/self_attention/linear_1")
            norm(f"{ours}.self_attn_layer_norm", f"{theirs}/self_attention/layer_norm")
            linear([f"{ours}.fc1"], f"{theirs}/ffn/linear_0")
            linear([f"{ours}.fc2"], f"{theirs}/ffn/linear_1")
            norm(f"{ours}.final_layer_norm", f"{theirs}/ffn/layer_norm")
            if part == "decoder":
                attention = f"{ours}.encoder_attn"
                linear([f"{attention}.q_proj"], f"{theirs}/attention/linear_0")
                linear([f"{attention}.{x}_proj" for x in "kv"], f"{theirs}/attention/linear_1")
                linear([f"{attention}.out_proj"], f"{theirs}/attention/linear_2")
                norm(f"{ours}.encoder_attn_layer_norm", f"{theirs}/attention/layer_norm")
    for conv in ("conv1", "conv2"):
        for kind in ("weight", "bias"):
            state[f"encoder.{conv}.{kind}"] = read(f"encoder/{conv}/{kind}")
    old, units = Tokenizer.from_file(str(folder / "tokenizer.json")), read("decoder/embeddings/weight")
    rows = []
    for number in range(tokens.size):
        unit = tokens.tokenizer.id_to_token(number)
        known = old.token_to_id(unit)
        spelled = [known] if known is not None else old.encode(tokens.tokenizer.decode([number])).ids
        rows.append(units[spelled].mean(0))
    state["decoder.embed_tokens.weight"] = torch.stack(rows)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith(("ctc.", "frames.")) for name in missing):
        raise ValueError(f"{folder} does not fit: missing {missing}, unexpected {unexpected}")
