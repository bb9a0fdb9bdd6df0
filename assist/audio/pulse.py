"""What a PulseAudio or PipeWire server offers to record from: also what its outputs play, as monitors."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from assist.errors import InputError

DEVICE = "pulse"
"""What the sound library calls the way to the server; PULSE_SOURCE says which of its sources is meant."""

SPEAKERS = "@DEFAULT_MONITOR@"
"""The server's own name for whatever the default output plays."""


def sources() -> list[str] | None:
    """The names of the server's sources, monitors among them; None where no server can be asked."""
    if not sys.platform.startswith("linux") or shutil.which("pactl") is None:
        return None
    try:
        done = subprocess.run(
            ["pactl", "list", "short", "sources"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return [line.split("\t")[1] for line in done.stdout.splitlines() if line.count("\t") > 1]


def select(source: str) -> None:
    """This process records from `source` from now on. Raises InputError where the server has no such source."""
    offered = sources()
    if offered is not None and source != SPEAKERS and source not in offered:
        raise InputError(
            f'The sound server has no "{source}" just now: expected one of {"; ".join(offered)}.'
        )
    os.environ["PULSE_SOURCE"] = source
