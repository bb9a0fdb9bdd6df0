"""A transcription server of the tests' own on 127.0.0.1: real requests, real sound, an honest answer."""

from __future__ import annotations

import io
import json
import threading
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from assist.audio.chunk import SAMPLE_RATE, Samples
from tests.speech.calls import CountingEngine


class SpeechServer:
    """Answers with what `CountingEngine` hears in the very samples that came. The attributes change its manners."""

    def __init__(self, port: int = 0) -> None:
        self.heard: list[dict[str, Any]] = []  # the forms' fields, and the samples as "file"
        self.connections = 0
        self.status = 200
        self.body: bytes | None = None
        self.only_plain = False
        self.waits = 0.0
        self.trickles = False
        self.key: str | None = None
        self._stopped = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever)
        self._thread.start()
        self.port = self._http.server_port
        self.address = f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Closes every connection too, as a server that is killed."""
        self._stopped.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, fields: dict[str, Any]) -> dict[str, Any]:
        said = CountingEngine().final(fields["file"])
        if fields["response_format"] != "verbose_json":
            return {"text": said.text}
        words = [{"word": word.text, "start": word.start, "end": word.end} for word in said.words]
        return {"text": said.text, "words": words}


@contextmanager
def serving(port: int = 0) -> Iterator[SpeechServer]:
    server = SpeechServer(port)
    try:
        yield server
    finally:
        server.stop()


def as_sent(samples: Samples) -> Samples:
    """What is left of samples on their way through a 16-bit file."""
    return ((np.clip(samples, -1, 1) * 32767).astype("<i2") / 32767).astype(np.float32)


def _handler(server: SpeechServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            server.connections += 1

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if server._stopped.is_set():
                self.close_connection = True
                return
            assert self.path == "/v1/audio/transcriptions"
            fields = _fields(self.headers["Content-Type"], body)
            server.heard.append(fields)
            server._stopped.wait(server.waits)
            status = server.status
            if server.only_plain and fields["response_format"] != "json":
                status = 422
            if server.key is not None and self.headers["Authorization"] != f"Bearer {server.key}":
                status = 401
            answer = server.body if server.body is not None else json.dumps(server.answer(fields)).encode()
            with suppress(OSError):  # who asked went away
                self._send(status, answer)

        def _send(self, status: int, answer: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            if not server.trickles:
                self.wfile.write(answer)
                return
            for byte in answer:
                self.wfile.write(bytes([byte]))
                if server._stopped.wait(0.05):
                    return

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _fields(kind: str, body: bytes) -> dict[str, Any]:
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    fields: dict[str, Any] = {}
    for part in message.get_payload():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        fields[name] = _sound(content) if name == "file" else content.decode()
    return fields


def _sound(content: bytes) -> Samples:
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SAMPLE_RATE, 1, 2)
        return (np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767).astype(np.float32)


def wait_for(condition: Any, seconds: float = 10.0) -> None:
    """Until it holds; the limit is for a broken test, not for a slow machine."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)
