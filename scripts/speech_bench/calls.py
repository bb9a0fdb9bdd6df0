"""Two-channel calls whose every word's time is known, and sound in which nobody speaks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import soxr

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.audio.file import read_recording
from assist.events import CHANNELS, Channel
from bundled_model import voices

REPOSITORY = Path(__file__).parent.parent.parent
HELDOUT = REPOSITORY / "scripts" / "bundled_model" / "heldout"
SPEAKERS = {"call_1": ("flite:slt", "en-gb+m3"), "call_2": ("en-us+f3", "en-us")}
"""Voices of the agent and of the client."""
TELEPHONE_SNR, NOISE_SNR = 20.0, 15.0
"""Decibels of the speech over the noise."""
_BEFORE_A_TURN = 0.1
"""Seconds: some voices begin before their first word does."""


@dataclass(frozen=True)
class SpokenWord:
    """A word as it was synthesised; times are seconds of the call."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Call:
    """Sound, and for each channel the turns that were spoken on it, word by word."""

    name: str
    sound: dict[Channel, Samples]
    turns: dict[Channel, list[list[SpokenWord]]]

    @property
    def seconds(self) -> float:
        return max(len(samples) for samples in self.sound.values()) / SAMPLE_RATE

    @property
    def speech_seconds(self) -> float:
        return sum(turn[-1].end - turn[0].start for turns in self.turns.values() for turn in turns)

    def words(self, channel: Channel) -> list[SpokenWord]:
        return [word for turn in self.turns[channel] for word in turn]

    def chunks(self, seconds: float = 0.1) -> Iterator[AudioChunk]:
        size = round(seconds * SAMPLE_RATE)
        for at in range(0, max(map(len, self.sound.values())), size):
            for channel, samples in self.sound.items():
                if at < len(samples):
                    yield AudioChunk(channel, at / SAMPLE_RATE, samples[at : at + size])


def heldout_lines(name: str) -> list[tuple[Channel, str]]:
    """The turns of a call that no training saw."""
    lines = (HELDOUT / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [(turn["speaker"], turn["text"]) for turn in map(json.loads, lines)]


def heldout_sentences() -> list[str]:
    return [line for line in (HELDOUT / "sentences.txt").read_text("utf-8").splitlines() if line.strip()]


def spoken_call(
    name: str, lines: Sequence[tuple[Channel, str]], speakers: tuple[str, str], pause: float = 0.55
) -> Call:
    """The lines one after another; a negative pause lets each speaker begin before the other has ended."""
    r = Random(name)
    parts: list[tuple[Channel, float, Samples]] = []
    turns: dict[Channel, list[list[SpokenWord]]] = {channel: [] for channel in CHANNELS}
    ends = dict.fromkeys(CHANNELS, 0.0)
    clock, before = 0.6, None
    for channel, text in lines:
        voice = speakers[CHANNELS.index(channel)]
        speech = voices.speak(text, voice, rate=r.uniform(0.95, 1.08), pitch=r.randint(44, 56))
        gap = pause * r.uniform(0.6, 1.4)
        start = max(clock + (gap if channel != before else abs(gap)), ends[channel] + 0.8, 0.6)
        turns[channel].append(
            [SpokenWord(text[at : at + size], start + a, start + b) for at, size, a, b in speech.words]
        )
        parts.append((channel, start, speech.samples * np.float32(0.7)))
        ends[channel] = start + len(speech.samples) / SAMPLE_RATE
        clock, before = max(clock, ends[channel]), channel
    sound = {channel: np.zeros(round((clock + 2.0) * SAMPLE_RATE), np.float32) for channel in CHANNELS}
    for channel, start, samples in parts:
        first = round(start * SAMPLE_RATE)
        sound[channel][first : first + len(samples)] += samples
    return Call(name, sound, turns)


def telephone(call: Call) -> Call:
    """8 kHz, 300 to 3,400 Hz, in 8 bits of mu-law, with white noise."""
    draw = np.random.default_rng(5)

    def through(samples: Samples) -> Samples:
        low = soxr.resample(samples, SAMPLE_RATE, 8_000)
        spectrum = np.fft.rfft(low)
        frequency = np.fft.rfftfreq(len(low), 1 / 8_000)
        spectrum[(frequency < 300) | (frequency > 3_400)] = 0
        band = np.fft.irfft(spectrum, len(low))
        band += draw.normal(0, _speech_level(band) * 10 ** (-TELEPHONE_SNR / 20), len(band))
        law = np.sign(band) * np.log1p(255 * np.abs(np.clip(band, -1, 1))) / np.log(256)
        law = np.round(law * 127) / 127
        line = np.sign(law) * (256 ** np.abs(law) - 1) / 255
        return soxr.resample(line, 8_000, SAMPLE_RATE)[: len(samples)].astype(np.float32)

    return Call(
        "telephone", {channel: through(samples) for channel, samples in call.sound.items()}, call.turns
    )


def noisy(call: Call) -> Call:
    """With an office's rumble and hiss (pink noise) under both voices."""
    draw = np.random.default_rng(6)
    sound = {}
    for channel, samples in call.sound.items():
        noise = _coloured(draw, len(samples), 0.5)
        noise *= _speech_level(samples) * 10 ** (-NOISE_SNR / 20) / np.sqrt((noise**2).mean())
        sound[channel] = np.clip(samples + noise, -1, 1).astype(np.float32)
    return Call("noise", sound, call.turns)


def sample_call(path: Path) -> Call:
    """A call that comes with the program or its tests, with the times its synthesis noted."""
    parts: dict[Channel, list[Samples]] = {channel: [] for channel in CHANNELS}
    for chunk in read_recording(path, 10.0):
        parts[chunk.channel].append(chunk.samples)
    turns: dict[Channel, list[list[SpokenWord]]] = {channel: [] for channel in CHANNELS}
    for line in path.with_suffix("").with_suffix(".words.jsonl").read_text("utf-8").splitlines():
        turn = json.loads(line)
        turns[turn["speaker"]].append([SpokenWord(**word) for word in turn["words"]])
    return Call(path.stem, {channel: np.concatenate(found) for channel, found in parts.items()}, turns)


def one_after_another(calls: Sequence[Call], seconds: float) -> Call:
    """The calls over and over, until that many seconds are full; a turn that would be cut off is left out."""
    sound: dict[Channel, list[Samples]] = {channel: [] for channel in CHANNELS}
    turns: dict[Channel, list[list[SpokenWord]]] = {channel: [] for channel in CHANNELS}
    offset = 0.0
    while offset < seconds:
        for call in calls:
            length = max(map(len, call.sound.values()))
            for channel in CHANNELS:
                sound[channel].append(np.pad(call.sound[channel], (0, length - len(call.sound[channel]))))
                turns[channel] += [
                    [SpokenWord(word.text, word.start + offset, word.end + offset) for word in turn]
                    for turn in call.turns[channel]
                ]
            offset += length / SAMPLE_RATE
    size = round(seconds * SAMPLE_RATE)
    whole = {channel: np.concatenate(found)[:size] for channel, found in sound.items()}
    kept = {channel: [turn for turn in found if turn[-1].end < seconds] for channel, found in turns.items()}
    for channel, found in turns.items():
        for turn in found[len(kept[channel]) :]:
            whole[channel][round((turn[0].start - _BEFORE_A_TURN) * SAMPLE_RATE) :] = 0
    return Call("long", whole, kept)


def nobody_speaks(seconds: float) -> dict[str, Samples]:
    """Kinds of sound without a word in it."""
    draw = np.random.default_rng(11)
    length = round(seconds * SAMPLE_RATE)
    at = np.arange(length) / SAMPLE_RATE
    ringing = 0.2 * (at % 6 < 2) * (np.sin(2 * np.pi * 440 * at) + np.sin(2 * np.pi * 480 * at))
    kinds = {
        "silence": np.zeros(length),
        "white noise": draw.normal(0, 0.02, length),
        "pink noise": 0.1 * _coloured(draw, length, 0.5),
        "office rumble": 0.2 * _coloured(draw, length, 1.0),
        "mains hum": 0.1 * (np.sin(2 * np.pi * 50 * at) + 0.5 * np.sin(2 * np.pi * 100 * at)),
        "ringback": ringing,
        "hold music": hold_music(length),
    }
    return {name: sound.astype(np.float32) for name, sound in kinds.items()}


def hold_music(length: int) -> np.ndarray:
    """Chords and a tune on three soft synthetic instruments, a new tune every eight bars."""
    r = Random("hold")
    beat = 60 / 96
    chords = [(48, 52, 55), (45, 48, 52), (41, 45, 48), (43, 47, 50)]
    sound = np.zeros(length)

    def note(start: float, seconds: float, pitch: float, gain: float, sharpness: float) -> None:
        first, size = round(start * SAMPLE_RATE), round(seconds * SAMPLE_RATE)
        size = min(size, length - first)
        if size <= 0:
            return
        at = np.arange(size) / SAMPLE_RATE
        hertz = 440 * 2 ** ((pitch - 69) / 12) * (1 + 0.003 * np.sin(2 * np.pi * 5.5 * at))
        phase = 2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE
        tone = sum(np.sin(k * phase) / k**sharpness for k in range(1, 6))
        sound[first : first + size] += gain * np.minimum(at / 0.02, 1) * np.exp(-at / seconds * 1.5) * tone

    at, bar = 0.0, 0
    while at < length / SAMPLE_RATE:
        chord = chords[bar % 4]
        for pitch in chord:
            note(at, 4 * beat, pitch, 0.03, 1.5)
        step = 0.0
        while step < 4:
            size = r.choice((0.5, 0.5, 1.0, 1.5))
            note(at + step * beat, size * beat, r.choice(chord) + r.choice((12, 24, 26)), 0.06, 1.2)
            step += size
        at, bar = at + 4 * beat, bar + 1
    return sound / max(1.0, np.abs(sound).max() / 0.5)


def _speech_level(samples: np.ndarray) -> float:
    loud = samples[np.abs(samples) > 1e-3]
    return float(np.sqrt((loud**2).mean())) if len(loud) else 0.0


def _coloured(draw: np.random.Generator, length: int, slope: float) -> np.ndarray:
    frequency = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 10.0)
    sound = np.fft.irfft(np.fft.rfft(draw.standard_normal(length)) / frequency**slope, length)
    return sound / np.abs(sound).max()
