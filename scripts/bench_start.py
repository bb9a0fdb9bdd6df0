#!/usr/bin/env python3
"""From the command to the sidebar on the screen: how many seconds?

.venv/bin/python scripts/bench_start.py --runs 3 --busy 4

Each run opens `call-assist` on a screen of its own (Xvfb) with a fresh home, while so many programs that never rest
keep the processor busy. Needs Xvfb and xdotool, which `scripts/setup --tests` installs. Prints JSON: the seconds of
each run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEN = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Call Assist$"]
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
MOST_SECONDS = 300


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--busy", type=int, default=0)
    options = parser.parse_args()
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.busy)]
    try:
        print(json.dumps({"busy": options.busy, "seconds": [start() for _ in range(options.runs)]}))
    finally:
        for program in busy:
            program.kill()


def start() -> float:
    """Seconds until the window is seen."""
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write)], pass_fds=[write], stderr=subprocess.DEVNULL)
    display = os.read(read, 16).decode().strip()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home)
        environment = {**os.environ, **folders, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        began = time.perf_counter()
        program = subprocess.Popen([sys.executable, "-m", "assist"], cwd=ROOT, env=environment)
        try:
            # it fails where a window goes while it looks
            while subprocess.run(SEEN, env=environment, **QUIET, timeout=MOST_SECONDS).returncode:
                pass
            return round(time.perf_counter() - began, 2)
        finally:
            program.kill()
            program.wait()
            screen.terminate()
            screen.wait()
            os.close(read)
            os.close(write)


if __name__ == "__main__":
    main()
