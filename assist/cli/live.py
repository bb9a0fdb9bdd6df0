"""The sidebar on a call as it happens. The window opens at once; what a call needs is loaded behind it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING

from assist.cli import call
from assist.cli.choices import choices
from assist.cli.note_file import save_note
from assist.desk import Desk
from assist.errors import InputError
from assist.events import Event
from assist.paths import windows_file
from assist.settings import Settings
from ui.choices import Found

if TYPE_CHECKING:
    from assist.cli.live_call import LiveCall


def live(options: argparse.Namespace) -> int:
    from ui.app import has_display, run

    if not has_display():
        raise InputError(
            "There is no display to open the sidebar on; `call-assist demo --terminal` needs none."
        )
    chosen = call.settings()
    playbook = call.playbook(options, chosen)
    _check_what_was_named(options, chosen)
    loading: Future[LiveCall] = Future()

    def get_ready() -> Found:
        from assist.cli.live_call import LiveCall

        try:
            loading.set_result(LiveCall(options))
        except BaseException as problem:
            loading.set_exception(problem)
            raise
        return loading.result().get_ready()

    def events(desk: Desk) -> Iterator[Event]:
        return loading.result().events(desk)

    def practice(desk: Desk) -> Iterator[Event]:
        return loading.result().practice(desk)

    try:
        return run(
            events,
            playbook,
            title="Call Assist",
            settings=chosen,
            on_save=save_note,
            start_at_once=options.start,
            choices=choices(options),
            practice=practice,
            places=windows_file(),
            get_ready=get_ready,
        )
    finally:
        if loading.done() and loading.exception() is None:
            loading.result().close()


def _check_what_was_named(options: argparse.Namespace, chosen: Settings) -> None:
    """InputError where no window would help: the call is to start at once, or the command line named what is wrong."""
    if options.start or options.microphone or options.caller:
        from assist.audio.microphone import find_device

        for device in call.devices(options, chosen):
            find_device(device)
    if options.start or options.model:
        from models.load import model_folder

        model_folder(options.model or chosen.model)
