"""Calls are found by their words and marks, belong to an agent, are sent to a team and erased for good.

What is searched is made from the events, by `assist.calls.store.upkeep.rebuild`, which runs after this step.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    connection = op.get_bind()
    op.drop_table("utterance")
    for column in (
        sa.Column("key", sa.String),
        sa.Column("place", BIG),
        sa.Column("agent", sa.String, nullable=False, server_default=""),
        sa.Column("steps", sa.String, nullable=False, server_default=""),
        sa.Column("disposition", sa.String),
        sa.Column("utterances", sa.Integer, nullable=False, server_default="0"),
        sa.Column("seconds", sa.Float, nullable=False, server_default="0"),
    ):
        op.add_column("call", column)
    for (call,) in connection.execute(sa.text("SELECT id FROM call")).all():
        connection.execute(
            sa.text("UPDATE call SET key = :key WHERE id = :id"), {"key": uuid.uuid4().hex, "id": call}
        )
    op.create_index("call_key", "call", ["key"], unique=True)
    op.create_index("call_place", "call", ["place"], unique=True)
    op.create_table(
        "line",
        sa.Column("id", BIG, primary_key=True, autoincrement=False),
        sa.Column("call", sa.Integer, sa.ForeignKey("call.id"), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("utterance", sa.Integer),
        sa.Column("start", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("place", BIG, primary_key=True),
        sa.Column("call", sa.Integer, sa.ForeignKey("call.id"), nullable=False),
    )
    op.create_index("mark_call", "mark", ["call"])
    op.create_table(
        "promise",
        sa.Column("call", sa.Integer, sa.ForeignKey("call.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("due", sa.String),
        sa.Column("utterance", sa.Integer),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_table(
        "tombstone",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("erased_at", sa.String, nullable=False),
        sa.Column("erased_by", sa.String, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "outbox",
        sa.Column("call", sa.Integer, sa.ForeignKey("call.id"), primary_key=True),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
    )
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE line ADD COLUMN words tsvector NOT NULL")
        op.execute("CREATE INDEX line_words ON line USING gin (words)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE line_words USING fts5"
        "(text, content='line', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER line_added AFTER INSERT ON line BEGIN "
        "INSERT INTO line_words (rowid, text) VALUES (new.id, new.text); END"
    )
    op.execute(
        "CREATE TRIGGER line_removed AFTER DELETE ON line BEGIN "
        "INSERT INTO line_words (line_words, rowid, text) VALUES ('delete', old.id, old.text); END"
    )
    op.execute(
        "CREATE TRIGGER line_changed AFTER UPDATE OF text ON line BEGIN "
        "INSERT INTO line_words (line_words, rowid, text) VALUES ('delete', old.id, old.text); "
        "INSERT INTO line_words (rowid, text) VALUES (new.id, new.text); END"
    )
    # a program from before Alembic looks here, and leaves the file alone
    op.execute("PRAGMA user_version = 2")
