"""Fetching a model from a hub of the tests' own, in a process that knows no other."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from faster_whisper.utils import _MODELS

from assist.errors import InputError
from models.catalogue import Fetched, catalogue, fetchable
from models.checksums import check_files
from models.download import told

TINY, SENTENCES = (fetchable(name) for name in ("tiny.en", "sentences"))
FILES = {
    "config.json": b"{}",
    "model.bin": bytes(range(256)) * 4096,
    "tokenizer.json": b'{"version": "1.0"}',
    "vocabulary.txt": b"a\nb\n",
    "README.md": b"not wanted",
}
WANTED = sum(len(data) for name, data in FILES.items() if name != "README.md")
OF_SENTENCES = {
    "onnx/model.onnx": bytes(range(256)) * 2048,
    "onnx/model_O4.onnx": b"not wanted",
    "tokenizer.json": b'{"version": "1.0"}',
    "config.json": b"not needed",
}
REPOSITORIES: dict[str, tuple[Fetched, dict[str, bytes]]] = {
    one.repository: (one, files) for one, files in ((TINY, FILES), (SENTENCES, OF_SENTENCES))
}

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


class Hub(BaseHTTPRequestHandler):
    """As much of the hub as a download asks for. `served`: the first byte and the number of bytes of each answer that
    held some of the weights."""

    served: list[tuple[int, int]]
    cut_at: int | None = None
    """The weights' first answer breaks off after so many bytes."""
    damage: bool = False

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        for repository, (model, files) in REPOSITORIES.items():
            if path == f"/api/models/{repository}/revision/{model.revision}":
                siblings = _siblings(files)
                self._send(
                    json.dumps({"id": repository, "sha": model.revision, "siblings": siblings}).encode()
                )
                return
            name = path.partition(f"/{repository}/resolve/{model.revision}/")[2]
            if name in files:
                self._send_file(name, files[name])
                return
        self.send_error(404)

    def _send_file(self, name: str, data: bytes) -> None:
        asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0]
        first, whole = int(asked), len(data)
        data = data[first:]
        if name != "model.bin":
            self._send(data, first, whole)
            return
        if self.damage:
            data = bytes(len(data))
        cut = Hub.cut_at
        Hub.cut_at = None
        self._send(data, first, whole, None if cut is None else cut - first)
        Hub.served.append((first, len(data) if cut is None else cut - first))

    def _send(self, data: bytes, first: int = 0, whole: int = 0, cut: int | None = None) -> None:
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(data)))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{whole - 1}/{whole}")
        self.end_headers()
        self.wfile.write(data[:cut])
        if cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


def _siblings(files: dict[str, bytes]) -> list[dict[str, object]]:
    """As the hub lists a repository's files: the weights by their SHA-256, the others by git's checksum."""
    listed = []
    for name, data in files.items():
        git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        one: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": git}
        if name in ("model.bin", "onnx/model.onnx"):
            digest = hashlib.sha256(data).hexdigest()
            one["lfs"] = {"size": len(data), "sha256": digest, "pointerSize": 130}
        listed.append(one)
    return listed


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.served, Hub.cut_at, Hub.damage = [], None, False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


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
    with pytest.raises(InputError, match=r"vocabulary.txt is missing"):
        check_files(folder)


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
