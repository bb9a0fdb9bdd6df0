"""Recordings in every awkward shape, written by real encoders."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from assist.audio.chunk import SAMPLE_RATE, AudioChunk
from assist.audio.file import paced, read_recording
from assist.audio.level import level
from assist.errors import InputError


def tone(seconds: float, rate: int, hertz: float = 440.0, gain: float = 0.5) -> NDArray[np.float64]:
    return gain * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


def two_tones(seconds: float, rate: int) -> NDArray[np.float64]:
    """Left 440 Hz, right 1000 Hz."""
    return np.stack([tone(seconds, rate), tone(seconds, rate, 1000.0)], axis=1)


def heard(path: Path, channel: str, chunk_seconds: float = 0.1) -> NDArray[np.float32]:
    chunks = [chunk for chunk in read_recording(path, chunk_seconds) if chunk.channel == channel]
    return np.concatenate([chunk.samples for chunk in chunks]) if chunks else np.zeros(0, np.float32)


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)[spectrum.argmax()])


def encode(path: Path, codec: str, samples: NDArray[np.float64], rate: int) -> Path:
    """Through PyAV: formats that soundfile doesn't write."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = "stereo" if samples.shape[1] == 2 else "mono"
        planar = np.ascontiguousarray(samples.T.astype(np.float32))
        frame = av.AudioFrame.from_ndarray(planar, format="fltp", layout=stream.layout.name)
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format, stream.layout, rate, stream.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 48_000, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "DOUBLE", "ULAW"])
def test_left_is_the_agent_and_right_the_client(tmp_path: Path, rate: int, subtype: str) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, two_tones(1.0, rate), rate, subtype=subtype)
    for channel, hertz in (("agent", 440.0), ("client", 1000.0)):
        samples = heard(path, channel)
        assert samples.dtype == np.float32
        assert abs(len(samples) - SAMPLE_RATE) <= 2
        assert pitch(samples) == pytest.approx(hertz, abs=2)
        assert level(samples) == pytest.approx(level(tone(1.0, rate).astype(np.float32)), abs=0.5)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("c.mp3", "mp3"), ("c.m4a", "aac"), ("c.ogg", "libopus"), ("c.flac", "flac"), ("c.mkv", "pcm_s16le")],
)
def test_compressed_recordings(tmp_path: Path, name: str, codec: str) -> None:
    path = encode(tmp_path / name, codec, two_tones(1.0, 48_000), 48_000)
    assert pitch(heard(path, "agent")) == pytest.approx(440.0, abs=3)
    assert pitch(heard(path, "client")) == pytest.approx(1000.0, abs=3)
    assert len(heard(path, "agent")) == pytest.approx(SAMPLE_RATE, rel=0.1)


def test_chunks_come_in_time_order_the_agents_first(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, two_tones(0.73, 44_100), 44_100)
    chunks = list(read_recording(path, chunk_seconds=0.1))
    assert [chunk.channel for chunk in chunks] == ["agent", "client"] * 8
    for before, after in pairwise(chunks[::2]):
        assert after.start == pytest.approx(before.end)
    assert [chunk.start for chunk in chunks[::2]] == [chunk.start for chunk in chunks[1::2]]


def test_how_it_is_cut_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, two_tones(1.0, 44_100), 44_100)
    whole = heard(path, "client", 60.0)
    for seconds in (0.01, 0.1, 0.37):
        assert np.array_equal(heard(path, "client", seconds), whole)


def test_mono_is_one_channel(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, tone(0.5, 8_000), 8_000)
    assert {chunk.channel for chunk in read_recording(path)} == {"agent"}


def test_samples_that_are_no_numbers_become_silence_and_loud_ones_clip(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    samples = tone(0.5, SAMPLE_RATE).astype(np.float32)
    samples[100:200], samples[300], samples[400], samples[500] = np.nan, np.inf, -np.inf, 1e38
    soundfile.write(path, samples, SAMPLE_RATE, subtype="FLOAT")
    read = heard(path, "agent")
    assert not read[100:200].any() and not read[300] and not read[400]
    assert read[500] == 1.0
    assert np.array_equal(read[600:], samples[600:])


def test_a_recording_at_full_scale_stays_within_it_at_another_rate(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, np.sign(tone(0.5, 8_000)), 8_000)
    assert np.abs(heard(path, "agent")).max() == 1.0


def test_of_a_truncated_recording_what_decodes_is_used(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.flac", tmp_path / "cut.flac"
    soundfile.write(whole, two_tones(2.0, SAMPLE_RATE), SAMPLE_RATE)
    data = whole.read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    samples, full = heard(cut, "agent"), heard(whole, "agent")
    assert 0.3 * len(full) < len(samples) < 0.7 * len(full)
    assert np.array_equal(samples[: len(samples) // 2], full[: len(samples) // 2])


def test_what_cannot_be_used_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.wav").write_text("Dear team lead, this is not a call.")
    (tmp_path / "noise.mp3").write_bytes(bytes(range(256)) * 3)
    soundfile.write(tmp_path / "whole.wav", tone(0.1, 8_000), 8_000)
    (tmp_path / "header.wav").write_bytes((tmp_path / "whole.wav").read_bytes()[:44])
    soundfile.write(tmp_path / "six.wav", np.zeros((800, 6)), 8_000)
    soundfile.write(tmp_path / "nothing.wav", np.zeros((0, 2)), 8_000)
    with av.open(str(tmp_path / "film.mkv"), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    expected = {
        "missing.wav": "no such file",
        "": "folder",
        "empty.wav": "is empty; expected a recording",
        "text.wav": "in no sound format that is known here; expected a recording",
        "noise.mp3": "",
        "header.wav": "no sound",
        "nothing.wav": "no sound",
        "six.wav": "6 channels; expected one, or two",
        "film.mkv": "no sound",
    }
    for name, reason in expected.items():
        with pytest.raises(InputError) as caught:
            list(read_recording(tmp_path / name))
        message = str(caught.value)
        assert str(tmp_path / name) in message and reason in message and "\n" not in message


def test_at_real_time_a_chunk_comes_when_it_has_been_said() -> None:
    now, naps = [100.0], []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        now[0] += seconds

    chunks = [AudioChunk("agent", index * 0.5, np.zeros(8_000, np.float32)) for index in range(4)]
    times = []
    for chunk in paced(chunks, clock=lambda: now[0], sleep=sleep):
        times.append(now[0] - 100.0 - chunk.end)
        if chunk.start == 0.5:
            now[0] += 0.7  # whoever listens took longer than the chunk lasts
    assert times == pytest.approx([0.0, 0.0, 0.2, 0.0])
    assert naps == pytest.approx([0.5, 0.5, 0.3])
