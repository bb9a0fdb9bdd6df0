"""Utterances from voice alone. A row of voice is written as its probabilities, 32 ms each."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.audio.chunk import SAMPLE_RATE
from assist.speech.bounds import (
    FRAME,
    HARD_CUT,
    LATE,
    PRE_ROLL,
    SOFT_CUT,
    TAIL,
    Bound,
    UtteranceBounds,
)

FRAMES_A_SECOND = SAMPLE_RATE / FRAME


def voice(seconds: float) -> list[float]:
    return [0.95] * round(seconds * FRAMES_A_SECOND)


def quiet(seconds: float) -> list[float]:
    return [0.02] * round(seconds * FRAMES_A_SECOND)


def found(*rows: list[float]) -> list[Bound]:
    bounds = UtteranceBounds()
    frames = [probability for row in rows for probability in row]
    closed = [bounds.hear(probability) for probability in frames]
    return [bound for bound in [*closed, bounds.finish(len(frames) * FRAME)] if bound is not None]


def seconds(samples: int) -> float:
    return samples / SAMPLE_RATE


def test_one_utterance_with_a_little_before_and_after() -> None:
    [bound] = found(quiet(1), voice(1), quiet(1))
    assert seconds(bound.voice_start) == pytest.approx(1 - seconds(LATE), abs=0.03)
    assert seconds(bound.voice_end) == pytest.approx(2, abs=0.04)
    assert bound.voice_start + LATE - bound.sound_start == PRE_ROLL
    assert bound.sound_end - bound.voice_end == TAIL


def test_a_voice_that_rises_slowly_began_where_it_rose() -> None:
    def began(rise: list[float]) -> tuple[int, int]:
        """Where sound and voice begin, in samples before the first frame of a sure voice."""
        [bound] = found(quiet(1), rise, voice(1), quiet(1))
        sure = len(quiet(1) + rise) * FRAME
        return sure - bound.sound_start, sure - bound.voice_start

    assert began([]) == (PRE_ROLL, LATE)
    assert began([0.16, 0.2, 0.24, 0.28]) == (PRE_ROLL, LATE + 4 * FRAME)
    assert began([0.2, 0.2, 0.1, 0.2]) == (PRE_ROLL, LATE + FRAME)
    assert began([0.2] * 40) == (PRE_ROLL, PRE_ROLL)


def test_an_end_takes_half_a_second_of_silence() -> None:
    assert len(found(voice(1), quiet(0.4), voice(1))) == 1
    assert len(found(voice(1), quiet(0.6), voice(1))) == 2


def test_a_click_is_no_utterance_but_a_short_yes_is() -> None:
    assert found(quiet(1), voice(0.1), quiet(1)) == []
    assert found(quiet(1), voice(0.1), quiet(0.3), [0.9], quiet(1)) == []
    assert len(found(quiet(1), voice(0.2), quiet(1))) == 1


def test_half_sure_frames_go_on_with_what_was() -> None:
    half = [0.2] * 40
    assert found(half) == []
    [bound] = found(voice(0.5), half, quiet(1))
    assert bound.sound_end == (round(0.5 * FRAMES_A_SECOND) + 40) * FRAME + TAIL
    assert bound.voice_end == round(0.5 * FRAMES_A_SECOND) * FRAME  # the sound is kept, the voice was over
    [bound] = found(voice(0.5), quiet(0.1), half, quiet(1))
    assert seconds(bound.voice_end) == pytest.approx(0.5, abs=0.03)


def test_a_voice_that_the_model_is_never_sure_of_is_an_utterance_all_the_same() -> None:
    [bound] = found(quiet(1), [0.3] * 40, quiet(1))
    assert bound.voice_end - bound.voice_start == 40 * FRAME + LATE


def test_the_end_of_the_call_ends_the_utterance_with_its_tail() -> None:
    [bound] = found(quiet(1), voice(1))
    assert bound.sound_end == bound.voice_end == len(quiet(1) + voice(1)) * FRAME


def test_from_ten_seconds_on_a_short_pause_is_enough() -> None:
    assert len(found(voice(5), quiet(0.2), voice(4), quiet(1))) == 1
    first, second = found(voice(11), quiet(0.2), voice(2), quiet(1))
    assert seconds(first.voice_end) == pytest.approx(11, abs=0.04)
    assert first.sound_end <= second.sound_start


def test_nobody_speaks_longer_than_the_hard_cut_which_is_where_voice_is_least_sure() -> None:
    first, second = found(voice(12), [0.6], voice(5), quiet(1))
    assert seconds(first.sound_end) == pytest.approx(12, abs=0.07)
    assert first.sound_end == second.sound_start == second.voice_start


def test_a_word_that_a_hard_cut_left_over_is_kept() -> None:
    first, second = found(voice(HARD_CUT / SAMPLE_RATE), quiet(1))
    assert second.sound_start == first.sound_end


@given(
    frames=st.lists(
        st.tuples(st.sampled_from([0.0, 0.1, 0.14, 0.16, 0.2, 0.25, 0.34, 0.36, 0.9]), st.integers(1, 200)),
        max_size=30,
    )
)
def test_utterances_are_in_order_and_never_overlap(frames: list[tuple[float, int]]) -> None:
    bounds = UtteranceBounds()
    closed = []
    heard = 0
    for probability, count in frames:
        for _ in range(count):
            needed = bounds.needed_from
            bound = bounds.hear(probability)
            heard += FRAME
            if bound is not None:
                closed.append(bound)
                assert needed <= bound.sound_start and bound.sound_end <= heard
            assert bounds.speaking is None or bounds.speaking[0] >= bounds.needed_from
    last = bounds.finish(heard)
    closed += [last] if last else []
    for bound in closed:
        assert bound.sound_start <= bound.voice_start < bound.voice_end <= bound.sound_end
        assert bound.sound_end - bound.sound_start <= HARD_CUT
    for before, after in pairwise(closed):
        assert before.sound_end <= after.sound_start


@given(st.integers(1, 60))
def test_all_voice_is_in_some_utterance(length: int) -> None:
    """Speech without any pause loses nothing at its cuts."""
    bounds = found(voice(length), quiet(1))
    assert bounds[0].voice_start == 0
    assert bounds[-1].voice_end == len(voice(length)) * FRAME
    for before, after in pairwise(bounds):
        assert before.sound_end == after.sound_start
        assert before.sound_end - before.sound_start >= SOFT_CUT
