"""Alembic's entry: runs the steps on the connection that `assist.calls.store.database` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=False)
context.run_migrations()
