"""`calls import`: recordings, transcripts and rescue files become calls like any other."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Flag
from types import FrameType

from assist.calls.importing import Importer, files_in, typed_start
from assist.calls.store import Store
from assist.cli import call
from assist.cli.printing import counted, print_progress
from assist.errors import InputError
from assist.paths import calls_database

INTERRUPTED = 130
"""Exit status after Ctrl+C."""


def import_calls(options: argparse.Namespace) -> int:
    """What cannot be taken is named, and the others are taken all the same. Ctrl+C stops between two words: whole calls
    are left, and the same command goes on from there."""
    files = files_in([Path(name) for name in options.files])
    started = typed_start(options.started, files)
    importer = importer_of(options, options.agent_is)
    importer.started = started
    try:
        with _interrupt() as interrupted:
            taken = importer.take_all(
                files,
                lambda number, file: _progress(f"{number} of {len(files)}  {file.name}"),
                interrupted.is_set,
            )
    finally:
        importer.store.close()
        _progress("")
    if len(files) == 1 and taken.problems:
        raise InputError(taken.problems[0])
    for problem in taken.problems:
        print(f"call-assist: {problem}", file=sys.stderr)
    if taken.stopped:
        print(
            f"Stopped after {counted(taken.new, 'call')}; the same command goes on from there.",
            file=sys.stderr,
        )
        return INTERRUPTED
    parts = [f"{counted(taken.new, 'call')} taken in"]
    parts += [f"{taken.known} there already"] * (taken.known > 0)
    parts += [f"{len(taken.problems)} refused"] * bool(taken.problems)
    print(", ".join(parts) + ".")
    return 2 if taken.problems else 0


def importer_of(options: argparse.Namespace, agent: str | None) -> Importer:
    """Takes calls in on this machine, by these options and the settings; `agent` speaks under that name."""
    settings = call.settings()
    return Importer(
        Store(calls_database(), for_team=settings.team is not None),
        call.playbook(options, settings),
        lambda: call.engine(options, settings),
        call.agent_name(settings),
        agent,
        settings.country,
    )


@contextmanager
def _interrupt() -> Iterator[Flag]:
    """A flag that Ctrl+C sets; a second Ctrl+C ends the program at once."""
    flag = Flag()
    before = signal.getsignal(signal.SIGINT)

    def set_flag(number: int, frame: FrameType | None) -> None:
        flag.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, set_flag)
    try:
        yield flag
    finally:
        signal.signal(signal.SIGINT, before)


def _progress(text: str) -> None:
    if not print_progress(text) and text:
        print(text, file=sys.stderr, flush=True)
