"""How quickly calls are found, listed, opened and counted, and stored while many write."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from assist.calls.call_start import CallStart
from assist.calls.store import CallFilter, Store
from assist.calls.store.search import Query, search
from assist.calls.trends import trends
from assist.events import Utterance
from store_bench.calls import AGENTS, APART, DISPOSITIONS, FIRST, MOMENTS, STEPS, WORDS, Words


def figures(seconds: list[float]) -> dict[str, float]:
    """In milliseconds."""
    ordered = sorted(seconds)

    def at(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000, 1)

    return {"median": at(0.5), "p95": at(0.95), "worst": at(1.0)}


def timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def queries(count: int, calls: int) -> list[tuple[str, Query]]:
    """As many rare and common words, phrases, and words in filtered calls."""
    words, chance = Words(5), random.Random(6)
    made: list[tuple[str, Query]] = []
    for number in range(count):
        said = chance.choice(words.call())
        common = words.all[chance.randrange(20)]
        kind = ("rare", "common", "phrase", "filtered")[number % 4]
        if kind == "rare":
            query = Query(words.all[chance.randrange(5_000, 20_000)])
        elif kind == "common":
            query = Query(common)
        elif kind == "phrase":
            place = chance.randrange(WORDS - 1)
            query = Query(f'"{said[place]} {said[place + 1]}"')
        else:
            text = chance.choice([common, chance.choice(said)])
            query = Query(text, chance.choice([None, "agent", "client"]), wanted(chance, calls))
        made.append((kind, query))
    return made


def wanted(chance: random.Random, calls: int) -> CallFilter:
    day = FIRST + chance.randrange(calls) * APART
    return chance.choice(
        [
            CallFilter(agent=chance.choice(AGENTS)),
            CallFilter(moment=chance.choice(MOMENTS), missed=chance.choice(STEPS)),
            CallFilter(promise_open=True, kept=chance.choice(STEPS)),
            CallFilter(since=day, until=day + timedelta(days=1)),
            CallFilter(disposition=chance.choice(DISPOSITIONS), missed=chance.choice(STEPS)),
            CallFilter(tag="coaching"),
            CallFilter(good_example=True),
        ]
    )


def served_by(store: Store) -> Path:
    """The process of the server that answers this store. It is one of its own to the system, which shares the machine
    out among such: it gets the rank that this program was given."""
    with store.database.reading() as connection:
        served = Path(f"/proc/{connection.exec_driver_sql('SELECT pg_backend_pid()').scalar_one()}")
    with suppress(OSError):  # a system that does not group programs
        (served / "autogroup").write_text(Path("/proc/self/autogroup").read_text().split()[-1])
    return served


class Measured:
    """How long work takes, by the clock and in processor time. The second is this program's and, with a server, that of
    the process which serves it: what is left of the first when nothing else runs on the machine."""

    def __init__(self, store: Store) -> None:
        self.clock: dict[str, list[float]] = {}
        self.processor: dict[str, list[float]] = {}
        self._served = served_by(store) / "schedstat" if store.database.is_team else None

    def take(self, name: str, work: Callable[[], object]) -> None:
        busy, clock = self._busy(), time.perf_counter()
        work()
        self.clock.setdefault(name, []).append(time.perf_counter() - clock)
        self.processor.setdefault(name, []).append(self._busy() - busy)

    def figures(self) -> dict[str, Any]:
        return {
            name: {**figures(self.clock[name]), "processor": figures(self.processor[name])}
            for name in self.clock
        }

    def _busy(self) -> float:
        served = int(self._served.read_text().split()[0]) / 1e9 if self._served else 0.0
        return time.process_time() + served


def reading(store: Store, count: int, calls: int) -> dict[str, Any]:
    measured = Measured(store)
    search(store, Query("warm"))
    for kind, query in queries(count, calls):
        measured.take(f"search {kind}", lambda query=query: search(store, query))  # type: ignore[misc]
    for times in (measured.clock, measured.processor):
        times["search"] = [one for name in list(times) for one in times[name]]
    chance = random.Random(7)
    for number in range(200):
        chosen = CallFilter() if number % 4 == 0 else wanted(chance, calls)
        measured.take("list 50 calls", lambda chosen=chosen: store.calls(chosen, 50))  # type: ignore[misc]
    for _ in range(200):
        measured.take("open a call", lambda: store.events(chance.randint(1, calls)))
    week = CallFilter(since=FIRST + calls // 2 * APART, until=FIRST + calls // 2 * APART + timedelta(days=7))
    for name, chosen in (("trends of a week", week), ("trends of all", CallFilter())):
        for _ in range(3):
            measured.take(name, lambda chosen=chosen: trends(store, chosen, date(2026, 6, 1)))  # type: ignore[misc]
    return measured.figures()


def agents_write(address: URL, agents: int, each: int) -> dict[str, Any]:
    """So many agents store an utterance about twice a second, all at once."""
    times: list[float] = []
    lost: list[str] = []

    def one(name: str) -> None:
        store = Store.of_team(address.set(username=name))
        served_by(store)
        chance = random.Random(name)
        call = store.begin(CallStart(datetime.now(), "upset-client", "writing", name))
        said = " ".join(["word"] * WORDS)
        for number in range(1, each + 1):
            time.sleep(chance.random())
            event = Utterance(float(number), number, "client", number - 1.0, float(number), said).to_json()
            times.append(timed(lambda: store.append(call, number, [event])))  # noqa: B023
        if [line["id"] for line in store.events(call)] != list(range(1, each + 1)):
            lost.append(name)
        store.close()

    threads = [threading.Thread(target=one, args=(name,)) for name in AGENTS[:agents]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"agents": agents, "utterances": len(times), "agents that lost any": len(lost), **figures(times)}
