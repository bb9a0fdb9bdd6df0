"""A server finds phrases by pairs of words that follow one another, which are in a line's words too."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            """
            WITH paired AS (
                SELECT id, array_to_tsvector(array_agg(DISTINCT ' ' || first.lexeme || ' ' || second.lexeme)) AS pairs
                FROM line
                CROSS JOIN LATERAL (
                    SELECT lexeme, place FROM unnest(words), unnest(positions) AS place) AS first
                CROSS JOIN LATERAL (
                    SELECT lexeme, place FROM unnest(words), unnest(positions) AS place) AS second
                WHERE second.place = first.place + 1
                    AND octet_length(first.lexeme) + octet_length(second.lexeme) <= 1000
                GROUP BY id
            )
            UPDATE line SET words = words || pairs FROM paired WHERE paired.id = line.id
            """
        )
