"""Writing: one transaction at a time, making, upgrading and backing up a database. Imports SQLAlchemy and Alembic when used."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DatabaseError, VetError
from ..words import _
from .address import Address
from .reader import check_is_ours, open_sqlite
from .resources import migrations_folder, packaged_reports
from .version import VERSION_TABLE

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def engine(address: Address, foreign_keys: bool = True) -> "Engine":
    """Return an engine whose transactions begin as one writer's: on SQLite BEGIN IMMEDIATE, foreign keys on, WAL.

    foreign_keys: off for migrations, since rebuilding a table must not take along the rows that refer to it.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    made = create_engine(address.url, poolclass=NullPool)
    if address.path is not None:
        event.listen(made, "connect", lambda connection, _record: _prepare_sqlite(connection, foreign_keys))
        event.listen(made, "begin", _begin_immediate)
    return made


def _prepare_sqlite(connection: Any, foreign_keys: bool) -> None:
    connection.isolation_level = None  # the driver would commit before a schema change
    connection.execute("PRAGMA busy_timeout = 60000")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")


def _begin_immediate(connection: "Connection") -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def writing(address: Address) -> Iterator["Connection"]:
    """Open a database of ours for writing in one transaction: all of it happens, or nothing."""
    from sqlalchemy.exc import DBAPIError

    if address.path is not None:
        open_sqlite(address.path).close()
    try:
        with engine(address).begin() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseError(_("{database}: {reason}").format(database=address, reason=error.orig)) from None


def migrate(address: Address, revision: str = "head") -> None:
    """Bring the schema to a revision, upwards or downwards, in one transaction; views are made at head."""
    from alembic import command

    with engine(address, foreign_keys=False).connect() as connection:
        config = configuration(connection)
        current = _revision(connection)
        connection.rollback()
        if revision == "base" or (revision != "head" and revision < current):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def configuration(connection: "Connection | None" = None) -> Any:
    """Return Alembic's configuration, built in code: an installed program has no file beside it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("version_table", VERSION_TABLE)
    config.attributes["connection"] = connection
    return config


def _revision(connection: "Connection") -> str:
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or "")


def create(address: Address, with_seeds: bool = True) -> bool:
    """Make a database with its catalogue, and the packaged reports if `with_seeds`; False if there is one already.

    A SQLite file is built under another name and put in place as a whole, so that of several at once one makes it.
    """
    if address.path is None:
        _fill(address, with_seeds)
        return True
    if address.path.exists():
        check_is_ours(address.path)
        return False
    building = address.path.with_name(f"{address.path.name}.{os.getpid()}.new")
    try:
        address.path.parent.mkdir(parents=True, exist_ok=True)
        _fill(Address(f"sqlite:///{building}", building), with_seeds)
        return _put_in_place(building, address.path)
    except OSError as error:
        raise DatabaseError(_("cannot make {path}: {reason}").format(path=address.path, reason=error.strerror)) from None
    finally:
        for name in (building.name, f"{building.name}-wal", f"{building.name}-shm"):
            building.with_name(name).unlink(missing_ok=True)


def _fill(address: Address, with_seeds: bool) -> None:
    from ..intake import load

    migrate(address)
    with engine(address).begin() as connection:
        load.load_catalogue(connection)
        if with_seeds:
            load.load(connection, packaged_reports(), "vet")


def _put_in_place(building: Path, path: Path) -> bool:
    """Give the new file its name unless somebody else was first; True if it was us."""
    try:
        os.link(building, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        with suppress(FileExistsError), path.open("xb") as taken:
            taken.close()
            os.replace(building, path)
            return True
        return False
    return True


def backup(address: Address, file: Path) -> None:
    """Copy a SQLite database as it is at one moment, while others read and write; an existing file is refused."""
    if address.path is None:
        raise VetError(_("a backup of a server is its own tools' work: use pg_dump"))
    if file.exists():
        raise VetError(_("{file} exists already; give another name").format(file=file))
    source = open_sqlite(address.path)
    partial = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with sqlite3.connect(partial) as target:
            source.backup(target)
        target.close()
        os.replace(partial, file)
    except (sqlite3.Error, OSError) as error:
        raise VetError(_("cannot write {file}: {reason}").format(file=file, reason=error)) from None
    finally:
        source.close()
        partial.unlink(missing_ok=True)
