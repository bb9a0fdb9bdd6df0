"""Whether somebody is speaking: the Silero model that comes with faster-whisper, as sound streams in."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from assist.audio.chunk import Samples
from assist.errors import InputError
from assist.speech.bounds import FRAME

_CONTEXT = 64  # samples before the frame that the model wants to see again
_MUFFLE = (0.1 * 0.9 ** np.arange(64)).astype(np.float32)
"""A low-pass filter, newest sample first: what a telephone's narrow band and noise hide is clear again in it."""
_BEFORE = _CONTEXT + len(_MUFFLE) - 1  # samples before a frame that its probability depends on


class VoiceActivity:
    """The probability of voice in each 32 ms of one channel, however the sound is cut into pieces.

    The model hears the sound as it is and once more muffled, and the surer of the two counts: of a human
    voice over a noisy telephone line, the model alone misses most. Every frame goes through it, silent ones
    too, 0.1 ms each; the probabilities are the same to the last bit for every way of cutting.
    """

    def __init__(self) -> None:
        self._pending = np.zeros(_BEFORE, np.float32)
        self._plain, self._muffled = _Memory(), _Memory()

    def hear(self, samples: Samples) -> list[float]:
        """The probabilities of the frames that these samples complete."""
        pending = np.concatenate((self._pending, samples))
        frames = (len(pending) - _BEFORE) // FRAME
        self._pending = pending[frames * FRAME :]
        return [self._probability(pending[at * FRAME : (at + 1) * FRAME + _BEFORE]) for at in range(frames)]

    def _probability(self, sound: Samples) -> float:
        """Of the last frame of this sound."""
        plain = self._plain.probability(sound[-FRAME - _CONTEXT :])
        return max(plain, self._muffled.probability(np.convolve(sound, _MUFFLE, "valid")))


class _Memory:
    """What the model remembers of one stream of frames."""

    def __init__(self) -> None:
        self._memory = np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32)

    def probability(self, frame: Samples) -> float:
        inputs = {"input": frame[None], "h": self._memory[0], "c": self._memory[1]}
        probability, *memory = _session().run(None, inputs)
        self._memory = memory[0], memory[1]
        return float(probability[0])


@cache
def _session() -> Any:
    """One for all channels: it holds the weights; each channel has memories of its own."""
    package = find_spec("faster_whisper")
    folder = Path(package.origin).parent / "assets" if package and package.origin else Path()
    weights = next(iter(sorted(folder.glob("silero_vad_v6*.onnx"))), None)
    if weights is None:
        raise InputError("faster-whisper's voice model is missing: reinstall faster-whisper 1.2.1 or later.")
    import onnxruntime  # which takes its time, and a transcript has no sound

    onnxruntime.disable_telemetry_events()  # which its Windows builds would send
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
