"""Calls are found by what was said, alike on every database."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from sqlalchemy import URL, create_engine, text

from assist.calls.store import CallFilter, Store, team
from assist.calls.store import search as searching
from assist.calls.store.search import Hit, Query, search
from assist.calls.store.words import for_tsvector
from assist.errors import InputError
from assist.events import (
    Disposition,
    Entry,
    Moment,
    Note,
    NoteFields,
    PlanEntry,
    PromiseSettled,
    StepChanged,
    UtteranceCorrected,
    Warning,
)
from tests.calls.conftest import STARTED, lines, said, starting

PARCEL = lines(
    said(1, "It's the third time that my café parcel has not come.", 4.0),
    said(2, "I'm sorry; that is three times too many.", 6.0, "agent"),
    said(3, "I want a refund, not a third parcel in time!", 8.0),
    Moment(8.0, "client_states_want", "client", 3, "I want a refund", 0.9),
    Note(9.0, NoteFields(problem=(Entry("The parcel was not delivered.", (1,)),)), ""),
)


@pytest.fixture
def filled(store: Store) -> Store:
    store.add(starting(19), PARCEL, 9.0)
    store.add(starting(12), lines(said(1, "Deliver my refund, please.", 3.0)), 3.0)
    return store


def found(store: Store, text: str, **more: object) -> list[tuple[int, str, int | None]]:
    return [
        (hit.started.day, hit.line.source, hit.line.utterance)
        for hit in search(store, Query(text, **more))  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("refund", [(19, "client", 3), (12, "client", 1)]),
        ("REFUND want", [(19, "client", 3)]),
        ('"third time"', [(19, "client", 1)]),
        ('"the third time that"', [(19, "client", 1)]),
        ('"third parcel time"', []),
        ("third-parc*", [(19, "client", 3)]),
        ("third time", [(19, "client", 3), (19, "client", 1)]),
        ("deliv*", [(19, "note", 1), (12, "client", 1)]),
        ("deliv", []),
        ("cafe", [(19, "client", 1)]),
        ("Café", [(19, "client", 1)]),
        ("it's", [(19, "client", 1)]),
        ('"\'; DROP TABLE call; --"', []),
        ("(refund) AND* NOT:want ^a", []),
        ("want & refund | !a", [(19, "client", 3)]),
    ],
)
def test_words_phrases_and_beginnings(filled: Store, text: str, there: list[object]) -> None:
    assert found(filled, text) == there


def test_hits_are_filtered_by_who_spoke_and_by_the_call(filled: Store) -> None:
    assert found(filled, "times OR time", speaker="agent") == []
    assert found(filled, "time*", speaker="agent") == [(19, "agent", 2)]
    assert found(filled, "parcel", speaker="note") == [(19, "note", 1)]
    assert found(filled, "refund", calls=CallFilter(moment="client_states_want")) == [(19, "client", 3)]
    assert found(filled, "refund", calls=CallFilter(until=STARTED.replace(day=13))) == [(12, "client", 1)]
    assert found(filled, "refund", calls=CallFilter(since=STARTED.replace(day=13))) == [(19, "client", 3)]
    assert found(filled, "refund", calls=CallFilter(agent="ben")) == []
    assert found(filled, "refund", limit=1) == [(19, "client", 3)]


@pytest.mark.parametrize(
    "wanted",
    [
        CallFilter(kept="listen"),
        CallFilter(missed="clarify"),
        CallFilter(promise_open=True),
        CallFilter(disposition="Resolved"),
        CallFilter(warning="You cut in"),
        CallFilter(kept="listen", missed="clarify", promise_open=True, disposition="Resolved"),
    ],
)
def test_hits_and_the_list_pass_the_same_filters(store: Store, wanted: CallFilter) -> None:
    steps = ("listen", "clarify")
    plan = NoteFields(plan=(PlanEntry("Call back.", (1,), "agent", None),))
    passing, _ = store.add(
        starting(2, steps=steps),
        lines(
            said(1, "My refund, please.", 2.0),
            Warning(2.0, 1, "You cut in", "", (), "000"),
            StepChanged(2.0, "listen", "done", ()),
            Note(3.0, plan, ""),
            Disposition(3.0, "Resolved"),
        ),
        3.0,
    )
    done = StepChanged(2.0, "clarify", "done", ())
    settled = PromiseSettled(4.0, "Call back.", "kept")
    others = lines(said(1, "My refund, please.", 2.0), done, Note(3.0, plan, ""), settled)
    store.add(starting(3, steps=("clarify",)), others, 4.0)
    assert [call.id for call in store.calls(wanted)] == [passing]
    assert [hit.call for hit in search(store, Query("refund", calls=wanted))] == [passing]


def test_a_hit_shows_the_lines_around_it(filled: Store) -> None:
    def told(hit: Hit) -> tuple[list[int | None], int | None, list[int | None]]:
        return (
            [line.utterance for line in hit.before],
            hit.line.utterance,
            [line.utterance for line in hit.after],
        )

    assert [told(hit) for hit in search(filled, Query("sorry"))] == [([1], 2, [3])]
    [note] = search(filled, Query("delivered", speaker="note"))
    assert told(note) == ([], 1, [1, 2])
    assert note.after[0].text.startswith("It's the third time")
    assert note.said_at == note.after[0].start != note.line.start, "not when the note was written"


def test_the_lines_around_a_hit_are_found_over_numbers_that_nobody_has(store: Store) -> None:
    """The utterances of a transcript are numbered by its lines, of which some are empty."""
    told = (said(1, "Hello.", 2.0), said(3, "My refund, please.", 4.0), said(6, "Sorry.", 6.0, "agent"))
    store.add(starting(), lines(*told), 6.0)
    [hit] = search(store, Query("refund"))
    assert [line.utterance for line in (*hit.before, hit.line, *hit.after)] == [1, 3, 6]


def test_rank_puts_the_line_that_is_most_about_it_first(filled: Store) -> None:
    assert found(filled, "refund", rank=True) == [(12, "client", 1), (19, "client", 3)]


def test_a_common_word_in_few_calls_is_found_though_the_newest_hits_are_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_WALKED", 5)
    marked = lines(said(1, "Well, the very end.", 2.0), Moment(2.0, "client_upset", "client", 1, "end", 0.9))
    store.add(starting(1), marked, 2.0)
    store.add(starting(2), marked, 2.0)
    store.add(starting(3), lines(said(1, "Well, not here.", 2.0, "agent")), 2.0)
    for _ in range(7):
        store.add(starting(20), lines(said(1, "Well.", 2.0), said(2, "Well well.", 3.0)), 3.0)
    upset = CallFilter(moment="client_upset")
    assert found(store, "well", calls=upset) == [(2, "client", 1), (1, "client", 1)]
    assert found(store, "well", calls=upset, limit=1) == [(2, "client", 1)]
    assert found(store, "well", speaker="agent") == [(3, "agent", 1)]
    assert found(store, "well", calls=CallFilter(moment="client_upset", agent="anna"), speaker="agent") == []


def test_the_note_is_found_as_it_stands_and_an_utterance_as_it_was_corrected(filled: Store) -> None:
    call = filled.calls()[0].id
    filled.note_later(call, Note(10.0, NoteFields(problem=(Entry("A box is missing.", (1,)),)), "").to_json())
    assert found(filled, "delivered") == []
    assert found(filled, "box") == [(19, "note", 1)]
    filled.note_later(call, UtteranceCorrected(11.0, 3, "I want a reform.", "agent").to_json())
    assert found(filled, "refund") == [(12, "client", 1)]
    assert found(filled, "reform") == [(19, "agent", 3)]


def test_what_cannot_be_looked_for_is_said(store: Store) -> None:
    for words in ("", "  ", "!?", '""'):
        with pytest.raises(InputError, match="look for"):
            search(store, Query(words))
    with pytest.raises(InputError, match="expected agent, client or note"):
        search(store, Query("refund", speaker="boss"))


MANY_CALLS = """
    INSERT INTO call (started, playbook, origin, key, place, agent)
    SELECT '2026-11-19T10:00:00', 'upset-client', '', n, n, 'anna' FROM generate_series(1, 2000) AS n;
    INSERT INTO mark (name, place, call)
    SELECT 'moment:client_upset', place, id FROM call WHERE id % 3 = 0;
    INSERT INTO line (id, call, source, utterance, start, text, words)
    SELECT (place << 16) + n, id, CASE n % 2 WHEN 0 THEN 'agent' ELSE 'client' END, n, n, 'well',
        concat('well', CASE (id * 7 + n) % 500 WHEN 0 THEN ' parcel' END, CASE id WHEN 7 THEN ' again' END)::tsvector
    FROM call, generate_series(1, 20) AS n;
    ANALYZE;
"""
BY_READING_ALL = """
    SELECT call, utterance FROM line
    WHERE words @@ plainto_tsquery('simple', :word) AND source = coalesce(CAST(:speaker AS text), source)
        AND (NOT :upset OR call % 3 = 0)
    ORDER BY id DESC LIMIT 70
"""


def test_a_server_finds_the_same_however_rare_the_words_are(
    database: URL,
    member: Callable[[str], Store],
) -> None:
    """In so many lines that it asks the index of words for some, and reads the newest calls for others."""
    anna = member("anna")
    owner = create_engine(database.set(drivername="postgresql+psycopg"))
    with owner.begin() as connection:
        connection.connection.driver_connection.execute(MANY_CALLS)  # type: ignore[union-attr]
    with owner.connect() as connection:
        for word, speaker, upset in itertools.product(
            ("parcel", "well", "again", "parcel well"), (None, "agent"), (False, True)
        ):
            values = {"word": word, "speaker": speaker, "upset": upset}
            there = [tuple(row) for row in connection.execute(text(BY_READING_ALL), values)]
            wanted = CallFilter(moment="client_upset") if upset else CallFilter()
            hits = search(anna, Query(word, speaker, wanted, limit=70))
            assert [(hit.call, hit.line.utterance) for hit in hits] == there
    owner.dispose()


def test_lines_of_an_older_server_are_found_by_their_phrases(
    database: URL,
    member: Callable[[str], Store],
) -> None:
    anna = member("anna")
    anna.add(starting(), lines(said(1, "The third time the third parcel.", 3.0), said(2, "No.", 4.0)), 4.0)
    owner = create_engine(database.set(drivername="postgresql+psycopg"))
    with owner.begin() as connection:
        older = "'the':1,4 'third':2,5 'time':3 'parcel':6"
        connection.execute(
            text("UPDATE line SET words = CAST(:older AS tsvector) WHERE utterance = 1"), {"older": older}
        )
        connection.execute(text("DROP INDEX line_call"))  # which came after it
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    for phrase in ('"third parcel"', '"the third time"'):
        with pytest.raises(InputError, match="team init"):
            found(member("anna"), phrase)
    team.init(database)
    with owner.connect() as connection:
        now = connection.scalars(text("SELECT words::text FROM line ORDER BY id")).all()
        fresh = connection.scalars(
            text("SELECT CAST(:words AS tsvector)::text"),
            {"words": for_tsvector("The third time the third parcel.")},
        ).all()
    owner.dispose()
    assert now == [*fresh, "'no':1"]
    for phrase in ('"third parcel"', '"the third time"'):
        assert found(member("anna"), phrase) == [(19, "client", 1)]
