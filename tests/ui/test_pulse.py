from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from assist.events import Level, Note, NoteFields, Partial, Utterance
from ui.pulse import Pulse, coalesced

partials = st.builds(
    Partial, st.just(1.0), st.sampled_from(["agent", "client"]), st.just(0.0), st.text(), st.just(0)
)
levels = st.builds(Level, st.just(0.0), st.sampled_from(["agent", "client"]), st.floats(0, 1))
utterances = st.builds(
    Utterance, st.just(1.0), st.integers(1), st.just("agent"), st.just(0.0), st.just(1.0), st.text()
)


@given(st.lists(st.one_of(partials, levels, utterances)))
def test_nothing_final_is_lost_and_the_rest_is_kept_once(records: list[object]) -> None:
    kept = coalesced(records)
    assert [r for r in kept if isinstance(r, Utterance)] == [r for r in records if isinstance(r, Utterance)]
    for channel in ("agent", "client"):
        guesses = [r for r in records if isinstance(r, Partial) and r.channel == channel]
        assert [r for r in kept if isinstance(r, Partial) and r.channel == channel] == guesses[-1:]
        loudness = [r.value for r in records if isinstance(r, Level) and r.channel == channel]
        shown = [r.value for r in kept if isinstance(r, Level) and r.channel == channel]
        assert shown == ([max(loudness)] if loudness else [])


def test_a_guess_after_the_final_words_stays_after_them() -> None:
    final = Utterance(2.0, 1, "agent", 0.0, 1.0, "Hello.")
    guess = Partial(2.1, "agent", 1.8, "and", 0)
    assert coalesced([Partial(0.5, "agent", 0.0, "hel", 0), final, guess]) == [final, guess]


def test_only_the_newest_note_counts() -> None:
    old, new = Note(1.0, NoteFields(), "old"), Note(2.0, NoteFields(), "new")
    assert coalesced([old, new]) == [new]


def test_a_flood_is_drawn_in_few_batches(qtbot: QtBot) -> None:
    pulse = Pulse()
    batches: list[list[object]] = []
    pulse.batch.connect(batches.append)
    guesses = [Partial(float(at), "agent", 0.0, f"word {at}", 0) for at in range(500)]
    for guess in guesses:
        pulse.take(guess)
    qtbot.waitUntil(lambda: len(batches) == 2)
    assert batches == [[guesses[0]], [guesses[-1]]]
