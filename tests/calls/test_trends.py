"""Trends: counted alike on every database, and of those calls alone that one may see."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import URL, create_engine, text

from assist.calls.store import CallFilter, Store
from assist.calls.store.team import readings
from assist.calls.trends import (
    HEADER,
    PromiseTrend,
    StepTrend,
    UpsetTrend,
    WarningTrend,
    as_csv,
    by_person,
    trends,
)
from assist.events import Event, Moment, Note, NoteFields, PlanEntry, PromiseSettled, StepChanged, Warning
from tests.calls.conftest import lines, said, starting

Enter = Callable[[str], Store]
TODAY = date(2026, 11, 25)
STEPS = ("listen", "ask_want")
CUT_IN = "You cut in"


def upset(at: float) -> Event:
    return Moment(at, "client_upset", "client", 1, "third time", 0.9)


def kept(step: str) -> Event:
    return StepChanged(5.0, step, "done", ())


def warned(headline: str) -> Event:
    return Warning(5.0, 1, headline, "", (), "000")


def promised(*due: str | None) -> Event:
    plan = tuple(PlanEntry(f"Promise {n}.", (1,), "agent", day) for n, day in enumerate(due))
    return Note(9.0, NoteFields(plan=(*plan, PlanEntry("Send it in.", (1,), "client", "2026-11-20"))), "")


def settled(number: int, state: str, on: str) -> Event:
    return PromiseSettled(90.0, f"Promise {number}.", state, on)  # type: ignore[arg-type]


def add(store: Store, day: int, *events: Event, agent: str = "anna") -> int:
    told = lines(said(1, "My secret refund.", 3.0), *sorted(events, key=lambda event: event.at))
    return store.add(starting(day, agent, STEPS), told, 90.0)[0]


def fill(store: Store) -> None:
    add(store, 2, upset(10.0), upset(80.0), kept("listen"), warned(CUT_IN), warned(CUT_IN))
    add(store, 3, upset(10.0), upset(45.0), kept("listen"), kept("ask_want"), warned("Don't"), warned(CUT_IN))
    add(
        store, 4, kept("listen"), promised("2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", None),
        settled(0, "kept", "2026-11-20"), settled(1, "kept", "2026-11-21"), settled(2, "broken", "2026-11-20"),
    )  # fmt: skip
    add(store, 5, upset(70.0))


def test_a_set_of_calls_is_counted(store: Store) -> None:
    fill(store)
    found = trends(store, CallFilter(), TODAY)
    assert (found.who, found.calls, found.since, found.until) == ("", 4, "2026-11-02", "2026-11-05")
    assert found.steps == (StepTrend("ask_want", 1, 3), StepTrend("listen", 3, 1)), "missed most first"
    assert found.warnings == (WarningTrend(CUT_IN, 2), WarningTrend("Don't", 1))
    assert found.promises == PromiseTrend(kept=1, late=1, broken=1, overdue=1, waiting=1)
    assert found.upset == UpsetTrend(calm=1, calmed=1, stayed=1, became=1)


def test_any_filter_chooses_the_calls(store: Store) -> None:
    fill(store)
    warned_of = trends(store, CallFilter(warning=CUT_IN, kept="ask_want"), TODAY)
    assert (warned_of.calls, warned_of.upset) == (1, UpsetTrend(0, 1, 0, 0))
    assert warned_of.steps == (StepTrend("ask_want", 1, 0), StepTrend("listen", 1, 0))
    late = trends(store, CallFilter(since=datetime(2026, 11, 4), promise_open=True), TODAY)
    assert (late.calls, late.promises.overdue, late.warnings) == (1, 1, ())
    nothing = trends(store, CallFilter(agent="nobody"), TODAY)
    assert (nothing.calls, nothing.since, nothing.steps) == (0, None, ())
    assert nothing.promises == PromiseTrend(0, 0, 0, 0, 0)


def test_the_same_as_csv(store: Store) -> None:
    add(store, 2, kept("listen"), warned("=HYPERLINK(1)"))
    rows = list(csv.reader(as_csv([trends(store, CallFilter(), TODAY)], {"listen": "Listen"}).splitlines()))
    assert tuple(rows[0]) == HEADER
    assert rows[1:5] == [
        ["all", "calls", "", "1", "1"],
        ["all", "step missed", "Ask want", "1", "1"],
        ["all", "step missed", "Listen", "0", "1"],
        ["all", "warning", "'=HYPERLINK(1)", "1", "1"],
    ]
    assert ["all", "client", "Calm throughout", "1", "1"] in rows


def test_figures_of_a_person_are_shown_to_them_and_their_lead_only(database: URL, member: Enter) -> None:
    stores = {name: member(name) for name in ("anna", "ben", "lea", "zoe")}
    call = add(stores["anna"], 2, warned(CUT_IN), promised("2026-11-20"))
    add(stores["ben"], 3, kept("listen"), agent="ben")
    seen = {
        name: {one.who: one.calls for one in by_person(store, CallFilter(), TODAY)}
        for name, store in stores.items()
    }
    assert seen == {"anna": {"anna": 1}, "ben": {"ben": 1}, "lea": {"anna": 1, "ben": 1}, "zoe": {}}
    assert [trends(store, CallFilter(), TODAY).calls for store in stores.values()] == [1, 1, 2, 0]
    overdue = [trends(store, CallFilter(), TODAY).promises.overdue for store in stores.values()]
    assert overdue == [1, 0, 1, 0]
    assert trends(stores["ben"], CallFilter(agent="anna"), TODAY).calls == 0
    assert readings(stores["anna"]) == [], "counting reads nobody's words"
    [promise, _] = stores["lea"].promises(call)
    assert promise.text == "Promise 0." and stores["ben"].promises(call) == []
    assert [(one.reader, one.what) for one in readings(stores["anna"])] == [("lea", "opened")]


@pytest.mark.parametrize("name", ["ben", "zoe"])
def test_by_sql_of_their_own_nobody_counts_what_they_may_not_see(
    database: URL, member: Enter, name: str
) -> None:
    call = add(member("anna"), 2, warned(CUT_IN), upset(3.0), promised("2026-11-20"))
    engine = create_engine(database.set(drivername="postgresql+psycopg", username=name))
    for attempt in (
        "SELECT count(*) FROM promise",
        "SELECT count(*) FROM promise_states()",
        f"SELECT count(*) FROM read_promises({call})",
        "SELECT count(first_upset) FROM call",
        "SELECT count(*) FROM mark WHERE name LIKE 'warning:%'",
    ):
        with engine.begin() as connection:
            assert connection.scalar(text(attempt)) == 0, attempt
    engine.dispose()
