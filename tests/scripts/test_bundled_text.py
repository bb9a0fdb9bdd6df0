"""The bundled model's training text and the sample calls keep their promises."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from tokenizers import Tokenizer

from bundled_model import text, tokens, voices

HELDOUT = REPOSITORY / "scripts" / "bundled_model" / "heldout"
SCRIPTS = sorted((REPOSITORY / "scripts" / "sample_calls").glob("*.toml"))


def plain(line: str) -> str:
    return " ".join(re.findall(r"[a-z']+", line.lower()))


def test_the_vocabulary_is_wide_enough_for_any_call() -> None:
    known = set(text.vocabulary())
    assert len(known) >= 6000
    assert {
        "monday",
        "january",
        "twenty",
        "oh",
        "double",
        "dollars",
        "refund",
        "sorry",
        "technician",
    } <= known


def test_the_same_seed_gives_the_same_sentences() -> None:
    def draw() -> list[str]:
        r = Random("seed")
        return [text.sentence(r) for _ in range(200)]

    lines = draw()
    assert lines == draw()
    assert all(re.fullmatch(r"[A-Za-z' .,?!]+", line) for line in lines), "only what a voice can say"
    assert len(set(lines)) > 190


def test_a_word_that_stands_in_one_line_alone_is_not_trained() -> None:
    assert "hitchhiker" in (REPOSITORY / "scripts/bundled_model/sentences/everyday.txt").read_text("utf-8")
    assert "hitchhiker" not in text.vocabulary()


def test_units_that_no_word_needs_are_left_out_and_the_text_reads_as_before(tmp_path: Path) -> None:
    tokens.train(tmp_path / "whole.json", 1)
    whole = Tokenizer.from_file(str(tmp_path / "whole.json"))
    r = Random("units")
    lines = [text.sentence(r) for _ in range(2000)]
    described, kept = tokens.trimmed(tmp_path / "whole.json", [*text.words(), *lines])
    smaller = Tokenizer.from_str(described)
    assert smaller.get_vocab_size() == len(kept) < whole.get_vocab_size() - 500
    for line in lines:
        assert smaller.encode(" " + line).tokens == whole.encode(" " + line).tokens
    assert [smaller.id_to_token(number) for number in range(len(kept))] == list(map(whole.id_to_token, kept))
    assert smaller.decode(smaller.encode(" Zxqyvian").ids) == " Zxqyvian", "a word of no list is spelled"


def test_the_held_out_text_is_large_and_was_not_trained_on() -> None:
    trained = {plain(line) for line in text.written()}
    lines = [line for line in (HELDOUT / "sentences.txt").read_text("utf-8").splitlines() if line]
    assert len([line for line in lines if plain(line) not in trained]) >= 300
    for name in ("call_1", "call_2"):
        turns = [json.loads(line) for line in (HELDOUT / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert len(turns) >= 20 and {turn["speaker"] for turn in turns} == {"agent", "client"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_sample_call_says_its_script_in_voices_and_words_that_the_model_knows(script: Path) -> None:
    written = tomllib.loads(script.read_text("utf-8"))
    spoken = REPOSITORY / written["output"] / f"{script.stem}.words.jsonl"
    turns = [json.loads(line) for line in spoken.read_text("utf-8").splitlines()]
    assert [(turn["speaker"], turn["text"]) for turn in turns] == [
        (turn["speaker"], turn["text"]) for turn in written["turn"]
    ]
    assert set(written["voices"].values()) <= set(voices.KNOWN_VOICES)
    said = " ".join(turn["text"] for turn in turns)
    assert set(plain(said).split()) <= set(text.vocabulary())
    trained = {plain(line) for line in text.written()}
    long_turns = [turn["text"] for turn in turns if len(turn["text"].split()) > 3]
    assert not [line for line in long_turns if plain(line) in trained]
    for turn in turns:
        times = [(word["start"], word["end"]) for word in turn["words"]]
        assert all(turn["start"] - 0.01 <= start <= end <= turn["end"] + 0.01 for start, end in times)


@pytest.mark.parametrize("voice", voices.KNOWN_VOICES)
def test_a_voice_says_every_word_at_its_time(voice: str) -> None:
    sentence = "I don't know, my order was two days late."
    try:
        speech = voices.speak(sentence, voice)
    except OSError as problem:
        pytest.skip(
            f"needs the voices' libraries (Debian: libespeak-ng1 espeak-ng-data libflite1): {problem}"
        )
    assert [sentence[at : at + length] for at, length, _, _ in speech.words] == (
        "I don't know my order was two days late".split()
    )
    starts = [start for _, _, start, _ in speech.words]
    assert starts == sorted(starts) and starts[0] < 0.2
    assert 2 < len(speech.samples) / voices.SAMPLE_RATE < 5
    assert np.abs(speech.samples).max() <= 0.81
