"""Whisper through faster-whisper, on short sound: partials and finals of single utterances."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import merge_punctuations

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.errors import InputError
from assist.events import Word
from assist.speech.engine import Transcription

_WINDOW = 3000  # feature frames of 10 ms that Whisper was made for
_MARGIN = 128  # frames of silence after the sound in a short context
_QUIET = 1e-4  # a peak below this is digital silence
_SHORTEST = SAMPLE_RATE // 10
_WORDS_LIMIT = 200  # tokens of names and product words

# OpenAI's own gates (whisper/transcribe.py)
_NO_SPEECH = 0.6
_LOG_PROBABILITY = -1.0
_COMPRESSION = 2.4


class _Hypothesis(NamedTuple):
    tokens: list[int]
    text: str
    log_probability: float
    """A token's, on average."""
    no_speech: float


class FasterWhisper:
    """A `SpeechEngine` on any folder that faster-whisper loads.

    `manifest.json` beside the weights may say `{"short_context": true}` where the model was trained on
    short contexts too (finals then need no 30 s window), and `{"takes_words": false}` where it was not
    trained with a text before it. `words` are names and product words to expect. Raises InputError where
    the folder holds no such model.
    """

    def __init__(
        self, folder: Path, name: str, words: Sequence[str] = (), threads: int = 0, beam: int = 5
    ) -> None:
        self.name = name
        self._beam = beam
        manifest = _manifest(folder)
        self._short_finals = manifest.get("short_context", False)
        self._model = _load(folder, threads)
        multilingual = self._model.model.is_multilingual
        self._tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language="en")
        self._prompt: list[int] = []
        if words and manifest.get("takes_words", True):
            expected = self._tokenizer.encode(" " + ", ".join(words))[:_WORDS_LIMIT]
            self._prompt = [self._tokenizer.sot_prev, *expected]
        self._prompt += [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]

    def warm_up(self) -> None:
        encoded, _ = self._encode(np.zeros(SAMPLE_RATE, np.float32), short=self._short_finals)
        self._generate(encoded, 1.0, self._beam)

    def partial(self, samples: Samples) -> str:
        if _is_silent(samples):
            return ""
        encoded, _ = self._encode(samples, short=True)
        guess = self._generate(encoded, len(samples) / SAMPLE_RATE, beam=1)
        return "" if _is_invented(guess) else guess.text

    def final(self, samples: Samples) -> Transcription:
        nothing = Transcription("", ())
        if _is_silent(samples):
            return nothing
        seconds = len(samples) / SAMPLE_RATE
        encoded, frames = self._encode(samples, short=self._short_finals)
        found = self._generate(encoded, seconds, self._beam)
        if _is_repeating(found.text):
            found = self._generate(encoded, seconds, self._beam, no_repeat_ngram_size=3)
        if _is_invented(found):
            return nothing
        words = self._words(found.tokens, encoded, frames, seconds)
        return Transcription(" ".join(word.text for word in words), words)

    def close(self) -> None:
        self._model.model.unload_model()

    def _encode(self, samples: Samples, short: bool) -> tuple[Any, int]:
        """The encoder's output and how many feature frames of it are sound."""
        features = self._model.feature_extractor(samples)[:, :_WINDOW]
        frames = min(_WINDOW, len(samples) // 160)
        width = min(_WINDOW, features.shape[1] + _MARGIN + features.shape[1] % 2) if short else _WINDOW
        return self._model.encode(np.pad(features, ((0, 0), (0, width - features.shape[1])))), frames

    def _generate(self, encoded: Any, seconds: float, beam: int, **options: int) -> _Hypothesis:
        """The likeliest text. Nobody speaks more than some 20 tokens a second: more are a loop."""
        longest = min(448, len(self._prompt) + 16 + int(20 * seconds))
        result = self._model.model.generate(
            encoded, [self._prompt], beam_size=beam, max_length=longest,
            return_scores=True, return_no_speech_prob=True, **options,
        )[0]  # fmt: skip
        tokens = [token for token in result.sequences_ids[0] if token < self._tokenizer.eot]
        length = len(result.sequences_ids[0])
        text = self._tokenizer.decode(tokens).strip()
        return _Hypothesis(tokens, text, result.scores[0] * length / (length + 1), result.no_speech_prob)

    def _words(self, tokens: list[int], encoded: Any, frames: int, seconds: float) -> tuple[Word, ...]:
        """The words with their times; those that stand beyond the sound's end were not said."""
        if not tokens:
            return ()
        timed = self._model.find_alignment(self._tokenizer, [tokens], encoded, frames)[0]
        merge_punctuations(timed, "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、")
        words: list[Word] = []
        for item in timed:
            text = item["word"].strip()
            start, end = min(float(item["start"]), seconds), min(float(item["end"]), seconds)
            if not text or (start >= seconds - 0.02 and item["probability"] < 0.5):
                continue
            longest = 0.3 + 0.1 * len(text)  # a pause around a word is not part of it
            if not words:
                start = max(start, end - longest)
            words.append(Word(text, start, min(end, start + longest), float(item["probability"])))
        return tuple(words)


def _is_silent(samples: Samples) -> bool:
    return len(samples) < _SHORTEST or float(np.abs(samples).max()) < _QUIET


def _is_invented(found: _Hypothesis) -> bool:
    """Whether the text stands on no speech: nothing heard, nothing sure, or a loop."""
    if found.no_speech > _NO_SPEECH and found.log_probability < _LOG_PROBABILITY / 2:
        return True
    return found.log_probability < _LOG_PROBABILITY or _is_repeating(found.text)


def _is_repeating(text: str) -> bool:
    """Whether a run of the same words, or the text as a whole, repeats as no speaker does."""
    data = text.encode()
    if len(data) / len(zlib.compress(data)) > _COMPRESSION:
        return True
    words = text.lower().split()
    for size in range(1, 7):
        often = 8 if size == 1 else 4  # "no, no, no, no" is heard every day
        same = 0
        for left, right in zip(words, words[size:], strict=False):
            same = same + 1 if left == right else 0
            if same >= size * (often - 1):
                return True
    return False


def _load(folder: Path, threads: int) -> WhisperModel:
    for file in ("model.bin", "config.json", "tokenizer.json"):
        if not (folder / file).is_file():
            raise InputError(f"{folder} is no faster-whisper model: it has no {file}.")
    try:
        return WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )
    except (
        Exception
    ) as problem:  # CTranslate2 and tokenizers raise RuntimeError, ValueError and plain Exception
        reason = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        raise InputError(f"{folder} holds no Whisper model that can be loaded ({reason}).") from problem


def _manifest(folder: Path) -> dict[str, bool]:
    path = folder / "manifest.json"
    if not path.is_file():
        return {}
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise InputError(f"{path} cannot be read as JSON ({problem}).") from problem
    if not isinstance(manifest, dict):
        raise InputError(f'{path}: expected an object such as {{"short_context": true}}.')
    for key in ("short_context", "takes_words"):
        if not isinstance(manifest.get(key, False), bool):
            raise InputError(f"{path}: expected {key} to be true or false.")
    return manifest
