"""The words of a call: sound of both channels in, partial and final utterances out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from assist.audio.chunk import AudioChunk
from assist.events import CHANNELS, Channel, Event, Notice, Partial, Utterance, Word
from assist.speech.decoder import Decoded, Decoder
from assist.speech.ear import Ear, Job
from assist.speech.engine import Transcription
from assist.speech.stable import StableText

_TOO_FAR_BEHIND = 2.0
"""Seconds that a final may wait before somebody is told."""


class Listener:
    """Hears both channels with one engine, through a decoder.

    With `Inline` the same chunks give the same events on every machine. With a `Scheduler` nobody is ever
    kept waiting: results come with a later chunk, and partials as often as the machine can afford. Ids
    count the finals of both channels in the order in which their ends became known, the agent's first where
    they did so together.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._ears: dict[Channel, Ear] = {}
        self._stable: dict[Channel, tuple[float, StableText]] = {}
        self._ids = count(1)
        self._heard = 0.0
        self._lag_told = 0.0

    def hear(self, chunk: AudioChunk) -> list[Event]:
        """Takes the next sound of one channel; gives what became known."""
        ear = self._ears.get(chunk.channel)
        if ear is None:
            ear = self._ears[chunk.channel] = Ear(chunk.channel, chunk.start)
        self._heard = max(self._heard, chunk.end)
        ear.partial_every = self._decoder.partial_interval
        for job in ear.hear(chunk):
            self._decoder.add(job)
        heard_until = min(ear.heard_until for ear in self._ears.values())
        return [*self._events(self._decoder.take(heard_until)), *self._notices()]

    def finish(self) -> Iterator[Event]:
        """The sound is over: gives everything that is still to come, each as it becomes known, and needs no closing
        after."""
        last = [job for ear in self._ears.values() for job in ear.finish()]
        for job in sorted(last, key=lambda job: (job.at, CHANNELS.index(job.channel))):
            self._decoder.add(job)
        for decoded in self._decoder.finish():
            yield from self._event(decoded)
        yield from self._notices()

    def quiet(self, at: float) -> bool:
        """Whether nobody speaks, and everything that was said until now, `at`, is known.

        Of a channel that is not heard nothing is known: with the agent's microphone alone it is never quiet.
        """
        if len(self._ears) < len(CHANNELS):
            return False
        return not self._decoder.waiting and not any(ear.speaking for ear in self._ears.values())

    def close(self) -> None:
        """Gives the decoder up; what was not decoded is lost."""
        self._decoder.close()

    def _notices(self) -> list[Event]:
        """What to say of the engine, and of words that come late: at first, when twice as late, and no more."""
        texts = [news] if (news := self._decoder.engine.news()) else []
        behind = self._decoder.behind
        if behind > max(_TOO_FAR_BEHIND, 2 * self._lag_told):
            self._lag_told = behind
            texts.append(f"Catching up: the words are {behind:.0f} s behind.")
        elif self._lag_told and not behind:
            self._lag_told = 0.0
            texts.append("Caught up.")
        return [Notice(self._heard, text) for text in texts]

    def _events(self, done: list[Decoded]) -> list[Event]:
        return [event for decoded in done for event in self._event(decoded)]

    def _event(self, decoded: Decoded) -> list[Event]:
        job, said = decoded.job, decoded.said
        if job.final:
            shown = self._stable.pop(job.channel, None)
            if said.text:
                return [self._utterance(job, said, decoded.seconds)]
            # what was shown of it turned out to be no speech: take it away
            return [Partial(self._heard, job.channel, job.voice_start, "", 0)] if shown else []
        start, stable_text = self._stable.get(job.channel, (None, None))
        if stable_text is None or start != job.start:
            stable_text = StableText()
            self._stable[job.channel] = job.start, stable_text
        text, stable = stable_text.hear(said.words, job.end - job.start)
        return [Partial(self._heard, job.channel, job.voice_start, text, stable)] if text else []

    def _utterance(self, job: Job, said: Transcription, seconds: float | None) -> Utterance:
        words = tuple(_in_call(word, job) for word in said.words)
        return Utterance(
            self._heard,
            next(self._ids),
            job.channel,
            job.voice_start,
            job.voice_end,
            said.text,
            words,
            seconds,
        )


def _in_call(word: Word, job: Job) -> Word:
    """The word in call times, within the voice: a model draws the first and the last into the silence around."""
    start, end = (
        max(job.voice_start, min(job.start + time, job.voice_end)) for time in (word.start, word.end)
    )
    return Word(word.text, start, end, word.probability)
