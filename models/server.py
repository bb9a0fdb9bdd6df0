"""A transcription server that speaks OpenAI's `/v1/audio/transcriptions`, for teams that share a GPU."""

from __future__ import annotations

import io
import ssl
import time
import uuid
import wave
from collections.abc import Iterable, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

import numpy as np

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.errors import InputError
from assist.lookup import connected
from assist.speech.engine import NOTHING, EngineError, Transcription, transcription
from models.gates import ExpectedWords, is_silent
from models.server_answer import Answer

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 4.0
"""For a whole answer, from the request's first byte on: a caller's words cannot wait any longer."""
_LARGEST_ANSWER = 4_000_000
_ROUTE = "/v1/audio/transcriptions"


class TranscriptionServer:
    """A `SpeechEngine` that asks a server. Raises EngineError when that does not answer in time, or wrongly.

    `address`: "http://gpu.example:8000", with or without "/v1". `model`: the server's own name for it. `key`
    goes into the Authorization header. Raises InputError where the address is none.
    """

    def __init__(
        self, address: str, model: str, words: Sequence[str] = (), key: str | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:  # fmt: skip
        self._address = _address(address)
        self.name = f"The speech server {self._address.netloc}"
        self._path = self._address.path.rstrip("/").removesuffix("/v1") + _ROUTE
        self._model = model
        self._expected = ExpectedWords(words)
        self._key = key
        self._answer_seconds = answer_seconds
        self._connection: HTTPConnection | None = None
        self._knows_times = True  # until it refuses a request for words with their times

    def warm_up(self) -> None:
        """Asks once, for the connection and for a server that loads its model at the first request."""
        self._ask(np.zeros(SAMPLE_RATE // 2, np.float32), with_times=False)

    def partial(self, samples: Samples) -> Transcription:
        if is_silent(samples):
            return NOTHING
        answer = self._ask(samples, with_times=False)
        doubtful = answer.invented or self._expected.may_be_echoed_in(answer.text)
        return NOTHING if doubtful else transcription(answer.words(len(samples) / SAMPLE_RATE))

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        if is_silent(samples):
            return NOTHING
        answer = self._ask(samples)
        if self._expected.may_be_echoed_in(answer.text):
            answer = self._ask(samples, expected="")  # the words were perhaps put into the caller's mouth
        return NOTHING if answer.invented else transcription(answer.words(len(samples) / SAMPLE_RATE))

    def news(self) -> None:
        return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, samples: Samples, with_times: bool = True, expected: str | None = None) -> Answer:
        """The server's answer about this sound."""
        fields = [("model", self._model), ("language", "en"), ("temperature", "0")]
        if prompt := self._expected.text if expected is None else expected:
            fields.append(("prompt", prompt))
        if with_times and self._knows_times:
            times = [("response_format", "verbose_json"), ("timestamp_granularities[]", "word")]
            status, body = self._post(*_form([*fields, *times], samples))
            if status not in (400, 415, 422):
                return self._answer(status, body)
        answer = self._answer(*self._post(*_form([*fields, ("response_format", "json")], samples)))
        self._knows_times = self._knows_times and not with_times  # some servers serve plain text alone
        return answer

    def _post(self, kind: str, form: bytes) -> tuple[int, bytes]:
        """Status and body. A connection that the server has closed meanwhile is opened again, once."""
        headers = {"Content-Type": kind, "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        for kept in (self._connection is not None, False):
            try:
                return self._sent(form, headers, time.monotonic() + self._answer_seconds)
            except TimeoutError as problem:
                self.close()
                raise EngineError(f"{self.name} gave no answer in time.") from problem
            except (OSError, HTTPException, ValueError) as problem:
                self.close()
                if not kept:
                    raise EngineError(f"{self.name} cannot be reached ({_reason(problem)}).") from problem
        raise AssertionError("unreachable")

    def _sent(self, form: bytes, headers: dict[str, str], until: float) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = _opened(self._address)
        _limit(self._connection, until)
        self._connection.request("POST", self._path, form, headers)
        return self._read(self._connection, self._connection.getresponse(), until)

    @staticmethod
    def _read(connection: HTTPConnection, response: HTTPResponse, until: float) -> tuple[int, bytes]:
        parts, size = [], 0
        while part := response.read1(65_536):
            parts.append(part)
            size += len(part)
            if size > _LARGEST_ANSWER:
                raise HTTPException("an answer of more than 4 MB")
            _limit(connection, until)
        response.close()  # read1 does not see that it was the end; the connection stays for the next request
        return response.status, b"".join(parts)

    def _answer(self, status: int, body: bytes) -> Answer:
        if status in (401, 403):
            raise EngineError(f"{self.name} refuses the key: look at CALL_ASSIST_SERVER_KEY.")
        if status == 404:
            raise EngineError(f"{self.name} knows no {self._path}, or no model {self._model!r}.")
        if status != 200:
            raise EngineError(f"{self.name} answers with error {status}.")
        try:
            return Answer(body)
        except ValueError as problem:
            raise EngineError(f"{self.name} answers with something else than a transcription.") from problem


def _address(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        if (
            parts.scheme in ("http", "https")
            and parts.hostname
            and parts.port != 0
            and not (parts.query or parts.username)
        ):
            return parts
    except ValueError:
        pass
    raise InputError(
        f"speech_server: {address!r} is no address; expected one such as http://gpu.example:8000."
    )


def _opened(address: SplitResult) -> HTTPConnection:
    """A connection, its name looked up within the time that it has."""
    secure = address.scheme == "https"
    connection = (HTTPSConnection if secure else HTTPConnection)(address.netloc, timeout=CONNECT_SECONDS)
    host = connection.host
    made = connected(host, connection.port, CONNECT_SECONDS)
    connection.sock = ssl.create_default_context().wrap_socket(made, server_hostname=host) if secure else made
    return connection


def _limit(connection: HTTPConnection, until: float) -> None:
    """What is left of the time is what the next byte may take."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if connection.sock is not None:  # None once the server has said that it closes
        connection.sock.settimeout(left)


def _form(fields: Iterable[tuple[str, str]], samples: Samples) -> tuple[str, bytes]:
    """The content type and the body of a multipart form with the sound as a 16-bit WAV file."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    mark = uuid.uuid4().hex
    head = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    )
    head += (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="speech.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n"
    )
    return (
        f"multipart/form-data; boundary={mark}",
        head.encode() + sound.getvalue() + f"\r\n--{mark}--\r\n".encode(),
    )


def _reason(problem: Exception) -> str:
    return str(getattr(problem, "strerror", None) or problem or type(problem).__name__)
