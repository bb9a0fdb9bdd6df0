"""Kept calls replayed: with their own playbook they go as they went, with another one it is said what changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.calls.call_start import call_start
from assist.calls.recording import Lasting
from assist.calls.replay import heard, replayed, tally
from assist.calls.store import Store
from assist.coach.comparison import coached_again
from assist.coach.playbook import PLAYBOOKS, Playbook, load_playbook
from assist.coach.testcall import Seen, read_test_call, seen_by_agent
from assist.events import Event
from assist.session import Session, read
from assist.speech.transcript import quiet_in

CALLS = ("sofa", "rushed_fix", "calm_booking")
OWN = """
title = "Our own"
[[step]]
id = "stay"
label = "Stay"
headline = "Find out why"
done_when = ["agent_asked_want"]
source = "Handbook"
[[cue]]
id = "day_off"
speaker = "client"
phrases = ["day off"]
[[card]]
id = "ask_day_off"
step = "stay"
headline = "Ask which day they took off"
say = "Which day was it?"
detail = "First which day."
cue = ["day_off"]
source = "Handbook"
"""


@pytest.fixture
def playbook() -> Playbook:
    return load_playbook("upset-client")


def keep(store: Store, name: str, playbook: Playbook) -> tuple[int, list[Event]]:
    """A test call as it is kept while it runs; its number, and everything that happened in it."""
    tested = read_test_call(PLAYBOOKS / "upset-client" / f"{name}.call")
    session = Session(playbook, tested.started, quiet_in(tested.utterances))
    happened = list(read(session, tested.utterances))
    lasting = Lasting()
    lines = [event.to_json() for event in happened if lasting.takes(event)]
    return store.add(call_start(tested.started, playbook, name), lines, happened[-1].at)[0], happened


def seen(playbook: Playbook, events: list[Event]) -> list[Seen]:
    return list(seen_by_agent(playbook, events))


@pytest.mark.parametrize("name", CALLS)
def test_a_kept_call_goes_again_as_it_went(tmp_path: Path, playbook: Playbook, name: str) -> None:
    store = Store(tmp_path / "calls.db")
    call, happened = keep(store, name, playbook)
    again = heard(playbook, store.events(call), store.call(call).seconds)
    was = [(one.kind, one.id, round(one.at, 2)) for one in seen(playbook, happened)]
    assert [
        (one.kind, one.id, round(one.at, 2)) for one in seen(playbook, list(coached_again(playbook, again)))
    ] == was
    assert [one.changes for one in replayed(store, store.calls(), lambda _: playbook, playbook)] == [()]


def test_a_playbooks_own_cues_count_only_while_it_is_stepped_through(
    tmp_path: Path, playbook: Playbook
) -> None:
    file = tmp_path / "our-own.toml"
    file.write_text(OWN)
    own = load_playbook(str(file))
    store = Store(tmp_path / "calls.db")
    _, happened = keep(store, "sofa", own)
    assert "ask_day_off" in [one.id for one in seen(own, happened)]
    [there] = replayed(store, store.calls(), lambda _: own, playbook)
    gone = [change.seen.id for change in there.changes if not change.came]
    assert "ask_day_off" in gone and any(change.came for change in there.changes)
    rows = tally([there])
    assert [(row.came, row.gone) for row in rows if row.id == "ask_day_off"] == [(0, 1)]
    [back] = replayed(store, store.calls(), lambda _: playbook, own)
    assert "ask_day_off" in [change.seen.id for change in back.changes if change.came]


def test_it_goes_call_by_call_so_that_it_can_be_stopped(tmp_path: Path, playbook: Playbook) -> None:
    store = Store(tmp_path / "calls.db")
    for name in CALLS[:2]:
        keep(store, name, playbook)
    running = replayed(store, store.calls(), lambda _: playbook, load_playbook("seven-things"))
    assert next(running).changes
    running.close()  # type: ignore[attr-defined]
    assert len(store.calls()) == 2
