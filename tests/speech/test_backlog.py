"""What is decoded next, without a clock and without a thread."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.events import Channel
from assist.speech.backlog import HURRY_AFTER, SHORTEST_INTERVAL, Backlog
from assist.speech.ear import Job


def job(channel: Channel, final: bool, at: float) -> Job:
    return Job(channel, final, at, 0.0, 0.0, at, np.zeros(1600, np.float32))


def test_finals_come_before_partials_and_in_order() -> None:
    backlog = Backlog()
    jobs = [job("agent", False, 1), job("client", True, 2), job("agent", True, 3), job("client", False, 4)]
    for one in jobs:
        backlog.add(one, one.at)
    taken = []
    while (task := backlog.next(4.0)) is not None:
        taken.append(task[0])
        backlog.done(task[0], 0.1)
    assert taken == [jobs[1], jobs[2], jobs[3]]  # the agent's partial ended in its final


def test_the_newest_partial_of_a_channel_replaces_the_one_that_waits() -> None:
    backlog = Backlog()
    old, new, other = job("agent", False, 1), job("agent", False, 3), job("client", False, 2)
    for one in (old, other, new):
        backlog.add(one, one.at)
    assert [backlog.next(3.0), backlog.next(3.0), backlog.next(3.0)] == [(other, False), (new, False), None]


def test_who_has_waited_too_long_is_hurried_and_only_they() -> None:
    backlog = Backlog()
    for at in (10.0, 11.0, 15.0):
        backlog.add(job("agent", True, at), at)
    assert backlog.next(10.0 + HURRY_AFTER) == (backlog._finals[0][1], False)
    hurried = []
    for now in (12.5, 13.5, 16.0):
        task = backlog.next(now)
        assert task is not None
        hurried.append(task[1])
        backlog.done(task[0], 1.0)
    assert hurried == [True, True, False]
    assert backlog.behind(16.0) == 0.0


def test_the_interval_follows_what_a_partial_costs() -> None:
    backlog = Backlog()
    assert backlog.partial_interval == SHORTEST_INTERVAL >= 0.3
    partial, final = job("agent", False, 1), job("agent", True, 2)
    backlog.add(final, 2.0)
    backlog.next(2.0)
    backlog.done(final, 9.0)
    assert backlog.partial_interval == SHORTEST_INTERVAL
    backlog.done(partial, 1.0)
    assert backlog.partial_interval == pytest.approx(2.5)  # dear: at once
    backlog.done(partial, 0.1)
    assert SHORTEST_INTERVAL < backlog.partial_interval < 2.5  # cheap: little by little
    for _ in range(30):
        backlog.done(partial, 0.01)
    assert backlog.partial_interval == SHORTEST_INTERVAL


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["agent", "client"]), st.booleans(), st.integers(0, 3), st.floats(0, 5)),
        max_size=60,
    )
)
def test_no_final_is_ever_lost_and_no_partial_comes_before_one(
    steps: list[tuple[Channel, bool, int, float]],
) -> None:
    """Each step: a job is added, some are decoded, time passes."""
    backlog, now = Backlog(), 0.0
    added, taken = [], []
    for channel, final, decode, seconds in [*steps, ("agent", True, 999, 0.0)]:
        one = job(channel, final, now)
        backlog.add(one, now)
        added += [one] if final else []
        for _ in range(decode):
            waiting = backlog.finals
            task = backlog.next(now)
            if task is None:
                assert not waiting
                break
            assert task[0].final == (waiting > 0)
            assert task[1] == (task[0].final and backlog.behind(now) > HURRY_AFTER)
            taken += [task[0]] if task[0].final else []
            backlog.done(task[0], seconds)
        now += seconds
    assert taken == added and backlog.finals == 0
