"""Spoken sentences on disk: shards of 16-bit sound with phoneme and word times, rendered side by side."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from bundled_model import text, voices

SENTENCES_A_SHARD = 2000
LONGEST_SECONDS = 12.0


@dataclass
class Utterance:
    """One spoken sentence of a shard. Times in seconds from its first sample."""

    text: str
    voice: str
    phonemes: list[str]
    phoneme_times: np.ndarray  # float32 (phonemes, 2): start, end
    words: list[tuple[int, int, float, float]]  # first character, length, start, end
    sound: np.ndarray  # int16, a view into the shard's memory map

    @property
    def seconds(self) -> float:
        return len(self.sound) / voices.SAMPLE_RATE


def random_voice(r: Random) -> str:
    """Mostly a known voice; flite's thrice as often as another, since recorded sound is harder to learn."""
    if r.random() < 0.13:
        return r.choice(voices.FURTHER_VOICES)
    weights = [3.0 if voice.startswith("flite:") else 1.0 for voice in voices.KNOWN_VOICES]
    return r.choices(voices.KNOWN_VOICES, weights)[0]


def speak(r: Random, sentence: str, voice: str) -> voices.Speech:
    """The sentence at a random everyday pace and pitch."""
    return voices.speak(
        sentence, voice, rate=r.uniform(0.88, 1.16), pitch=r.randint(40, 60), tilt=r.randint(40, 60)
    )


def render_shard(job: tuple[Path, int, int]) -> float:
    """Writes shard `index`; returns its hours. The same seed and index give the same shard."""
    folder, seed, index = job
    target = folder / f"shard_{index:03d}.pkl"
    if target.exists():
        return 0.0
    r = Random(f"{seed} {index}")
    sounds: list[np.ndarray] = []
    described: list[tuple] = []
    position = 0
    while len(described) < SENTENCES_A_SHARD:
        sentence = text.sentence(r)
        if r.random() < 0.12:
            sentence = f"{sentence} {text.sentence(r)}"
        if len(sentence) > 170:
            continue
        voice = random_voice(r)
        try:
            speech = speak(r, sentence, voice)
        except ValueError:
            continue
        if len(speech.samples) > LONGEST_SECONDS * voices.SAMPLE_RATE:
            continue
        sound = (speech.samples * 32767).astype(np.int16)
        names = [name for name, _, _ in speech.phonemes]
        times = np.array([span for _, *span in speech.phonemes], np.float32)
        described.append((sentence, voice, names, times, speech.words, position, len(sound)))
        sounds.append(sound)
        position += len(sound)
    np.save(target.with_suffix(".npy"), np.concatenate(sounds))
    part = target.with_suffix(".part")
    part.write_bytes(pickle.dumps(described))
    part.rename(target)
    return position / voices.SAMPLE_RATE / 3600


def render(folder: Path, seed: int, shards: int, processes: int, log: Callable[[str], None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(folder, seed, index) for index in range(shards)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for done, hours in enumerate(pool.imap(render_shard, jobs), 1):
            if hours:
                log(f"shard {done} of {shards}: {hours:.2f} hours")


def load(folder: Path) -> list[Utterance]:
    utterances = []
    for path in sorted(folder.glob("shard_*.pkl")):
        sound = np.load(path.with_suffix(".npy"), mmap_mode="r")
        for sentence, voice, names, times, words, position, length in pickle.loads(path.read_bytes()):
            utterances.append(
                Utterance(sentence, voice, names, times, words, sound[position : position + length])
            )
    return utterances
