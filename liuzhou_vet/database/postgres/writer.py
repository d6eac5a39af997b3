"""Writing to PostgreSQL: one writer at a time, making a database in one transaction. Imports SQLAlchemy when used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...errors import DatabaseError, VetError
from ...words import _
from ..address import Address
from ..version import APPLICATION_ID, MARK_TABLE
from .connection import connect, driver, is_lost, no_room, reason, unreadable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE = 300  # seconds to wait for another program that writes: a large load takes a while
AT_ONCE = 50  # milliseconds until that is said


def engine(address: Address, waiting: Callable[[], None]) -> "Engine":
    """Return an engine whose transactions begin as the one writer's.

    waiting: called once if another program writes, for whose end is waited.
    """
    driver(address)
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    # closing a connection ends what is left of a transaction: a reset before that would fail where it is lost
    made = create_engine("postgresql+psycopg://", creator=lambda: connect(address), poolclass=NullPool, pool_reset_on_return=None)
    event.listen(made, "begin", lambda connection: _begin(driver_connection(connection), waiting))
    event.listen(made, "commit", lambda connection: _commit(driver_connection(connection), address))
    event.listen(made, "rollback", _let_go)
    return made


def _begin(connection: Any, waiting: Callable[[], None]) -> None:
    """Take the lock of the one writer, which goes with the transaction; readers never wait for it.

    It is on our mark, since who may only read can lock no table; where there is none yet, on a number, which anybody can.
    """
    if not _is_marked(connection):
        _lock(connection, f"SELECT pg_advisory_xact_lock({APPLICATION_ID})", waiting)
    if _is_marked(connection):
        _lock(connection, f"LOCK TABLE {MARK_TABLE} IN SHARE ROW EXCLUSIVE MODE", waiting)


def _is_marked(connection: Any) -> bool:
    found = connection.execute(f"SELECT to_regclass(quote_ident(current_schema()) || '.{MARK_TABLE}') IS NOT NULL").fetchone()
    return bool(found[0])


def _lock(connection: Any, statement: str, waiting: Callable[[], None]) -> None:
    """Take a lock; whoever has to wait for it is told. Nothing later waits any longer either, such as a view for one who reads it."""
    from psycopg.errors import LockNotAvailable

    try:
        with connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = '{AT_ONCE}ms'")
            connection.execute(statement)
    except LockNotAvailable:
        waiting()
    connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
    connection.execute(statement)


def _commit(server: Any, address: Address) -> None:
    """Commit, and say so if the connection is lost just then: nobody knows whether the server had done it."""
    import psycopg

    try:
        server.commit()
    except psycopg.OperationalError as error:
        if not is_lost(error):
            raise
        message = _("{database}: the connection was lost at the very end: {reason}; all of it is written or nothing; see: vet db status")
        raise DatabaseError(message.format(database=address, reason=reason(address, error))) from error


def _let_go(connection: "Connection") -> None:
    """Spare a connection that is lost the ROLLBACK: its failing would hide the reason."""
    if not connection.invalidated and driver_connection(connection).closed:
        connection.invalidate()


@contextmanager
def told_in_one_line(address: Address) -> Iterator[None]:
    """Turn what the server refuses to write, or a connection that is lost, into one line; the transaction is rolled back by then."""
    driver(address)
    import psycopg
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        cause = (error.orig if isinstance(error, DBAPIError) else error) or error
        raise refusal(address, cause) from error


def refusal(address: Address, error: BaseException) -> VetError:
    """Return the error for what the server refuses to write, when it is undone."""
    import psycopg

    from ..refusals import NoRoom

    why = {"database": address, "reason": reason(address, error)}
    if isinstance(error, psycopg.IntegrityError):
        return VetError(_("the database refuses the rows: {error}").format(error=why["reason"]))
    if isinstance(error, psycopg.errors.DependentObjectsStillExist):
        needed = "; ".join(str(error.diag.message_detail or why["reason"]).splitlines())
        message = _(
            "{database}: what is made anew is used by what is not ours: {needed}; keep the definition, drop it, "
            "and make it again afterwards; nothing was changed"
        )
        return VetError(message.format(database=address, needed=needed))
    if isinstance(error, no_room()):
        return NoRoom(_("{database} cannot be written: {reason}; nothing was changed; make room on the server's disk").format(**why))
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        message = _("{database}: this user may not do that: {reason}; nothing was changed; do it as the owner of the database")
        return DatabaseError(message.format(**why))
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        message = _("{database} may only be read: {reason}; nothing was changed; name the server and a user that may write")
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
