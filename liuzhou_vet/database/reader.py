"""Reading: a database of ours opened so that nothing can be changed, and statements with `:name` parameters asked of it.

A SQLite file is read through the standard library; anything else through SQLAlchemy, imported only then.
"""

import os
import sqlite3
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..errors import DatabaseError
from ..words import _
from .address import Address
from .version import APPLICATION_ID, HEAD, VERSION_TABLE

Row = tuple[Any, ...]
StrPath = str | os.PathLike[str]
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-~")  # the rest is escaped in a URI
MAGIC = b"SQLite format 3\x00"


class Reader(ABC):
    """An open database that answers statements."""

    @abstractmethod
    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], Iterator[Row]]:
        """Return the column names and the rows, which are read as they are taken."""

    @abstractmethod
    def relations(self) -> list[tuple[str, str]]:
        """Return every table and view by name with its kind, `table` or `view`."""


class SqliteReader(Reader):
    """Reads a SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], Iterator[Row]]:
        """Return the column names and the rows, which are read as they are taken."""
        cursor = self.connection.execute(sql, dict(parameters or {}))
        return [column[0] for column in cursor.description or ()], iter(cursor.fetchone, None)  # a cursor itself must not outlive us

    def relations(self) -> list[tuple[str, str]]:
        """Return every table and view by name with its kind."""
        found = self.connection.execute(
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
        return list(found)


@contextmanager
def open_reader(address: Address) -> Iterator[Reader]:
    """Open a database for reading; DatabaseError if it is not there, not ours or not at this program's version."""
    if address.file is None:
        from .server import open_server_reader

        with open_server_reader(address) as reader:
            yield reader
        return
    connection = open_sqlite(address.file)
    try:
        connection.execute("BEGIN")  # all that one command asks is answered from one state
        check_version(address, revision(connection, address.file))
        yield SqliteReader(connection)
    except sqlite3.Error as error:
        raise DatabaseError(_("{database}: {reason}").format(database=address, reason=error)) from None
    finally:
        connection.close()


def open_sqlite(path: StrPath) -> sqlite3.Connection:
    """Open a SQLite file of ours for reading; DatabaseError in one line if that cannot be, with nothing created or changed."""
    check_is_ours(path)
    try:
        return _connect(path, "mode=rw")  # one that can write tidies up its log when it is closed; query_only keeps it from more
    except sqlite3.Error as error:
        if _needs_writing(error):
            return open_read_only(path)
        raise DatabaseError(_("cannot read {path}: {reason}").format(path=path, reason=error)) from None


def open_read_only(path: StrPath) -> sqlite3.Connection:
    """Open a file as one that cannot be written; as immutable where nothing can be, unless a log of changes lies beside it."""
    try:
        return _connect(path, "mode=ro")
    except sqlite3.Error as error:
        log = os.fspath(path) + "-wal"
        if _needs_writing(error) and not (os.path.exists(log) and os.path.getsize(log)):
            return _connect(path, "mode=ro&immutable=1")
        raise DatabaseError(_("cannot read {path}: {reason}").format(path=path, reason=error)) from None


def _needs_writing(error: sqlite3.Error) -> bool:
    """Say whether a file could not be opened because SQLite may not make or write its log beside it."""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _connect(path: StrPath, mode: str) -> sqlite3.Connection:
    """Return a connection that has read its first page, but not yet the schema, which takes much longer."""
    name = "".join(chr(byte) if chr(byte) in PLAIN else f"%{byte:02X}" for byte in os.fsencode(os.path.abspath(path)))
    connection = sqlite3.connect(f"file:{name}?{mode}", uri=True, timeout=30, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA application_id").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def check_is_ours(path: StrPath) -> int:
    """Raise DatabaseError unless the file is there and its head says that it is a database of ours; opens no database.

    Returns the number of the revision as the head has it: a quick hint, since later changes may still lie in the log beside it.
    """
    if os.path.isdir(path):
        raise DatabaseError(_("{path} is a folder; name the database's file in it").format(path=path))
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise DatabaseError(_("{path} is no SQLite database").format(path=path))
        with open(path, "rb") as file:
            head = file.read(72)
    except (FileNotFoundError, NotADirectoryError):
        raise DatabaseError(_("no database at {path}; make one with: vet --database FILE db init").format(path=path)) from None
    except OSError as error:
        raise DatabaseError(_("cannot read {path}: {reason}").format(path=path, reason=error.strerror)) from None
    if not head.startswith(MAGIC):
        raise DatabaseError(_("{path} is no SQLite database").format(path=path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise DatabaseError(_("{path} is a database of another program").format(path=path))
    return int.from_bytes(head[60:64], "big")


def version_of(path: StrPath) -> str:
    """Return the revision a SQLite file of ours stands at, '' if it has none."""
    connection = open_sqlite(path)
    try:
        return revision(connection, path)
    finally:
        connection.close()


def revision(connection: sqlite3.Connection, path: StrPath) -> str:
    """Return the revision that an open SQLite database of ours stands at, '' if it has none."""
    try:
        found = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table
            return ""
        raise DatabaseError(_("cannot read {path}: {reason}").format(path=path, reason=error)) from None
    return str(found[0]) if found else ""


def check_version(address: Address, version: str) -> None:
    """Raise DatabaseError unless the version is the one that this program reads."""
    if version == HEAD:
        return
    refuse_newer(address, version)
    raise DatabaseError(
        _("{database} is at version {version}, this program needs {head}; run: vet --database {database} db upgrade").format(
            database=address, version=version or "-", head=HEAD
        )
    )


def refuse_newer(address: Address, version: str) -> None:
    """Raise DatabaseError if the version is newer than this program's."""
    if version > HEAD:
        raise DatabaseError(
            _("{database} is at version {version}, newer than this program ({head}); upgrade the program").format(
                database=address, version=version, head=HEAD
            )
        )
