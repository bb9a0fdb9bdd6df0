"""From a PyTorch checkpoint to the CTranslate2 int8 folder that faster-whisper loads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import torch
from ctranslate2.converters.transformers import WhisperLoader
from transformers import WhisperConfig, WhisperForConditionalGeneration

from bundled_model.network import Shape
from bundled_model.tokens import Tokens, trimmed

PREPROCESSOR = {
    "chunk_length": 30, "feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 80,
    "hop_length": 160, "n_fft": 400, "n_samples": 480000, "nb_max_frames": 3000, "sampling_rate": 16000,
    "padding_side": "right", "padding_value": 0.0, "processor_class": "WhisperProcessor",
    "return_attention_mask": False,
}  # fmt: skip


def convert(checkpoint: Path, tokenizer: Path, output: Path, texts: Iterable[str]) -> int:
    """Writes the model folder (its model card stays) and returns its size in bytes.

    Of the text units those go in that one of `texts` needs.
    """
    part = output.with_name(output.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    described, kept = trimmed(tokenizer, texts)
    (part / "tokenizer.json").write_text(described, encoding="utf-8")
    tokens = Tokens(part / "tokenizer.json")
    state = torch.load(checkpoint)["model"]
    state["decoder.embed_tokens.weight"] = state["decoder.embed_tokens.weight"][kept]
    shape = Shape(tokens.size, 0)
    config = WhisperConfig(
        vocab_size=tokens.size, num_mel_bins=80, d_model=shape.width,
        encoder_layers=shape.encoder_layers, decoder_layers=shape.decoder_layers,
        encoder_attention_heads=shape.heads, decoder_attention_heads=shape.heads,
        encoder_ffn_dim=4 * shape.width, decoder_ffn_dim=4 * shape.width,
        max_source_positions=1500, max_target_positions=448,
        pad_token_id=tokens.end, bos_token_id=tokens.end, eos_token_id=tokens.end,
        decoder_start_token_id=tokens.start, suppress_tokens=[], begin_suppress_tokens=[],
    )  # fmt: skip
    whisper = WhisperForConditionalGeneration(config).eval()
    weights = {
        f"model.{name}": value for name, value in state.items() if not name.startswith(("ctc.", "frames."))
    }
    missing, unexpected = whisper.load_state_dict(weights, strict=False)
    if unexpected or missing != ["proj_out.weight"]:
        raise RuntimeError(f"the checkpoint does not fit: missing {missing}, unexpected {unexpected}")
    whisper.tie_weights()
    spec = WhisperLoader().get_model_spec(whisper)
    vocabulary = sorted(tokens.tokenizer.get_vocab().items(), key=lambda item: item[1])
    spec.register_vocabulary([token for token, _ in vocabulary])
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [tokens.tokenizer.token_to_id("Ġ")]
    spec.config.lang_ids = [tokens.tokenizer.token_to_id("<|en|>")]
    spec.config.alignment_heads = [[shape.decoder_layers - 1, 0]]
    spec.validate()
    spec.optimize(quantization="int8_float16")  # what is not int8 takes half the room; loads as int8
    spec.save(str(part))
    compact = json.loads((part / "vocabulary.json").read_text("utf-8"))
    (part / "vocabulary.json").write_text(
        json.dumps(compact, ensure_ascii=False, separators=(",", ":")), "utf-8"
    )
    (part / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR, indent=1) + "\n")
    # trained on windows of every length, so finals need no padding to 30 s; never trained with a prompt
    manifest = {"short_context": True, "takes_words": False}
    (part / "manifest.json").write_text(json.dumps(manifest) + "\n")
    output.mkdir(parents=True, exist_ok=True)
    for path in part.iterdir():
        path.replace(output / path.name)
    part.rmdir()
    return sum(path.stat().st_size for path in output.iterdir())
