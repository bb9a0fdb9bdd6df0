"""A call is erased without going through the lines of all others."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("line_call", "line", ["call"])
