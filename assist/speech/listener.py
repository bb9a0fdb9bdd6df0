"""The words of a call: sound of both channels in, partial and final utterances out."""

from __future__ import annotations

import math
from itertools import count
from typing import Literal

from assist.audio.chunk import AudioChunk
from assist.events import CHANNELS, Channel, Event, Notice, Partial, Utterance, Word
from assist.speech.ear import Ear, Job
from assist.speech.engine import SpeechEngine, Transcription
from assist.speech.scheduler import Scheduler
from assist.speech.stable import StableText

_TOO_FAR_BEHIND = 2.0
"""Seconds that a final may wait before somebody is told."""


class Listener:
    """Hears both channels with one engine.

    "inline" decodes in the caller's thread, driven by the sound's own time alone: the same chunks give the
    same events on every machine. "threaded" never keeps the caller waiting: results come with a later
    chunk or with `collect`, and partials as often as the machine can afford. Ids count the finals of both
    channels in the order in which their ends became known, the agent's first where they did so together.
    """

    def __init__(self, engine: SpeechEngine, decode: Literal["inline", "threaded"] = "inline") -> None:
        self._engine = engine
        self._scheduler = Scheduler(engine) if decode == "threaded" else None
        self._ears: dict[Channel, Ear] = {}
        self._due: list[Job] = []  # inline: until every channel was heard that far
        self._stable: dict[Channel, tuple[float, StableText]] = {}
        self._ids = count(1)
        self._heard = 0.0
        self._told = False

    def hear(self, chunk: AudioChunk) -> list[Event]:
        """Takes the next sound of one channel; gives what became known."""
        ear = self._ears.get(chunk.channel)
        if ear is None:
            ear = self._ears[chunk.channel] = Ear(chunk.channel, chunk.start)
        self._heard = max(self._heard, chunk.end)
        if self._scheduler is None:
            self._due += ear.hear(chunk)
            return self._decode(min(ear.heard_until for ear in self._ears.values()))
        ear.partial_every = self._scheduler.partial_interval
        for job in ear.hear(chunk):
            self._scheduler.add(job)
        return self.collect()

    def collect(self) -> list[Event]:
        """Gives what was decoded meanwhile; never waits."""
        if self._scheduler is None:
            return []
        events: list[Event] = []
        for decoded in self._scheduler.take():
            events += self._events(decoded.job, decoded.said, decoded.seconds)
        behind = self._scheduler.behind
        if behind > _TOO_FAR_BEHIND and not self._told:
            events.append(Notice(self._heard, f"Catching up: {behind:.0f} s behind"))
        self._told = behind > _TOO_FAR_BEHIND
        return events

    def finish(self) -> list[Event]:
        """The sound is over: gives everything that is still to come, and needs no closing after."""
        last = [job for ear in self._ears.values() for job in ear.finish()]
        last.sort(key=lambda job: (job.voice_end, CHANNELS.index(job.channel)))
        if self._scheduler is None:
            events = self._decode(math.inf)
            for job in last:
                events += self._events(job, self._engine.final(job.samples), None)
            return events
        for job in last:
            self._scheduler.add(job)
        events = []
        for decoded in self._scheduler.finish():
            events += self._events(decoded.job, decoded.said, decoded.seconds)
        return events

    def quiet(self, at: float) -> bool:
        """Whether nobody speaks, and everything that was said until now, `at`, is known.

        Of a channel that is not heard nothing is known: with the agent's microphone alone it is never quiet.
        """
        if len(self._ears) < len(CHANNELS):
            return False
        waiting = self._scheduler.waiting if self._scheduler else any(job.final for job in self._due)
        return not waiting and not any(ear.speaking for ear in self._ears.values())

    def close(self) -> None:
        """Ends the inference thread where there is one; what was not decoded is lost."""
        if self._scheduler is not None:
            self._scheduler.close()

    def _decode(self, until: float) -> list[Event]:
        """Inline: decodes what was due by `until`, in the order of the sound."""
        due = sorted(
            (job for job in self._due if job.at <= until),
            key=lambda job: (job.at, CHANNELS.index(job.channel)),
        )
        self._due = [job for job in self._due if job.at > until]
        events: list[Event] = []
        for job in due:
            said = self._engine.final(job.samples) if job.final else self._engine.partial(job.samples)
            events += self._events(job, said, None)
        return events

    def _events(self, job: Job, said: Transcription | str, seconds: float | None) -> list[Event]:
        if isinstance(said, Transcription):
            shown = self._stable.pop(job.channel, None)
            if said.text:
                return [self._utterance(job, said, seconds)]
            # what was shown of it turned out to be no speech: take it away
            return [Partial(self._heard, job.channel, job.voice_start, "", 0)] if shown else []
        start, stable_text = self._stable.get(job.channel, (None, None))
        if stable_text is None or start != job.start:
            stable_text = StableText()
            self._stable[job.channel] = job.start, stable_text
        text, stable = stable_text.hear(said)
        return [Partial(self._heard, job.channel, job.voice_start, text, stable)] if text else []

    def _utterance(self, job: Job, said: Transcription, seconds: float | None) -> Utterance:
        words = tuple(_in_call(word, job) for word in said.words)
        end = max([job.voice_end, *(word.end for word in words[-1:])])
        return Utterance(
            self._heard, next(self._ids), job.channel, job.voice_start, end, said.text, words, seconds
        )


def _in_call(word: Word, job: Job) -> Word:
    """The word in call times, not before the voice: the first word is often drawn into the pre-roll."""
    start, end = (max(job.voice_start, min(job.start + time, job.end)) for time in (word.start, word.end))
    return Word(word.text, start, end, word.probability)
