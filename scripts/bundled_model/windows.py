"""Training windows: spoken sentences laid out in time, made worse as telephones do, with their targets.

A window holds one or several utterances at random places, so that the model learns where speech is as well
as what it says; some are cut in the middle of a word, as a partial is, and some hold no speech at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

import numpy as np
import torch
import torch.nn.functional as F
from faster_whisper.feature_extractor import FeatureExtractor
from torch import Tensor

from bundled_model.corpus import Utterance
from bundled_model.tokens import Tokens

RATE = 16_000
FRAME_RATE = 50  # encoder frames a second
Span = tuple[float, float] | None


@dataclass
class Batch:
    mel: Tensor  # (batch, 80, 100 x seconds)
    frames: Tensor  # (batch, 50 x seconds): phoneme class of every encoder frame
    phonemes: list[list[int]]  # for CTC
    lengths: Tensor  # encoder frames that hold sound
    inputs: Tensor | None = None  # (batch, tokens)
    labels: Tensor | None = None  # (batch, tokens), -100 where there is nothing to learn
    first: Tensor | None = None  # (batch, tokens): first encoder frame of each label's sound
    last: Tensor | None = None  # last frame; below `first` where the label has no sound


@dataclass
class Layout:
    """One window while it is being laid out."""

    seconds: float
    sound: np.ndarray = field(init=False)
    frames: np.ndarray = field(init=False)
    phonemes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sound = np.zeros(int(self.seconds * RATE), np.float32)
        self.frames = np.zeros(int(self.seconds * FRAME_RATE), np.int64)


class Windows:
    """Draws batches from a corpus; the same seed and step give the same batch."""

    def __init__(self, utterances: list[Utterance], tokens: Tokens) -> None:
        self.utterances = utterances
        self.tokens = tokens
        self.short = [utterance for utterance in utterances if utterance.seconds < 4.8]
        names = sorted({name for utterance in utterances for name in utterance.phonemes})
        self.phoneme_ids = {name: index for index, name in enumerate(names, 1)}
        encoded = tokens.tokenizer.encode_batch([" " + utterance.text for utterance in utterances])
        self.ids = {id(u): list(e.ids) for u, e in zip(utterances, encoded, strict=True)}

    # --- laying out ------------------------------------------------------------------------------

    def _place(self, layout: Layout, utterance: Utterance, at: float, end: float, gain: float) -> None:
        """Adds the utterance's sound up to window time `end`, and its phonemes."""
        offset = int(at * RATE)
        first, last = max(0, -offset), min(len(utterance.sound), int(end * RATE) - offset)
        last = min(last, len(layout.sound) - offset)
        if last > first:
            part = utterance.sound[first:last].astype(np.float32) * (gain / 32768)
            layout.sound[offset + first : offset + last] += part
        size = len(layout.frames)
        for name, (start, stop) in zip(utterance.phonemes, utterance.phoneme_times + at, strict=True):
            if 0 <= (start + stop) / 2 < min(end, layout.seconds):
                number = self.phoneme_ids[name]
                layout.phonemes.append(number)
                low = max(0, round(start * FRAME_RATE))
                layout.frames[low : min(size, max(low + 1, round(stop * FRAME_RATE)))] = number

    def _spans(self, utterance: Utterance, ids: list[int]) -> list[Span]:
        """Each token's time inside its word, by its share of the word's letters."""
        spans: list[Span] = []
        position, word = -1, 0  # the encoded text has a space in front
        words = utterance.words
        for number in ids:
            piece = self.tokens.tokenizer.id_to_token(number)
            low = max(0, position) + (1 if position >= 0 and piece[0] == "Ġ" else 0)
            position += len(piece)
            high = max(low, position)
            while word + 1 < len(words) and words[word + 1][0] <= low:
                word += 1
            at, length, start, end = words[word]
            following = words[word + 1][2] if word + 1 < len(words) else end
            end = min(max(following, start + 0.06), start + 1.2)
            left = min(1.0, max(0, low - at) / max(1, length))
            right = min(1.0, max(left + 0.05, (high - at) / max(1, length)))
            spans.append((start + left * (end - start), start + right * (end - start)))
        return spans

    def _encoder_layout(self, r: Random, seconds: float) -> tuple[Layout, int]:
        layout = Layout(seconds)
        at = -r.uniform(0, 2.5) if r.random() < 0.8 else r.uniform(0, 0.6)
        while at < seconds:
            utterance = r.choice(self.utterances)
            if at + utterance.seconds > 0:
                self._place(layout, utterance, at, seconds, 10 ** (r.uniform(-6, 0) / 20))
            at += utterance.seconds + _pause(r)
        return layout, len(layout.sound)

    def _layout(self, r: Random, seconds: float, single: bool):
        """A window with its token inputs, labels and their spans; and the samples that hold sound."""
        tokens, layout = self.tokens, Layout(seconds)
        total = len(layout.sound)
        nothing = r.choice([[tokens.no_times], [tokens.first_time]])
        if r.random() < 0.04:
            held = r.randint(total // 8, total)
            layout.sound[:held] = no_speech(r, held)
            return layout, held, [tokens.start, *nothing], [tokens.no_speech, tokens.end], [None, None]
        place = r.random()
        at = 0.0 if place < 0.15 else r.uniform(0, 0.6) if place < 0.9 else r.uniform(0, seconds * 0.3)
        segments: list[tuple[float, float, list[int], list[Span]]] = []
        held = None
        cut = single and r.random() < 0.35
        while True:
            tried = (r.choice(self.utterances if seconds > 6.5 else self.short) for _ in range(6))
            utterance = next((u for u in tried if at + u.seconds < seconds - 0.05), None)
            if utterance is None:
                if segments:
                    break
                at = 0.0
                continue
            gain = 10 ** (r.uniform(-6, 0) / 20)
            if cut and utterance.seconds > 1.2 and len(utterance.words) > 2:
                stop = r.uniform(0.8, utterance.seconds)
                self._place(layout, utterance, at, at + stop, gain)
                held = min(total, int((at + stop) * RATE) + (0 if r.random() < 0.6 else r.randint(0, 3000)))
                # a word counts as said when three quarters of it were heard
                said = [w for w in utterance.words if w[2] + 0.75 * (w[3] - w[2]) <= stop]
                if not said:
                    return (
                        layout,
                        held,
                        [tokens.start, *nothing],
                        [tokens.no_speech, tokens.end],
                        [None, None],
                    )
                text = utterance.text[: said[-1][0] + said[-1][1]]
                ids = list(tokens.tokenizer.encode(" " + text).ids)
                segments.append((at, at + stop, ids, self._spans(utterance, ids)))
                break
            self._place(layout, utterance, at, seconds, gain)
            ids = self.ids[id(utterance)]
            segments.append((at, at + utterance.seconds, ids, self._spans(utterance, ids)))
            at += utterance.seconds
            if single:
                break
            at += _pause(r)
            if at > seconds - 1.0:
                break
        if held is None:
            end, kind = int(segments[-1][1] * RATE), r.random()
            held = min(total, end + r.randint(0, 3200 if kind < 0.4 else 12_000 if kind < 0.8 else total))
        return (layout, held, *self._targets(r, segments))

    def _targets(self, r: Random, segments):
        """Inputs, labels and spans, with time tokens on half of the windows."""
        tokens = self.tokens

        def moved(spans: list[Span], by: float) -> list[Span]:
            return [(span[0] + by, span[1] + by) if span else None for span in spans]

        ids, spans = [], []
        last = segments[-1][1]
        if r.random() < 0.6:
            for at, _, words, times in segments:
                ids += words
                spans += moved(times, at)
            inputs, labels = [tokens.start, tokens.no_times, *ids], [tokens.time(segments[0][0]), *ids]
            spans = [_around(segments[0][0]), *spans]
        else:
            for at, end, words, times in segments:
                ids += [tokens.time(at), *words, tokens.time(end)]
                spans += [_around(at), *moved(times, at), _around(end)]
            inputs, labels = [tokens.start, *ids], [*ids]
        # a wrong token now and then teaches the decoder to go on after a mistake of its own
        noisy = [
            r.randrange(256, tokens.end) if token < tokens.end and r.random() < 0.04 else token
            for token in inputs
        ]
        return noisy, [*labels, tokens.end], [*spans, (last, last + 0.3)]

    # --- batches ---------------------------------------------------------------------------------

    def encoder_batch(self, r: Random, seconds: float, size: int) -> Batch:
        drawn = [self._encoder_layout(r, seconds) for _ in range(size)]
        return self._heard(r, [layout for layout, _ in drawn], [held for _, held in drawn])

    def batch(self, r: Random, seconds: float, size: int, single: float) -> Batch:
        drawn = [self._layout(r, seconds, r.random() < single) for _ in range(size)]
        batch = self._heard(r, [item[0] for item in drawn], [item[1] for item in drawn])
        longest = -(-max(len(item[2]) for item in drawn) // 16) * 16  # few shapes: oneDNN caches by shape
        batch.inputs = torch.full((size, longest), self.tokens.end)
        batch.labels = torch.full((size, longest), -100)
        batch.first = torch.full((size, longest), 1)
        batch.last = torch.full((size, longest), 0)
        top = int(seconds * FRAME_RATE) - 1
        for row, (_, _, inputs, labels, spans) in enumerate(drawn):
            batch.inputs[row, : len(inputs)] = torch.tensor(inputs)
            batch.labels[row, : len(labels)] = torch.tensor(labels)
            for column, span in enumerate(spans):
                if span is not None:
                    low = min(top, max(0, int(span[0] * FRAME_RATE)))
                    batch.first[row, column] = low
                    batch.last[row, column] = min(top, max(low, math.ceil(span[1] * FRAME_RATE) - 1))
        return batch

    def _heard(self, r: Random, layouts: list[Layout], held: list[int]) -> Batch:
        sound = torch.from_numpy(np.stack([layout.sound for layout in layouts]))
        worsen(r, sound, telephone=0.5, noisy=0.6)
        for row, length in enumerate(held):
            sound[row, length:] = 0
        mel = log_mel(sound, held)
        for row, length in enumerate(held):
            if r.random() < 0.1:
                width = r.randint(0, 8)
                low = r.randint(0, 80 - width)
                mel[row, low : low + width, : -(-length // 160)] = 0
        size = len(layouts[0].frames)
        return Batch(
            mel,
            torch.from_numpy(np.stack([layout.frames for layout in layouts])),
            [layout.phonemes for layout in layouts],
            torch.tensor([min(size, length // 320 + 5) for length in held]),
        )


def _pause(r: Random) -> float:
    return r.uniform(0.08, 0.6) if r.random() < 0.85 else r.uniform(0.3, 1.5)


def _around(time: float) -> Span:
    return (max(0.0, time - 0.1), time + 0.1)


def no_speech(r: Random, length: int) -> np.ndarray:
    """Silence, noises of several colours, hum, ringing, plain chords: a line without words."""
    draw = np.random.default_rng(r.randrange(2**32))
    kind = r.choice(["silence", "white", "pink", "brown", "brown", "hum", "ringing", "chord"])
    time = np.arange(length) / RATE
    if kind == "silence":
        return np.zeros(length, np.float32)
    if kind in ("white", "pink", "brown"):
        slope = {"white": 0.0, "pink": 0.5, "brown": 1.0}[kind]
        spectrum = np.fft.rfft(draw.standard_normal(length))
        spectrum /= np.maximum(np.fft.rfftfreq(length, 1 / RATE), 10.0) ** slope
        sound = np.fft.irfft(spectrum, length)
    elif kind == "hum":
        base = r.choice([50.0, 60.0])
        sound = sum(np.sin(2 * np.pi * base * k * time + r.random()) / k for k in range(1, r.randint(2, 8)))
    elif kind == "ringing":
        tones = r.choice([(440.0, 480.0), (400.0, 450.0), (425.0, 425.0), (350.0, 440.0)])
        period, on = r.choice([(6.0, 2.0), (3.0, 0.8), (5.0, 1.0), (1.0, 0.5), (1e9, 1e9)])
        gate = (time + r.uniform(0, 6)) % period < on
        sound = gate * sum(np.sin(2 * np.pi * tone * time) for tone in tones)
    else:
        sound = np.zeros(length)
        beat = int(r.uniform(0.25, 1.0) * RATE)
        for start in range(0, length, beat):
            part = time[start : start + beat] - time[start]
            for _ in range(3):
                tone = 110 * 2 ** (r.randint(0, 36) / 12)
                sound[start : start + beat] += np.exp(-part * 2) * np.sin(2 * np.pi * tone * part)
    sound = sound / max(1e-9, float(np.abs(sound).max()))
    hiss = draw.standard_normal(length) * r.choice([0.0, 0.0, 0.003])
    return (sound * 10 ** (r.uniform(-50, -4) / 20) + hiss).astype(np.float32)


def worsen(r: Random, sound: Tensor, telephone: float, noisy: float) -> None:
    """In place, on these shares of the rows: telephone band, noise of several colours; on all, level.

    `sound`: (batch, samples).
    """
    batch, length = sound.shape
    frequency = torch.fft.rfftfreq(length, 1 / RATE)
    for row in range(batch):
        if r.random() < telephone:
            low, high = r.uniform(150, 350), r.uniform(3200, 3900)
            band = torch.sigmoid((frequency - low) / 20) * torch.sigmoid((high - frequency) / 60)
            sound[row] = torch.fft.irfft(torch.fft.rfft(sound[row]) * band, length)
        if r.random() < noisy:
            noise = torch.from_numpy(
                np.random.default_rng(r.randrange(2**32)).standard_normal(length, dtype=np.float32)
            )
            if r.random() < 0.5:  # darker noise, as rooms and lines have it
                noise = F.interpolate(noise[: length // 4][None, None], size=length, mode="linear")[0, 0]
            level = float(sound[row].pow(2).mean().sqrt())
            level = level if level > 1e-5 else 0.02 * r.random() ** 2
            sound[row] += noise * (level * 10 ** (-r.uniform(12, 34) / 20) / float(noise.std()))
        sound[row] *= 10 ** (r.uniform(-20, 0) / 20)


_FILTERS = torch.tensor(FeatureExtractor.get_mel_filters(RATE, 400, 80).astype("float32"))
_WINDOW = torch.from_numpy(np.hanning(401)[:-1].astype("float32"))


def log_mel(sound: Tensor, held: list[int]) -> Tensor:
    """faster-whisper's features: log-mel against the loudest bin, zeros after the sound's end."""
    spectrum = torch.stft(
        sound, 400, 160, window=_WINDOW, center=True, pad_mode="reflect", return_complex=True
    )[..., :-1]
    power = spectrum.real.square() + spectrum.imag.square()
    mel = torch.log10((_FILTERS @ power).clamp(min=1e-10))
    mel = (torch.maximum(mel, mel.amax((1, 2), keepdim=True) - 8) + 4) / 4
    for row, length in enumerate(held):
        mel[row, :, -(-length // 160) :] = 0
    return mel
