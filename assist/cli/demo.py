"""`demo`: the bundled sample call through the whole program, in the sidebar or in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assist.cli import call
from assist.cli.note_file import save_note
from assist.coach.playbook import Playbook
from assist.desk import Desk
from assist.events import Event, Notice
from assist.settings import Settings
from ui.app import has_display

if TYPE_CHECKING:
    from assist.cli.replay import Clock

SETTINGS = Settings(model="bundled")
"""The demo is the same on every machine, whatever is set and fetched."""
LOADING = "The speech model is being loaded; the call begins in a moment."


def demo(options: argparse.Namespace) -> int:
    playbook = call.playbook(options, SETTINGS)
    if options.terminal or options.json or not has_display():
        _in_the_terminal(options, playbook)
        return 0
    from ui.app import run

    def events(desk: Desk) -> Iterator[Event]:
        yield Notice(0.0, LOADING)
        from assist.cli.replay import Clock

        yield from _call(options, playbook, desk, Clock())

    return run(events, playbook, title="Call Assist: a sample call", on_save=save_note)


def _in_the_terminal(options: argparse.Namespace, playbook: Playbook) -> None:
    from assist.cli.replay import Clock, show
    from assist.session import last_note

    clock = Clock()
    events = last_note(_call(options, playbook, None, clock))
    show(events, as_json=options.json, wall=None if options.fast else clock.seconds)


def _call(
    options: argparse.Namespace, playbook: Playbook, desk: Desk | None, clock: Clock
) -> Iterator[Event]:
    from assist.cli.sample import sample_call

    engine = call.engine(options, SETTINGS)
    engine.warm_up()
    yield from sample_call(playbook, engine, not options.fast, desk, clock)
