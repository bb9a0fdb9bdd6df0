"""The test calls beside the default playbook, run as `call-assist playbook test` runs them."""

from __future__ import annotations

import json

import pytest

from assist.cli import main
from assist.coach.playbook import DEFAULT, PLAYBOOKS
from assist.coach.testcall import find_test_calls

CALLS = [path.name for path in find_test_calls(PLAYBOOKS / f"{DEFAULT}.toml")]

UPSET_UNHEARD = (
    "a complaint in plain words is not heard as upset, so no card comes and Calm and Listen stay open"
)
VENT_UNHEARD = "a vent, or its end, is not heard where it is"
NOT_YET = {
    "abusive_router.call": "an Irish insult is not heard as abuse, a read-back is taken for a defence",
    "break_needed.call": "an asked-for change of tone is not heard as the boundary, so no break is offered",
    "calm_password.call": "“for goodness' sake” to oneself is taken for anger",
    "corrected_summary.call": "the second complaint is not heard, so no summary is asked for",
    "dead_air.call": "the dead-air warning is dropped within twelve seconds of a card, and never made up for",
    "interrupted_widow.call": "the card to breathe comes while she is being cut off",
    "lost_luggage.call": "an explanation (“the transfer time was short”) is taken for a summary",
    "only_mmhm.call": VENT_UNHEARD,
    "overpromised.call": UPSET_UNHEARD,
    "rejects_voucher.call": UPSET_UNHEARD,
    "rushed_fix.call": UPSET_UNHEARD,
    "sarcasm.call": UPSET_UNHEARD,
    "sorry_if.call": UPSET_UNHEARD,
}
"""Calls that do not come out as a team lead wants, with the first reason: take a name out when its call does."""


@pytest.fixture(scope="module")
def failed() -> dict[str, list[str]]:
    """What did not come true, by call, from one run of the command."""
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("builtins.print", lambda *text, **_: printed.append(" ".join(map(str, text))))
        main(["playbook", "test", DEFAULT, "--json"])
    results = [json.loads(line) for line in printed]
    return {one["call"]: [failure["text"] for failure in one["failures"]] for one in results}


def test_every_call_beside_the_playbook_is_run(failed: dict[str, list[str]]) -> None:
    assert sorted(failed) == sorted(CALLS)
    assert NOT_YET.keys() <= failed.keys()
    assert len(CALLS) >= 32
    assert sum(name.startswith("calm_") for name in CALLS) >= 8


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=pytest.mark.xfail(strict=True, reason=NOT_YET[name]) if name in NOT_YET else ()
        )
        for name in CALLS
    ],
)
def test_a_call_comes_out_as_its_file_says(name: str, failed: dict[str, list[str]]) -> None:
    assert failed[name] == []
