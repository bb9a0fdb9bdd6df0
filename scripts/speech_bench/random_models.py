#!/usr/bin/env python3
"""Writes models of the true shapes with random weights, for measuring time where nothing can be downloaded.

Needs torch and transformers. The words that come out are nonsense; the work is that of the real ones.

    python scripts/speech_bench/random_models.py FOLDER [NAME ...]
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

BUNDLED = Path(__file__).parent.parent.parent / "models" / "bundled"
SHAPES = {
    "tiny.en": (384, 4, 4, 6),
    "base.en": (512, 6, 6, 8),
    "small.en": (768, 12, 12, 12),
    "distil-small.en": (768, 12, 4, 12),
}
"""Width, encoder layers, decoder layers, heads."""
VOCABULARY = 51_864


def write(name: str, folder: Path) -> None:
    from ctranslate2.converters.transformers import WhisperLoader
    from transformers import WhisperConfig, WhisperForConditionalGeneration

    width, encoder_layers, decoder_layers, heads = SHAPES[name]
    tokenizer = json.loads((BUNDLED / "tokenizer.json").read_text("utf-8"))
    tokens = json.loads((BUNDLED / "vocabulary.json").read_text("utf-8"))
    ids = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    config = WhisperConfig(
        vocab_size=VOCABULARY, num_mel_bins=80, d_model=width,
        encoder_layers=encoder_layers, decoder_layers=decoder_layers,
        encoder_attention_heads=heads, decoder_attention_heads=heads,
        encoder_ffn_dim=4 * width, decoder_ffn_dim=4 * width,
        pad_token_id=ids["<|endoftext|>"], bos_token_id=ids["<|endoftext|>"], eos_token_id=ids["<|endoftext|>"],
        decoder_start_token_id=ids["<|startoftranscript|>"], suppress_tokens=[], begin_suppress_tokens=[],
    )  # fmt: skip
    spec = WhisperLoader().get_model_spec(WhisperForConditionalGeneration(config).eval())
    spec.register_vocabulary([*tokens, *(f"<|extra {n}|>" for n in range(VOCABULARY - len(tokens)))])
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [], []
    spec.config.lang_ids = [ids["<|en|>"]]
    spec.config.alignment_heads = [[decoder_layers - 1, 0]]
    spec.validate()
    spec.optimize(quantization="int8")
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    spec.save(str(target))
    for file in ("tokenizer.json", "preprocessor_config.json"):
        shutil.copy(BUNDLED / file, target / file)


if __name__ == "__main__":
    for name in sys.argv[2:] or list(SHAPES):
        write(name, Path(sys.argv[1]))
        print(name)
