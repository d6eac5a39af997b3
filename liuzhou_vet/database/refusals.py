"""What a database refuses to write, in one line or as the system's error; knows SQLite's numbers and no statement.

Imports SQLAlchemy when used.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import DatabaseError, VetError
from ..words import _
from .address import Address
from .reader import CANNOT_WRITE, code_of, unreadable

NO_ROOM = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_GETTEMPPATH,
)
"""SQLite's own numbers, in full, for what could not be written though it may be."""


class NoRoom(VetError):
    """What was to be written could not be, and is undone: exit code 1, since the database itself is there and whole."""


@contextmanager
def told_in_one_line(address: Address) -> Iterator[None]:
    """Turn what the database refuses to write into one line; by then the transaction is rolled back."""
    if address.file is None:
        from .postgres.writer import told_in_one_line as told_of_a_server

        with told_of_a_server(address):
            yield
        return
    from sqlalchemy.exc import DBAPIError, IntegrityError

    try:
        yield
    except IntegrityError as error:
        raise VetError(_("the database refuses the rows: {error}").format(error=error.orig)) from error
    except (DBAPIError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        if getattr(cause, "sqlite_errorcode", 0) in NO_ROOM:
            message = _("{database} cannot be written: {reason}; nothing was changed; make room on its disk and on that of temporary files")
            raise NoRoom(message.format(database=address, reason=cause)) from error
        if code_of(cause) in CANNOT_WRITE:
            message = _("{database} may only be read, it or its folder; nothing was changed")
            raise DatabaseError(message.format(database=address)) from error
        raise DatabaseError(_("{reason}; nothing was changed").format(reason=unreadable(address, cause))) from error


@contextmanager
def as_system_errors() -> Iterator[None]:
    """Turn what SQLite, by itself or through SQLAlchemy, cannot write into a new file into an OSError, as a full disk is for any file."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", None) or error
        if not isinstance(cause, sqlite3.Error):
            raise
        full = getattr(cause, "sqlite_errorcode", 0) in NO_ROOM
        raise OSError(errno.ENOSPC if full else errno.EIO, os.strerror(errno.ENOSPC) if full else str(cause)) from None
