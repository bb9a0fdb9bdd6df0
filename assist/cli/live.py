"""The sidebar on a call as it happens: the microphone, and the caller where a device is named."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime

from assist.audio.microphone import find_device
from assist.audio.microphone import live as record
from assist.audio.pause import hushed
from assist.calls.recording import kept
from assist.calls.sender import Sender
from assist.cli import call
from assist.cli.note_file import save_note
from assist.desk import Desk
from assist.errors import InputError
from assist.events import Event
from assist.paths import calls_database
from assist.session import Session, listen


def live(options: argparse.Namespace) -> int:
    from ui.app import has_display, run

    if not has_display():
        raise InputError(
            "There is no display to open the sidebar on; `call-assist demo --terminal` needs none."
        )
    chosen = call.settings()
    playbook = call.playbook(options, chosen)
    microphone = options.microphone or chosen.microphone
    caller = options.caller or chosen.caller
    # what is wrong with the devices or the model is said before a window opens
    find_device(microphone)
    if caller is not None:
        find_device(caller)
    engine = call.engine(options, chosen)
    engine.warm_up()
    sender = Sender(
        calls_database(),
        team=chosen.team,
        text_days=chosen.retention.text_days,
        audio_days=chosen.retention.audio_days,
    ).start()

    def events(desk: Desk) -> Iterator[Event]:
        listener = call.listener(engine, realtime=True)
        # a pause is no silence that anybody left
        session = Session(
            playbook,
            datetime.now(),
            lambda at: not desk.paused.is_set() and listener.quiet(at),
            chosen.country,
        )
        recording = call.recording(session, "microphone", chosen)
        sound = hushed(record(microphone, caller, desk.stop), desk.paused)
        heard = listen(session, listener, sound, desk)
        yield from kept(recording, call.with_word_on_model(engine, heard))
        yield from call.afterwards(session, recording, desk)

    try:
        return run(events, playbook, title="Call Assist", on_save=save_note, start_at_once=options.start)
    finally:
        sender.stop()
