"""The loop: what goes in comes out in order, with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assist import session as session_module
from assist.audio.chunk import AudioChunk
from assist.coach.moments import MomentDetector
from assist.coach.playbook import Playbook, load_playbook
from assist.coach.state import CoachState
from assist.coach.timing import Timing
from assist.errors import InputError
from assist.events import (
    Event,
    Level,
    Moment,
    Note,
    NoteEdited,
    Notice,
    Prompt,
    ReadBack,
    ReadBackEnded,
    ReadBackStarted,
    StepChanged,
    StepTicked,
    Tick,
    Utterance,
    UtteranceCorrected,
    Warning,
)
from assist.note.agent_side import AgentSide
from assist.note.draft import AT_ONCE, NoteDraft
from assist.session import COACH_LACKS, NOTE_LACKS, Session, WordsOnly, last_note, listen, read
from assist.speech.transcript import quiet_in

STARTED = datetime(2026, 11, 19, 16, 52)


def said(number: int, channel: str, start: float, end: float, text: str) -> Utterance:
    assert channel in ("agent", "client")
    return Utterance(end, number, channel, start, end, text)  # type: ignore[arg-type]


LATE_PARCEL = [
    said(1, "client", 0.0, 4.0, "My parcel never came and nobody called me. I am really angry."),
    said(2, "agent", 4.5, 8.0, "I'm so sorry. That was our mistake."),
    said(3, "client", 8.5, 12.0, "I want my money back."),
    said(4, "agent", 12.5, 15.0, "You need to calm down."),
]


def replayed(utterances: list[Utterance]) -> list[Event]:
    session = Session(load_playbook("upset-client"), STARTED, quiet_in(utterances))
    return list(read(session, utterances))


OUR_TEAM = """
title = "Our team"

[[step]]
id = "day"
label = "Day"
headline = "Name the day"
done_when = ["agent_gave_goal_date"]
source = "Team handbook, page 4"

[[cue]]
id = "agent_gave_goal_date"
speaker = "agent"
phrases = ["pencilled in"]
"""


def test_what_a_playbooks_own_cue_found_stays_in_the_note_when_another_turn_is_put_right(
    tmp_path: Path,
) -> None:
    playbook = tmp_path / "our-team.toml"
    playbook.write_text(OUR_TEAM, "utf-8")
    utterances = [
        said(1, "client", 0.0, 4.0, "My fence fell down."),
        said(2, "agent", 4.5, 8.0, "The ninth of December is pencilled in."),
    ]
    for own, goal in ((playbook, "2026-12-09"), ("upset-client", None)):
        session = Session(load_playbook(own), STARTED, quiet_in(utterances))
        list(read(session, utterances))
        corrected = session.take(UtteranceCorrected(9.0, 1, "My fence fell down again."))
        [note] = [event for event in corrected if isinstance(event, Note)]
        assert (note.fields.goal_date and note.fields.goal_date.date) == goal


def test_a_note_told_only_at_the_end_is_the_last_of_those_told_at_every_change() -> None:
    utterances = [
        said(1, "client", 0.0, 4.0, "My parcel never came and nobody called me."),
        said(2, "agent", 4.5, 8.0, "I'm sorry. I'll call you back by Friday."),
        said(3, "client", 8.5, 9.0, "Thank you."),
    ]
    told = replayed(utterances)
    assert sum(isinstance(event, Note) for event in told) > 2
    session = Session(load_playbook("upset-client"), STARTED, quiet_in(utterances), every_note=False)
    assert list(read(session, utterances)) == list(last_note(told))


def test_the_note_is_told_when_it_changes_and_only_then() -> None:
    events = replayed(
        [
            said(1, "agent", 0.0, 1.0, "Good morning."),
            said(2, "client", 1.5, 4.0, "My parcel never arrived."),
            said(3, "client", 4.5, 5.0, "Mm-hm."),
        ]
    )
    assert [note.at for note in events if isinstance(note, Note)] == [4.0, 5.0]  # the last at the call's end


def test_what_the_note_fails_at_is_left_out_and_the_call_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    utterances = LATE_PARCEL
    whole = replayed(utterances)
    hear = AgentSide.hear

    def failing(side: AgentSide, number: int, text: str, *rest: Any) -> None:
        if number == 2:
            raise KeyError(text)
        hear(side, number, text, *rest)

    monkeypatch.setattr(AgentSide, "hear", failing)
    session = Session(load_playbook("upset-client"), STARTED, quiet_in(utterances))
    edited = NoteEdited(15.5, "cannot_do", "", "A refund in cash.")
    corrected = UtteranceCorrected(16.0, 2, "I'm so sorry. That was my mistake.")
    events = [
        event
        for happened in [*utterances, edited, corrected]
        for event in [*session.pass_time(happened.at), *session.take(happened)]
    ]
    events += session.finish()

    note = [event for event in events if isinstance(event, Note)][-1].fields
    assert [entry.utterances for entry in note.problem] == [(1,)]
    assert [entry.utterances for entry in note.client_wants] == [(3,)]
    assert [entry.text for entry in note.cannot_do] == ["A refund in cash."]
    assert [event for event in events if isinstance(event, Notice)] == [Notice(8.0, NOTE_LACKS, until="end")]
    coached = (Utterance, Moment, Prompt, Warning, StepChanged)
    assert [event for event in events if isinstance(event, coached) and event.at < corrected.at] == [
        event for event in whole if isinstance(event, coached)
    ]
    assert "KeyError" in caplog.text and "sorry" not in caplog.text
    caplog.clear()


def test_a_note_told_only_at_the_end_is_told_without_what_it_failed_at(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: Any) -> None:
        raise KeyError

    utterances = LATE_PARCEL[:3]
    monkeypatch.setattr(AgentSide, "hear", failing)
    session = Session(load_playbook("upset-client"), STARTED, quiet_in(utterances), every_note=False)
    *_, note, lacking = read(session, utterances)
    assert lacking == Notice(12.0, NOTE_LACKS, until="end")
    assert isinstance(note, Note)
    assert [entry.utterances for entry in note.fields.problem] == [(1,)]
    assert [entry.utterances for entry in note.fields.client_wants] == [(3,)]
    caplog.clear()


def test_what_the_coach_fails_at_is_left_out_and_the_call_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    utterances = LATE_PARCEL
    whole = replayed(utterances)
    look, keep_time, go_on = MomentDetector.hear, Timing.hear, session_module.step

    def failing_look(detector: MomentDetector, heard: Utterance) -> Any:
        return look(detector, heard) if heard.id != 1 else 1 / 0

    def failing_time(timing: Timing, heard: Utterance) -> Any:
        return keep_time(timing, heard) if heard.id != 2 else {}[heard.text]

    def failing_step(playbook: Playbook, state: CoachState, event: Event) -> Any:
        return go_on(playbook, state, event) if event.at != 12.0 else 1 / 0

    monkeypatch.setattr(MomentDetector, "hear", failing_look)
    monkeypatch.setattr(Timing, "hear", failing_time)
    monkeypatch.setattr(session_module, "step", failing_step)
    events = replayed(utterances)
    assert [event for event in events if isinstance(event, Utterance)] == utterances
    assert [event for event in events if isinstance(event, Notice)] == [Notice(4.0, COACH_LACKS, until="end")]
    warned = [event for event in whole if isinstance(event, Warning)]
    assert [event.headline for event in events if isinstance(event, Warning)] == [
        one.headline for one in warned
    ]
    note = [event for event in events if isinstance(event, Note)][-1].fields
    assert [entry.utterances for entry in note.client_wants] == [(3,)]
    assert "ZeroDivisionError" in caplog.text and "KeyError" in caplog.text and "sorry" not in caplog.text
    caplog.clear()


def test_a_long_transcript_is_coached_and_noted_as_if_it_were_heard_turn_after_turn() -> None:
    turns = ("My parcel never came.", "I'm sorry. I'll call you back by Friday.", "No, I want it today.")
    utterances = [
        said(number, ("client", "agent")[number % 2], 3.0 * number, 3.0 * number + 2, turns[number % 3])
        for number in range(1, 3 * AT_ONCE)
    ]
    known, heard = (
        Session(load_playbook("upset-client"), STARTED, quiet_in(utterances), every_note=False)
        for _ in range(2)
    )
    assert list(read(known, utterances)) == list(read(heard, iter(utterances)))


def test_where_a_note_cannot_be_written_anew_it_stays(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    session = Session(load_playbook("upset-client"), STARTED, lambda at: True)
    told = list(session.take(said(1, "client", 0.0, 4.0, "My parcel never came.")))
    monkeypatch.setattr(NoteDraft, "hear", lambda *_: 1 / 0)
    changed = list(session.take(UtteranceCorrected(5.0, 1, "My parcel came late.")))
    assert [event for event in changed if isinstance(event, Notice)]
    (note,) = [event for event in session.finish() if isinstance(event, Note)]
    assert note.fields == [event for event in told if isinstance(event, Note)][-1].fields
    caplog.clear()


class Ears:
    """Hears one utterance in every chunk."""

    def __init__(self) -> None:
        self.heard = 0
        self.closed = False

    def hear(self, chunk: AudioChunk) -> list[Event]:
        self.heard += 1
        text = "My parcel never came and nobody called me."
        return [Utterance(chunk.end, self.heard, "client", chunk.start, chunk.end, text)]

    def finish(self) -> list[Event]:
        return []

    def quiet(self, at: float) -> bool:
        return False

    def close(self) -> None:
        self.closed = True


def chunks(count: int) -> Iterator[AudioChunk]:
    for index in range(count):
        yield AudioChunk("client", float(index), np.zeros(16_000, np.float32))


def test_a_long_turn_of_the_client_is_no_silence_of_the_agents() -> None:
    events = replayed(
        [
            said(1, "agent", 0.5, 3.0, "Thank you for calling, how can I help?"),
            said(2, "client", 3.5, 33.0, "Well, let me tell you from the start what happened with my order."),
            said(3, "agent", 33.5, 35.0, "Thank you for telling me."),
        ]
    )
    assert not [event for event in events if isinstance(event, Moment) and "dead_air" in event.moment]


def test_a_turn_that_ends_on_a_whole_second_is_no_silence_before_it_is_known() -> None:
    events = replayed(
        [
            said(1, "client", 0.5, 3.0, "Where is my order?"),
            said(2, "agent", 3.2, 12.0, "It left us on Tuesday, and I can see it in Leeds this morning."),
        ]
    )
    assert not [event for event in events if isinstance(event, Moment) and "dead_air" in event.moment]


def test_a_silence_that_nobody_announced_is_dead_air() -> None:
    events = replayed(
        [
            said(1, "client", 0.5, 3.0, "Where is my order?"),
            said(2, "agent", 25.0, 27.0, "It is on its way."),
        ]
    )
    [silence] = [event for event in events if isinstance(event, Moment) and "dead_air" in event.moment]
    assert 3.0 < silence.at < 25.0


def test_time_never_goes_back_and_every_second_passes_once() -> None:
    events = replayed(
        [
            said(1, "agent", 0.5, 3.2, "How can I help?"),
            said(2, "client", 3.0, 9.7, "I am furious, nobody came and nobody called."),
        ]
    )
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert [event.at for event in events if isinstance(event, Tick)] == [float(at) for at in range(1, 10)]


def test_a_tick_by_hand_is_an_event_like_any_other() -> None:
    session = Session(load_playbook("upset-client"), STARTED, lambda at: False)
    effects = [*session.take(StepTicked(1.0, "ask", True))]
    assert [(event.step, event.state) for event in effects if isinstance(event, StepChanged)][-1] == (
        "ask",
        "done",
    )


def test_what_was_heard_is_noted_before_a_broken_microphone_is_told_of() -> None:
    def breaks_off() -> Iterator[AudioChunk]:
        yield from chunks(2)
        raise InputError("The microphone was unplugged; plug it in again.")

    ears = Ears()
    session = Session(load_playbook("upset-client"), STARTED, ears.quiet)
    events: list[Event] = []
    with pytest.raises(InputError, match="unplugged"):
        for event in listen(session, ears, breaks_off()):
            events.append(event)  # noqa: PERF402  (a comprehension would lose them to the error)
    assert len([event for event in events if isinstance(event, Utterance)]) == 2
    assert isinstance(events[-1], Note)
    assert ears.closed


def test_words_alone_lose_nothing_either_to_a_recording_that_breaks_off() -> None:
    def breaks_off() -> Iterator[AudioChunk]:
        yield from chunks(2)
        raise InputError("The rest of the recording is damaged.")

    class UnderWay(Ears):
        def finish(self) -> list[Event]:
            return [said(3, "client", 2.0, 2.5, "And then")]

    events: list[Event] = []
    with pytest.raises(InputError, match="damaged"):
        for event in listen(WordsOnly(), UnderWay(), breaks_off()):
            events.append(event)  # noqa: PERF402  (a comprehension would lose them to the error)
    assert [event.id for event in events if isinstance(event, Utterance)] == [1, 2, 3]
    assert {type(event) for event in events} == {Level, Utterance}


def test_a_microphone_does_not_stay_open_behind_an_error() -> None:
    class Broken(Ears):
        def hear(self, chunk: AudioChunk) -> list[Event]:
            raise RuntimeError("a bug in the engine")

    open_still = True

    def microphone() -> Iterator[AudioChunk]:
        nonlocal open_still
        try:
            yield from chunks(9)
        finally:
            open_still = False

    ears = Broken()
    session = Session(load_playbook("upset-client"), STARTED, ears.quiet)
    with pytest.raises(RuntimeError) as held:
        list(listen(session, ears, microphone()))
    assert held.value and not open_still and ears.closed


def test_news_of_somebody_speaking_ends_no_silence() -> None:
    """The client spoke from 3 to 11.5; that becomes known at 13, a whole second after the last silence began."""

    class Late(Ears):
        def hear(self, chunk: AudioChunk) -> list[Event]:
            if chunk.start == 0.0:
                return [said(1, "agent", 0.2, 0.9, "How can I help?")]
            if chunk.start == 12.0:
                return [replace(said(2, "client", 3.0, 11.5, "I ordered a lamp."), at=13.0)]
            return []

        def quiet(self, at: float) -> bool:
            return at <= 2.0 or at >= 13.0

    ears = Late()
    session = Session(load_playbook("upset-client"), STARTED, ears.quiet)
    events = list(listen(session, ears, chunks(14)))
    assert not [event for event in events if isinstance(event, Moment) and "dead_air" in event.moment]


def test_the_note_comes_last_and_once() -> None:
    ears = Ears()
    session = Session(load_playbook("upset-client"), STARTED, ears.quiet)
    events = list(last_note(listen(session, ears, chunks(3))))
    assert [isinstance(event, Note) for event in events].count(True) == 1
    note = events[-1]
    assert isinstance(note, Note)
    assert note.fields.problem[0].utterances[0] == 1


def test_the_agent_edits_reads_back_and_hears_the_yes() -> None:
    session = Session(load_playbook("upset-client"), STARTED, lambda at: False)
    list(session.take(said(1, "client", 1.0, 4.0, "My parcel never arrived and I want a refund.")))
    list(session.take(said(2, "agent", 5.0, 8.0, "I will refund you by Monday.")))
    edited = list(session.take(NoteEdited(9.0, "client_wants", "A refund.", "All of their money.")))
    (note,) = [event for event in edited if isinstance(event, Note)]
    assert [entry.text for entry in note.fields.client_wants] == ["All of their money."]

    started = list(session.take(ReadBackStarted(10.0)))
    (begun,) = [event for event in started if isinstance(event, ReadBack)]
    assert {one.state for one in begun.sentences} == {"waiting"}
    states = []
    for event in (
        said(3, "agent", 11.0, 14.0, "So your parcel never arrived, and you'd like all of your money."),
        said(4, "agent", 15.0, 18.0, "We agreed I'll refund you by Monday. Did I get that right?"),
        said(5, "client", 19.0, 20.0, "Yes, that's right."),
    ):
        found = list(session.take(event))
        assert not [other for other in found if isinstance(other, Note) and len(other.fields.plan) > 1]
        states += [event for event in found if isinstance(event, ReadBack)]
    assert {one.state for one in states[-1].sentences} == {"confirmed"}
    assert {one.answered for one in states[-1].sentences} == {5}

    list(session.take(ReadBackEnded(21.0)))
    after = list(session.take(said(6, "agent", 22.0, 24.0, "I will refund you by Monday.")))
    assert not [event for event in after if isinstance(event, ReadBack)]


def test_a_corrected_utterance_writes_the_note_anew() -> None:
    session = Session(load_playbook("upset-client"), STARTED, lambda at: False)
    list(session.take(said(1, "agent", 1.0, 4.0, "I will refund you by Monday.")))
    events = list(session.take(UtteranceCorrected(9.0, 1, text="I will refund you by Tuesday.")))
    (note,) = [event for event in events if isinstance(event, Note)]
    assert [row.due for row in note.fields.plan] == ["2026-11-24"]
    assert note.unsupported == ()


def test_text_that_is_moved_to_the_other_speaker_takes_its_moments_and_the_note_along() -> None:
    """As on a call with one microphone, where the key was pressed too late."""
    session = Session(load_playbook("upset-client"), STARTED, lambda at: False)
    heard = list(session.take(said(1, "agent", 1.0, 4.0, "I am furious, I want my money back today.")))
    assert not [event for event in heard if isinstance(event, Moment) and event.speaker == "client"]
    moved = list(session.take(UtteranceCorrected(9.0, 1, channel="client")))
    moments = [event for event in moved if isinstance(event, Moment)]
    assert {"client_upset", "client_states_want"} <= {moment.moment for moment in moments}
    assert {(moment.at, moment.utterance, moment.speaker) for moment in moments} == {(9.0, 1, "client")}
    (note,) = [event for event in moved if isinstance(event, Note)]
    assert note.fields.client_wants and not note.fields.plan


def test_a_spelling_that_is_put_right_warns_nobody_again() -> None:
    session = Session(load_playbook("upset-client"), STARTED, lambda at: False)
    heard = list(session.take(said(1, "agent", 1.0, 4.0, "You need to calm down, Misses Lawson.")))
    assert [event for event in heard if isinstance(event, Warning)]
    put_right = list(session.take(UtteranceCorrected(9.0, 1, text="You need to calm down, Mrs Lawson.")))
    assert [event.moment for event in put_right if isinstance(event, Moment)] == ["agent_told_calm_down"]
    assert not [event for event in put_right if isinstance(event, Warning)]


def test_a_silence_that_was_told_of_is_no_news_after_a_correction() -> None:
    """Of the words before it, of others while it lasts, or when it is long over."""
    session = Session(load_playbook("upset-client"), STARTED, lambda at: True)
    told = [*session.take(said(1, "agent", 0.0, 2.0, "Good morning, this is Ann.")), *session.pass_time(3.0)]
    told += session.take(said(2, "client", 3.0, 6.0, "My parcel never came and I am furious."))
    told += session.pass_time(16.0)
    dead_air = [event for event in told if isinstance(event, Moment) and "dead_air" in event.moment]
    assert [moment.utterance for moment in dead_air] == [2]
    assert len([event for event in told if isinstance(event, Warning)]) == 1
    later = [
        *session.take(UtteranceCorrected(16.2, 1, text="Good morning, this is Anna.")),
        *session.pass_time(18.0),
    ]
    assert not [event for event in later if isinstance(event, Moment) and "dead_air" in event.moment]
    later += session.take(UtteranceCorrected(18.2, 2, text="My parcel never came, and I am furious."))
    later += session.pass_time(20.0)
    list(session.take(said(3, "agent", 200.0, 203.0, "I'm so sorry to hear that.")))
    later += session.take(UtteranceCorrected(300.0, 2, text="My parcel never came. I am furious."))
    assert not [event for event in later if isinstance(event, Warning)]
