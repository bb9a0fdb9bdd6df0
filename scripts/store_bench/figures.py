"""How quickly calls are found, listed, opened and counted, and stored while many write."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import URL

from assist.calls.call_start import CallStart
from assist.calls.store import CallFilter, Store
from assist.calls.store.search import Query, search
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


def reading(store: Store, count: int, calls: int) -> dict[str, Any]:
    times: dict[str, list[float]] = {}
    for kind, query in queries(count, calls):
        times.setdefault(kind, []).append(timed(lambda query=query: search(store, query)))  # type: ignore[misc]
    chance = random.Random(7)
    lists = [timed(lambda: store.calls(limit=50)) for _ in range(50)]
    lists += [timed(lambda: store.calls(wanted(chance, calls), 50)) for _ in range(150)]
    opens = [timed(lambda: store.events(chance.randint(1, calls))) for _ in range(200)]
    return {
        "search": figures([time for each in times.values() for time in each]),
        **{f"search {kind}": figures(each) for kind, each in times.items()},
        "list 50 calls": figures(lists),
        "open a call": figures(opens),
    }


def agents_write(address: URL, agents: int, each: int) -> dict[str, Any]:
    """So many agents store an utterance about twice a second, all at once."""
    times: list[float] = []
    lost: list[str] = []

    def one(name: str) -> None:
        store = Store.of_team(address.set(username=name))
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
