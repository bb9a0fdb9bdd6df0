"""The list of calls as it is looked at: all their places at once, and the rows of those that are on the screen."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, text

from assist.calls.store import tables
from assist.calls.store.places import NOTE, line_id, place_of_line
from assist.calls.store.store import CallFilter, Store, StoredCall, filtered, stored
from assist.note.text import LOOKED_AT, subject

_LONGEST = 500
"""Rows that are asked for at once."""


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call with its place, and what its line in the list shows: what it is about, where one may read its note
    unasked, whether a promise is open, whether it is a good example, and its tags."""

    call: StoredCall
    place: int
    subject: str = ""
    promise_open: bool = False
    good_example: bool = False
    tags: tuple[str, ...] = ()


def places(store: Store, wanted: CallFilter) -> array[int]:
    """Where the calls stand in time that pass the filter, newest first: eight bytes a call."""
    query = filtered(wanted, tables.call.c.place)
    with store.database.reading() as connection:
        return array("q", connection.scalars(query))


def calls_at(store: Store, wanted: Sequence[int]) -> list[ListedCall]:
    """The calls at these places, in their order; one that was erased meanwhile is left out."""
    found: dict[int, ListedCall] = {}
    for first in range(0, len(wanted), _LONGEST):
        some = list(wanted[first : first + _LONGEST])
        marks: dict[int, set[str]] = defaultdict(set)
        with store.database.reading() as connection:
            rows = connection.execute(select(tables.call).where(tables.call.c.place.in_(some))).all()
            name, place = tables.mark.c.name, tables.mark.c.place
            shown = or_(name == "promise:open", name == "example:good", name.startswith("tag:"))
            for mark in connection.execute(
                select(name, place).where(tables.mark.c.call.in_([row.id for row in rows]), shown)
            ):
                marks[mark.place].add(mark.name)
            firsts = [line_id(place, NOTE + number) for place in some for number in range(LOOKED_AT)]
            id, words = tables.line.c.id, tables.line.c.text
            noted: dict[int, list[str]] = defaultdict(list)
            for line in connection.execute(select(id, words).where(id.in_(firsts)).order_by(id)):
                noted[place_of_line(line.id)].append(line.text)
        for row in rows:
            of_call = marks[row.place]
            found[row.place] = ListedCall(
                stored(row),
                row.place,
                subject(noted[row.place]),
                "promise:open" in of_call,
                "example:good" in of_call,
                tuple(sorted(one.removeprefix("tag:") for one in of_call if one.startswith("tag:"))),
            )
    return [found[place] for place in wanted if place in found]


def names(store: Store) -> dict[str, list[str]]:
    """What calls can be filtered by: the names there are of each kind of mark, such as "moment", "kept", "tag"."""
    query = text(  # from name to name, however many calls have it
        "WITH RECURSIVE found(name) AS (SELECT min(name) FROM mark UNION ALL "
        "SELECT (SELECT min(name) FROM mark WHERE name > found.name) FROM found WHERE found.name IS NOT NULL) "
        "SELECT name FROM found WHERE name IS NOT NULL"
    )
    by_kind: dict[str, list[str]] = defaultdict(list)
    with store.database.reading() as connection:
        for mark in connection.scalars(query):
            kind, _, name = mark.partition(":")
            by_kind[kind].append(name)
    return {kind: sorted(found) for kind, found in by_kind.items()}
