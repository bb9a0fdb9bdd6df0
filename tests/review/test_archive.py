"""The archive: calls listed, opened with what is told of them, remarked on and put right; in a file and for a team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from assist.calls.store import CallFilter, Store
from assist.calls.store.search import Query
from assist.calls.store.team import readings
from assist.coach.playbook import Playbook, load_playbook
from assist.errors import InputError
from assist.events import UtteranceCorrected
from assist.review.archive import Archive
from tests.calls.conftest import database, empty_database, member, server, store  # noqa: F401
from tests.review.conftest import STARTED, events, keep

REFUND = """
    agent: Good morning, this is Ruth.
    client: The parcel did not come. I want a refound by Friday.
    agent: I will refund you by Friday.
"""
LONG = """
    agent 0-20: {words}
    client 21-23: Thank you.
"""


def opened(calls: Store, folder: Path, person: str = "anna") -> Archive:
    return Archive(calls, person, load_playbook, folder)


def test_calls_are_listed_newest_first_with_what_a_line_shows(store: Store, tmp_path: Path) -> None:  # noqa: F811
    archive = opened(store, tmp_path)
    happened = events(REFUND)
    ids = [keep(store, happened, STARTED + timedelta(days=day)) for day in range(3)]
    archive.remark(ids[1], "tag", "Parcel")
    archive.remark(ids[1], "good_example")
    places = archive.places(CallFilter())
    listed = archive.calls_at(places)
    assert [one.call.id for one in listed] == ids[::-1]
    assert [one.place for one in listed] == list(places)
    assert listed[1].tags == ("parcel",) and listed[1].good_example
    assert listed[0].promise_open and "parcel" in listed[0].subject
    assert list(archive.places(CallFilter(tag="parcel"))) == [places[1]]
    names = archive.names()
    assert names["tag"] == ["parcel"] and names["agent"] == ["anna"] and "document" in names["missed"]


def test_a_call_is_opened_with_all_that_is_told_of_it(archive: Archive) -> None:
    call = keep(archive.store, events(REFUND))
    archive.remark(call, "comment", "Say the date.", 3)
    reviewed = archive.open(call)
    assert [one.text for one in reviewed.call.utterances][1].startswith("The parcel")
    assert {one.step for one in reviewed.judgements} >= {"clarify", "document"}
    assert reviewed.talk.share is not None
    assert [one.text for one in reviewed.remarks] == ["Say the date."]
    assert reviewed.sound == {}
    with pytest.raises(InputError, match="no call 99"):
        archive.open(99)


def test_a_correction_changes_words_note_and_search_and_leaves_its_trail(archive: Archive) -> None:
    call = keep(archive.store, events(REFUND))
    archive.correct(
        call, UtteranceCorrected(0.0, 2, text="The parcel did not come. I want a refund by Monday.")
    )
    reviewed = archive.open(call)
    said = reviewed.call.utterance(2)
    assert said is not None and "refund by Monday" in said.text
    assert "refound" in reviewed.call.heard[2].text
    assert reviewed.call.note is not None
    wants = [entry.text for entry in reviewed.call.note.fields.client_wants]
    assert any("refund by Monday" in text for text in wants)
    assert [(one.kind, one.author, one.utterance) for one in reviewed.remarks] == [("correction", "lea", 2)]
    assert archive.search(Query("Monday", "client"))[0].line.utterance == 2
    assert archive.search(Query("Monday", "note"))
    assert "client_states_want" in {one.moment for one in reviewed.call.moments_of(2)}


def test_who_said_it_is_put_right(archive: Archive) -> None:
    call = keep(archive.store, events(REFUND))
    archive.correct(call, UtteranceCorrected(0.0, 3, channel="client"))
    reviewed = archive.open(call)
    said = reviewed.call.utterance(3)
    assert said is not None and said.channel == "client"
    assert reviewed.call.note is not None
    assert not [row for row in reviewed.call.note.fields.plan if row.owner == "agent"]


def test_a_lead_puts_right_an_agents_call_on_the_server(
    member: Callable[[str], Store],  # noqa: F811
    tmp_path: Path,
) -> None:
    call = keep(member("anna"), events(REFUND))
    lead = opened(member("lea"), tmp_path, "lea")
    lead.correct(call, UtteranceCorrected(0.0, 2, text="The parcel did not come. I want a refund by Monday."))
    reviewed = lead.open(call)
    assert reviewed.call.note is not None
    assert any("Monday" in entry.text for entry in reviewed.call.note.fields.client_wants)
    assert reviewed.remarks[0].author == "lea"
    assert lead.usual_pace(reviewed.call.stored) is None


def test_a_lead_puts_right_who_said_it_on_the_server(
    member: Callable[[str], Store],  # noqa: F811
    tmp_path: Path,
) -> None:
    call = keep(member("anna"), events(REFUND))
    lead, agent = opened(member("lea"), tmp_path, "lea"), opened(member("anna"), tmp_path)
    before = lead.store.events(call)
    lead.correct(call, UtteranceCorrected(0.0, 3, text="I refund you by Monday.", channel="client"))
    for archive in (lead, agent):
        reviewed = archive.open(call)
        said = reviewed.call.utterance(3)
        assert said is not None and (said.channel, said.text) == ("client", "I refund you by Monday.")
        assert reviewed.call.note is not None
        assert not [row for row in reviewed.call.note.fields.plan if row.owner == "agent"]
        trail = [(one.kind, one.author, one.utterance, one.text) for one in reviewed.remarks]
        assert trail == [
            ("correction", "lea", 3, "I refund you by Monday."),
            ("speaker", "lea", 3, "client"),
        ]
        assert archive.search(Query("Monday", "client"))[0].line.utterance == 3
        assert archive.search(Query("Monday", "agent")) == []
    assert lead.store.events(call) == before, "the log is the agent's"
    lead.correct(call, UtteranceCorrected(0.0, 3, channel="agent"))
    said = agent.open(call).call.utterance(3)
    assert said is not None and said.channel == "agent"
    read = [(one.reader, one.agent, one.call) for one in readings(agent.store) if one.what == "corrected"]
    assert read == [("lea", "anna", call)] * 3
    agent.correct(call, UtteranceCorrected(0.0, 1, channel="client"))
    assert [one.what for one in readings(agent.store)].count("corrected") == 3, "one's own call is one's own"


def test_the_sound_of_somebody_elses_call_is_elsewhere(
    member: Callable[[str], Store],  # noqa: F811
    tmp_path: Path,
) -> None:
    call = keep(member("anna"), events(REFUND))
    assert opened(member("lea"), tmp_path, "lea").open(call).elsewhere
    assert not opened(member("anna"), tmp_path).open(call).elsewhere


def test_an_agents_usual_pace_is_that_of_their_calls_before(archive: Archive) -> None:
    for day, count in enumerate((40, 50, 60, 90)):
        words = " ".join(["word"] * count)
        keep(archive.store, events(LONG.format(words=words)), STARTED + timedelta(days=day))
    newest = archive.calls_at(archive.places(CallFilter()))[0].call
    assert archive.usual_pace(newest) == 150


def test_sound_is_found_by_the_calls_key(archive: Archive, tmp_path: Path) -> None:
    call = keep(archive.store, events(REFUND))
    (tmp_path / "audio").mkdir()
    file = tmp_path / "audio" / f"{archive.store.call(call).key}-agent.flac"
    file.write_bytes(b"")
    assert archive.open(call).sound == {"agent": file}


def test_a_call_whose_playbook_is_gone_is_compared_with_the_fallback(store: Store, tmp_path: Path) -> None:  # noqa: F811
    furious = REFUND.replace("The parcel", "This is ridiculous, I am furious! The parcel")
    call = store.call(keep(store, events(furious)))

    def playbook(name: str) -> Playbook:
        if name == call.playbook:
            raise InputError("It is gone.")
        return load_playbook(name)

    for fallback, changes in (("keep-calm", False), ("seven-things", True)):
        archive = Archive(store, "anna", playbook, tmp_path, fallback=fallback)
        [one] = archive.replayed([call], "keep-calm")
        assert bool(one.changes) is changes


def test_a_call_whose_playbook_is_gone_still_tells_what_was_missed(store: Store, tmp_path: Path) -> None:  # noqa: F811
    def gone(name: str) -> Playbook:
        raise InputError("It is gone.")

    here = opened(store, tmp_path)
    call = keep(store, events(REFUND))
    expected = set(store.start(call).steps)
    judged = {one.step for one in Archive(store, "anna", gone, tmp_path).open(call).judgements}
    assert judged >= expected and {one.step for one in here.open(call).judgements} >= expected
