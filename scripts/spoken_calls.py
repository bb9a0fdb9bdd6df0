"""Labelled calls spoken by synthetic voices and heard by the whole program through the bundled model.

What is heard keeps the number of the turn that it comes from, so that it is compared with the labels of the text.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import soundfile

from assist.audio.file import read_recording
from assist.coach.playbook import load_playbook
from assist.events import Note, NoteFields, Utterance
from assist.session import Session, listen
from assist.speech.decoder import Inline
from assist.speech.engine import SpeechEngine
from assist.speech.listener import Listener
from bundled_model import voices
from labelled_notes import Call
from make_sample_calls import speak_call

VOICES = {"agent": ("en-us", "en-gb", "en-us+f3"), "client": ("en-gb+m3", "flite:slt")}


def recording(call: Call, folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """The call's sound in `folder`, made once for the same words, and its turns with their times."""
    said = [{"speaker": one.channel, "text": one.text} for one in call.utterances]
    r = Random(call.name)
    script = {"voices": {who: r.choice(known) for who, known in VOICES.items()}, "turn": said}
    key = hashlib.sha256(json.dumps(script).encode()).hexdigest()[:16]
    sound, times = folder / f"{key}.flac", folder / f"{key}.json"
    if not times.exists():
        folder.mkdir(parents=True, exist_ok=True)
        samples, turns = speak_call(script, call.name)
        soundfile.write(sound, samples, voices.SAMPLE_RATE, subtype="PCM_16")
        times.write_text(json.dumps([{**turn, "words": []} for turn in turns]), "utf-8")
    return sound, json.loads(times.read_text("utf-8"))


def heard_note(call: Call, engine: SpeechEngine, folder: Path) -> tuple[Note, NoteFields]:
    """The note that the program writes of the spoken call, and its fields citing the turns of the text."""
    sound, turns = recording(call, folder)
    listener = Listener(Inline(engine))
    session = Session(load_playbook("upset-client"), call.started, listener.quiet)
    turn_of: dict[int, int] = {}
    note = None
    for event in listen(session, listener, read_recording(sound)):
        if isinstance(event, Utterance):
            turn_of[event.id] = _turn(event, turns)
        elif isinstance(event, Note):
            note = event
    assert note is not None  # every call ends with one
    return note, _on_turns(note.fields, turn_of)


def _turn(heard: Utterance, turns: list[dict[str, Any]]) -> int:
    """The number of the turn that shares the most time with what was heard on its channel."""
    shared = [
        (min(heard.end, turn["end"]) - max(heard.start, turn["start"]), number)
        for number, turn in enumerate(turns, 1)
        if turn["speaker"] == heard.channel
    ]
    return max(shared)[1] if shared else 0


def _on_turns(fields: NoteFields, turn_of: dict[int, int]) -> NoteFields:
    def moved(entry: Any) -> Any:
        cited = tuple(sorted({turn_of[number] for number in entry.utterances if number in turn_of}))
        return dataclasses.replace(entry, utterances=cited)

    return NoteFields(
        **{
            field.name: tuple(moved(one) for one in value)
            if isinstance(value, tuple)
            else value and moved(value)
            for field in dataclasses.fields(fields)
            for value in [getattr(fields, field.name)]
        }
    )
