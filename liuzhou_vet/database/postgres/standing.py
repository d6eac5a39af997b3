"""Whose a PostgreSQL database is and at which version it stands: a mark of ours, a row in a table of its own, tells it from others."""

from typing import TYPE_CHECKING, Any

from ...errors import DatabaseError
from ...words import _
from ..address import Address
from ..version import APPLICATION_ID, MARK_TABLE, VERSION_TABLE

if TYPE_CHECKING:
    import psycopg

RELATIONS = """
SELECT c.relname, CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY c.relname COLLATE "C"
"""


def relations(connection: "psycopg.Connection[Any]") -> list[tuple[str, str]]:
    """Return every table and view of the schema by name with its kind, `table` or `view`; not our mark."""
    return [(name, kind) for name, kind in connection.execute(RELATIONS) if name != MARK_TABLE]


def is_ours(connection: "psycopg.Connection[Any]", address: Address) -> bool:
    """Tell whether the schema holds a database of ours, False if it holds nothing; DatabaseError if it is another program's.

    DatabaseError too where the connection has no schema to look into.
    """
    from psycopg.errors import UndefinedColumn

    names = {name for (name, _kind) in connection.execute(RELATIONS)}
    if MARK_TABLE in names:
        try:
            row = connection.execute(f"SELECT application_id FROM {MARK_TABLE}").fetchone()
        except UndefinedColumn:
            row = None
        if row and row[0] == APPLICATION_ID:
            return True
    if not names:
        if connection.execute("SELECT current_schema()").fetchone() == (None,):
            message = _("{database}: there is no schema that this user may use; its owner gives the right, or makes one with CREATE SCHEMA")
            raise DatabaseError(message.format(database=address))
        return False
    raise DatabaseError(_("{database} holds tables of another program; name another database").format(database=address))


def version(connection: "psycopg.Connection[Any]", address: Address) -> str:
    """Return the revision of a database of ours, '' if it has no tables; DatabaseError if there is none."""
    if not is_ours(connection, address):
        message = _("there is nothing of ours in {database}; make it with: {command}")
        raise DatabaseError(message.format(database=address, command=address.command("db init")))
    if (VERSION_TABLE, "table") not in relations(connection):
        message = _("{database} does not say its version, so it is no whole database of ours; name another one")
        raise DatabaseError(message.format(database=address))
    row = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
    return str(row[0]) if row else ""


def put_mark(connection: "psycopg.Connection[Any]") -> None:
    """Mark the database as ours, if it is not marked yet."""
    connection.execute(f"CREATE TABLE IF NOT EXISTS {MARK_TABLE} (application_id integer PRIMARY KEY)")
    connection.execute(f"INSERT INTO {MARK_TABLE} VALUES ({APPLICATION_ID}) ON CONFLICT DO NOTHING")
