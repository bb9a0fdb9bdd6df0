#!/usr/bin/env python3
"""A long call at a hundred times its speed through the sidebar: how long does the window not answer?

.venv/bin/python scripts/bench_window.py --minutes 60 --speed 100

A stall is the time between two turns of the window's loop beyond the one at which it was due; busy is the
processor time that the window's thread took in between, which other programs do not lengthen. Prints JSON: the
percentiles of both in ms, how often the window was drawn in a second of the wall clock (on the average, and at most
in any second), and the memory before and after.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from assist.coach.playbook import load_playbook
from gallery.frames import Frames
from gallery.long_call import long_call
from ui.bridge import Bridge
from ui.sidebar import Sidebar
from ui.theme import Theme

HEARTBEAT_MS = 5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--speed", type=float, default=100)
    options = parser.parse_args()
    app = QApplication([])
    sidebar = Sidebar(load_playbook("upset-client"), Theme("light"), "Call Assist")
    sidebar.show()
    sidebar.begin()
    events = long_call(options.minutes)
    bridge = Bridge()
    bridge.arrived.connect(sidebar.pulse.take)
    frames = Frames(sidebar)
    stalls: list[float] = []
    busy: list[float] = []
    last, last_busy = time.perf_counter(), time.thread_time()

    def beat() -> None:
        nonlocal last, last_busy
        now, now_busy = time.perf_counter(), time.thread_time()
        stalls.append(max(0.0, (now - last) * 1000 - HEARTBEAT_MS))
        busy.append((now_busy - last_busy) * 1000)
        last, last_busy = now, now_busy

    heart = QTimer()
    heart.timeout.connect(beat)
    before = _memory()

    def play() -> None:
        began = time.perf_counter()
        for event in events:
            wait = event.at / options.speed - (time.perf_counter() - began)
            if wait > 0:
                time.sleep(wait)
            bridge.arrived.emit(event)

    player = threading.Thread(target=play, daemon=True)
    began = time.perf_counter()
    heart.start(HEARTBEAT_MS)
    player.start()
    over = QTimer()
    over.timeout.connect(lambda: None if player.is_alive() else app.quit())
    over.start(200)
    app.exec()
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {
                "minutes": options.minutes,
                "speed": options.speed,
                "events": len(events),
                "seconds": round(seconds, 1),
                "stall_ms": _percentiles(stalls),
                "busy_ms": _percentiles(busy),
                "repaints_a_second": {
                    "mean": round(frames.count / seconds, 1),
                    "most": frames.most_in_a_second(),
                },
                "memory_mb": {"before": before, "after": _memory()},
            }
        )
    )


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    places = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0))
    last = len(ordered) - 1
    return {name: round(ordered[min(int(len(ordered) * share), last)], 1) for name, share in places}


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
