"""Reading: a database of ours opened so that nothing can be changed, and statements with `:name` parameters asked of it.

A SQLite file is read through the standard library, PostgreSQL through psycopg; SQLAlchemy is not imported.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from ..errors import DatabaseError
from ..words import _
from .address import Address
from .version import APPLICATION_ID, HEAD, VERSION_TABLE

Row = tuple[Any, ...]
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-~")  # the rest is escaped in a URI
MAGIC = b"SQLite format 3\x00"
PATIENCE = 30  # seconds to wait for a program that holds the whole file
CANNOT_WRITE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
NO_INDEX = (*CANNOT_WRITE, sqlite3.SQLITE_IOERR)  # of a log: its file cannot be made, as on a full disk
RELATIONS = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY name"


class Older(DatabaseError):
    """The database is behind this program."""


class Reader:
    """An open database that answers statements."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], Iterator[Row]]:
        """Return the column names and the rows, which are read as they are taken."""
        cursor = self.connection.execute(sql, dict(parameters or {}))
        return [column[0] for column in cursor.description or ()], iter(cursor.fetchone, None)  # a cursor itself must not outlive us

    def relations(self) -> list[tuple[str, str]]:
        """Return every table and view by name with its kind, `table` or `view`."""
        return list(self.connection.execute(RELATIONS))


@contextmanager
def open_reader(address: Address) -> Iterator[Reader]:
    """Open a database for reading; DatabaseError if it is not there, not ours or not at this program's version.

    The default database is brought to this program's version first, if it is behind.
    """
    if address.file is None:
        from .postgres.reader import open_postgres

        with open_postgres(address) as reader:
            yield reader
        return
    connection = open_at_head(address)
    try:
        connection.execute("BEGIN")  # all that one command asks is answered from one state
        yield Reader(connection)
    except sqlite3.Error as error:
        raise unreadable(address, error) from None
    finally:
        connection.close()


def open_at_head(address: Address) -> sqlite3.Connection:
    """Open a database that stands at this program's version for reading; else as `open_reader`."""
    try:
        return open_sqlite(address, HEAD)
    except Older:
        if not address.is_default:
            raise
    from .first_use import bring_up

    bring_up(address)
    return open_sqlite(address, HEAD)


def check_at_head(address: Address) -> None:
    """Raise as `open_reader` does unless the database can be opened and stands at this program's version."""
    if address.file is None:
        from .postgres.reader import open_postgres

        with open_postgres(address):
            return
    open_at_head(address).close()


def version_of(address: Address) -> str:
    """Return the revision that a database of ours stands at, '' if it has no tables; DatabaseError if it is ahead."""
    if address.file is None:
        from .postgres.reader import version_of_postgres

        return version_of_postgres(address)
    with closing(open_sqlite(address, "")) as connection:
        return _version(address, connection)


def open_sqlite(address: Address, oldest: str) -> sqlite3.Connection:
    """Open a SQLite file of ours for reading; one that is refused, by a DatabaseError in one line, is left as it is.

    oldest: the revision that the database must have at least; one that is newer than the program is refused too.
    """
    path = address.sqlite()
    check_is_ours(path, address)
    try:
        if has_changes_aside(path):  # who may write merges them into the file on closing it: so look first
            with closing(_connect(path, "mode=ro")) as connection:
                check_version(address, _version(address, connection), oldest)
        connection = _open(path)
    except sqlite3.Error as error:
        raise unreadable(address, error) from None
    try:
        check_version(address, _version(address, connection), oldest)
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: str) -> sqlite3.Connection:
    """Open a file for reading: as one that can write, where that may be, since only such tidies up its log when it is closed."""
    if _may_write(path):
        try:
            return _connect(path, "mode=rw")
        except sqlite3.Error as error:
            if code_of(error) not in NO_INDEX:
                raise
    return open_read_only(path)


def open_read_only(path: str) -> sqlite3.Connection:
    """Open a file as one that cannot be written; as immutable where we may not write, unless a log of changes lies beside it."""
    if not has_changes_aside(path) and not _may_write(path):  # else files of ours would stay there, in the owner's way
        return _connect(path, "mode=ro&immutable=1")
    try:
        return _connect(path, "mode=ro")
    except sqlite3.Error as error:
        if code_of(error) not in NO_INDEX or has_changes_aside(path):
            raise
        return _connect(path, "mode=ro&immutable=1")


def _may_write(path: str) -> bool:
    return os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)


def _connect(path: str, mode: str) -> sqlite3.Connection:
    """Return a connection that has read its first page, but not yet the schema, which takes much longer."""
    name = "".join(chr(byte) if chr(byte) in PLAIN else f"%{byte:02X}" for byte in os.fsencode(path))
    connection = sqlite3.connect(f"file:{name}?{mode}", uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA application_id").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def has_changes_aside(path: str) -> bool:
    """Say whether a log of changes that are not in the file yet lies beside it."""
    try:
        return os.path.getsize(f"{path}-wal") > 0
    except OSError:  # another program that closes the database takes it away at any moment
        return False


def check_is_ours(path: str, address: Address) -> None:
    """Raise DatabaseError unless the file is there and its head says that it is a database of ours; opens no database."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise DatabaseError(_("{path} is a folder; name the database's file in it").format(path=path))
        if not stat.S_ISREG(mode):  # a pipe might never end
            raise DatabaseError(_("{path} is no SQLite database; name another file").format(path=path))
        with open(path, "rb") as file:
            head = file.read(72)
    except (FileNotFoundError, NotADirectoryError):
        message = _("there is no database at {path}; make one with: {command}")
        raise DatabaseError(message.format(path=path, command=address.command("db init"))) from None
    except OSError as error:
        raise DatabaseError(_("cannot read {path}: {reason}").format(path=path, reason=error.strerror)) from None
    if not head.startswith(MAGIC):
        raise DatabaseError(_("{path} is no SQLite database; name another file").format(path=path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise DatabaseError(_("{path} is a database of another program; name another file").format(path=path))


def _version(address: Address, connection: sqlite3.Connection) -> str:
    try:
        found = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
    except sqlite3.Error as error:
        if code_of(error) != sqlite3.SQLITE_ERROR:
            raise unreadable(address, error) from None
        message = _("{database} does not say its version, so it is no whole database of ours; name another file")
        raise DatabaseError(message.format(database=address)) from None
    return str(found[0]) if found else ""


def check_version(address: Address, version: str, oldest: str) -> None:
    """Raise DatabaseError if a database at `version` is newer than this program, Older if it is older than `oldest`."""
    if version > HEAD:
        message = _("{database} is at version {version}, newer than this program ({head}); upgrade the program")
        raise DatabaseError(message.format(database=address, version=version, head=HEAD))
    if version < oldest:
        message = _("{database} is at version {version}, this program needs {head}; run: {command}")
        command = address.command("db upgrade")
        raise Older(message.format(database=address, version=version or "base", head=HEAD, command=command))


def unreadable(address: Address, error: Exception) -> DatabaseError:
    """Return the error for a file that SQLite cannot read or write, in one line that says what to do."""
    path = address.sqlite()
    if code_of(error) == sqlite3.SQLITE_BUSY:
        return DatabaseError(_("{database}: another program holds it; try again when that is done").format(database=address))
    if code_of(error) in CANNOT_WRITE and has_changes_aside(path):
        message = _("{database}: changes to it lie beside it in {log}; copy both into a folder where you may write")
        return DatabaseError(message.format(database=address, log=os.path.basename(f"{path}-wal")))
    return DatabaseError(_("{database}: {reason}").format(database=address, reason=" ".join(str(error).split())))


def code_of(error: BaseException) -> int:
    """Return SQLite's own number for an error, 0 if it is none of SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
