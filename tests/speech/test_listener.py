"""Whole calls through the listener, with an engine that says exactly which sound it was given."""

from __future__ import annotations

import json
import threading
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.events import CHANNELS, Channel, Event, Notice, Partial, Utterance
from assist.speech.backlog import HURRY_AFTER
from assist.speech.decoder import Inline
from assist.speech.engine import Transcription
from assist.speech.listener import Listener
from assist.speech.scheduler import Scheduler
from tests.speech.calls import CountingEngine, cut, listened, recording, silence, turns

TENTH = [1600]


def utterances(events: list[Event]) -> list[Utterance]:
    return [event for event in events if isinstance(event, Utterance)]


def lines(events: list[Event]) -> list[str]:
    return [json.dumps(event.to_json()) for event in events]


@pytest.mark.parametrize("name", ["garage", "internet", "parcel"])
def test_every_turn_of_a_call_is_an_utterance_at_its_place(name: str) -> None:
    found = utterances(listened(Listener(Inline(CountingEngine())), cut(recording(name), TENTH)))
    for turn in turns(name):
        speaker, start, end = turn["speaker"], turn["start"], turn["end"]
        inside = [u for u in found if u.channel == speaker and u.start < end and start < u.end]
        assert inside, turn["text"]
        assert inside[0].start == pytest.approx(start, abs=0.1)
        assert inside[-1].end == pytest.approx(end, abs=0.1)


def test_ids_count_from_one_and_time_never_goes_back() -> None:
    events = listened(Listener(Inline(CountingEngine())), cut(recording("garage"), TENTH))
    assert [event.id for event in utterances(events)] == list(range(1, len(utterances(events)) + 1))
    assert [event.at for event in events] == sorted(event.at for event in events)
    for event in utterances(events):
        assert event.start < event.end <= event.at
        assert event.seconds_to_decode is None
        for word in event.words:
            assert event.start <= word.start <= word.end <= event.end
    for channel in CHANNELS:
        mine = [event for event in utterances(events) if event.channel == channel]
        for before, after in pairwise(mine):
            assert before.end <= after.start


def test_the_same_call_gives_the_same_events_to_the_letter() -> None:
    chunks = cut(recording("parcel"), TENTH)
    first = lines(listened(Listener(Inline(CountingEngine())), chunks))
    assert first == lines(listened(Listener(Inline(CountingEngine())), chunks))
    assert any('"partial"' in line for line in first) and any('"utterance"' in line for line in first)


PARCEL = {channel: samples[: 12 * SAMPLE_RATE] for channel, samples in recording("parcel").items()}
SAID = [
    {key: value for key, value in event.to_json().items() if key != "at"}
    for event in listened(Listener(Inline(CountingEngine())), cut(PARCEL, TENTH))
]


@settings(max_examples=6)
@given(sizes=st.lists(st.integers(100, 6000), min_size=1, max_size=6))
def test_any_cutting_of_the_sound_gives_the_same_words(sizes: list[int]) -> None:
    events = listened(Listener(Inline(CountingEngine())), cut(PARCEL, sizes))
    assert [{key: value for key, value in event.to_json().items() if key != "at"} for event in events] == SAID


def test_a_channel_sounds_the_same_whatever_the_other_one_says() -> None:
    def of_the_client(sound: dict[Channel, Samples]) -> list[tuple[float, float, str]]:
        found = utterances(listened(Listener(Inline(CountingEngine())), cut(sound, TENTH)))
        return [(event.start, event.end, event.text) for event in found if event.channel == "client"]

    alone = of_the_client({"client": recording("garage")["client"]})
    shouted_over = np.flip(recording("internet")["client"])
    assert alone
    assert alone == of_the_client(recording("garage"))
    assert alone == of_the_client({"agent": shouted_over, "client": recording("garage")["client"]})


@pytest.mark.parametrize("interval", [1.0, 0.5])
def test_partials_come_as_often_as_the_decoder_can_and_their_stable_part_grows(interval: float) -> None:
    agent = {"agent": recording("internet")["client"]}
    decoder = Inline(CountingEngine())
    decoder.partial_interval = interval
    events = listened(Listener(decoder), cut(agent, TENTH))
    partials = [event for event in events if isinstance(event, Partial)]
    same = [(a, b) for a, b in pairwise(partials) if a.start == b.start]
    assert len(same) > 10
    for before, after in same:
        assert after.at - before.at == pytest.approx(interval, abs=0.11)
        assert before.text[: before.stable] == after.text[: before.stable]
        assert after.stable >= before.stable
    assert any(after.stable > 0 for _, after in same)


def test_no_voice_no_decoding() -> None:
    class Unwanted(CountingEngine):
        def partial(self, samples: Samples) -> Transcription:
            raise AssertionError("nobody spoke")

        final = partial  # type: ignore[assignment]

    assert (
        listened(Listener(Inline(Unwanted())), cut({"agent": silence(5), "client": silence(5)}, TENTH)) == []
    )


def test_a_final_without_words_is_no_utterance() -> None:
    class Deaf(CountingEngine):
        def final(self, samples: Samples, hurried: bool = False) -> Transcription:
            return Transcription("", ())

    assert utterances(listened(Listener(Inline(Deaf())), cut(PARCEL, TENTH))) == []


def test_a_gap_in_the_sound_keeps_later_words_at_their_time() -> None:
    """A device that is silent may send nothing: the time goes on all the same."""
    sound = np.concatenate((PARCEL["agent"][: 3 * SAMPLE_RATE], silence(2)))
    later = AudioChunk("agent", 10.0, sound)
    events = utterances(listened(Listener(Inline(CountingEngine())), [*cut({"agent": sound}, TENTH), later]))
    first, second = events[: len(events) // 2], events[len(events) // 2 :]
    assert first and [event.start + 10.0 for event in first] == pytest.approx(
        [event.start for event in second], abs=0.05
    )


def test_a_call_that_starts_late_keeps_its_times() -> None:
    chunks = cut(PARCEL, TENTH)
    late = [AudioChunk(chunk.channel, chunk.start + 1.5, chunk.samples) for chunk in chunks]
    for on_time, shifted in zip(
        utterances(listened(Listener(Inline(CountingEngine())), chunks)),
        utterances(listened(Listener(Inline(CountingEngine())), late)),
        strict=True,
    ):
        assert shifted.start == pytest.approx(on_time.start + 1.5)


# --- the inference thread ------------------------------------------------------------------------------


def test_threaded_finals_are_the_same_as_inline_ones() -> None:
    chunks = cut(recording("garage"), TENTH)
    inline, threaded = CountingEngine(), CountingEngine()
    expected = utterances(listened(Listener(Inline(inline)), chunks))
    found = utterances(listened(Listener(Scheduler(threaded)), chunks))
    assert all(event.seconds_to_decode is not None for event in found)
    assert [event.id for event in found] == [event.id for event in expected]
    assert sorted((event.channel, event.start, event.text) for event in found) == sorted(
        (event.channel, event.start, event.text) for event in expected
    )
    assert sum(map(len, threaded.finals)) == sum(map(len, inline.finals))


class Held(CountingEngine):
    """An engine that is slow until it is let go; `log` is what it was asked, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.asked = threading.Event()
        self.log: list[tuple[str, int]] = []
        self.hurried: list[bool] = []

    def partial(self, samples: Samples) -> Transcription:
        self._wait("partial", samples)
        return super().partial(samples)

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        self._wait("final", samples)
        self.hurried.append(hurried)
        return super().final(samples, hurried)

    def _wait(self, kind: str, samples: Samples) -> None:
        self.log.append((kind, len(samples)))
        self.asked.set()
        self.go.wait(10)


def test_behind_finals_go_first_and_in_a_hurry_the_newest_partial_stays_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The thread's clock is the call's."""
    now = 0.0
    clock = SimpleNamespace(monotonic=lambda: now, perf_counter=lambda: now)
    monkeypatch.setattr("assist.speech.scheduler.time", clock)
    sound = {"agent": recording("garage")["agent"][: 30 * SAMPLE_RATE]}
    chunks = cut(sound, TENTH)
    inline = CountingEngine()
    expected = utterances(listened(Listener(Inline(inline)), chunks))
    engine = Held()
    listener = Listener(Scheduler(engine))
    events: list[Event] = []
    for chunk in chunks:
        now = chunk.end
        events += listener.hear(chunk)
        if chunk.end > 2.0 and not engine.asked.is_set():
            assert engine.asked.wait(10)  # the engine holds on to the first partial from here on
    assert utterances(events) == []
    assert "Catching up: the words are 2 s behind." in [e.text for e in events if isinstance(e, Notice)]
    engine.go.set()
    events += listener.finish()
    found = utterances(events)
    assert engine.hurried == [now - event.at > HURRY_AFTER for event in expected]
    assert events[-1] == Notice(now, "Caught up.")
    assert [(event.start, event.text) for event in found] == [(e.start, e.text) for e in expected]
    assert engine.log[0][0] == "partial"
    kinds = [kind for kind, _ in engine.log]
    assert kinds[1 : len(expected)] == ["final"] * (len(expected) - 1)
    assert kinds[len(expected) :] in (["final"], ["partial", "final"])  # of all partials, the newest at most


def test_at_the_end_of_a_call_each_utterance_is_known_as_soon_as_it_is_done() -> None:
    """Whoever ends the program while the rest is still decoded loses nothing that was done."""

    class Slow(CountingEngine):
        """Waits with its first utterance until the call is over, and with the second until it is let go."""

        over, go = threading.Event(), threading.Event()

        def final(self, samples: Samples, hurried: bool = False) -> Transcription:
            assert (self.go if self.finals else self.over).wait(10)
            return super().final(samples, hurried)

    engine = Slow()
    listener = Listener(Scheduler(engine))
    for chunk in cut(PARCEL, TENTH):
        assert utterances(listener.hear(chunk)) == []
    engine.over.set()
    rest = listener.finish()
    assert next(event for event in rest if isinstance(event, Utterance)).id == 1
    engine.go.set()
    assert [event.id for event in utterances(list(rest))][:1] == [2]


class Behind(Inline):
    """As far behind as it is told."""

    def __init__(self, behind: list[float]) -> None:
        super().__init__(CountingEngine())
        self._behind = iter(behind)

    @property
    def behind(self) -> float:  # type: ignore[override]
        return next(self._behind)


def test_lateness_is_told_when_it_begins_when_it_doubles_and_when_it_is_over() -> None:
    lags = [0.0, 1.9, 2.1, 3.0, 4.0, 4.3, 1.0, 0.5, 0.0, 0.0, 2.5, 0.0]
    chunks = cut({"agent": silence(len(lags) / 10 - 0.1)}, TENTH)
    events = listened(Listener(Behind(lags)), chunks)
    assert [(round(event.at, 1), event.text) for event in events if isinstance(event, Notice)] == [
        (0.3, "Catching up: the words are 2 s behind."),
        (0.6, "Catching up: the words are 4 s behind."),
        (0.9, "Caught up."),
        (1.1, "Catching up: the words are 2 s behind."),
        (1.1, "Caught up."),
    ]


def test_what_the_engine_has_to_say_is_told_once() -> None:
    class Talking(CountingEngine):
        said = iter(["The server is gone."])

        def news(self) -> str | None:
            return next(self.said, None)

    events = listened(Listener(Inline(Talking())), cut({"agent": silence(1)}, TENTH))
    assert events == [Notice(0.1, "The server is gone.")]


class Failing(CountingEngine):
    """Fails on its first finals, as many as `times`, and on every guess."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times
        self.hurried: list[bool] = []

    def warm_up(self) -> None:
        raise MemoryError

    def partial(self, samples: Samples) -> Transcription:
        raise MemoryError

    def final(self, samples: Samples, hurried: bool = False) -> Transcription:
        self.hurried.append(hurried)
        if len(self.hurried) <= self.times:
            raise MemoryError("no memory\nfor the words")
        return super().final(samples, hurried)


def test_a_call_goes_on_where_the_engine_fails_and_the_agent_is_told_once_and_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With a client on the line, a sentence lost is better than a call that ends."""
    chunks = cut(PARCEL, TENTH)
    expected = utterances(listened(Listener(Inline(CountingEngine())), chunks))
    events = listened(Listener(Scheduler(Failing(4))), chunks)
    assert [(e.start, e.text) for e in utterances(events)] == [(e.start, e.text) for e in expected[2:]]
    assert [event.id for event in utterances(events)] == list(range(1, len(expected) - 1))
    assert [event.text for event in events if isinstance(event, Notice)] == [
        "Words are being lost: the model counting fails on them (no memory).",
        "Words are heard again.",
    ]
    assert [record.exc_info is not None for record in caplog.records] == [True, True], "each kind once"


def test_an_utterance_that_fails_once_is_tried_the_quicker_way_and_not_lost() -> None:
    chunks = cut(PARCEL, TENTH)
    expected = utterances(listened(Listener(Inline(CountingEngine())), chunks))
    engine = Failing(1)
    events = listened(Listener(Scheduler(engine)), chunks)
    assert [event.text for event in utterances(events)] == [event.text for event in expected]
    assert engine.hurried[:2] == [False, True]
    assert not [event for event in events if isinstance(event, Notice)]


def test_a_listener_that_is_given_up_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    listener = Listener(Scheduler(CountingEngine()))
    for chunk in cut(PARCEL, TENTH):
        listener.hear(chunk)
    listener.close()
    assert set(threading.enumerate()) <= before
