"""Runs the migrations in one transaction: drops our views, takes the steps, makes the views again when the database stands at head.

What users made beside them stays, with all rights.
"""

import os

from alembic import context
from sqlalchemy import Connection, text

from liuzhou_vet.database.address import parse
from liuzhou_vet.database.bulk import dangling
from liuzhou_vet.database.comments import write_comments
from liuzhou_vet.database.postgres.rights import act_as_owner, give_again, given_on_views
from liuzhou_vet.database.postgres.standing import put_mark
from liuzhou_vet.database.postgres.writer import driver_connection
from liuzhou_vet.database.version import APPLICATION_ID, HEAD, MARK_TABLE, VERSION_TABLE
from liuzhou_vet.database.writer import engine
from liuzhou_vet.errors import DatabaseError
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.views import create_views, drop_views, set_aside_others
from liuzhou_vet.words import _


def run(connection: Connection) -> None:
    """Migrate over an open connection; whoever opened it decides which database that is."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.dialect.supports_comments = False  # they are the labels' words, which Alembic looks for in the models in vain
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        transactional_ddl=True,
        render_as_batch=is_sqlite,
        include_name=lambda name, kind, _parents: (kind, name) != ("table", MARK_TABLE),
    )
    with context.begin_transaction():
        if is_sqlite:
            _run_on_sqlite(connection)
        else:
            _run_on_postgres(connection)


def _run_on_sqlite(connection: Connection) -> None:
    others = set_aside_others(connection)
    _take_steps(connection)
    for statement in others:
        connection.exec_driver_sql(statement)
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    _check_references(connection)


def _run_on_postgres(connection: Connection) -> None:
    server = driver_connection(connection)
    act_as_owner(server)
    rights = given_on_views(server)
    is_at_head = _take_steps(connection)
    put_mark(server)
    if is_at_head:
        give_again(server, rights)


def _take_steps(connection: Connection) -> bool:
    """Take the steps with the views away; tell whether the database stands at head, where it has them."""
    drop_views(connection)
    context.run_migrations()
    if context.get_context().get_current_revision() != HEAD:
        return False
    create_views(connection)
    write_comments(connection)
    return True


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
