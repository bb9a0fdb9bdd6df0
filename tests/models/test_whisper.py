"""The bundled model hears the sample calls; folders that hold no model say so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from faster_whisper.tokenizer import Tokenizer
from rapidfuzz import fuzz

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.audio.file import read_recording
from assist.errors import InputError
from assist.speech.engine import SpeechEngine
from models.catalogue import BUNDLED
from models.checksums import write_checksums
from models.load import load_engine
from models.whisper import FasterWhisper

CALL = Path(__file__).parent.parent / "samples" / "garage.flac"
needs_weights = pytest.mark.skipif(not (BUNDLED / "model.bin").is_file(), reason="no bundled weights yet")


@pytest.fixture(scope="module")
def engine() -> SpeechEngine:
    engine = load_engine(threads=1)
    engine.warm_up()
    return engine


@pytest.fixture(scope="module")
def first_turn() -> Samples:
    """The agent's first sentence in its first 3 s."""
    chunks = [chunk for chunk in read_recording(CALL) if chunk.channel == "agent"]
    return np.concatenate([chunk.samples for chunk in chunks])[: 3 * SAMPLE_RATE]


@needs_weights
def test_the_words_that_were_said_at_the_time_they_were(engine: SpeechEngine, first_turn: Samples) -> None:
    said = engine.final(first_turn)
    truth = json.loads(CALL.with_name("garage.words.jsonl").read_text("utf-8").splitlines()[0])
    assert said.text == " ".join(word.text for word in said.words)
    assert fuzz.ratio(said.text.lower(), truth["text"].lower()) > 60
    for word in said.words:
        assert 0 <= word.start <= word.end <= 3 and 0 <= word.probability <= 1
    assert said.words[-1].start == pytest.approx(truth["words"][-1]["start"], abs=0.4)
    assert engine.final(first_turn) == said


@needs_weights
def test_a_partial_is_a_guess_at_the_same_words(engine: SpeechEngine, first_turn: Samples) -> None:
    guess, said = (
        engine.partial(first_turn).text.lower().split(),
        engine.final(first_turn).text.lower().split(),
    )
    assert len(set(guess) & set(said)) >= len(said) / 2


@needs_weights
@pytest.mark.parametrize("seconds", [0.0, 0.02, 1.0, 14.0])
def test_silence_has_no_words(engine: SpeechEngine, seconds: float) -> None:
    samples = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    assert engine.final(samples).text == "" and engine.partial(samples).text == ""


@needs_weights
def test_sound_of_every_length_is_taken(engine: SpeechEngine, first_turn: Samples) -> None:
    for length in (1_600, 1_601, 5_003, 16_000 * 31):
        samples = np.resize(first_turn, length)
        assert all(word.end <= length / SAMPLE_RATE for word in engine.final(samples).words)
        engine.partial(samples)


@needs_weights
def test_a_model_for_full_windows_and_names_to_expect(tmp_path: Path, first_turn: Samples) -> None:
    folder = shutil.copytree(BUNDLED, tmp_path / "full")
    (folder / "manifest.json").write_text('{"short_context": false, "takes_words": true}')
    engine = FasterWhisper(folder, "full", words=("Northgate", "Teresa"), threads=1)
    engine.warm_up()
    assert all(word.end <= 3 for word in engine.final(first_turn).words)
    engine.close()


@needs_weights
def test_short_contexts_hold_the_sound_and_a_margin_and_come_in_few_lengths(
    engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every further length would take memory for good."""
    assert isinstance(engine, FasterWhisper)
    monkeypatch.setattr(engine._model, "encode", lambda features: features.shape[1])
    widths = {}
    for tenths in range(1, 150):
        widths[tenths], _ = engine._encode(np.zeros(tenths * SAMPLE_RATE // 10, np.float32), short=True)
    assert all(10 * tenths + 128 <= width <= 10 * tenths + 200 for tenths, width in widths.items())
    assert len(set(widths.values())) <= 25


def folder_that_takes_words(tmp_path: Path) -> Path:
    folder = shutil.copytree(BUNDLED, tmp_path / "takes-words")
    (folder / "manifest.json").write_text('{"short_context": true, "takes_words": true}')
    return folder


@needs_weights
def test_of_the_words_to_expect_as_many_as_forty_tokens_hold(tmp_path: Path) -> None:
    names = [f"Northgate{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    engine = FasterWhisper(folder_that_takes_words(tmp_path), "words", words=names, threads=1)
    kept = engine._expected.text
    assert kept and ", ".join(names).startswith(kept + ", ")
    assert 30 < len(engine._tokenizer.encode(" " + kept)) <= 40


@needs_weights
def test_a_long_list_of_words_to_expect_costs_no_more_than_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    encode = Tokenizer.encode
    monkeypatch.setattr(Tokenizer, "encode", lambda self, text: encoded.append(text) or encode(self, text))
    FasterWhisper(
        folder_that_takes_words(tmp_path), "words", [f"Product {n}" for n in range(2000)], threads=1
    )
    assert sum(map(len, encoded)) < 20_000


@needs_weights
def test_an_echo_of_the_words_to_expect_is_heard_again_without_them(
    tmp_path: Path, first_turn: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sound says something else: what the prompt put into the model's mouth must not stay."""
    engine = FasterWhisper(folder_that_takes_words(tmp_path), "words", ["Fernbrook", "Aldous"], threads=1)
    unled = FasterWhisper(BUNDLED, "bundled", threads=1).final(first_turn)
    generate = engine._generate

    def echoing(encoded: Any, seconds: float, beam: int, expected: str = "", **options: int) -> Any:
        found = generate(encoded, seconds, beam, "", **options)
        return found._replace(text="Fernbrook, Aldous.", log_probability=-0.1) if expected else found

    monkeypatch.setattr(engine, "_generate", echoing)
    assert engine.final(first_turn) == unled
    assert "Fernbrook" not in engine.partial(first_turn).text


@needs_weights
def test_in_a_hurry_the_beam_is_one(first_turn: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FasterWhisper(BUNDLED, "bundled", threads=1)
    generate, beams = engine._generate, []

    def noting(encoded: Any, seconds: float, beam: int, *rest: Any, **options: int) -> Any:
        beams.append(beam)
        return generate(encoded, seconds, beam, *rest, **options)

    monkeypatch.setattr(engine, "_generate", noting)
    assert engine.final(first_turn).text and engine.final(first_turn, hurried=True).text
    assert beams == [5, 1]


@needs_weights
def test_a_guess_may_be_less_sure_than_the_record(
    engine: SpeechEngine, first_turn: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(engine, FasterWhisper)
    generate = engine._generate
    for log_probability, texts in {-0.9: (True, True), -1.1: (True, False), -1.3: (False, False)}.items():
        monkeypatch.setattr(
            engine,
            "_generate",
            lambda *args, sure=log_probability: generate(*args)._replace(log_probability=sure, no_speech=0.1),
        )
        assert (engine.partial(first_turn).text > "", engine.final(first_turn).text > "") == texts


@needs_weights
def test_a_text_that_ends_before_the_speech_is_heard_again(
    engine: SpeechEngine, first_turn: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoding may stop in the middle of a bad line: the end of what was said would be lost."""
    assert isinstance(engine, FasterWhisper)
    hear, said = engine._hear, engine.final(first_turn)

    def stopping(*args: Any) -> Any:
        found = hear(*args)
        return found._replace(tokens=found.tokens[:3])

    monkeypatch.setattr(engine, "_hear", stopping)
    assert engine.final(first_turn) == said


@needs_weights
def test_what_follows_a_text_that_stops_whatever_it_is_asked_is_heard_by_itself(
    engine: SpeechEngine, first_turn: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after the full stop of "and left. Steam!"."""
    assert isinstance(engine, FasterWhisper)
    generate, said = engine._generate, engine.final(first_turn)

    def stopping(encoded: Any, seconds: float, *rest: Any, **options: Any) -> Any:
        found = generate(encoded, seconds, *rest, **options)
        return found._replace(tokens=found.tokens[:3]) if seconds > 2.9 else found

    monkeypatch.setattr(engine, "_generate", stopping)
    heard = engine.final(first_turn)
    assert heard.words[-1].text == said.words[-1].text
    assert heard.words[-1].end == pytest.approx(said.words[-1].end, abs=0.2)


@needs_weights
def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    weights = (BUNDLED / "model.bin").read_bytes()
    damages = {
        "model.bin": [b"", b"not a model at all", weights[: len(weights) // 2]],
        "config.json": [b"{"],
        "tokenizer.json": [b"", b"{}"],
        "manifest.json": [b"[]", b"{", b'{"short_context": "yes"}'],
    }
    for file, contents in damages.items():
        for index, content in enumerate(contents):
            folder = shutil.copytree(BUNDLED, tmp_path / f"{file}-{index}")
            (folder / file).write_bytes(content)
            with pytest.raises(InputError, match=str(folder)):
                load_engine(str(folder))


@needs_weights
def test_a_file_that_is_not_what_was_fetched_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(BUNDLED, tmp_path / "base.en")
    write_checksums(folder)
    (folder / "model.bin").write_bytes(b"half of it")
    with pytest.raises(
        InputError, match=r'model\.bin is damaged: .* "call-assist models download base\.en --into '
    ):
        load_engine(str(folder))


@needs_weights
def test_weights_of_another_kind_and_a_tokenizer_of_another_model_say_so(tmp_path: Path) -> None:
    weights = (BUNDLED / "model.bin").read_bytes()
    tokenizer = json.loads((BUNDLED / "tokenizer.json").read_text("utf-8"))
    tokenizer["added_tokens"] = []
    damages = {
        "model.bin": weights.replace(b"WhisperSpec", b"WhisperSpek", 1),
        "tokenizer.json": json.dumps(tokenizer).encode(),
    }
    for file, content in damages.items():
        folder = shutil.copytree(BUNDLED, tmp_path / f"other-{file}")
        (folder / file).write_bytes(content)
        with pytest.raises(InputError, match=str(folder)) as caught:
            load_engine(str(folder)).warm_up()
        assert "\n" not in str(caught.value)


def test_a_folder_without_a_model_a_file_and_unknown_names(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for name, reason in {
        str(tmp_path): "it has no model.bin",
        str(tmp_path / "notes.txt"): "is a file",
        "huge.en": "one of tiny.en, base.en, small.en, distil-small.en",
        "small.en": '"call-assist models download small.en"',
        str(tmp_path / "nowhere"): "There is no speech model",
    }.items():
        with pytest.raises(InputError, match=reason):
            load_engine(name)
