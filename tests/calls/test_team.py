"""A team's calls: sent once, seen by those who may, and by PostgreSQL's own judgement by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import DBAPIError

from assist.calls.call_start import CallStart
from assist.calls.store import CallFilter, Store, outbox, team
from assist.calls.store.erase import RULE, erase, forget, tombstones
from assist.calls.store.outbox import send, take_erasures, waiting
from assist.calls.store.search import Query, search
from assist.errors import InputError
from assist.events import Moment, Note, NoteFields, PlanEntry, UtteranceCorrected
from tests.calls.conftest import lines, said, sending, starting

Enter = Callable[[str], Store]
TOLD = lines(said(1, "My secret refund.", 2.0), Moment(2.0, "client_upset", "client", 1, "secret", 0.9))


@pytest.fixture
def local(tmp_path: Path) -> Store:
    """Calls of this machine that are for the team."""
    return Store(tmp_path / "calls.db", for_team=True)


def all_of(store: Store) -> list[list[dict[str, object]]]:
    return [store.events(call.id) for call in store.calls()]


def test_calls_go_to_the_team_once(local: Store, member: Enter) -> None:
    call, _ = local.add(starting(steps=("listen",)), TOLD, 2.0)
    anna = member("anna")
    assert waiting(local) == 1
    assert send(local, anna) == 2
    assert (send(local, anna), waiting(local)) == (0, 0)
    assert all_of(anna) == [TOLD]
    assert len(anna.calls(CallFilter(missed="listen", agent="anna"))) == 1
    local.note_later(call, {"type": "disposition", "at": 2.0, "disposition": "resolved"})
    assert send(local, anna) == 1
    assert [there.disposition for there in anna.calls()] == ["resolved"]


def test_a_call_is_sent_while_it_runs_and_goes_on_later(local: Store, member: Enter) -> None:
    call = local.begin(starting())
    local.append(call, 1, TOLD[:1])
    anna = member("anna")
    assert send(local, anna) == 1 and waiting(local) == 1
    assert not anna.calls()[0].finished
    local.append(call, 2, TOLD[1:])
    local.end(call, 2.0)
    assert send(local, anna) == 1 and waiting(local) == 0
    assert anna.calls()[0].finished and all_of(anna) == [TOLD]


def test_of_a_running_calls_notes_only_the_last_goes_to_the_team(local: Store, member: Enter) -> None:
    """What is there stays there: a long call is told in hundreds of notes, each with all that the one before said."""
    notes = [
        Note(at, NoteFields(plan=(PlanEntry(f"Ring at {at:.0f}.", (1,), "agent", None),)), "")
        for at in (2.0, 3.0, 4.0)
    ]
    call, anna = local.begin(starting()), member("anna")
    local.append(call, 1, [*TOLD, *lines(notes[0])])
    assert send(local, anna) == 2
    local.append(call, 4, lines(said(2, "Yes.", 3.0), notes[1], said(3, "Bye.", 4.0)))
    assert send(local, anna) == 2  # the first note as what is left of it, and what was said after it
    local.append(call, 7, lines(notes[2], said(4, "Bye.", 5.0)))
    local.end(call, 5.0)
    assert send(local, anna) == 4 and waiting(local) == 0
    rest = lines(said(2, "Yes.", 3.0), said(3, "Bye.", 4.0), notes[2], said(4, "Bye.", 5.0))
    assert local.events(call) == [*TOLD, *rest]
    assert all_of(anna) == [[*TOLD, *rest]]
    assert [promise.text for promise in anna.promises(1)] == ["Ring at 4."]


def test_who_said_it_put_right_by_the_agent_goes_on_to_the_team(local: Store, member: Enter) -> None:
    call, _ = local.add(starting(), TOLD, 2.0)
    local.note_later(call, UtteranceCorrected(2.0, 1, channel="agent").to_json())
    anna = member("anna")
    assert send(local, anna) == 3 and waiting(local) == 0
    assert [hit.line.source for hit in search(anna, Query("refund"))] == ["agent"]


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_connection_that_breaks_anywhere_doubles_and_loses_nothing(
    local: Store, member: Enter, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr(outbox, "_BATCH", 2)
    events = lines(*(said(number, f"Sentence {number}.", float(number)) for number in range(1, 8)))
    local.add(starting(), events, 7.0)
    anna = member("anna")
    append = anna.append
    calls = 0

    def breaking(call: int, first: int, batch: list[dict[str, object]]) -> None:
        nonlocal calls
        calls += 1
        broken = calls % 2 == 0
        if not broken or lost == "after":
            append(call, first, batch)
        if broken:
            raise InputError("The network is gone.")

    monkeypatch.setattr(anna, "append", breaking)
    tries = 0
    while waiting(local):
        tries += 1
        try:
            send(local, anna)
        except InputError:
            assert tries < 20
    assert tries > 1
    assert all_of(anna) == [events] and anna.calls()[0].utterances == 7


def test_offline_keeps_everything_here_and_says_why(local: Store, database: URL, member: Enter) -> None:
    local.add(starting(), TOLD, 2.0)
    nowhere = sending(local, "postgresql://anna@127.0.0.1:9/calls")
    nowhere.stop(30)
    assert (
        nowhere.trouble is not None
        and "team's database postgresql://anna@127.0.0.1:9/calls" in nowhere.trouble
    )
    assert waiting(local) == 1
    address = database._replace(username="anna", password=None).render_as_string()
    there = sending(local, address)
    there.stop(60)
    assert (there.trouble, waiting(local)) == (None, 0)
    assert all_of(member("anna")) == [TOLD]


def test_an_erased_call_is_erased_at_the_team_and_never_comes_back(local: Store, member: Enter) -> None:
    start = starting()
    call, _ = local.add(start, TOLD, 2.0)
    anna = member("anna")
    send(local, anna)
    erase(local, call, "anna")
    assert waiting(local) == 1
    send(local, anna)
    assert (waiting(local), anna.calls(), search(anna, Query("secret"))) == (0, [], [])
    for store in (local, anna):
        with pytest.raises(InputError, match="was erased"):
            store.add(start, TOLD, 2.0)


def ago(days: int) -> CallStart:
    return replace(starting(), started=datetime.now() - timedelta(days=days))


def test_the_teams_rule_erases_what_is_too_old_there_and_nothing_here(
    local: Store, member: Enter, database: URL
) -> None:
    old, _ = local.add(ago(91), TOLD, 2.0)
    local.add(ago(89), TOLD, 2.0)
    anna = member("anna")
    send(local, anna)
    assert team.forget(member("ben")) == 1, "the rule decides, whoever lets it"
    assert [(datetime.now() - call.started).days for call in anna.calls()] == [89]
    assert len(search(anna, Query("secret"))) == 1
    owner = create_engine(database.set(drivername="postgresql+psycopg"))
    with owner.connect() as connection:
        for table in ("event", "line", "mark"):
            calls = connection.scalars(text(f"SELECT DISTINCT call FROM {table}"))
            assert list(calls) == [anna.calls()[0].id], table
        erased = connection.execute(text("SELECT key, erased_by FROM tombstone")).all()
    owner.dispose()
    assert erased == [(local.call(old).key, RULE)]

    local.note_later(old, {"type": "disposition", "at": 2.0, "disposition": "resolved"})
    local.add(ago(1), TOLD, 2.0)
    assert (send(local, anna), waiting(local)) == (2, 0), "what is gone there holds up nothing"
    assert len(local.calls()) == 3 and len(anna.calls()) == 2
    assert team.init(database, 30) == team.init(database) == 30, "the owner's rule stays until they change it"
    assert (team.forget(anna), team.retention_days(anna)) == (1, 30)


def test_this_machines_rule_erases_nothing_at_the_team(local: Store, member: Enter) -> None:
    local.add(ago(10), TOLD, 2.0)
    anna = member("anna")
    send(local, anna)
    assert forget(local, text_days=9, audio_days=0, now=datetime.now()) == 1
    send(local, anna)
    assert (local.calls(), all_of(anna)) == ([], [TOLD])


def test_a_file_that_is_held_puts_off_what_a_lead_erased_and_does_not_forget_it(
    local: Store, member: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    local.add(ago(2), TOLD, 2.0)
    anna, lea = member("anna"), member("lea")
    send(local, anna)
    erase(lea, lea.calls()[0].id, "lea")

    def held(*_asked: object, **_options: object) -> None:
        raise InputError("another program holds it")

    with monkeypatch.context() as patch, pytest.raises(InputError):
        patch.setattr("assist.calls.store.outbox.erase", held)
        take_erasures(local, anna)
    take_erasures(local, anna)
    assert local.calls() == [] and waiting(local) == 0


def test_what_a_lead_erases_goes_from_the_agents_machine_too(
    local: Store, database: URL, member: Enter
) -> None:
    local.add(ago(2), TOLD, 2.0)
    kept, _ = local.add(ago(1), TOLD, 2.0)
    anna, lea = member("anna"), member("lea")
    send(local, anna)
    gone = lea.calls()[1]
    erase(lea, gone.id, "lea")
    address = database._replace(username="anna", password=None).render_as_string()
    sending(local, address).stop(60)
    assert [call.id for call in local.calls()] == [kept]
    assert [(key, who) for key, _, who in tombstones(local)] == [(gone.key, "lea")]
    assert waiting(local) == 0 and len(anna.calls()) == 1
    for store in (anna, lea):
        assert [(one.reader, one.call, one.what) for one in team.readings(store)] == [
            ("lea", gone.id, "erased")
        ]


@pytest.fixture
def annas(local: Store, member: Enter) -> int:
    """The number of Anna's call in the team's database."""
    local.add(starting(), TOLD, 2.0)
    anna = member("anna")
    send(local, anna)
    return anna.calls()[0].id


@pytest.mark.parametrize(("name", "sees"), [("anna", True), ("ben", False), ("lea", True), ("zoe", False)])
def test_an_agent_sees_their_own_calls_and_a_lead_their_teams(
    annas: int, member: Enter, name: str, sees: bool
) -> None:
    store = member(name)
    assert [call.id for call in store.calls()] == [annas] * sees
    assert [hit.call for hit in search(store, Query("refund"))] == [annas] * sees
    assert len(search(store, Query("refund", calls=CallFilter(moment="client_upset")))) == sees
    if sees:
        assert store.events(annas) == TOLD
    else:
        with pytest.raises(InputError, match="There is no call"):
            store.events(annas)


ATTEMPTS = {
    "read events": "SELECT count(*) FROM event",
    "read lines": "SELECT count(*) FROM line",
    "read marks": "SELECT count(*) FROM mark",
    "read calls": "SELECT count(*) FROM call",
    "open by number": "SELECT count(*) FROM open_call({call})",
    "read by line": "SELECT count(*) FROM read_lines(ARRAY(SELECT generate_series({line}, {line} + 9)))",
    "find": "SELECT count(*) FROM find_lines('refund', NULL, '{{}}', 0, 9223372036854775807, 9)",
    "leak by an error": "SELECT count(*) FROM line WHERE CAST(text AS integer) > 0",
    "change": "WITH changed AS (UPDATE call SET agent = session_user RETURNING 1) SELECT count(*) FROM changed",
    "erase": "SELECT erase_call('{key}')::integer",
}
REFUSED = {
    "delete": "DELETE FROM call",
    "change events": "UPDATE event SET body = ''",
    "write into it": "INSERT INTO event VALUES ({call}, 99, 0, 'x', '{{}}')",
    "call in another's name": "INSERT INTO call (started, playbook, origin, agent) VALUES ('', '', '', 'anna')",
    "become a lead": "UPDATE member SET lead = true",
    "join": "INSERT INTO member VALUES ('ben', 'north', true)",
    "be somebody else": "SET ROLE anna",
    "be the owner": "SET ROLE postgres",
    "switch the rules off": "ALTER TABLE call DISABLE ROW LEVEL SECURITY",
    "make functions": "CREATE FUNCTION leak(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    "read who read": "SELECT * FROM reading",
    "forge who read": "INSERT INTO reading (reader, agent, call, what) VALUES ('zoe', 'anna', 1, 'opened')",
    "read tombstones": "SELECT * FROM tombstone",
    "keep nothing": "UPDATE retention SET text_days = 1",
    "erase past the rules": "SELECT bury({call}, 'anna')",
}


@pytest.mark.parametrize("name", ["ben", "zoe"])
def test_whoever_may_not_gets_nothing_by_sql_of_their_own(
    annas: int, database: URL, member: Enter, name: str
) -> None:
    anna = member("anna")
    with anna.database.reading() as connection:
        line = connection.scalar(text("SELECT min(id) FROM line"))
        assert line
    names = {"call": annas, "line": line, "key": anna.calls()[0].key}
    engine = create_engine(database.set(drivername="postgresql+psycopg", username=name))
    for attempt, statement in ATTEMPTS.items():
        with engine.begin() as connection:
            assert connection.scalar(text(statement.format(**names))) == 0, attempt
    for attempt, statement in REFUSED.items():
        with (
            engine.connect() as connection,
            pytest.raises(DBAPIError, match=r"denied|must be owner|violates row"),
        ):
            connection.execute(text(statement.format(**names)))
            pytest.fail(attempt)
    engine.dispose()
    assert all_of(anna) == [TOLD]


def test_whoever_is_no_member_or_was_shut_out_gets_nothing(annas: int, database: URL, member: Enter) -> None:
    owner = create_engine(database.set(drivername="postgresql+psycopg"))
    with owner.begin() as connection:
        if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = 'stranger'")) is None:
            connection.execute(text("CREATE ROLE stranger LOGIN PASSWORD 'a secret'"))
    owner.dispose()
    with pytest.raises(InputError):
        Store.of_team(database.set(username="stranger", password="a secret")).calls()
    lea = member("lea")
    team.remove(database, "lea")
    try:
        with pytest.raises(InputError, match=r"you may not do that|that you may see.*team add"):
            lea.calls()
    finally:
        team.add(database, team.Member("lea", "north", True), None)


def test_it_is_written_down_who_read_somebody_elses_call(annas: int, member: Enter) -> None:
    anna, lea = member("anna"), member("lea")
    anna.events(annas)
    assert team.readings(lea) == []
    lea.events(annas)
    search(lea, Query("refund"))
    expected = [("lea", "anna", annas, "found"), ("lea", "anna", annas, "opened")]
    for store in (lea, anna):
        assert [(one.reader, one.agent, one.call, one.what) for one in team.readings(store)] == expected
    assert team.readings(member("ben")) == []


def test_members_see_those_whose_calls_they_see(member: Enter) -> None:
    assert [one.name for one in team.members(member("lea"))] == ["anna", "ben", "lea"]
    assert [one.name for one in team.members(member("anna"))] == ["anna"]


def test_setting_up_again_changes_nothing(annas: int, database: URL, member: Enter) -> None:
    team.init(database)
    assert all_of(member("lea")) == [TOLD]


def test_the_password_is_never_told(database: URL) -> None:
    with pytest.raises(InputError) as problem:
        Store.of_team(database.set(username="nobody_here", password="hush hush"))
    assert "hush" not in str(problem.value)
