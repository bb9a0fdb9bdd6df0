"""`calls`: the kept calls, found, shown, taken in and erased."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from assist.cli import compare, erasing, export_call, promises, remarks, trends
from assist.cli.call_number import call_number
from assist.cli.printing import print_rows
from assist.cli.which_calls import (
    add_filter_options,
    add_limit_option,
    add_shared_options,
    call_filter,
    unknown_steps,
)
from assist.errors import InputError

if TYPE_CHECKING:
    from assist.calls.store import Store, StoredCall
    from assist.calls.store.search import Hit


def add_parser(commands: Any, call_options: Callable[[argparse.ArgumentParser], None]) -> None:
    calls = commands.add_parser("calls", help="kept calls: list, search, show, import, erase and more")
    actions = calls.add_subparsers(dest="action", metavar="ACTION", required=True)

    listed = actions.add_parser("list", help="the calls, newest first")
    add_filter_options(listed)
    add_limit_option(listed)
    add_shared_options(listed)

    show = actions.add_parser("show", help="one call, as it went")
    show.add_argument("id", type=call_number)
    add_shared_options(show)

    export_call.add_parsers(actions)

    search = actions.add_parser("search", help='lines that hold words, "phrases" and begin*')
    search.add_argument("text", nargs="+", help="such as refund, '\"third time\"' or deliv*")
    search.add_argument("--speaker", choices=["agent", "client", "note"], help="who said it, or the note")
    search.add_argument("--rank", action="store_true", help="best first, not newest")
    search.add_argument("--limit", type=int, default=20, metavar="N")
    add_filter_options(search)
    add_shared_options(search)

    taken = actions.add_parser(
        "import",
        help="recordings, transcripts (jsonl, vtt, srt, Whisper's json), rescue files, or folders of them",
    )
    taken.add_argument("files", nargs="+", metavar="FILE|FOLDER")
    taken.add_argument(
        "--started",
        metavar="ISO8601",
        help="when the call began (default: the date in the file's name, else the file's)",
    )
    taken.add_argument(
        "--agent-is", metavar="NAME", help="the name under which the agent speaks in a transcript"
    )
    call_options(taken)

    unfinished = actions.add_parser("recover", help="calls that were cut off: list them, or end one")
    unfinished.add_argument("id", type=call_number, nargs="?")
    unfinished.add_argument("--json", action="store_true")

    promises.add_parsers(actions)
    trends.add_parser(actions)
    compare.add_parser(actions)
    remarks.add_parsers(actions)
    erasing.add_parsers(actions)


def calls(options: argparse.Namespace) -> int:
    from assist.cli import call

    if options.action == "import":
        from assist.cli.import_calls import import_calls

        return import_calls(options)
    if options.action == "audit":
        return erasing.audit(options)
    store = call.store(team=getattr(options, "team", False))
    try:
        return _ACTIONS[options.action](store, options)
    finally:
        store.close()


def _list(store: Store, options: argparse.Namespace) -> int:
    found = store.calls(call_filter(options), options.limit)
    rows = [_as_row(one) for one in found]
    if not rows and not options.json:
        print("No such calls are kept." if call_filter(options).marks() else "No calls are kept yet.")
        for hint in unknown_steps(store, options):
            print(hint)
    print_rows(rows, options.json, _call_line)
    return 0


def _show(store: Store, options: argparse.Namespace) -> int:
    from assist.cli.terminal import TerminalView
    from assist.events import from_json
    from assist.session import last_note

    lines = store.events(options.id)
    if options.json:
        print_rows(lines, True, str)
    else:
        view = TerminalView(sys.stdout)
        for event in last_note(from_json(line) for line in lines):
            view.show(event)
    return 0


def _search(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.search import Query, search

    if not 1 <= options.limit <= 10_000:
        raise InputError(f"--limit {options.limit}: expected 1 to 10000.")
    query = Query(" ".join(options.text), options.speaker, call_filter(options), options.rank, options.limit)
    hits = search(store, query)
    if not hits and not options.json:
        print("Nothing is found.")
    for hit in hits:
        if options.json:
            print(json.dumps(_as_row(hit), ensure_ascii=False))
        else:
            _print_hit(hit)
    return 0


def _recover(store: Store, options: argparse.Namespace) -> int:
    found = store.unfinished()
    if options.id is None:
        rows = [_as_row(one) for one in found]
        if not options.json:
            print(
                "These calls were cut off; `call-assist calls recover ID` ends one where its last word was."
                if rows
                else "No call was cut off."
            )
        print_rows(rows, options.json, _call_line)
        return 0
    if options.id not in [call.id for call in found]:
        raise InputError(
            f"Call {options.id} was not cut off; `call-assist calls recover` lists those that were."
        )
    store.finish(options.id)
    return _show(store, options)


def _as_row(one: StoredCall | Hit) -> dict[str, Any]:
    return {**dataclasses.asdict(one), "started": one.started.isoformat()}


def _call_line(row: Mapping[str, Any]) -> str:
    from assist.wording import clock

    state = "" if row["finished"] else "  (cut off)"
    started = row["started"].replace("T", " ")[:16]
    length = f"{clock(row['seconds'])}  {row['utterances']:>4} utterances"
    rest = "  ".join(part for part in (row["agent"], row["origin"], row["disposition"]) if part)
    return f"{row['id']:>4}  {started}  {length}  {rest}{state}"


def _print_hit(hit: Hit) -> None:
    from assist.review.speakers import SOURCES
    from assist.wording import clock

    print(f"{hit.call:>4}  {hit.started:%Y-%m-%d %H:%M}  {clock(hit.said_at)}  {hit.agent}".rstrip())
    for line in (*hit.before, hit.line, *hit.after):
        print(f"    {'▸' if line is hit.line else ' '} {SOURCES[line.source]:<7} {line.text}")


_ACTIONS: dict[str, Callable[[Store, argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "search": _search,
    "recover": _recover,
    "export": export_call.export_calls,
    "report": export_call.report,
    "promises": promises.promises,
    "settle": promises.settle,
    "move": promises.move,
    "trends": trends.trends,
    "compare": compare.compare,
    "remark": remarks.remark,
    "remarks": remarks.remarks,
    "erase": erasing.erase,
    "forget": erasing.forget,
}
