"""The sentence model that a user may fetch: a text as numbers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assist.cli import main
from assist.cli.live_call import _sentences
from assist.errors import InputError
from assist.events import Notice
from assist.settings import models_folder
from models.catalogue import SENTENCES
from models.checksums import write_checksums
from models.load import is_here
from models.sentences import LONGEST, SentenceModel, fetched_sentences
from tests.models.onnx_file import write_sentence_model

MEANS = {"refund": (3.0, 0.0), "money": (3.0, 0.0), "friday": (0.0, 4.0)}


def test_a_text_means_what_its_words_mean_on_average(tmp_path: Path) -> None:
    model = SentenceModel(write_sentence_model(tmp_path, MEANS))
    assert model.meaning("Refund!") == pytest.approx((1, 0))
    assert model.meaning("Money, Friday") == pytest.approx((0.6, 0.8))
    assert model.meaning("the refund") == pytest.approx(model.meaning("money"))


def test_a_text_without_a_known_word_means_nothing_and_is_no_error(tmp_path: Path) -> None:
    model = SentenceModel(write_sentence_model(tmp_path, MEANS))
    for text in ("", "   ", "hm", "\u0000", "\U0001f600" * 4000):
        assert np.array_equal(model.meaning(text), (0, 0))


def test_of_a_long_turn_its_beginning_is_read(tmp_path: Path) -> None:
    model = SentenceModel(write_sentence_model(tmp_path, MEANS))
    assert model.meaning("refund " * LONGEST + "friday " * 500) == pytest.approx((1, 0))


def test_a_damaged_model_is_named_with_the_way_out(tmp_path: Path) -> None:
    folder = write_sentence_model(tmp_path / "sentences", MEANS)
    write_checksums(folder)
    SentenceModel(folder)
    (folder / "model.onnx").write_bytes(b"half of it")
    with pytest.raises(
        InputError, match=r'model\.onnx is damaged.*"call-assist models download sentences --into '
    ):
        SentenceModel(folder)
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(InputError, match=r'no sentence model.*"call-assist models download sentences"'):
        SentenceModel(folder)
    (folder / "tokenizer.json").unlink()
    with pytest.raises(InputError, match="no sentence model"):
        SentenceModel(folder)


def test_without_one_nothing_is_loaded_and_a_fetched_one_is_read_once() -> None:
    assert fetched_sentences() is None and not is_here(SENTENCES)
    write_sentence_model(models_folder() / "sentences", MEANS)
    assert is_here(SENTENCES) and fetched_sentences() is not None
    assert fetched_sentences() is fetched_sentences()


def test_a_call_goes_on_without_a_damaged_one_and_says_so() -> None:
    folder = write_sentence_model(models_folder() / "sentences", MEANS)
    (folder / "tokenizer.json").write_text("{")
    telling = _sentences()
    notice = next(telling)
    assert isinstance(notice, Notice) and "fetch it again" in notice.text
    with pytest.raises(StopIteration) as end:
        next(telling)
    assert end.value.value is None


def test_the_list_names_it_and_verify_tries_it_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "verify", "sentences"]) == 2
    assert '"call-assist models download sentences" fetches it' in capsys.readouterr().err
    write_sentence_model(models_folder() / "sentences", MEANS)
    assert main(["models", "verify", "sentences"]) == 0
    assert "is whole, loads and runs" in capsys.readouterr().out
    assert main(["models", "list"]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert "sentences" in last and last.endswith("Fetched.")


def test_a_replay_hears_its_vote_and_is_the_same_each_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = [
        ("agent", "Good morning, how can I help?"),
        ("client", "I have been waiting for three weeks and nobody rings me back. Where is my refund?"),
        ("agent", "I am sorry. What would you like us to do?"),
        ("client", "I want my money back."),
    ]
    call = tmp_path / "call.jsonl"
    rows = [
        {"id": at, "speaker": channel, "start": 6.0 * at, "end": 6.0 * at + 5, "text": text}
        for at, (channel, text) in enumerate(said, 1)
    ]
    call.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def replayed() -> str:
        assert main(["replay", str(call), "--json", "--started", "2026-11-23T09:30"]) == 0
        return capsys.readouterr().out

    alone = replayed()
    numbers = np.random.default_rng(7).normal(size=(2, 384))
    means = {word: tuple(map(float, row)) for word, row in zip(("refund", "money"), numbers, strict=True)}
    write_sentence_model(models_folder() / "sentences", means)
    both = replayed()
    assert both == replayed()
    told = [[json.loads(line) for line in out.splitlines()] for out in (alone, both)]
    words = [[row["text"] for row in rows if row["type"] == "utterance"] for rows in told]
    assert words[0] == words[1] == [text for _, text in said]
