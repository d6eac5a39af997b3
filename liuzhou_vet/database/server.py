"""Reading a database on a server, by SQLAlchemy: the same statements with the same `:name` parameters; never a SQLite file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from ..errors import DatabaseError, VetError
from ..words import _
from .address import Address
from .reader import Reader, Row, check_version
from .version import VERSION_TABLE


class ServerReader(Reader):
    """Reads a database through SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], Iterator[Row]]:
        """Return the column names and the rows, which are read as they are taken."""
        result = self.connection.execute(text(sql), dict(parameters or {}))
        return list(result.keys()), (tuple(row) for row in result)

    def relations(self) -> list[tuple[str, str]]:
        """Return every table and view by name with its kind."""
        found = inspect(self.connection)
        return sorted([(name, "table") for name in found.get_table_names()] + [(name, "view") for name in found.get_view_names()])


def server_engine(address: Address) -> Engine:
    """Return an engine; DatabaseError in one line if the address is none, or its driver is not installed."""
    try:
        return create_engine(address.url, poolclass=NullPool)
    except ModuleNotFoundError as error:
        message = _("{database} needs the package {name}; install it with: pip install 'liuzhou_vet[postgres]'")
        raise DatabaseError(message.format(database=address, name=error.name)) from None
    except (ArgumentError, NoSuchModuleError, ValueError):
        message = _("{database} is the address of no database that is known; write a path, sqlite:///path or postgresql://host/name")
        raise DatabaseError(message.format(database=address)) from None


@contextmanager
def open_server_reader(address: Address) -> Iterator[ServerReader]:
    """Open a database on a server for reading; DatabaseError in one line if it cannot be reached or is not at our version."""
    try:
        with server_engine(address).connect() as connection:
            if not inspect(connection).has_table(VERSION_TABLE):
                raise DatabaseError(_("{database} holds no database of ours; make one with: vet db init").format(database=address))
            found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
            check_version(address, str(found or ""))
            yield ServerReader(connection)
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise DatabaseError(_("{database}: {reason}").format(database=address, reason=reason)) from None


def run_adhoc(address: Address, statement: str, parameters: Mapping[str, Any], timeout: float) -> NoReturn:
    """Refuse ad-hoc SQL, which is not held in on a server yet."""
    raise VetError(_("statements of one's own are answered from SQLite files only; ask {database} with psql").format(database=address))
