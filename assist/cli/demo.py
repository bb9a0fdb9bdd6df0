"""`demo`: the bundled sample call through the whole program, in the sidebar or in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from assist.cli import call
from assist.cli.note_file import save_note
from assist.coach.playbook import Playbook
from assist.desk import Desk
from assist.events import Event, Notice
from assist.settings import Settings
from assist.speech.engine import SpeechEngine
from ui.app import has_display

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
        from assist.cli.sample import sample_call

        engine = _warm_engine(options)
        yield Notice(0.0, "")
        yield from sample_call(playbook, engine, not options.fast, desk, Clock())

    return run(events, playbook, title="Call Assist: a sample call", on_save=save_note)


def _in_the_terminal(options: argparse.Namespace, playbook: Playbook) -> None:
    from assist.cli.replay import Clock, show
    from assist.cli.sample import sample_call
    from assist.session import last_note

    clock = Clock()
    events = sample_call(playbook, _warm_engine(options), not options.fast, None, clock)
    show(last_note(events), as_json=options.json, wall=None if options.fast else clock.seconds)


def _warm_engine(options: argparse.Namespace) -> SpeechEngine:
    engine = call.engine(options, SETTINGS)
    engine.warm_up()
    return engine
