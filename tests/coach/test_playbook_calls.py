"""The test calls beside the default playbook, run as `call-assist playbook test` runs them."""

from __future__ import annotations

import json

import pytest

from assist.cli import main
from assist.coach.playbook import DEFAULT, PLAYBOOKS
from assist.coach.testcall import find_test_calls

CALLS = [path.name for path in find_test_calls(PLAYBOOKS / f"{DEFAULT}.toml")]


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, object]]:
    """What the command says of each call, from one run of it."""
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("builtins.print", lambda *text, **_: printed.append(" ".join(map(str, text))))
        main(["playbook", "test", DEFAULT, "--json"])
    return {row["call"]: row for row in map(json.loads, printed)}


def test_every_call_beside_the_playbook_is_run(rows: dict[str, dict[str, object]]) -> None:
    assert sorted(rows) == sorted(CALLS)
    assert len(CALLS) >= 32
    assert sum(name.startswith("calm_") for name in CALLS) >= 8
    assert sum("not_yet" in row for row in rows.values()) <= 13


@pytest.mark.parametrize("name", CALLS)
def test_a_call_comes_out_as_its_file_says(name: str, rows: dict[str, dict[str, object]]) -> None:
    """One that says `not yet` must not come out, or the line is to be taken away."""
    assert rows[name]["failures"] == []
