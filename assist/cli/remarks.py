"""`calls remark` and `calls remarks`: what people say about a kept call."""

from __future__ import annotations

import argparse
import dataclasses
import json
from typing import TYPE_CHECKING, Any

from assist.cli.call_number import call_number
from assist.cli.which_calls import add_shared_options, add_team_option

if TYPE_CHECKING:
    from assist.calls.store import Store

KINDS = ("comment", "tag", "good-example", "correction", "speaker")


def add_parsers(actions: Any) -> None:
    remark = actions.add_parser("remark", help="comment on a call, tag it, or call it a good example")
    remark.add_argument("id", type=call_number)
    remark.add_argument("kind", choices=KINDS)
    remark.add_argument(
        "text",
        nargs="?",
        default="",
        help="the comment, the tag, what was really said, or who said it (agent or client)",
    )
    remark.add_argument("--utterance", type=int, metavar="N", help="the utterance that it is about")
    add_team_option(remark)
    remarks = actions.add_parser("remarks", help="what was said about a call, and who corrected what")
    remarks.add_argument("id", type=call_number)
    remarks.add_argument("--remove", metavar="KEY", help="take one away; --json shows their keys")
    add_shared_options(remarks)


def remark(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.remarks import add_remark
    from assist.cli.call import agent_name, settings

    kind = options.kind.replace("-", "_")
    added = add_remark(
        store, options.id, kind, options.text, options.utterance, author=agent_name(settings())
    )
    where = f", utterance {added.utterance}" if added.utterance else ""
    print(f"{options.kind.capitalize()} on call {options.id}{where}: {added.text}".rstrip(": "))
    return 0


def remarks(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.remarks import remarks, remove_remark
    from assist.errors import InputError

    found = remarks(store, options.id)
    if options.remove:
        if options.remove not in [one.key for one in found]:
            raise InputError(f"Call {options.id} has no remark {options.remove}; --json shows their keys.")
        remove_remark(store, options.remove)
        return 0
    if not found and not options.json:
        print(f"Nobody has said anything about call {options.id}.")
    for one in found:
        if options.json:
            row = {**dataclasses.asdict(one), "written": one.written.isoformat()}
            print(json.dumps(row, ensure_ascii=False))
        else:
            where = f"utterance {one.utterance}" if one.utterance else "the call"
            said = f"{one.kind.replace('_', ' ')} on {where}: {one.text}".rstrip(": ")
            print(f"{one.written:%Y-%m-%d %H:%M}  {one.author}  {said}")
    return 0
