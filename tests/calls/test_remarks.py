"""Remarks on a call: seen by whoever sees the call, made by its agent and their lead, sent and erased with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import DBAPIError

from assist.calls.store import CallFilter, Store
from assist.calls.store.erase import erase
from assist.calls.store.outbox import send, waiting
from assist.calls.store.remarks import add_remark, remarks, remove_remark, tags
from assist.calls.store.search import Query, search
from assist.errors import InputError
from tests.calls.conftest import lines, said, starting

Enter = Callable[[str], Store]
TOLD = lines(said(1, "My refound, please.", 2.0), said(2, "Of course.", 3.0, "agent"))


def shown(store: Store, call: int) -> list[tuple[str, str, int | None, str]]:
    return [(one.kind, one.text, one.utterance, one.author) for one in remarks(store, call)]


def test_remarks_are_kept_in_order_and_find_their_call(store: Store) -> None:
    call, _ = store.add(starting(2), TOLD, 3.0)
    store.add(starting(1), TOLD, 3.0)
    comment = add_remark(store, call, "comment", " Well answered. ", 2, author="anna")
    add_remark(store, call, "tag", "Late  Delivery", author="anna")
    add_remark(store, call, "good_example", utterance=2, author="anna")
    assert shown(store, call) == [
        ("comment", "Well answered.", 2, "anna"),
        ("tag", "late delivery", None, "anna"),
        ("good_example", "", 2, "anna"),
    ]
    assert tags(store) == [("late delivery", 1)]
    for wanted in (CallFilter(tag="late delivery"), CallFilter(good_example=True)):
        assert [one.id for one in store.calls(wanted)] == [call]
        assert [hit.call for hit in search(store, Query("course", calls=wanted))] == [call]
    remove_remark(store, comment.key)
    assert [kind for kind, *_ in shown(store, call)] == ["tag", "good_example"]
    with pytest.raises(InputError, match="gone already"):
        remove_remark(store, comment.key)


def test_a_tag_is_set_once_and_its_call_found_until_nobody_sets_it(store: Store) -> None:
    call, _ = store.add(starting(), TOLD, 3.0)
    first = add_remark(store, call, "tag", "vip", author="anna")
    assert add_remark(store, call, "tag", "VIP", author="anna") == first
    pinned = add_remark(store, call, "tag", "vip", 1, author="anna")
    remove_remark(store, first.key)
    assert len(store.calls(CallFilter(tag="vip"))) == 1
    remove_remark(store, pinned.key)
    assert store.calls(CallFilter(tag="vip")) == [] and tags(store) == []


def test_a_correction_is_found_and_stays_as_a_trail(store: Store) -> None:
    call, _ = store.add(starting(), TOLD, 3.0)
    add_remark(store, call, "correction", "My refund, please.", 1, author="anna")
    last = add_remark(store, call, "correction", "My refunds, please.", 1, author="anna")
    assert [text for _, text, *_ in shown(store, call)] == ["My refund, please.", "My refunds, please."]
    assert [len(search(store, Query(word))) for word in ("refound", "refund", "refunds")] == [0, 0, 1]
    assert store.events(call) == TOLD, "what was heard stays"
    with pytest.raises(InputError, match="stays in the call's trail"):
        remove_remark(store, last.key)


def test_who_said_it_is_put_right_and_stays_as_a_trail(store: Store) -> None:
    call, _ = store.add(starting(), TOLD, 3.0)
    mine = add_remark(store, call, "speaker", "agent", 1, author="anna")
    assert [hit.line.utterance for hit in search(store, Query("refound", "agent"))] == [1]
    assert search(store, Query("refound", "client")) == []
    with pytest.raises(InputError, match="stays in the call's trail"):
        remove_remark(store, mine.key)


def test_a_line_of_a_transcript_with_empty_lines_is_put_right(store: Store) -> None:
    call, _ = store.add(starting(), lines(said(1, "Hello.", 2.0), said(7, "My refound, please.", 4.0)), 4.0)
    add_remark(store, call, "correction", "My refund, please.", 7, author="anna")
    assert len(search(store, Query("refund"))) == 1
    with pytest.raises(InputError, match="has no utterance 5; it has 2"):
        add_remark(store, call, "comment", "Where?", 5, author="anna")


def test_what_cannot_be_said_is_refused(store: Store) -> None:
    call, _ = store.add(starting(), TOLD, 3.0)
    for kind, words, utterance, told in (
        ("comment", "  ", None, "A comment needs words"),
        ("tag", "x" * 41, None, "A tag may have 40 characters; this has 41"),
        ("comment", "Where?", 3, "has no utterance 3; it has 2"),
        ("correction", "What?", None, "belongs to an utterance"),
        ("speaker", "agent", None, "belongs to an utterance"),
        ("speaker", "nobody", 1, "expected agent or client"),
        ("star", "five", None, "star: expected comment, tag, good_example, correction"),
    ):
        with pytest.raises(InputError, match=told):
            add_remark(store, call, kind, words, utterance, author="anna")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="There is no call"):
        add_remark(store, call + 1, "comment", "Hm.", author="anna")
    assert remarks(store, call) == []


def test_an_erased_calls_remarks_are_gone(tmp_path: Path) -> None:
    store = Store(tmp_path / "calls.db")
    call, _ = store.add(starting(), TOLD, 3.0)
    add_remark(store, call, "comment", "xylophonically", author="anna")
    erase(store, call, "anna")
    store.close()
    assert b"xylophon" not in b"".join(file.read_bytes() for file in tmp_path.glob("calls.db*"))


def test_remarks_are_sent_once_and_taken_away_at_the_team_too(tmp_path: Path, member: Enter) -> None:
    local = Store(tmp_path / "calls.db", for_team=True)
    call, _ = local.add(starting(), TOLD, 3.0)
    kept = add_remark(local, call, "tag", "vip", author="who I am here")
    gone = add_remark(local, call, "comment", "A rash word.", author="who I am here")
    anna = member("anna")
    send(local, anna)
    [there] = anna.calls(CallFilter(tag="vip"))
    assert shown(anna, there.id) == [("tag", "vip", None, "anna"), ("comment", "A rash word.", None, "anna")]
    add_remark(member("lea"), there.id, "comment", "Call me.", author="somebody else")
    remove_remark(local, gone.key)
    add_remark(local, call, "correction", "My refund, please.", 1, author="anna")
    assert waiting(local) == 1 and b"rash word" not in (tmp_path / "calls.db").read_bytes()
    send(local, anna)
    send(local, anna)
    assert waiting(local) == 0
    assert [(one.kind, one.author) for one in remarks(anna, there.id)] == [
        ("tag", "anna"),
        ("comment", "lea"),
        ("correction", "anna"),
    ]
    assert remarks(anna, there.id)[0].key == kept.key
    assert len(search(anna, Query("refund"))) == 1
    erase(local, call, "anna")
    send(local, anna)
    assert tags(anna) == []
    local.close()


def test_who_may_see_a_call_reads_its_remarks_and_adds_their_own(database: URL, member: Enter) -> None:
    anna, lea = member("anna"), member("lea")
    call, _ = anna.add(starting(), TOLD, 3.0)
    mine = add_remark(anna, call, "comment", "Was I too short?", 2, author="anna")
    leads = add_remark(lea, call, "comment", "No, well done.", 2, author="anna")
    assert leads.author == "lea", "under one's own name, whatever is given"
    add_remark(lea, call, "tag", "coaching", author="lea")
    add_remark(lea, call, "correction", "My refund, please.", 1, author="lea")
    for store in (anna, lea):
        assert [author for *_, author in shown(store, call)] == ["anna", "lea", "lea", "lea"]
        assert len(search(store, Query("refund", calls=CallFilter(tag="coaching")))) == 1
    with pytest.raises(InputError, match="lea's; they or a lead"):
        remove_remark(anna, leads.key)
    remove_remark(lea, mine.key)
    assert len(remarks(anna, call)) == 3


ATTEMPTS = {
    "read": "SELECT count(*) FROM remark",
    "take away": "WITH gone AS (DELETE FROM remark RETURNING 1) SELECT count(*) FROM gone",
    "take marks away": "WITH gone AS (DELETE FROM mark RETURNING 1) SELECT count(*) FROM gone",
    "change a line": "SELECT count(correct_line({call}, 1, 'Nonsense', 'nonsense') IS NULL) - 1",
    "read of corrections": "SELECT count(*) FROM readings()",
}
REFUSED = {
    "remark": "INSERT INTO remark (key, call, author, written, kind, text) "
    "VALUES ('k', {call}, session_user, '', 'comment', 'Ha')",
    "remark in another's name": "INSERT INTO remark (key, call, author, written, kind, text) "
    "VALUES ('k', {call}, 'anna', '', 'comment', 'Ha')",
    "say who spoke": "INSERT INTO remark (key, call, author, written, kind, utterance, text) "
    "VALUES ('k', {call}, session_user, '', 'speaker', 1, 'agent')",
    "change": "UPDATE remark SET text = 'Ha'",
    "tag": "INSERT INTO mark (name, place, call) SELECT 'tag:mine', 1, {call}",
}


@pytest.mark.parametrize("name", ["ben", "zoe"])
def test_whoever_may_not_see_a_call_cannot_remark_on_it(database: URL, member: Enter, name: str) -> None:
    anna = member("anna")
    call, _ = anna.add(starting(), TOLD, 3.0)
    add_remark(anna, call, "tag", "vip", author="anna")
    add_remark(anna, call, "correction", "My refund, please.", 1, author="anna")
    with pytest.raises(InputError, match="There is no call"):
        add_remark(member(name), call, "comment", "Ha.", author=name)
    engine = create_engine(database.set(drivername="postgresql+psycopg", username=name))
    for attempt, statement in ATTEMPTS.items():
        with engine.begin() as connection:
            assert connection.scalar(text(statement.format(call=call))) == 0, attempt
    for attempt, statement in REFUSED.items():
        with engine.connect() as connection, pytest.raises(DBAPIError, match=r"denied|violates row"):
            connection.execute(text(statement.format(call=call)))
            pytest.fail(attempt)
    engine.dispose()
    assert len(search(anna, Query("refund", calls=CallFilter(tag="vip")))) == 1


def test_a_correction_reaches_no_further_than_its_call(database: URL, member: Enter) -> None:
    """A line's number is its call's place and its own: too large a number of its own is another call's line."""
    call, _ = member("anna").add(starting(2), TOLD, 3.0)
    other, _ = member("zoe").add(starting(3, "zoe"), TOLD, 3.0)
    owner = create_engine(database.set(drivername="postgresql+psycopg"))
    with owner.begin() as connection:
        place = connection.scalar(text("SELECT place FROM call WHERE id = :id"), {"id": call})
        connection.execute(
            text("UPDATE line SET id = :far WHERE call = :other AND utterance = 1"),
            {"far": ((place + 1) << 16) + 1, "other": other},
        )
    engine = create_engine(database.set(drivername="postgresql+psycopg", username="anna"))
    far = (1 << 16) + 1
    with engine.begin() as connection:
        for kind, words in (("correction", "Nonsense"), ("speaker", "agent")):
            connection.execute(
                text(
                    "INSERT INTO remark (key, call, author, written, kind, utterance, text) "
                    "VALUES (:kind, :call, session_user, '', :kind, :far, :words)"
                ),
                {"kind": kind, "call": call, "far": far, "words": words},
            )
        connection.execute(text(f"SELECT correct_line({call}, {far}, 'Nonsense', 'nonsense')"))
    with owner.connect() as connection:
        query = text("SELECT source, text FROM line WHERE call = :other AND utterance = 1")
        assert tuple(connection.execute(query, {"other": other}).one()) == ("client", "My refound, please.")
    for one in (engine, owner):
        one.dispose()


def test_nobody_is_a_speaker_but_the_two(database: URL, member: Enter) -> None:
    call, _ = member("anna").add(starting(2), TOLD, 3.0)
    engine = create_engine(database.set(drivername="postgresql+psycopg", username="lea"))
    with engine.connect() as connection, pytest.raises(DBAPIError, match="violates row"):
        connection.execute(
            text(
                "INSERT INTO remark (key, call, author, written, kind, utterance, text) "
                "VALUES ('k', :call, session_user, '', 'speaker', 1, 'note')"
            ),
            {"call": call},
        )
    engine.dispose()


def test_nobody_marks_somebody_elses_call_by_its_place(database: URL, member: Enter) -> None:
    anna, ben = member("anna"), member("ben")
    call, _ = anna.add(starting(2), TOLD, 3.0)
    own, _ = ben.add(starting(3, "ben"), TOLD, 3.0)
    with anna.database.reading() as connection:
        place = connection.scalar(text("SELECT place FROM call WHERE id = :id"), {"id": call})
    engine = create_engine(database.set(drivername="postgresql+psycopg", username="ben"))
    for name in ("tag:mine", "warning:You cut in"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="violates row"):
            connection.execute(
                text("INSERT INTO mark (name, place, call) VALUES (:name, :place, :call)"),
                {"name": name, "place": place, "call": own},
            )
    engine.dispose()
