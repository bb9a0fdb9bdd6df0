"""`team`: the database that a team shares, and who is in it."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import os
import sys
from typing import Any

from assist.cli.printing import counted
from assist.errors import InputError
from assist.paths import told

NEW_PASSWORD = "CALL_ASSIST_NEW_PASSWORD"


def add_parser(commands: Any) -> None:
    team = commands.add_parser("team", help="the team's database: init, add, remove, list, join, send")
    actions = team.add_subparsers(dest="action", metavar="ACTION", required=True)
    address = {"metavar": "ADDRESS", "help": "postgresql://NAME@HOST/DATABASE, as who owns the database"}
    init = actions.add_parser("init", help="make or update the tables and the rules")
    init.add_argument("address", **address)
    init.add_argument(
        "--text-days",
        type=int,
        metavar="N",
        help="how many days calls stay in it (default: as many as before, and 90 at first)",
    )
    add = actions.add_parser("add", help="let somebody in, or change their team or password")
    add.add_argument("name")
    add.add_argument("--to", metavar="TEAM", default="team", help="their team's name")
    add.add_argument("--lead", action="store_true", help="sees the whole team's calls")
    add.add_argument(
        "--no-password", action="store_true", help="where the server knows people by other means"
    )
    add.add_argument("address", **address)
    remove = actions.add_parser("remove", help="shut somebody out; their calls stay")
    remove.add_argument("name")
    remove.add_argument("address", **address)
    listed = actions.add_parser("list", help="those whom you see")
    listed.add_argument("--json", action="store_true")
    join = actions.add_parser("join", help="try the address with your password, and keep that in the keyring")
    join.add_argument("address", metavar="ADDRESS", help="postgresql://YOU@HOST/DATABASE")
    send = actions.add_parser("send", help="send what waits for the team's database now")
    send.add_argument("--json", action="store_true")


def team(options: argparse.Namespace) -> int:
    try:
        import psycopg  # noqa: F401
    except ImportError as problem:
        raise InputError(
            "The team's database needs one more package: pip install 'call-assist[team]'."
        ) from problem
    status: int = globals()[f"_{options.action}"](options)
    return status


def _init(options: argparse.Namespace) -> int:
    from assist.calls.store import team
    from assist.calls.store.address import owners_address

    days = options.text_days
    if days is not None and not 1 <= days <= 36_500:
        raise InputError(f"--text-days {days}: expected 1 to 36500.")
    kept = counted(team.init(owners_address(options.address, _typed), days), "day")
    print(f"The team's database is ready; calls stay in it for {kept}.")
    print("Let people in with `call-assist team add NAME ADDRESS`.")
    return 0


def _add(options: argparse.Namespace) -> int:
    from assist.calls.store import team
    from assist.calls.store.address import owners_address

    address = owners_address(options.address, _typed)
    has_one = options.no_password or options.name == address.username
    password = None if has_one else _new_password(options.name)
    team.add(address, team.Member(options.name, options.to, options.lead), password)
    shown = address._replace(username=options.name, password=None).render_as_string()
    print(f"{options.name} is in. On their machine: `call-assist team join {shown}`.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from assist.calls.store import team
    from assist.calls.store.address import owners_address

    team.remove(owners_address(options.address, _typed), options.name)
    print(f"{options.name} is out.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from assist.calls.store import team
    from assist.cli import call

    store = call.team_store()
    try:
        for member in team.members(store):
            row = dataclasses.asdict(member)
            lead = "  lead" if member.lead else ""
            print(json.dumps(row) if options.json else f"{member.team:<16} {member.name}{lead}")
    finally:
        store.close()
    return 0


def _join(options: argparse.Namespace) -> int:
    from assist.calls.store import Store
    from assist.calls.store.address import PASSWORD, checked_address, remember_password
    from assist.calls.store.database import asks_for_password, can_be_overheard
    from assist.paths import settings_file
    from assist.settings import save_settings

    address = checked_address(options.address)
    known = os.environ.get(PASSWORD)
    # whoever has a password file, or whom the server knows by other means, has nothing to type
    password = known or (_typed("Your password: ") if asks_for_password(address) else "")
    store = Store.of_team(address.set(password=password) if password else address)
    try:
        in_clear = can_be_overheard(store.database)
    finally:
        store.close()
    if password and not known:
        remember_password(address, password)
    save_settings(settings_file(), {"team": options.address})
    print(f'It works, and {told(settings_file())} says so: team = "{options.address}".')
    if in_clear:
        print(
            "But the calls go to it unencrypted: ask whoever runs the server for TLS, and join again with "
            "?sslmode=verify-full at the end of the address."
        )
    return 0


def _send(options: argparse.Namespace) -> int:
    from assist.calls.store.outbox import send, take_erasures
    from assist.cli import call

    team = call.team_store()
    local = call.store()
    try:
        count = send(local, team)
        take_erasures(local, team)
    finally:
        local.close()
        team.close()
    sent = f"{counted(count, 'event')} sent; the team has everything."
    print(json.dumps({"events": count}) if options.json else sent)
    return 0


def _new_password(name: str) -> str:
    password = os.environ.get(NEW_PASSWORD) or _typed(f"{name}'s first password: ")
    if not password:
        raise InputError(f"team add: give {name}'s first password in {NEW_PASSWORD}, or say --no-password.")
    return password


def _typed(question: str) -> str:
    """What somebody types unseen; empty where nobody can."""
    return getpass.getpass(question) if sys.stdin.isatty() else ""
