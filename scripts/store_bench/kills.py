"""What kills in mid call leave of the calls and of their file."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from assist.calls.store import Store

ROOT = Path(__file__).parent.parent.parent
WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from assist.calls.call_start import CallStart
from assist.calls.recording import Recording
from assist.events import Utterance
recording = Recording(Path(sys.argv[1]), CallStart(datetime(2026, 11, 19), "upset-client", "bench"))
for number in range(1, 1_000_000):
    end = float(number)
    assert recording.keep(Utterance(end, number, "client", end - 1, end, f"Sentence {number}."))
    print(number, flush=True)
"""


def kills(path: Path, count: int) -> dict[str, int]:
    """Kills a program that writes a call, so many times, each at a random moment."""
    chance = random.Random(8)
    stored, lost, damaged = 0, 0, 0
    for _ in range(count):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() * 0.2)
        os.kill(writer.pid, signal.SIGKILL)
        last = max([1, *(int(line) for line in writer.stdout.read().split("\n")[:-1] if line)])
        writer.wait()
        store = Store(path)
        [call] = store.unfinished()
        ids = [line["id"] for line in store.events(call.id)]
        stored += len(ids)
        lost += len(set(range(1, last + 1)) - set(ids))
        store.finish(call.id)
        store.close()
        with closing(sqlite3.connect(path)) as connection:
            damaged += connection.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    return {"kills": count, "utterances stored": stored, "lost": lost, "databases damaged": damaged}
