"""The loop: for each chunk, hear it; for each event, step; yield what follows.

A session is the whole call without windows, files, sound or threads of its own: what was said goes in as
utterances, the agent's clicks go in as events, and out come the events of `assist.events`, in the order in
which they became known. `listen` runs one from sound, `read` from a transcript.
"""

from __future__ import annotations

import copy
import dataclasses
import logging
import math
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from assist.audio.chunk import AudioChunk
from assist.audio.level import level, meter
from assist.coach.ear import Ear
from assist.coach.meaning import Sentences
from assist.coach.moments import MomentDetector, read_ahead
from assist.coach.network import AHEAD
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.playbook import Playbook
from assist.coach.state import CoachState, Understood
from assist.coach.step import step
from assist.coach.timing import Timing
from assist.errors import InputError
from assist.events import (
    Event,
    Level,
    Moment,
    Note,
    NoteEdited,
    Notice,
    PromptAnswered,
    ReadBack,
    ReadBackEnded,
    ReadBackMarked,
    ReadBackStarted,
    StepTicked,
    Tick,
    Utterance,
    UtteranceCorrected,
)
from assist.note import read_aloud
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.note.read_aloud import Reading

Made = TypeVar("Made")
Instead = TypeVar("Instead")
_log = logging.getLogger(__name__)

COACH_LACKS = "Something went wrong in the coach, and a card may be missing. Words and note go on."
NOTE_LACKS = (
    "Part of what was said may be missing from the note. Please read it through, and add what is missing."
)


class Hearing(Protocol):
    """What turns chunks into partial and final utterances; `assist.speech.listener.Listener` is the one."""

    def hear(self, chunk: AudioChunk) -> list[Event]: ...

    def finish(self) -> Iterable[Event]: ...

    def quiet(self, at: float) -> bool: ...

    def close(self) -> None: ...


class Following(Protocol):
    """What follows from what is heard; `Session` is the whole of it."""

    def take(self, event: Event) -> Iterator[Event]: ...

    def pass_time(self, until: float) -> Iterator[Event]: ...

    def finish(self) -> Iterator[Event]: ...


class WordsOnly:
    """A call of which only the words are wanted: no coach, no note."""

    def take(self, event: Event) -> Iterator[Event]:
        yield event

    def pass_time(self, until: float) -> Iterator[Event]:
        yield from ()

    def finish(self) -> Iterator[Event]:
        yield from ()


class Session:
    """One call, as events.

    `started`: the wall-clock time at which it began, read once by whoever opens it. `quiet`: whether nobody
    speaks at a time of the call that has come, and everything said before it is known. `country`: whose public
    holidays are no working days (see `assist.note.calendar`). `every_note`: the note is told whenever it changes;
    without, only as it stands at the end. `sentences`: a sentence model that has a vote on moments and cards.
    """

    def __init__(
        self,
        playbook: Playbook,
        started: datetime,
        quiet: Callable[[float], bool],
        country: str = "",
        every_note: bool = True,
        sentences: Sentences | None = None,
    ) -> None:
        self.playbook = playbook
        self.started = started
        self._every_note = every_note
        self._calendar = Calendar(started, country)
        self._quiet = quiet
        self._sentences = sentences
        self._moments = MomentDetector(sentences=sentences)
        self._timing = Timing(sentences)
        self._known: set[tuple[str, int | None]] = set()
        self._own: dict[int, list[Moment]] = {}
        """Those that the playbook's own cues found, by utterance."""
        self._silent_until: float | None = None
        """How long the silence since the last utterance is known to have lasted."""
        self._failures: list[tuple[Exception, str]] = []
        """What failed since the agent was told last, and what they are told of it."""
        self._failed: set[str] = set()
        """What has failed so far: where, and what the agent was told."""
        self._draft = NoteDraft(self._calendar, lambda failure: self._failures.append((failure, NOTE_LACKS)))
        self._told = self._draft.fields()
        """The note as it was told last."""
        self._coach = CoachState()
        self._reading: Reading | None = None
        self._now = 0.0

    @property
    def now(self) -> float:
        """Seconds of call audio that have passed."""
        return self._now

    def take(self, event: Event) -> Iterator[Event]:
        """Something became known: an utterance, a partial, a click of the agent.

        The seconds until then pass without a look at the silence: it is no silence that ends in this news.
        """
        yield from self._take(event)
        yield from self._lacking()

    def _take(self, event: Event) -> Iterator[Event]:
        if isinstance(event, Level):
            yield event
            yield from self._coached(event)
            return
        yield from self._pass_time(event.at, lambda at: False)
        if isinstance(event, Utterance):
            yield event
            self._silent_until = None
            effects = list(self._coached(event))
            yield from effects
            own = [effect for effect in effects if isinstance(effect, Moment)]
            known = {(moment.moment, moment.utterance) for moment in own}
            found = self._spared(lambda: self._moments.hear(event), ())
            moments = [m for m in found if (m.moment, m.utterance) not in known]
            for moment in self.playbook.gravest_first(moments):
                yield from self._understood(moment)
            if own:
                self._own[event.id] = own
            self._known |= {*known, *((moment.moment, moment.utterance) for moment in moments)}
            understood = self._spared(lambda: Understood(event.at, event, self._timing.hear(event)), None)
            if understood is not None:
                yield from self._coached(understood)
            yield from self._writing(self._noted(event, [*own, *moments]))
        elif isinstance(event, NoteEdited | UtteranceCorrected):
            yield event
            yield from self._writing(self._changed(event))
        elif isinstance(event, ReadBackStarted | ReadBackMarked | ReadBackEnded):
            yield event
            yield from self._writing(self._read_back(event))
        elif isinstance(event, PromptAnswered | StepTicked):
            yield from self._coached(event)
        else:
            yield event

    def pass_time(self, until: float) -> Iterator[Event]:
        """Whole seconds that went by, one at a time: cards expire and silences grow between the words."""
        yield from self._pass_time(until, self._quiet)
        yield from self._lacking()

    def _pass_time(self, until: float, quiet: Callable[[float], bool]) -> Iterator[Event]:
        while (second := float(math.floor(self._now) + 1)) <= until:
            yield from self._vent_over(second, quiet)
            self._now = second
            tick = Tick(self._now, quiet(self._now))
            yield tick
            yield from self._coached(tick)
            if tick.quiet:
                yield from self._silence(self._now)
        yield from self._vent_over(until, quiet)
        self._now = max(self._now, until)

    def _vent_over(self, until: float, quiet: Callable[[float], bool]) -> Iterator[Event]:
        """The end of a vent is not waited for until the next whole second: the agent may speak by then."""
        over = self._moments.vent_over_at
        if over is not None and self._now < over < until and quiet(over):
            self._now = over
            yield from self._silence(over)

    def _silence(self, at: float) -> Iterator[Event]:
        """What a silence tells that has lasted until now."""
        self._silent_until = at
        for moment in self._spared(lambda: self._moments.silence(at), ()):
            self._known.add((moment.moment, moment.utterance))
            yield from self._understood(moment)

    def finish(self) -> Iterator[Event]:
        """The call is over: the note as it stands."""
        yield from self._writing(self._note_as_it_stands())
        yield from self._lacking()

    def _note_as_it_stands(self) -> Iterator[Event]:
        yield self._draft.note(self._now)

    def _writing(self, events: Iterator[Event]) -> Iterator[Event]:
        """What follows for the note."""
        try:
            yield from events
        except Exception as failure:
            self._failures.append((failure, NOTE_LACKS))

    def _lacking(self) -> Iterator[Event]:
        """What the agent is told of what failed and was left out: with a client on the line, a gap is better than a
        call that ends."""
        failures, self._failures = self._failures, []
        for failure, told in failures:
            # where, and not what it says: that may be words of the call
            places = [f"{at.filename}:{at.lineno}" for at in traceback.extract_tb(failure.__traceback__)]
            where = f"{type(failure).__name__} at {' > '.join(places)}"
            if where not in self._failed:
                _log.error("Left out: %s", where)
            if told not in self._failed:
                yield Notice(self._now, told, until="end")
            self._failed |= {where, told}

    def _noted(self, heard: Utterance, moments: list[Moment]) -> Iterator[Event]:
        """An utterance goes into the note; while the note is read back, it may be a reading of it or an answer."""
        before = after = self._reading
        aloud = False
        if before is not None:
            after = read_aloud.follow(before, heard, self._calendar)
            aloud = heard.channel == "agent" and read_aloud.voices(before, after)
        self._draft.hear(heard, moments, aloud)
        yield from self._note_if_news(heard.at)
        yield from self._read_on(heard.at, after)

    def _changed(self, change: NoteEdited | UtteranceCorrected) -> Iterator[Event]:
        """The agent changes the note, or what it is made of. Of an utterance that was put right all moments are told
        again; those that it had before are no news to the coach."""
        if isinstance(change, NoteEdited):
            self._draft.edit(change)
        else:
            detector, found = MomentDetector(sentences=self._sentences), list[Moment]()
            self._own.pop(change.utterance, None)

            def hear(utterance: Utterance) -> Sequence[Moment]:
                moments = detector.hear(utterance)
                found.extend(moment for moment in moments if moment.utterance == change.utterance)
                own = self._own.get(utterance.id, [])
                told = {moment.moment for moment in own}
                return [*own, *(moment for moment in moments if moment.moment not in told)]

            draft = copy.copy(self._draft)  # which begins anew: where that fails, the note stays
            draft.correct(change, hear)
            self._draft, self._moments = draft, detector
            if self._silent_until is not None:
                found += [
                    moment
                    for moment in detector.silence(self._silent_until)
                    if moment.utterance == change.utterance
                    or (moment.moment, moment.utterance) not in self._known
                ]
            for moment in self.playbook.gravest_first(found):
                now = dataclasses.replace(moment, at=change.at)
                known = (moment.moment, moment.utterance) in self._known
                yield from ((now,) if known else self._understood(now))
            self._known = {one for one in self._known if one[1] != change.utterance}
            self._known |= {(moment.moment, moment.utterance) for moment in found}
        yield from self._note_if_news(change.at)
        yield from self._read_on(change.at, self._reading)

    def _note_if_news(self, at: float) -> Iterator[Event]:
        if self._every_note and self._draft.fields() != self._told:
            self._told = self._draft.fields()
            yield self._draft.note(at)

    def _read_back(self, action: ReadBackStarted | ReadBackMarked | ReadBackEnded) -> Iterator[Event]:
        if isinstance(action, ReadBackStarted):
            self._reading = None
            yield from self._read_on(action.at, read_aloud.begin(self._draft.fields()))
        elif isinstance(action, ReadBackEnded):
            self._reading = None
        elif self._reading is not None:
            yield from self._read_on(action.at, read_aloud.mark(self._reading, action))

    def _read_on(self, at: float, reading: Reading | None) -> Iterator[Event]:
        """The read-back as it stands against the note as it stands, where that is news."""
        before = self._reading
        if reading is not None:
            self._reading = read_aloud.refresh(reading, self._draft.fields())
            if before is None or self._reading.sentences != before.sentences:
                yield ReadBack(at, self._reading.sentences)

    def _understood(self, moment: Moment) -> Iterator[Event]:
        yield moment
        yield from self._coached(moment)

    def _coached(self, event: Event) -> Iterator[Event]:
        state = self._coach
        self._coach, effects = self._spared(lambda: step(self.playbook, state, event), (state, ()))
        yield from effects

    def _spared(self, look: Callable[[], Made], instead: Instead) -> Made | Instead:
        """What the coach makes of something, or what stands instead where it fails."""
        try:
            return look()
        except Exception as failure:
            self._failures.append((failure, COACH_LACKS))
            return instead


def listen(
    session: Following, hearing: Hearing, chunks: Iterable[AudioChunk], actions: Iterable[Event] = ()
) -> Iterator[Event]:
    """A whole call from sound. `actions` is asked after every chunk for what the agent did meanwhile.

    Where the sound breaks off with an error, what was heard is finished and noted first. Whatever ends the
    call, the sound's source is closed with it: a microphone never stays open behind an error.
    """
    sound = iter(chunks)
    broken: InputError | None = None
    heard = False
    try:
        try:
            for chunk in sound:
                heard = True
                yield from session.take(Level(chunk.end, chunk.channel, meter(level(chunk.samples))))
                for event in hearing.hear(chunk):
                    yield from session.take(event)
                yield from session.pass_time(chunk.end)
                for action in actions:
                    yield from session.take(action)
        except InputError as problem:
            if not heard:
                raise
            broken = problem
        for event in hearing.finish():
            yield from session.take(event)
        yield from session.finish()
    finally:
        if isinstance(sound, Generator):
            sound.close()
        hearing.close()
    if broken is not None:
        raise broken


def read(session: Session, utterances: Iterable[Utterance]) -> Iterator[Event]:
    """A whole call from its transcript."""
    for utterance in _heard_ahead(utterances):
        yield from session.pass_time(utterance.at)
        yield from session.take(utterance)
    yield from session.finish()


def _heard_ahead(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """The utterances; where all are known from the beginning, the network takes up many at once."""
    if not isinstance(utterances, Sequence):
        yield from utterances
        return
    ear, read_turn = Ear(), bundled_phrasebook().read
    for at in range(0, len(utterances), AHEAD):
        known = utterances[at : at + AHEAD]
        turns = [(utterance.channel, read_turn(utterance.text)) for utterance in known]
        ear.hear_ahead(turns)
        read_ahead(turns)
        yield from known


def last_note(events: Iterable[Event]) -> Iterator[Event]:
    """The events with the note only as it stood at the end, as the last of them, also before an error."""
    note: Note | None = None
    broken: InputError | None = None
    try:
        for event in events:
            if isinstance(event, Note):
                note = event
            else:
                yield event
    except InputError as problem:
        broken = problem
    if note is not None:
        yield note
    if broken is not None:
        raise broken
