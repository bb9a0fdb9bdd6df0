from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.audio.chunk import SAMPLE_RATE
from assist.speech.bounds import FRAME, UtteranceBounds
from assist.speech.voice import VoiceActivity
from tests.conftest import REPOSITORY
from tests.speech.calls import recording, silence, words

SPEECH = recording("parcel")["agent"][: 6 * SAMPLE_RATE]
WHOLE = VoiceActivity().hear(SPEECH)


def test_one_probability_for_every_32_ms() -> None:
    assert len(WHOLE) == len(SPEECH) // FRAME
    assert all(0 <= probability <= 1 for probability in WHOLE)


@settings(max_examples=10, deadline=None)
@given(sizes=st.lists(st.integers(1, 5000), min_size=1, max_size=8))
def test_any_cutting_gives_the_same_probabilities(sizes: list[int]) -> None:
    voice, probabilities, position = VoiceActivity(), [], 0
    while position < len(SPEECH):
        for size in sizes:
            probabilities += voice.hear(SPEECH[position : position + size])
            position += size
    assert probabilities == WHOLE


def test_voice_is_where_somebody_speaks() -> None:
    sure = np.array(WHOLE) > 0.35
    said = np.zeros(len(WHOLE), bool)
    for start, end in words("parcel", "agent"):
        said[round(start * SAMPLE_RATE / FRAME) : round(end * SAMPLE_RATE / FRAME)] = True
    assert 0.2 < said.mean() < 0.9
    assert sure[said].mean() > 0.9
    assert sure[~said].mean() < 0.25


@pytest.mark.parametrize("kind", ["silence", "hiss", "hum"])
def test_what_is_no_voice_is_none(kind: str) -> None:
    time = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
    sound = {
        "silence": silence(5),
        "hiss": 0.02 * np.random.default_rng(7).standard_normal(len(time)),
        "hum": 0.3 * np.sin(2 * np.pi * 50 * time),
    }[kind]
    bounds = UtteranceBounds()
    probabilities = VoiceActivity().hear(sound.astype(np.float32))
    assert [bounds.hear(probability) for probability in probabilities] == [None] * len(probabilities)
    assert bounds.finish(len(probabilities) * FRAME) is None


def test_channels_do_not_hear_one_another() -> None:
    one, other = VoiceActivity(), VoiceActivity()
    mixed = []
    for at in range(0, len(SPEECH), 1600):
        mixed += one.hear(SPEECH[at : at + 1600])
        other.hear(np.flip(SPEECH)[at : at + 1600])
    assert mixed == WHOLE


def test_hearing_voices_leaves_no_trace_on_the_machine(tmp_path: Path) -> None:
    """ONNX Runtime would write a number for this machine, and what to tell its makers. On a build machine it holds
    still by itself: the variables that say so are not passed on."""
    program = (
        "import numpy; from assist.speech.voice import VoiceActivity; "
        "VoiceActivity().hear(numpy.zeros(16_000, numpy.float32))"
    )
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=home, cwd=REPOSITORY, check=True)
    assert list(tmp_path.rglob("*")) == []
