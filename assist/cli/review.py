"""The review window: the calls of the team's database where one is set up, else those of this machine."""

from __future__ import annotations

import argparse
import getpass

from assist.calls.store import Store
from assist.calls.store.erase import audio_folder
from assist.cli import call
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
    team = chosen.team is not None and not here
    return archive_of(call.team_store() if team else Store(calls_database()))


def archive_of(store: Store) -> Archive:
    """The calls of a database, for whoever the settings say is looking."""
    chosen = call.settings()
    person = store.database.engine.url.username if store.database.is_team else chosen.agent or _login()
    recordings = audio_folder(calls_database())
    return Archive(
        store,
        person or "",
        lambda name: load_playbook(playbook_name(name)),
        recordings,
        chosen.country,
        playbooks(),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except OSError:  # nobody is logged in
        return ""
