"""The learned part of the moments: what the phrasings teach is heard, near misses are not, and the words that
decided are named."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assist.coach.context import Before, Heard, before
from assist.coach.features import features, pieces
from assist.coach.learned import PHRASINGS, WEIGHTS, Learned, bundled_weights
from assist.coach.moments import MOMENTS
from assist.coach.tokens import tokenize
from tests.coach.calls import moments, names
from tests.coach.programs import printed_by_several_processes, script

BY_RULE_ALONE = {
    "client_venting",
    "client_done_venting",
    "agent_interrupted",
    "agent_backchannel_only",
    "agent_left_dead_air",
}
FROM_CALLS_ALONE = {"agent_rushed_solution"}


@pytest.fixture(scope="module")
def models() -> ModuleType:
    pytest.importorskip("scipy")
    return script("moment_lines")


def test_every_moment_is_learned_from_its_file_or_known_by_rule() -> None:
    learned = {path.stem for path in PHRASINGS.glob("**/*.txt")} | FROM_CALLS_ALONE
    assert learned == MOMENTS.keys() - BY_RULE_ALONE


@pytest.mark.parametrize(
    "path", sorted(PHRASINGS.glob("**/*.txt")), ids=lambda path: f"{path.parent.name} {path.stem}"
)
def test_a_file_of_phrasings_can_be_read_and_says_nothing_twice(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert all(line[:2] in ("+ ", "- ") and line[2:].strip() for line in lines)
    assert len({line[2:].lower() for line in lines}) == len(lines)
    assert sum(line.startswith("+") for line in lines) >= 75
    assert sum(line.startswith("-") for line in lines) >= 75


def test_what_was_said_in_other_words_than_any_phrasing_is_heard() -> None:
    assert "agent_apologized" in names("agent: we messed your booking up and i'm truly sorry about it")
    assert "agent_told_calm_down" in names("agent: Sir, I need you to calm down for a second.")
    assert "client_upset" in names(
        "client: I'm absolutely sick of this, it's been five weeks and nobody has rung."
    )
    assert "agent_asked_want" in names("agent: So how would you like us to put this right for you?")
    assert "client_states_want" in names("client: I just want my money back on my card.")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("agent: They should really apologise to you.", "agent_apologized"),
        ("agent: The weather should calm down by the weekend.", "agent_told_calm_down"),
        ("agent: I can't promise you it will be there tomorrow.", "agent_overpromised"),
        ("client: The heating is fine now, it was just a fuse.", "client_upset"),
        ("agent: Mm-hm.", "agent_acknowledged"),
    ],
)
def test_what_only_sounds_like_it_is_not(line: str, name: str) -> None:
    assert name not in names(line)


def test_a_summary_is_known_by_the_clients_own_words() -> None:
    told = "client: I paid the deposit in March and the kitchen fitters never turned up."
    said = "agent: So the deposit was paid in March."
    assert "agent_summarized_back" in names(f"{told}\n{said}")
    assert "agent_summarized_back" not in names(f"client: My dog ate the remote.\n{said}")


def test_a_moment_names_words_of_its_sentence() -> None:
    heard = moments(
        "agent: Your account is open here. I am so sorry that we let you down. It is number four."
    )
    [words] = [words for _, name, words in heard if name == "agent_apologized"]
    assert "sorry" in words and "account" not in words


def test_a_long_turn_is_weighed_sentence_by_sentence() -> None:
    spoken = tokenize("Good morning. " + "The van was on the road to the depot. " * 6 + "Sorry about that.")
    found = list(pieces(spoken))
    assert len(found) > 3
    assert all(0 <= piece.first <= piece.last < len(spoken.tokens) for piece in found)
    assert {at for piece in found for at in range(piece.first, piece.last + 1)} == set(
        range(len(spoken.tokens))
    )


def test_nothing_said_is_nothing_meant() -> None:
    for text in ("", "…", "?", "um"):
        assert bundled_weights().find(tokenize(text), "agent", Before(), ()) == []


def test_a_turn_is_heard_against_what_came_before() -> None:
    turns = [
        Heard("client", tokenize("My boiler broke."), frozenset(("client_upset",))),
        Heard("agent", tokenize("Is it leaking?"), frozenset(("agent_asked_clarifying",))),
    ]
    agent, client = (
        before("agent", turns, ("client_upset", "agent_greeted", "client_thanks")),
        before("client", turns),
    )
    assert agent.words == {"boiler", "brok"} and agent.own_words == {"leak"}
    assert agent.marks == {"=heard client_thanks"}
    assert client.words == {"leak"} and client.own_words == frozenset()
    assert "=after agent_asked_clarifying" in client.marks
    assert any(mark.startswith("=after asks") for mark in client.marks)
    assert before("agent", turns[:1]).marks == {"=after client_upset", "=nothing yet"}


def test_the_words_of_an_offer_said_back_are_a_mark_of_the_choice() -> None:
    offer = Heard(
        "agent", tokenize("A doctor tonight, or the nurse at two."), frozenset(("agent_offered_option",))
    )
    found = features(next(pieces(tokenize("The nurse, then."))), before("client", [offer]), ())
    assert "=echoes agent_offered_option" in found
    found = features(next(pieces(tokenize("Three times. Three."))), Before(), ())
    assert "=says again" in found


def test_an_answer_is_heard_as_one() -> None:
    told = [
        Heard(
            "client", tokenize("He has had the wrong tablets since Saturday, and your label was on the box.")
        ),
        Heard(
            "agent",
            tokenize("So he took the wrong tablets since Sunday, with our label on the box."),
            frozenset(("agent_summarized_back",)),
        ),
    ]

    def marks(text: str) -> set[str]:
        return features(next(pieces(tokenize(text))), before("client", told), ()).keys()

    assert {"=to a recap: “since”", "=to own words: another number"} <= marks("Since Saturday.")
    assert {"=to a recap: “and”", "=to a recap: “the”"} <= marks("Yes. And the syrup.")
    assert "=to a recap: denial of their words" in marks("They were not the wrong tablets.")
    assert "=to a recap: denial of their words" not in marks("The tablets, yes, and nobody rang.")


def test_features_stand_in_their_piece() -> None:
    spoken = tokenize("So what colour was it, the sofa that came on Friday?")
    [piece] = pieces(spoken)
    found = features(piece, Before(frozenset(("sofa",))), ())
    assert "=asks what" in found and "=time" in found and "=shared words" in found
    assert all(first <= last < len(spoken.tokens) for _, first, last in found.values() if last >= 0)


def test_a_score_is_the_same_to_its_last_digit_in_every_process() -> None:
    told = """
from assist.coach.features import Before
from assist.coach.learned import bundled_weights
from assist.coach.tokens import tokenize
before = Before(marks=frozenset(f"=heard agent_{name}" for name in ("greeted", "asked_want", "thanked", "apologized")))
print(bundled_weights().find(tokenize("What would you prefer, a refund or another bag?"), "agent", before, ()))
"""
    assert len(printed_by_several_processes(told)) == 1


def test_the_weights_are_of_the_files_that_there_are() -> None:
    """Where this fails a phrasing or a call was changed: run `scripts/train_moments.py` (an hour), and after it
    `scripts/train_uptake.py`."""
    with np.load(WEIGHTS) as kept:
        assert int(kept["learned_from"]) == script("labelled_talk").learned_from()


def test_what_the_script_learns_is_in_the_weights(models: ModuleType) -> None:
    """From its own phrasings alone a moment is learned much like it is from everything."""
    lines = [
        line
        for phrasing in script("labelled_talk").phrasings()
        if phrasing.known == {"client_thanks"}
        for line in models.lines_of(phrasing)
    ]
    learned = models.learned(["client_thanks"], models.side(lines))["client_thanks"]
    with np.load(WEIGHTS) as kept:
        column = bytes(kept["moments"]).decode().split("\n").index("client_thanks")
        names = bytes(kept["features"]).decode().split("\n")
        table = kept["weights"][:, column]
    again = np.array([learned.by_feature.get(name, 0.0) for name in names])
    strong = (abs(table) >= 12) & (abs(again) >= 0.05)
    assert strong.sum() > 50
    assert (np.sign(again) == np.sign(table))[strong].mean() > 0.7


def test_the_same_weights_are_the_same_bytes(models: ModuleType, tmp_path: Path) -> None:
    weights = {"agent_thanked": models.Weights({"thank you": 0.4, "rare": 0.001}, 0.5, 0.1)}
    for name in ("one", "two"):
        models.write(weights, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    [found] = Learned(tmp_path / "one").find(tokenize("thank you"), "agent", Before(), ())
    assert (found.name, found.words) == ("agent_thanked", "thank you")
