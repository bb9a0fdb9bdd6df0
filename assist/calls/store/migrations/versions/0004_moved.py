"""A promise can be moved to another day, and keeps the days it was due before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("promise", sa.Column("moved", sa.String))
