"""Whisper through faster-whisper, on short sound: partials and finals of single utterances."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import merge_punctuations

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.errors import InputError
from assist.events import Word
from assist.speech.engine import NOTHING, Transcription, transcription
from models.checksums import check_files
from models.gates import (
    GUESSED,
    LOG_PROBABILITY,
    ExpectedWords,
    is_invented,
    is_repeating,
    is_silent,
    same_sound,
)

_WINDOW = 3000  # feature frames of 10 ms that Whisper was made for
_MARGIN = 128  # frames of silence after the sound in a short context, at least
_STEP = (
    64  # short contexts differ by this many frames: oneDNN keeps a megabyte for every length that it has met
)
_UNHEARD = 0.75
"""Seconds from the last word to the sound's end that are more than the silence which ended it: somebody spoke on."""
_FURTHER = 1.5
"""The length penalty that then favours a longer text."""
_EXPECTED_TOKENS = 40  # of names and product words: more of them cost time and invite echoes


class _Hypothesis(NamedTuple):
    tokens: list[int]
    text: str
    log_probability: float
    """A token's, on average."""
    no_speech: float

    def invented(self, least: float = LOG_PROBABILITY) -> bool:
        return is_invented(self.text, self.log_probability, self.no_speech, least)


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
        self._begin = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        if None in self._begin:
            raise InputError(f"{folder} holds no Whisper model: its tokenizer.json is another model's.")
        self._expected = self._fitting(words if manifest.get("takes_words", True) else ())
        self._warm = False

    def warm_up(self) -> None:
        if self._warm:
            return
        sound = np.zeros(SAMPLE_RATE, np.float32)
        self._generate(self._encode(sound, short=True)[0], 1.0, self._beam)
        encoded, frames = self._encode(sound, short=self._short_finals)
        self._generate(encoded, 1.0, self._beam)
        self._words([self._tokenizer.encode(" a")[0]], encoded, frames, 1.0)
        self._warm = True

    def partial(self, samples: Samples) -> Transcription:
        """With the beam of the finals: it takes little longer, and one that is narrower takes more words back."""
        return self._transcription(samples, short=True, beam=self._beam, least=GUESSED)

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        return self._transcription(samples, self._short_finals, beam=1 if hurried else self._beam)

    def _transcription(
        self, samples: Samples, short: bool, beam: int, least: float = LOG_PROBABILITY
    ) -> Transcription:
        if is_silent(samples):
            return NOTHING
        seconds = len(samples) / SAMPLE_RATE
        encoded, frames = self._encode(samples, short)
        found = self._hear(encoded, seconds, beam)
        if found.invented(least):
            return NOTHING
        words = self._words(found.tokens, encoded, frames, seconds)
        if _ends_before(words, seconds):
            further = self._generate(encoded, seconds, beam, self._expected.text, penalty=_FURTHER)
            if len(further.tokens) > len(found.tokens) and not further.invented(least):
                words = self._words(further.tokens, encoded, frames, seconds)
        if _ends_before(words, seconds):  # as after a full stop: what follows is heard by itself
            first = words[-1].end
            rest = self._transcription(samples[round(first * SAMPLE_RATE) :], short, beam, least)
            words += tuple(
                replace(word, start=word.start + first, end=word.end + first) for word in rest.words
            )
        return transcription(words)

    def news(self) -> None:
        return None

    def close(self) -> None:
        self._model.model.unload_model()

    def _encode(self, samples: Samples, short: bool) -> tuple[Any, int]:
        """The encoder's output and how many feature frames of it are sound."""
        features = self._model.feature_extractor(samples)[:, :_WINDOW]
        frames = min(_WINDOW, len(samples) // 160)
        width = min(_WINDOW, -(-(features.shape[1] + _MARGIN) // _STEP) * _STEP) if short else _WINDOW
        return self._model.encode(np.pad(features, ((0, 0), (0, width - features.shape[1])))), frames

    def _hear(self, encoded: Any, seconds: float, beam: int) -> _Hypothesis:
        """The likeliest text; where it loops, or echoes the words to expect, what a second hearing gives."""
        expected = self._expected.text
        found = self._generate(encoded, seconds, beam, expected)
        if is_repeating(found.text):
            found = self._generate(encoded, seconds, beam, expected, no_repeat_ngram_size=3)
        if expected and self._expected.may_be_echoed_in(found.text):
            unled = self._generate(encoded, seconds, beam)
            if unled.invented() or not same_sound(unled.text, found.text):
                return unled
        return found

    def _generate(
        self,
        encoded: Any,
        seconds: float,
        beam: int,
        expected: str = "",
        penalty: float = 1.0,
        **options: int,
    ) -> _Hypothesis:
        """The likeliest text, by the sum of its tokens over their number to the power of `penalty`. Nobody speaks more
        than some 20 tokens a second: more are a loop."""
        prompt = list(self._begin)
        if expected:
            prompt = [self._tokenizer.sot_prev, *self._tokenizer.encode(" " + expected), *prompt]
        longest = min(448, len(prompt) + 16 + int(20 * seconds))
        result = self._model.model.generate(
            encoded, [prompt], beam_size=beam, max_length=longest, length_penalty=penalty,
            return_scores=True, return_no_speech_prob=True, **options,
        )[0]  # fmt: skip
        tokens = [token for token in result.sequences_ids[0] if token < self._tokenizer.eot]
        length = len(result.sequences_ids[0])
        text = self._tokenizer.decode(tokens).strip()
        return _Hypothesis(
            tokens, text, result.scores[0] * length**penalty / (length + 1), result.no_speech_prob
        )

    def _fitting(self, words: Sequence[str]) -> ExpectedWords:
        """As many of the words, from the first on, as a prompt may hold."""
        fitting = list(words[:_EXPECTED_TOKENS])
        while len(self._tokenizer.encode(" " + ", ".join(fitting))) > _EXPECTED_TOKENS:
            fitting.pop()
        return ExpectedWords(fitting)

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


def _ends_before(words: Sequence[Word], seconds: float) -> bool:
    """Whether there must be more in a sound of so many seconds than these words."""
    return bool(words) and 0 < words[-1].end < seconds - _UNHEARD


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
        check_files(folder)  # which names the file that was damaged
        reason = (
            (str(problem).strip() or type(problem).__name__).splitlines()[0].partition(". ")[0].rstrip(".")
        )
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
