#!/usr/bin/env python3
"""The review window with a hundred thousand calls: its memory, its slowest frame, and how soon a hit is read and heard.

.venv/bin/python scripts/bench_review.py --calls 100000

The calls are synthetic and short, which is all that a list sees of them; the newest `--whole` are of true size (100
utterances, ten minutes) with their sound. A frame is the time from a move of the scroll bar until the list is painted
anew, by the clock (ms) and in the processor time of the window's thread (busy_ms), which other programs do not
lengthen. A hit is timed from Enter on it until its words are painted (`words_busy_ms`: in the program's processor
time), and until sound is handed to the output; `output` says whether that was a real one. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import numpy as np
from PySide6.QtWidgets import QApplication

from assist.audio.chunk import SAMPLE_RATE
from assist.audio.flac import FlacFile
from assist.audio.player import Output, Player
from assist.audio.recorded_sound import Stereo
from assist.audio.speaker import Speaker
from assist.calls.store import Store
from assist.coach.playbook import load_playbook
from assist.errors import InputError
from assist.events import CHANNELS
from assist.review.archive import Archive
from store_bench.calls import COLUMNS, Said, Words, rows
from ui.review.window import ReviewWindow
from ui.theme import Theme

SECONDS = 630
"""Of a call of true size."""


class Timed:
    """An output that notes when the first sound comes; on a real one where there is one."""

    def __init__(self) -> None:
        self.first: float | None = None
        self._real: Output | None = None
        try:
            self._real = Speaker()
        except InputError:
            self.rate, self.latency = SAMPLE_RATE, 0.0
        else:
            self.rate, self.latency = self._real.rate, self._real.latency

    @property
    def name(self) -> str:
        return "none: until it would be handed over" if self._real is None else "the system's own"

    def play(self, sound: Stereo) -> None:
        if self.first is None:
            self.first = time.perf_counter()
        if self._real is not None:
            self._real.play(sound)
        else:
            time.sleep(len(sound) / self.rate)

    def tail(self) -> Iterator[Stereo]:
        return iter(()) if self._real is None else self._real.tail()

    def hush(self) -> None:
        if self._real is not None:
            self._real.hush()

    def close(self) -> None:
        if self._real is not None:
            self._real.close()


def fill(path: Path, count: int, whole: int) -> None:
    """So many calls straight into the tables, each with the first line of a note."""
    Store(path).close()
    words, chance = Words(2), random.Random(3)
    short = [Said(words.call()[:3]) for _ in range(500)]
    long = [Said(words.call()) for _ in range(whole)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for number in range(1, count + 1):
            said = long[number % whole] if number > count - whole else short[number % len(short)]
            made = rows(said, number, chance)
            call, place = made["call"][0], made["call"][0][6]
            note = (place << 16) + (1 << 16) - (1 << 10)
            made["line"].append((note, number, "note", 1, 20.0, f"Nobody came to call {number} in time.", ""))
            for name, values in made.items():
                columns = COLUMNS[name].removesuffix(", words")
                kept = [row[:-1] for row in values] if columns != COLUMNS[name] else values
                marks = ", ".join("?" * len(columns.split(",")))
                connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", kept)
            assert call[0] == number
        connection.execute("COMMIT")


def record(folder: Path, store: Store, whole: int) -> None:
    """The same ten minutes of hum for each of the newest calls."""
    folder.mkdir(mode=0o700)
    second = (0.2 * np.sin(2 * np.pi * 220 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)).astype(np.float32)
    file = FlacFile(folder / "hum.flac")
    for _ in range(SECONDS):
        file.write(second)
    file.close()
    for call in store.calls(limit=whole):
        for channel in CHANNELS:
            (folder / f"{call.key}-{channel}.flac").hardlink_to(folder / "hum.flac")


def settle(app: QApplication, window: ReviewWindow) -> None:
    for _ in range(3):
        while window.lookups.busy:
            app.processEvents()
            time.sleep(0.001)
        app.processEvents()


def scrolled(app: QApplication, window: ReviewWindow, frames: int) -> dict[str, object]:
    """By the wheel, by pages and by flinging the bar about."""
    bar, view = window.found.call_view.verticalScrollBar(), window.found.call_view
    chance = random.Random(4)
    wall: list[float] = []
    busy: list[float] = []
    for frame in range(frames):
        kind = frame * 3 // frames
        far = (60, view.viewport().height(), 0)[kind]
        bar.setValue(chance.randrange(bar.maximum()) if kind == 2 else (bar.value() + far) % bar.maximum())
        began, began_busy = time.perf_counter(), time.thread_time()
        app.processEvents()
        view.viewport().repaint()
        wall.append((time.perf_counter() - began) * 1000)
        busy.append((time.thread_time() - began_busy) * 1000)
        time.sleep(0.004)
    return {"frames": frames, "ms": percentiles(wall), "busy_ms": percentiles(busy)}


def hits(app: QApplication, window: ReviewWindow, output: Timed, count: int) -> dict[str, object]:
    """From Enter on a hit in another call until its words are painted, and until it is heard."""
    found = window.found
    words: list[float] = []
    heard: list[float] = []
    busy: list[float] = []
    searched: list[float] = []
    for word in Words(2).all[3:9]:
        began = time.perf_counter()
        found.filters.words.setText(word)
        found.filters.words.searched.emit()
        settle(app, window)
        searched.append((time.perf_counter() - began) * 1000)
        for row, hit in enumerate(window.hits.hits):
            open_now = window.reviewed.id if window.reviewed else None
            if len(words) == count or hit.call == open_now or hit.line.source == "note":
                continue
            output.first = None
            index = window.hits.index(row)
            began, began_busy = time.perf_counter(), time.process_time()
            found.hit_view.setCurrentIndex(index)
            found.hit_view.activated.emit(index)
            while window.reviewed is None or window.reviewed.id != hit.call:
                app.processEvents()
                time.sleep(0.0005)
            window.page.transcript.viewport().repaint()
            words.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - began_busy) * 1000)
            window.playing.play()
            while output.first is None and window.reviewed.sound:
                app.processEvents()
                time.sleep(0.0005)  # a loop that never waits keeps the player from running
            if output.first is not None:
                heard.append((output.first - began) * 1000)
            window.playing.pause()
            settle(app, window)
    return {
        "hits": len(words),
        "search_ms": percentiles(searched),
        "words_ms": percentiles(words),
        "words_busy_ms": percentiles(busy),
        "heard_ms": percentiles(heard),
        "output": output.name,
    }


def percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times) or [0.0]
    places = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0))
    return {
        name: round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 1) for name, share in places
    }


def memory() -> int:
    """Megabytes, at their most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--whole", type=int, default=200, help="calls of true size, with sound")
    parser.add_argument("--frames", type=int, default=900)
    parser.add_argument("--hits", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="where the calls are made, and kept for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "calls.db"
        if not path.exists():
            pid = os.fork()  # what filling takes is not the window's memory
            if pid == 0:
                fill(path, options.calls, options.whole)
                store = Store(path)
                record(folder / "audio", store, options.whole)
                store.close()
                os._exit(0)
            os.waitpid(pid, 0)
        app = QApplication([])
        output = Timed()
        began = time.perf_counter()
        archive = Archive(Store(path), "lead", load_playbook, folder / "audio")
        window = ReviewWindow(Theme("light"), archive, Player(lambda: output))
        window.show()
        shown = time.perf_counter() - began
        settle(app, window)
        listed = time.perf_counter() - began
        result = {
            "calls": window.calls.rowCount(),
            "load average": round(os.getloadavg()[0], 1),
            "window_ms": round(shown * 1000),
            "listed_ms": round(listed * 1000),
            "memory_mb": {"listed": memory()},
            "scrolling": scrolled(app, window, options.frames),
        }
        settle(app, window)
        result["memory_mb"]["scrolled"] = memory()  # type: ignore[index]
        result["hit"] = hits(app, window, output, options.hits)
        result["memory_mb"]["after hits"] = memory()  # type: ignore[index]
        window.close()
        print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
