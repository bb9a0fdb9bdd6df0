"""Fetching a model from a hub of the tests' own, in a process that knows no other."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from faster_whisper.utils import _MODELS

from assist.errors import InputError
from models.catalogue import catalogue
from models.checksums import check_files
from models.download import remove, told
from tests.models.hub import FILES, OF_SENTENCES, WANTED, Hub

FETCH = """
import json, sys
from pathlib import Path
from assist.errors import InputError
from models.download import Stopped, download
heard, limit = [], int(sys.argv[3])
def progress(done, total):
    heard.append((done, total))
    if limit and done >= limit:
        raise Stopped
try:
    folder = download(sys.argv[1], Path(sys.argv[2]), progress)
except InputError as problem:
    print(json.dumps({"problem": str(problem)}))
except Stopped:
    print(json.dumps({"stopped": heard}))
else:
    print(json.dumps({"folder": str(folder), "heard": heard}))
"""


def fetch(name: str, folder: Path, endpoint: str, stop_at: int = 0) -> dict[str, Any]:
    names = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    names |= {"HF_ENDPOINT": endpoint, "HF_HOME": str(folder / "home")}
    run = subprocess.run(
        [sys.executable, "-c", FETCH, name, str(folder), str(stop_at)],
        env=names,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_a_model_comes_whole_and_says_how_far_it_is(hub: str, tmp_path: Path) -> None:
    answer = fetch("tiny.en", tmp_path, hub)
    folder = Path(answer["folder"])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        **{name: data for name, data in FILES.items() if name != "README.md"},
        "SHA256SUMS": (folder / "SHA256SUMS").read_bytes(),
    }
    assert answer["heard"][-1] == [WANTED, WANTED]
    assert answer["heard"] == sorted(answer["heard"])
    assert check_files(folder)


def test_the_sentence_model_comes_with_what_it_needs_and_nothing_else(hub: str, tmp_path: Path) -> None:
    folder = Path(fetch("sentences", tmp_path, hub)["folder"])
    assert (folder / "model.onnx").read_bytes() == OF_SENTENCES["onnx/model.onnx"]
    assert sorted(path.name for path in folder.iterdir()) == ["SHA256SUMS", "model.onnx", "tokenizer.json"]
    assert check_files(folder)


def test_a_model_is_removed_with_what_had_come_of_it_again(hub: str, tmp_path: Path) -> None:
    fetch("sentences", tmp_path, hub)
    (tmp_path / "sentences.part").mkdir()
    (tmp_path / "base.en").mkdir()
    remove("sentences", tmp_path)
    remove("sentences", tmp_path)  # and once more where there is none
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["base.en"]
    with pytest.raises(
        InputError, match=r"no model '\.\.' to fetch: expected one of tiny\.en, .*, sentences"
    ):
        remove("..", tmp_path)


def test_a_line_that_breaks_off_goes_on_from_there(hub: str, tmp_path: Path) -> None:
    Hub.cut_at = 400_000
    answer = fetch("tiny.en", tmp_path, hub)
    assert check_files(Path(answer["folder"]))
    (first, count), (again, rest) = Hub.served
    assert (first, count) == (0, 400_000)
    assert again + rest == len(FILES["model.bin"]) and 0 < again <= 400_000


def test_a_download_that_was_stopped_is_no_model_yet_and_goes_on_next_time(hub: str, tmp_path: Path) -> None:
    Hub.cut_at = 700_000  # so that there is something left to fetch
    stopped = fetch("tiny.en", tmp_path, hub, stop_at=500_000)["stopped"]
    assert not (tmp_path / "tiny.en").exists()
    assert 500_000 <= stopped[-1][0] < WANTED
    answer = fetch("tiny.en", tmp_path, hub)
    assert check_files(Path(answer["folder"]))
    assert Hub.served[-1][0] > 0
    assert not (tmp_path / "tiny.en.part").exists()


def test_weights_that_came_damaged_leave_the_model_that_was_there(hub: str, tmp_path: Path) -> None:
    whole = Path(fetch("tiny.en", tmp_path, hub)["folder"])
    Hub.damage = True
    assert "model.bin came damaged" in fetch("tiny.en", tmp_path, hub)["problem"]
    assert check_files(whole)
    Hub.damage = False
    assert check_files(Path(fetch("tiny.en", tmp_path, hub)["folder"]))


def test_a_file_that_was_damaged_later_is_named(hub: str, tmp_path: Path) -> None:
    folder = Path(fetch("tiny.en", tmp_path, hub)["folder"])
    (folder / "vocabulary.txt").write_text("a\n")
    with pytest.raises(InputError, match=r"vocabulary.txt is damaged: fetch the model again"):
        check_files(folder)
    (folder / "vocabulary.txt").unlink()
    with pytest.raises(
        InputError, match=rf'is missing: .*"call-assist models download tiny.en --into {tmp_path}"'
    ):
        check_files(folder)
    own = folder.rename(tmp_path / "our-own")
    with pytest.raises(InputError, match=r"vocabulary.txt is missing: put the whole model there again"):
        check_files(own)


def test_a_model_that_the_hub_has_not_is_named(hub: str, tmp_path: Path) -> None:
    assert "small.en could not be fetched" in fetch("small.en", tmp_path, hub)["problem"]


def test_a_hub_out_of_reach_is_no_success(tmp_path: Path) -> None:
    problem = fetch("tiny.en", tmp_path, "http://127.0.0.1:9")["problem"]
    assert problem.startswith("The model tiny.en could not be fetched: look at the network")
    assert "disk" not in problem
    assert not (tmp_path / "tiny.en").exists()


def test_a_full_disk_is_called_so_and_a_line_that_fails_is_not(tmp_path: Path) -> None:
    full = told(OSError(errno.ENOSPC, "No space left on device"), "tiny.en", tmp_path)
    assert full.startswith(f"The model tiny.en could not be written into {tmp_path} (the disk is full)")
    assert "network" not in full
    line = told(ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "tiny.en", tmp_path)
    assert "look at the network" in line and "disk" not in line
    missing = told(
        RuntimeError("Client error '404 Not Found' for url 'http://hub/api'\nmore"), "tiny.en", tmp_path
    )
    assert missing.endswith("(Client error '404 Not Found')")


def test_the_catalogue_agrees_with_faster_whisper() -> None:
    assert set(catalogue()) == {"tiny.en", "base.en", "small.en", "distil-small.en"}
    for model in catalogue().values():
        assert model.repository == _MODELS[model.name]
        assert model.megabytes < model.memory_megabytes and model.advice
        assert re.fullmatch("[0-9a-f]{40}", model.revision)  # a branch may become another model
