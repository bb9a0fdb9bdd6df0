"""What a PulseAudio or PipeWire server offers to record from: also what its outputs play, as monitors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from select import select as readable

DEVICE = "pulse"
"""What the sound library calls the way to the server; PULSE_SOURCE says which of its sources is meant."""

DEFAULT_MONITOR = "@DEFAULT_MONITOR@"
"""The server's own name for what the default output plays, at the moment at which it is asked."""

_LOOK_SECONDS = 5.0  # for what was missed while `pactl subscribe` began
_AGAIN_SECONDS = 1.0
_OF_INTEREST = re.compile(rb"on (server|sink|source) ")
_NAMED = re.compile(r"^\tName: (.+)\n\tDescription: (.+)$", re.MULTILINE)
_ENGLISH = {"LC_ALL": "C"}


def sources() -> dict[str, str] | None:
    """The server's sources, monitors among them: by name, what it calls them for people. None where no server can be
    asked."""
    told = _told("list", "sources")
    return None if told is None else dict(_NAMED.findall(told))


def default_monitor() -> str | None:
    """The source that carries what the default output plays now; None where no server can be asked."""
    for line in (_told("info") or "").splitlines():
        key, _, sink = line.partition(": ")
        if key == "Default Sink" and sink:
            return f"{sink}.monitor"
    return None


def changes() -> Iterator[None]:
    """Comes back whenever sources or the default output may be others than before, at least every few seconds."""
    while True:
        with suppress(OSError), _subscribed() as server:
            assert server.stdout is not None
            yield
            while True:
                ready, _, _ = readable([server.stdout], [], [], _LOOK_SECONDS)
                told = os.read(server.stdout.fileno(), 65_536) if ready else b""
                if ready and not told:
                    break
                if not ready or _OF_INTEREST.search(told):
                    yield
        time.sleep(_AGAIN_SECONDS)


def _subscribed() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["pactl", "subscribe"], env={**os.environ, **_ENGLISH},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _told(*words: str) -> str | None:
    if not sys.platform.startswith("linux") or shutil.which("pactl") is None:
        return None
    try:
        done = subprocess.run(
            ["pactl", *words],
            env={**os.environ, **_ENGLISH}, capture_output=True, text=True, timeout=10, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def select(source: str) -> None:
    """This process records from `source` from now on."""
    os.environ["PULSE_SOURCE"] = source
