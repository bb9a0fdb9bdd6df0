"""`calls trends`: what a set of calls has in common."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assist.cli.new_file import write_new
from assist.cli.printing import counted
from assist.cli.which_calls import add_filter_options, add_shared_options, call_filter

if TYPE_CHECKING:
    from assist.calls.store import Store
    from assist.calls.trends import Trends

TITLES = {
    "step missed": "Missed most",
    "warning": "Warnings, in so many calls",
    "promise": "Promises of the agent",
    "client": "The client",
}
WIDTH = 24
"""Characters of the longest bar."""


def add_parser(actions: Any) -> None:
    command = actions.add_parser("trends", help="what is missed most, warnings, promises, upset clients")
    command.add_argument("--people", action="store_true", help="each agent apart, too")
    command.add_argument("--csv", metavar="FILE", help="everything, each agent apart too, for a spreadsheet")
    add_filter_options(command)
    add_shared_options(command)


def trends(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.trends import HEADER, as_csv, by_person, figures, trends
    from assist.cli.review import archive_of

    wanted, today = call_filter(options), date.today()
    found = [trends(store, wanted, today)]
    if options.people or options.csv:
        found += by_person(store, wanted, today)
    labels = archive_of(store).labels()
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


def _print(one: Trends, labels: Mapping[str, str]) -> None:
    from assist.calls.trends import figures

    days = one.since if one.since == one.until else f"{one.since} to {one.until}"
    print(f"{one.who or 'All'}: {counted(one.calls, 'call')}, {days}")
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
