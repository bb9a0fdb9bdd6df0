"""Nobody waits for the look-up of a name longer than they said."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import make_url

from assist import lookup
from assist.calls.store import database
from assist.calls.store.database import open_server
from assist.errors import InputError
from assist.speech.engine import EngineError
from models import server
from models.server import TranscriptionServer


@pytest.fixture
def unanswered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that never answers, and a tenth of a second to wait for it."""
    over = threading.Event()

    def getaddrinfo(*_: object, **__: object) -> list[object]:
        over.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(server, "CONNECT_SECONDS", 0.1)
    monkeypatch.setattr(database, "_CONNECT_SECONDS", 0.1)
    yield
    over.set()


@pytest.mark.timeout(30)
def test_a_name_that_nobody_tells_is_given_up(unanswered: None) -> None:
    with pytest.raises(TimeoutError, match=r"where gpu\.example is"):
        lookup.addresses("gpu.example", 80, 0.1)


@pytest.mark.timeout(30)
def test_a_speech_server_whose_name_is_not_told_gives_no_answer(unanswered: None) -> None:
    engine = TranscriptionServer("http://gpu.example:8000", "base")
    with pytest.raises(EngineError, match="no answer in time"):
        engine.final(np.full(16_000, 0.2, np.float32))


@pytest.mark.timeout(30)
def test_a_teams_database_whose_name_is_not_told_cannot_be_reached(unanswered: None) -> None:
    team = open_server(make_url("postgresql://anna@db.example/calls"))
    with pytest.raises(InputError, match="nobody here knows its host"), team.reading():
        pass
    team.close()


def test_a_name_is_connected_to_by_any_of_its_addresses() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        lookup.connected("localhost", listening.getsockname()[1], 5.0) as made,
    ):
        assert made.getpeername()[0] == "127.0.0.1"


def test_a_name_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OSError):
        lookup.addresses("nobody.invalid", 80, 30.0)
