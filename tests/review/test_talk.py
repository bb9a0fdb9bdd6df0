"""Who spoke how much, from calls whose times are known."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.calls.store import StoredCall
from assist.events import CHANNELS, Event, Gap, Utterance
from assist.review.kept_call import KeptCall, kept_call
from assist.review.talk import baseline, pace, talk
from tests.review.conftest import kept

STORED = StoredCall(1, "k", datetime(2026, 11, 19), 0.0, True, "upset-client", "microphone", 0, "anna", None)


def call(*events: Event) -> KeptCall:
    return kept_call(STORED, [event.to_json() for event in events])


def said(number: int, channel: str, start: float, end: float, text: str = "word") -> Utterance:
    return Utterance(end, number, channel, start, end, text)  # type: ignore[arg-type]


def test_the_talk_is_shared_by_time_and_overlaps_count_for_both() -> None:
    figures = talk(
        call(
            said(1, "agent", 0, 4),
            said(2, "client", 3, 9),
            said(3, "agent", 9.1, 11),
            said(4, "client", 16, 17),
        )
    )
    assert (figures.agent, figures.client) == pytest.approx((5.9, 7.0))
    assert figures.share == pytest.approx(5.9 / 12.9)
    assert figures.overlaps == ((3, 4),)
    assert figures.silences == ((11, 16),)
    assert figures.dead_air == ()
    assert figures.longest_turn == (0, 4)


def test_a_pause_of_the_call_is_nobodys_silence() -> None:
    figures = talk(
        call(
            said(1, "agent", 0, 2),
            Gap(2.0, "agent", 2.0, 30.0, "paused"),
            Gap(2.0, "client", 2.0, 30.0, "paused"),
            said(2, "client", 31, 33),
        )
    )
    assert figures.silences == ()


def test_a_silence_nobody_announced_is_dead_air(tmp_path: Path) -> None:
    figures = talk(
        kept(
            """
            agent 0-3: Good morning, this is Ruth.
            client 3.5-8: The parcel did not come and I would like to know where it is.
            agent 22-25: It is in Leeds.
            client 26-27: I see.
            """,
            tmp_path,
        )
    )
    assert figures.dead_air == ((8, 22),)


@pytest.mark.parametrize(
    ("times", "words", "interruptions"),
    [("6-12", "We sent you an email about that last week.", [2]), ("6-6.4", "Mm-hm.", [])],
)
def test_taking_the_floor_is_an_interruption_and_a_mm_hm_is_not(
    times: str, words: str, interruptions: list[int], tmp_path: Path
) -> None:
    over = kept(
        f"""
        client 0-10: I have waited since eight this morning and nobody came and nobody called me at all.
        agent {times}: {words}
        """,
        tmp_path,
    )
    assert [moment.utterance for moment in talk(over).interruptions] == interruptions


def test_an_agent_is_measured_by_their_own_pace() -> None:
    words = " ".join(["word"] * 60)
    assert pace([said(1, "agent", 0, 30, words), said(2, "client", 30, 31, words)]) == 120
    assert pace([said(1, "agent", 0, 30, "too little")]) is None
    assert baseline([120, None, 150, 130]) == 130
    assert baseline([120, None, 130]) is None


@given(
    st.lists(st.tuples(st.sampled_from(CHANNELS), st.floats(0, 60), st.floats(0.1, 20)), max_size=12),
)
def test_talk_overlap_and_silence_never_exceed_the_call(turns: list[tuple[str, float, float]]) -> None:
    heard = call(
        *(said(number, who, start, start + length) for number, (who, start, length) in enumerate(turns, 1))
    )
    figures = talk(heard)
    end = heard.seconds + 0.001
    assert figures.agent <= end and figures.client <= end
    assert sum(b - a for a, b in figures.overlaps) <= min(figures.agent, figures.client) + 0.001
    assert sum(b - a for a, b in figures.silences) + max(figures.agent, figures.client) <= end
    assert all(a < b for a, b in (*figures.silences, *figures.overlaps))
