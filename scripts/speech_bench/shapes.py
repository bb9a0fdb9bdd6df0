"""What a real model costs: the true shapes with random weights, and fixed numbers of tokens."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from faster_whisper import WhisperModel

from models.probe import FINAL_EVERY, PARTIAL_EVERY, encode_once

PARTIAL_SECONDS, PARTIAL_TOKENS = 3.0, 12
FINAL_TOKENS = 16
"""Of a sentence of four seconds."""
_MARGIN, _BEAM = 128, 5


def costs(folder: Path, threads: int, runs: int) -> dict[str, Any]:
    """CPU seconds of a partial and of a final on the full context, medians, on this many threads."""
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
    begin = [model.hf_tokenizer.token_to_id(name) for name in ("<|startoftranscript|>", "<|notimestamps|>")]
    end = model.hf_tokenizer.token_to_id("<|endoftext|>")

    def decode(frames: int, tokens: int) -> None:
        encoded = model.encode(np.zeros((80, frames), np.float32))
        model.model.generate(
            encoded, [begin], beam_size=_BEAM, max_length=len(begin) + tokens, suppress_tokens=[end]
        )
        model.model.align(encoded, [begin[0]], [list(range(100, 100 + tokens))], frames)

    def cost(*what: int) -> tuple[float, float]:
        decode(*what)
        took = []
        for _ in range(runs):
            cpu, wall = time.process_time(), time.perf_counter()
            decode(*what)
            took.append((time.process_time() - cpu, time.perf_counter() - wall))
        return median(cpu for cpu, _ in took), median(wall for _, wall in took)

    partial = cost(round(100 * PARTIAL_SECONDS) + _MARGIN, PARTIAL_TOKENS)
    final = cost(3000, FINAL_TOKENS)
    return {
        "partial_cpu_s": round(partial[0], 3),
        "final_cpu_s": round(final[0], 3),
        "partial_wall_s": round(partial[1], 3),
        "final_wall_s": round(final[1], 3),
        "load_of_two_talking_at_once": round(2 * (final[1] / FINAL_EVERY + partial[1] / PARTIAL_EVERY), 2),
    }


def unit(threads: int, runs: int) -> float:
    """CPU seconds of the probe's piece of work."""
    encode = encode_once(threads)
    encode()
    took = []
    for _ in range(runs):
        cpu = time.process_time()
        encode()
        took.append(time.process_time() - cpu)
    return median(took)
