"""What the speech tests share: an engine whose text says exactly which sound it was given, and voices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.audio.file import read_recording
from assist.events import CHANNELS, Channel, Event, Word
from assist.speech.engine import Transcription, transcription
from assist.speech.listener import Listener

SAMPLES = Path(__file__).parent.parent / "samples"


class CountingEngine:
    """An honest engine in all but the words: one for every quarter second, named after the very samples."""

    name = "counting"

    def __init__(self) -> None:
        self.finals: list[Samples] = []

    def warm_up(self) -> None:
        pass

    def partial(self, samples: Samples) -> Transcription:
        return _counted(samples)

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        self.finals.append(samples)
        return _counted(samples)

    def news(self) -> str | None:
        return None

    def close(self) -> None:
        pass


def _counted(samples: Samples) -> Transcription:
    quarters = (samples[at : at + 4000] for at in range(0, len(samples) - 3999, 4000))
    return transcription(
        tuple(
            Word(f"{crc32(quarter.tobytes()):08x}", index * 0.25, index * 0.25 + 0.25, 0.9)
            for index, quarter in enumerate(quarters)
        )
    )


@cache
def recording(name: str) -> dict[Channel, Samples]:
    """A sample call's channels, whole."""
    parts: dict[Channel, list[Samples]] = {channel: [] for channel in CHANNELS}
    for chunk in read_recording(SAMPLES / f"{name}.flac"):
        parts[chunk.channel].append(chunk.samples)
    return {channel: np.concatenate(samples) for channel, samples in parts.items()}


def turns(name: str) -> list[dict[str, Any]]:
    """What is said in a sample call, and when."""
    lines = (SAMPLES / f"{name}.words.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(name: str, channel: Channel) -> list[tuple[float, float]]:
    """Start and end of every word that was spoken on a channel of a sample call."""
    return [
        (word["start"], word["end"])
        for turn in turns(name)
        if turn["speaker"] == channel
        for word in turn["words"]
    ]


def cut(sound: dict[Channel, Samples], sizes: Iterable[int]) -> list[AudioChunk]:
    """The channels in chunks of these sizes, in turn and over again, in time order."""
    chunks, position = [], 0
    total = max(len(samples) for samples in sound.values())
    ring = list(sizes)
    while position < total:
        size = ring[len(chunks) % len(ring)]
        for channel, samples in sound.items():
            part = samples[position : position + size]
            if len(part):
                chunks.append(AudioChunk(channel, position / SAMPLE_RATE, part))
        position += size
    return chunks


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def listened(listener: Listener, chunks: Iterable[AudioChunk]) -> list[Event]:
    events: list[Event] = []
    for chunk in chunks:
        events += listener.hear(chunk)
    return [*events, *listener.finish()]
