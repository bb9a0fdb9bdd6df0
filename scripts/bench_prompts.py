#!/usr/bin/env python3
"""Measures moments, prompts, warnings and ticks on labelled calls, and prints one JSON object.

Calls: those beside the default playbook ("tuned", what we develop on), those in `tests/coach/fresh/` ("learned",
written without a look at rules or phrasings, measured, and then learned from by the moments), and those in
`tests/coach/unseen/` and `tests/coach/kept/` ("unseen", whose cards two readers labelled apart, and "kept", labelled by
their writers; written likewise and only ever measured: whoever tunes adds `--totals`, which prints no figure of a
single moment, card or call). With `--data`, also the people's talk in a folder that holds
`moments.jsonl` and `calls.jsonl`. What is scored: a turn with a `means` line for moments; `expect`, `allow` and
`forbid` lines for the rest, where anything that came without being expected or allowed counts as a mistake.
With `--speech`, the tuned and the unseen calls are spoken by synthetic voices and heard by the bundled model first.

    python scripts/bench_prompts.py [--data FOLDER] [--speech] [--totals] [--appetite quiet]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).parent))

import itertools

import numpy as np

from apart import CARDS_BY_RULE, JUDGED, hear_without, part_of
from assist.coach.appetite import Appetite, with_appetite
from assist.coach.conditions import TEN_MINUTES
from assist.coach.meaning import Sentences
from assist.coach.moments import MomentDetector
from assist.coach.playbook import DEFAULT, PLAYBOOKS, Playbook, load_playbook
from assist.coach.testcall import Seen, TestCall, came, find_test_calls, read_test_call, seen_by_agent
from assist.events import Event, Moment, Prompt, Utterance
from assist.session import Session
from assist.speech.transcript import quiet_in
from models.sentences import SentenceModel

WRITTEN_APART = Path(__file__).parent.parent / "tests" / "coach"
KEPT_APART = ("unseen", "kept")
CALM = "calm"
"""Calls whose file's name begins with this word are controls: nobody is upset in them."""


class Score:
    """Found and missed, by name."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, wrong, missed

    def add(self, name: str, *, right: int = 0, wrong: int = 0, missed: int = 0) -> None:
        for index, count in enumerate((right, wrong, missed)):
            self.counts[name][index] += count

    def figures(self, *, each: bool = True) -> dict[str, Any]:
        rows = {name: _rates(*counts) for name, counts in sorted(self.counts.items())}
        whole = _rates(*(sum(counts[index] for counts in self.counts.values()) for index in range(3)))
        scored = [row["f1"] for row in rows.values() if row["right"] + row["missed"]]
        whole["macro_f1"] = round(sum(scored) / len(scored), 3) if scored else None
        return {"all": whole, **(rows if each else {})}


def _rates(right: int, wrong: int, missed: int) -> dict[str, Any]:
    return {
        "precision": round(right / (right + wrong), 3) if right + wrong else None,
        "recall": round(right / (right + missed), 3) if right + missed else None,
        "f1": round(2 * right / (2 * right + wrong + missed), 3) if right + wrong + missed else None,
        "right": right, "wrong": wrong, "missed": missed,
    }  # fmt: skip


def measured(playbook: Playbook, calls: Sequence[TestCall], hear: Any) -> dict[str, Any]:
    moments, prompts, warnings, steps = Score(), Score(), Score(), Score()
    took: list[float] = []
    delays: list[float] = []
    calm: list[int] = []
    gaps: list[float] = []
    backchannels = alarms = 0
    crowds: list[int] = []
    shown = seconds = 0.0
    wrong_lines: list[str] = []
    for call in calls:
        utterances = hear(call)
        events = list(_timed(playbook, call, utterances, took))
        spoken = {utterance.id: utterance for utterance in utterances}
        _score_moments(moments, call, events, wrong_lines)
        seen = list(seen_by_agent(playbook, events))
        for kind, score in (("prompt", prompts), ("warning", warnings), ("step", steps)):
            _score_seen(score, playbook, kind, call, seen, wrong_lines)
        delays += [
            event.at - spoken[event.because[0].utterance].end
            for event in events
            if isinstance(event, Prompt) and event.because
        ]
        cards = [one.at for one in seen if one.kind in ("prompt", "warning")]
        gaps += [later - sooner for sooner, later in itertools.pairwise(cards)]
        crowds.append(
            max((sum(first <= at < first + TEN_MINUTES for at in cards) for first in cards), default=0)
        )
        shown += len(cards)
        seconds += max(utterance.end for utterance in utterances)
        if call.path.name.startswith(CALM):
            calm.append(sum(one.kind == "prompt" for one in seen))
        taken = {e.utterance for e in events if isinstance(e, Moment) and e.moment == "agent_interrupted"}
        for utterance in utterances:
            if utterance.channel == "agent" and call.labels.get(utterance.id) == frozenset():
                backchannels += len(utterance.text.split()) <= 3
                alarms += len(utterance.text.split()) <= 3 and utterance.id in taken
    return {
        "calls": len(calls),
        "minutes": round(seconds / 60, 1),
        "moments": moments.figures(),
        "prompts": prompts.figures(),
        "warnings": warnings.figures(),
        "steps_ticked": steps.figures(),
        "prompts_on_a_calm_call": {"median": median(calm) if calm else None, "each": calm},
        "prompts_and_warnings_in_10_minutes": round(shown / seconds * TEN_MINUTES, 1),
        "most_in_10_minutes_of_a_call": _spread(crowds),
        "least_seconds_between_two": round(min(gaps), 1) if gaps else None,
        "backchannels": backchannels,
        "backchannels_taken_for_interruptions": alarms,
        "engine_ms_an_utterance": _spread([1000 * one for one in took]),
        "cue_to_prompt_seconds_of_the_call": _spread(delays),
        "mistakes": wrong_lines,
    }


def _totals(figures: dict[str, Any]) -> dict[str, Any]:
    """The same without what belongs to one moment, card, warning, step or call."""
    kept = {name: value["all"] if isinstance(value, dict) and "all" in value else value
            for name, value in figures.items()}  # fmt: skip
    del kept["prompts_on_a_calm_call"]["each"]
    return kept


def _spread(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {}
    p50, p95 = np.quantile(values, [0.5, 0.95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "worst": round(max(values), 2)}


def _timed(
    playbook: Playbook, call: TestCall, utterances: Sequence[Utterance], took: list[float]
) -> Iterator[Event]:
    """The call's events; appends the CPU seconds that each utterance took to `took`."""
    session = Session(playbook, call.started, quiet_in(utterances), sentences=_SENTENCES.get("model"))
    for utterance in utterances:
        yield from session.pass_time(utterance.at)
        start = time.process_time()
        events = list(session.take(utterance))
        took.append(time.process_time() - start)
        yield from events
    yield from session.finish()


def _score_moments(score: Score, call: TestCall, events: Iterable[Event], wrong: list[str]) -> None:
    found: dict[int, set[str]] = defaultdict(set)
    for event in events:
        if isinstance(event, Moment):
            found[event.utterance].add(event.moment)
    texts = {utterance.id: utterance.text for utterance in call.utterances}
    for id, meant in call.labels.items():
        for name in meant | found[id]:
            there = name in found[id]
            score.add(name, right=name in meant and there, wrong=name not in meant, missed=not there)
            if (name in meant) != there:
                how = "wrong" if there else "missed"
                wrong.append(f"{call.path.stem} {how} {name}: {texts[id][:140]}")


def _score_seen(
    score: Score, playbook: Playbook, kind: str, call: TestCall, seen: Sequence[Seen], wrong: list[str]
) -> None:
    alike = [one for one in seen if one.kind == kind]
    wanted = [one for one in call.expectations if one.kind == kind and one.verb != "forbid"]
    for expected in (one for one in wanted if one.verb == "expect"):
        there = [one.id for one in came(playbook, call, expected, seen)]
        score.add((there or expected.ids)[0], right=bool(there), missed=not there)
        if not there:
            wrong.append(f"{call.path.stem} missed {kind} {' or '.join(expected.ids)}, line {expected.line}")
    for one in alike:
        good = any(
            one.id in expected.ids and expected.start <= one.at and (kind == "step" or one.at <= expected.end)
            for expected in wanted
        )
        if not good:
            score.add(one.id, wrong=1)
            wrong.append(f"{call.path.stem} wrong {one}")


# --- people's talk ---------------------------------------------------------------------------------


def on_people(folder: Path) -> dict[str, Any]:
    """Moments of single utterances (scored only where their source scored them) and of five whole calls."""
    single, whole = Score(), Score()
    for line in (folder / "moments.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found = _last_moments([*row["prev"], {"speaker": row["speaker"], "text": row["text"]}])
        for name in row["scored"]:
            meant, there = name in row["moments"], name in found
            single.add(name, right=meant and there, wrong=there and not meant, missed=meant and not there)
    calls = [json.loads(line) for line in (folder / "calls.jsonl").read_text("utf-8").splitlines()]
    labelled = {name for call in calls for turn in call["turns"] for name in turn.get("moments", ())}
    for call in calls:
        found_at: dict[int, set[str]] = defaultdict(set)
        for event in _moments(call["turns"]):
            found_at[event.utterance].add(event.moment)
        for number, turn in enumerate(call["turns"], 1):
            meant = set(turn.get("moments", ()))
            for name in meant | (found_at[number] & labelled - set(turn.get("optional", ()))):
                there = name in found_at[number]
                whole.add(name, right=name in meant and there, wrong=name not in meant, missed=not there)
    return {"single_utterances": single.figures(), "whole_calls": whole.figures()}


def _last_moments(turns: Sequence[dict[str, str]]) -> set[str]:
    return {event.moment for event in _moments(turns) if event.utterance == len(turns)}


def _moments(turns: Sequence[dict[str, str]]) -> list[Moment]:
    detector, at, found = MomentDetector(sentences=_SENTENCES.get("model")), 0.0, []
    for number, turn in enumerate(turns, 1):
        end = at + 0.4 * len(turn["text"].split())
        speaker = "agent" if turn["speaker"] == "agent" else "client"
        found += detector.hear(Utterance(end, number, speaker, at, end, turn["text"]))
        at = end + 0.3
    return found


# --- by weights that have not learned from them ----------------------------------------------------


def apart_from(folder: Path) -> tuple[list[TestCall], Any]:
    """The calls, and how each is heard."""

    def hear(call: TestCall) -> Sequence[Utterance]:
        hear_without(part_of(call.path.stem), folder)
        return call.utterances

    paths = [one for one in (WRITTEN_APART / "fresh").glob("*.call") if not CARDS_BY_RULE.search(one.stem)]
    paths = sorted(
        (one for one in paths if part_of(one.stem) < JUDGED), key=lambda one: (part_of(one.stem), one)
    )
    return [read_test_call(path) for path in paths], hear


# --- through speech --------------------------------------------------------------------------------


def spoken(call: TestCall) -> list[Utterance]:
    """The call as the bundled model hears it, turn by turn, in two of the voices it knows."""
    from bundled_model import voices
    from models.load import load_engine

    engine = _ENGINES.setdefault("bundled", load_engine("bundled"))
    heard = []
    for turn in call.utterances:
        try:
            speech = voices.speak(turn.text, "en-gb" if turn.channel == "agent" else "en-us+f3")
        except ValueError:  # the voices say nothing for "…"
            continue
        text = engine.final(speech.samples).text
        if text:
            heard.append(Utterance(turn.end, turn.id, turn.channel, turn.start, turn.end, text))
    return heard


_ENGINES: dict[str, Any] = {}
_SENTENCES: dict[str, Sentences] = {}
"""The sentence model that has a vote, where one does."""
SPOKEN = ("tuned", "unseen")
"""Thousands of calls would take days to say."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a folder with moments.jsonl and calls.jsonl")
    parser.add_argument(
        "--speech", action="store_true", help="speak the tuned and the unseen calls, and hear them first"
    )
    parser.add_argument(
        "--totals", action="store_true", help="of the unseen and the kept calls, no figure by name or call"
    )
    parser.add_argument(
        "--apart",
        type=Path,
        help="where `train_moments.py --apart` left its weights: calls whose cards were labelled by hand, of each part "
        "that is judged, heard by weights that have learned from none of them",
    )
    parser.add_argument(
        "--appetite", choices=get_args(Appetite), default="balanced", help="how many cards the agent wants"
    )
    parser.add_argument(
        "--sentences",
        type=Path,
        metavar="FOLDER",
        help="with the vote of the sentence model that was fetched there",
    )
    parser.add_argument("--mistakes", action="store_true", help="list every mistake of the tuned calls")
    options = parser.parse_args()
    playbook = with_appetite(load_playbook(DEFAULT), options.appetite)
    if options.sentences:
        _SENTENCES["model"] = SentenceModel(options.sentences).meaning
    hear = spoken if options.speech else (lambda call: call.utterances)
    results: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "playbook": playbook.id,
        "appetite": options.appetite,
        "sentence_model": options.sentences is not None,
        "text": "through speech and the bundled model" if options.speech else "as written",
    }
    sets = {
        "tuned": find_test_calls(PLAYBOOKS / f"{DEFAULT}.toml"),
        "learned": sorted(WRITTEN_APART.glob("fresh/*.call")),
        **{name: sorted(WRITTEN_APART.glob(f"{name}/*.call")) for name in KEPT_APART},
    }
    for name, paths in sets.items():
        if paths and (name in SPOKEN or not options.speech):
            results[name] = measured(playbook, [read_test_call(path) for path in paths], hear)
    # what is unseen stays so: its mistakes are counted, never listed
    for name in (one for one in KEPT_APART if one in results):
        del results[name]["mistakes"]
        if options.totals:
            results[name] = _totals(results[name])
    for name in ("tuned", "learned"):
        if not options.mistakes:
            results.get(name, {}).pop("mistakes", None)
    if options.data:
        results["people"] = on_people(options.data)
    if options.apart:  # the last: from here on other weights are heard
        results["apart"] = measured(playbook, *apart_from(options.apart))
        results["apart"].pop("mistakes")
    print(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
