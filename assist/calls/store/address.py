"""The team database's address, and its password from where passwords belong."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from assist.calls.store.database import asks_for_password
from assist.calls.store.encryption import in_short
from assist.errors import InputError

PASSWORD = "CALL_ASSIST_TEAM_PASSWORD"
"""The environment variable that holds it; otherwise it is in the system's keyring."""
_KEYRING = "call-assist"
EXPECTED = "expected postgresql://NAME@HOST/DATABASE"


def team_address(text: str) -> URL:
    """The address with the password, where one is known. InputError where it is none, or tells its password."""
    address = checked_address(text)
    password = os.environ.get(PASSWORD) or _from_keyring(address)
    return address.set(password=password) if password else address


def owners_address(text: str, ask: Callable[[str], str]) -> URL:
    """The same of who owns the database; where the server asks for a password that is not known here, `ask` does."""
    address = team_address(text)
    if address.password is None and asks_for_password(address):
        password = ask(f"{address.username}'s password: ")
        return address.set(password=password) if password else address
    return address


def checked_address(text: str) -> URL:
    """A team's database as the settings name it. InputError where it is none, or has a password in it."""
    try:
        address = make_url(text)
    except (ArgumentError, ValueError) as problem:
        raise InputError(f"The team's database {_told(text)}: {EXPECTED}.") from problem
    if address.password is not None or "password" in map(str.lower, address.query):
        raise InputError(
            f"The team's database {_told(text)}: a password does not belong in the address; "
            f"`call-assist team join` puts it into the keyring, or give it in {PASSWORD}."
        )
    if address.get_backend_name() != "postgresql" or not address.username or not address.database:
        raise InputError(f"The team's database {_told(text)}: {EXPECTED}.")
    return address


def _told(text: str) -> str:
    """The address as it may be shown, also where it is none: without what may be a password."""
    kind, divided, rest = text.rpartition("://")
    rest = re.sub(r"^([^:@]*):.*@", r"\1:***@", rest, flags=re.DOTALL)
    return kind + divided + re.sub(r"(password=)[^&\s]*", r"\1***", rest, flags=re.IGNORECASE)


def remember_password(address: URL, password: str) -> None:
    """Puts it into the system's keyring. InputError where there is none."""
    try:
        import keyring

        keyring.set_password(_KEYRING, address.render_as_string(), password)
    except Exception as problem:  # every keyring has errors of its own
        raise InputError(
            f"The password is right, but the system's keyring takes none ({in_short(problem)}); give it in {PASSWORD}, "
            "or in the file ~/.pgpass, and join again."
        ) from problem


def _from_keyring(address: URL) -> str | None:
    try:
        import keyring

        return keyring.get_password(_KEYRING, address.render_as_string())
    except Exception:  # a machine without a keyring: the server may need no password
        return None
