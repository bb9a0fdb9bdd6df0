#!/usr/bin/env python3
"""How long `replay --json` takes for a 10-minute transcript, after start-up. Prints JSON.

Start-up is what is done before the first word is said: the playbook and the phrases are read and a call is
opened. The first run is the first call in the process; the median is of calls of which each is new to it. One that is
replayed again costs less, as much of it is remembered: "again".

A call is the turns of labelled calls one after another until ten minutes are full. "baseline" is a transcript merely
read and printed as JSON lines in the same process, to compare machines by.
"""

from __future__ import annotations

import gc
import io
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from assist.cli.replay import show
from assist.coach.playbook import load_playbook
from assist.coach.testcall import read_test_call
from assist.events import Utterance
from assist.session import Session, last_note, read
from assist.speech.transcript import quiet_in, read_transcript

CALLS = Path(__file__).parent.parent / "tests" / "coach" / "fresh"
STARTED = datetime(2026, 11, 19, 16, 52)
MINUTES = 10
AGAIN = 15


def ten_minutes(folder: Path) -> list[Path]:
    """Transcripts of ten minutes, of which no two have a turn in common."""
    calls: list[list[dict[str, object]]] = []
    offset = MINUTES * 60.0
    for path in sorted(CALLS.glob("*.call")):
        turns = read_test_call(path).utterances
        if offset + turns[-1].end > MINUTES * 60:
            calls.append([])
            offset = 0.0
        calls[-1] += [
            {"speaker": turn.channel, "text": turn.text, "start": round(offset + turn.start, 3),
             "end": round(offset + turn.end, 3)}
            for turn in turns
        ]  # fmt: skip
        offset += turns[-1].end + 1.0
    paths = [folder / f"{number}.jsonl" for number in range(len(calls) - 1)]  # the last is not full
    for path, call in zip(paths, calls, strict=False):
        path.write_text("".join(json.dumps(turn) + "\n" for turn in call), "utf-8")
    return paths


def milliseconds(task: Callable[..., object], prepared: Iterable[Any]) -> list[float]:
    """CPU time of each run, one for each thing prepared, which is done just before and not counted, like whatever else
    the machine does."""
    took = []
    for one in prepared:
        start = time.process_time()
        task(one)
        took.append(1000 * (time.process_time() - start))
    return took


def main() -> None:
    playbook = load_playbook("upset-client")
    with tempfile.TemporaryDirectory() as folder:
        paths = ten_minutes(Path(folder))
        calls = [read_transcript(path) for path in paths]
        gc.collect()
        gc.freeze()  # the calls that wait are a million objects, and looking through them is no part of any call

        def opened(call: Sequence[Utterance]) -> tuple[Session, Sequence[Utterance]]:
            return Session(playbook, STARTED, quiet_in(call), every_note=False), call

        def replay(call: tuple[Session, Sequence[Utterance]]) -> None:
            with redirect_stdout(io.StringIO()):
                show(last_note(read(*call)), as_json=True, wall=None)

        def baseline(path: Path) -> None:
            for utterance in read_transcript(path):
                json.dumps(utterance.to_json())

        new = milliseconds(replay, map(opened, calls))
        again = milliseconds(replay, (opened(calls[-1]) for _ in range(AGAIN)))
        print(
            json.dumps(
                {
                    "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
                    "input": f"{len(calls)} calls, {median(map(len, calls)):.0f} utterances in {MINUTES} minutes",
                    "first_run_ms": round(new[0], 1),
                    "median_ms": round(median(new), 1),
                    "worst_ms": round(max(new), 1),
                    "again_median_ms": round(median(again), 1),
                    "baseline_median_ms": round(median(milliseconds(baseline, paths)), 1),
                },
                indent=1,
            )
        )


if __name__ == "__main__":
    main()
