"""`calls compare`: what another playbook would have done in kept calls."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from assist.cli.printing import change_row, counted, print_progress
from assist.cli.which_calls import add_filter_options, add_limit_option, add_shared_options, call_filter

if TYPE_CHECKING:
    from assist.calls.store import Store


def add_parser(actions: Any) -> None:
    compared = actions.add_parser("compare", help="what another playbook would have done in kept calls")
    compared.add_argument("with_playbook", metavar="PLAYBOOK", help="a name from `playbook list`, or a file")
    add_limit_option(compared)
    add_filter_options(compared)
    add_shared_options(compared)


def compare(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.replay import tally
    from assist.cli.review import archive_of

    calls = store.calls(call_filter(options), options.limit)
    found = []
    for number, one in enumerate(archive_of(store).replayed(calls, options.with_playbook), 1):
        print_progress(f"{number} of {len(calls)}")
        found.append(one)
        if options.json:
            changes = [change_row(change) for change in one.changes]
            print(json.dumps({"call": one.call.id, "changes": changes}, ensure_ascii=False))
    print_progress("")
    if options.json:
        return 0
    for one in found:
        if one.changes:
            print(f"Call {one.call.id}, {one.call.started:%Y-%m-%d %H:%M}")
            for change in one.changes:
                print(f"  {change}")
    different = sum(bool(one.changes) for one in found)
    print(f"{counted(len(found), 'call')}, {different} of them different.")
    for row in tally(found):
        print(
            f"  {f'+{row.came}' * (row.came > 0):>5} {f'-{row.gone}' * (row.gone > 0):>5}  {row.kind} {row.id}"
        )
    return 0
