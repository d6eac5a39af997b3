"""Reading a PostgreSQL database: one read-only transaction, the same statements as elsewhere, rows in portions."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from ...errors import DatabaseError
from ..address import Address
from ..reader import Reader, Row, check_version
from ..version import HEAD
from .connection import connect, driver, unreadable
from .standing import relations, version

if TYPE_CHECKING:
    import psycopg

PORTION = 2_000  # rows that come at a time
PARAMETER = re.compile(r":(\w+)")  # statements of ours hold no colon else


class PostgresReader(Reader):
    """An open database that answers statements."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._numbers = count(1)

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], Iterator[Row]]:
        """Return the column names and the rows, which are read as they are taken."""
        statement, values = numbered(sql, parameters or {})
        name = f"vet_{next(self._numbers)}"  # goes with the transaction
        self._connection.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {statement}", values)
        cursor = self._connection.execute(f"FETCH {PORTION} FROM {name}")
        return [column.name for column in cursor.description or ()], _rows(cursor, name)

    def relations(self) -> list[tuple[str, str]]:
        """Return every table and view by name with its kind, `table` or `view`."""
        return relations(self._connection)


def _rows(cursor: "psycopg.Cursor[Any]", name: str) -> Iterator[Row]:
    """Give the rows of an open cursor of the server, of which the first portion is here."""
    while portion := cursor.fetchall():
        yield from portion
        if len(portion) < PORTION:
            return
        cursor.execute(f"FETCH {PORTION} FROM {name}")


def numbered(sql: str, parameters: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Return a statement of ours with `$1` for its first parameter, and the values in that order."""
    order: dict[str, int] = {}
    statement = PARAMETER.sub(lambda found: f"${order.setdefault(found[1], len(order) + 1)}", sql)
    return statement, [parameters[name] for name in order]


@contextmanager
def open_postgres(address: Address, oldest: str = HEAD) -> Iterator[PostgresReader]:
    """Open a database for reading; DatabaseError if it is not there, not ours, or older than `oldest` or newer than this program.

    All that is asked is answered from one state.
    """
    psycopg = driver(address)
    connection = connect(address, cursor_factory=psycopg.RawCursor)
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    try:
        connection.execute("SET LOCAL cursor_tuple_fraction = 1")  # all rows are taken
        check_version(address, version(connection, address), oldest)
        yield PostgresReader(connection)
    except DatabaseError:
        raise
    except psycopg.Error as error:
        raise unreadable(address, error) from None
    finally:
        connection.close()


def version_of_postgres(address: Address) -> str:
    """Return the revision that a database of ours stands at, '' if it has no tables; DatabaseError if it is ahead."""
    psycopg = driver(address)
    with connect(address) as connection:
        try:
            found = version(connection, address)
        except psycopg.Error as error:
            raise unreadable(address, error) from None
        check_version(address, found, "")
        return found
