"""Calls are reviewed: what people say about them afterwards, and what trends are counted from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("call", sa.Integer, sa.ForeignKey("call.id"), nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("written", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("utterance", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("remark_call", "remark", ["call"])
    op.add_column("call", sa.Column("first_upset", sa.Float))
    op.add_column("call", sa.Column("last_upset", sa.Float))
    op.add_column("promise", sa.Column("settled", sa.String))
    value = (
        "body::json ->> '{}'" if op.get_bind().dialect.name == "postgresql" else "json_extract(body, '$.{}')"
    )
    upset = f"({value.format('moment')}) IN ('client_upset', 'client_venting', 'client_abusive')"
    for column, which in (("first_upset", "min"), ("last_upset", "max")):
        op.execute(
            f"UPDATE call SET {column} = (SELECT {which}(at) FROM event "
            f"WHERE event.call = call.id AND type = 'moment' AND {upset})"
        )
    op.execute(
        "INSERT INTO mark (name, place, call) "
        f"SELECT DISTINCT 'warning:' || ({value.format('headline')}), call.place, call.id "
        "FROM event JOIN call ON call.id = event.call WHERE type = 'warning' AND call.place IS NOT NULL"
    )
