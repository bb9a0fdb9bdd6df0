#!/usr/bin/env python3
"""What becomes of the words where the caller is in the agent's microphone: through the bundled model, on the sample
calls. Prints JSON.

The caller's sound is mixed into the microphone 3 dB below the agent's, by several delays, straight and through a
room. `turns`: the call as it is; caller_words_shown are words of the agent's text at times at which only the caller
speaks. `both`: the call goes on, and the caller (their turns without the pauses) speaks all the while that the agent
does; lost are words that the model hears in the agent's clean channel and not now, less those that it hears only now.
--webrtc has WebRTC's canceller alone, for comparison.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from pywebrtc_audio import EchoCanceller as WebRtc

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.audio.echo import LEAD, EchoCanceller, without_echo
from assist.audio.file import read_recording
from assist.events import CHANNELS, Channel, Utterance
from assist.speech.decoder import Inline
from assist.speech.listener import Listener
from models.load import load_engine

REPOSITORY = Path(__file__).parent.parent
CALLS = {
    name: REPOSITORY / folder / name
    for name, folder in (
        ("sitter", "assist/calls/samples"),
        ("internet", "tests/samples"),
        ("garage", "tests/samples"),
        ("parcel", "tests/samples"),
    )
}
ECHO = 10 ** (-3 / 20)
Timed = tuple[str, float, float]
Cancel = Callable[[Samples, Samples], Samples]


def plain(word: str) -> str:
    return re.sub(r"[^a-z0-9']", "", word.lower())


def spoken(path: Path) -> dict[Channel, list[list[Timed]]]:
    turns: dict[Channel, list[list[Timed]]] = {channel: [] for channel in CHANNELS}
    for line in path.with_suffix(".words.jsonl").read_text("utf-8").splitlines():
        turn = json.loads(line)
        turns[turn["speaker"]].append([(plain(w["text"]), w["start"], w["end"]) for w in turn["words"]])
    return turns


def understood(samples: Samples) -> list[Timed]:
    listener = Listener(Inline(ENGINE))
    events = [event for chunk in cut("agent", samples, 1600) for event in listener.hear(chunk)]
    said = [event for event in (*events, *listener.finish()) if isinstance(event, Utterance)]
    return [(plain(word.text), word.start, word.end) for one in said for word in one.words]


def cut(channel: Channel, samples: Samples, size: int) -> Iterator[AudioChunk]:
    for at in range(0, len(samples), size):
        yield AudioChunk(channel, at / SAMPLE_RATE, samples[at : at + size])


def ours(microphone: Samples, caller: Samples) -> Samples:
    pairs = zip(cut("agent", microphone, 800), cut("client", caller, 800), strict=True)
    chunks = without_echo((chunk for pair in pairs for chunk in pair), EchoCanceller())
    return np.concatenate([chunk.samples for chunk in chunks if chunk.channel == "agent"])


def webrtc(microphone: Samples, caller: Samples) -> Samples:
    ahead = np.concatenate((caller[LEAD:], np.zeros(LEAD, np.float32)))
    return WebRtc(SAMPLE_RATE, stream_delay_ms=50).process(microphone, ahead)


def loudness(samples: Samples) -> float:
    tenths = np.square(samples[: len(samples) // 1600 * 1600].reshape(-1, 1600)).mean(axis=1)
    return float(np.sqrt(tenths[tenths > 1e-5].mean()))


def echo_of(caller: Samples, agent: Samples, milliseconds: int, room: bool, drift: float) -> Samples:
    if room:
        draw = np.random.default_rng(1).normal(0, 1, 2400) * np.exp(-np.arange(2400) / 500)
        draw[0] = 4
        caller = np.convolve(caller, draw / np.sqrt(np.square(draw).sum()))[: len(caller)]
    if drift:
        caller = soxr.resample(caller, 1.0, 1 + drift)
    late = np.concatenate((np.zeros(milliseconds * SAMPLE_RATE // 1000), caller, np.zeros(1600)))[
        : len(agent)
    ]
    return (ECHO * loudness(agent) / loudness(late) * late).astype(np.float32)


def matched(words: list[Timed], heard: list[Timed]) -> set[int]:
    matcher = SequenceMatcher(None, [w[0] for w in words], [w[0] for w in heard], autojunk=False)
    return {block.a + i for block in matcher.get_matching_blocks() for i in range(block.size)}


def measured(path: Path, cancel: Cancel, milliseconds: int, room: bool, drift: float) -> dict[str, Any]:
    chunks = list(read_recording(path.with_suffix(".flac"), 1.0))
    agent, caller = (np.concatenate([c.samples for c in chunks if c.channel == one]) for one in CHANNELS)
    turns = spoken(path)
    agents = [word for turn in turns["agent"] for word in turn]
    callers = [word for turn in turns["client"] for word in turn]
    pieces = [
        caller[round(turn[0][1] * SAMPLE_RATE) : round(turn[-1][2] * SAMPLE_RATE)] for turn in turns["client"]
    ]
    throughout = np.resize(np.concatenate(pieces), len(agent))
    far = np.concatenate((caller, throughout))
    near = np.concatenate((agent, agent)) + np.concatenate(
        [echo_of(one, agent, milliseconds, room, drift) for one in (caller, throughout)]
    )
    begun = time.process_time()
    sound = cancel(near, far)
    cpu = (time.process_time() - begun) / (len(near) / SAMPLE_RATE)
    alone = [
        word
        for word in understood(sound[: len(agent)])
        if not any(start - 0.4 < (word[1] + word[2]) / 2 < end + 0.4 for _, start, end in agents)
    ]
    clean, now = (matched(agents, understood(some)) for some in (agent, sound[len(agent) :]))
    return {
        "callers_words": len(callers), "caller_words_shown": len(alone), "agents_words": len(clean),
        "lost_while_both_speak": len(clean - now) - len(now - clean), "cpu_percent": round(100 * cpu, 2),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--calls", nargs="+", choices=CALLS, default=list(CALLS))
    parser.add_argument("--delays", nargs="+", type=int, default=[3, 30, 120], help="milliseconds")
    parser.add_argument("--room", action="store_true", help="through a room, too")
    parser.add_argument("--drift", type=float, default=0.0, help="of the two clocks, in millionths")
    parser.add_argument("--webrtc", action="store_true", help="WebRTC's canceller alone")
    options = parser.parse_args()
    rows = []
    for name in options.calls:
        for milliseconds in options.delays:
            for room in (False, True) if options.room else (False,):
                cancel = webrtc if options.webrtc else ours
                row = measured(CALLS[name], cancel, milliseconds, room, options.drift / 1e6)
                rows.append({"call": name, "delay_ms": milliseconds, "room": room, **row})
                print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    sums = {key: sum(row[key] for row in rows) for key in rows[0] if isinstance(rows[0][key], int)}
    print(
        json.dumps(
            {
                "caller_words_shown_percent": round(
                    100 * sums["caller_words_shown"] / sums["callers_words"], 2
                ),
                "agents_words_lost_while_both_speak_percent": round(
                    100 * sums["lost_while_both_speak"] / sums["agents_words"], 2
                ),
                "rows": rows,
            },
            indent=2,
        )
    )


ENGINE = load_engine("bundled")

if __name__ == "__main__":
    main()
