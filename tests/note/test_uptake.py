"""What becomes of an offer where the answer is no plain yes or no, as the network hears it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assist.coach.network import NETWORK
from assist.coach.testcall import read_test_call
from assist.events import Note
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.note.offered import Spoken, marks, offer_of
from assist.note.statement import Statement
from assist.note.uptake import Uptake
from assist.note.uptake_network import WEIGHTS, Network
from tests.coach.programs import script

Document = Callable[[str], Note]
FRESH = Path(__file__).parent.parent / "coach" / "fresh"


def offers(said: str, *texts: str) -> tuple[Spoken, list[Statement]]:
    return Spoken("agent", tuple(said.split())), [Statement(text, [1]) for text in texts]


def test_an_offer_knows_its_own_part_of_the_turn() -> None:
    turn, [friday, saturday] = offers(
        "i can send lewis on friday evening or there is a van saturday morning",
        "Send Lewis Friday.",
        "A van Saturday morning.",
    )
    first = offer_of(friday, turn, [friday, saturday])
    assert {"lewi", "frida"} <= first.own
    assert "even" in first.near
    assert {"van", "saturda"} <= first.against


def test_words_are_marked_by_whose_they_are() -> None:
    turn, [friday, saturday] = offers("friday evening or saturday", "Friday evening.", "Saturday.")
    offer = offer_of(friday, turn, [friday, saturday])
    other = offer_of(saturday, turn, [friday, saturday]).own
    answer = marks(Spoken("client", ("friday", "not", "saturday")), offer, other)
    own, others = [mark[0] for mark in answer], [mark[1] for mark in answer]
    assert own == [True, False, False] and others == [False, False, True]


def test_an_offer_that_nobody_has_answered_lies_open(document: Document) -> None:
    note = document("""
        agent: I can send somebody on Friday evening or on Saturday morning.
        agent: There's Monday as well.
        agent: I'd take the Friday one.
    """)
    assert [one.text for one in note.fields.options if one.text.endswith(("(chosen)", "(refused)"))] == []


def test_whatever_became_of_an_offer_cites_the_client() -> None:
    """Over labelled calls: nothing is taken or turned down without a turn of theirs behind the offer."""
    for path in sorted(FRESH.glob("*.call"))[::600]:
        call = read_test_call(path)
        draft, by = NoteDraft(Calendar(call.started)), {one.id: one.channel for one in call.utterances}
        for utterance in call.utterances:
            draft.hear(utterance, ())
        for option in draft.options:
            client = [number for number in option.sources if by[number] == "client"]
            assert bool(client) or not option.status, (path.stem, option.text)


def test_it_is_the_same_whenever_it_is_asked_for() -> None:
    """A note that is asked for after each turn, and one that is asked for at the end."""
    often, once, option = Uptake(), Uptake(), Statement("Send somebody Friday.", [1])
    said = (
        "I could send somebody on Friday.",
        "Hm, is that early?",
        "",
        "It's eight.",
        "Go on then, Friday.",
    )
    for number, text in enumerate(said, 1):
        for uptake in (often, once):
            uptake.hear(number, "client" if number % 2 == 0 else "agent", text)
            uptake.follow([option])
        often.fates()
    [(at, told)], [(at_once, told_once)] = often.fates().items(), once.fates().items()
    assert at == at_once == id(option) and told.status == told_once.status
    assert told.share == pytest.approx(told_once.share, abs=1e-5)


def test_an_offer_that_is_heard_of_late_is_followed_from_its_turn_on() -> None:
    uptake, option = Uptake(), Statement("Send somebody Friday.", [1])
    uptake.hear(1, "agent", "I could send somebody on Friday.")
    uptake.follow([])
    uptake.hear(2, "client", "Yes, Friday please.")
    uptake.follow([option])
    [fate] = uptake.fates().values()
    assert fate.status == "chosen"


def test_the_weights_read_by_the_words_of_the_network_that_there_is() -> None:
    """Where this fails the network was learned anew: run `scripts/train_uptake.py` (a quarter of an hour)."""
    with np.load(WEIGHTS) as kept:
        assert int(kept["words_of"]) == zlib.crc32(NETWORK.read_bytes())


def test_the_program_reads_the_network_that_was_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="learning needs PyTorch: pip install -e '.[training]'")
    module, trainer, labelled = script("uptake_network"), script("train_uptake"), script("labelled_notes")
    monkeypatch.setattr(module, "EPOCHS", 1)
    # what is learned from is found without the weights that are learned
    monkeypatch.setattr("assist.note.uptake.bundled_uptake", lambda: pytest.fail("there are no weights yet"))
    found = [offer.example for call in labelled.ours("tuned")[:40] for offer in trainer.offered(call)]
    assert len(found) > 3
    learned = module.learn(found)
    for name, network in (("one", learned), ("two", module.learn(found))):
        module.write(network, tmp_path / name, 1)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    network = Network(tmp_path / "one")
    for example, expected in zip(found, module.shares(learned, found), strict=True):
        assert np.abs(judged(network, example) - expected).max() < 0.02


def judged(network: Network, example: Any) -> np.ndarray:
    """What the program makes of an offer whose turns are known."""
    traits = np.array([example.traits], np.float32)
    state = highest = np.zeros((1, network.size), np.float32)
    for words, marked, turn in zip(example.words, example.marks, example.turns, strict=True):
        taken_in = network.taken_in(network.read([(words, marked)]), turn[np.newaxis], traits)
        state = network.go_on(taken_in, state)
        highest = np.maximum(highest, state)
    return network.judge(state, highest, traits)[0]
