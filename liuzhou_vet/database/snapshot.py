"""A PostgreSQL database as a SQLite file of ours: the same tables, views and rows, as they are at one moment. Knows no table."""

import errno
import os
from typing import TYPE_CHECKING

from ..errors import DatabaseError
from ..words import _
from .address import Address
from .bulk import dangling, inserting
from .reader import has_changes_aside
from .refusals import as_system_errors
from .version import HEAD, VERSION_TABLE
from .writer import migrate

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .reader import Reader

TABLES = f"SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '{VERSION_TABLE}' AND name NOT LIKE 'sqlite%' ORDER BY name"


def snapshot(address: Address, path: str, oldest: str = HEAD) -> None:
    """Fill a new or empty file with everything that a PostgreSQL database of ours holds, at the version that it stands at.

    oldest: the revision that it must have at least. All is read in one transaction that keeps no writer waiting, and a portion of the
    rows is in memory at a time. DatabaseError where it cannot be read to its end, OSError where the disk does not take it; what is in
    the file then is no database.
    """
    from .postgres.reader import open_postgres

    copy = Address(f"sqlite:///{path}", path)
    with open_postgres(address, oldest) as server, as_system_errors():
        [(revision,)] = server.query(f"SELECT version_num FROM {VERSION_TABLE}")[1]
        migrate(copy, revision, after=lambda _old, connection: _fill(address, connection, server))
        if has_changes_aside(path):  # SQLite could not bring all of it into the file, and does not say so
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fill(address: Address, connection: "Connection", server: "Reader") -> None:
    """Copy the rows of every table, in the order of its key, so that two copies of one state are alike."""
    for (table,) in connection.exec_driver_sql(TABLES).all():
        info = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
        places = {name: place for place, name, *_rest in info}
        key = sorted((number, name) for _place, name, _type, _required, _default, number in info if number)
        statement = f"SELECT {', '.join(places)} FROM {table} ORDER BY {', '.join(name for _number, name in key)}"
        inserting(connection, table, places, {}).pour(map(list, server.query(statement)[1]))
    broken = dangling(connection)
    if broken:
        raise DatabaseError(_("{database}: {reason}").format(database=address, reason=f"FOREIGN KEY {broken.table} -> {broken.parent}"))
