"""Runs the migrations in one transaction: drops all views, takes the steps, makes the views again when the database stands at head."""

import os

from alembic import context
from sqlalchemy import Connection, text

from liuzhou_vet.database.address import parse
from liuzhou_vet.database.bulk import dangling
from liuzhou_vet.database.comments import write_comments
from liuzhou_vet.database.postgres.standing import put_mark
from liuzhou_vet.database.postgres.writer import driver_connection
from liuzhou_vet.database.version import APPLICATION_ID, HEAD, MARK_TABLE, VERSION_TABLE
from liuzhou_vet.database.writer import engine
from liuzhou_vet.errors import DatabaseError
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.views import create_views, drop_views
from liuzhou_vet.words import _


def run(connection: Connection) -> None:
    """Migrate over an open connection; whoever opened it decides which database that is."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        transactional_ddl=True,
        render_as_batch=connection.dialect.name == "sqlite",
        include_name=lambda name, kind, _parents: (kind, name) != ("table", MARK_TABLE),
    )
    with context.begin_transaction():
        drop_views(connection)
        context.run_migrations()
        if context.get_context().get_current_revision() == HEAD:
            create_views(connection)
            write_comments(connection)
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            _check_references(connection)
        else:
            put_mark(driver_connection(connection))


def _check_references(connection: Connection) -> None:
    """Raise if a step left a row that refers to nothing: foreign keys are off while tables are rebuilt."""
    broken = dangling(connection)
    if broken:
        message = _("the migration leaves table {table}, row {row} without its row of {other}; nothing was changed")
        raise DatabaseError(message.format(table=broken.table, row=broken.row, other=broken.parent))


def run_by_hand() -> None:
    """Serve Alembic's own command line, which brings no connection: `VET_DATABASE_URL=vet.db alembic revision --autogenerate`."""
    with engine(parse(os.environ.get("VET_DATABASE_URL")), foreign_keys=False).begin() as connection:
        run(connection)


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    run_by_hand()
