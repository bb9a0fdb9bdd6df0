"""A card waits until the client has finished their sentence, but not for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assist.events import Event, Partial, Prompt, PromptCleared, Tick, Utterance, Warning
from ui.courtesy import LONGEST, Courtesy, show


def card(id: int, at: float) -> Prompt:
    return Prompt(at, id, "listen", "Let them finish", "", (), "upset-client", "")


def speaks(at: float, text: str = "and nobody came") -> Partial:
    return Partial(at, "client", 4.0, text, 0)


SAID = Utterance(9.4, 1, "client", 4.0, 9.0, "And nobody came.")
WARNED = Warning(6.5, 1, "Calm down makes it worse", "Please go on.", (), "")


def shown(*records: Event) -> list[list[object]]:
    """What is shown at each record."""
    courtesy, steps = Courtesy(), []
    for record in records:
        courtesy, now = show(courtesy, record)
        steps.append(list(now))
    return steps


def test_a_card_comes_with_the_end_of_the_clients_sentence() -> None:
    assert shown(speaks(5.0), card(1, 6.0), Tick(7.0), SAID)[1:] == [[], [Tick(7.0)], [SAID, card(1, 6.0)]]


def test_it_does_not_wait_for_the_agent_nor_for_silence() -> None:
    partial = Partial(5.0, "agent", 4.0, "mm", 0)
    assert shown(card(1, 4.0), partial, card(2, 6.0))[2] == [card(2, 6.0)]


def test_who_vents_without_an_end_is_not_waited_for() -> None:
    steps = shown(speaks(5.0), card(1, 6.0), speaks(6.0 + LONGEST - 0.1), speaks(6.0 + LONGEST))
    assert steps[2] == [speaks(6.0 + LONGEST - 0.1)]
    assert steps[3] == [speaks(6.0 + LONGEST), card(1, 6.0)]


def test_a_warning_never_waits() -> None:
    assert shown(speaks(5.0), WARNED)[1] == [WARNED]


def test_the_card_before_stays_until_its_successor_comes() -> None:
    replaced = PromptCleared(6.0, 1, "replaced")
    steps = shown(card(1, 3.0), speaks(5.0), replaced, card(2, 6.0), SAID)
    assert steps[2:] == [[], [], [SAID, replaced, card(2, 6.0)]]


def test_a_card_that_is_over_before_the_sentence_is_never_seen() -> None:
    steps = shown(speaks(5.0), card(1, 6.0), PromptCleared(7.0, 1, "expired"), SAID)
    assert [record for step in steps for record in step] == [speaks(5.0), SAID]


def test_words_taken_back_are_an_end_too() -> None:
    nothing = speaks(6.5, "")
    assert shown(speaks(5.0), card(1, 6.0), nothing)[2] == [nothing, card(1, 6.0)]


@given(st.lists(st.sampled_from(("partial", "said", "card", "cleared", "tick", "warning"))))
def test_nothing_is_lost_but_what_nobody_could_have_seen(kinds: list[str]) -> None:
    records: list[Event] = []
    for at, kind in enumerate(kinds):
        made: dict[str, Event] = {
            "partial": speaks(at),
            "said": Utterance(at, at + 1, "client", at - 0.5, at, "Yes."),
            "card": card(at + 1, at),
            "cleared": PromptCleared(at, at, "replaced"),
            "tick": Tick(at),
            "warning": WARNED,
        }
        records.append(made[kind])
    end = Tick(len(kinds) + LONGEST)
    seen = [record for step in shown(*records, end) for record in step]
    cleared = {record.id for record in records if isinstance(record, PromptCleared)}
    for record in records:
        if isinstance(record, Prompt | PromptCleared) and record not in seen:
            assert record.id in cleared
        else:
            assert record in seen
