"""Writing to PostgreSQL: one writer at a time, making a database in one transaction. Imports SQLAlchemy when used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...errors import DatabaseError, VetError
from ...words import _
from ..address import Address
from ..version import APPLICATION_ID
from .connection import connect, driver, reason, unreadable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE = 300  # seconds to wait for another program that writes: a large load takes a while


def engine(address: Address, waiting: Callable[[], None]) -> "Engine":
    """Return an engine whose transactions begin as the one writer's.

    waiting: called once if another program writes, for whose end is waited.
    """
    driver(address)
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    made = create_engine("postgresql+psycopg://", creator=lambda: connect(address), poolclass=NullPool)
    event.listen(made, "begin", lambda connection: _begin(connection.connection.driver_connection, waiting))
    return made


def _begin(connection: Any, waiting: Callable[[], None]) -> None:
    """Take the lock of the one writer, which goes with the transaction; it is nobody else's, so that readers never wait."""
    if connection.execute(f"SELECT pg_try_advisory_xact_lock({APPLICATION_ID})").fetchone()[0]:
        return
    waiting()
    connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
    connection.execute(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")


@contextmanager
def told_in_one_line(address: Address) -> Iterator[None]:
    """Turn what the server refuses to write, or a connection that is lost, into one line; the transaction is rolled back by then."""
    driver(address)
    import psycopg
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise _refusal(address, cause or error) from error


def _refusal(address: Address, error: BaseException) -> VetError:
    import psycopg

    from ..refusals import NoRoom

    why = {"database": address, "reason": reason(address, error)}
    if isinstance(error, psycopg.IntegrityError):
        return VetError(_("the database refuses the rows: {error}").format(error=why["reason"]))
    if isinstance(error, (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory)):
        return NoRoom(_("{database} cannot be written: {reason}; nothing was changed; make room on the server's disk").format(**why))
    if isinstance(error, (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
        message = _("{database} may only be read by this user: {reason}; nothing was changed")
        return DatabaseError(message.format(**why))
    return DatabaseError(_("{reason}; nothing was changed").format(reason=unreadable(address, error)))


def is_there(connection: "Connection", address: Address) -> bool:
    """Tell whether the database that a transaction is open on is ours already; DatabaseError if it is another program's.

    One that does not hold UTF-8 is refused too.
    """
    from .standing import is_ours

    server = driver_connection(connection)
    (encoding,) = server.execute("SHOW server_encoding").fetchone()
    if encoding != "UTF8":
        message = _("{database} holds {encoding}, which has not every sign; make one for UTF-8: createdb -E UTF8 -T template0 NAME")
        raise DatabaseError(message.format(database=address, encoding=encoding))
    return is_ours(server, address)


def driver_connection(connection: "Connection") -> Any:
    """Return psycopg's own connection."""
    return connection.connection.driver_connection
