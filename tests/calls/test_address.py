"""A team's address tells no password; that is in the environment or the keyring."""

from __future__ import annotations

import keyring
import keyring.backend
import pytest

from assist.calls.store.address import PASSWORD, remember_password, team_address
from assist.errors import InputError

ADDRESS = "postgresql://anna@db.example/calls"


class Ring(keyring.backend.KeyringBackend):
    """A keyring of this test alone."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    ring = Ring()
    monkeypatch.setattr(keyring, "get_password", ring.get_password)
    monkeypatch.setattr(keyring, "set_password", ring.set_password)
    monkeypatch.delenv(PASSWORD, raising=False)
    return ring


def test_the_password_comes_from_the_keyring_and_the_environment_goes_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert team_address(ADDRESS).password is None
    remember_password(team_address(ADDRESS), "hush")
    assert team_address(ADDRESS).password == "hush"
    monkeypatch.setenv(PASSWORD, "louder")
    assert team_address(ADDRESS).password == "louder"


@pytest.mark.parametrize(
    "text",
    ["nonsense", "sqlite:///calls.db", "postgresql://db.example/calls", "postgresql://anna@db.example", ""],
)
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(InputError, match="expected postgresql://NAME@HOST/DATABASE"):
        team_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://anna:hush@db.example/calls",
        "postgresql://anna:h:u@hush/hush@db.example/calls",
        "postgresql://anna@db.example/calls?password=hush",
        "postgresql://anna@db.example/calls?PassWord=hush&sslmode=require",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InputError, match="does not belong in the address") as problem:
        team_address(text)
    assert "hush" not in str(problem.value)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://anna:hush@db.example:port/calls",
        "anna:hush@db.example/calls",
        "postgresql:/anna:hush@db.example/calls",
        "db.example password=hush",
    ],
)
def test_a_password_in_what_is_no_address_is_not_repeated(text: str) -> None:
    with pytest.raises(InputError, match="expected postgresql://NAME@HOST/DATABASE") as problem:
        team_address(text)
    assert "hush" not in str(problem.value)
