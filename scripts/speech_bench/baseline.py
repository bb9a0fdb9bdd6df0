"""What a live caption usually is: a growing buffer, decoded again and again, and what two decodings agree on.

After whisper_streaming's published defaults (Machacek, Dabre and Bojar 2023): faster-whisper's own
`transcribe`, 1 s chunks, beam 5, word times, LocalAgreement-2, the buffer cut at 15 s, no voice activity.
Kinder than the original in two things that our own model needs: no prompt of earlier text (it was trained
with none), and where no segment's end can be cut at (it writes no timestamps), the last agreed word's end.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

import numpy as np
from faster_whisper import WhisperModel

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.events import CHANNELS, Channel
from speech_bench.calls import Call

CHUNK_SECONDS, TRIM_SECONDS, BEAM = 1.0, 15.0, 5

Timed = tuple[float, float, str]


@dataclass
class Shown:
    """What a channel shows from a time on: the number of agreed words, and the words after them."""

    at: float
    agreed: int
    tail: list[str]


@dataclass
class Captions:
    """One channel's captions: agreed words with the time at which they were, and every display."""

    words: list[str] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)
    """Of the words' own sound, in seconds of the call."""
    agreed_at: list[float] = field(default_factory=list)
    displays: list[Shown] = field(default_factory=list)


class GrowingBuffer:
    """One channel."""

    def __init__(self, model: WhisperModel) -> None:
        self._model = model
        self._sound = np.zeros(0, np.float32)
        self._offset = 0.0
        self._agreed: list[Timed] = []  # within the buffer
        self._last_time = 0.0
        self._previous: list[Timed] = []

    def insert(self, samples: Samples) -> None:
        self._sound = np.concatenate((self._sound, samples))

    def process(self) -> tuple[list[Timed], list[str]]:
        """The words that became agreed, and those that stand after them."""
        found, _ = self._model.transcribe(
            self._sound, language="en", beam_size=BEAM, word_timestamps=True, condition_on_previous_text=False
        )
        segments = list(found)
        words = [
            (word.start + self._offset, word.end + self._offset, word.word.strip())
            for segment in segments
            for word in segment.words or ()
        ]
        fresh = self._fresh(words)
        agreed = []
        for one, other in zip(fresh, self._previous, strict=False):
            if _plain(one[2]) != _plain(other[2]):
                break
            agreed.append(one)
        self._agreed += agreed
        self._last_time = agreed[-1][1] if agreed else self._last_time
        self._previous = fresh[len(agreed) :]
        if len(self._sound) / SAMPLE_RATE > TRIM_SECONDS:
            self._trim([segment.end + self._offset for segment in segments])
        return agreed, [word for _, _, word in self._previous]

    def finish(self) -> list[Timed]:
        """What was never agreed on is given at the end all the same."""
        return self._previous

    def _fresh(self, words: list[Timed]) -> list[Timed]:
        """The words after the agreed ones; of those about the border, a repetition of up to five is left out."""
        fresh = [word for word in words if word[0] > self._last_time - 0.1]
        if fresh and self._agreed and abs(fresh[0][0] - self._last_time) < 1:
            for size in range(1, min(5, len(fresh), len(self._agreed)) + 1):
                before = [_plain(word) for _, _, word in self._agreed[-size:]]
                if before == [_plain(word) for _, _, word in fresh[:size]]:
                    return fresh[size:]
        return fresh

    def _trim(self, ends: list[float]) -> None:
        whole = [end for end in ends[:-1] if end <= self._last_time]
        at = whole[-1] if whole else self._last_time
        cut = round((at - self._offset) * SAMPLE_RATE)
        if cut > 0:
            self._sound, self._offset = self._sound[cut:], at
            self._agreed = [word for word in self._agreed if word[1] > at - 1]


def captioned(model: WhisperModel, call: Call, wall: bool) -> tuple[dict[Channel, Captions], float]:
    """The call's captions on one thread for both channels, by the wall or virtually, and the CPU seconds."""
    buffers = {channel: GrowingBuffer(model) for channel in CHANNELS}
    captions = {channel: Captions() for channel in CHANNELS}
    heard = dict.fromkeys(CHANNELS, 0.0)
    begun, cpu = time.monotonic(), time.process_time()
    now = 0.0
    while min(heard.values()) < call.seconds:
        channel = min(CHANNELS, key=lambda one: heard[one])
        now = max(now, min(heard[channel] + CHUNK_SECONDS, call.seconds))
        if wall:
            time.sleep(max(0.0, now - (time.monotonic() - begun)))
            now = time.monotonic() - begun
        sound = call.sound[channel][round(heard[channel] * SAMPLE_RATE) : round(now * SAMPLE_RATE)]
        heard[channel] = now
        buffers[channel].insert(sound)
        started = time.process_time()
        agreed, tail = buffers[channel].process()
        now = time.monotonic() - begun if wall else now + time.process_time() - started
        _show(captions[channel], now, agreed, tail)
    for channel, buffer in buffers.items():
        _show(captions[channel], now, buffer.finish(), [])
    return captions, time.process_time() - cpu


def _show(captions: Captions, now: float, agreed: list[Timed], tail: list[str]) -> None:
    captions.words += [word for _, _, word in agreed]
    captions.middles += [(start + end) / 2 for start, end, _ in agreed]
    captions.agreed_at += [now] * len(agreed)
    captions.displays.append(Shown(now, len(captions.words), tail))


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9']", "", word.lower())
