"""A team is set up with the README's own lines, on a real PostgreSQL."""

from __future__ import annotations

import getpass
import json
import re
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL

from assist.calls.store.address import PASSWORD
from assist.cli import main
from assist.cli.team import NEW_PASSWORD
from assist.paths import settings_file
from tests.calls.conftest import Memory
from tests.conftest import REPOSITORY

CALL = '{"speaker": "client", "text": "Nobody came, and I want my refund!"}\n'


def address(database: URL, name: str) -> str:
    return database._replace(username=name, password=None).render_as_string()


def readmes_lines(database: URL) -> list[list[str]]:
    """The README's team commands, with this database in the place of its made-up one."""
    said = re.findall(
        r"call-assist (team [^`\n]*postgresql://[^`\n]*)", (REPOSITORY / "README.md").read_text("utf-8")
    )
    commands = [line.split() for line in said]
    assert [command[1] for command in commands] == ["init", "add", "join"]
    owner = database.username or ""
    known = {
        "postgresql://owner@db.example/calls": address(database, owner),
        "postgresql://anna@db.example/calls": address(database, "anna"),
    }
    return [[known.get(word, word) for word in command] for command in commands]


def use(name: str, database: URL) -> None:
    """What `team join` puts into the settings, on this person's machine."""
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(f'team = "{address(database, name)}"\n')


def test_the_readmes_lines_set_up_a_team(
    empty_database: URL,
    ring: Memory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt="": "anna's own secret")
    init, add, join = readmes_lines(empty_database)
    assert main(add) == 2
    assert "set it up with `call-assist team init` first" in capsys.readouterr().err
    assert main(init) == 0
    assert main(init) == 0, "as often as one likes"
    assert main(add) == 0
    told = capsys.readouterr().out
    assert f"call-assist {' '.join(join)}" in told and "secret" not in told
    assert main(join) == 0
    assert "says so: team = " in capsys.readouterr().out
    assert not ring.kept, "this server asks for no password"

    (tmp_path / "call.jsonl").write_text(CALL)
    assert main(["calls", "import", str(tmp_path / "call.jsonl")]) == 0
    assert main(["team", "send"]) == 0
    assert main(["team", "send", "--json"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == '{"events": 0}', "once"

    lead = [
        "team",
        "add",
        "lea",
        address(empty_database, empty_database.username or ""),
        "--to",
        "north",
        "--lead",
    ]
    assert main(lead) == 0
    use("lea", empty_database)
    capsys.readouterr()
    assert main(["team", "list", "--json"]) == 0
    members = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [(one["name"], one["team"], one["lead"]) for one in members] == [
        ("anna", "north", False),
        ("lea", "north", True),
    ]
    assert main(["calls", "search", "refund", "--team"]) == 0
    assert "▸ Caller  Nobody came, and I want my refund!" in capsys.readouterr().out
    assert main(["calls", "trends", "--team", "--people"]) == 0
    assert "anna: 1 call" in capsys.readouterr().out
    assert main(["calls", "forget", "--team"]) == 0
    assert capsys.readouterr().out == "Erased: 0 calls older than 90 days.\n"
    assert main(["calls", "erase", "1", "--yes", "--team"]) == 0
    use("anna", empty_database)
    assert main(["team", "send"]) == 0
    capsys.readouterr()
    assert main(["calls", "list"]) == 0
    assert capsys.readouterr().out == "No calls are kept yet.\n"
    assert main(["calls", "audit"]) == 0
    assert re.search(
        r"lea erased call 1 of anna\n.*lea found call 1 of anna\n.*lea erased a call", capsys.readouterr().out
    )


def test_what_is_missing_or_wrong_is_said(
    empty_database: URL, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = address(empty_database, empty_database.username or "")
    assert main(["team", "init", owner]) == 0
    for command, told in (
        (["team", "list"], "No team is set up"),
        (["team", "init", owner, "--text-days", "0"], "--text-days 0: expected 1 to 36500"),
        (["team", "init", "calls.db"], "expected postgresql://NAME@HOST/DATABASE"),
        (["team", "join", owner.replace("@", ":secret@")], "a password does not belong in the address"),
        (["team", "add", "Anna B", owner, "--no-password"], "expected a name of small letters"),
        (["team", "add", "anna", owner], f"give anna's first password in {NEW_PASSWORD}"),
        (["team", "remove", "nobody", owner], "Nobody called nobody is in the team"),
        (["team", "join", "postgresql://anna@127.0.0.1:9/calls"], "nothing answers at that host and port"),
    ):
        assert main(command) == 2, command
        said = capsys.readouterr().err
        assert told in said and "secret" not in said and said.count("\n") == 1
    assert main(["team", "join", address(empty_database, "nobody")]) == 2
    assert "it knows nobody called nobody" in capsys.readouterr().err
    monkeypatch.setenv(NEW_PASSWORD, "a first one")
    monkeypatch.setenv(PASSWORD, "a first one")
    assert main(["team", "add", "anna", owner]) == 0
    assert main(["team", "join", address(empty_database, "anna")]) == 0
    assert main(["team", "remove", "anna", owner]) == 0
    assert main(["team", "join", address(empty_database, "anna")]) == 2
