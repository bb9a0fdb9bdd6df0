"""A real sound server without hardware: what is played into a null sink is what the microphone hears."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

LIST_DEVICES = """
from assist.audio.microphone import list_devices
print(",".join(device.name for device in list_devices()))
"""


def run(script: str, environment: dict[str, str], *arguments: str, seconds: int = 60) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@dataclass(frozen=True)
class SoundServer:
    process: subprocess.Popen[bytes]
    environment: dict[str, str]


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[SoundServer]:
    """The environment in which a null sink's monitor is the microphone."""
    if not shutil.which("pulseaudio") or not shutil.which("paplay"):
        pytest.skip("needs pulseaudio and paplay (Debian: pulseaudio, pulseaudio-utils)")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(tmp_path)}
    environment |= {"PULSE_SOURCE": "agent.monitor"}
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L", "module-native-protocol-unix",
         "-L", "module-null-sink sink_name=agent", "-L", "module-null-sink sink_name=caller"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        if "pulse" not in run(LIST_DEVICES, environment).split(","):
            pytest.skip("needs the ALSA device `pulse` (Debian: libasound2-plugins) and libportaudio2")
        yield SoundServer(server, environment)
    finally:
        server.terminate()
        server.wait(10)
