"""`calls erase`, `calls forget` and `calls audit`: calls that go for good, and who read or erased whose."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assist.cli.call_number import call_number
from assist.cli.printing import counted, print_rows
from assist.cli.which_calls import add_shared_options, add_team_option
from assist.errors import InputError

if TYPE_CHECKING:
    from assist.calls.store import Store


def add_parsers(actions: Any) -> None:
    erase = actions.add_parser("erase", help="erase a call everywhere, for good")
    erase.add_argument("id", type=call_number)
    erase.add_argument("--yes", action="store_true", help="without being asked")
    add_team_option(erase)
    forget = actions.add_parser("forget", help="erase what the retention rule says, now")
    add_shared_options(forget)

    audit = actions.add_parser(
        "audit", help="who read whose calls in the team's database, and what was erased"
    )
    audit.add_argument("--json", action="store_true")


def erase(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.erase import erase

    call = store.call(options.id)
    if not options.yes:
        if not sys.stdin.isatty():
            raise InputError("calls erase: say --yes; what is erased does not come back.")
        question = f"Erase call {call.id} of {call.started:%Y-%m-%d %H:%M} for good? Type yes: "
        if input(question).strip().lower() != "yes":
            print("Nothing was erased.")
            return 0
    erase(store, call.id, getpass.getuser())
    print(f"Call {call.id} is erased.")
    return 0


def forget(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store import team
    from assist.calls.store.erase import forget
    from assist.cli import call

    if options.team:
        days, count = team.retention_days(store), team.forget(store)
    else:
        kept = call.settings().retention
        days = kept.text_days
        count = forget(store, text_days=days, audio_days=kept.audio_days, now=datetime.now())
    print_rows(
        [{"erased": count}],
        options.json,
        lambda row: f"Erased: {counted(row['erased'], 'call')} older than {counted(days, 'day')}.",
    )
    return 0


def audit(options: argparse.Namespace) -> int:
    from assist.calls.store.erase import tombstones
    from assist.calls.store.team import readings
    from assist.cli import call

    rows: list[dict[str, Any]] = []
    if call.settings().team:
        team = call.store(team=True)
        try:
            rows += [{**dataclasses.asdict(one), "at": one.at.isoformat()} for one in readings(team)]
        finally:
            team.close()
    local = call.store()
    try:
        rows += [{"at": at, "erased_by": who, "key": key} for key, at, who in tombstones(local)]
    finally:
        local.close()
    if not rows and not options.json:
        print("Nobody read anybody else's call, and none was erased.")
    print_rows(rows, options.json, _audit_line)
    return 0


def _audit_line(row: Mapping[str, Any]) -> str:
    at = row["at"][:19].replace("T", " ")
    if "reader" in row:
        return f"{at}  {row['reader']} {row['what']} call {row['call']} of {row['agent']}"
    return f"{at}  {row['erased_by']} erased a call"
