#!/usr/bin/env python3
"""How long a 10-minute transcript takes through moments, step and note, after start-up. Prints JSON.

Start-up is what is done before the first word is said: the playbook and the phrases are read and a call is
opened. The first run is the first call in the process.

The call is the sample calls' turns one after another until ten minutes are full. "baseline" is the same
transcript merely read and printed as JSON lines in the same process, to compare machines by.
"""

from __future__ import annotations

import json
import os
import platform
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from assist.coach.playbook import load_playbook
from assist.events import Utterance
from assist.session import Session, last_note, read
from assist.speech.transcript import quiet_in, read_transcript

REPOSITORY = Path(__file__).parent.parent
MINUTES = 10
RUNS = 15


def ten_minutes(folder: Path) -> Path:
    paths = [*sorted((REPOSITORY / "tests" / "samples").glob("*.words.jsonl"))]
    paths.append(REPOSITORY / "assist" / "calls" / "samples" / "sitter.words.jsonl")
    turns, offset = [], 0.0
    while offset < MINUTES * 60:
        for path in paths:
            lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            turns += [
                {"speaker": turn["speaker"], "text": turn["text"], "start": round(turn["start"] + offset, 3),
                 "end": round(turn["end"] + offset, 3)}
                for turn in lines
            ]  # fmt: skip
            offset = turns[-1]["end"] + 1.0
    call = folder / "call.jsonl"
    kept = [turn for turn in turns if turn["end"] <= MINUTES * 60]
    call.write_text("".join(json.dumps(turn) + "\n" for turn in kept), "utf-8")
    return call


def milliseconds(task: Callable[..., object], *prepared: Any) -> list[float]:
    """CPU time of each run, one for each thing prepared: what else the machine does is not counted."""
    took = []
    for one in prepared:
        start = time.process_time()
        task(one)
        took.append(1000 * (time.process_time() - start))
    return took


def main() -> None:
    playbook = load_playbook("upset-client")
    with tempfile.TemporaryDirectory() as folder:
        call = ten_minutes(Path(folder))
        utterances: list[Utterance] = read_transcript(call)

        def open_call() -> Session:
            return Session(playbook, datetime(2026, 11, 19, 16, 52), quiet_in(utterances))

        def replay(session: Session) -> None:
            for event in last_note(read(session, utterances)):
                json.dumps(event.to_json())

        def baseline(_: int) -> None:
            for utterance in read_transcript(call):
                json.dumps(utterance.to_json())

        first = milliseconds(replay, *(open_call() for _ in range(RUNS)))
        print(
            json.dumps(
                {
                    "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
                    "input": f"{len(utterances)} utterances in {MINUTES} minutes",
                    "first_run_ms": round(first[0], 1),
                    "median_ms": round(median(first), 1),
                    "worst_ms": round(max(first), 1),
                    "baseline_median_ms": round(median(milliseconds(baseline, *range(RUNS))), 1),
                },
                indent=1,
            )
        )


if __name__ == "__main__":
    main()
