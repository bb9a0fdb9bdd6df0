"""The demo, as a newcomer runs it: the real model hears the sample call, and what comes of it is right."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from assist.calls.store import Store
from assist.cli.sample import CALL
from assist.paths import calls_database

Line = dict[str, Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    """Every line of the demo at full speed."""
    home = tmp_path_factory.mktemp("home")
    run = subprocess.run(
        [sys.executable, "-m", "assist", "demo", "--fast", "--json"],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={**os.environ, "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)},
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def of_type(demo: list[Line], name: str) -> list[Line]:
    return [line for line in demo if line["type"] == name]


def turn_that_says(words: str) -> dict[str, Any]:
    """The turn of the script with these words, with its true times."""
    turns = [json.loads(line) for line in CALL.with_suffix(".words.jsonl").read_text().splitlines()]
    [turn] = [turn for turn in turns if words in turn["text"]]
    return turn


def test_nearly_all_is_heard_right(demo: list[Line]) -> None:
    import jiwer

    for channel in ("agent", "client"):
        turns = [json.loads(line) for line in CALL.with_suffix(".words.jsonl").read_text().splitlines()]
        said = " ".join(turn["text"] for turn in turns if turn["speaker"] == channel)
        heard = " ".join(line["text"] for line in of_type(demo, "utterance") if line["channel"] == channel)
        plain = jiwer.Compose([jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.RemoveMultipleSpaces()])
        assert jiwer.wer(plain(said), plain(heard)) < 0.1


def test_at_least_six_of_the_seven_steps_are_ticked_with_a_source(demo: list[Line]) -> None:
    done = [line for line in of_type(demo, "step") if line["state"] == "done"]
    assert len({line["step"] for line in done}) >= 6
    assert all(line["because"] for line in done)


def test_asking_what_they_want_is_ticked_when_it_is_asked(demo: list[Line]) -> None:
    [ask] = [line for line in of_type(demo, "step") if line["step"] == "ask" and line["state"] == "done"]
    asked = turn_that_says("What would you like us to do")
    assert asked["start"] < ask["at"] < asked["end"] + 3


def test_calm_down_is_warned_of_once_with_a_line_to_repair_it(demo: list[Line]) -> None:
    said = turn_that_says("you need to calm down")
    warned = [line for line in of_type(demo, "warning") if "calm down" in json.dumps(line["because"]).lower()]
    assert len(warned) == 1, "the client's own “don't tell me to calm down” is no mistake of the agent's"
    assert said["start"] < warned[0]["at"] < said["end"] + 3
    assert warned[0]["repair"]


def test_nothing_is_read_back_while_the_caller_asks_something(demo: list[Line]) -> None:
    asked, answered = turn_that_says("who do I call"), turn_that_says("You can call me directly")
    shown = [line for line in of_type(demo, "prompt") if asked["start"] < line["at"] < answered["end"]]
    assert "Read the note back" not in {line["headline"] for line in shown}


def test_cards_come_one_at_a_time_and_say_why(demo: list[Line]) -> None:
    shown: int | None = None
    for line in demo:
        if line["type"] == "prompt":
            assert shown is None
            shown = line["id"]
            assert line["because"] and line["source"]
            assert len(line["headline"].split()) <= 8
        elif line["type"] == "prompt_cleared":
            assert line["id"] == shown
            shown = None


def test_the_note_has_every_part_with_its_sources_and_nothing_invented(demo: list[Line]) -> None:
    note = demo[-1]
    heard = {line["id"] for line in of_type(demo, "utterance")}
    assert note["unsupported"] == []
    for name in ("problem", "client_wants", "cannot_do", "options", "plan", "contact", "follow_up"):
        assert note["fields"][name], f"nothing under {name}"
        for entry in note["fields"][name]:
            assert entry["utterances"] and set(entry["utterances"]) <= heard
    assert note["read_back"]


def test_the_goal_date_is_the_friday_after_the_call(demo: list[Line]) -> None:
    goal = demo[-1]["fields"]["goal_date"]
    assert goal["date"] == "2026-11-20" and not goal["ambiguous"] and goal["utterances"]


def test_a_killed_demo_is_among_the_calls_afterwards() -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "assist", "demo", "--fast", "--json"], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    said: list[str] = []
    while len(said) < 3:
        event = json.loads(running.stdout.readline())
        if event["type"] == "utterance":
            said.append(event["text"])
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    store = Store(calls_database())
    [call] = store.calls()
    assert not call.finished
    kept = [event["text"] for event in store.events(call.id) if event["type"] == "utterance"]
    assert kept[:3] == said
