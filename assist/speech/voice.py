"""Whether somebody is speaking: the Silero model that comes with faster-whisper, as sound streams in."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from assist.audio.chunk import Samples
from assist.errors import InputError
from assist.speech.bounds import FRAME

_CONTEXT = 64  # samples before the frame that the model wants to see again


class VoiceActivity:
    """The probability of voice in each 32 ms of one channel, however the sound is cut into pieces.

    Every frame goes through the model alone, silent ones too: 0.1 ms each, and the probabilities are the
    same to the last bit for every way of cutting.
    """

    def __init__(self) -> None:
        self._session = _session()
        self._memory = np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32)
        self._pending = np.zeros(_CONTEXT, np.float32)

    def hear(self, samples: Samples) -> list[float]:
        """The probabilities of the frames that these samples complete."""
        pending = np.concatenate((self._pending, samples))
        frames = (len(pending) - _CONTEXT) // FRAME
        self._pending = pending[frames * FRAME :]
        return [self._probability(pending[at * FRAME : (at + 1) * FRAME + _CONTEXT]) for at in range(frames)]

    def _probability(self, frame: Samples) -> float:
        inputs = {"input": frame[None], "h": self._memory[0], "c": self._memory[1]}
        probability, *memory = self._session.run(None, inputs)
        self._memory = memory[0], memory[1]
        return float(probability[0])


@cache
def _session() -> Any:
    """One for all channels: it holds the weights, each channel holds its own memory."""
    package = find_spec("faster_whisper")
    folder = Path(package.origin).parent / "assets" if package and package.origin else Path()
    weights = next(iter(sorted(folder.glob("silero_vad_v6*.onnx"))), None)
    if weights is None:
        raise InputError("faster-whisper's voice model is missing: reinstall faster-whisper 1.2.1 or later.")
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
