#!/usr/bin/env python3
"""How good the notes are: entries, dates, promises, read-back, and the time for a call of an hour. Prints JSON.

Our labelled calls in `tests/note/calls` (those that the rules were tuned on, those that they learned from once they
had been measured on them, and the unseen ones, written without a look at the rules), and with `--data FILE` labelled
dialogues of real people; `--details` lists on standard error what was wrong, never of the unseen calls: whoever reads
those has seen them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
import tomllib
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from apart import JUDGED, hear_without, part_of
from assist.coach.playbook import load_playbook
from assist.events import Note, ReadBackSentence, Utterance
from assist.note import read_aloud
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.session import Session, read
from assist.speech.transcript import quiet_in
from labelled_notes import OURS, Call, Score, compare, ours, shared, utterances
from models.load import load_engine

RUNS = 5
HOUR = 3600.0


def note_of(call: Call) -> Note:
    """The last note of the call, as the whole program writes it."""
    session = Session(load_playbook("upset-client"), call.started, quiet_in(call.utterances))
    return [event for event in read(session, call.utterances) if isinstance(event, Note)][-1]


def of_calls(
    calls: list[Call], details: bool, speech: Path | None = None, apart: Path | None = None
) -> dict[str, Any]:
    """`speech`: the calls are spoken and heard first, their recordings kept in that folder. `apart`: the folder with
    the weights that have learned from none of a part's calls; each is heard by those of its part."""
    score, unsupported, engine = Score(), 0, load_engine("bundled") if speech else None
    for call in calls:
        if apart is not None:
            hear_without(part_of(call.name), apart)
        if engine is not None and speech is not None:
            from spoken_calls import heard_note

            note, fields = heard_note(call, engine, speech)
        else:
            note = note_of(call)
            fields = note.fields
        unsupported += len(note.unsupported)
        compare(call, fields, score)
    if details:
        print("\n".join(score.details), file=sys.stderr)
    return {"calls": len(calls), **score.figures(), "unsupported": unsupported}


def of_read_backs(details: bool) -> dict[str, Any]:
    """Sentences voiced and answers understood, in read-backs that are said in the agent's own words."""
    counts = {"voiced": 0, "voiced_found": 0, "voiced_falsely": 0, "assents": 0, "assents_found": 0,
              "corrections": 0, "corrections_found": 0, "assents_falsely": 0}  # fmt: skip
    for entry in tomllib.loads((OURS / "read_back.toml").read_text("utf-8"))["read_back"]:
        sentences = tuple(ReadBackSentence(text, field) for field, text in entry["sentences"])
        reading = read_aloud.Reading(sentences)
        heard = utterances([(line[0], line[1]) for line in entry["said"]])
        for said, line in zip(heard, entry["said"], strict=True):
            before, reading = reading, read_aloud.follow(reading, said, Calendar(entry["started"]))
            pairs = list(enumerate(zip(before.sentences, reading.sentences, strict=True)))
            if said.channel == "agent":
                voiced = {index for index, (old, new) in pairs if old.voiced != new.voiced and new.field}
                wanted = set(line[2])
                counts["voiced"] += len(wanted)
                counts["voiced_found"] += len(wanted & voiced)
                counts["voiced_falsely"] += len(voiced - wanted)
                ok = voiced == wanted
            else:
                changed = {
                    index: new.state for index, (old, new) in pairs if old.state != new.state and new.field
                }
                confirmed = "confirmed" in changed.values()
                corrected = [index for index, state in changed.items() if state == "corrected"]
                if line[2] == "yes":
                    ok = confirmed and not corrected
                    counts["assents"] += 1
                    counts["assents_found"] += ok
                elif line[2] == "nothing":
                    ok = not changed
                    counts["assents_falsely"] += confirmed
                else:
                    ok = corrected == [line[2]]
                    counts["corrections"] += 1
                    counts["corrections_found"] += ok
                voiced = set(changed)
            if not ok and details:
                print(f"{entry['name']}: {line} -> {sorted(voiced)}", file=sys.stderr)
    return {
        **counts,
        "voiced_found_share": round(counts["voiced_found"] / counts["voiced"], 3),
        "assent_found_share": round(counts["assents_found"] / counts["assents"], 3),
    }


def of_an_hour(calls: list[Call]) -> dict[str, float]:
    """Seconds of CPU time: the note after the last word of an hour's talk, an utterance, the whole transcript."""
    heard: list[Utterance] = []
    at = 0.0
    while at < HOUR:
        for call in calls:
            for one in call.utterances:
                heard.append(
                    dataclasses.replace(
                        one, id=len(heard) + 1, start=one.start + at, end=one.end + at, at=one.at + at
                    )
                )
            at = heard[-1].end + 1.0
    last, whole, each = [], [], []
    for _ in range(RUNS):
        draft = NoteDraft(Calendar(datetime(2026, 11, 23, 10)))
        begun = time.process_time()
        for one in heard:
            start = time.process_time()
            draft.hear(one, [])
            each.append(time.process_time() - start)
        start = time.process_time()
        draft.note(heard[-1].end)
        last.append(time.process_time() - start)
        whole.append(time.process_time() - begun)
    each.sort()
    return {
        "utterances": len(heard),
        "after_the_last_word_s": round(median(last), 4),
        "after_the_last_word_worst_s": round(max(last), 4),
        "whole_transcript_s": round(median(whole), 3),
        "an_utterance_worst_s": round(each[-1], 4),
        "an_utterance_p99_s": round(each[int(len(each) * 0.99)], 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="labelled dialogues (.jsonl)")
    parser.add_argument("--details", action="store_true", help="what was wrong, on standard error")
    parser.add_argument(
        "--speech", type=Path, metavar="FOLDER", help="through speech, too; the recordings are kept there"
    )
    parser.add_argument(
        "--apart",
        type=Path,
        metavar="FOLDER",
        help="where `train_moments.py --apart` left its weights: coached calls, by those without them",
    )
    options = parser.parse_args()
    tuned = [*ours("tuned"), *ours("tuned_later"), *ours("fresh")]
    result = {
        "tuned": of_calls(tuned, options.details),
        "learned": of_calls(
            [
                call
                for name in (
                    "learned",
                    "learned_later",
                    "learned_answers",
                    "learned_plans",
                    "learned_excerpts",
                    "learned_ordinary",
                )
                for call in ours(name)
            ],
            options.details,
        ),
        # not to be looked at while rules are written
        **{name: of_calls(ours(name), details=False) for name in ("unseen", "kept")},
        "read_back": of_read_backs(options.details),
        "an_hour": of_an_hour(tuned),
    }
    if options.speech:
        result["through_speech"] = {
            name: of_calls(calls, options.details and name == "tuned", options.speech)
            for name, calls in (("tuned", tuned), ("unseen", ours("unseen")))
        }
    if options.data:
        result["data"] = of_calls(shared(options.data), options.details)
    if options.apart:  # the last: from here on other weights are heard
        judged = sorted(ours("coached"), key=lambda call: part_of(call.name))
        judged = [call for call in judged if part_of(call.name) < JUDGED]
        result["apart"] = of_calls(judged, options.details, apart=options.apart)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
