#!/usr/bin/env python3
"""Speaks the calls in `scripts/sample_calls/` into stereo FLAC, agent left and client right.

Beside each goes `NAME.words.jsonl` with what was said and when, word by word, as the synthesis knows it.
The same script gives the same files. Needs espeak-ng, flite and `pip install -e '.[dev]'`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import soundfile

from bundled_model import voices

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
LEAD_SECONDS, TAIL_SECONDS = 0.6, 1.5
SIDES = {"agent": 0, "client": 1}


def speak_call(script: dict, name: str) -> tuple[np.ndarray, list[dict]]:
    """The sound of a call (samples, 2) and its turns with true times. `script`: its `voices` by speaker and its
    turns; `name` seeds the rates of speech."""
    r = Random(name)
    turns, spoken = [], []
    clock = LEAD_SECONDS
    for turn in script["turn"]:
        speech = voices.speak(
            turn["text"], script["voices"][turn["speaker"]], rate=turn.get("rate", r.uniform(0.97, 1.06))
        )
        start = clock + (turn.get("pause", 0.55) if turns else 0.0)
        end = start + len(speech.samples) / voices.SAMPLE_RATE
        words = [
            {"text": turn["text"][at : at + length], "start": round(start + a, 3), "end": round(start + b, 3)}
            for at, length, a, b in speech.words
        ]
        turns.append(
            {"speaker": turn["speaker"], "text": turn["text"], "start": round(start, 3), "end": round(end, 3),
             "words": words}
        )  # fmt: skip
        spoken.append((start, SIDES[turn["speaker"]], speech.samples))
        clock = max(clock, end)
    sound = np.zeros((int((clock + TAIL_SECONDS) * voices.SAMPLE_RATE), 2), np.float32)
    for start, side, samples in spoken:
        first = round(start * voices.SAMPLE_RATE)
        sound[first : first + len(samples), side] += samples * np.float32(0.7)
    return sound, turns


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="calls to make (default: all)")
    names = set(parser.parse_args().names)
    for path in sorted((HERE / "sample_calls").glob("*.toml")):
        if names and path.stem not in names:
            continue
        script = tomllib.loads(path.read_text("utf-8"))
        sound, turns = speak_call(script, path.stem)
        folder = REPOSITORY / script["output"]
        folder.mkdir(parents=True, exist_ok=True)
        soundfile.write(folder / f"{path.stem}.flac", sound, voices.SAMPLE_RATE, subtype="PCM_16")
        lines = "".join(json.dumps(turn, ensure_ascii=False) + "\n" for turn in turns)
        (folder / f"{path.stem}.words.jsonl").write_text(lines, "utf-8")
        print(f"{path.stem}: {len(sound) / voices.SAMPLE_RATE:.1f} s, {len(turns)} turns")


if __name__ == "__main__":
    main()
