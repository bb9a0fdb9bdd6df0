"""A name in the network, looked up for no longer than one can wait: the system's own look-up knows no limit."""

from __future__ import annotations

import socket
import threading


def addresses(host: str, port: int, seconds: float) -> list[str]:
    """The numeric addresses of a name. TimeoutError where nobody tells them in time, OSError where there are none."""
    found: list[str] = []
    problem: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            problem.append(error)

    looking = threading.Thread(target=look_up, name="look-up", daemon=True)  # it cannot be broken off
    looking.start()
    looking.join(seconds)
    if problem:
        raise problem[0]
    if not found:
        raise TimeoutError(f"nobody says in time where {host} is")
    return list(dict.fromkeys(found))


def connected(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to the first of its addresses that takes one, `seconds` for the look-up and for each. OSError where
    none does."""
    problem: OSError | None = None
    for address in addresses(host, port, seconds):
        try:
            made = socket.create_connection((address, port), seconds)
        except OSError as error:
            problem = error
            continue
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
    assert problem is not None
    raise problem
