"""`calls trends`: what a set of calls has in common."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assist.cli.new_file import write_new

if TYPE_CHECKING:
    from assist.calls.store import CallFilter, Store
    from assist.calls.trends import Trends

TITLES = {
    "step missed": "Missed most",
    "warning": "Warnings, in so many calls",
    "promise": "Promises of the agent",
    "client": "The client",
}
WIDTH = 24
"""Characters of the longest bar."""


def trends(store: Store, wanted: CallFilter, options: argparse.Namespace) -> int:
    from assist.calls.trends import HEADER, as_csv, by_person, figures, trends

    today = date.today()
    found = [trends(store, wanted, today)]
    if options.people or options.csv:
        found += by_person(store, wanted, today)
    labels = playbook_labels()
    if options.csv:
        write_new("--csv", Path(options.csv), as_csv(found, labels).encode())
        print(f"Written: {options.csv}")
    elif options.json:
        for one in found:
            for row in figures(one, labels):
                print(json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False))
    elif not found[0].calls:
        print("No such calls are kept.")
    else:
        for one in found:
            _print(one, labels)
    return 0


def playbook_labels() -> dict[str, str]:
    """The steps of the bundled playbooks and of the settings' own, in words."""
    from assist.calls.trends import step_labels
    from assist.cli import call
    from assist.cli.playbooks import playbook_name
    from assist.coach.playbook import list_playbooks, load_playbook

    chosen = playbook_name(call.settings().playbook)
    others = [name for name in list_playbooks() if name != chosen]
    return step_labels(load_playbook(name) for name in (*others, chosen))


def _print(one: Trends, labels: Mapping[str, str]) -> None:
    from assist.calls.trends import figures

    days = one.since if one.since == one.until else f"{one.since} to {one.until}"
    print(f"{one.who or 'All'}: {one.calls} call{'s' * (one.calls != 1)}, {days}")
    title = ""
    for _, figure, what, count, of in figures(one, labels):
        if figure not in TITLES or not of:
            continue
        if figure != title:
            title = figure
            print(f"\n  {TITLES[figure]}")
        bar = "█" * round(WIDTH * count / of)
        print(f"    {what[:40]:<40}  {count:>5} of {of:<5}  {bar}".rstrip())
    print()
