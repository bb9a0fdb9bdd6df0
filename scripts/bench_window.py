#!/usr/bin/env python3
"""A long call at a hundred times its speed through the sidebar: how long does the window not answer?

.venv/bin/python scripts/bench_window.py --minutes 60 --speed 100

A stall is the time between two turns of the window's loop beyond the one at which it was due; busy is the
processor time that the window's thread took in between, which other programs do not lengthen. Prints JSON: the
percentiles of both in ms, the repaints a second of the wall clock, and the memory before and after.
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

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from assist.coach.playbook import load_playbook
from assist.events import Event, Level, Note, Partial, Prompt, PromptCleared, Saved, Tick, Utterance, Warning
from gallery import call
from ui.bridge import Bridge
from ui.sidebar import Sidebar
from ui.theme import Theme

HEARTBEAT_MS = 5


class Paints(QObject):
    """Counts how often anything of a window is painted in one go."""

    def __init__(self, window: QObject) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return False


def long_call(minutes: float) -> list[Event]:
    """The gallery's call again and again: partials twice a second, levels ten times, cards and warnings."""
    events: list[Event] = []
    number, shift = 0, 0.0
    while shift < minutes * 60:
        for said in call.UTTERANCES:
            number += 1
            words = said.text.split()
            start, end = said.start + shift, said.end + shift
            for count in range(1, len(words)):
                at = start + (end - start) * count / len(words)
                events.append(Partial(at, said.channel, start, " ".join(words[:count]), 0))
            events.append(Utterance(end + 0.3, number, said.channel, start, end, said.text))
            events.append(Saved(end + 0.3))
        for second in range(60):
            events.append(Tick(shift + second))
            events += [
                Level(shift + second + tenth / 10, channel, (second * tenth % 7) / 7)
                for tenth in range(10)
                for channel in ("agent", "client")
            ]
        prompt, warning = call.SUMMARIZE, call.CALM_DOWN
        events.append(
            Prompt(shift + 31, number, prompt.step, prompt.headline, prompt.say, (), "upset-client", "")
        )
        events.append(PromptCleared(shift + 43, number, "done"))
        events.append(Warning(shift + 18, number, warning.headline, warning.repair, (), ""))
        events.append(Note(shift + 59, call.NOTE.fields, ""))
        shift += 60
    return sorted(events, key=lambda event: event.at)


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
    paints = Paints(sidebar)
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
                "repaints_a_second": round(paints.count / seconds, 1),
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
