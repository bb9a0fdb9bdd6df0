"""A hub on 127.0.0.1 with one speech model and the sentence model, as much of it as a download asks for."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from models.catalogue import Fetched, fetchable

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
    "onnx/model.onnx": bytes(range(256)) * 8192,
    "onnx/model_O4.onnx": b"not wanted",
    "tokenizer.json": b'{"version": "1.0"}',
    "config.json": b"not needed",
}
REPOSITORIES: dict[str, tuple[Fetched, dict[str, bytes]]] = {
    one.repository: (one, files) for one, files in ((TINY, FILES), (SENTENCES, OF_SENTENCES))
}


class Hub(BaseHTTPRequestHandler):
    """`served`: the first byte and the number of bytes of each answer that
    held some of the weights."""

    served: list[tuple[int, int]]
    cut_at: int | None = None
    """The weights' first answer breaks off after so many bytes."""
    damage: bool = False
    go_on: threading.Event | None = None
    """The second half of a file of the sentence model's waits for it."""

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
            self._send(data, first, whole, wait=self.go_on if name in OF_SENTENCES else None)
            return
        if self.damage:
            data = bytes(len(data))
        cut = Hub.cut_at
        Hub.cut_at = None
        self._send(data, first, whole, None if cut is None else cut - first)
        Hub.served.append((first, len(data) if cut is None else cut - first))

    def _send(
        self,
        data: bytes,
        first: int = 0,
        whole: int = 0,
        cut: int | None = None,
        wait: threading.Event | None = None,
    ) -> None:
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(data)))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{whole - 1}/{whole}")
        self.end_headers()
        half = len(data) // 2 if wait else 0
        with suppress(ConnectionError):  # whoever stopped does not wait
            self.wfile.write(data[:half])
            if wait:
                wait.wait(30)
            self.wfile.write(data[half:cut])
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
    Hub.served, Hub.cut_at, Hub.damage, Hub.go_on = [], None, False, None
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    if Hub.go_on is not None:
        Hub.go_on.set()
    server.shutdown()
    server.server_close()
    thread.join()
