"""What the windows can choose from, as the program gives it."""

from __future__ import annotations

import argparse

import pytest

from assist.calls.call_start import call_start
from assist.calls.store import Store
from assist.cli import main
from assist.cli.choices import choices
from assist.cli.sample import SAMPLE
from assist.events import Utterance
from assist.paths import calls_database
from tests.review.conftest import PLAYBOOK, STARTED, events

PROMISE = """
    agent: Good morning, this is Ruth.
    client: The parcel did not come. I want a refund by Friday, this is the third time.
    agent: I will refund you by Friday.
    client: Yes, that's fine.
"""


@pytest.mark.parametrize(("origin", "due"), [("microphone", 1), (SAMPLE, 0)])
def test_the_promises_of_the_sample_call_are_nobodys(
    origin: str, due: int, capsys: pytest.CaptureFixture[str]
) -> None:
    happened = events(PROMISE)
    end = max(event.end for event in happened if isinstance(event, Utterance))
    store = Store(calls_database())
    store.add(call_start(STARTED, PLAYBOOK, origin, "anna"), [event.to_json() for event in happened], end)
    store.close()
    assert len(choices(argparse.Namespace()).follow_ups()) == due
    assert main(["calls", "promises", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == due
