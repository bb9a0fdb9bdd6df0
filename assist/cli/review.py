"""The review window: the calls of the team's database where one is set up, else those of this machine."""

from __future__ import annotations

import argparse
from functools import partial

from assist.calls.store import Store
from assist.calls.store.erase import audio_folder
from assist.cli import call
from assist.cli.import_calls import importer_of
from assist.cli.playbooks import playbook_name, playbooks
from assist.coach.playbook import load_playbook
from assist.errors import InputError
from assist.paths import calls_database, windows_file
from assist.review.archive import Archive
from assist.settings import Settings


def review(options: argparse.Namespace) -> int:
    from ui.app import has_display, run_review

    if not has_display():
        raise InputError("There is no display to open a window on; `call-assist calls show` needs none.")
    chosen = call.settings()
    return run_review(archive(chosen, here=options.here), chosen, windows_file())


def archive(chosen: Settings, *, here: bool = False) -> Archive:
    """The calls that the settings point to; with `here` those of this machine whatever the settings say."""
    return archive_of(call.store(team=chosen.team is not None and not here))


def archive_of(store: Store) -> Archive:
    """The calls of a database, for whoever the settings say is looking."""
    chosen = call.settings()
    return Archive(
        store,
        call.agent_name(chosen),
        lambda name: load_playbook(playbook_name(name)),
        audio_folder(calls_database()),
        chosen.country,
        playbooks(chosen.playbook),
        chosen.playbook,
        partial(importer_of, argparse.Namespace(playbook=None, policy=None, model=None)),
    )
