"""A call from the microphone, and from the caller where a device is named; and what has to be loaded for it."""

from __future__ import annotations

import argparse
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from assist.audio.chunk import AudioChunk
from assist.audio.echo import EchoCanceller, without_echo
from assist.audio.flac import recorded
from assist.audio.health import watched
from assist.audio.live import LiveSound
from assist.audio.microphone import find_device
from assist.audio.one_microphone import parted
from assist.audio.pause import hushed
from assist.audio.spares import Spares
from assist.calls.recording import kept
from assist.calls.sender import Sender
from assist.calls.store.erase import audio_folder
from assist.cli import call
from assist.cli.choices import cut_off_calls
from assist.cli.replay import Clock
from assist.cli.sample import sample_call
from assist.coach.meaning import Sentences
from assist.desk import Desk
from assist.errors import DamagedError, InputError
from assist.events import Event, Notice
from assist.paths import calls_database
from assist.session import Session, listen
from assist.settings import Settings
from ui.choices import Found

LOADING = (
    "The speech model is still being loaded: you are heard already, and the words come once it is there."
)


class LiveCall:
    """Made once for a window, before its first call; `options` are those of the command line."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._engines = call.Engines(options)
        self._chosen = chosen = call.settings()
        self._playbook = call.playbook(options, chosen)
        self._spares = Spares(len(call.devices(options, chosen)))
        self._sender = Sender(calls_database(), call.settings).start()

    def close(self) -> None:
        self._spares.close()
        self._sender.stop()

    def get_ready(self) -> Found:
        """Loads the speech model, and looks what is wrong before a call needs it. A call may begin meanwhile."""
        damaged = news = obstacle = trouble = ""
        try:
            news = cut_off_calls()
        except DamagedError as problem:
            damaged = str(problem)
        except InputError as problem:
            obstacle = str(problem)
        try:
            chosen = call.settings()
            for device in call.devices(self._options, chosen):
                find_device(device)
            self._engines.of(chosen)
        except InputError as problem:
            trouble = str(problem)
        return Found(trouble, damaged, news, obstacle)

    def events(self, desk: Desk) -> Iterator[Event]:
        """A whole call, and what the agent does after it."""
        with _told_of(desk):
            self._chosen = call.settings()  # as they are now: the window may have changed them
        with _told_of(desk):
            self._playbook = call.playbook(self._options, self._chosen)
        chosen = self._chosen
        microphone, *others = call.devices(self._options, chosen)
        caller = others[0] if others else None
        with closing(LiveSound(microphone, caller, desk.stop, desk.put, self._spares.take)) as live:
            live.open()  # what is said while the rest is got ready is heard, too
            yield from self._heard(desk, live, chosen, with_caller=caller is not None)

    def _heard(self, desk: Desk, live: LiveSound, chosen: Settings, *, with_caller: bool) -> Iterator[Event]:
        started = datetime.now()
        if not self._engines.ready:
            yield Notice(0.0, LOADING)
            self._engines.of(chosen)
            yield Notice(0.0, "")
        engine = self._engines.of(chosen)
        sentences = yield from _sentences()
        listener = call.listener(engine, realtime=True)
        # a pause is no silence that anybody left, nor is a lost device
        session = Session(
            self._playbook,
            started,
            lambda at: not desk.paused.is_set() and live.whole and listener.quiet(at),
            chosen.country,
            sentences=sentences,
        )
        recording = call.recording(session, "microphone", chosen)
        canceller = EchoCanceller()
        sound: Iterator[AudioChunk] = watched(
            iter(live), desk.put, lambda: live.behind, lambda: canceller.present, live.lost
        )
        if with_caller:
            sound = without_echo(sound, canceller)
        sound = hushed(sound, desk.paused, desk.muted, desk.put, lambda: live.time)
        if not with_caller:
            sound = parted(sound, desk.client_speaks, lambda: live.time)
        if chosen.retention.audio_days:
            sound = recorded(sound, audio_folder(calls_database()), recording.start.key, desk.put)
        happening = listen(session, listener, sound, desk)
        yield from kept(recording, call.with_word_on_model(engine, happening))
        if chosen.team and (trouble := self._sender.trouble) and not recording.trouble:
            yield Notice(session.now, f"This call waits here for your team. {trouble}")
        yield from call.afterwards(session, recording, desk)

    def practice(self, desk: Desk) -> Iterator[Event]:
        """The bundled call, through the bundled model."""
        bundled = call.engine(argparse.Namespace(model="bundled"), Settings())
        bundled.warm_up()
        yield from sample_call(call.playbook(self._options, call.settings()), bundled, True, desk, Clock())


def _sentences() -> Generator[Event, None, Sentences | None]:
    """The fetched sentence model; a damaged one is told of, and the call goes on without."""
    from models.sentences import fetched_sentences

    try:
        return fetched_sentences()
    except InputError as problem:
        yield Notice(0.0, str(problem))
        return None


@contextmanager
def _told_of(desk: Desk) -> Iterator[None]:
    """A mistake that somebody has made in a file since the last call keeps nobody waiting: it is told, and what the
    file said before holds."""
    try:
        yield
    except InputError as problem:
        mistake = str(problem).splitlines()[0]
        desk.put(Notice(0.0, f"{mistake} For this call, what it said before holds."))
