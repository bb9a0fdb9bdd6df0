"""What the speech bench counts is so."""

from __future__ import annotations

import sys

import numpy as np

from assist.audio.chunk import SAMPLE_RATE
from assist.events import Channel, Utterance, Word
from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from speech_bench.calls import Call, SpokenWord, one_after_another
from speech_bench.figures import Heard, heard_by_listener, lost_ends


def call(text: str) -> Call:
    """The agent says this, a word a second, on a channel that hums; the client is silent."""
    turn = [SpokenWord(word, float(at), at + 0.9) for at, word in enumerate(text.split())]
    hum = np.full(len(turn) * SAMPLE_RATE, 0.1, np.float32)
    return Call("call", {"agent": hum, "client": 0 * hum}, {"agent": [turn], "client": []})


def heard(*words: tuple[str, float]) -> dict[Channel, Heard]:
    """The agent's words with the second at which each began, known at the end of all."""
    timed = tuple(Word(text, at, at + 0.9, 0.9) for text, at in words)
    final = Utterance(9.0, 1, "agent", timed[0].start, timed[-1].end, " ".join(w for w, _ in words), timed)
    return {"agent": heard_by_listener([(9.0, final)], "agent"), "client": Heard()}


def test_an_end_is_lost_where_nothing_was_heard_of_it_and_not_where_it_was_misheard() -> None:
    spoken = call("the whole queue of people")
    assert lost_ends(spoken, heard(("the", 0), ("whole", 1), ("queue", 2))) == (1, 1)
    assert lost_ends(spoken, heard(("the", 0), ("whole", 1), ("cue", 2))) == (1, 1)
    assert lost_ends(spoken, heard(("the", 0), ("whole", 1), ("pupils", 3))) == (0, 1)


def test_a_turn_that_the_end_of_a_long_call_would_cut_off_is_not_in_its_sound() -> None:
    long = one_after_another([call("one two three")], 7.0)
    assert [turn[0].start for turn in long.turns["agent"]] == [0.0, 3.0]
    sound = long.sound["agent"]
    assert len(sound) == 7 * SAMPLE_RATE
    assert sound[: round(5.8 * SAMPLE_RATE)].all() and not sound[6 * SAMPLE_RATE :].any()
