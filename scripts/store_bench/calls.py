"""Synthetic calls of true size, straight into the tables: 100 utterances, 1,500 words with their times by Zipf's law,
about 30 other events. What is said is drawn for 2,000 calls and then comes again, so that words are as rare in many
calls as in few; what happens in a call is drawn for each."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import URL, create_engine, text

from assist.calls.store import Store
from assist.calls.store.places import line_id, place_of
from assist.calls.store.rows import packed
from assist.calls.store.words import for_tsvector

FIRST = datetime(2026, 1, 1, 8)
APART = timedelta(seconds=97)
"""Between one call's start and the next one's."""
AGENTS = [f"agent{number}" for number in range(50)]
MOMENTS = [
    "client_upset",
    "client_venting",
    "agent_apologized",
    "agent_summarized_back",
    "agent_told_calm_down",
]
WARNINGS = ["“Calm down” makes it worse", "You cut in", "“Sorry if” is no apology"]
DISPOSITIONS = ["Resolved", "Follow-up promised", "Handed on", "Not resolved"]
STEPS = ["listen", "clarify", "ask_want", "limit", "options", "document", "follow_up"]
UTTERANCES, WORDS = 100, 15

COLUMNS = {
    "call": "id, started, ended, playbook, origin, key, place, agent, disposition, utterances, seconds, "
    "first_upset, last_upset",
    "event": "call, position, at, type, body",
    "line": "id, call, source, utterance, start, text, words",
    "mark": "name, place, call",
    "promise": "call, number, text, owner, due, utterance, state, settled",
}
"""What is filled, in this order."""


class Words:
    """20,000 words as often as Zipf's law has it."""

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


class Said:
    """What is said in a call: of every utterance its text, its event's JSON and its words as PostgreSQL has them."""

    def __init__(self, said: list[list[str]]) -> None:
        self.utterances: list[tuple[str, str, str]] = []
        for number, words in enumerate(said, 1):
            start, end = times(number)
            spoken = [
                {
                    "text": word,
                    "start": round(start + 0.4 * n, 3),
                    "end": round(start + 0.4 * n + 0.35, 3),
                    "probability": 0.93,
                }
                for n, word in enumerate(words)
            ]
            text = " ".join(words)
            body = {"type": "utterance", "at": end, "id": number, "channel": channel(number), "start": start}
            packed_body = packed({**body, "end": end, "text": text, "words": spoken})
            self.utterances.append((text, packed_body, for_tsvector(text)))


def times(utterance: int) -> tuple[float, float]:
    return round((utterance - 1) * 6.3 + 0.3, 3), round(utterance * 6.3, 3)


def channel(utterance: int) -> str:
    return ("agent", "client")[utterance % 2]


def rows(said: Said, number: int, chance: random.Random) -> dict[str, list[Any]]:
    """A call's rows, by table."""
    key = f"{number * 2654435761 % 2**32:08x}{number:024x}"
    started = FIRST + number * APART
    place, agent = place_of(started, key), AGENTS[number % len(AGENTS)]
    events: list[Any] = []
    lines: list[Any] = []
    upset: list[float] = []
    names = {f"agent:{agent}"}

    def happened(kind: str, **fields: Any) -> None:
        events.append((number, len(events) + 1, at, kind, packed({"type": kind, "at": at, **fields})))

    at = 0.0
    for utterance, (whole, body, words) in enumerate(said.utterances, 1):
        start, at = times(utterance)
        speaker = channel(utterance)
        events.append((number, len(events) + 1, at, "utterance", body))
        lines.append((line_id(place, utterance), number, speaker, utterance, start, whole, words))
        because = [{"utterance": utterance, "words": whole[:8]}]
        if utterance % 5 == 0:
            moment = chance.choice(MOMENTS)
            happened("moment", moment=moment, speaker=speaker, utterance=utterance, words="", confidence=0.9)
            names.add(f"moment:{moment}")
            if moment in ("client_upset", "client_venting") and chance.random() < 0.4:
                upset.append(at)
        if utterance % 14 == 0:
            step = STEPS[utterance // 14 - 1]
            done = chance.random() < 0.6
            names.add(f"{'kept' if done else 'missed'}:{step}")
            if done:
                happened("step", step=step, state="done", because=because)
        if chance.random() < 0.01:
            warning = chance.choice(WARNINGS)
            happened("warning", id=utterance, headline=warning, repair="", because=because, source="bench")
            names.add(f"warning:{warning}")
    promises = []
    if chance.random() < 0.5:
        due = (started + timedelta(days=chance.randrange(1, 8))).date()
        state = chance.choices(("open", "kept", "broken"), (1, 4, 1))[0]
        settled = (
            None if state == "open" else (due + timedelta(days=chance.choice((-1, 0, 0, 2)))).isoformat()
        )
        promises.append((number, 1, "I will call you back.", "agent", due.isoformat(), 90, state, settled))
        names |= {"promise:open"} if state == "open" else set()
    disposition = chance.choice(DISPOSITIONS)
    names.add(f"disposition:{disposition}")
    names |= {"tag:coaching"} if chance.random() < 0.02 else set()
    names |= {"example:good"} if chance.random() < 0.005 else set()
    whole_call = (
        number, started.isoformat(), at, "upset-client", "bench", key, place, agent, disposition, UTTERANCES,
        at, min(upset, default=None), max(upset, default=None),
    )  # fmt: skip
    marks = [(name, place, number) for name in sorted(names)]
    return {"call": [whole_call], "event": events, "line": lines, "mark": marks, "promise": promises}


def batches(count: int) -> Iterator[dict[str, list[Any]]]:
    words, chance = Words(2), random.Random(3)
    said = [Said(words.call()) for _ in range(min(count, 2_000))]
    for first in range(1, count + 1, 200):
        made = [
            rows(said[number % len(said)], number, chance)
            for number in range(first, min(first + 200, count + 1))
        ]
        yield {name: [row for call in made for row in call[name]] for name in COLUMNS}


def fill_file(path: Path, count: int) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'line_added'").fetchone()[0]
        connection.execute("DROP TRIGGER line_added")
        for batch in batches(count):
            connection.execute("BEGIN")
            for name, values in batch.items():
                columns = COLUMNS[name].removesuffix(", words")  # those of a line are in an index of its own
                if columns != COLUMNS[name]:
                    values = [row[:-1] for row in values]
                marks = ", ".join("?" * len(columns.split(",")))
                connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", values)
            connection.execute("COMMIT")
        connection.execute("INSERT INTO line_words (line_words) VALUES ('rebuild')")
        connection.execute(trigger)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill_server(address: URL, count: int) -> None:
    engine = create_engine(address.set(drivername="postgresql+psycopg"))
    with engine.begin() as pooled:
        connection: Any = pooled.connection.driver_connection
        cursor = connection.cursor()
        cursor.execute("DROP INDEX line_words")
        for batch in batches(count):
            for name, values in batch.items():
                with cursor.copy(f"COPY {name} ({COLUMNS[name]}) FROM STDIN") as copy:
                    for row in values:
                        copy.write_row(row)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE INDEX line_words ON line USING gin (words)")
        cursor.execute("SELECT setval('call_id_seq', (SELECT max(id) FROM call))")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as pooled:
        pooled.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def calls_in(address: URL | Path) -> int:
    """How many calls were filled in; 0 where there is no such database."""
    if isinstance(address, Path):
        if not address.exists():
            return 0
        with closing(sqlite3.connect(address)) as file:
            return int(file.execute("SELECT count(*) FROM call WHERE origin = 'bench'").fetchone()[0])
    engine = create_engine(address.set(drivername="postgresql+psycopg"))
    try:
        with engine.connect() as connection:
            if connection.scalar(text("SELECT to_regclass('call')")) is None:
                return 0
            return int(connection.scalar(text("SELECT count(*) FROM call WHERE origin = 'bench'")) or 0)
    finally:
        engine.dispose()
