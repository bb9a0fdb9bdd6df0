"""`calls promises`, `calls settle` and `calls move`: what was promised, and what became of it."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assist.cli.call_number import call_number
from assist.cli.printing import print_rows
from assist.cli.which_calls import add_filter_options, add_shared_options, call_filter
from assist.errors import InputError

if TYPE_CHECKING:
    from assist.calls.store import Store
    from assist.calls.store.store import Promise


def add_parsers(actions: Any) -> None:
    listed = actions.add_parser("promises", help="what was promised and is still open")
    add_filter_options(listed)
    add_shared_options(listed)
    settle = actions.add_parser("settle", help="say that a promise was kept, or was not")
    settle.add_argument("id", type=call_number)
    settle.add_argument("promise", type=int, help="its number within the call")
    settle.add_argument("state", choices=["kept", "broken", "open"])
    move = actions.add_parser("move", help="give a promise another day; the one it had is kept")
    move.add_argument("id", type=call_number)
    move.add_argument("promise", type=int, help="its number within the call")
    move.add_argument("due", metavar="DATE", help="the new day, such as 2026-11-27")


def promises(store: Store, options: argparse.Namespace) -> int:
    rows = [
        {**dataclasses.asdict(promise), "started": call.started.isoformat(), "agent": call.agent}
        for promise, call in store.owed(call_filter(options))
    ]
    if not rows and not options.json:
        print("No promise is open.")
    rows.sort(key=lambda row: str(row["due"] or "9999"))
    print_rows(
        rows,
        options.json,
        lambda row: (
            f"{row['due'] or 'no day   '}  {row['owner']:<6}  {row['text']}"
            f"  ({''.join(_remarks_on(row))}call {row['call']}, promise {row['number']})"
        ),
    )
    return 0


def _remarks_on(row: dict[str, Any]) -> Iterator[str]:
    if row["due"] and row["due"] < datetime.now().date().isoformat():
        yield "overdue, "
    if row["moved"]:
        yield f"was due {', then '.join(row['moved'])}, "


def settle(store: Store, options: argparse.Namespace) -> int:
    promise = _promise(store, options)
    store.settle(promise.call, promise.text, options.state)
    print(f"{options.state.capitalize()}: {promise.text}")
    return 0


def move(store: Store, options: argparse.Namespace) -> int:
    from assist.review.wanted import typed_day

    promise, due = _promise(store, options), typed_day(options.due)
    store.move(promise.call, promise.text, due)
    print(f"Now due {due:%Y-%m-%d}: {promise.text}")
    return 0


def _promise(store: Store, options: argparse.Namespace) -> Promise:
    call = store.call(options.id)
    promise = next((one for one in store.promises(call.id) if one.number == options.promise), None)
    if promise is None:
        raise InputError(
            f"Call {call.id} has no promise {options.promise}; `calls promises` shows their numbers."
        )
    return promise
