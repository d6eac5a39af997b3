"""Ad-hoc SQL on PostgreSQL: one statement that only reads, held in by the server itself and not by a list of words.

What holds it: a role that may only SELECT, a connection of its own, a read-only transaction that is always rolled back, a cursor,
which takes nothing but a SELECT, the extended protocol, which takes one statement, and limits on time, the server's and our own,
on the length of a value, as on SQLite, and on memory here.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...errors import DatabaseError, VetError
from ...words import _
from ..address import Address
from ..adhoc import LONGEST, no_more_than
from ..adhoc_words import hint, no_reading, one_line, several_statements, stripped, too_long, too_much, unknown_name, unnamed_parameter
from ..reader import Row, check_version
from ..version import HEAD
from .connection import connect, driver, in_brief, no_room, reason, unreadable
from .numbers import others_as_text
from .parameters import numbered
from .standing import relations, version
from .watch import TooLarge, held, watched

if TYPE_CHECKING:
    import psycopg

PORTION = 200  # rows that come at a time
GRACE = 1  # seconds that the server may be late before we stop it ourselves
MEMORY = 256 * 1024 * 1024  # bytes that an answer may take here at once: as much as on SQLite, six portions of the longest values
DECLARE = "DECLARE adhoc NO SCROLL CURSOR FOR "
EXPLAIN = re.compile(r"explain\b", re.IGNORECASE)
NAME = re.compile(r'(?:\w|[".])+')

# What a role must not be able to do: each gives a row for what it can.
MORE_THAN_READING = """
SELECT rolname FROM pg_catalog.pg_roles
WHERE pg_has_role(current_user, oid, 'MEMBER') AND (
    rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
    OR rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program', 'pg_write_all_data',
                   'pg_signal_backend', 'pg_database_owner', 'pg_checkpoint', 'pg_maintain'))
UNION ALL
SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v') AND (
    pg_has_role(current_user, c.relowner, 'MEMBER') OR has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
UNION ALL
SELECT datname FROM pg_catalog.pg_database WHERE datname = current_database() AND pg_has_role(current_user, datdba, 'MEMBER')
LIMIT 1
"""


class Stopped(Exception):
    """The statement has taken its time."""


class _Answer:
    """A statement being answered."""

    def __init__(self, connection: "psycopg.Connection[Any]", seconds: float) -> None:
        self._connection = connection
        self.left = seconds
        self._most = held() + MEMORY
        self.sent = ""

    def execute(self, statement: str, values: list[str] | None = None) -> "psycopg.Cursor[Any]":
        """Run a statement in what is left of the time; only the server's time counts, not that of who takes the rows."""
        if self.left <= 0:
            raise Stopped
        self._connection.execute(f"SET LOCAL statement_timeout = {max(1, int(self.left * 1000))}")  # it may have been set away
        started = time.monotonic()
        try:
            with watched(self._connection, self.left + GRACE, self._most):
                return self._connection.execute(statement, values, prepare=True)
        finally:
            self.left -= time.monotonic() - started

    def start(self, statement: str, values: list[str]) -> "psycopg.Cursor[Any]":
        """Begin to answer; return the cursor that holds the first rows."""
        self.sent = statement if EXPLAIN.match(statement) else DECLARE + statement
        cursor = self.execute(self.sent, values)
        if EXPLAIN.match(statement):
            return cursor
        return self.execute(f"FETCH {PORTION} FROM adhoc")

    def rows(self, cursor: "psycopg.Cursor[Any]", all_here: bool) -> Iterator[Row]:
        """Give the rows, portion by portion."""
        while True:
            yield from (tuple(map(_plain, row)) for row in cursor)
            if all_here or cursor.rowcount < PORTION:
                return
            cursor = self.execute(f"FETCH {PORTION} FROM adhoc")


@contextmanager
def run(
    address: Address, statement: str, parameters: Mapping[str, Any], timeout: float, most: int | None
) -> Iterator[tuple[list[str], Iterator[Row], list[str]]]:
    """Run one statement that only reads, as `..adhoc.run` does."""
    psycopg = driver(address)
    asked, values = numbered(stripped(statement), parameters)
    connection = connect(address, cursor_factory=psycopg.RawCursor)
    connection.read_only = True
    others_as_text(connection)
    answer = _Answer(connection, timeout)
    try:
        check_version(address, version(connection, address), HEAD)
        _check_only_reads(address, connection)
        cursor = answer.start(asked, values)
        names = [column.name for column in cursor.description or ()]
        rows = answer.rows(cursor, bool(EXPLAIN.match(asked)))
        yield names, rows if most is None else no_more_than(most, rows), []
    except Stopped:
        raise too_long(timeout) from None
    except psycopg.errors.QueryCanceled as error:
        raise unreadable(address, error) if answer.left > GRACE / 10 else too_long(timeout) from None  # somebody else's doing
    except TooLarge:
        raise too_much() from None
    except psycopg.Error as error:
        raise (_refusal(address, connection, error, answer.sent) if answer.sent else unreadable(address, error)) from None
    except UnicodeError as error:
        raise VetError(_("the statement was refused: {reason}").format(reason=one_line(str(error)))) from None
    finally:
        connection.close()  # whatever it set or locked goes with it, and nothing is ever committed


def _check_only_reads(address: Address, connection: "psycopg.Connection[Any]") -> None:
    """Raise DatabaseError if the role may do more than read: a superuser's SELECT reads the server's files and starts programs."""
    if connection.execute(MORE_THAN_READING).fetchone():
        message = _("{database}: this user may do more than read, so vet sql is refused; make one that only reads with: vet db reader ROLE")
        raise DatabaseError(message.format(database=address))


def _plain(value: Any) -> Any:
    """Return a value as SQLite might give it: a list is JSON text. VetError if it is longer than SQLite's may be."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False, default=bytes.hex)
    if isinstance(value, (str, bytes)) and len(value) > LONGEST:
        raise too_much()
    return value


def _refusal(address: Address, connection: "psycopg.Connection[Any]", error: "psycopg.Error", sent: str) -> VetError:
    """Return what is said of a statement that the server refuses; sent: as it was sent there."""
    import psycopg

    if isinstance(error, psycopg.errors.ProtocolViolation):
        return VetError(unnamed_parameter())
    if isinstance(error, no_room()) and sent:
        message = _("the statement needs more room than the server gives: {reason}; ask for less")
        return VetError(message.format(reason=one_line(reason(address, error))))
    if connection.closed or not sent:
        return unreadable(address, error)
    if isinstance(error, psycopg.errors.ProgramLimitExceeded):
        return too_much()
    place = int(error.diag.statement_position or 0)  # the words may be in any language
    if isinstance(error, psycopg.errors.SyntaxError) and not place:
        return VetError(several_statements())
    if (place == len(DECLARE) + 1 and isinstance(error, psycopg.errors.SyntaxError)) or isinstance(error, _writes()):
        return VetError(no_reading())
    name = NAME.match(sent, place - 1) if place else None
    if name and isinstance(error, (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)):
        return VetError(_unknown(connection, isinstance(error, psycopg.errors.UndefinedTable), one_line(name[0].replace('"', ""))))
    words = _("the statement was refused: {reason}").format(reason=one_line(in_brief(address, error)))
    return VetError(words + (hint(sent) if isinstance(error, psycopg.errors.SyntaxError) else ""))


def _writes() -> tuple[type[Exception], ...]:
    """Return the errors of what is no mere reading: it needs a transaction or a cursor that is not to be had here."""
    from psycopg import errors

    return errors.ReadOnlySqlTransaction, errors.InvalidCursorDefinition, errors.FeatureNotSupported


def _unknown(connection: "psycopg.Connection[Any]", is_table: bool, name: str) -> str:
    """Return the line for a table or a column that there is not, with the nearest that there are."""
    connection.rollback()
    if is_table:
        return unknown_name(True, name, [each for each, _kind in relations(connection)])
    columns = "SELECT DISTINCT attname FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class c ON c.oid = attrelid "
    columns += "WHERE attnum > 0 AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())"
    return unknown_name(False, name, sorted(each for (each,) in connection.execute(columns)))
