"""Fetching a model from a hub of the tests' own, in a process that knows no other."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from faster_whisper.utils import _MODELS

from models.catalogue import catalogue

REPOSITORY = "Systran/faster-whisper-tiny.en"
COMMIT = "c" * 40
FILES = {
    "config.json": b"{}",
    "model.bin": bytes(range(256)) * 4096,
    "tokenizer.json": b'{"version": "1.0"}',
    "vocabulary.txt": b"a\nb\n",
    "README.md": b"not wanted",
}

FETCH = """
import json, sys
from pathlib import Path
from assist.errors import InputError
from models.download import download
heard = []
try:
    folder = download(sys.argv[1], Path(sys.argv[2]), lambda done, total: heard.append((done, total)))
except InputError as problem:
    print(json.dumps({"problem": str(problem)}))
else:
    print(json.dumps({"folder": str(folder), "heard": heard}))
"""


class Hub(BaseHTTPRequestHandler):
    """As much of the hub as a download asks for."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, with_body: bool) -> None:
        path = self.path.partition("?")[0]
        if path == f"/api/models/{REPOSITORY}/revision/main":
            self._send(json.dumps({"id": REPOSITORY, "sha": COMMIT}).encode(), with_body)
        elif path == f"/api/models/{REPOSITORY}/tree/{COMMIT}":
            entries = [
                {"type": "file", "path": name, "size": len(data), "oid": hashlib.sha1(data).hexdigest()}
                for name, data in FILES.items()
            ]
            self._send(json.dumps(entries).encode(), with_body)
        elif (name := path.rpartition("/")[2]) in FILES and f"/{REPOSITORY}/resolve/" in path:
            self._send(FILES[name], with_body, hashlib.sha1(FILES[name]).hexdigest())
        else:
            self.send_error(404)

    def _send(self, data: bytes, with_body: bool, tag: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{tag}"')
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(name: str, folder: Path, endpoint: str) -> dict[str, object]:
    names = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    names |= {"HF_ENDPOINT": endpoint, "HF_HOME": str(folder / "home"), "HF_HUB_DISABLE_XET": "1"}
    run = subprocess.run(
        [sys.executable, "-c", FETCH, name, str(folder)],
        env=names,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, object] = json.loads(run.stdout)
    return answer


def test_a_model_comes_whole_and_says_how_far_it_is(hub: str, tmp_path: Path) -> None:
    answer = fetch("tiny.en", tmp_path, hub)
    folder = Path(str(answer["folder"]))
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == {
        name: data for name, data in FILES.items() if name != "README.md"
    }
    done, total = answer["heard"][-1]  # type: ignore[index]
    assert done == total == sum(len(data) for name, data in FILES.items() if name != "README.md")


def test_a_model_that_the_hub_has_not_is_named(hub: str, tmp_path: Path) -> None:
    assert "small.en could not be fetched" in str(fetch("small.en", tmp_path, hub)["problem"])


def test_a_hub_out_of_reach_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "tiny.en").mkdir()  # the hub's client takes an existing folder for a finished download
    assert "tiny.en" in str(fetch("tiny.en", tmp_path, "http://127.0.0.1:9")["problem"])


def test_the_catalogue_agrees_with_faster_whisper() -> None:
    assert set(catalogue()) == {"tiny.en", "base.en", "small.en", "distil-small.en"}
    for model in catalogue().values():
        assert model.repository == _MODELS[model.name]
        assert model.megabytes < model.memory_megabytes and model.advice
