"""`calls compare`: what another playbook would have done in kept calls."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from assist.errors import InputError

if TYPE_CHECKING:
    from assist.calls.replay import Replayed
    from assist.calls.store import CallFilter, Store
    from assist.coach.playbook import Playbook


def compare(store: Store, wanted: CallFilter, options: argparse.Namespace) -> int:
    from assist.calls.replay import replayed, tally
    from assist.cli.playbooks import playbook_name
    from assist.coach.playbook import load_playbook

    new = load_playbook(playbook_name(options.with_playbook))
    calls = store.calls(wanted, options.limit)
    found = []
    for number, one in enumerate(replayed(store, calls, run_with(), new), 1):
        if sys.stderr.isatty():
            print(f"\r\x1b[K{number} of {len(calls)}", end="", file=sys.stderr, flush=True)
        found.append(one)
        if options.json:
            _print_json(one)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    if options.json:
        return 0
    for one in found:
        if one.changes:
            print(f"Call {one.call.id}, {one.call.started:%Y-%m-%d %H:%M}")
            for change in one.changes:
                print(f"  {change}")
    different = sum(bool(one.changes) for one in found)
    print(f"{len(found)} calls, {different} of them different.")
    for row in tally(found):
        print(
            f"  {f'+{row.came}' * (row.came > 0):>5} {f'-{row.gone}' * (row.gone > 0):>5}  {row.kind} {row.id}"
        )
    return 0


def run_with() -> Callable[[str], Playbook]:
    """The playbook that a call was run with, by its id; the settings' one, where none has that name any more."""
    from assist.cli.call import settings
    from assist.cli.playbooks import playbook_name
    from assist.coach.playbook import load_playbook

    @cache
    def load(name: str) -> Playbook:
        try:
            return load_playbook(playbook_name(name))
        except InputError:
            return load_playbook(playbook_name(settings().playbook))

    return load


def _print_json(one: Replayed) -> None:
    lines = [
        {
            "change": "came" if change.came else "gone",
            "at": round(change.seen.at, 3),
            "kind": change.seen.kind,
            "id": change.seen.id,
            "words": change.seen.words,
        }
        for change in one.changes
    ]
    print(json.dumps({"call": one.call.id, "changes": lines}, ensure_ascii=False))
