"""Where utterances begin and end, from the probabilities of voice alone."""

from __future__ import annotations

from dataclasses import dataclass

from assist.audio.chunk import SAMPLE_RATE

FRAME = 512
"""Samples that one probability stands for: 32 ms."""
ON, OFF = 0.3, 0.15
"""Voice begins at ON and ends below OFF: low, for a voice over the telephone rarely gets 0.5.

It began where it rose over OFF: the model takes a soft consonant for a voice only little by little."""
SURE = 0.35
"""A voice's last frame of this or more is where it ended; what comes after is its echo in the model."""
PRE_ROLL = round(0.3 * SAMPLE_RATE)
"""Sound kept from before the voice: weak first consonants."""
TAIL = round(0.2 * SAMPLE_RATE)
"""Sound kept after it: fading last ones."""
LEAST_VOICE = round(0.15 * SAMPLE_RATE)
END_SILENCE = round(0.5 * SAMPLE_RATE)
SOFT_CUT = 10 * SAMPLE_RATE
"""From this length on, a dip is enough of a pause."""
DIP_SILENCE = 3 * FRAME
LATE = FRAME
"""The model is sure of a voice about this much after it began."""
HARD_CUT = 14 * SAMPLE_RATE
"""No utterance is longer; it is cut where voice was least sure since SOFT_CUT."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A finished utterance, in samples from the channel's first: the sound to decode, and the voice in it."""

    sound_start: int
    sound_end: int
    voice_start: int
    voice_end: int


@dataclass(slots=True)
class _Open:
    """The utterance under way."""

    sound_start: int
    voice_start: int
    least_voice: int
    voice: int = 0
    sure_until: int = 0
    silent_since: int | None = None
    dip: float = 2.0
    dip_end: int = 0
    voice_at_dip: int = 0


class UtteranceBounds:
    """Hears one probability a frame; the utterances of a channel never overlap."""

    def __init__(self) -> None:
        self._heard = 0
        self._last_end = 0
        self._risen = 0  # since here no frame was below OFF
        self._open: _Open | None = None

    @property
    def speaking(self) -> tuple[int, int] | None:
        """Where the sound and the voice of the utterance under way began; None while there is none."""
        if self._open is None or self._open.voice < self._open.least_voice:
            return None
        return self._open.sound_start, self._open.voice_start

    @property
    def needed_from(self) -> int:
        """The first sample that an utterance under way or still to come may ask for."""
        return self._open.sound_start if self._open else max(self._last_end, self._heard - PRE_ROLL)

    def hear(self, probability: float) -> Bound | None:
        """The utterance that this frame brings to an end, if it does."""
        start, self._heard = self._heard, self._heard + FRAME
        if probability < OFF:
            self._risen = self._heard
        if self._open is None:
            if probability < ON:
                return None
            sound_start = max(self._last_end, start - PRE_ROLL)
            self._open = _Open(sound_start, max(sound_start, self._risen - LATE), LEAST_VOICE)
        now = self._open
        if probability >= ON:
            now.silent_since = None
            now.voice += FRAME
        elif probability < OFF and now.silent_since is None:
            now.silent_since = start
        if probability >= SURE:
            now.sure_until = self._heard
        length = self._heard - now.sound_start
        enough = END_SILENCE if length < SOFT_CUT else DIP_SILENCE
        if now.silent_since is not None and self._heard - now.silent_since >= enough:
            return self._close(now, self._heard)
        if length >= SOFT_CUT and probability <= now.dip:
            now.dip, now.dip_end, now.voice_at_dip = probability, self._heard, now.voice
        return self._cut(now) if length + FRAME > HARD_CUT else None

    def finish(self, total: int) -> Bound | None:
        """The utterance that the end of the sound, `total` samples, brings to an end."""
        return self._close(self._open, total) if self._open else None

    def _close(self, now: _Open, heard: int) -> Bound | None:
        self._open = None
        if now.voice < now.least_voice:
            return None
        silent_since = heard if now.silent_since is None else now.silent_since
        self._last_end = min(heard, silent_since + TAIL)
        sure = min(now.sure_until, silent_since)
        voice_end = sure if sure > now.voice_start else silent_since
        return Bound(now.sound_start, self._last_end, now.voice_start, voice_end)

    def _cut(self, now: _Open) -> Bound:
        """The rest goes on as the next utterance, however short it turns out to be."""
        self._last_end = now.dip_end
        rest = _Open(now.dip_end, now.dip_end, FRAME, now.voice - now.voice_at_dip, now.sure_until)
        if now.silent_since is not None:
            rest.silent_since = max(now.silent_since, now.dip_end)
        self._open = rest
        return Bound(now.sound_start, now.dip_end, now.voice_start, now.dip_end)
