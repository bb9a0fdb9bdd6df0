#!/usr/bin/env python3
"""Measures the bundled speech model on text that its training never saw, through faster-whisper itself.

Prints one JSON object. The sentences and the two calls in `bundled_model/heldout/` were written apart from
the training text; sentences that training could draw by chance are left out. Word times are compared with
the synthesis's own. Needs espeak-ng, flite and `pip install -e '.[dev]'`.

    python scripts/bench_bundled_model.py [--model DIR] [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import jiwer
import numpy as np
from faster_whisper import WhisperModel

from bundled_model import text, voices

HERE = Path(__file__).parent
HELDOUT = HERE / "bundled_model" / "heldout"
RATE = voices.SAMPLE_RATE
MARGIN_FRAMES = 128  # 1.28 s of room after the sound on a short encoder context


@dataclass(frozen=True)
class Spoken:
    text: str
    samples: np.ndarray
    words: list[tuple[str, float, float]]  # word, start, end


def spoken(r: Random, sentence: str, voice: str) -> Spoken:
    """The sentence with a little silence around it, at an everyday pace and level."""
    speech = voices.speak(
        sentence, voice, rate=r.uniform(0.9, 1.12), pitch=r.randint(43, 57), tilt=r.randint(43, 57)
    )
    lead, tail = r.uniform(0.1, 0.5), r.uniform(0.2, 0.6)
    samples = np.concatenate(
        [np.zeros(int(lead * RATE)), speech.samples * r.uniform(0.3, 1.0), np.zeros(int(tail * RATE))]
    ).astype(np.float32)
    offset = int(lead * RATE) / RATE
    words = [
        (sentence[at : at + size], start + offset, end + offset) for at, size, start, end in speech.words
    ]
    return Spoken(sentence, samples, words)


def plain(line: str) -> str:
    """Words alone: lower case, without punctuation."""
    return " ".join(re.sub(r"[^a-z' ]+", " ", line.lower()).split())


class Recogniser:
    """Two ways through faster-whisper: its own 30 s context, and an encoder context as long as the sound."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        tokens = self.model.hf_tokenizer
        self.prompt = [tokens.token_to_id("<|startoftranscript|>"), tokens.token_to_id("<|notimestamps|>")]
        self.end = tokens.token_to_id("<|endoftext|>")

    def full(self, samples: np.ndarray, beam: int = 1) -> str:
        segments, _ = self.model.transcribe(
            samples, language="en", beam_size=beam, condition_on_previous_text=False, temperature=0,
            without_timestamps=True,
        )  # fmt: skip
        return " ".join(segment.text.strip() for segment in segments)

    def with_times(self, samples: np.ndarray) -> list:
        segments, _ = self.model.transcribe(
            samples, language="en", beam_size=1, condition_on_previous_text=False, temperature=0,
            word_timestamps=True,
        )  # fmt: skip
        return [word for segment in segments for word in segment.words]

    def short(self, samples: np.ndarray, beam: int = 1) -> str:
        features = self.model.feature_extractor(samples)
        held = len(samples) // 160 + 1
        context = np.zeros((features.shape[0], held + MARGIN_FRAMES + held % 2), np.float32)
        context[:, : min(held, features.shape[1])] = features[:, :held]
        encoded = self.model.encode(context[:, : 2 * (context.shape[1] // 2)])
        [result] = self.model.model.generate(encoded, [self.prompt], beam_size=beam, max_length=224)
        return self.model.hf_tokenizer.decode([n for n in result.sequences_ids[0] if n < self.end])


def error_rate(sentences: Sequence[Spoken], recognise: Callable[[np.ndarray], str], shown: int = 0) -> dict:
    heard, took = [], []
    for sentence in sentences:
        start = time.perf_counter()
        heard.append(plain(recognise(sentence.samples)))
        took.append(time.perf_counter() - start)
    said = [plain(sentence.text) for sentence in sentences]
    measure = jiwer.process_words(said, heard)
    for one, other in [pair for pair in zip(said, heard, strict=True) if pair[0] != pair[1]][:shown]:
        print(f"  said  {one}\n  heard {other}", file=sys.stderr)
    return {
        "wer_percent": round(100 * measure.wer, 2),
        "words": measure.hits + measure.substitutions + measure.deletions,
        "sentences": len(said),
        "sentences_right": sum(one == other for one, other in zip(said, heard, strict=True)),
        "median_ms": round(1000 * median(took)),
    }


def telephone(r: np.random.Generator, spoken: Spoken) -> Spoken:
    """300 to 3,400 Hz, with white noise 20 dB below the speech."""
    spectrum = np.fft.rfft(spoken.samples)
    frequency = np.fft.rfftfreq(len(spoken.samples), 1 / RATE)
    spectrum[(frequency < 300) | (frequency > 3400)] = 0
    band = np.fft.irfft(spectrum, len(spoken.samples))
    level = np.sqrt((band[np.abs(band) > 1e-3] ** 2).mean())
    noisy = band + r.normal(0, level * 10 ** (-20 / 20), len(band))
    return Spoken(spoken.text, noisy.astype(np.float32), spoken.words)


def word_time_errors(recogniser: Recogniser, sentences: Sequence[Spoken]) -> dict:
    """How far word starts and ends lie from the synthesis's, for the words that were heard right."""
    starts, ends = [], []
    for sentence in sentences:
        heard = recogniser.with_times(sentence.samples)
        said = [plain(word).replace(" ", "") or "x" for word, _, _ in sentence.words]
        words = [plain(word.word).replace(" ", "") or "x" for word in heard]
        if not words:
            continue
        for chunk in jiwer.process_words(" ".join(said), " ".join(words)).alignments[0]:
            if chunk.type == "equal":
                for offset in range(chunk.ref_end_idx - chunk.ref_start_idx):
                    _, start, end = sentence.words[chunk.ref_start_idx + offset]
                    word = heard[chunk.hyp_start_idx + offset]
                    starts.append(abs(word.start - start))
                    ends.append(abs(word.end - end))
    return {
        "words": len(starts),
        "start_median_s": round(float(np.median(starts)), 3),
        "start_p90_s": round(float(np.quantile(starts, 0.9)), 3),
        "end_p90_s": round(float(np.quantile(ends, 0.9)), 3),
    }


def no_speech(seconds: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(11)
    length = seconds * RATE
    at = np.arange(length) / RATE
    frequency = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 10.0)

    def coloured(slope: float) -> np.ndarray:
        sound = np.fft.irfft(np.fft.rfft(draw.standard_normal(length)) / frequency**slope, length)
        return sound / np.abs(sound).max() * 0.3

    return {
        "silence": np.zeros(length),
        "white": draw.normal(0, 0.02, length),
        "pink": coloured(0.5),
        "brown": coloured(1.0),
        "hum": 0.1 * (np.sin(2 * np.pi * 50 * at) + 0.5 * np.sin(2 * np.pi * 100 * at)),
        "ringback": 0.2 * (at % 6 < 2) * (np.sin(2 * np.pi * 440 * at) + np.sin(2 * np.pi * 480 * at)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=HERE.parent / "models" / "bundled")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--quick", action="store_true", help="a quarter of the sentences, short context only")
    parser.add_argument(
        "--show", type=int, default=0, help="mistakes to show of each test, on standard error"
    )
    options = parser.parse_args()
    recogniser = Recogniser(options.model, options.threads)
    r = Random("bench")
    trained = {plain(line) for line in text.written()}
    lines = [line for line in (HELDOUT / "sentences.txt").read_text("utf-8").splitlines() if line.strip()]
    lines = [line for line in lines if plain(line) not in trained]
    if options.quick:
        lines = lines[::4]
    known = voices.KNOWN_VOICES
    free = [spoken(r, line, known[index % len(known)]) for index, line in enumerate(lines)]

    def drawn(draw: Callable[[Random], str], count: int) -> list[Spoken]:
        """Sentences that the training text does not hold as they are, in the known voices by turns."""
        found: list[Spoken] = []
        while len(found) < count:
            line = draw(r)
            if 4 <= len(line.split()) <= 24 and plain(line) not in trained:
                found.append(spoken(r, line, known[len(found) % len(known)]))
        return found

    grammar = drawn(text.templated, 60 if options.quick else 200)
    varied = drawn(lambda r: text.sentence(r, kinds="varied"), 60 if options.quick else 200)
    pairs = {"call_1": ("flite:slt", "en-gb+m3"), "call_2": ("en-us+f3", "en-gb")}
    calls = [
        spoken(r, turn["text"], pairs[name][turn["speaker"] == "client"])
        for name in pairs
        for turn in map(json.loads, (HELDOUT / f"{name}.jsonl").read_text("utf-8").splitlines())
    ]
    noise = np.random.default_rng(7)
    results = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "model": options.model.name,
        "megabytes": round(sum(path.stat().st_size for path in options.model.iterdir()) / 1e6, 2),
        "threads": options.threads,
        "free_sentences_short_beam1": error_rate(free, recogniser.short, options.show),
    }
    by_voice = {voice: free[index :: len(known)] for index, voice in enumerate(known)}
    results["free_sentences_short_by_voice"] = {
        voice: error_rate(group, recogniser.short)["wer_percent"] for voice, group in by_voice.items()
    }
    results["grammar_short_beam1"] = error_rate(grammar, recogniser.short, options.show)
    results["grammar_with_swapped_words_short_beam1"] = error_rate(varied, recogniser.short, options.show)
    results["calls_short_beam1"] = error_rate(calls, recogniser.short, options.show)
    unheard = [spoken(r, line, voices.UNHEARD_VOICE) for line in lines[:: 1 if options.quick else 3]]
    results["unheard_voice_short_beam1"] = error_rate(unheard, recogniser.short, options.show)
    results["telephone_20db_short_beam1"] = error_rate(
        [telephone(noise, one) for one in free], recogniser.short, options.show
    )
    if not options.quick:
        results["free_sentences_full_beam1"] = error_rate(free, recogniser.full)
        results["free_sentences_full_beam5"] = error_rate(free[::3], lambda x: recogniser.full(x, 5))
        results["free_sentences_short_beam5"] = error_rate(free, lambda x: recogniser.short(x, 5))
        results["grammar_full_beam1"] = error_rate(grammar, recogniser.full)
        results["grammar_with_swapped_words_full_beam1"] = error_rate(varied, recogniser.full)
        results["calls_full_beam1"] = error_rate(calls, recogniser.full)
        results["calls_short_beam5"] = error_rate(calls, lambda x: recogniser.short(x, 5))
        results["calls_full_beam5"] = error_rate(calls, lambda x: recogniser.full(x, 5))
        results["unheard_voice_full_beam1"] = error_rate(unheard, recogniser.full)
        results["telephone_20db_full_beam1"] = error_rate(
            [telephone(noise, one) for one in free[::2]], recogniser.full
        )
    results["word_times"] = word_time_errors(
        recogniser, (free[::4] + grammar[::4]) if not options.quick else free[::4]
    )
    results["words_on_no_speech_60_s"] = {
        name: len(recogniser.full(sound.astype(np.float32)).split()) for name, sound in no_speech(60).items()
    }
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
