"""The network's vote: it hears a turn against the call so far, and says the same of the same call."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from assist.coach.moments import MOMENTS
from assist.coach.network import ALL, CARDS, FIELDS, LONGEST, Impression, Piece, Said, bundled_network
from assist.coach.tokens import tokenize
from assist.events import Channel
from tests.coach.programs import printed_by_several_processes, script


def odds(*call: tuple[Channel, str]) -> dict[str, float]:
    """What the network thinks of the last turn."""
    network = bundled_network()
    memory = network.begin()
    found: dict[str, float] = {}
    for channel, text in call:
        heard = network.hear(channel, tokenize(text).line.split(), memory)
        found, memory = dict(heard.odds), heard.memory
    return found


def test_each_turn_is_judged_for_every_moment_of_its_speaker() -> None:
    for channel in ("agent", "client"):
        found = odds((channel, "I am so sorry."))
        assert found.keys() == {name for name, whose in MOMENTS.items() if whose == channel}
        assert all(map(math.isfinite, found.values()))


def test_a_yes_confirms_what_was_proposed() -> None:
    greeted: tuple[Channel, str] = ("agent", "Good morning, Bath Water, this is Ann.")
    told: tuple[Channel, str] = ("client", "Hello, my bill is twice what it was in March.")
    proposed: tuple[Channel, str] = ("agent", "I can send somebody on Friday at ten. Does that work for you?")
    asked: tuple[Channel, str] = ("agent", "Is that the bill of the fourth?")
    yes: tuple[Channel, str] = ("client", "Yes, that is fine.")
    after_plan = odds(greeted, told, proposed, yes)["client_confirms"]
    after_question = odds(greeted, told, asked, yes)["client_confirms"]
    assert after_plan > 0 and after_plan > after_question


def test_a_misspelt_word_is_heard_by_its_parts() -> None:
    told: tuple[Channel, str] = ("client", "The parcel was broken and nobody rang.")
    sorry, misspelt, gibberish = (
        odds(told, ("agent", f"I do {word} for that."))["agent_apologized"]
        for word in ("apologise", "apologisse", "xqzwy")
    )
    assert sorry > misspelt > gibberish + 1
    cross, misspelt, gibberish = (
        odds(("client", f"This is {one}, I am {other}."))["client_upset"]
        for one, other in (("ridiculous", "furious"), ("ridiculus", "furius"), ("xqzwy", "brompt"))
    )
    assert cross > misspelt > gibberish


def test_a_clause_is_judged_within_its_turn_and_a_card_after_the_clients() -> None:
    network = bundled_network()
    greeted = network.hear("agent", tokenize("Good morning, this is Ann.").line.split(), network.begin())
    assert not greeted.cards
    line = tokenize("My boiler broke on Friday. I want somebody to come today.").line.split()
    heard = network.hear("client", line, greeted.memory)
    stop = line.index("|", 1)
    told, wanted = network.told(
        [
            (heard, Piece(1, stop - 1, 0, 2, False)),
            (heard, Piece(stop + 1, len(line) - 2, 1, 2, False)),
        ]
    )
    assert told.keys() == wanted.keys() == set(FIELDS)
    assert told["problem"] > wanted["problem"] and wanted["client_wants"] > told["client_wants"]
    assert heard.cards.keys() == set(CARDS)


def test_a_clause_long_ago_in_a_long_turn_is_not_judged() -> None:
    network = bundled_network()
    line = ["|", *["and", "then"] * ALL, "|"]
    heard = network.hear("client", line, network.begin())
    long_ago, earlier, just_now = network.told(
        [
            (heard, Piece(1, 2, 0, 3, False)),
            (heard, Piece(len(line) - LONGEST - 9, len(line) - LONGEST - 8, 1, 3, False)),
            (heard, Piece(len(line) - 3, len(line) - 2, 2, 3, False)),
        ]
    )
    assert not long_ago and earlier and just_now


def test_the_coach_and_the_note_hear_the_same_turn_once() -> None:
    network = bundled_network()
    line = tokenize("The parcel never came.").line.split()
    assert network.hear("client", line, network.begin()) is network.hear("client", line, network.begin())


def test_turns_that_are_known_already_are_heard_at_once() -> None:
    network = bundled_network()
    long = "| " + "and then they told me to wait " * LONGEST + "|"
    call: list[tuple[Channel, tuple[str, ...]]] = [
        ("client", ("|", "my", "boiler", "broke", "|")),
        ("agent", ()),
        ("client", tuple(long.split())),
        ("agent", ("|", "which", "boiler", "?")),
    ]
    memory, one_by_one = network.begin(), list[Impression]()
    for turn in call:
        one_by_one.append(network.hear(*turn, memory))
        memory = one_by_one[-1].memory
    at_once = network.hear_ahead(call, network.begin())
    for alone, among in zip(one_by_one, at_once, strict=True):
        assert alone.odds == pytest.approx(among.odds, abs=1e-4)
        assert alone.cards == pytest.approx(among.cards, abs=1e-4)
        piece = Piece(0, 0, 0, 1, False)
        told, told_among = network.told([(alone, piece), (among, piece)])
        assert told == pytest.approx(told_among, abs=1e-4)
    assert network.hear(*call[1], at_once[0].memory) is at_once[1]


def test_nothing_said_and_much_said_are_both_heard() -> None:
    assert odds(("agent", "…")).keys() == odds(("agent", "")).keys()
    long = "and then they told me to wait " * LONGEST
    sick, well = (
        odds(("client", f"{long}{end}"))["client_upset"] for end in ("I am sick of it.", "That is all right.")
    )
    assert sick > well + 1


def test_what_the_other_said_is_known_when_it_comes_again() -> None:
    said = Said().then("client", ["the", "boiler", "broke"]).then("agent", ["which", "boiler"])
    assert said.marks("agent", "boiler") == (True, True, True)
    assert said.marks("agent", "broke") == (True, True, False)
    assert said.marks("client", "broke") == (False, False, True)
    assert said.marks("agent", "the") == (False, False, False)  # a short word says nothing
    later = said.then("client", ["yes"]).then("client", ["upstairs"])
    assert later.marks("agent", "upstairs")[0] and not later.marks("agent", "boiler")[0]


def test_the_same_call_gives_the_same_votes_in_every_process() -> None:
    told = """
from assist.coach.network import Piece, bundled_network
network = bundled_network()
memory = network.begin()
for channel, text in (("client", "| my boiler broke | again |"), ("agent", "| i am sorry | which boiler ? |")):
    heard = network.hear(channel, text.split(), memory)
    memory = heard.memory
print(heard.odds, heard.cards, network.told([(heard, Piece(1, 2, 0, 1, False))]))
"""
    assert len(printed_by_several_processes(told)) == 1


def test_the_program_reads_the_network_that_was_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="learning needs PyTorch: pip install -e '.[training]'")
    pytest.importorskip("scipy")
    module, files = script("moment_network"), script("moment_lines")
    monkeypatch.setattr(module, "ROUNDS", 2)
    turn, clause = (
        module.Turn,
        module.LabelledClause(Piece(1, 3, 0, 1, False), frozenset(("problem",)), frozenset()),
    )
    calls = [
        [
            turn("agent", ("|", "good", "morning", "|"), frozenset(("agent_greeted",))),
            turn(
                "client",
                ("|", "my", "boiler", number, "broke", "|"),
                frozenset(("client_upset",)),
                clauses=(clause,),
                cards=frozenset(("stay_calm",)),
            ),
            turn("agent", ("|", "boiler", number, "broke", "?"), frozenset(("agent_summarized_back",))),
            turn("client", ("|", "yes", "|"), None),
        ]
        for number in ("one", "two", "three", "four", "five")
    ]
    calls.append([turn("agent", ("|", "so", "sorry", "|"), frozenset(), frozenset(("agent_greeted",)))])
    slights = frozenset(("agent_minimized", "agent_defended"))
    before = turn("client", ("|", "nobody", "came", "|"), None)
    calls.append(
        [before, turn("agent", ("|", "only", "once", "|"), frozenset(("agent_minimized",)), slights)]
    )
    calls.append([before, turn("agent", ("|", "nobody", "came", "?"), frozenset(), slights)])
    files.write_arrays(tmp_path / "network.npz", module.arrays_of(module.learn_network(calls)))
    again = module.learn_network(calls)
    files.write_arrays(tmp_path / "again.npz", module.arrays_of(again))
    assert (tmp_path / "network.npz").read_bytes() == (tmp_path / "again.npz").read_bytes()
    assert module.differs(again, tmp_path / "network.npz", calls) < 0.01
