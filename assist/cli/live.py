"""The sidebar on a call as it happens: the microphone, and the caller where a device is named."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
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
from assist.cli.choices import choices, cut_off_calls
from assist.cli.demo import sample_call
from assist.cli.note_file import save_note
from assist.cli.replay import Clock
from assist.desk import Desk
from assist.errors import InputError
from assist.events import Event
from assist.paths import calls_database, windows_file
from assist.session import Session, listen
from assist.settings import Settings


def live(options: argparse.Namespace) -> int:
    from ui.app import has_display, run

    if not has_display():
        raise InputError(
            "There is no display to open the sidebar on; `call-assist demo --terminal` needs none."
        )
    # loads Qt, which must be there before any thread: it ends the program if one imports meanwhile
    offered = choices(options)
    chosen = call.settings()
    playbook = call.playbook(options, chosen)
    engines = call.Engines(options)
    trouble = _trouble(options, chosen, engines)
    sender = Sender(
        calls_database(),
        team=chosen.team,
        text_days=chosen.retention.text_days,
        audio_days=chosen.retention.audio_days,
    ).start()

    def events(desk: Desk) -> Iterator[Event]:
        chosen = call.settings()  # as they are now: the window may have changed them
        microphone, *others = _devices(options, chosen)
        caller = others[0] if others else None
        with closing(LiveSound(microphone, caller, desk.stop, desk.put, spares.take)) as live:
            live.open()  # what is said while the rest is got ready is heard, too
            yield from heard(desk, live, chosen, with_caller=caller is not None)

    def heard(desk: Desk, live: LiveSound, chosen: Settings, *, with_caller: bool) -> Iterator[Event]:
        started = datetime.now()
        playbook = call.playbook(options, chosen)
        engine = engines.of(chosen)
        listener = call.listener(engine, realtime=True)
        # a pause is no silence that anybody left, nor is a lost device
        session = Session(
            playbook,
            started,
            lambda at: not desk.paused.is_set() and live.whole and listener.quiet(at),
            chosen.country,
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
            sound = parted(sound, desk.client_speaks)
        if chosen.retention.audio_days:
            sound = recorded(sound, audio_folder(calls_database()), recording.start.key, desk.put)
        happening = listen(session, listener, sound, desk)
        yield from kept(recording, call.with_word_on_model(engine, happening))
        yield from call.afterwards(session, recording, desk)

    def practice(desk: Desk) -> Iterator[Event]:
        bundled = call.engine(argparse.Namespace(model="bundled"), Settings())
        bundled.warm_up()
        yield from sample_call(call.playbook(options, call.settings()), bundled, True, desk, Clock())

    spares = Spares(len(_devices(options, chosen)))
    try:
        return run(
            events,
            playbook,
            title="Call Assist",
            settings=chosen,
            on_save=save_note,
            start_at_once=options.start,
            choices=offered,
            practice=practice,
            places=windows_file(),
            news=cut_off_calls(),
            trouble=trouble,
        )
    finally:
        spares.close()
        sender.stop()


def _trouble(options: argparse.Namespace, chosen: Settings, engines: call.Engines) -> str:
    """What is wrong with the devices or the model, known before a call needs them: one sentence for the window, which
    opens all the same, since it is there that others are chosen. InputError where no window would help: the call is
    to start at once, or the command line named what is wrong."""
    try:
        for device in _devices(options, chosen):
            find_device(device)
        engines.of(chosen).warm_up()
    except InputError as problem:
        if options.start or options.model or options.microphone or options.caller:
            raise
        return str(problem)
    return ""


def _devices(options: argparse.Namespace, chosen: Settings) -> list[str | int | None]:
    """The microphone (None: the system's own), and the caller's device where one is named."""
    caller = options.caller or chosen.caller
    return [options.microphone or chosen.microphone, *([caller] if caller is not None else [])]
