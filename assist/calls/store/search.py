"""Calls found by what was said in them, or written in their notes.

Newest first: the index is walked from its newest end until enough is found. Where the words are common and the
calls asked for are few, the calls are walked instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, text

from assist.calls.store.places import LINE_TO_PLACE, NOTE, line_id, number_of_line, place_of_line
from assist.calls.store.store import CallFilter, Store
from assist.calls.store.words import Term, folded, for_fts5, for_tsquery, terms
from assist.errors import InputError

RANKED_AMONG = 2_000
"""`rank` puts the best of so many newest hits first."""
_WALKED = 20_000
"""So many lines that hold the words are looked at before the calls are walked instead."""
_NEAR = 3
"""Numbers on each side of a line among which the utterance before and after it are: a transcript has empty lines."""
_SOURCES = ("agent", "client", "note")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `text`: words, "phrases", begin*nings of words, all of which a line must hold.
    `speaker`: agent or client, or note for what is written in the notes. `rank`: best first, not newest."""

    text: str
    speaker: str | None = None
    calls: CallFilter = field(default_factory=CallFilter)
    rank: bool = False
    limit: int = 50


@dataclass(frozen=True, slots=True)
class HitLine:
    """A line of a call. `source`: agent, client or note; `start`: seconds into the call."""

    utterance: int | None
    source: str
    start: float
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that was found, with the utterances before and after it; for a line of a note, those around the
    first that it cites."""

    call: int
    started: datetime
    agent: str
    line: HitLine
    before: tuple[HitLine, ...]
    after: tuple[HitLine, ...]

    @property
    def said_at(self) -> float:
        """Seconds into the call; of a line of a note, when the first words that it cites were said."""
        noted = self.line.source == "note"
        cited = (one.start for one in self.after if noted and one.utterance == self.line.utterance)
        return next(cited, self.line.start)


def search(store: Store, query: Query) -> list[Hit]:
    """InputError where there is nothing to look for."""
    wanted = terms(query.text)
    if not wanted:
        raise InputError('There is nothing to look for; give a word, a "phrase" or a beginning*.')
    if query.speaker is not None and query.speaker not in _SOURCES:
        raise InputError(f"Nobody is called {query.speaker}; expected agent, client or note.")
    among = max(query.limit, RANKED_AMONG) if query.rank else query.limit
    with store.database.writing() if store.database.is_team else store.database.reading() as connection:
        if store.database.is_team:
            found = _found_by_server(connection, wanted, query, among)
            lines = _Lines(connection, team=True)
        else:
            found = list(islice(_found_in_file(connection, wanted, query, among), among))
            lines = _Lines(connection, team=False)
        if query.rank:
            found = lines.best(found, wanted, query.limit)
        return lines.hits(found)


def _found_by_server(connection: Connection, wanted: tuple[Term, ...], query: Query, limit: int) -> list[int]:
    lowest, beyond = query.calls.places()
    rows = connection.execute(
        text(
            "SELECT id FROM find_lines(CAST(:wanted AS text), CAST(:source AS text), CAST(:marks AS text[]), "
            "CAST(:lowest AS bigint), CAST(:beyond AS bigint), CAST(:most AS integer))"
        ),
        {
            "wanted": for_tsquery(wanted),
            "source": query.speaker,
            "marks": query.calls.marks(),
            "lowest": line_id(lowest, 0),
            "beyond": line_id(beyond, 0),
            "most": limit,
        },
    )
    return [row.id for row in rows]


def _found_in_file(
    connection: Connection, wanted: tuple[Term, ...], query: Query, limit: int
) -> Iterator[int]:
    """Ids of lines, newest first."""
    lowest, beyond = query.calls.places()
    values = {
        "wanted": for_fts5(wanted),
        "lowest": line_id(lowest, 0),
        "beyond": line_id(beyond, 0),
        "source": query.speaker,
        "walked": _WALKED,
        "most": limit,
    }
    marks = query.calls.marks()
    values |= {f"mark_{number}": name for number, name in enumerate(marks)}
    conditions = [
        f"EXISTS (SELECT 1 FROM mark WHERE name = :mark_{number} AND place = hit.id >> {LINE_TO_PLACE})"
        for number in range(len(marks))
    ]
    if query.speaker is not None:  # last: it reads the line, which is a page of the disk where a mark is none
        conditions.append("(SELECT source FROM line WHERE id = hit.id) = :source")
    matching = (
        "SELECT rowid AS id FROM line_words WHERE line_words MATCH :wanted "
        "AND rowid >= :lowest AND rowid < :beyond ORDER BY rowid DESC"
    )
    if not conditions:
        yield from connection.scalars(text(f"{matching} LIMIT :most"), values)
        return
    passing = " AND ".join(conditions)
    found = list(
        connection.scalars(
            text(
                # in the order of the walk, which stops when there are enough: another ORDER BY would walk to its end
                f"SELECT id FROM ({matching} LIMIT :walked) AS hit WHERE {passing} LIMIT :most"
            ),
            values,
        )
    )
    yield from found
    if len(found) == limit:
        return
    # all that were looked at are used up: go on from the oldest of them, where there is one
    last = connection.scalar(text(f"SELECT id FROM ({matching} LIMIT 1 OFFSET :walked - 1)"), values)
    if last is None:
        return
    if not marks:
        yield from connection.scalars(
            text(f"SELECT id FROM ({matching}) AS hit WHERE {passing} LIMIT :most"),
            {**values, "beyond": last},
        )
        return
    joined = " ".join(
        f"JOIN mark AS m{number} ON m{number}.place = m0.place AND m{number}.name = :mark_{number}"
        for number in range(1, len(marks))
    )
    places = connection.execute(
        text(
            f"SELECT m0.place FROM mark AS m0 {joined} WHERE m0.name = :mark_0 AND m0.place >= :first "
            "AND m0.place <= :last ORDER BY m0.place DESC"
        ),
        {**values, "first": lowest, "last": place_of_line(last)},
    )
    for (place,) in places:
        yield from connection.scalars(
            text(f"SELECT id FROM ({matching}) AS hit WHERE {passing}"),
            {**values, "lowest": line_id(place, 0), "beyond": min(last, line_id(place + 1, 0))},
        )


class _Lines:
    """The lines behind ids, and those around them."""

    def __init__(self, connection: Connection, *, team: bool) -> None:
        self._connection = connection
        self._team = team

    def best(self, found: Sequence[int], wanted: tuple[Term, ...], limit: int) -> list[int]:
        """The lines in which the words make up the most, and of equal ones the newest."""
        looked_for = [word for term in wanted for word in term.words]

        def weight(row: Any) -> float:
            words = folded(row.text)
            return sum(word.startswith(tuple(looked_for)) for word in words) / (len(words) + 8)

        rows = {row.id: row for row in self._rows(found)}
        return sorted((id for id in found if id in rows), key=lambda id: weight(rows[id]), reverse=True)[
            :limit
        ]

    def hits(self, found: Sequence[int]) -> list[Hit]:
        rows = {row.id: row for row in self._rows(found)}
        middles = {
            id: line_id(place_of_line(id), row.utterance) if number_of_line(id) >= NOTE else id
            for id, row in rows.items()
            if row.utterance is not None
        }
        wanted = {
            id: [
                middle + step for step in range(-_NEAR, _NEAR + 1) if 0 < number_of_line(middle + step) < NOTE
            ]
            for id, middle in middles.items()
        }
        around = {
            row.id: row for row in self._rows(sorted({near for ids in wanted.values() for near in ids}))
        }
        hits = []
        for id in found:
            if (row := rows.get(id)) is None:
                continue
            middle = middles.get(id, id)
            near = [around[other] for other in wanted.get(id, ()) if other in around]
            said_before = [other for other in near if other.id < middle][-1:]
            said_after = [other for other in near if other.id > middle][:1]
            if id != middle:  # a line of the note stands beside what it cites
                said_after = [other for other in near if other.id == middle] + said_after
            hits.append(
                Hit(
                    row.call,
                    datetime.fromisoformat(row.started),
                    row.agent,
                    _hit_line(row),
                    tuple(map(_hit_line, said_before)),
                    tuple(map(_hit_line, said_after)),
                )
            )
        return hits

    def _rows(self, ids: Sequence[int]) -> list[Any]:
        columns = "id, call, source, utterance, start, text, started, agent"
        if not ids:
            return []
        if self._team:
            query = text(f"SELECT {columns} FROM read_lines(CAST(:ids AS bigint[]))")
            return list(self._connection.execute(query, {"ids": list(ids)}))
        rows: list[Any] = []
        for first in range(0, len(ids), 500):
            query = text(
                "SELECT line.id, line.call, source, utterance, start, text, started, agent "
                "FROM line JOIN call ON call.id = line.call WHERE line.id IN :ids"
            ).bindparams(bindparam("ids", expanding=True))
            rows += self._connection.execute(query, {"ids": list(ids[first : first + 500])})
        return rows


def _hit_line(row: Any) -> HitLine:
    return HitLine(row.utterance, row.source, row.start, row.text)
