"""A call played into two sinks comes out as the right words on the right channels; and a second one after it."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import soundfile

from tests.conftest import REPOSITORY
from tests.sound_server import SoundServer, run

SAMPLES = REPOSITORY / "tests" / "samples"
pytestmark = pytest.mark.timeout(300)
SECONDS = 11

CALLS = """
import json, subprocess, sys, threading
from assist.audio.echo import EchoCanceller, without_echo
from assist.audio.live import LiveSound
from assist.events import Gap, Utterance
from assist.speech.listener import Listener
from assist.speech.scheduler import Scheduler
from models.load import load_engine
engine = load_engine("bundled")
engine.warm_up()
calls = []
for agent, client in zip(sys.argv[1::2], sys.argv[2::2]):
    canceller, echo = EchoCanceller(), False
    stop, told, players = threading.Event(), [], []
    listener, said = Listener(Scheduler(engine)), []
    live = LiveSound("agent.monitor", "caller.monitor", stop, told.append)
    for chunk in without_echo(iter(live), canceller):
        echo = echo or canceller.present
        if not players and chunk.end > 1:
            for sink, file in (("agent", agent), ("caller", client)):
                players.append(subprocess.Popen(["paplay", "--device=" + sink, file]))
        said += [event for event in listener.hear(chunk) if isinstance(event, Utterance)]
        if players and all(player.poll() is not None for player in players) or chunk.end > 60:
            stop.set()
    said += [event for event in listener.finish() if isinstance(event, Utterance)]
    words = {who: " ".join(one.text for one in said if one.channel == who) for who in ("agent", "client")}
    calls.append({"words": words, "gaps": sum(isinstance(event, Gap) for event in told), "echo": echo})
print(json.dumps(calls))
"""


def played(name: str, folder: Path) -> list[str]:
    """The call's beginning as two files, the agent's and the client's."""
    sound, rate = soundfile.read(SAMPLES / f"{name}.flac", stop=SECONDS * 16_000)
    files = [str(folder / f"{name}_{who}.wav") for who in ("agent", "client")]
    for column, file in enumerate(files):
        soundfile.write(file, sound[:, column], rate)
    return files


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def spoken(name: str, channel: str) -> list[str]:
    turns = [json.loads(line) for line in (SAMPLES / f"{name}.words.jsonl").read_text("utf-8").splitlines()]
    return [
        word
        for turn in turns
        if turn["speaker"] == channel
        for one in turn["words"]
        if one["end"] < SECONDS
        for word in plain(one["text"])
    ]


def likeness(said: list[str], heard: list[str]) -> float:
    """By letters: where a word ends is not what is asked."""
    return SequenceMatcher(None, "".join(said), "".join(heard), autojunk=False).ratio()


def test_two_calls_come_out_as_the_right_words_on_the_right_channels(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    names = ("internet", "garage")
    files = [file for name in names for file in played(name, tmp_path)]
    calls = json.loads(run(CALLS, sound_server.environment, *files))
    assert len(calls) == 2
    for name, call in zip(names, calls, strict=True):
        assert call["gaps"] == 0 and not call["echo"]
        agent, client = (plain(call["words"][channel]) for channel in ("agent", "client"))
        assert likeness(spoken(name, "agent"), agent) > 0.8
        assert likeness(spoken(name, "client"), client) > 0.8
        assert likeness(spoken(name, "client"), agent) < 0.6
        assert likeness(spoken(name, "agent"), client) < 0.6
