"""What people say about a call afterwards: comments, tags, good examples, corrections."""

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
