"""The demo in its window, on a screen that nobody sees and on a real X server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from assist.calls.store import Store
from assist.paths import calls_database


def finished_calls() -> int:
    if not calls_database().exists():
        return 0
    store = Store(calls_database())
    try:
        return sum(call.finished for call in store.calls())
    finally:
        store.close()


def play(environment: dict[str, str], log: Path) -> str:
    """Runs the demo in its window until its call has ended, then interrupts it; what it printed."""
    with log.open("w") as out:
        window = subprocess.Popen(
            [sys.executable, "-m", "assist", "demo", "--fast"], env=environment, stdout=out, stderr=out
        )
        try:
            deadline = time.monotonic() + 100
            while not finished_calls() and window.poll() is None and time.monotonic() < deadline:
                time.sleep(0.3)
            assert window.poll() is None, log.read_text()
            window.send_signal(signal.SIGINT)
            assert window.wait(60) == 0, log.read_text()
        finally:
            window.kill()
            window.wait()
    return log.read_text()


def test_the_demo_plays_in_the_window(tmp_path: Path) -> None:
    printed = play({**os.environ, "QT_QPA_PLATFORM": "offscreen"}, tmp_path / "log")
    assert "Traceback" not in printed
    assert finished_calls() == 1


def test_the_demo_plays_on_a_real_x_server(x_server: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": x_server, "QT_QPA_PLATFORM": "xcb"}
    printed = play(environment, tmp_path / "log")
    assert "Traceback" not in printed and "could not load" not in printed.lower()
    assert finished_calls() == 1


def test_without_a_display_the_demo_runs_in_the_terminal() -> None:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    run = subprocess.run(
        [sys.executable, "-m", "assist", "demo", "--fast"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "The documented conversation" in run.stdout
