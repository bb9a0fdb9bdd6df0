#!/usr/bin/env python3
"""Capture on a sound server without hardware (PulseAudio, null sinks): frames lost while the machine is busy, how
soon a killed capture process is noticed and heard again, and what capture costs. Prints JSON.

A steady tone is played into both sinks. Start to sound: from asking for the call to the first of the tone in it, by
the samples before it, on capture processes that wait and on ones that are only started then. Silent frames are those,
at 16 kHz, of each hundredth of a second after the tone's begin in which it is missing; a loss shorter than that is
not seen. Noticed and heard again: from SIGKILL to the two words of the Gap. CPU is that of both capture processes, in
percent of one core. First text: from nothing loaded to the first words shown of somebody who speaks all the while,
with the bundled model.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from assist.audio.capture import Start
from assist.audio.chunk import SAMPLE_RATE
from assist.audio.file import read_recording
from assist.audio.live import LiveSound
from assist.audio.spares import Spares, started
from assist.events import Event, Gap, Partial, Utterance
from assist.speech.listener import Listener
from assist.speech.scheduler import Scheduler
from models.load import load_engine

SECONDS = 20
START_SECONDS = 5
KILLS = 5
SINKS = ("agent", "caller")
RATE = 48_000
SPEECH = Path(__file__).parent.parent / "tests" / "samples" / "internet.flac"


@contextmanager
def sound_server(sound: Path | None = None, *options: str) -> Iterator[None]:
    """Two null sinks into which a tone is played, or `sound` into both, for this process and those it starts;
    `options` are paplay's."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_RUNTIME_DIR=folder, HOME=folder)
        sinks = [word for sink in SINKS for word in ("-L", f"module-null-sink sink_name={sink}")]
        started = [
            subprocess.Popen(
                ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
                 "-L", "module-native-protocol-unix", *sinks],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        ]  # fmt: skip
        try:
            deadline = time.monotonic() + 20
            while subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode:
                if time.monotonic() > deadline:
                    raise SystemExit("bench_capture: pulseaudio did not start.")
                time.sleep(0.2)
            raw, rate = Path(folder) / "sound.raw", RATE
            if sound is None:
                time_of = np.arange((2 * SECONDS + KILLS * 10 + 60) * RATE) / RATE
                (0.3 * np.sin(2 * np.pi * 440 * time_of)).astype(np.float32).tofile(raw)
            else:
                rate = SAMPLE_RATE
                spoken = [c.samples for c in read_recording(sound) if c.channel == "agent"]
                np.tile(np.concatenate(spoken), 3).tofile(raw)
            started += [
                subprocess.Popen(["paplay", "--raw", "--format=float32le", f"--rate={rate}", "--channels=1",
                                  *options, f"--device={sink}", str(raw)])
                for sink in SINKS
            ]  # fmt: skip
            yield
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait(10)


@contextmanager
def busy(processes: int) -> Iterator[None]:
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def heard(seconds: float, start: Start) -> dict[str, Any]:
    """What came of so many seconds, and what it cost."""
    stop, told = threading.Event(), list[Event]()
    live = LiveSound("agent.monitor", "caller.monitor", stop, told.append, start)
    first, sound, cpu = 0.0, {"agent": [], "client": []}, 0.0  # type: ignore[var-annotated]
    cost = before = 0.0
    for chunk in live:
        if not first:
            first = time.monotonic()
            before = cpu_seconds(live)
        sound[chunk.channel].append(chunk.samples)
        if chunk.end >= seconds and not stop.is_set():
            cost, cpu = time.monotonic() - first, cpu_seconds(live) - before
            stop.set()
    silent, unheard = {}, {}
    for channel, parts in sound.items():
        samples = np.concatenate(parts)
        loud = np.abs(samples) > 0.05
        begun = int(np.argmax(loud))
        unheard[channel] = round(begun / SAMPLE_RATE, 2) if loud.any() else None
        samples = samples[begun:]
        whole = samples[: len(samples) // 160 * 160].reshape(-1, 160)
        silent[channel] = int((np.abs(whole).max(axis=1) < 0.05).sum() * 160)
    return {
        "seconds": round(seconds, 1), "start_to_sound_s": unheard,
        "frames_silent_within_the_tone": silent,
        "restarts": sum(isinstance(event, Gap) for event in told) // 2,
        "capture_cpu_percent_both": round(100 * cpu / cost, 2),
    }  # fmt: skip


def cpu_seconds(live: LiveSound) -> float:
    ticks = 0
    for process in live.processes().values():
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))  # with the children that ask the sound server
    return ticks / os.sysconf("SC_CLK_TCK")


def killed(times: int, start: Start) -> dict[str, Any]:
    """From SIGKILL to the gap's begin and to its end, for a capture process in the middle of a call."""
    stop, told = threading.Event(), list[tuple[float, Gap]]()

    def tell(event: Event) -> None:
        if isinstance(event, Gap):
            told.append((time.monotonic(), event))

    live = LiveSound("agent.monitor", "caller.monitor", stop, tell, start)
    kills: list[float] = []
    after = 2.0
    for chunk in live:
        if live.whole and len(told) == 2 * len(kills) and chunk.end > after:
            if len(kills) == times:
                stop.set()
                continue
            kills.append(time.monotonic())
            os.kill(live.processes()["client"], signal.SIGKILL)
            after = chunk.end + 5
    noticed = [at - kill for kill, (at, _) in zip(kills, told[::2], strict=True)]
    again = [at - kill for kill, (at, _) in zip(kills, told[1::2], strict=True)]
    return {
        name: {"median": round(median(values), 2), "worst": round(max(values), 2)}
        for name, values in (("noticed_s", noticed), ("heard_again_s", again))
    }


def first_text() -> float:
    """Seconds from before anything is loaded or open to the first words."""
    stop, asked = threading.Event(), time.monotonic()
    listener = Listener(Scheduler(load_engine("bundled")))
    seconds = float("nan")
    for chunk in LiveSound("agent.monitor", None, stop):
        if (
            any(isinstance(event, Partial | Utterance) for event in listener.hear(chunk))
            and not stop.is_set()
        ):
            seconds = time.monotonic() - asked
            stop.set()
        if chunk.end > 60:
            stop.set()
    for _ in listener.finish():
        pass
    return round(seconds, 2)


def main() -> None:
    with sound_server(SPEECH):
        text_after = first_text()
    # null sinks take sound in as much ahead as its player allows, and give none until that is over
    with sound_server(None, "--latency-msec=20"), closing(Spares(len(SINKS))) as spares:
        heard(START_SECONDS, started)  # until the tone is there
        begun = {
            "new": heard(START_SECONDS, started)["start_to_sound_s"],
            "waiting": heard(START_SECONDS, spares.take)["start_to_sound_s"],
        }
        restarts = killed(KILLS, spares.take)
    with sound_server(), closing(Spares(len(SINKS))) as spares:
        quiet = heard(SECONDS, spares.take)
        with busy(2):
            loaded = heard(SECONDS, spares.take)
    print(
        json.dumps(
            {
                "machine": {
                    "cores": os.cpu_count(),
                    "load": os.getloadavg()[0],
                    "system": platform.platform(),
                },
                "start_to_first_text_s": text_after,
                "start_to_sound_s": begun,
                "idle": quiet,
                "two_spinning_processes": loaded,
                "kills": {"times": KILLS, **restarts},
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
