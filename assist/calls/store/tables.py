"""The tables, the same on SQLite and on PostgreSQL.

`event` is the truth: everything that happened in a call, in order, as the JSON contract spells it, but for notes that
a newer one took the place of (`note_replaced`). The others can be made again from it and exist to be searched: `line`
(what can be found by its words), `mark` (what a call can be filtered by) and `promise`. A `remark` is what somebody
says about a call afterwards.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

Big = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData()

call = Table(
    "call",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),  # ISO 8601
    Column("ended", Float),  # seconds of call audio; empty while the call runs or where it was cut off
    Column("playbook", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("key", String),  # the call's name in every database it is in
    Column("place", Big),  # where it stands in time; see `places`
    Column("agent", String, nullable=False, server_default=""),
    Column("steps", String, nullable=False, server_default=""),  # those to keep, with commas between
    Column("disposition", String),
    Column("utterances", Integer, nullable=False, server_default="0"),
    Column("seconds", Float, nullable=False, server_default="0"),
    Column("first_upset", Float),  # when the client was first and last upset; empty where never
    Column("last_upset", Float),
    Index("call_key", "key", unique=True),
    Index("call_place", "place", unique=True),
)
event = Table(
    "event",
    metadata,
    Column("call", ForeignKey("call.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # counts from 1
    Column("at", Float, nullable=False),
    Column("type", String, nullable=False),
    Column("body", Text, nullable=False),
)
line = Table(
    "line",
    metadata,
    Column("id", Big, primary_key=True, autoincrement=False),  # the call's place and its own; see `places`
    Column("call", ForeignKey("call.id"), nullable=False),
    Column("source", String, nullable=False),  # agent, client or note
    Column("utterance", Integer),  # for a line of the note, the first one that it cites
    Column("start", Float, nullable=False),
    Column("text", Text, nullable=False),
    Index("line_call", "call"),
)
mark = Table(
    "mark",
    metadata,
    Column("name", String, primary_key=True),  # such as "moment:client_upset", "kept:apologize", "agent:anna"
    Column("place", Big, primary_key=True),
    Column("call", ForeignKey("call.id"), nullable=False),
    Index("mark_call", "call"),
)
promise = Table(
    "promise",
    metadata,
    Column("call", ForeignKey("call.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("owner", String, nullable=False),  # agent or client
    Column("due", String),
    Column("utterance", Integer),
    Column("state", String, nullable=False),  # open, kept or broken
    Column("settled", String),  # the day on which somebody said so
    Column("moved", String),  # the days it was due before, the first one first, with commas between
)
remark = Table(
    "remark",
    metadata,
    Column("key", String, primary_key=True),  # its name in every database it is in
    Column("call", ForeignKey("call.id"), nullable=False),
    Column("author", String, nullable=False),
    Column("written", String, nullable=False),  # ISO 8601
    Column("kind", String, nullable=False),  # comment, tag, good_example, correction or speaker
    Column("utterance", Integer),
    Column("text", Text, nullable=False),
    Column(
        "removed", Boolean, nullable=False, server_default="0"
    ),  # its words are gone; the team has to hear of it
    Index("remark_call", "call"),
)
tombstone = Table(
    "tombstone",
    metadata,
    Column("key", String, primary_key=True),  # of a call that was erased, and never comes back
    Column("erased_at", String, nullable=False),
    Column("erased_by", String, nullable=False),
    Column("sent", Boolean, nullable=False, server_default="0"),  # whether the team's database knows
)
outbox = Table(
    "outbox",
    metadata,
    Column("call", ForeignKey("call.id"), primary_key=True),
    Column("sent", Integer, nullable=False),  # the last position that the team's database has
    Column("done", Boolean, nullable=False),  # it has the call's end, too
)
