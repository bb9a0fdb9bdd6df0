"""A real sound server without hardware: what is played into a null sink is what the microphone hears."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from assist.audio.chunk import Samples

LIST_DEVICES = """
from assist.audio.microphone import list_devices
print(",".join(device.name for device in list_devices()))
"""


def run(script: str, environment: dict[str, str], *arguments: str, seconds: int = 240) -> str:
    """The last line that a program prints; on a machine that is busy with others it may take its time."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def unbroken(sound: Samples, rate: int) -> Samples:
    """The twentieths of a second in which a tone never stops, a row each: a starved machine leaves holes in between."""
    part = rate // 400
    parts = sound[: len(sound) // (20 * part) * 20 * part].reshape(-1, 20, part)
    whole: Samples = parts[np.abs(parts).max(axis=2).min(axis=1) > 0.1].reshape(-1, 20 * part)
    return whole


def pitch_of(twentieths: Samples, rate: int) -> float:
    """In hertz, by how often the middle one of them goes through nought: to ten hertz."""
    crossings = np.count_nonzero(np.diff(twentieths > 0, axis=1), axis=1)
    return float(np.median(crossings)) * rate / twentieths.shape[1] / 2


@dataclass(frozen=True)
class SoundServer:
    process: subprocess.Popen[bytes]
    environment: dict[str, str]


def ended(*processes: subprocess.Popen[bytes]) -> None:
    """Ends them, whatever else the machine is busy with."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(60)


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[SoundServer]:
    """The environment in which a null sink's monitor is the microphone."""
    if not all(map(shutil.which, ("pulseaudio", "paplay", "pactl"))):
        pytest.skip("needs pulseaudio, paplay and pactl (Debian: pulseaudio, pulseaudio-utils)")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    client = tmp_path / "client.conf"
    client.write_text("autospawn = no\n")  # nobody starts another one while this one is starting
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(tmp_path)}
    environment |= {"PULSE_CLIENTCONFIG": str(client)}
    environment |= {"PULSE_SOURCE": "agent.monitor"}
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L", "module-native-protocol-unix",
         "-L", "module-null-sink sink_name=agent", "-L", "module-null-sink sink_name=caller"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while subprocess.run(["pactl", "info"], env=environment, capture_output=True).returncode:
            assert server.poll() is None and time.monotonic() < deadline, "pulseaudio did not start"
            time.sleep(0.1)
        if "pulse" not in run(LIST_DEVICES, environment).split(","):
            pytest.skip("needs the ALSA device `pulse` (Debian: libasound2-plugins) and libportaudio2")
        yield SoundServer(server, environment)
    finally:
        ended(server)
